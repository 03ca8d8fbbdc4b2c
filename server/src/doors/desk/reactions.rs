//! 不良反应 at the desk: the list, one of them, and the sheet in the national form's order.

use app::pages::desk::field::{self, FieldFile, FieldPanel, FieldRow, FieldTable};
use app::pages::desk::ledger::{Control, Input};
use app::pages::desk::{Choice, reactions};
use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::access::{Action, Staff};
use domain::ports::{OpenedReaction, ReactionFile, ReactionLine, ReactionLook};
use domain::report::FieldError;
use domain::track::{local_date, local_minute};
use serde::Deserialize;
use uuid::Uuid;

use super::answer::{Refusal, asked, trouble};
use super::form::Posted;
use super::ledger::{Typed, filter};
use super::signed::Seat;
use super::spreadsheet::{self, Ending};
use super::top::{Counts, Done, top};
use crate::doors::{At, Trouble, Visit, respond};
use crate::services::Services;

const PATH: &str = "desk/reactions";
const HEAD: [&str; 6] = ["序号", "部分", "栏目", "内容", "可选", "缺的找谁"];

pub fn routes() -> Router<Services> {
    Router::new().route("/desk/reactions", get(list)).route("/desk/reactions/{number}", get(show).post(take))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    show: String,
    page: String,
}

async fn list(Seat { services, visit, staff }: Seat, Query(query): Query<Asked>) -> Result<Response, Trouble> {
    let unfiled = query.show != "all";
    let page = query.page.parse().unwrap_or(1).max(1);
    let found = services.reactions.list(&staff, unfiled, page).await.map_err(trouble)?;
    let pages = found.total.div_ceil(u64::from(found.page_size.max(1)));
    let path = |page: u32| format!("{PATH}?show={}&page={page}", if unfiled { "" } else { "all" });
    let page = FieldTable {
        top: top(&services, &staff, PATH, Counts::default(), &Done::default()),
        title: "不良反应".to_owned(),
        intro: "居民和信息员报来的。急的在前：有人去世、住院、反应严重，和疫苗、麻醉药、精神药有关，好几个人都不舒服，或者同一产品不止一份。本系统不代替国家监测系统，由您交给监测机构。".to_owned(),
        path: PATH.to_owned(),
        filters: vec![filter("show", "范围", &query.show, &[("", "还没有交监测机构"), ("all", "全部")])],
        columns: vec!["编号", "产品", "为什么急", "地点", "收到"],
        rows: found.rows.iter().map(row).collect(),
        nothing: "没有等着处理的不良反应。",
        previous: (page > 1).then(|| path(page - 1)),
        next: (u64::from(page) < pages).then(|| path(page + 1)),
        ..FieldTable::default()
    };
    respond::personal_page(visit.frame, StatusCode::OK, move || field::table(page.clone())).await
}

fn row(line: &ReactionLine) -> FieldRow {
    let urgent = line.urgent();
    let from = if line.by_officer { "信息员" } else { "居民" };
    let filed = line.filed_at.map(|at| format!("{} 已交监测机构", local_minute(at))).unwrap_or_default();
    let urgency = if urgent.is_empty() { "不急".to_owned() } else { format!("急：{}", urgent.join("；")) };
    FieldRow {
        link: format!("{PATH}/{}", line.number),
        cells: vec![
            (line.number.clone(), from.to_owned()),
            (product(line), line.kind.clone()),
            (urgency, String::new()),
            (line.region_name.clone(), String::new()),
            (local_minute(line.received_at), filed),
        ],
        alarm: !urgent.is_empty() && line.filed_at.is_none(),
    }
}

fn product(line: &ReactionLine) -> String {
    if line.product.is_empty() { "没有写名称，看照片".to_owned() } else { line.product.clone() }
}

async fn show(
    Seat { services, visit, staff }: Seat,
    At(number): At<String>,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    let shown = Shown { done, ..Shown::default() };
    page(&services, visit, &staff, &number, shown).await
}

async fn take(
    Seat { services, visit, staff }: Seat,
    At(number): At<String>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let typed = Typed::new(pairs);
    let (reason, note) = (typed.shown("reason"), typed.shown("note"));
    let (desk, at) = (&services.reactions, services.now());
    let done = match typed.raw("step") {
        "open" => match asked(Ok(&reason), |reason| desk.open(&staff, &number, reason, at)).await? {
            Ok(opened) => return answer(&services, visit, &staff, opened, typed.raw("as")).await,
            Err(refused) => Err(refused),
        },
        "ask" => asked(Ok(&reason), |reason| desk.ask(&staff, &number, reason, at)).await?,
        "grant" => asked(chosen(&typed), |look| desk.grant(&staff, &number, look, at)).await?,
        "file" => asked(Ok(&note), |note| desk.file(&staff, &number, note, at)).await?,
        _ => return Err(Trouble::BadRequest("请从页面上的按钮提交".to_owned())),
    };
    match done {
        Ok(()) => Ok(respond::see_other(&visit.frame, &format!("{PATH}/{number}?done=kept"))),
        Err(refused) => {
            let shown = Shown { reason, note, refused, ..Shown::default() };
            page(&services, visit, &staff, &number, shown).await
        }
    }
}

fn chosen(typed: &Typed) -> Result<Uuid, Vec<FieldError>> {
    let missing = |_| vec![FieldError { field: "look".to_owned(), message: "请选哪一个申请".to_owned() }];
    Uuid::try_parse(typed.raw("look")).map_err(missing)
}

/// The sheet in this one answer. It is no redirect on purpose: there is no address under which it
/// could be read again without a reason.
async fn answer(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    opened: OpenedReaction,
    form: &str,
) -> Result<Response, Trouble> {
    let ending = match form {
        "csv" => Some(Ending::Csv),
        "xlsx" => Some(Ending::Xlsx),
        _ => None,
    };
    if let Some(ending) = ending {
        return spreadsheet::answer("reaction", "填报底稿", ending, &HEAD, &cells(&opened), services.now());
    }
    let top = top(services, staff, PATH, Counts::default(), &Done::default());
    let page = move || reactions::sheet(top.clone(), opened.clone());
    respond::personal_page(visit.frame, StatusCode::OK, page).await
}

fn cells(opened: &OpenedReaction) -> Vec<Vec<String>> {
    let entries = opened.entries.iter().enumerate().map(|(place, entry)| {
        let missing = if entry.value.is_none() { entry.asked.words() } else { "" };
        vec![
            (place + 1).to_string(),
            entry.part.clone(),
            entry.name.clone(),
            entry.value.clone().unwrap_or_default(),
            entry.choices.clone(),
            missing.to_owned(),
        ]
    });
    entries.collect()
}

#[derive(Default)]
struct Shown {
    done: Done,
    reason: String,
    note: String,
    refused: Refusal,
}

async fn page(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    number: &str,
    shown: Shown,
) -> Result<Response, Trouble> {
    let file = services.reactions.reaction(staff, number).await.map_err(trouble)?;
    let status = shown.refused.status();
    let urgent = file.line.urgent();
    let page = FieldFile {
        top: top(services, staff, PATH, Counts::default(), &shown.done),
        title: format!("不良反应 {}", file.line.number),
        status: match file.line.filed_at {
            Some(_) => "已交监测机构".to_owned(),
            None if urgent.is_empty() => String::new(),
            None => format!("急：{}", urgent.join("；")),
        },
        links: links(staff, &file),
        facts: facts(&file),
        sections: vec![("查看申请".to_owned(), file.looks.iter().map(look).collect())],
        panels: panels(staff, &file, &shown),
        errors: app::parts::Errors::new(shown.refused.faults),
        not_now: shown.refused.not_now,
        ..FieldFile::default()
    };
    respond::personal_page(visit.frame, status, move || field::file(page.clone())).await
}

fn links(staff: &Staff, file: &ReactionFile) -> Vec<(String, String)> {
    let record = file.record.filter(|_| staff.may_ever(Action::ReadField).is_ok());
    let record = record.map(|id| (format!("desk/field/records/{id}"), "信息员的记录和照片".to_owned()));
    std::iter::once((PATH.to_owned(), "回到清单".to_owned())).chain(record).collect()
}

fn facts(file: &ReactionFile) -> Vec<(String, String)> {
    let line = &file.line;
    let filed = line.filed_at.map(|at| {
        let words = format!("{} {}：{}", local_minute(at), file.filed_by, file.filed_note);
        ("已交监测机构".to_owned(), words)
    });
    let from = if line.by_officer { "信息员" } else { "居民自己" };
    let patient = match file.destroyed_at {
        Some(at) => format!("保存期限已满，{}已经销毁。", local_date(at)),
        None => "已封存。查看要写事由，记入审计记录。".to_owned(),
    };
    let own = [
        ("产品", format!("{}：{}", line.kind, product(line))),
        ("谁报的", from.to_owned()),
        ("地点", line.region_name.clone()),
        ("收到", local_minute(line.received_at)),
        ("患者情况", patient),
    ];
    own.into_iter().map(|(label, value)| (label.to_owned(), value)).chain(filed).collect()
}

fn look(look: &ReactionLook) -> String {
    let state = match (look.granted_by.is_empty(), look.used) {
        (true, _) => "等人同意".to_owned(),
        (false, false) => format!("{} 已同意，可以看一次", look.granted_by),
        (false, true) => format!("{} 同意，已经看过", look.granted_by),
    };
    format!("{} {}：{}（{state}）", local_minute(look.asked_at), look.name, look.reason)
}

fn panels(staff: &Staff, file: &ReactionFile, shown: &Shown) -> Vec<FieldPanel> {
    if file.destroyed_at.is_some() {
        return Vec::new();
    }
    let action = format!("{PATH}/{}", file.line.number);
    let mut panels = Vec::new();
    let reason = |id: &str| {
        Input::new("reason", "事由", Control::Line)
            .id(id)
            .hint("至少 4 个字，例如：整理后交监测机构")
            .value(&shown.reason)
    };
    let panel =
        |key, title, note, inputs, button| FieldPanel { action: action.clone(), key, title, note, inputs, button };
    if staff.may_ever(Action::GrantIdentity).is_ok() {
        let waiting = file.looks.iter().filter(|look| look.granted_by.is_empty() && look.staff != staff.id);
        let waiting: Vec<Choice> =
            waiting.map(|look| Choice::new(look.id.to_string(), format!("{}：{}", look.name, look.reason))).collect();
        if !waiting.is_empty() {
            let inputs = vec![Input::new("look", "哪一个", Control::Select(waiting))];
            panels.push(panel("grant", "同意查看", "同意以后，申请人能看一次。", inputs, "同意"));
        }
    }
    if staff.may_ever(Action::OpenReaction).is_err() {
        return panels;
    }
    let own = |look: &&ReactionLook| look.staff == staff.id && !look.used;
    if file.two_persons && !file.looks.iter().any(|look| own(&look)) {
        let note = "患者情况要另一个人同意才能看。";
        panels.push(panel("ask", "申请查看", note, vec![reason("reason")], "申请"));
    } else if !file.two_persons || file.looks.iter().any(|look| own(&look) && !look.granted_by.is_empty()) {
        let ways = vec![
            Choice::new("page", "网页（可以打印 A4）"),
            Choice::new("xlsx", "表格文件 xlsx"),
            Choice::new("csv", "表格文件 csv"),
        ];
        let inputs = vec![reason("reason"), Input::new("as", "要什么", Control::Select(ways))];
        let note = "按国家报告表的栏目顺序，列出还缺什么。您的姓名和事由会记入审计记录。";
        panels.push(panel("open", "打开填报底稿", note, inputs, "打开"));
    }
    let note = Input::new("note", "交给了谁", Control::Area(200))
        .hint("例如：县药品不良反应监测机构，国家系统编码……")
        .value(&shown.note);
    panels.push(panel("file", "交给监测机构以后", "记下来，就从待处理里拿走。可以再改。", vec![note], "已交监测机构"));
    panels
}
