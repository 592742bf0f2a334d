//! Reads lists that offices keep, as CSV or as the first sheet of an XLSX file, line by line in a thread of its own: no more
//! than some hundred lines are in memory at a time, whatever the size of a CSV file.

use calamine::{Data, DataRef, Reader as _, Xlsx};
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// The cells of a line, or why the file cannot be read any further.
pub type Line = Result<Vec<String>, String>;

/// Lines that wait for who takes them in.
const WAITING: usize = 500;
/// More columns has no list.
const MOST_COLUMNS: usize = 64;
/// Longest cell in bytes.
const LONGEST_CELL: usize = 2_000;

/// Begins to read a file; what ends in `.xlsx` as a workbook, anything else as CSV. Lines that hold nothing are left out.
#[must_use]
pub fn read(path: PathBuf) -> Receiver<Line> {
    let (sender, lines) = channel(WAITING);
    std::thread::spawn(move || {
        let is_workbook = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
        let done = if is_workbook { read_workbook(&path, &sender) } else { read_csv(&path, &sender) };
        if let Err(cause) = done {
            // Nobody may be there to hear it.
            drop(sender.blocking_send(Err(cause)));
        }
    });
    lines
}

fn read_csv(path: &Path, sender: &Sender<Line>) -> Result<(), String> {
    let mut file = BufReader::new(File::open(path).map_err(|error| error.to_string())?);
    let start = file.fill_buf().map_err(|error| error.to_string())?;
    let separator = separator(start);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(file);
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        if !send(sender, record.iter().map(str::to_owned).collect())? {
            return Ok(());
        }
    }
    Ok(())
}

/// What stands between the cells: of comma, semicolon and tab the one that the first line has most of.
fn separator(start: &[u8]) -> u8 {
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |separator: &u8| line.iter().filter(|byte| *byte == separator).count();
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

fn read_workbook(path: &Path, sender: &Sender<Line>) -> Result<(), String> {
    let file = BufReader::new(File::open(path).map_err(|error| error.to_string())?);
    let mut book = Xlsx::new(file).map_err(|error| error.to_string())?;
    let sheet = book.sheet_names().first().cloned().ok_or("the workbook has no sheet")?;
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(|error| error.to_string())?;
    let (mut line, mut row) = (Vec::new(), 0);
    while let Some(cell) = cells.next_cell().map_err(|error| error.to_string())? {
        let (at, column) = cell.get_position();
        if at != row {
            if !send(sender, std::mem::take(&mut line))? {
                return Ok(());
            }
            row = at;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= MOST_COLUMNS {
            return Err("too many columns".to_owned());
        }
        line.resize(line.len().max(column + 1), String::new());
        line[column] = words(cell.get_value());
    }
    send(sender, line).map(drop)
}

/// A cell as it reads; numbers without the point that spreadsheets keep.
fn words(value: &DataRef<'_>) -> String {
    match Data::from(value.clone()) {
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        other => other.to_string(),
    }
}

/// Hands a line on; whether anybody still wants them.
fn send(sender: &Sender<Line>, cells: Vec<String>) -> Result<bool, String> {
    if cells.len() > MOST_COLUMNS || cells.iter().any(|cell| cell.len() > LONGEST_CELL) {
        return Err("a line is too long".to_owned());
    }
    if cells.iter().all(|cell| cell.trim().is_empty()) {
        return Ok(true);
    }
    Ok(sender.blocking_send(Ok(cells)).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    async fn lines(name: &str, bytes: &[u8]) -> Vec<Line> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        let mut lines = read(path);
        let mut all = Vec::new();
        while let Some(line) = lines.recv().await {
            all.push(line);
        }
        all
    }

    fn good(cells: &[&str]) -> Line {
        Ok(cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    /// A workbook of one sheet whose cells stand in the lines themselves.
    fn workbook(sheet: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let parts = [
            (
                "_rels/.rels",
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
            ),
            (
                "xl/workbook.xml",
                r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#,
            ),
            (
                "xl/_rels/workbook.xml.rels",
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
            ),
            ("xl/worksheets/sheet1.xml", sheet),
        ];
        for (name, text) in parts {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
            zip.write_all(text.as_bytes()).expect("a part");
        }
        zip.finish().expect("a workbook").into_inner()
    }

    #[tokio::test]
    async fn csv_is_read_whatever_stands_between_the_cells() {
        for text in ["name,unit\nAn,A\n\n \"Bình, anh\",B\n", "name;unit\r\nAn;A\r\n;\r\n"] {
            let all = lines("a.csv", text.as_bytes()).await;
            assert_eq!(all[..2], [good(&["name", "unit"]), good(&["An", "A"])], "{text}");
        }
        let long = lines("a.csv", format!("name\n{}", "x".repeat(3_000)).as_bytes()).await;
        assert_eq!(long, [good(&["name"]), Err("a line is too long".into())]);
        let bad = lines("a.csv", b"name\n\xff\xfe").await;
        assert!(bad[1].is_err(), "{bad:?}");
        assert_eq!(lines("a.csv", b"").await, []);
    }

    #[tokio::test]
    async fn the_first_sheet_of_a_workbook_is_read_line_by_line() {
        let sheet = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c><c r="B1" t="inlineStr"><is><t>phone</t></is></c></row><row r="3"><c r="A3" t="inlineStr"><is><t>Nguyễn An</t></is></c><c r="B3"><v>912345678</v></c></row></sheetData></worksheet>"#;
        let all = lines("a.XLSX", &workbook(sheet)).await;
        assert_eq!(all, [good(&["name", "phone"]), good(&["Nguyễn An", "912345678"])]);
        assert!(lines("b.xlsx", b"PK no workbook").await[0].is_err());
    }
}
