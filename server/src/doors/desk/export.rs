//! The list as a table that leaves the house: no identity, no story, no cell a spreadsheet runs.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::ports::ExportRow;
use domain::track::local_minute;

use super::answer::trouble;
use super::inbox::Asked;
use super::signed::Signed;
use super::spreadsheet::{self, Ending};
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

pub async fn table(
    State(services): State<Services>,
    Signed(staff): Signed,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let ending = Ending::of(&name, "list").ok_or(Trouble::NotFound)?;
    let now = services.now();
    let rows = services.casework.export(&staff, &asked.filter(&staff), now).await.map_err(trouble)?;
    let cells: Vec<Vec<String>> = rows.into_iter().map(|row| cells(row).to_vec()).collect();
    spreadsheet::answer("matters", "事项", ending, &HEAD, &cells, now)
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
}
