//! The entries of the menu on the home page.

use app::pages::desk::Choice;
use app::pages::desk::ledger::{Control, FormPage, Input};
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::{get, post};
use domain::access::Staff;
use domain::bets::Goal;
use domain::columns::{BuiltIn, Change, MenuEntry, Target, Towards};
use domain::report::FieldError;

use super::{DONE, HERE, Seen, draw, may, open, typed_of};
use crate::doors::desk::answer::{Refusal, asked, refusal};
use crate::doors::desk::form::Posted;
use crate::doors::desk::ledger::{Typed, answer_form, blank_form, first};
use crate::doors::desk::news;
use crate::doors::desk::signed::Seat;
use crate::doors::desk::top::Done;
use crate::doors::{At, Trouble, Visit, respond};
use crate::services::Services;

/// What stands for a text where pages and columns are chosen from.
const TEXT: &str = "text";

pub(super) fn routes() -> Router<Services> {
    Router::new()
        .route("/desk/news/columns/menu/new", get(blank).post(add))
        .route("/desk/news/columns/menu/{place}", get(edit).post(change))
        .route("/desk/news/columns/menu/{place}/{step}", post(step))
}

async fn step(
    Seat { services, visit, staff }: Seat,
    At((place, step)): At<(usize, String)>,
    Query(seen): Query<Seen>,
) -> Result<Response, Trouble> {
    let change = match step.as_str() {
        "up" => Change::ShiftEntry(place, Towards::Front),
        "down" => Change::ShiftEntry(place, Towards::Back),
        "drop" => Change::DropEntry(place),
        _ => return Err(Trouble::NotFound),
    };
    match services.columns.change(&staff, seen.number(), change, services.now()).await {
        Ok(()) => Ok(respond::see_other(&visit.frame, DONE)),
        Err(error) => draw(&services, visit, &staff, refusal(error)?, &Done::default()).await,
    }
}

async fn blank(Seat { services, visit, staff }: Seat) -> Result<Response, Trouble> {
    form(&services, visit, &staff, None, &Typed::new(Vec::new()), Refusal::default()).await
}

async fn edit(Seat { services, visit, staff }: Seat, At(place): At<usize>) -> Result<Response, Trouble> {
    let found = open(&services, &staff).await?;
    let entry = found.columns.menu.get(place).ok_or(Trouble::NotFound)?;
    let (to, text) = match &entry.to {
        Target::Page(page) => (format!("page:{}", page.path()), String::new()),
        Target::Column(id) => (format!("column:{id}"), String::new()),
        Target::Text { kind, slug } => (TEXT.to_owned(), format!("{}/{slug}", kind.as_str())),
    };
    let typed = typed_of(vec![("label", entry.label.clone()), ("to", to), ("text", text)]);
    form(&services, visit, &staff, Some(place), &typed, Refusal::default()).await
}

async fn add(
    Seat { services, visit, staff }: Seat,
    Query(seen): Query<Seen>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    keep(&services, visit, &staff, None, &seen, Typed::new(pairs)).await
}

async fn change(
    Seat { services, visit, staff }: Seat,
    At(place): At<usize>,
    Query(seen): Query<Seen>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    keep(&services, visit, &staff, Some(place), &seen, Typed::new(pairs)).await
}

async fn keep(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    place: Option<usize>,
    seen: &Seen,
    mut typed: Typed,
) -> Result<Response, Trouble> {
    may(staff)?;
    let keep = |new: MenuEntry| {
        let change = match place {
            Some(place) => Change::EditEntry(place, new),
            None => Change::AddEntry(new),
        };
        services.columns.change(staff, seen.number(), change, services.now())
    };
    match asked(read(&mut typed), keep).await? {
        Ok(()) => Ok(respond::see_other(&visit.frame, DONE)),
        Err(refused) => form(services, visit, staff, place, &typed, refused).await,
    }
}

fn read(typed: &mut Typed) -> Result<MenuEntry, Vec<FieldError>> {
    let label = domain::text::clean(typed.raw("label"));
    let to = match typed.raw("to").split_once(':') {
        Some(("page", page)) => BuiltIn::parse(page).map(Target::Page),
        Some(("column", id)) => id.parse().ok().map(Target::Column),
        _ if typed.raw("to") == TEXT => {
            let text = text_at(&domain::text::clean(typed.raw("text")));
            if text.is_none() {
                typed.fault("text", "把文章的网址粘在这里，例如 article/home-medicine-box");
            }
            return typed.done(text.map(|to| MenuEntry { label, to }));
        }
        _ => None,
    };
    if to.is_none() {
        typed.fault("to", "请选择通到哪里");
    }
    typed.done(to.map(|to| MenuEntry { label, to }))
}

fn text_at(address: &str) -> Option<Target> {
    match Goal::at(address) {
        Ok(Goal::Text { kind, slug }) => Some(Target::Text { kind, slug }),
        Ok(Goal::Page(_)) | Err(_) => None,
    }
}

async fn form(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    place: Option<usize>,
    typed: &Typed,
    refused: Refusal,
) -> Result<Response, Trouble> {
    let found = open(services, staff).await?;
    let seen = found.number;
    let (title, action, button) = match place {
        Some(place) => ("改导航", format!("{HERE}/menu/{place}?seen={seen}"), "保存"),
        None => ("加进导航", format!("{HERE}/menu/new?seen={seen}"), "加进去"),
    };
    let input = |name, label, control| Input::new(name, label, control).value(typed.shown(name));
    let columns = found.columns.all.iter();
    let columns = columns.map(|column| Choice::new(format!("column:{}", column.id), format!("栏目“{}”", column.name)));
    let pages = BuiltIn::ALL.into_iter().map(|page| Choice::new(format!("page:{}", page.path()), page.words()));
    let text = std::iter::once(Choice::new(TEXT, "一篇文章（网址填在下面）"));
    let page = FormPage {
        title: title.to_owned(),
        action,
        intro: vec!["空的、隐藏的栏目和撤下的文章，居民在首页上看不到。".to_owned()],
        inputs: vec![
            input("label", "按钮上的字", Control::Line).hint("最多 6 个字"),
            input("to", "通到哪里", Control::Select(first("请选择", columns.chain(pages).chain(text).collect()))),
            input("text", "文章的网址", Control::Line)
                .optional()
                .hint("选“一篇文章”的才填，例如 article/home-medicine-box"),
        ],
        button,
        ..blank_form(services, staff, news::HERE, typed, refused)
    };
    answer_form(visit, page).await
}
