//! Reads the file a clerk brings back: xlsx, or CSV in UTF-8 or GB 18030.

mod delimited;
mod spreadsheet;

use super::workbook::unguarded;

/// Largest file taken, in bytes.
pub(super) const MAX_FILE: usize = 8 * 1024 * 1024;
/// Most rows taken, head row included.
pub(super) const MAX_ROWS: u32 = 20_000;
const MAX_COLUMNS: usize = 200;
/// Most characters of a cell that are looked at.
const MAX_CELL: usize = 4_000;

/// The rows of a file as text.
pub struct Table {
    rows: Vec<Row>,
}

/// A row that is not wholly empty.
pub struct Row {
    /// As the spreadsheet counts: from 1.
    pub number: u32,
    cells: Vec<Cell>,
}

/// A cell, by what of it can be trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    #[default]
    Empty,
    Text(String),
    /// A number so long that the spreadsheet has already rounded it.
    Rounded,
}

/// Why the whole file cannot be read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("表格超过 8 MB，请分成几张再导入")]
    TooLarge,
    #[error("超过 {MAX_ROWS} 行，请分几次导入")]
    TooManyRows,
    #[error("展开后太大，不像平台导出的表格")]
    Bomb,
    #[error("这是旧式 xls 表格，请在表格软件里另存为 xlsx 后再导入")]
    OldFormat,
    #[error("表格打不开，可能没有传完整；请重新导出 xlsx 或 csv 后再导入")]
    Broken,
}

impl Table {
    /// # Errors
    /// [`Unreadable`]; whatever the file holds, this neither panics nor fills the memory.
    pub fn read(file: &[u8]) -> Result<Self, Unreadable> {
        if file.len() > MAX_FILE {
            return Err(Unreadable::TooLarge);
        }
        let rows = match file {
            [b'P', b'K', ..] => spreadsheet::rows(file)?,
            [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err(Unreadable::OldFormat),
            _ => delimited::rows(file)?,
        };
        Ok(Self { rows })
    }

    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}

impl Row {
    fn new(number: u32) -> Self {
        Self { number, cells: Vec::new() }
    }

    fn put(&mut self, column: usize, cell: Cell) {
        if column < MAX_COLUMNS && cell != Cell::Empty {
            if self.cells.len() <= column {
                self.cells.resize(column + 1, Cell::Empty);
            }
            if let Some(place) = self.cells.get_mut(column) {
                *place = cell;
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }

    /// The text of a cell; empty where there is none.
    pub fn text(&self, column: usize) -> &str {
        match self.cell(column) {
            Cell::Text(text) => text,
            Cell::Empty | Cell::Rounded => "",
        }
    }

    pub fn cells(&self) -> impl Iterator<Item = (usize, &Cell)> {
        self.cells.iter().enumerate()
    }
}

impl Cell {
    fn of_text(text: &str) -> Self {
        let text = unguarded(text.trim()).trim();
        if text.is_empty() { Self::Empty } else { Self::Text(text.chars().take(MAX_CELL).collect()) }
    }
}
