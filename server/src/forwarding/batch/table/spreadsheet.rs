use std::io::{Cursor, Read, copy, sink};
use std::panic::catch_unwind;

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};

use super::{Cell, MAX_ROWS, Row, Unreadable};

/// Most bytes all parts of a workbook may unpack to.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;
/// Whole numbers up to here are exact in a spreadsheet (2⁵³).
const EXACT: f64 = 9_007_199_254_740_992.0;

pub(super) fn rows(file: &[u8]) -> Result<Vec<Row>, Unreadable> {
    check_unpacked_size(file)?;
    // The reader is a library that takes a stranger's bytes: should it panic on some, the file is
    // broken and nothing else is.
    catch_unwind(|| read(file)).unwrap_or(Err(Unreadable::Broken))
}

/// Unpacks every part once, for its length only: the lengths a zip declares may lie.
fn check_unpacked_size(file: &[u8]) -> Result<(), Unreadable> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).map_err(|_| Unreadable::Broken)?;
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| Unreadable::Broken)?;
        let length = copy(&mut part.take(left + 1), &mut sink()).map_err(|_| Unreadable::Broken)?;
        left = left.checked_sub(length).ok_or(Unreadable::Bomb)?;
    }
    Ok(())
}

/// The first sheet, cell by cell: a range would be as large as the farthest cell says.
fn read(file: &[u8]) -> Result<Vec<Row>, Unreadable> {
    let mut workbook = Xlsx::new(Cursor::new(file)).map_err(|_: XlsxError| Unreadable::Broken)?;
    let name = workbook.sheet_names().first().cloned().ok_or(Unreadable::Broken)?;
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(|_| Unreadable::Broken)?;
    let mut rows: Vec<Row> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(|_| Unreadable::Broken)? {
        let (row, column) = cell.get_position();
        if row >= MAX_ROWS {
            return Err(Unreadable::TooManyRows);
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        let value = typed(cell.get_value());
        match rows.last_mut().filter(|last| last.number == row + 1) {
            Some(last) => last.put(column, value),
            None => {
                let mut new = Row::new(row + 1);
                new.put(column, value);
                rows.push(new);
            }
        }
    }
    rows.retain(|row| !row.is_empty());
    Ok(rows)
}

fn typed(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::String(text) => Cell::of_text(text),
        DataRef::SharedString(text) => Cell::of_text(text),
        DataRef::Int(number) => Cell::Text(number.to_string()),
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() <= EXACT => Cell::Text(format!("{number:.0}")),
        DataRef::Float(number) if number.fract() == 0.0 => Cell::Rounded,
        DataRef::Float(number) => Cell::Text(number.to_string()),
        DataRef::Bool(yes) => Cell::Text(yes.to_string()),
        DataRef::DateTime(day) => Cell::Text(day.to_string()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::of_text(text),
        DataRef::Error(_) | DataRef::Empty => Cell::Empty,
    }
}
