use app::pages::desk::Choice;
use app::pages::desk::field::{FieldFile, FieldRow, FieldTable};
use app::pages::desk::ledger::{Control, FormPage, Input};
use axum::extract::Query;
use axum::response::Response;
use domain::access::{Action, Staff};
use domain::field::{Choice as _, ErrandKind};
use domain::ports::{ErrandTo, GivenErrand, NewErrand};
use domain::region::RegionCode;
use domain::track::local_minute;
use uuid::Uuid;

use super::{HERE, answer_file, answer_table, head, may};
use crate::doors::desk::answer::{Refusal, asked, trouble};
use crate::doors::desk::form::Posted;
use crate::doors::desk::ledger::{Typed, answer_form, blank_form, first, townships};
use crate::doors::desk::signed::Seat;
use crate::doors::desk::top::Done;
use crate::doors::{At, Trouble, Visit, respond};
use crate::services::Services;

const PATH: &str = "desk/field/errands";

pub async fn list(Seat { services, visit, staff }: Seat, Query(done): Query<Done>) -> Result<Response, Trouble> {
    let given = services.field_desk.errands(&staff).await.map_err(trouble)?;
    let page = FieldTable {
        top: head(&services, &staff, &done),
        title: "给信息员的任务和通知".to_owned(),
        intro: "谁看了、谁做了，点进去看。".to_owned(),
        ways: vec![(format!("{PATH}/new"), "派任务、发通知".to_owned())],
        columns: vec!["标题", "发给", "已读", "已做", "期限"],
        rows: given.iter().map(row).collect(),
        nothing: "还没有派过任务、发过通知。",
        ..FieldTable::default()
    };
    answer_table(visit, page).await
}

fn row(errand: &GivenErrand) -> FieldRow {
    let cells = vec![
        (errand.title.clone(), kind(errand)),
        (errand.region_name.clone(), format!("{}，{}", errand.giver, local_minute(errand.given_at))),
        (format!("{}/{}", errand.read, errand.to), String::new()),
        (done(errand), String::new()),
        (errand.until.map_or_else(|| "没有".to_owned(), |day| day.to_string()), String::new()),
    ];
    FieldRow { link: format!("{PATH}/{}", errand.id), cells, alarm: errand.urgent }
}

fn kind(errand: &GivenErrand) -> String {
    let urgent = if errand.urgent { "紧急" } else { "" };
    format!("{urgent}{}", errand.kind.words())
}

fn done(errand: &GivenErrand) -> String {
    if errand.kind.is_notice() { "只看不做".to_owned() } else { format!("{}/{}", errand.done, errand.to) }
}

pub async fn blank(Seat { services, visit, staff }: Seat) -> Result<Response, Trouble> {
    form(&services, visit, &staff, &Typed::new(Vec::new()), Refusal::default()).await
}

pub async fn give(
    Seat { services, visit, staff }: Seat,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    may(&staff, Action::ManageOfficers)?;
    let mut typed = Typed::new(pairs);
    let asked =
        asked(read(&mut typed), |new| services.field_desk.give(&staff, typed.form_id(), new, services.now())).await?;
    match asked {
        Ok(_) => Ok(respond::see_other(&visit.frame, &format!("{PATH}?done=tasks"))),
        Err(refused) => form(&services, visit, &staff, &typed, refused).await,
    }
}

fn read(typed: &mut Typed) -> Result<NewErrand, Vec<domain::report::FieldError>> {
    let kind = ErrandKind::parse(typed.raw("kind"));
    if kind.is_none() {
        typed.fault("kind", "请选择是哪种任务，还是通知");
    }
    let urgent = !typed.raw("urgent").is_empty();
    let (title, text) = (typed.text("title", "标题", 40), typed.text("text", "内容", 400));
    let region = RegionCode::parse(typed.raw("region")).ok();
    if region.is_none() {
        typed.fault("region", "请选择发给哪里的信息员");
    }
    let until = if typed.raw("until").is_empty() { None } else { typed.date("until", "期限") };
    let new = kind.zip(region).map(|(kind, region)| NewErrand { kind, urgent, title, text, region, until });
    typed.done(new)
}

async fn form(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    typed: &Typed,
    refused: Refusal,
) -> Result<Response, Trouble> {
    may(staff, Action::ManageOfficers)?;
    let kinds = ErrandKind::OPTIONS.iter().map(|kind| Choice::new(kind.key, kind.words)).collect();
    let input = |name, label, control| Input::new(name, label, control).value(typed.shown(name));
    let page = FormPage {
        title: "派任务、发通知".to_owned(),
        action: format!("{PATH}/new"),
        inputs: vec![
            input("kind", "是什么", Control::Select(first("请选择", kinds))),
            input("urgent", "急不急", Control::Select(first("不急", vec![Choice::new("yes", "紧急")]))).optional(),
            input("region", "发给哪里的信息员", Control::Select(first("请选择", townships(services, staff, true)))),
            input("title", "标题", Control::Line),
            input("text", "内容", Control::Area(400)),
            input("until", "期限", Control::Date).optional(),
        ],
        button: "发出",
        ..blank_form(services, staff, HERE, typed, refused)
    };
    answer_form(visit, page).await
}

pub async fn show(
    Seat { services, visit, staff }: Seat,
    At(id): At<Uuid>,
    Query(asked): Query<Done>,
) -> Result<Response, Trouble> {
    let (errand, to) = services.field_desk.errand(&staff, id).await.map_err(trouble)?;
    let facts = [
        ("内容", errand.text.clone()),
        ("发给", errand.region_name.clone()),
        ("谁发的", format!("{}，{}", errand.giver, local_minute(errand.given_at))),
        ("期限", errand.until.map_or_else(|| "没有".to_owned(), |day| day.to_string())),
        ("已读", format!("{}/{}", errand.read, errand.to)),
        ("已做", done(&errand)),
    ];
    let page = FieldFile {
        top: head(&services, &staff, &asked),
        title: errand.title.clone(),
        status: kind(&errand),
        facts: facts.into_iter().map(|(label, value)| (label.to_owned(), value)).collect(),
        sections: vec![("信息员".to_owned(), to.iter().map(|one| told(one, errand.kind.is_notice())).collect())],
        ..FieldFile::default()
    };
    answer_file(visit, page, Refusal::default()).await
}

fn told(one: &ErrandTo, notice: bool) -> String {
    if !one.taken_off.is_empty() {
        return format!("{}，{}", one.name, one.taken_off);
    }
    let note = if one.note.is_empty() { String::new() } else { format!("：{}", one.note) };
    match (one.read_at, one.done_at) {
        (_, Some(at)) => format!("{}，{} 做完{note}", one.name, local_minute(at)),
        (Some(at), None) if notice => format!("{}，{} 看过", one.name, local_minute(at)),
        (Some(at), None) => format!("{}，{} 看过，还没做", one.name, local_minute(at)),
        (None, None) => format!("{}，还没看", one.name),
    }
}
