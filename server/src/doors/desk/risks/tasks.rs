use app::pages::desk::Choice;
use app::pages::desk::ledger::{Cell, Control, FilePage, FormPage, Input, Line, ListPage, Panel};
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::access::{Action, Staff};
use domain::ports::{Listed, Spread, TaskFile};
use domain::risk::{OutletKind, Task, TaskStep};
use domain::track::local_minute;
use serde::Deserialize;

use super::{HERE, ways};
use crate::doors::desk::answer::{Refusal, asked, trouble};
use crate::doors::desk::form::Posted;
use crate::doors::desk::ledger::{
    Asked, Typed, answer_file, answer_form, answer_list, blank_form, day_light, file_of, filter, first, page_of,
    refused_step, townships, unit_name,
};
use crate::doors::desk::signed::Seat;
use crate::doors::desk::top::{Counts, Done, top};
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

const TASKS: &str = "desk/tasks";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Origin {
    origin: String,
}

pub async fn list(
    Seat { services, visit, staff }: Seat,
    Query(done): Query<Done>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let found = services.risks.tasks(&staff, &asked.query()).await.map_err(trouble)?;
    let now = services.now();
    let line = |row: Listed<Task>| {
        let task = row.record;
        let state = progress(&task);
        Line {
            link: format!("{TASKS}/{}", row.number),
            small: local_minute(row.opened_at),
            cells: vec![
                Cell::new(task.tasking.what, format!("来自 {}", task.tasking.origin)),
                Cell::new(row.region_name, task.tasking.outlets.words()),
                Cell::new(state, unit_name(&services, row.unit.as_deref())),
            ],
            light: row.due.map(|day| day_light(day, "完成", now)),
            number: row.number,
        }
    };
    let page = ListPage {
        top: top(&services, &staff, HERE, Counts::default(), &done),
        title: "任务".to_owned(),
        ways: ways(),
        filters: vec![filter("state", "状态", &asked.state, &[("", "未完成"), ("ended", "已完成"), ("all", "全部")])],
        columns: vec!["任务", "地点、对象", "进度、单位"],
        nothing: "没有符合条件的任务。".to_owned(),
        lines: found.rows.into_iter().map(line).collect(),
        ..ListPage::default()
    };
    answer_list(visit, page_of(&asked, TASKS, found.total, found.page_size, page)).await
}

pub async fn blank(Seat { services, visit, staff }: Seat, Query(from): Query<Origin>) -> Result<Response, Trouble> {
    let typed = Typed::new(vec![("origin".to_owned(), from.origin)]);
    form(&services, visit, &staff, &typed, Refusal::default()).await
}

pub async fn spread(
    Seat { services, visit, staff }: Seat,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    staff.may_ever(Action::ManageRisks).map_err(|denied| trouble(denied.into()))?;
    let mut typed = Typed::new(pairs);
    let outlets = OutletKind::parse(typed.raw("outlets"));
    if outlets.is_none() {
        typed.fault("outlets", "请选择查看哪类单位");
    }
    let until = typed.date("spread_until", "完成日期");
    let (origin, what) = (typed.text("origin", "来源编号", 30).to_uppercase(), typed.text("what", "任务内容", 400));
    let townships = typed.all("townships");
    let spread = outlets.zip(until).map(|(outlets, until)| Spread { origin, what, outlets, townships, until });
    let asked =
        asked(typed.done(spread), |spread| services.risks.spread(&staff, typed.form_id(), spread, services.now()))
            .await?;
    match asked {
        Ok(_) => Ok(respond::see_other(&visit.frame, &format!("{TASKS}?done=tasks"))),
        Err(refused) => form(&services, visit, &staff, &typed, refused).await,
    }
}

async fn form(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    typed: &Typed,
    refused: Refusal,
) -> Result<Response, Trouble> {
    staff.may_ever(Action::ManageRisks).map_err(|denied| trouble(denied.into()))?;
    let kinds = OutletKind::ALL.iter().map(|one| Choice::new(one.as_str(), one.words())).collect();
    let places = townships(services, staff, false);
    let chosen = typed.all("townships");
    let input = |name, label, control| Input::new(name, label, control).value(typed.shown(name));
    let page = FormPage {
        title: "举一反三：按乡镇派任务".to_owned(),
        intro: vec!["每个选中的乡镇派一项任务，交给管这个乡镇的市场监管所。".to_owned()],
        action: "desk/risks/spread".to_owned(),
        inputs: vec![
            input("origin", "来源编号", Control::Line).hint("风险或投诉举报的编号"),
            input("what", "查什么", Control::Area(400)),
            input("outlets", "查看哪类单位", Control::Select(first("请选择", kinds))),
            Input::new("townships", "乡镇", Control::Checks(places, chosen)),
            input("spread_until", "完成日期", Control::Date),
        ],
        button: "派任务",
        ..blank_form(services, staff, HERE, typed, refused)
    };
    answer_form(visit, page).await
}

pub async fn show(
    Seat { services, visit, staff }: Seat,
    Path(number): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    file(&services, visit, &staff, &number, &done, &Typed::new(Vec::new()), Refusal::default()).await
}

pub async fn take(
    Seat { services, visit, staff }: Seat,
    Path(number): Path<String>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let now = services.now();
    services.risks.task(&staff, &number).await.map_err(trouble)?;
    let mut typed = Typed::new(pairs);
    let step = read(&mut typed);
    let refused =
        refused_step(&mut typed, step, now, |taking| services.risks.take_task(&staff, &number, taking, now)).await?;
    let Some(refused) = refused else {
        return Ok(respond::see_other(&visit.frame, &format!("{TASKS}/{number}?done=kept")));
    };
    file(&services, visit, &staff, &number, &Done::default(), &typed, refused).await
}

fn read(typed: &mut Typed) -> Option<TaskStep> {
    match typed.raw("step") {
        "done" => {
            let outlets = domain::text::clean(typed.raw("outlets")).parse().ok();
            if outlets.is_none() {
                typed.fault("outlets", "请填写查看了几家，用数字");
            }
            Some(TaskStep::Done { note: typed.text("done_note", "结果", 400), outlets: outlets? })
        }
        "back" => Some(TaskStep::GivenBack { reason: typed.text("back_reason", "理由", 400) }),
        _ => {
            typed.fault("step", "没有这一步");
            None
        }
    }
}

async fn file(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    number: &str,
    done: &Done,
    typed: &Typed,
    refused: Refusal,
) -> Result<Response, Trouble> {
    let TaskFile { file: found, minutes, opens } = services.risks.task(staff, number).await.map_err(trouble)?;
    let (listed, now) = (&found.listed, services.now());
    let tasking = &listed.record.tasking;
    let facts = [
        (
            "来源",
            minutes.as_ref().map_or(tasking.origin.clone(), |number| format!("{}，纪要 {number}", tasking.origin)),
        ),
        ("任务", tasking.what.clone()),
        ("查看", tasking.outlets.words().to_owned()),
        ("地点", listed.region_name.clone()),
        ("承担单位", unit_name(services, Some(&tasking.unit))),
        ("派出单位", unit_name(services, Some(&tasking.giver))),
    ];
    let panels = panels(staff, &listed.record, typed);
    let top = top(services, staff, HERE, Counts::default(), done);
    let page = FilePage {
        kind: "任务",
        stage: if listed.record.done.is_some() { "已完成" } else { "未完成" }.to_owned(),
        lights: listed.due.map(|day| day_light(day, "完成", now)).into_iter().collect(),
        facts: facts.into_iter().map(|(label, value)| (label.to_owned(), value)).collect(),
        links: links(minutes.filter(|_| opens)),
        sections: vec![typed.unsaved(&panels)],
        panels,
        ..file_of(top, format!("{TASKS}/{}/step", listed.number), &found, refused)
    };
    answer_file(visit, page).await
}

fn links(minutes: Option<String>) -> Vec<(String, String)> {
    let minutes = minutes.map(|number| (format!("desk/minutes/{number}"), format!("会商纪要 {number}")));
    minutes.into_iter().chain([(TASKS.to_owned(), "全部任务".to_owned())]).collect()
}

/// How far a task is, in the words of lists.
pub fn progress(task: &Task) -> String {
    if task.done.is_some() { format!("已完成，{} 家", task.outlets) } else { "未完成".to_owned() }
}

fn panels(staff: &Staff, task: &Task, typed: &Typed) -> Vec<Panel> {
    let area = |name, label| Input::new(name, label, Control::Area(400)).value(typed.shown(name));
    let whole = staff.role.sees_whole_area();
    let panel = |key, title, inputs| Panel { key, title, note: String::new(), inputs, button: "记下" };
    match task.done {
        None if whole || staff.unit == task.tasking.unit => {
            let outlets = Input::new("outlets", "查看了几家", Control::Line).value(typed.shown("outlets"));
            vec![panel("done", "完成", vec![outlets, area("done_note", "结果")])]
        }
        Some(_) if whole || staff.unit == task.tasking.giver => {
            vec![panel("back", "退回重做", vec![area("back_reason", "理由")])]
        }
        _ => Vec::new(),
    }
}
