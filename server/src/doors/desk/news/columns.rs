//! 栏目和导航: the list, what is in a column, and the forms that change them. Every form says how often
//! things had been changed when it was drawn.

mod menu;

use app::pages::desk::Choice;
use app::pages::desk::ledger::{Control, FormPage, Input};
use app::pages::desk::news::{self, ColumnLine, ColumnsPage, EntryLine, InColumnPage};
use app::parts::Errors;
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::{get, post};
use domain::access::{ItemAction, Staff};
use domain::columns::{Change, Column, ColumnAsked, Columns, MenuEntry, Target, Towards};
use domain::newsroom::workflow::Kind;
use domain::ports::{ColumnsOnFile, DeskError};
use domain::report::FieldError;
use serde::Deserialize;

use crate::doors::desk::answer::{Refusal, asked, refusal, trouble};
use crate::doors::desk::form::Posted;
use crate::doors::desk::ledger::{Typed, answer_form, blank_form, first};
use crate::doors::desk::signed::Seat;
use crate::doors::desk::top::{Counts, Done, top};
use crate::doors::{At, Trouble, Visit, respond};
use crate::services::Services;

const HERE: &str = "desk/news/columns";
const DONE: &str = "desk/news/columns?done=columns";

/// The kinds a column may hold whole; articles go by what each names.
const KINDS: [Kind; 5] = [Kind::Disclosure, Kind::Alert, Kind::Notice, Kind::Campaign, Kind::Leaflet];

pub fn routes() -> Router<Services> {
    Router::new()
        .route("/desk/news/columns", get(show))
        .route("/desk/news/columns/new", get(blank).post(add))
        .route("/desk/news/columns/{id}", get(show_one))
        .route("/desk/news/columns/{id}/edit", get(edit).post(change))
        .route("/desk/news/columns/{id}/{step}", post(step))
        .merge(menu::routes())
}

/// How often things had been changed when the form was drawn.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Seen {
    seen: String,
}

impl Seen {
    /// An address without it saw nothing that is there now.
    pub(super) fn number(&self) -> u32 {
        self.seen.parse().unwrap_or(u32::MAX)
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Moved {
    to: String,
}

async fn show(Seat { services, visit, staff }: Seat, Query(done): Query<Done>) -> Result<Response, Trouble> {
    draw(&services, visit, &staff, Refusal::default(), &done).await
}

async fn show_one(Seat { services, visit, staff }: Seat, At(id): At<u32>) -> Result<Response, Trouble> {
    draw_one(&services, visit, &staff, id, String::new(), Refusal::default()).await
}

async fn step(
    Seat { services, visit, staff }: Seat,
    At((id, step)): At<(u32, String)>,
    Query(seen): Query<Seen>,
    Posted(moved): Posted<Moved>,
) -> Result<Response, Trouble> {
    let (change, in_list) = match step.as_str() {
        "up" => (Change::Shift(id, Towards::Front), true),
        "down" => (Change::Shift(id, Towards::Back), true),
        "show" => (Change::Show(id), true),
        "hide" => (Change::Hide(id), true),
        "move" => (Change::MoveTexts { from: id, to: moved.to.parse().unwrap_or_default() }, false),
        "delete" => (Change::Delete(id), false),
        _ => return Err(Trouble::NotFound),
    };
    match services.columns.change(&staff, seen.number(), change, services.now()).await {
        Ok(()) => Ok(respond::see_other(&visit.frame, DONE)),
        Err(error) if in_list => draw(&services, visit, &staff, refusal(error)?, &Done::default()).await,
        Err(error) => draw_one(&services, visit, &staff, id, moved.to, refusal(error)?).await,
    }
}

async fn draw(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    refused: Refusal,
    done: &Done,
) -> Result<Response, Trouble> {
    let found = services.columns.columns(staff).await.map_err(trouble)?;
    let status = refused.status();
    let page = ColumnsPage {
        top: top(services, staff, super::HERE, Counts::default(), done),
        columns: found.columns.all.iter().map(|column| column_line(services, column)).collect(),
        menu: found.columns.menu.iter().map(|entry| entry_line(services, &found.columns, entry)).collect(),
        seen: may(staff).is_ok().then_some(found.number),
        not_now: refused.not_now,
    };
    respond::personal_page(visit.frame, status, move || news::columns(page.clone())).await
}

fn column_line(services: &Services, column: &Column) -> ColumnLine {
    let kinds: Vec<&str> = column.kinds.iter().map(|kind| kind.words()).collect();
    let kinds = if kinds.is_empty() { String::new() } else { format!("　收{}", kinds.join("、")) };
    let days = column.days.map(|days| format!("　{days} 天没有新的要提醒")).unwrap_or_default();
    ColumnLine {
        id: column.id,
        name: column.name.clone(),
        path: column.path(),
        hidden: column.hidden,
        texts: services.library.in_column(column, 1, 1).total,
        small: kinds + &days,
    }
}

fn entry_line(services: &Services, columns: &Columns, entry: &MenuEntry) -> EntryLine {
    let library = services.library.as_ref();
    let to = match &entry.to {
        Target::Page(page) => page.words().to_owned(),
        Target::Column(id) => format!("栏目“{}”", columns.column(*id).map_or("", |column| &column.name)),
        Target::Text { kind, slug } => {
            let title = library.text(*kind, slug).map(|text| text.title().to_owned());
            title.unwrap_or_else(|| format!("{}/{slug}", kind.as_str()))
        }
    };
    EntryLine { label: entry.label.clone(), to, gone: !crate::doors::read::is_in_menu(library, columns, entry) }
}

async fn draw_one(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    id: u32,
    chosen: String,
    refused: Refusal,
) -> Result<Response, Trouble> {
    let found = services.columns.columns(staff).await.map_err(trouble)?;
    let column = found.columns.column(id).ok_or(Trouble::NotFound)?;
    let others = found.columns.all.iter().filter(|other| other.id != id);
    let others = others.map(|other| Choice::new(other.id.to_string(), &other.name)).collect();
    let status = refused.status();
    let page = InColumnPage {
        top: top(services, staff, super::HERE, Counts::default(), &Done::default()),
        id,
        name: column.name.clone(),
        texts: services.columns.texts_in(staff, id).await.map_err(trouble)?,
        others: first("请选择", others),
        chosen,
        seen: may(staff).is_ok().then_some(found.number),
        errors: Errors::new(refused.faults),
        not_now: refused.not_now,
    };
    respond::personal_page(visit.frame, status, move || news::in_column(page.clone())).await
}

async fn blank(Seat { services, visit, staff }: Seat) -> Result<Response, Trouble> {
    column_form(&services, visit, &staff, None, &Typed::new(Vec::new()), Refusal::default()).await
}

async fn edit(Seat { services, visit, staff }: Seat, At(id): At<u32>) -> Result<Response, Trouble> {
    let found = open(&services, &staff).await?;
    let column = found.columns.column(id).ok_or(Trouble::NotFound)?.clone();
    let mut typed = vec![
        ("name", column.name),
        ("slug", column.slug),
        ("description", column.description),
        ("keywords", column.keywords.join("、")),
        ("days", column.days.map(|days| days.to_string()).unwrap_or_default()),
    ];
    typed.extend(column.kinds.iter().map(|kind| ("kinds", kind.as_str().to_owned())));
    column_form(&services, visit, &staff, Some(id), &typed_of(typed), Refusal::default()).await
}

async fn add(
    Seat { services, visit, staff }: Seat,
    Query(seen): Query<Seen>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    keep_column(&services, visit, &staff, None, &seen, Typed::new(pairs)).await
}

async fn change(
    Seat { services, visit, staff }: Seat,
    At(id): At<u32>,
    Query(seen): Query<Seen>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    keep_column(&services, visit, &staff, Some(id), &seen, Typed::new(pairs)).await
}

async fn keep_column(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    id: Option<u32>,
    seen: &Seen,
    mut typed: Typed,
) -> Result<Response, Trouble> {
    may(staff)?;
    let keep = |new: ColumnAsked| {
        let change = match id {
            Some(id) => Change::Edit(id, new),
            None => Change::Add(new),
        };
        services.columns.change(staff, seen.number(), change, services.now())
    };
    match asked(read_column(&mut typed), keep).await? {
        Ok(()) => Ok(respond::see_other(&visit.frame, DONE)),
        Err(refused) => column_form(services, visit, staff, id, &typed, refused).await,
    }
}

fn read_column(typed: &mut Typed) -> Result<ColumnAsked, Vec<FieldError>> {
    let days = match domain::text::clean(typed.raw("days")).as_str() {
        "" => None,
        days => days.parse().map(Some).unwrap_or_else(|_| {
            typed.fault("days", "天数写成数字，例如 14");
            None
        }),
    };
    let clean = |typed: &Typed, name| domain::text::clean(typed.raw(name));
    let new = ColumnAsked {
        name: clean(typed, "name"),
        slug: clean(typed, "slug"),
        description: clean(typed, "description"),
        keywords: typed.items("keywords", 200),
        kinds: typed.all("kinds").iter().filter_map(|kind| Kind::parse(kind)).collect(),
        days,
    };
    typed.done(Some(new))
}

async fn column_form(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    id: Option<u32>,
    typed: &Typed,
    refused: Refusal,
) -> Result<Response, Trouble> {
    let found = open(services, staff).await?;
    let seen = found.number;
    let (title, action, button) = match id {
        Some(id) => ("改栏目", format!("{HERE}/{id}/edit?seen={seen}"), "保存"),
        None => ("新建栏目", format!("{HERE}/new?seen={seen}"), "新建"),
    };
    let input = |name, label, control| Input::new(name, label, control).value(typed.shown(name));
    let kinds = KINDS.iter().map(|kind| Choice::new(kind.as_str(), kind_words(&found.columns, *kind, id))).collect();
    let page = FormPage {
        title: title.to_owned(),
        action,
        intro: vec!["写文章的时候，“栏目”里能选到它。整类收的内容，勾在下面。".to_owned()],
        inputs: vec![
            input("name", "名称", Control::Line).hint("例如：老人用药"),
            input("slug", "网址名", Control::Line)
                .hint("小写英文字母、数字和 -，例如 elderly；改了以后，旧网址会转到新的"),
            input("description", "说明", Control::Line).hint("一句话：这个栏目讲什么"),
            input("keywords", "关键词", Control::Line).hint("用顿号或空格隔开"),
            Input::new("kinds", "整类收", Control::Checks(kinds, typed.all("kinds"))).optional(),
            input("days", "多少天没有新的要提醒", Control::Line).optional().hint("不填的，按检查指标的天数"),
        ],
        button,
        ..blank_form(services, staff, super::HERE, typed, refused)
    };
    answer_form(visit, page).await
}

/// A kind, with the column it would be taken from.
fn kind_words(columns: &Columns, kind: Kind, own: Option<u32>) -> String {
    let other = columns.of_kind(kind).filter(|column| Some(column.id) != own);
    other.map_or(kind.words().to_owned(), |column| format!("{}（现在归“{}”）", kind.words(), column.name))
}

/// Columns and menu for a form that changes them.
async fn open(services: &Services, staff: &Staff) -> Result<ColumnsOnFile, Trouble> {
    may(staff)?;
    services.columns.columns(staff).await.map_err(trouble)
}

pub(super) fn may(staff: &Staff) -> Result<(), Trouble> {
    staff.may_item_ever(ItemAction::Sign).map_err(|denied| trouble(DeskError::Denied(denied)))
}

pub(super) fn typed_of(pairs: Vec<(&str, String)>) -> Typed {
    Typed::new(pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}
