//! The editor: a plain form of front matter and text; the script beside it only makes it nicer.

pub mod beside;
pub mod draft;
mod page;

use app::pages::desk::news::{self, EditPage, Theirs};
use app::parts::Errors;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{ItemAction, Staff};
use domain::newsroom::workflow::{Kind, Offer};
use domain::ports::{NewItem, NewsError, NewsItem, Saving};
use domain::report::FieldError;
use domain::track::{local_date, local_minute};
use domain::variant::Claim;
use serde::Deserialize;
use uuid::Uuid;

use super::{HERE, checks, from_matter, trouble};
use crate::doors::desk::form::Posted;
use crate::doors::desk::ledger::Typed;
use crate::doors::desk::signed::Seat;
use crate::doors::{At, Trouble, Visit, respond};
use crate::library::claim_faults;
use crate::newsroom::sheet::{Shape, Sheet, fields};
use crate::services::Services;
use page::{blank_page, item_page};

type Pairs = Vec<(String, String)>;

/// Whether the page shows what was kept while somebody wrote instead of the text that was saved.
#[derive(Default, Deserialize)]
pub struct Opened {
    #[serde(default)]
    draft: String,
}

/// The matter a case is started from.
#[derive(Default, Deserialize)]
pub struct Started {
    #[serde(default)]
    matter: String,
}

pub async fn blank(
    Seat { services, visit, staff }: Seat,
    Path(kind): Path<String>,
    Query(started): Query<Started>,
) -> Result<Response, Trouble> {
    let kind = Kind::parse(&kind).ok_or(Trouble::NotFound)?;
    staff.may_item_ever(ItemAction::Write).map_err(|denied| trouble(denied.into()))?;
    if kind == Kind::Disclosure && !started.matter.is_empty() {
        let sheet = from_matter::sheet(&services, &staff, &started.matter).await?;
        return answer(visit, blank_page(&services, &staff, kind, sheet, &Typed::new(Vec::new()))).await;
    }
    let today = local_date(services.now());
    let unit = services.site.unit(&staff.unit).map(|unit| unit.name.clone()).unwrap_or_default();
    let values = vec![("reviewed", today.to_string()), ("reviewer", unit.clone()), ("unit", unit)];
    let page = blank_page(&services, &staff, kind, Sheet { values, body: String::new() }, &Typed::new(Vec::new()));
    answer(visit, page).await
}

pub async fn begin(
    Seat { services, visit, staff }: Seat,
    Path(kind): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Trouble> {
    let kind = Kind::parse(&kind).ok_or(Trouble::NotFound)?;
    staff.may_item_ever(ItemAction::Write).map_err(|denied| trouble(denied.into()))?;
    let (sheet, mut typed) = read(kind, pairs);
    let faults = faults(&services, kind, &sheet, &mut typed, None);
    let now = services.now();
    let text = sheet.text(kind, &first_published(now), &services.laws);
    let mut page = blank_page(&services, &staff, kind, sheet, &typed);
    if typed.raw("only") == "preview" {
        looked(&services, &staff, kind, typed.raw("slug"), &text, &mut page).await?;
        return answer(visit, page).await;
    }
    let id = typed.form_id().0;
    let new = NewItem { kind, slug: typed.raw("slug").to_owned(), unit: typed.raw("of_unit").to_owned(), text };
    let refused = match faults.is_empty() {
        false => NewsError::Invalid(faults),
        true => match services.newsroom.begin(&staff, id, new, now).await {
            Ok(()) => return Ok(respond::see_other(&visit.frame, &format!("{HERE}/{id}?done=saved"))),
            Err(error) => error,
        },
    };
    refuse(&mut page, refused)?;
    answer(visit, page).await
}

pub async fn show(
    Seat { services, visit, staff }: Seat,
    At(item): At<Uuid>,
    Query(opened): Query<Opened>,
) -> Result<Response, Trouble> {
    let found = writable(&services, &staff, item).await?;
    let draft = found.draft.as_ref().filter(|_| opened.draft == "1");
    let text = draft.map_or(&found.text, |draft| &draft.text);
    let sheet = Sheet::of(found.line.kind, text, &services.laws).at(&services.site);
    let mut page = item_page(&services, &staff, &found, sheet, &Typed::new(Vec::new()));
    page.checks = Some(checks::beside_preview(&found.looked));
    page.preview = found.looked.body.clone();
    let kept = found.draft.as_ref().filter(|kept| draft.is_none() && kept.text != found.text);
    page.kept = kept.map(|kept| {
        let words = format!("{} 在 {} 写了、还没有保存。", kept.name, local_minute(kept.at));
        (words, format!("{HERE}/{item}/edit?draft=1"))
    });
    answer(visit, page).await
}

pub async fn save(
    Seat { services, visit, staff }: Seat,
    At(item): At<Uuid>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Trouble> {
    let found = services.newsroom.item(&staff, item).await.map_err(trouble)?;
    if !found.may_write {
        return Err(Trouble::Denied);
    }
    let kind = found.line.kind;
    let (sheet, mut typed) = read(kind, pairs);
    let faults = faults(&services, kind, &sheet, &mut typed, Some(&found.line.slug));
    let text = sheet.text(kind, &found.text, &services.laws);
    let mut page = item_page(&services, &staff, &found, sheet, &typed);
    if typed.raw("only") == "preview" {
        looked(&services, &staff, kind, &found.line.slug, &text, &mut page).await?;
        return answer(visit, page).await;
    }
    let saving = Saving { text, slug: typed.raw("slug").to_owned(), began_with: typed.raw("began_with").to_owned() };
    let refused = match faults.is_empty() {
        false => NewsError::Invalid(faults),
        true => match services.newsroom.save(&staff, item, saving, services.now()).await {
            Ok(()) => return Ok(respond::see_other(&visit.frame, &format!("{HERE}/{item}?done=saved"))),
            Err(error) => error,
        },
    };
    refuse(&mut page, refused)?;
    answer(visit, page).await
}

async fn writable(services: &Services, staff: &Staff, item: Uuid) -> Result<NewsItem, Trouble> {
    let found = services.newsroom.item(staff, item).await.map_err(trouble)?;
    if !found.may_write {
        return Err(Trouble::Denied);
    }
    if !found.offers.contains(&Offer::Write) {
        let why =
            "这份稿件现在不能改：审核中的先撤回，定时发布的先取消定时、再撤回，已发布的先开始更正；撤下的请另写一份。";
        return Err(Trouble::BadRequest(why.to_owned()));
    }
    Ok(found)
}

async fn looked(
    services: &Services,
    staff: &Staff,
    kind: Kind,
    slug: &str,
    text: &str,
    page: &mut EditPage,
) -> Result<(), Trouble> {
    match services.newsroom.look(staff, kind, slug, text, services.now()).await {
        Ok(found) => {
            page.checks = Some(checks::beside_preview(&found));
            page.preview = found.body;
            Ok(())
        }
        Err(error) => refuse(page, error),
    }
}

fn refuse(page: &mut EditPage, error: NewsError) -> Result<(), Trouble> {
    match error {
        NewsError::Invalid(faults) => page.errors = Errors::new(faults),
        NewsError::Stale { text, digest, name, at } => {
            let words = format!("{name} 在 {} 保存的。", local_minute(at));
            page.theirs = Some(Theirs { words, text, digest });
        }
        not_now @ (NewsError::NotNow(_) | NewsError::Changed) => page.not_now = Some(not_now.to_string()),
        other => return Err(trouble(other)),
    }
    Ok(())
}

async fn answer(visit: Visit, page: EditPage) -> Result<Response, Trouble> {
    let status = match &page {
        EditPage { theirs: Some(_), .. } => StatusCode::CONFLICT,
        EditPage { errors, not_now, .. } if !errors.is_empty() || not_now.is_some() => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    respond::personal_page(visit.frame, status, move || news::edit(page.clone())).await
}

/// A text that is not published yet says when it was begun: its time is the signature's.
fn first_published(now: jiff::Timestamp) -> String {
    format!("+++\npublished = \"{}\"\n+++\n", local_minute(now))
}

fn read(kind: Kind, pairs: Pairs) -> (Sheet, Typed) {
    let typed = Typed::new(pairs);
    let values = fields(kind).into_iter().map(|field| (field.key, typed.shown(field.key))).collect();
    (Sheet { values, body: typed.shown("body") }, typed)
}

/// What is wrong with single fields; what is wrong with the text is told beside it. `here` is where the item stands.
fn faults(services: &Services, kind: Kind, sheet: &Sheet, typed: &mut Typed, here: Option<&str>) -> Vec<FieldError> {
    for field in fields(kind) {
        let value = sheet.value(field.key).trim();
        match field.shape {
            _ if value.is_empty() && (field.optional || field.key != "title") && field.shape != Shape::Date => {}
            _ if value.is_empty() && field.optional => {}
            Shape::Date => {
                typed.date(field.key, field.label);
            }
            _ if field.key == "title" => {
                typed.text("title", "标题", 60);
            }
            _ => {}
        }
    }
    if kind == Kind::Article {
        let slug = here.unwrap_or_else(|| typed.raw("slug").trim()).to_owned();
        let claim = Claim {
            slug: &slug,
            language: sheet.value("language").trim(),
            variant_of: sheet.value("variant_of").trim(),
        };
        for fault in claim_faults(services.library.as_ref(), claim) {
            typed.fault(fault.field(), fault.to_string());
        }
    }
    typed.done::<()>(None).err().unwrap_or_default()
}
