use app::pages::desk::field::{FieldRow, FieldTable};
use axum::extract::Query;
use axum::response::Response;
use domain::field::{FormKind, MeritRules};
use domain::ports::MeritRow;

use super::month::{Asked, months};
use super::{answer_table, head};
use crate::doors::Trouble;
use crate::doors::desk::answer::trouble;
use crate::doors::desk::signed::Seat;
use crate::doors::desk::top::Done;

const PATH: &str = "desk/field/merits";

pub async fn show(Seat { services, visit, staff }: Seat, Query(asked): Query<Asked>) -> Result<Response, Trouble> {
    let sheet = services.field_desk.merits(&staff, asked.month(&services)).await.map_err(trouble)?;
    let page = FieldTable {
        top: head(&services, &staff, &Done::default()),
        title: format!("{} {}", sheet.rules.title, sheet.month.words()),
        intro: intro(&sheet.rules),
        path: PATH.to_owned(),
        filters: vec![months(&services, sheet.month)],
        columns: vec!["信息员", "记分", "星级", "上报（次）"],
        rows: sheet.rows.iter().map(row).collect(),
        nothing: "您的地区里还没有信息员。",
        ..FieldTable::default()
    };
    answer_table(visit, page).await
}

fn intro(rules: &MeritRules) -> String {
    let each: Vec<String> = rules
        .merit
        .iter()
        .filter_map(|rule| {
            let form = FormKind::parse(&rule.form)?.words();
            Some(format!("{form}一次 {} 分、一个月最多记 {} 次", rule.points, rule.most))
        })
        .collect();
    let same = "同一天、同一个村、同一种上报只记一次。";
    format!("本局用来评星、评先进，不是钱，和举报奖励没有关系。{}。{same}", each.join("；"))
}

fn row(row: &MeritRow) -> FieldRow {
    let told: Vec<String> = row.records.iter().map(|(form, records)| format!("{} {records}", form.words())).collect();
    let told = if told.is_empty() { "这个月没有上报".to_owned() } else { told.join("，") };
    let stars = if row.merits.stars == 0 { "没有".to_owned() } else { format!("{} 星", row.merits.stars) };
    let cells = [
        (row.name.clone(), row.region_name.clone()),
        (row.merits.points.to_string(), String::new()),
        (stars, String::new()),
        (told, String::new()),
    ];
    FieldRow { link: format!("desk/officers/{}", row.officer), cells: cells.into(), alarm: false }
}
