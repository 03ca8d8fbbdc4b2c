//! 搜索首选: what comes first for words residents search for, with what can be done about each.

use leptos::prelude::*;

use crate::frame::Frame;
use crate::pages::desk::form::Refused;
use crate::pages::desk::frame::{DeskPage, Top};

#[derive(Clone, Debug, Default)]
pub struct BetsPage {
    pub top: Top,
    pub bets: Vec<BetLine>,
    /// What the content folder brings along and is not used.
    pub filed: Vec<FiledLine>,
    /// Nobody has changed anything yet.
    pub untouched: bool,
    /// Forms change what was seen this often changed; nothing where the person may only look.
    pub seen: Option<u32>,
    pub not_now: Option<String>,
}

#[derive(Clone, Debug)]
pub struct BetLine {
    pub words: Vec<String>,
    /// In their order.
    pub to: Vec<GoalLine>,
    /// It stands as the content folder brings it along.
    pub filed: bool,
}

#[derive(Clone, Debug)]
pub struct GoalLine {
    /// Inside the site.
    pub path: String,
    /// Title of what is there; nothing where residents cannot open it now.
    pub words: Option<String>,
}

#[derive(Clone, Debug)]
pub struct FiledLine {
    /// In the content folder's list.
    pub place: usize,
    pub bet: BetLine,
    /// None of its words is used by another.
    pub free: bool,
}

const HERE: &str = "desk/news/bets";

pub fn page(data: BetsPage) -> impl IntoView {
    let frame = Frame::current();
    let href = frame.href(&format!("{HERE}/new"));
    let new = data.seen.map(|_| view! { <div class="actions"><a class="button quiet" href=href>"新建首选"</a></div> });
    let bets = data.bets.iter().enumerate().map(|(place, line)| bet(place, line, data.seen)).collect_view();
    let whose = if data.untouched {
        "下面都是随内容带来的。在这里改过一次以后，就以这里为准。"
    } else {
        "以这里为准。没有改过的，标着“随内容带来”。"
    };
    let empty = data.bets.is_empty().then(|| view! { <p>"还没有首选，搜索按文章里的字排。"</p> });
    view! {
        <DeskPage top=data.top.clone() title="搜索首选" faulty=data.not_now.is_some()>
            <Refused title="没有改" why=data.not_now.clone()/>
            <h1>"搜索首选"</h1>
            <p>"居民搜这些词，写在下面的排在最前面。改了马上生效，每一次改动都记进审计记录。"{data.seen.is_none().then_some("您的岗位只能看，签发稿件的人可以改。")}</p>
            <p>{whose}"撤下的文章，搜索里自动不再出现。"</p>
            {new}
            {empty}
            <ul class="findings">{bets}</ul>
            {filed(&data)}
            <p><a href=frame.href("desk/news")>"回到采编"</a></p>
        </DeskPage>
    }
}

fn bet(place: usize, line: &BetLine, seen: Option<u32>) -> impl IntoView + use<> {
    let frame = Frame::current();
    let here = format!("{HERE}/{place}");
    let words = line.words.join("、");
    let name = line.words.first().cloned().unwrap_or_default();
    let idle = line.to.iter().all(|goal| goal.words.is_none());
    let changing = seen.map(|seen| {
        let action = frame.href(&format!("{here}/drop?seen={seen}"));
        view! {
            <a href=frame.href(&here)>{format!("改“{name}”")}</a>
            <form method="post" action=action>
                <div class="actions"><button class="button quiet" aria-label=format!("删除“{name}”")>"删除"</button></div>
            </form>
        }
    });
    view! {
        <li>
            <b>{words}</b>
            {line.filed.then(|| view! { " "<span class="tag">"随内容带来"</span> })}
            {idle.then(|| view! { " "<span class="tag amber">"现在不起作用"</span> })}
            {goals(line)}
            {changing}
        </li>
    }
}

fn goals(line: &BetLine) -> impl IntoView + use<> {
    let frame = Frame::current();
    let goal = |goal: &GoalLine| match goal.words.clone() {
        Some(words) => view! { <li><a href=frame.href(&goal.path)>{words}</a></li> }.into_any(),
        None => view! { <li>{goal.path.clone()}" "<span class="tag amber">"居民现在看不到"</span></li> }.into_any(),
    };
    let goals = line.to.iter().map(goal).collect_view();
    view! { <ol>{goals}</ol> }
}

fn filed(data: &BetsPage) -> Option<impl IntoView + use<>> {
    let frame = Frame::current();
    let line = |line: &FiledLine| {
        let name = line.bet.words.first().cloned().unwrap_or_default();
        let action =
            data.seen.filter(|_| line.free).map(|seen| frame.href(&format!("{HERE}/filed/{}?seen={seen}", line.place)));
        let taking = action.map(|action| {
            view! {
                <form method="post" action=action>
                    <div class="actions"><button class="button quiet" aria-label=format!("用上“{name}”")>"用上"</button></div>
                </form>
            }
        });
        let used = (!line.free).then_some("　里面的词，上面另有写法。");
        view! { <li><b>{line.bet.words.join("、")}</b>{used}{goals(&line.bet)}{taking}</li> }
    };
    let lines = data.filed.iter().map(line).collect_view();
    (!data.filed.is_empty()).then(|| {
        view! {
            <h2>"随内容带来，现在没有用"</h2>
            <ul class="findings">{lines}</ul>
        }
    })
}
