//! The spreadsheet that goes out: text cells only, and no cell a spreadsheet program would run.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// A sheet: its name and its rows below the head row.
pub struct Sheet<'a> {
    pub name: &'a str,
    pub rows: &'a [Vec<String>],
}

/// # Errors
/// When the rows do not fit a spreadsheet.
pub fn write(columns: &[String], sheets: &[Sheet<'_>]) -> Result<Vec<u8>, XlsxError> {
    let text = Format::new().set_num_format("@").set_text_wrap();
    let head = Format::new().set_bold().set_num_format("@");
    let mut workbook = Workbook::new();
    for sheet in sheets {
        let page = workbook.add_worksheet();
        page.set_name(sheet.name)?;
        page.set_freeze_panes(1, 0)?;
        for (column, name) in (0u16..).zip(columns) {
            page.write_string_with_format(0, column, name, &head)?;
            page.set_column_width(column, if name == "诉求内容" { 60.0 } else { 18.0 })?;
        }
        for (row, cells) in (1u32..).zip(sheet.rows) {
            for (column, cell) in (0u16..).zip(cells) {
                page.write_string_with_format(row, column, guarded(cell), &text)?;
            }
        }
    }
    workbook.save_to_buffer()
}

/// A reporter's words must never become a formula on the clerk's machine, not even after the
/// sheet was saved as CSV: such a cell gets a leading apostrophe.
pub(super) fn guarded(cell: &str) -> String {
    if starts_like_a_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// Takes the apostrophe of [`guarded`] off again.
pub(super) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if starts_like_a_formula(rest) => rest,
        _ => cell,
    }
}

fn starts_like_a_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_text_and_comes_back_as_typed() {
        for typed in ["=HYPERLINK(\"http://x\")", "+1", "-2+3", "@SUM(A1)", "\t=1", "＝1+1"] {
            let out = guarded(typed);
            assert_eq!(out, format!("'{typed}"));
            assert_eq!(unguarded(&out), typed);
        }
        for plain in ["药店", "'引号开头", "1=1", ""] {
            assert_eq!(guarded(plain), plain);
            assert_eq!(unguarded(plain), plain);
        }
    }
}
