//! 搜索首选: what comes first for words residents search for, and the forms that change it. Every form says
//! how often things had been changed when it was drawn.

use app::pages::desk::ledger::{Control, FormPage, Input};
use app::pages::desk::news::{self, BetLine, BetsPage, FiledLine, GoalLine};
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::{get, post};
use domain::access::Staff;
use domain::bets::{Bet, Bets, Change, GOALS_MOST, Goal, WORD_MOST, WORDS_MOST};
use domain::columns::BuiltIn;
use domain::ports::{BetsOnFile, Library};
use domain::report::FieldError;

use super::columns::{Seen, may, typed_of};
use crate::doors::desk::answer::{Refusal, asked, refusal, trouble};
use crate::doors::desk::form::Posted;
use crate::doors::desk::ledger::{Typed, answer_form, blank_form};
use crate::doors::desk::signed::Seat;
use crate::doors::desk::top::{Counts, Done, top};
use crate::doors::{At, Trouble, Visit, respond};
use crate::services::Services;

const HERE: &str = "desk/news/bets";
const DONE: &str = "desk/news/bets?done=bets";

/// Room for as many words as there may be, each with what parts it from the next.
const WORDS_ROOM: usize = WORDS_MOST * (WORD_MOST + 1);
/// Room for whole addresses, as a browser shows them.
const GOALS_ROOM: usize = GOALS_MOST * 200;

pub fn routes() -> Router<Services> {
    Router::new()
        .route("/desk/news/bets", get(show))
        .route("/desk/news/bets/new", get(blank).post(add))
        .route("/desk/news/bets/{place}", get(edit).post(change))
        .route("/desk/news/bets/{place}/drop", post(drop_one))
        .route("/desk/news/bets/filed/{place}", post(take_filed))
}

async fn show(Seat { services, visit, staff }: Seat, Query(done): Query<Done>) -> Result<Response, Trouble> {
    draw(&services, visit, &staff, Refusal::default(), &done).await
}

async fn drop_one(
    Seat { services, visit, staff }: Seat,
    At(place): At<usize>,
    Query(seen): Query<Seen>,
) -> Result<Response, Trouble> {
    step(&services, visit, &staff, &seen, Change::Drop(place)).await
}

/// What the content folder brings along and the desk does not use is used again.
async fn take_filed(
    Seat { services, visit, staff }: Seat,
    At(place): At<usize>,
    Query(seen): Query<Seen>,
) -> Result<Response, Trouble> {
    let found = open(&services, &staff).await?;
    let bet = found.filed.all.get(place).ok_or(Trouble::NotFound)?.clone();
    step(&services, visit, &staff, &seen, Change::Add(bet)).await
}

async fn step(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    seen: &Seen,
    change: Change,
) -> Result<Response, Trouble> {
    match services.bets.change(staff, seen.number(), change, services.now()).await {
        Ok(()) => Ok(respond::see_other(&visit.frame, DONE)),
        Err(error) => draw(services, visit, staff, refusal(error)?, &Done::default()).await,
    }
}

async fn draw(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    refused: Refusal,
    done: &Done,
) -> Result<Response, Trouble> {
    let BetsOnFile { number, bets, filed } = services.bets.bets(staff).await.map_err(trouble)?;
    let library = services.library.as_ref();
    let status = refused.status();
    let said = refused.faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join("；");
    let line = |bet: &Bet| bet_line(library, bet, filed.all.contains(bet));
    let page = BetsPage {
        top: top(services, staff, super::HERE, Counts::default(), done),
        bets: bets.all.iter().map(line).collect(),
        filed: left(library, &bets, &filed),
        untouched: number == 0,
        seen: may(staff).is_ok().then_some(number),
        not_now: refused.not_now.or(Some(said).filter(|said| !said.is_empty())),
    };
    respond::personal_page(visit.frame, status, move || news::bets(page.clone())).await
}

fn bet_line(library: &dyn Library, bet: &Bet, filed: bool) -> BetLine {
    let to = bet.to.iter().map(|goal| goal_line(library, goal)).collect();
    BetLine { words: bet.words.clone(), to, filed }
}

fn goal_line(library: &dyn Library, goal: &Goal) -> GoalLine {
    let words = match goal {
        Goal::Page(page) => Some(page.words().to_owned()),
        Goal::Text { kind, slug } => library.text_at(*kind, slug).map(|text| text.title().to_owned()),
    };
    GoalLine { path: goal.path(), words }
}

/// What the content folder brings along and is not used as it stands, with its place there.
fn left(library: &dyn Library, bets: &Bets, filed: &Bets) -> Vec<FiledLine> {
    let unused = filed.all.iter().enumerate().filter(|(_, bet)| !bets.all.contains(bet));
    let line = |(place, bet): (usize, &Bet)| FiledLine {
        place,
        bet: bet_line(library, bet, true),
        free: !bet.words.iter().any(|word| bets.all.iter().any(|other| other.answers(word))),
    };
    unused.map(line).collect()
}

async fn blank(Seat { services, visit, staff }: Seat) -> Result<Response, Trouble> {
    form(&services, visit, &staff, None, &Typed::new(Vec::new()), Refusal::default()).await
}

async fn edit(Seat { services, visit, staff }: Seat, At(place): At<usize>) -> Result<Response, Trouble> {
    let found = open(&services, &staff).await?;
    let bet = found.bets.all.get(place).ok_or(Trouble::NotFound)?;
    let to: Vec<String> = bet.to.iter().map(Goal::path).collect();
    let typed = typed_of(vec![("words", bet.words.join("、")), ("to", to.join("\n"))]);
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
    let keep = |bet: Bet| {
        let change = match place {
            Some(place) => Change::Edit(place, bet),
            None => Change::Add(bet),
        };
        services.bets.change(staff, seen.number(), change, services.now())
    };
    match asked(read(&mut typed), keep).await? {
        Ok(()) => Ok(respond::see_other(&visit.frame, DONE)),
        Err(refused) => form(services, visit, staff, place, &typed, refused).await,
    }
}

fn read(typed: &mut Typed) -> Result<Bet, Vec<FieldError>> {
    let words = typed.items("words", WORDS_ROOM);
    let mut to = Vec::new();
    for address in typed.items("to", GOALS_ROOM) {
        match Goal::at(&address) {
            Ok(goal) => to.push(goal),
            Err(none) => typed.fault("to", none.to_string()),
        }
    }
    typed.done(Some(Bet { words, to }))
}

async fn form(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    place: Option<usize>,
    typed: &Typed,
    refused: Refusal,
) -> Result<Response, Trouble> {
    let seen = open(services, staff).await?.number;
    let (title, action, button) = match place {
        Some(place) => ("改首选", format!("{HERE}/{place}?seen={seen}"), "保存"),
        None => ("新建首选", format!("{HERE}/new?seen={seen}"), "新建"),
    };
    let pages: Vec<String> = BuiltIn::ALL.iter().map(|page| format!("{} {}", page.path(), page.words())).collect();
    let input = |name, label, room| Input::new(name, label, Control::Area(room)).value(typed.shown(name));
    let page = FormPage {
        title: title.to_owned(),
        action,
        intro: vec![
            "居民搜的和这里写的一样，才排到最前面；空格和大小写不管。".to_owned(),
            format!("本站的页面可以写：{}。", pages.join("；")),
        ],
        inputs: vec![
            input("words", "居民会搜的词", WORDS_ROOM).hint("用顿号、空格隔开，或者一行一个，例如：过期药、旧药怎么办"),
            input("to", "排在最前面的", GOALS_ROOM)
                .hint("一行一个网址，先写的排在前面，最多 5 个，例如 article/expired-medicine"),
        ],
        button,
        ..blank_form(services, staff, super::HERE, typed, refused)
    };
    answer_form(visit, page).await
}

/// What there is, for a form that changes it.
async fn open(services: &Services, staff: &Staff) -> Result<BetsOnFile, Trouble> {
    may(staff)?;
    services.bets.bets(staff).await.map_err(trouble)
}
