use app::pages::desk::matter::{self, Identity, MatterForms, MatterPage, May};
use app::parts::Errors;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, ItemAction, Staff};
use domain::ledger::Book;
use domain::matter::office::Person;
use domain::ports::DeskMatter;
use domain::report::Reporter;

use super::answer::{Refusal, trouble};
use super::signed::Seat;
use super::step::{self, Refused};
use super::top::{Counts, Done, top};
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

mod clocks;
mod facts;
pub(super) mod record;

/// What the page shows besides the matter itself.
#[derive(Default)]
pub struct Extras {
    pub done: Done,
    /// Shown again after a refusal.
    pub typed: MatterForms,
    pub refusal: Refusal,
    /// The step that was asked for and not taken.
    pub refused: Option<Refused>,
    /// Of the answer, where a refusal is not the usual one.
    pub status: StatusCode,
    /// Opened for this one answer.
    pub reporter: Option<Reporter>,
}

pub async fn show(
    Seat { services, visit, staff }: Seat,
    Path(number): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    page(&services, visit, &staff, &number, Extras { done, ..Extras::default() }).await
}

/// The matter as it is now.
///
/// # Errors
/// When it does not exist for this person, or cannot be read.
pub async fn page(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    number: &str,
    extras: Extras,
) -> Result<Response, Trouble> {
    let found = services.casework.matter(staff, number, services.now()).await.map_err(trouble)?;
    let colleagues = services.casework.colleagues(staff, number).await.map_err(trouble)?;
    let status = match extras.status {
        StatusCode::OK => extras.refusal.status(),
        status => status,
    };
    let data = drawn(services, staff, found, &colleagues, extras);
    respond::personal_page(visit.frame, status, move || matter::page(data.clone())).await
}

fn drawn(services: &Services, staff: &Staff, found: DeskMatter, colleagues: &[Person], extras: Extras) -> MatterPage {
    let (next_steps, step_groups) = step::forms(services, &found, colleagues, &extras);
    MatterPage {
        top: top(services, staff, "desk/matter", Counts::default(), &extras.done),
        kind: found.kind,
        version: found.version,
        stage: found.state.stage.words().to_owned(),
        status: found.state.status().words().to_owned(),
        holding: holding(services, &found),
        registration_no: found.state.registration_no.clone(),
        remarks: remarks(services, &found),
        clocks: clocks::lines(services, &found),
        needs_12315: !found.state.found_within,
        same_fact: found.state.office.same_fact.clone(),
        clues: found.state.office.clues.clone(),
        next_steps,
        step_groups,
        links: links(staff, &found),
        facts: facts::lines(services, &found),
        story: found.facts.story.clone(),
        pictures: found.attachments.iter().map(record::picture).collect(),
        voices: found.voices.clone(),
        events: found.events.iter().map(|event| record::happened(services, event)).collect(),
        identity: identity(&found, extras.reporter),
        may: may(staff, &found),
        typed: extras.typed,
        errors: Errors::new(extras.refusal.faults),
        not_now: extras.refusal.not_now,
        linked: found.linked,
        conversation: found.conversation,
        number: found.number,
    }
}

fn identity(found: &DeskMatter, reporter: Option<Reporter>) -> Identity {
    match reporter {
        Some(reporter) => Identity::Open(reporter),
        None if found.has_identity => Identity::Sealed,
        None if found.state.custody.destroyed => Identity::Destroyed,
        None if found.state.found_within => Identity::Nobody,
        None => Identity::Anonymous,
    }
}

fn may(staff: &Staff, found: &DeskMatter) -> May {
    let may = |action| staff.may(action, &found.scope()).is_ok();
    May { message: may(Action::Message) && !found.state.found_within, view_identity: may(Action::ViewIdentity) }
}

/// The ways from a matter to its papers, for those who may go there.
fn links(staff: &Staff, found: &DeskMatter) -> Vec<(String, String)> {
    let at = |rest: &str| format!("desk/matter/{}/{rest}", found.number);
    let entered =
        if found.state.registration_no.is_some() { "12315录入单（已录入）" } else { "打开录入单" };
    let number = &found.number;
    let all = [
        (Action::HandOver, at("packet"), entered),
        (Action::WriteLetter, at("letters"), "文书"),
        (Action::Transfer, format!("desk/transfers/new?matter={number}"), "登记移送"),
        (Action::Supervise, format!("desk/supervision?number={number}"), "督办、提级"),
    ];
    let fits =
        |action| action != Action::HandOver || found.state.registration_no.is_some() || !found.state.found_within;
    let open = all.into_iter().filter(|(action, ..)| fits(*action) && staff.may(*action, &found.scope()).is_ok());
    let open = open.map(|(_, path, words)| (path, words.to_owned()));
    let writes = found.state.stage.is_end() && staff.may_item_ever(ItemAction::Write).is_ok();
    let case = writes.then(|| (format!("desk/news/new/disclosure?matter={number}"), "写成典型案例".to_owned()));
    open.chain(case).chain(found.records.iter().filter_map(record)).collect()
}

fn record((book, number): &(Book, String)) -> Option<(String, String)> {
    let (folder, words) = match book {
        Book::Transfer => ("transfers", "移送"),
        Book::Risk => ("risks", "风险清单"),
        Book::Reward => ("rewards", "举报奖励"),
        Book::Task | Book::Minutes => return None,
    };
    Some((format!("desk/{folder}/{number}"), format!("{words} {number}")))
}

fn holding(services: &Services, found: &DeskMatter) -> Vec<(&'static str, String)> {
    let unit_name = |key: &str| services.site.unit(key).map_or(key.to_owned(), |unit| unit.name.clone());
    let office = &found.state.office;
    let unit = found.state.unit.as_deref().map_or_else(|| "未分送".to_owned(), unit_name);
    let handler = office.handler.as_ref().map(|handler| handler.name.clone());
    let first = office.first.as_ref().map(|first| first.name.clone());
    let first_unit = office.first_unit.as_deref().map(unit_name);
    let first = first.zip(first_unit).map(|(person, unit)| format!("{person}（{unit}）"));
    let all = [("承办单位", Some(unit)), ("承办人", handler.or_else(|| Some("还没有".to_owned()))), ("首办", first)];
    all.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
}

/// What must not be overlooked beside the clocks.
fn remarks(services: &Services, found: &DeskMatter) -> Vec<String> {
    let state = &found.state;
    let asked = state.withdrawal_asked.then(|| "对方希望撤回这件举报。是否继续核查由本局决定。".to_owned());
    let supervised = state.office.supervisions.iter().map(|one| {
        let kind = if one.listed { "挂牌督办" } else { "督办" };
        format!("{kind}，{} 前：{}", one.until, one.requirement)
    });
    let waiting = state
        .office
        .proposed
        .as_ref()
        .map(|one| format!("承办人建议{}，等负责人审批", if one.file { "立案" } else { "不予立案" }));
    let lawsuit =
        state.office.lawsuit.as_ref().map(|what| format!("有复议、诉讼，身份信息、照片和录音不按期销毁：{what}"));
    let extensions = state.history.asked.iter().map(|one| {
        let clock = found.clocks.iter().find(|clock| clock.id == one.clock);
        format!("申请延长“{}”，等负责人审批", clock.map_or(one.clock.as_str(), |clock| clock.title.as_str()))
    });
    let rules = state.history.rules.as_ref().map(|key| {
        let name = services.laws.laws.get(key).map_or(key.as_str(), |law| law.name.as_str());
        format!("这件事按{name}办理")
    });
    let flagged = found.flags.iter().map(|flag| format!("质量检查：{}，{}", flag.mark.words(), flag.detail));
    asked
        .into_iter()
        .chain(lawsuit)
        .chain(supervised)
        .chain(waiting)
        .chain(extensions)
        .chain(rules)
        .chain(flagged)
        .collect()
}
