use app::pages::desk::news::{self, HitLine, ItemPage, RemarkLine, ShareLine};
use app::parts::Errors;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, Staff};
use domain::newsroom::mask::Hit;
use domain::newsroom::workflow::{HitKey, Kind, Offer};
use domain::ports::{NewsError, NewsItem, Remark, Share};
use domain::reading::Text;
use domain::report::FieldError;
use domain::track::{local_date, local_minute};
use uuid::Uuid;

use super::entry::{address, warn_of_others};
use super::{HERE, checks, listen, outside, steps, told, trouble};
use crate::doors::desk::answer;
use crate::doors::desk::form::Posted;
use crate::doors::desk::ledger::{Typed, unit_name};
use crate::doors::desk::signed::Seat;
use crate::doors::desk::top::{Counts, Done, top};
use crate::doors::{At, Trouble, Visit, respond};
use crate::services::Services;

/// What a refused step has to say.
#[derive(Default)]
pub struct Answer {
    pub faults: Vec<FieldError>,
    pub not_now: Option<String>,
    /// Somebody was faster.
    pub conflict: bool,
    /// A link that was just made.
    pub shared: Option<String>,
}

pub async fn show(
    Seat { services, visit, staff }: Seat,
    At(item): At<Uuid>,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    page(&services, visit, &staff, item, &done, &Typed::new(Vec::new()), Answer::default()).await
}

pub async fn take(
    Seat { services, visit, staff }: Seat,
    At(item): At<Uuid>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let mut typed = Typed::new(pairs);
    let now = services.now();
    if typed.raw("step") == "share" {
        let answer = outside::make(&services, &visit, &staff, item, &mut typed).await?;
        return page(&services, visit, &staff, item, &Done::default(), &typed, answer).await;
    }
    // Whoever may not read it learns nothing of it, not even what is wrong with their form.
    let found = services.newsroom.item(&staff, item).await.map_err(trouble)?;
    let step = steps::read(&mut typed, &found);
    let answer = match typed.done(step) {
        Err(faults) => Answer { faults, ..Answer::default() },
        Ok(step) => match services.newsroom.act(&staff, item, step, typed.raw("read"), now).await {
            Ok(()) => return Ok(respond::see_other(&visit.frame, &format!("{HERE}/{item}?done=kept"))),
            Err(error) => refused(error)?,
        },
    };
    page(&services, visit, &staff, item, &Done::default(), &typed, answer).await
}

pub fn refused(error: NewsError) -> Result<Answer, Trouble> {
    match error {
        NewsError::Invalid(faults) => Ok(Answer { faults, ..Answer::default() }),
        NewsError::NotNow(why) => Ok(Answer { not_now: Some(why.to_string()), ..Answer::default() }),
        NewsError::Changed => {
            Ok(Answer { not_now: Some(NewsError::Changed.to_string()), conflict: true, ..Answer::default() })
        }
        other => Err(trouble(other)),
    }
}

async fn page(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    id: Uuid,
    done: &Done,
    typed: &Typed,
    answer: Answer,
) -> Result<Response, Trouble> {
    let found = services.newsroom.item(staff, id).await.map_err(trouble)?;
    let shares = services.newsroom.shares(staff, id).await.map_err(trouble)?;
    let remarks = services.newsroom.remarks(staff, id).await.map_err(trouble)?;
    let heard = recordings(services, staff, &found).await?;
    let status = match &answer {
        Answer { conflict: true, .. } => StatusCode::CONFLICT,
        Answer { faults, not_now: None, .. } if faults.is_empty() => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let data = ItemPage {
        top: top(services, staff, HERE, Counts::default(), done),
        title: found.line.title.clone(),
        kind: found.line.kind.words(),
        stage: stage(&found),
        warnings: warnings(&found, staff, services.now()),
        links: links(staff, &found),
        facts: facts(services, &found, heard),
        checklist: found
            .state
            .checklist()
            .into_iter()
            .map(|check| (check.key.words().to_owned(), check.done.as_ref().map(told::signed)))
            .collect(),
        checks: checks::checks(&found.looked),
        hits: hits(&found),
        blocks: checks::blocks(&found.looked),
        language: found.looked.language.clone(),
        events: found.events.iter().map(told::happened).collect(),
        action: format!("{HERE}/{id}"),
        read: found.state.digest.clone().unwrap_or_default(),
        panels: steps::panels(&found, typed),
        shares: shares.into_iter().map(|one| share(id, one, &found)).collect(),
        remarks: remarks.into_iter().map(remark).collect(),
        shared: answer.shared,
        errors: Errors::new(answer.faults),
        not_now: answer.not_now,
    };
    respond::personal_page(visit.frame, status, move || news::item(data.clone())).await
}

fn stage(found: &NewsItem) -> String {
    let state = &found.state;
    match (state.scheduled, &state.rejected) {
        (Some(at), _) => format!("{}：{}（北京时间）", state.stage.words(), local_minute(at)),
        (None, Some(rejected)) => {
            format!("{}（{}）：{}", state.stage.words(), told::signed(&rejected.by), rejected.reason)
        }
        (None, None) => state.stage.words().to_owned(),
    }
}

fn warnings(found: &NewsItem, staff: &Staff, now: jiff::Timestamp) -> Vec<String> {
    let review =
        found.after_review_due.map(|due| format!("紧急发布的内容还没有补审，{} 前要补审（本局内部时限）。", due.date));
    let annulled = found.annulment_due.map(|due| {
        let late = if due.date < local_date(now) { "已经超期，" } else { "" };
        format!("依据的处罚决定变更或者撤销了，{late}{} 前要撤下。", due.date)
    });
    let until =
        found.state.live.as_ref().and_then(|live| live.until).map(|until| format!("公开到 {until}，到期自动撤下。"));
    [review, annulled, until, warn_of_others(found, staff, now)].into_iter().flatten().collect()
}

fn links(staff: &Staff, found: &NewsItem) -> Vec<(String, String)> {
    let here = format!("{HERE}/{}", found.line.id);
    let edit = found.offers.contains(&Offer::Write).then(|| (format!("{here}/edit"), "写稿、修改"));
    let ahead = [("phone", "手机预览"), ("large", "大字预览"), ("print", "打印预览"), ("card", "转发卡片")];
    let ahead = ahead.into_iter().filter(|_| found.looked.drawn.is_some());
    let ahead = ahead.map(|(how, words)| (format!("{here}/preview?as={how}"), words));
    let live = found.line.live.then(|| (address(&found.line), "看网上的页面"));
    let listen = (found.line.kind == Kind::Article).then(|| (format!("{here}/listen"), "录音"));
    let rest = [
        (format!("{here}/history"), "历史"),
        (format!("{here}/export"), "下载原文"),
        (format!("desk/uses/{}", found.line.id), "用在哪里、回收站"),
    ];
    let read = staff.may_ever(Action::TendSite).is_ok();
    let read = read.then(|| (format!("desk/readers/{}", found.line.id), "阅读情况"));
    edit.into_iter()
        .chain(live)
        .chain(ahead)
        .chain(listen)
        .chain(rest)
        .chain(read)
        .map(|(path, words)| (path, words.to_owned()))
        .collect()
}

/// Only articles are read aloud.
async fn recordings(services: &Services, staff: &Staff, found: &NewsItem) -> Result<String, Trouble> {
    if found.line.kind != Kind::Article {
        return Ok(String::new());
    }
    let recorded = services.recordings.of(staff, found.line.id.into()).await.map_err(answer::trouble)?;
    Ok(listen::told(&recorded))
}

fn facts(services: &Services, found: &NewsItem, heard: String) -> Vec<(String, String)> {
    let live = found.state.live.as_ref();
    let facts = [
        ("单位", unit_name(services, Some(&found.line.unit))),
        ("网址名", found.line.slug.clone()),
        ("签发后的网址名", found.state.address.clone().unwrap_or_default()),
        ("文字", written_in(found)),
        ("其他文字的版本", variants(services, found)),
        ("稿次", format!("第 {} 稿", found.state.version)),
        ("录音", heard),
        ("发布时间", live.map(|live| local_minute(live.published)).unwrap_or_default()),
        (
            "网上的更正",
            live.map(|live| {
                live.corrections
                    .iter()
                    .map(|one| format!("{}：{}", local_minute(one.at), one.note))
                    .collect::<Vec<_>>()
                    .join("；")
            })
            .unwrap_or_default(),
        ),
        (
            "撤下的公开理由",
            found.state.withdrawn.as_ref().map(|(reason, _)| told::withdrawal(*reason).to_owned()).unwrap_or_default(),
        ),
    ];
    let filled = facts.into_iter().filter(|(_, value)| !value.is_empty());
    filled.map(|(label, value)| (label.to_owned(), value)).collect()
}

/// What it is written in, and the article it says the same as.
fn written_in(found: &NewsItem) -> String {
    match (&found.looked.language, &found.looked.drawn) {
        (Some(language), Some(Text::Article(article))) => {
            format!("{}，对应简体文章 {}", language.chinese, article.head.variant_of)
        }
        (Some(language), _) => language.chinese.clone(),
        (None, _) => String::new(),
    }
}

/// Whoever corrects a text sees which others have to follow.
fn variants(services: &Services, found: &NewsItem) -> String {
    if found.line.kind != Kind::Article {
        return String::new();
    }
    let languages = services.library.languages();
    let all = services.library.variants(Some(&found.line.slug));
    let named =
        all.iter().filter_map(|one| Some(format!("{} {}", languages.get(&one.head.language)?.chinese, one.slug)));
    named.collect::<Vec<_>>().join("、")
}

fn hits(found: &NewsItem) -> Vec<HitLine> {
    let open = found.offers.contains(&Offer::Decide);
    let mut seen = Vec::new();
    let line = |hit: &Hit| {
        let key = HitKey::from(hit);
        if seen.contains(&key) {
            return None;
        }
        seen.push(key.clone());
        Some(HitLine {
            kind: serde_json::to_value(hit.kind).ok()?.as_str()?.to_owned(),
            text: hit.text.clone(),
            words: hit.kind.words(),
            place: checks::place(hit.place),
            mask: hit.mask.clone(),
            decided: found.state.decision(&key).map(told::decision),
            open,
        })
    };
    found.looked.hits.iter().filter_map(line).collect()
}

fn share(item: Uuid, share: Share, found: &NewsItem) -> ShareLine {
    let words = format!(
        "{} 生成，有效到 {}{}",
        share.made_by,
        local_minute(share.expires),
        if share.ended { "，已作废" } else { "" }
    );
    let end = (!share.ended && found.may_write).then(|| format!("{HERE}/{item}/share/{}/end", share.id));
    ShareLine { label: share.label, words, end }
}

fn remark(remark: Remark) -> RemarkLine {
    RemarkLine {
        words: format!("{} {}（{}）", local_minute(remark.at), remark.name, remark.label), text: remark.text
    }
}
