//! Boards as files, CSV and XLSX, with the definitions attached. A file leaves the hands of those whose duty it is, so that
//! small cells are hidden in it, and what lets one work them out.

use super::card::whole;
use crate::actions::draw_recheck::quarter;
use crate::web::actor::{Observer, Visitor};
use crate::web::csv_file;
use crate::web::error::AppError;
use crate::web::{page, show};
use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::Path;
use std::io::{Cursor, Write as _};
use xutra_domain::reporting::{Definition, Definitions, Facts, Reading, SMALL, Told, read, suppress};
use xutra_domain::unit::Unit;
use xutra_domain::work_record::Adjusted;
use xutra_store::board;
use zip::write::SimpleFileOptions;

/// A cell of a file.
#[derive(Debug, Clone, PartialEq)]
enum Cell {
    Text(String),
    Number(f64),
    Empty,
}

type Sheet = Vec<Vec<Cell>>;

/// `/units/{unit}/figures.csv`
///
/// # Errors
/// 404 outside of what the person sees.
pub async fn csv(observer: Observer, code: Path<String>) -> Result<HttpResponse, AppError> {
    let (unit, sheets) = sheets(&observer, &code).await?;
    let mut bytes = csv_file::MARK.as_bytes().to_vec();
    for sheet in &sheets {
        let rows = sheet.iter().map(|row| row.iter().map(plain));
        bytes.extend(csv_file::lines(rows).map_err(AppError::internal)?);
        bytes.extend(b"\r\n");
    }
    Ok(file(&observer, &unit, "csv", "text/csv; charset=utf-8", bytes))
}

/// `/units/{unit}/figures.xlsx`
///
/// # Errors
/// 404 outside of what the person sees.
pub async fn xlsx(observer: Observer, code: Path<String>) -> Result<HttpResponse, AppError> {
    let (unit, sheets) = sheets(&observer, &code).await?;
    let bytes = workbook(&sheets).map_err(AppError::internal)?;
    Ok(file(&observer, &unit, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes))
}

fn file(visitor: &Visitor, unit: &Unit, end: &str, kind: &'static str, bytes: Vec<u8>) -> HttpResponse {
    let (day, month, year) = visitor.app.zone.day_month_year(visitor.now);
    let name = format!("attachment; filename=\"figures-{}-{year}-{month:02}-{day:02}.{end}\"", unit.code);
    let mut answer = page::respond(visitor.request(), StatusCode::OK, kind, bytes);
    if let Ok(value) = header::HeaderValue::from_str(&name) {
        answer.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    answer
}

/// A cell as text.
fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => csv_file::safe(text).into_owned(),
        Cell::Number(number) => number.to_string(),
        Cell::Empty => String::new(),
    }
}

/// The figures of a unit and of those below, and what they mean.
async fn sheets(observer: &Observer, code: &str) -> Result<(Unit, [Sheet; 2]), AppError> {
    let unit = observer.unit(code).await?;
    let told = board::read(&observer.app.store, &unit, None, (observer.now, &quarter(&observer.app))).await?;
    let figures = || Definitions::current().figures.iter().filter(|one| one.fits(unit.kind));
    let heads = [
        "figure",
        "code",
        "name",
        "numerator",
        "denominator",
        "percent",
        "target",
        "gap",
        "counted",
        "adjusted",
        "low",
        "high",
        "passed",
        "checked",
        "note",
    ];
    let mut sheet: Sheet = vec![heads.iter().map(|head| text(observer.word(&format!("export-{head}")))).collect()];
    for figure in figures() {
        sheet.extend(rows(observer, &unit, figure, &told.facts, &told.children));
    }
    Ok((unit.clone(), [sheet, definitions(observer, figures())]))
}

fn text(words: impl Into<String>) -> Cell {
    Cell::Text(words.into())
}

/// A figure of a unit and of each below; cells beside their sum hide each other.
fn rows(
    visitor: &Visitor,
    unit: &Unit,
    figure: &'static Definition,
    facts: &Facts,
    children: &[(Unit, Facts)],
) -> Vec<Vec<Cell>> {
    let own = read(figure, facts);
    let below: Vec<(&Unit, Reading)> = children
        .iter()
        .filter(|(child, _)| figure.fits(child.kind))
        .map(|(child, facts)| (child, read(figure, facts)))
        .collect();
    // What was counted adds up; what re-checks leave of it would let one work that out.
    let mut told = match figure.numerator.is_of_people() {
        true => told_of(&own, &below, |reading| reading.counted),
        false => Told { cells: vec![true; below.len()], sum: true },
    };
    if figure.denominator.is_counted() {
        // Out of whom is a count of people as well, and that of another figure.
        let others = told_of(&own, &below, |reading| reading.denominator);
        told.sum &= others.sum;
        told.cells.iter_mut().zip(others.cells).for_each(|(cell, other)| *cell &= other);
    }
    let mut rows = vec![line(visitor, unit, &own, told.sum)];
    rows.extend(below.iter().zip(told.cells).map(|((child, reading), told)| line(visitor, child, reading, told)));
    rows
}

/// What may be told of a number of units beside that of the unit which they lie in. Who belongs to that itself is the rest
/// of the sum: a cell like the others.
fn told_of(own: &Reading, below: &[(&Unit, Reading)], number: impl Fn(&Reading) -> Option<u64>) -> Told {
    let mut cells: Vec<u64> = below.iter().map(|(_, reading)| number(reading).unwrap_or(0)).collect();
    cells.push(number(own).unwrap_or(0).saturating_sub(cells.iter().sum()));
    suppress(&cells)
}

fn line(visitor: &Visitor, unit: &Unit, reading: &Reading, told: bool) -> Vec<Cell> {
    let number = |number: Option<u64>| number.map_or(Cell::Empty, |number| Cell::Number(as_float(number)));
    let shown = |cell: Cell| if told { cell } else { Cell::Empty };
    let adjusted = |of: fn(Adjusted) -> u64| reading.adjusted.map(of);
    // Audits are of the whole site; re-checks are of people of a commune, few of whom are a small cell as well.
    let checked = Some(reading.audits).filter(|rate| rate.judged > 0 && (reading.adjusted.is_none() || told));
    let checked = checked.filter(|rate| rate.passed >= SMALL || !is_of_commune(reading));
    // A register is no secret; those who take part are people who were counted.
    let hides = Definitions::current().find(reading.id).is_some_and(|one| one.denominator.is_counted());
    let note = match (told, reading.untold) {
        (_, Some(why)) => visitor.word(&format!("figure-untold-{}", why.word())),
        (false, _) => visitor.word("figure-small"),
        (true, None) if reading.under_review => visitor.word("figure-under-review"),
        (true, None) if reading.is_over() => visitor.word("figure-over"),
        (true, None) => String::new(),
    };
    vec![
        text(reading.id),
        text(&unit.code),
        text(&unit.name),
        shown(number(reading.numerator)),
        if told || !hides { number(reading.denominator) } else { Cell::Empty },
        shown(reading.percent().map_or(Cell::Empty, |percent| Cell::Number((percent * 10.0).floor() / 10.0))),
        Cell::Number(f64::from(reading.target)),
        shown(number(reading.gap())),
        shown(number(reading.counted)),
        shown(number(adjusted(|one| one.value))),
        shown(number(adjusted(|one| one.low))),
        shown(number(adjusted(|one| one.high))),
        number(checked.map(|rate| rate.passed)),
        number(checked.map(|rate| rate.judged)),
        text(note),
    ]
}

/// Whether what was checked are people who were asked again.
fn is_of_commune(reading: &Reading) -> bool {
    reading.under_review || reading.id == "P2v"
}

#[expect(clippy::cast_precision_loss, reason = "nobody counts 2^52 people")]
fn as_float(number: u64) -> f64 {
    number as f64
}

fn definitions<'a>(visitor: &Visitor, figures: impl Iterator<Item = &'a Definition>) -> Sheet {
    let basis = visitor.app.basis();
    let ages = format!("{}–{}", basis.working_from, basis.working_to);
    let mut sheet = vec![
        vec![text(visitor.word("export-version")), text(&Definitions::current().version)],
        vec![text(visitor.word("export-at")), text(show::when(visitor, visitor.now).text)],
        vec![text(visitor.word("export-ages")), text(ages)],
        vec![text(visitor.word("export-hidden")), text(whole(visitor.lang, SMALL))],
    ];
    for figure in figures {
        let word = |end: &str| text(visitor.word(&format!("figure-{}{end}", figure.word())));
        sheet.push(vec![text(&figure.id), word(""), word("-of"), word("-out-of")]);
    }
    sheet
}

/// A workbook of some sheets, in the least that spreadsheet programs read.
fn workbook(sheets: &[Sheet]) -> zip::result::ZipResult<Vec<u8>> {
    const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let each = |of: &dyn Fn(usize) -> String| (1..=sheets.len()).map(of).collect::<String>();
    let types =
        each(&|n| format!("<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{KIND}.worksheet+xml\"/>"));
    let listed = each(&|n| format!("<sheet name=\"{n}\" sheetId=\"{n}\" r:id=\"r{n}\"/>"));
    let related = each(&|n| {
        format!("<Relationship Id=\"r{n}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>")
    });
    let mut files = vec![
        (
            "[Content_Types].xml".to_owned(),
            format!(
                "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
                 <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"{KIND}.sheet.main+xml\"/>{types}</Types>"
            ),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(
                "{HEAD}<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" \
                 Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!("{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{listed}</sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("{HEAD}<Relationships xmlns=\"{RELATIONS}\">{related}</Relationships>"),
        ),
    ];
    for (number, sheet) in (1..).zip(sheets) {
        let rows: String =
            sheet.iter().map(|row| format!("<row>{}</row>", row.iter().map(xml).collect::<String>())).collect();
        let content = format!("{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>");
        files.push((format!("xl/worksheets/sheet{number}.xml"), content));
    }
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(name, SimpleFileOptions::default())?;
        archive.write_all(content.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

/// A cell of a sheet; texts are texts, whatever they begin with.
fn xml(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => {
            let text: String = text.chars().filter(|c| !c.is_control()).collect();
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")
        }
        Cell::Number(number) => format!("<c><v>{number}</v></c>"),
        Cell::Empty => "<c/>".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader as _, Xlsx};

    #[test]
    fn a_workbook_is_read_back_as_it_was_written() {
        let sheet = vec![vec![text("=1+1 & <b>"), Cell::Number(12.5), Cell::Empty, text("Xã Đồng Hỷ")]];
        let bytes = workbook(&[sheet, vec![vec![text("P1")]]]).expect("a workbook");
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook that is read");
        let names = book.sheet_names();
        assert_eq!(names.len(), 2);
        let range = book.worksheet_range(&names[0]).expect("a sheet");
        let row: Vec<&Data> = range.rows().next().expect("a row").iter().collect();
        assert_eq!(row[0], &Data::String("=1+1 & <b>".into()));
        assert_eq!(row[1], &Data::Float(12.5));
        assert_eq!(row[3], &Data::String("Xã Đồng Hỷ".into()));
    }
}
