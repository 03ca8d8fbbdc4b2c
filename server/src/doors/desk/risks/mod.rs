//! 风险清单、举一反三任务、风险会商.

mod minutes;
mod steps;
mod tasks;

use app::pages::desk::Choice;
use app::pages::desk::ledger::{Cell, Control, FilePage, FormPage, Input, Line, ListPage};
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::{get, post};
use domain::access::{Action, Staff};
use domain::ports::{Listed, NewRisk};
use domain::risk::{Level, Risk, RiskSource};
use domain::track::local_minute;

use super::answer::{Refusal, asked, trouble};
use super::form::Posted;
use super::ledger::{
    Asked, Typed, answer_file, answer_form, answer_list, blank_form, day_light, file_of, filter, first, page_of,
    refused_step, townships, unit_name,
};
use super::signed::Seat;
use super::top::{Counts, Done, top};
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

const HERE: &str = "desk/risks";

pub fn routes() -> Router<Services> {
    Router::new()
        .route("/desk/risks", get(list))
        .route("/desk/risks/new", get(blank).post(open))
        .route("/desk/risks/spread", get(tasks::blank).post(tasks::spread))
        .route("/desk/risks/{number}", get(show).post(take))
        .route("/desk/tasks", get(tasks::list))
        .route("/desk/tasks/{number}", get(tasks::show))
        .route("/desk/tasks/{number}/step", post(tasks::take))
        .route("/desk/minutes", get(minutes::list))
        .route("/desk/minutes/new", get(minutes::blank).post(minutes::keep))
        .route("/desk/minutes/{number}", get(minutes::show))
}

async fn list(
    Seat { services, visit, staff }: Seat,
    Query(done): Query<Done>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let found = services.risks.list(&staff, &asked.query()).await.map_err(trouble)?;
    let now = services.now();
    let line = |row: Listed<Risk>| {
        let risk = row.record;
        Line {
            link: format!("{HERE}/{}", row.number),
            small: local_minute(row.opened_at),
            cells: vec![
                Cell::new(risk.finding.object, risk.finding.what),
                Cell::new(format!("{}风险", risk.finding.level.words()), risk.finding.source.words()),
                Cell::new(
                    risk.stage.words(),
                    format!("{} · {}", unit_name(&services, row.unit.as_deref()), risk.finding.handler.name),
                ),
            ],
            light: row.due.map(|day| day_light(day, "完成", now)),
            number: row.number,
        }
    };
    let levels = [("", "全部"), ("high", "高"), ("middle", "中"), ("low", "低")];
    let page = ListPage {
        top: top(&services, &staff, HERE, Counts::default(), &done),
        title: "风险清单".to_owned(),
        intro: "有佐证材料、由别人验收，才能销号。".to_owned(),
        ways: ways(),
        filters: vec![
            filter("state", "状态", &asked.state, &[("", "未销号"), ("ended", "已销号"), ("all", "全部")]),
            filter("sort", "风险等级", &asked.sort, &levels),
        ],
        columns: vec!["对象", "等级、来源", "进度、责任人"],
        nothing: "没有符合条件的风险。".to_owned(),
        lines: found.rows.into_iter().map(line).collect(),
        ..ListPage::default()
    };
    answer_list(visit, page_of(&asked, HERE, found.total, found.page_size, page)).await
}

fn ways() -> Vec<(String, String)> {
    let all = [
        ("desk/risks/new", "列入风险"),
        ("desk/risks/spread", "举一反三派任务"),
        ("desk/tasks", "任务"),
        ("desk/minutes", "风险会商"),
    ];
    all.iter().map(|(path, words)| ((*path).to_owned(), (*words).to_owned())).collect()
}

async fn blank(Seat { services, visit, staff }: Seat) -> Result<Response, Trouble> {
    form(&services, visit, &staff, &Typed::new(Vec::new()), Refusal::default()).await
}

async fn open(
    Seat { services, visit, staff }: Seat,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    staff.may_ever(Action::ManageRisks).map_err(|denied| trouble(denied.into()))?;
    let mut typed = Typed::new(pairs);
    let asked =
        asked(read(&mut typed), |new| services.risks.open(&staff, typed.form_id(), new, services.now())).await?;
    match asked {
        Ok(number) => Ok(respond::see_other(&visit.frame, &format!("{HERE}/{number}?done=kept"))),
        Err(refused) => form(&services, visit, &staff, &typed, refused).await,
    }
}

fn read(typed: &mut Typed) -> Result<NewRisk, Vec<domain::report::FieldError>> {
    let (source, level) = (RiskSource::parse(typed.raw("source")), Level::parse(typed.raw("level")));
    if source.is_none() {
        typed.fault("source", "请选择来源");
    }
    if level.is_none() {
        typed.fault("level", "请选择等级");
    }
    let until = typed.date("until", "完成日期");
    let (object, what) = (typed.text("object", "对象", 60), typed.text("what", "风险情况", 600));
    let (leader, measures) = (typed.text("leader", "责任领导", 30), typed.text("measures", "整改措施", 600));
    let handler = typed.optional("handler", 60);
    let region = typed.raw("region").to_owned();
    let new = source.zip(level).zip(until).map(|((source, level), until)| NewRisk {
        source,
        object,
        level,
        what,
        region,
        leader,
        handler,
        measures,
        until,
    });
    typed.done(new)
}

async fn form(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    typed: &Typed,
    refused: Refusal,
) -> Result<Response, Trouble> {
    staff.may_ever(Action::ManageRisks).map_err(|denied| trouble(denied.into()))?;
    let sources = RiskSource::ALL.iter().map(|one| Choice::new(one.as_str(), one.words())).collect();
    let levels = Level::ALL.iter().map(|one| Choice::new(one.as_str(), one.words())).collect();
    let input = |name, label, control| Input::new(name, label, control).value(typed.shown(name));
    let page = FormPage {
        title: "列入风险清单".to_owned(),
        action: format!("{HERE}/new"),
        inputs: vec![
            input("source", "来源", Control::Select(first("请选择", sources))),
            input("object", "对象", Control::Line).hint("药店、产品、账号等"),
            input("level", "等级", Control::Select(first("请选择", levels))),
            input("what", "风险情况", Control::Area(600)),
            input("region", "地点", Control::Select(first("请选择", townships(services, staff, true)))),
            input("leader", "责任领导", Control::Line),
            input("handler", "责任人的登录名", Control::Line).optional().hint("不填就是自己"),
            input("measures", "整改措施", Control::Area(600)),
            input("until", "完成日期", Control::Date),
        ],
        button: "列入清单",
        ..blank_form(services, staff, HERE, typed, refused)
    };
    answer_form(visit, page).await
}

async fn show(
    Seat { services, visit, staff }: Seat,
    Path(number): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    file(&services, visit, &staff, &number, &done, &Typed::new(Vec::new()), Refusal::default()).await
}

async fn take(
    Seat { services, visit, staff }: Seat,
    Path(number): Path<String>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let now = services.now();
    services.risks.read(&staff, &number).await.map_err(trouble)?;
    let mut typed = Typed::new(pairs);
    let step = steps::read(&mut typed);
    let refused =
        refused_step(&mut typed, step, now, |taking| services.risks.take(&staff, &number, taking, now)).await?;
    let Some(refused) = refused else {
        return Ok(respond::see_other(&visit.frame, &format!("{HERE}/{number}?done=kept")));
    };
    file(&services, visit, &staff, &number, &Done::default(), &typed, refused).await
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
    let found = services.risks.read(staff, number).await.map_err(trouble)?;
    let (listed, now) = (&found.listed, services.now());
    let risk = &listed.record;
    let evidence = risk.evidence.iter().map(|one| match one.links.is_empty() {
        true => one.text.clone(),
        false => format!("{}（{}）", one.text, one.links.join("、")),
    });
    let panels = steps::panels(risk, typed);
    let top = top(services, staff, HERE, Counts::default(), done);
    let page = FilePage {
        kind: "风险",
        stage: risk.stage.words().to_owned(),
        lights: listed.due.map(|day| day_light(day, "完成", now)).into_iter().collect(),
        facts: facts(services, risk, &listed.region_name),
        links: vec![(format!("desk/risks/spread?origin={}", listed.number), "举一反三派任务".to_owned())],
        sections: vec![typed.unsaved(&panels), ("佐证材料".to_owned(), evidence.collect())],
        panels,
        ..file_of(top, format!("{HERE}/{}", listed.number), &found, refused)
    };
    answer_file(visit, page).await
}

fn facts(services: &Services, risk: &Risk, place: &str) -> Vec<(String, String)> {
    let finding = &risk.finding;
    let facts = [
        ("对象", finding.object.clone()),
        ("来源", finding.source.words().to_owned()),
        ("等级", finding.level.words().to_owned()),
        ("风险情况", finding.what.clone()),
        ("地点", place.to_owned()),
        ("责任领导", finding.leader.clone()),
        ("责任人", format!("{}（{}）", finding.handler.name, unit_name(services, Some(&finding.unit)))),
        ("整改措施", finding.measures.clone()),
        ("重新列入", if risk.reopened == 0 { String::new() } else { format!("{} 次", risk.reopened) }),
    ];
    let filled = facts.into_iter().filter(|(_, value)| !value.is_empty());
    filled.map(|(label, value)| (label.to_owned(), value)).collect()
}
