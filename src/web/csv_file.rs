//! Tables as CSV that spreadsheet programs open as they are meant: UTF-8 with its mark, and no cell that becomes a formula.

use std::borrow::Cow;

/// The mark at the beginning that tells spreadsheet programs that it is UTF-8.
pub(super) const MARK: &str = "\u{feff}";

/// A text as a cell. What a spreadsheet would take for a formula gets a mark that makes it text.
#[must_use]
pub(super) fn safe(text: &str) -> Cow<'_, str> {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}").into(),
        false => text.into(),
    }
}

/// Rows as CSV; rows may differ in length.
///
/// # Errors
/// Where the writer fails, which it does not in memory.
pub(super) fn lines<Row, Cell>(rows: impl IntoIterator<Item = Row>) -> Result<Vec<u8>, csv::Error>
where
    Row: IntoIterator<Item = Cell>,
    Cell: AsRef<[u8]>,
{
    let ends = csv::Terminator::CRLF;
    let mut writer = csv::WriterBuilder::new().flexible(true).terminator(ends).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_becomes_a_formula() {
        for bad in ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx"] {
            assert!(safe(bad).starts_with('\''), "{bad}");
        }
        assert_eq!(safe("Xã A"), "Xã A");
    }

    #[test]
    fn what_holds_commas_quotes_and_lines_comes_back_as_it_was() {
        let rows = [vec!["a,b", "\"c\"", "d\r\ne"], vec!["chè"]];
        let bytes = lines(rows.clone()).expect("CSV");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes.as_slice());
        let read: Vec<Vec<String>> =
            reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect();
        assert_eq!(read, rows.map(|row| row.into_iter().map(str::to_owned).collect::<Vec<_>>()));
    }
}
