use std::borrow::Cow;

use encoding_rs::GB18030;

use super::{Cell, MAX_ROWS, Row, Unreadable};

/// Spreadsheet programs in China save CSV as GBK; anything else here is UTF-8.
pub(super) fn rows(file: &[u8]) -> Result<Vec<Row>, Unreadable> {
    let text = decoded(file)?;
    let delimiter = if text.lines().next().unwrap_or_default().contains('\t') { b'\t' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for (number, record) in (1u32..).zip(reader.records()) {
        if number > MAX_ROWS {
            return Err(Unreadable::TooManyRows);
        }
        let record = record.map_err(|_| Unreadable::Broken)?;
        let mut row = Row::new(number);
        for (column, cell) in record.iter().enumerate() {
            row.put(column, typed(cell));
        }
        if !row.is_empty() {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// `3.30523E+24` is what a spreadsheet program leaves of a 25-digit number in a CSV file.
fn typed(cell: &str) -> Cell {
    let cell = cell.trim();
    let exponent = cell.to_ascii_uppercase().contains("E+");
    if exponent && cell.parse::<f64>().is_ok() { Cell::Rounded } else { Cell::of_text(cell.trim_matches('\t')) }
}

fn decoded(file: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    let without_mark = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    if let Ok(text) = std::str::from_utf8(without_mark) {
        return if text.contains('\0') { Err(Unreadable::Broken) } else { Ok(Cow::Borrowed(text)) };
    }
    let (text, broken) = GB18030.decode_without_bom_handling(file);
    if broken || text.contains('\0') { Err(Unreadable::Broken) } else { Ok(text) }
}
