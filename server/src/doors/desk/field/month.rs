use app::pages::desk::Choice;
use app::pages::desk::field::{FieldRow, FieldTable};
use app::pages::desk::inbox::FilterField;
use app::pages::desk::sheet::{self, SheetPage, SheetTable};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Staff;
use domain::field::{Month, kilograms};
use domain::ports::{Internal, MonthSheet, MonthTown};
use domain::text::written_day;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use serde::Deserialize;

use super::{answer_table, head};
use crate::doors::desk::answer::trouble;
use crate::doors::desk::signed::{Seat, Signed};
use crate::doors::desk::top::Done;
use crate::doors::{Trouble, respond};
use crate::services::Services;

const PATH: &str = "desk/field/month";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Months that may be chosen.
const MONTHS: i32 = 18;
/// What counts as 查实, for whoever reads the column.
const CONFIRMED: &str =
    "查实线索：这个月的线索里，后来立案或者移送公安的；立了案又撤销的不算。以后才立案的，会补进这个月。";
const COLUMNS: [&str; 13] = [
    "乡镇",
    "信息员",
    "巡查（次）",
    "看到问题（次）",
    "线索（条）",
    "查实线索（条）",
    "不良反应（例）",
    "宣传（场）",
    "宣传人数",
    "看药箱（户）",
    "回收（次）",
    "回收数量",
    "代录（件）",
];

#[derive(Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    month: String,
}

pub async fn show(Seat { services, visit, staff }: Seat, Query(asked): Query<Asked>) -> Result<Response, Trouble> {
    let sheet = sums(&services, &staff, &asked).await?;
    let rows = sheet.rows.iter().chain(std::iter::once(&sheet.sum));
    let row = |town: &MonthTown| FieldRow {
        link: String::new(),
        cells: cells(town).into_iter().map(|cell| (cell, String::new())).collect(),
        alarm: false,
    };
    let page = FieldTable {
        top: head(&services, &staff, &Done::default()),
        title: format!("信息员月报 {}", sheet.month.words()),
        intro: format!("由上报记录自动汇总，按事情发生的日期计。晚到的上报会补进那个月。{CONFIRMED}"),
        ways: vec![
            (format!("{PATH}/sheet?month={}", sheet.month), "打印版".to_owned()),
            (format!("{PATH}.xlsx?month={}", sheet.month), "下载表格".to_owned()),
        ],
        path: PATH.to_owned(),
        filters: vec![months(&services, sheet.month)],
        columns: COLUMNS.to_vec(),
        rows: rows.map(row).collect(),
        nothing: "您的地区里没有乡镇。",
        ..FieldTable::default()
    };
    answer_table(visit, page).await
}

/// What the county files by month, drafted from the records.
pub async fn paper(Seat { services, visit, staff }: Seat, Query(asked): Query<Asked>) -> Result<Response, Trouble> {
    let month = sums(&services, &staff, &asked).await?;
    let rows = || month.rows.iter().chain(std::iter::once(&month.sum));
    let table = |caption: &str, columns: &[usize]| {
        let picked = |all: Vec<String>| columns.iter().filter_map(|place| all.get(*place).cloned()).collect();
        SheetTable {
            caption: caption.to_owned(),
            heads: columns.iter().filter_map(|place| COLUMNS.get(*place).copied()).collect(),
            rows: rows().map(|town| picked(cells(town))).collect(),
        }
    };
    let page = SheetPage {
        title: format!("村药品安全信息员月报（{}）", month.month.words()),
        sentences: vec![told(&month), CONFIRMED.to_owned()],
        tables: vec![
            table("一、巡查和上报", &[0, 1, 2, 3, 4, 5, 6, 12]),
            table("二、宣传、看药箱和过期药回收", &[0, 7, 8, 9, 10, 11]),
        ],
        foot: vec![month.area.clone(), written_day(services.today())],
        back: (format!("{PATH}?month={}", month.month), "回到信息员月报"),
        head: month.area.clone(),
    };
    respond::personal_page(visit.frame, StatusCode::OK, move || sheet::page(page.clone())).await
}

fn told(month: &MonthSheet) -> String {
    let sum = &month.sum;
    format!(
        "{}，{} 个乡镇的 {} 名村药品安全信息员巡查 {} 次，其中 {} 次看到问题；报送线索 {} 条，其中查实 {} 条；报告不良反应 {} 例；开展宣传 {} 场，{} 人次参加；入户看药箱 {} 户；回收过期药 {} 次，共 {} 盒、{} 公斤；帮助村民填报 {} 件。",
        month.month.words(),
        month.rows.len(),
        sum.officers,
        sum.patrols,
        sum.problems,
        sum.clues,
        sum.confirmed,
        sum.reactions,
        sum.publicity,
        sum.people,
        sum.households,
        sum.take_backs,
        sum.boxes,
        kilograms(sum.grams),
        sum.helped,
    )
}

pub async fn spreadsheet(
    State(services): State<Services>,
    Signed(staff): Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let sheet = sums(&services, &staff, &asked).await?;
    let bytes = xlsx(&sheet).map_err(Internal::new)?;
    let disposition = format!("attachment; filename=\"month-{}.xlsx\"", sheet.month);
    Ok(respond::private_file(XLSX, &disposition, bytes))
}

async fn sums(services: &Services, staff: &Staff, asked: &Asked) -> Result<MonthSheet, Trouble> {
    services.field_desk.month(staff, asked.month(services)).await.map_err(trouble)
}

impl Asked {
    /// The month asked for, or this one.
    pub(super) fn month(&self, services: &Services) -> Month {
        Month::parse(&self.month).unwrap_or_else(|| Month::of(services.today()))
    }
}

pub(super) fn months(services: &Services, chosen: Month) -> FilterField {
    let now = Month::of(services.today());
    let choices = (0..MONTHS).map(|back| now.before(back)).map(|month| Choice::new(month.to_string(), month.words()));
    FilterField { name: "month", label: "月份", chosen: chosen.to_string(), choices: choices.collect() }
}

fn cells(town: &MonthTown) -> Vec<String> {
    vec![
        town.name.clone(),
        town.officers.to_string(),
        town.patrols.to_string(),
        town.problems.to_string(),
        town.clues.to_string(),
        town.confirmed.to_string(),
        town.reactions.to_string(),
        town.publicity.to_string(),
        town.people.to_string(),
        town.households.to_string(),
        town.take_backs.to_string(),
        format!("{} 盒、{} 公斤", town.boxes, kilograms(town.grams)),
        town.helped.to_string(),
    ]
}

/// Text cells only: no cell a spreadsheet would run.
fn xlsx(sheet: &MonthSheet) -> Result<Vec<u8>, XlsxError> {
    let (text, bold) = (Format::new().set_num_format("@"), Format::new().set_bold().set_num_format("@"));
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    page.set_name("信息员月报")?;
    let title = format!("{} 村药品安全信息员月报 {}", sheet.area, sheet.month.words());
    page.write_string_with_format(0, 0, title.trim(), &bold)?;
    for (column, name) in (0u16..).zip(COLUMNS) {
        page.write_string_with_format(1, column, name, &bold)?;
        page.set_column_width(column, 14.0)?;
    }
    for (row, town) in (2u32..).zip(sheet.rows.iter().chain(std::iter::once(&sheet.sum))) {
        for (column, cell) in (0u16..).zip(cells(town)) {
            page.write_string_with_format(row, column, cell, &text)?;
        }
    }
    workbook.save_to_buffer()
}
