//! The list as a table that leaves the house: no identity, no story, no cell a spreadsheet runs.

use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::ports::{ExportRow, Internal};
use domain::track::{beijing, local_minute};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::answer::trouble;
use super::inbox::Asked;
use super::signed::Signed;
use crate::doors::Trouble;
use crate::services::Services;

const HEAD: [&str; 13] = [
    "编号",
    "类别",
    "问题类别",
    "对象",
    "地点",
    "收到时间",
    "办理阶段",
    "承办单位",
    "承办人",
    "12315登记编号",
    "下一个法定期限",
    "到期日",
    "办结时间",
];
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub async fn table(
    State(services): State<Services>,
    Signed(staff): Signed,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let is_csv = match name.as_str() {
        "list.csv" => true,
        "list.xlsx" => false,
        _ => return Err(Trouble::NotFound),
    };
    let now = services.now();
    let rows = services.casework.export(&staff, &asked.filter(&staff), now).await.map_err(trouble)?;
    let cells: Vec<_> = rows.into_iter().map(cells).collect();
    let (bytes, kind) = if is_csv {
        (csv(&cells).into_bytes(), "text/csv; charset=utf-8")
    } else {
        (xlsx(&cells).map_err(Internal::new)?, XLSX)
    };
    let ending = if is_csv { "csv" } else { "xlsx" };
    let name = format!("matters-{}.{ending}", now.to_zoned(beijing()).strftime("%Y%m%d-%H%M%S"));
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

fn cells(line: ExportRow) -> [String; HEAD.len()] {
    let row = line.row;
    let (limit, due) = match row.next {
        Some(next) => {
            let estimated = if next.due.provisional { "（暂估）" } else { "" };
            (next.title, format!("{}{estimated}", next.due.date))
        }
        None => (String::new(), String::new()),
    };
    [
        row.number,
        row.kind.words().to_owned(),
        row.category,
        row.respondent.unwrap_or_default(),
        row.region_name,
        local_minute(row.received_at),
        row.stage.words().to_owned(),
        line.unit_name.unwrap_or_default(),
        row.handler.unwrap_or_default(),
        row.registration_no.unwrap_or_default(),
        limit,
        due,
        line.closed_at.map(local_minute).unwrap_or_default(),
    ]
    .map(|cell| guarded(&cell))
}

/// A reporter's words never become a formula on somebody's machine.
fn guarded(cell: &str) -> String {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if runs { format!("'{cell}") } else { cell.to_owned() }
}

/// With the mark by which spreadsheet programs know UTF-8.
fn csv(rows: &[[String; HEAD.len()]]) -> String {
    let head = HEAD.map(str::to_owned);
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |row: &[String; HEAD.len()]| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n";
    let lines: String = std::iter::once(&head).chain(rows).map(line).collect();
    format!("\u{feff}{lines}")
}

/// Text cells only.
fn xlsx(rows: &[[String; HEAD.len()]]) -> Result<Vec<u8>, XlsxError> {
    let text = Format::new().set_num_format("@");
    let bold = Format::new().set_bold().set_num_format("@");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("事项")?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, name) in (0u16..).zip(HEAD) {
        sheet.write_string_with_format(0, column, name, &bold)?;
        sheet.set_column_width(column, 18.0)?;
    }
    for (place, row) in (1u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(row) {
            sheet.write_string_with_format(place, column, cell, &text)?;
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
        }
        assert_eq!(guarded("某某药店"), "某某药店");
    }

    #[test]
    fn quotes_and_line_breaks_stay_within_their_cell() {
        let mut row = [const { String::new() }; HEAD.len()];
        row[3] = "他说\"好\"\n第二行".to_owned();
        assert!(csv(&[row]).contains(",\"他说\"\"好\"\"\n第二行\","));
    }
}
