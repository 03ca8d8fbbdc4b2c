//! Tables that leave the house: text cells only, none of which a spreadsheet runs.

use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::ports::Internal;
use domain::track::beijing;
use jiff::Timestamp;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::doors::Trouble;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Csv,
    Xlsx,
}

impl Ending {
    /// That of `stem.csv` or `stem.xlsx`.
    pub fn of(name: &str, stem: &str) -> Option<Self> {
        match name.strip_prefix(stem)? {
            ".csv" => Some(Self::Csv),
            ".xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }
}

/// The table as a file to be kept: `stem-20261122-093000.xlsx`.
///
/// # Errors
/// When the workbook cannot be written.
pub fn answer(
    stem: &str,
    sheet: &str,
    ending: Ending,
    head: &[&str],
    rows: &[Vec<String>],
    now: Timestamp,
) -> Result<Response, Trouble> {
    let (bytes, kind, ending) = match ending {
        Ending::Csv => (csv(head, rows).into_bytes(), "text/csv; charset=utf-8", "csv"),
        Ending::Xlsx => (xlsx(sheet, head, rows).map_err(Internal::new)?, XLSX, "xlsx"),
    };
    let name = format!("{stem}-{}.{ending}", now.to_zoned(beijing()).strftime("%Y%m%d-%H%M%S"));
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

/// A reporter's words never become a formula on somebody's machine.
fn guarded(cell: &str) -> String {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if runs { format!("'{cell}") } else { cell.to_owned() }
}

/// With the mark by which spreadsheet programs know UTF-8.
fn csv(head: &[&str], rows: &[Vec<String>]) -> String {
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let first = head.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",");
    let line = |row: &Vec<String>| row.iter().map(|cell| quoted(&guarded(cell))).collect::<Vec<_>>().join(",");
    let lines: String = std::iter::once(first).chain(rows.iter().map(line)).map(|line| line + "\r\n").collect();
    format!("\u{feff}{lines}")
}

/// Text cells only.
fn xlsx(name: &str, head: &[&str], rows: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let text = Format::new().set_num_format("@");
    let bold = Format::new().set_bold().set_num_format("@");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, name) in (0u16..).zip(head) {
        sheet.write_string_with_format(0, column, *name, &bold)?;
        sheet.set_column_width(column, 18.0)?;
    }
    for (place, row) in (1u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(row) {
            sheet.write_string_with_format(place, column, guarded(cell), &text)?;
        }
    }
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_spreadsheet_would_run_stays_as_it_was_typed() {
        for typed in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(guarded(typed), format!("'{typed}"));
            let csv = csv(&["名称"], &[vec![typed.to_owned()]]);
            assert!(csv.contains(&format!("\"'{typed}\"")), "{csv}");
        }
        assert_eq!(guarded("某某药店"), "某某药店");
    }

    #[test]
    fn quotes_and_line_breaks_stay_within_their_cell() {
        let row = vec!["甲".to_owned(), "他说\"好\"\n第二行".to_owned(), "乙".to_owned()];
        assert!(csv(&["一", "二", "三"], &[row]).contains(",\"他说\"\"好\"\"\n第二行\","));
    }

    #[test]
    fn only_tables_of_that_name_are_answered() {
        assert_eq!(Ending::of("list.csv", "list"), Some(Ending::Csv));
        for name in ["list.pdf", "list", "other.csv", "listcsv"] {
            assert_eq!(Ending::of(name, "list"), None, "{name}");
        }
    }
}
