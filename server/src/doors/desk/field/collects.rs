//! Residents who ask an officer to come and collect old medicine.

use app::pages::desk::Choice;
use app::pages::desk::field::{FieldFile, FieldPanel, FieldRow, FieldTable};
use app::pages::desk::ledger::{Control, Input};
use axum::extract::Query;
use axum::response::Response;
use domain::access::Staff;
use domain::collecting::{DoorContact, Ending};
use domain::field::Choice as _;
use domain::ports::{Closing, CollectFile, CollectLine, CollectOfficer, Giving};
use domain::track::local_minute;
use serde::Deserialize;
use uuid::Uuid;

use super::{answer_file, answer_table, head};
use crate::doors::desk::answer::{Refusal, refusal, trouble};
use crate::doors::desk::form::Posted;
use crate::doors::desk::ledger::{Typed, filter, first};
use crate::doors::desk::signed::Seat;
use crate::doors::desk::top::Done;
use crate::doors::{At, Trouble, Visit, respond};
use crate::services::Services;

const PATH: &str = "desk/field/collects";

/// What the address says after the question mark.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    show: String,
    /// Version of the request the page was drawn for.
    seen: String,
}

pub async fn list(
    Seat { services, visit, staff }: Seat,
    Query(done): Query<Done>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let ended = asked.show == "ended";
    let lines = services.collects.list(&staff, ended).await.map_err(trouble)?;
    let page = FieldTable {
        top: head(&services, &staff, &done),
        title: "上门收过期药".to_owned(),
        intro: "居民请信息员上门收的登记。点进去派给信息员；电话和住处要写事由才看得到。".to_owned(),
        path: PATH.to_owned(),
        filters: vec![filter("show", "范围", &asked.show, &[("", "没办完的"), ("ended", "已办完的")])],
        columns: vec!["编号", "村", "多少", "什么时候家里有人", "登记", "现在"],
        rows: lines.iter().map(row).collect(),
        nothing: if ended { "还没有办完的登记。" } else { "没有等着上门收的。" },
        ..FieldTable::default()
    };
    answer_table(visit, page).await
}

fn row(line: &CollectLine) -> FieldRow {
    let plain = |words: String| (words, String::new());
    let cells = vec![
        plain(line.number.clone()),
        plain(line.region_name.clone()),
        plain(line.amount.words().to_owned()),
        plain(home(line)),
        plain(local_minute(line.asked_at)),
        (standing(line), line.back.clone()),
    ];
    FieldRow { link: format!("{PATH}/{}", line.id), cells, alarm: false }
}

fn home(line: &CollectLine) -> String {
    line.home.map_or("没有写", domain::field::Choice::words).to_owned()
}

fn standing(line: &CollectLine) -> String {
    match (&line.ended, &line.given) {
        (Some((ending, at)), _) => format!("{} {}", local_minute(*at), ending.words()),
        (None, Some((officer, at))) => format!("{} 派给{officer}", local_minute(*at)),
        (None, None) if line.back.is_empty() => "还没有派".to_owned(),
        (None, None) => "信息员没有收成，交回来了".to_owned(),
    }
}

pub async fn show(
    Seat { services, visit, staff }: Seat,
    At(id): At<Uuid>,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    page(&services, visit, &staff, id, View { done, ..View::default() }).await
}

pub async fn take(
    Seat { services, visit, staff }: Seat,
    At(id): At<Uuid>,
    Query(asked): Query<Asked>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let (now, desk, typed) = (services.now(), &services.collects, Typed::new(pairs));
    let version = asked.seen.parse().unwrap_or_default();
    let reason = typed.shown("reason");
    let taken = match typed.raw("step") {
        "look" => match desk.contact(&staff, id, typed.raw("reason"), now).await {
            Ok(contact) => {
                return page(&services, visit, &staff, id, View { contact: Some(contact), ..View::default() }).await;
            }
            Err(error) => Err(error),
        },
        "give" => {
            let officer = Uuid::try_parse(typed.raw("officer")).ok();
            desk.give(&staff, id, Giving { version, officer }, now).await.map(|()| "tasks")
        }
        "end" => {
            let ending = Ending::parse(typed.raw("ending"));
            desk.close(&staff, id, Closing { version, ending }, now).await.map(|()| "kept")
        }
        _ => return Err(Trouble::BadRequest("没有这一步".to_owned())),
    };
    match taken {
        Ok(done) => Ok(respond::see_other(&visit.frame, &format!("{PATH}/{id}?done={done}"))),
        Err(error) => {
            let view = View { refused: refusal(error)?, reason, ..View::default() };
            page(&services, visit, &staff, id, view).await
        }
    }
}

/// What the page shows besides the request.
#[derive(Default)]
struct View {
    done: Done,
    contact: Option<DoorContact>,
    refused: Refusal,
    reason: String,
}

async fn page(services: &Services, visit: Visit, staff: &Staff, id: Uuid, view: View) -> Result<Response, Trouble> {
    let file = services.collects.file(staff, id).await.map_err(trouble)?;
    let page = FieldFile {
        top: head(services, staff, &view.done),
        title: format!("上门收过期药 {}", file.line.number),
        status: standing(&file.line),
        links: vec![(PATH.to_owned(), "看全部登记".to_owned())],
        facts: facts(&file),
        sections: vec![(
            "电话和住处（这次查看已经记下）".to_owned(),
            view.contact.as_ref().map(told).unwrap_or_default(),
        )],
        panels: panels(&file, &view.reason),
        ..FieldFile::default()
    };
    answer_file(visit, page, view.refused).await
}

fn facts(file: &CollectFile) -> Vec<(String, String)> {
    let line = &file.line;
    let mut facts = vec![
        ("村", line.region_name.clone()),
        ("大概多少", line.amount.words().to_owned()),
        ("什么时候家里有人", home(line)),
        ("登记", local_minute(line.asked_at)),
    ];
    if !line.back.is_empty() {
        facts.push(("信息员交回时说", line.back.clone()));
    }
    if file.same_phone > 0 {
        facts.push(("同一个电话", format!("还有 {} 条没办完，可能是重复登记", file.same_phone)));
    }
    if !file.has_contact {
        facts.push(("电话和住处", "已经按期删掉".to_owned()));
    }
    facts.into_iter().map(|(label, value)| (label.to_owned(), value)).collect()
}

fn told(contact: &DoorContact) -> Vec<String> {
    let DoorContact { phone, call, place } = contact;
    let more = [("称呼", call), ("怎么找到", place)];
    let more = more.into_iter().filter_map(|(label, value)| Some(format!("{label}：{}", value.as_ref()?)));
    std::iter::once(format!("电话：{phone}")).chain(more).collect()
}

fn panels(file: &CollectFile, reason: &str) -> Vec<FieldPanel> {
    let action = format!("{PATH}/{}?seen={}", file.line.id, file.version);
    let one =
        |key, title, note, inputs, button| FieldPanel { action: action.clone(), key, title, note, inputs, button };
    let mut panels = Vec::new();
    let open = file.line.ended.is_none();
    if open && file.has_contact {
        panels.push(give(file, &one));
    }
    if file.has_contact {
        let inputs = vec![Input::new("reason", "查看事由", Control::Line).value(reason)];
        panels.push(one("look", "看电话和住处", "派任务不用先看。写下的事由会进审计记录。", inputs, "查看"));
    }
    if open {
        let endings = Ending::DROPPED.map(|ending| Choice::new(ending.key(), ending.words()));
        let inputs = vec![Input::new("ending", "为什么不用上门了", Control::Select(first("请选择", endings.to_vec())))];
        panels.push(one("end", "不用上门了", "已经派出的任务会一起收回。", inputs, "办结"));
    }
    panels
}

fn give(
    file: &CollectFile,
    one: &impl Fn(&'static str, &'static str, &'static str, Vec<Input>, &'static str) -> FieldPanel,
) -> FieldPanel {
    let (title, button) =
        if file.line.given.is_some() { ("改派", "改派给他") } else { ("派给信息员", "派给他") };
    let note = match (file.officers.is_empty(), file.officers.iter().any(|officer| officer.here)) {
        (true, _) => "这个村和乡镇都还没有信息员，先登记信息员。",
        (false, false) => "这个村还没有信息员，下面是同一个乡镇的。",
        (false, true) => "信息员在自己的手机上看得到电话和住处，收完就看不到了。",
    };
    let officers = file.officers.iter().map(|officer| Choice::new(officer.id.to_string(), words(officer))).collect();
    one("give", title, note, vec![Input::new("officer", "信息员", Control::Select(first("请选择", officers)))], button)
}

fn words(officer: &CollectOfficer) -> String {
    format!("{}（{}）", officer.name, officer.villages.join("、"))
}
