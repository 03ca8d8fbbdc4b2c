//! The editor: a plain form of front matter and text; the script beside it only makes it nicer.

use app::pages::desk::Choice;
use app::pages::desk::ledger::{Control, Input};
use app::pages::desk::news::{self, EditPage, Theirs};
use app::parts::Errors;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::access::{ItemAction, Staff};
use domain::columns::Column;
use domain::newsroom::Body;
use domain::newsroom::workflow::{Kind, Offer};
use domain::ports::{DraftKept, NewItem, NewsError, NewsItem, Saving};
use domain::report::FieldError;
use domain::track::{local_date, local_minute};
use domain::variant::{Claim, Language, PLAIN_WORDS};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::entry::{blocks_hint, warn_of_others};
use super::{HERE, checks, from_matter, trouble};
use crate::clock::new_id;
use crate::doors::desk::form::Posted;
use crate::doors::desk::ledger::{Typed, first};
use crate::doors::desk::signed::Signed;
use crate::doors::desk::top::{Counts, Done, top};
use crate::doors::{At, Trouble, Visit, draw, respond};
use crate::library::{body_line, claim_faults};
use crate::newsroom::paste;
use crate::newsroom::sheet::{Field, Shape, Sheet, fields};
use crate::services::Services;

/// Far above what a text of the longest length could point at and still be read.
const MOST_NAMES: usize = 1_000;

type Pairs = Vec<(String, String)>;

/// Where pictures out of a paste are taken in.
const PASTED: &str = "desk/pictures/pasted";

const MOVES: &str = "小写英文字母、数字和 -；改了的，签发以后才换，旧网址会自动转到新网址";

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
    State(services): State<Services>,
    visit: Visit,
    Signed(staff): Signed,
    Path(kind): Path<String>,
    Query(started): Query<Started>,
) -> Result<Response, Trouble> {
    let kind = Kind::parse(&kind).ok_or(Trouble::NotFound)?;
    staff.may_item_ever(ItemAction::Write).map_err(|denied| trouble(denied.into()))?;
    if kind == Kind::Disclosure && !started.matter.is_empty() {
        let sheet = from_matter::sheet(&services, &staff, &started.matter).await?;
        return answer(visit, new_page(&services, &staff, kind, sheet, &Typed::new(Vec::new()))).await;
    }
    let today = local_date(services.now());
    let unit = services.site.unit(&staff.unit).map(|unit| unit.name.clone()).unwrap_or_default();
    let values = vec![("reviewed", today.to_string()), ("reviewer", unit.clone()), ("unit", unit)];
    let page = new_page(&services, &staff, kind, Sheet { values, body: String::new() }, &Typed::new(Vec::new()));
    answer(visit, page).await
}

pub async fn begin(
    State(services): State<Services>,
    visit: Visit,
    Signed(staff): Signed,
    Path(kind): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Trouble> {
    let kind = Kind::parse(&kind).ok_or(Trouble::NotFound)?;
    staff.may_item_ever(ItemAction::Write).map_err(|denied| trouble(denied.into()))?;
    let (sheet, mut typed) = read(kind, pairs);
    let faults = faults(&services, kind, &sheet, &mut typed, None);
    let now = services.now();
    let text = sheet.text(kind, &first_published(now), &services.laws);
    let mut page = new_page(&services, &staff, kind, sheet, &typed);
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
    State(services): State<Services>,
    visit: Visit,
    Signed(staff): Signed,
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
    State(services): State<Services>,
    visit: Visit,
    Signed(staff): Signed,
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

/// What the script posts while somebody writes: answers the revision, or that somebody else wrote.
pub async fn keep_draft(
    State(services): State<Services>,
    Signed(staff): Signed,
    At(item): At<Uuid>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Trouble> {
    let found = writable(&services, &staff, item).await?;
    let (sheet, typed) = read(found.line.kind, pairs);
    let text = sheet.text(found.line.kind, &found.text, &services.laws);
    let revision = typed.raw("revision").parse().unwrap_or_default();
    let kept = services.newsroom.keep_draft(&staff, item, revision, &text, services.now()).await.map_err(trouble)?;
    Ok(match kept {
        DraftKept::Done(revision) => {
            Json(json!({ "revision": revision, "at": local_minute(services.now()) })).into_response()
        }
        DraftKept::Conflict(theirs) => {
            let body = json!({ "revision": theirs.revision, "name": theirs.name, "at": local_minute(theirs.at) });
            (StatusCode::CONFLICT, Json(body)).into_response()
        }
    })
}

pub async fn drop_draft(
    State(services): State<Services>,
    visit: Visit,
    Signed(staff): Signed,
    At(item): At<Uuid>,
) -> Result<Response, Trouble> {
    services.newsroom.drop_draft(&staff, item).await.map_err(trouble)?;
    Ok(respond::see_other(&visit.frame, &format!("{HERE}/{item}/edit")))
}

/// Checks and preview of what is being written, as the piece of the page they stand in.
pub async fn look(
    State(services): State<Services>,
    visit: Visit,
    Signed(staff): Signed,
    Path(kind): Path<String>,
    Posted(pairs): Posted<Pairs>,
) -> Result<Response, Trouble> {
    let kind = Kind::parse(&kind).ok_or(Trouble::NotFound)?;
    let (sheet, typed) = read(kind, pairs);
    let text = sheet.text(kind, &first_published(services.now()), &services.laws);
    let found =
        services.newsroom.look(&staff, kind, typed.raw("slug"), &text, services.now()).await.map_err(trouble)?;
    let checks = checks::beside_preview(&found);
    let bytes = draw::draw(visit.frame, move || news::looked(Some(&checks), found.body.clone())).await?;
    Ok(respond::private_file("text/html; charset=utf-8", "inline", bytes.to_vec()))
}

/// What there is of the names a text points at, for the preview that is drawn in the browser.
pub async fn named(
    State(services): State<Services>,
    Signed(staff): Signed,
    Path(kind): Path<String>,
    names: String,
) -> Result<Response, Trouble> {
    let kind = Kind::parse(&kind).ok_or(Trouble::NotFound)?;
    let names: Vec<String> = names.lines().take(MOST_NAMES).map(str::to_owned).collect();
    Ok(Json(services.newsroom.named(&staff, kind, &names).await.map_err(trouble)?).into_response())
}

/// A paste from Word or WPS as clean Markdown.
pub async fn paste(Signed(staff): Signed, html: String) -> Result<Response, Trouble> {
    staff.may_item_ever(ItemAction::Write).map_err(|denied| trouble(denied.into()))?;
    let cleaned = tokio::task::spawn_blocking(move || paste::clean(&html)).await;
    match cleaned.map_err(domain::ports::Internal::new)? {
        Ok(pasted) => Ok(Json(json!({ "markdown": pasted.markdown, "pictures": pasted.pictures })).into_response()),
        Err(too_large) => {
            Ok((StatusCode::PAYLOAD_TOO_LARGE, Json(json!({ "why": too_large.to_string() }))).into_response())
        }
    }
}

async fn writable(services: &Services, staff: &Staff, item: Uuid) -> Result<NewsItem, Trouble> {
    let found = services.newsroom.item(staff, item).await.map_err(trouble)?;
    if !found.may_write {
        return Err(Trouble::Denied);
    }
    if !found.offers.contains(&Offer::Write) {
        let why = "这份稿件现在不能改：审核中的先撤回，已发布的先开始更正。";
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

fn new_page(services: &Services, staff: &Staff, kind: Kind, sheet: Sheet, typed: &Typed) -> EditPage {
    let form_id = match typed.raw("form_id") {
        "" => new_id(&*services.random, services.now()).to_string(),
        kept => kept.to_owned(),
    };
    let mut inputs = inputs(services, kind, &sheet);
    if staff.items_narrowed_to_unit().is_none() {
        let units = services.site.unit.iter().filter(|unit| staff.may_item(ItemAction::Write, &unit.key).is_ok());
        let units = units.map(|unit| Choice::new(&unit.key, &unit.name)).collect();
        let chosen = if typed.raw("of_unit").is_empty() { staff.unit.clone() } else { typed.shown("of_unit") };
        inputs.push(Input::new("of_unit", "归哪个科室审核", Control::Select(units)).value(chosen));
    }
    inputs.push(slug_input(typed.shown("slug")).optional());
    EditPage {
        title: format!("写{}", kind.words()),
        action: format!("{HERE}/new/{}", kind.as_str()),
        back: Some(HERE.to_owned()),
        form_id,
        inputs,
        ..base(services, staff, kind, sheet, &first_published(services.now()))
    }
}

fn item_page(services: &Services, staff: &Staff, found: &NewsItem, sheet: Sheet, typed: &Typed) -> EditPage {
    let id = found.line.id;
    let mut inputs = inputs(services, found.line.kind, &sheet);
    let typed_slug = typed.shown("slug");
    let address = found.state.address_or(&found.line.slug).to_owned();
    let slug = slug_input(if typed_slug.is_empty() { address } else { typed_slug });
    inputs.push(if found.state.live.is_some() { slug.hint(MOVES) } else { slug });
    let kept = typed.raw("began_with");
    EditPage {
        title: format!("修改：{}", found.line.title),
        action: format!("{HERE}/{id}/edit"),
        back: Some(format!("{HERE}/{id}")),
        began_with: if kept.is_empty() { found.state.digest.clone().unwrap_or_default() } else { kept.to_owned() },
        revision: found.draft.as_ref().map_or(0, |draft| draft.revision),
        inputs,
        others: warn_of_others(found, staff, services.now()),
        places: places(format!("{HERE}/{id}/draft"), found.line.kind),
        ..base(services, staff, found.line.kind, sheet, &found.text)
    }
}

/// `before` is the text whose front matter is kept.
fn base(services: &Services, staff: &Staff, kind: Kind, sheet: Sheet, before: &str) -> EditPage {
    let first_line = body_line(&sheet.text(kind, before, &services.laws));
    EditPage {
        top: top(services, staff, HERE, Counts::default(), &Done::default()),
        body: sheet.body,
        preview: Body { first_line, ..Body::default() },
        blocks_hint: blocks_hint(kind),
        places: places(String::new(), kind),
        kind: kind.as_str(),
        ..EditPage::default()
    }
}

fn places(draft: String, kind: Kind) -> [String; 5] {
    let kind = kind.as_str();
    let (look, paste, named) = (format!("{HERE}/look/{kind}"), format!("{HERE}/paste"), format!("{HERE}/named/{kind}"));
    [draft, look, paste, PASTED.to_owned(), named]
}

fn slug_input(value: String) -> Input {
    Input::new("slug", "网址名", Control::Line).hint("小写英文字母、数字和 -；新稿不填就自动编").value(value)
}

fn inputs(services: &Services, kind: Kind, sheet: &Sheet) -> Vec<Input> {
    fields(kind).into_iter().map(|field| input(services, field, sheet.value(field.key))).collect()
}

fn input(services: &Services, field: Field, value: &str) -> Input {
    let control = match field.shape {
        Shape::Line | Shape::Words => Control::Line,
        Shape::Date => Control::Date,
        Shape::Citations | Shape::Sources => Control::Area(2_000),
        Shape::Column => {
            let columns = services.library.columns();
            // A text that names its column by another topic of it stays as it is.
            let topic =
                |column: &Column| column.topics.iter().find(|own| *own == value).or(column.topics.first()).cloned();
            let filled = columns.all.iter().filter_map(|column| Some((topic(column)?, column.name.clone())));
            Control::Select(first("请选择", filled.map(|(topic, name)| Choice::new(topic, name)).collect()))
        }
        Shape::Language => {
            let languages = services.library.languages();
            let named = |one: &Language| Choice::new(&one.tag, format!("{} {}", one.chinese, one.name));
            Control::Select(first(PLAIN_WORDS, languages.all.iter().map(named).collect()))
        }
        Shape::Category => {
            let all = services.laws.categories.iter();
            let all = all.map(|category| Choice::new(&category.code, format!("{} {}", category.code, category.label)));
            Control::Select(first("请选择", all.collect()))
        }
        Shape::Place => {
            let county = services.regions.within(&services.site.region).next();
            let places = county.into_iter().chain(services.regions.townships(&services.site.region));
            let places = places.map(|place| Choice::new(place.code.as_str(), &place.name));
            Control::Select(first("请选择", places.collect()))
        }
    };
    // A date that was typed wrong is shown as it was typed: a date field would show nothing.
    let control = match control {
        Control::Date if !value.is_empty() && value.parse::<jiff::civil::Date>().is_err() => Control::Line,
        other => other,
    };
    let input = Input::new(field.key, field.label, control).hint(field.hint).value(value);
    if field.optional { input.optional() } else { input }
}
