use app::pages::desk::ledger::{Cell, Control, FilePage, FormPage, Input, Line, ListPage};
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::access::{Action, Staff};
use domain::ports::{Listed, MinutesFile, NewMinutes};
use domain::risk::{Decision, Minutes};

use super::tasks::progress;
use super::{HERE, ways};
use crate::doors::desk::answer::{Refusal, asked, trouble};
use crate::doors::desk::form::Posted;
use crate::doors::desk::ledger::{
    Asked, Typed, answer_file, answer_form, answer_list, blank_form, file_of, page_of, unit_name,
};
use crate::doors::desk::signed::Seat;
use crate::doors::desk::top::{Counts, Done, top};
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

const MINUTES: &str = "desk/minutes";

pub async fn list(
    Seat { services, visit, staff }: Seat,
    Query(done): Query<Done>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let asked = Asked { state: "all".to_owned(), ..asked };
    let found = services.risks.all_minutes(&staff, &asked.query()).await.map_err(trouble)?;
    let line = |row: Listed<Minutes>| Line {
        link: format!("{MINUTES}/{}", row.number),
        small: row.record.held.to_string(),
        cells: vec![
            Cell::new(row.record.departments, row.record.items.join("、")),
            Cell::new(format!("{} 项", row.record.decisions.len()), unit_name(&services, row.unit.as_deref())),
        ],
        light: None,
        number: row.number,
    };
    let mut all = ways();
    all.push((format!("{MINUTES}/new"), "记会商纪要".to_owned()));
    let page = ListPage {
        top: top(&services, &staff, HERE, Counts::default(), &done),
        title: "风险会商".to_owned(),
        ways: all,
        columns: vec!["参加部门、议题", "议定任务、单位"],
        nothing: "还没有会商纪要。".to_owned(),
        lines: found.rows.into_iter().map(line).collect(),
        ..ListPage::default()
    };
    answer_list(visit, page_of(&asked, MINUTES, found.total, found.page_size, page)).await
}

pub async fn blank(Seat { services, visit, staff }: Seat) -> Result<Response, Trouble> {
    form(&services, visit, &staff, &Typed::new(Vec::new()), Refusal::default()).await
}

pub async fn keep(
    Seat { services, visit, staff }: Seat,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    staff.may_ever(Action::ManageRisks).map_err(|denied| trouble(denied.into()))?;
    let mut typed = Typed::new(pairs);
    let held = typed.date("held", "会商日期");
    let (departments, text) = (typed.text("departments", "参加部门", 200), typed.text("text", "会商情况", 2000));
    let items = typed.items("items", 300).iter().map(|item| item.to_uppercase()).collect();
    let decisions = decisions(&services, &mut typed);
    let new = held.map(|held| NewMinutes { held, departments, items, text, decisions });
    let asked =
        asked(typed.done(new), |new| services.risks.confer(&staff, typed.form_id(), new, services.now())).await?;
    match asked {
        Ok(number) => Ok(respond::see_other(&visit.frame, &format!("{MINUTES}/{number}?done=kept"))),
        Err(refused) => form(&services, visit, &staff, &typed, refused).await,
    }
}

/// A line a decision: `做什么，单位，2026-12-31`.
fn decisions(services: &Services, typed: &mut Typed) -> Vec<Decision> {
    let text = typed.optional("decisions", 2000);
    let mut decisions = Vec::new();
    for (line, place) in text.lines().map(str::trim).zip(1..).filter(|(line, _)| !line.is_empty()) {
        let parts: Vec<&str> = line.rsplitn(3, ['，', ',']).map(str::trim).collect();
        let [until, unit, what] = parts.as_slice() else {
            typed.fault("decisions", format!("第 {place} 行：写成 做什么，单位，2026-12-31 这样"));
            continue;
        };
        let unit = services.site.unit.iter().find(|one| one.name == *unit || one.key == *unit);
        match (unit, until.parse()) {
            (Some(unit), Ok(until)) if !what.is_empty() => {
                decisions.push(Decision { what: (*what).to_owned(), unit: unit.key.clone(), until });
            }
            (None, _) => typed.fault("decisions", format!("第 {place} 行：没有这个单位，请写全称")),
            _ => typed.fault("decisions", format!("第 {place} 行：日期写成 2026-12-31 这样")),
        }
    }
    decisions
}

async fn form(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    typed: &Typed,
    refused: Refusal,
) -> Result<Response, Trouble> {
    staff.may_ever(Action::ManageRisks).map_err(|denied| trouble(denied.into()))?;
    let input = |name, label, control| Input::new(name, label, control).value(typed.shown(name));
    let units: Vec<_> = services.site.unit.iter().map(|unit| unit.name.as_str()).collect();
    let page = FormPage {
        title: "记会商纪要".to_owned(),
        intro: vec![
            "议定事项保存后就成为任务。纪要保存后不能改，写错了另记一份说明。".to_owned(),
            format!("单位写全称：{}", units.join("、")),
        ],
        action: format!("{MINUTES}/new"),
        inputs: vec![
            input("held", "会商日期", Control::Date),
            input("departments", "参加部门", Control::Area(200)),
            input("items", "议题的风险编号", Control::Line).optional().hint("用顿号分开"),
            input("text", "会商情况", Control::Area(2000)),
            input("decisions", "议定事项", Control::Area(2000))
                .hint("一行一项：做什么，单位，完成日期。例如 查阴凉柜，药械股，2026-12-31"),
        ],
        button: "保存纪要",
        ..blank_form(services, staff, HERE, typed, refused)
    };
    answer_form(visit, page).await
}

pub async fn show(
    Seat { services, visit, staff }: Seat,
    Path(number): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    let MinutesFile { file: found, tasks } = services.risks.minutes(&staff, &number).await.map_err(trouble)?;
    let minutes = &found.listed.record;
    let decided = minutes.decisions.iter().enumerate().map(|(place, one)| {
        let until = format!("{}（{}，{} 前）", one.what, unit_name(&services, Some(&one.unit)), one.until);
        match tasks.get(place) {
            Some(task) => format!("{until}：任务 {}，{}", task.number, progress(&task.record)),
            None => until,
        }
    });
    let items = minutes.items.iter().map(|item| (format!("{HERE}/{item}"), format!("风险 {item}")));
    let links =
        items.chain(tasks.iter().map(|task| (format!("desk/tasks/{}", task.number), format!("任务 {}", task.number))));
    let top = top(&services, &staff, HERE, Counts::default(), &done);
    let page = FilePage {
        kind: "会商纪要",
        stage: format!("{} 会商", minutes.held),
        facts: vec![
            ("参加部门".to_owned(), minutes.departments.clone()),
            ("会商情况".to_owned(), minutes.text.clone()),
        ],
        links: links.collect(),
        sections: vec![("议定事项".to_owned(), decided.collect())],
        ..file_of(top, String::new(), &found, Refusal::default())
    };
    answer_file(visit, page).await
}
