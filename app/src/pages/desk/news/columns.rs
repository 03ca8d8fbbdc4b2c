//! 栏目和导航: what residents find texts by, in its order, with what can be done about each.

use domain::columns::MENU_MOST;
use domain::ports::PictureUse;
use leptos::prelude::*;

use crate::frame::Frame;
use crate::pages::desk::Choice;
use crate::pages::desk::form::{Refused, options};
use crate::pages::desk::frame::{DeskPage, Top};
use crate::parts::Errors;

#[derive(Clone, Debug, Default)]
pub struct ColumnsPage {
    pub top: Top,
    pub columns: Vec<ColumnLine>,
    pub menu: Vec<EntryLine>,
    /// Forms change what was seen this often changed; nothing where the person may only look.
    pub seen: Option<u32>,
    pub not_now: Option<String>,
}

#[derive(Clone, Debug)]
pub struct ColumnLine {
    pub id: u32,
    pub name: String,
    /// Inside the site, for residents.
    pub path: String,
    pub hidden: bool,
    /// What residents find in it.
    pub texts: usize,
    pub small: String,
}

#[derive(Clone, Debug)]
pub struct EntryLine {
    pub label: String,
    /// Where it leads, in words.
    pub to: String,
    /// Residents do not see it now.
    pub gone: bool,
}

/// What stands in a column, and the ways to empty it.
#[derive(Clone)]
pub struct InColumnPage {
    pub top: Top,
    pub id: u32,
    pub name: String,
    pub texts: Vec<PictureUse>,
    /// The columns its texts may be moved to.
    pub others: Vec<Choice>,
    pub chosen: String,
    pub seen: Option<u32>,
    pub errors: Errors,
    pub not_now: Option<String>,
}

const HERE: &str = "desk/news/columns";

pub fn page(data: ColumnsPage) -> impl IntoView {
    let frame = Frame::current();
    let new_column = data.seen.map(|_| way("new", "新建栏目"));
    let new_entry = data.seen.filter(|_| data.menu.len() < MENU_MOST).map(|_| way("menu/new", "加一个"));
    let columns = data.columns.iter().map(|line| column(line, data.seen)).collect_view();
    let menu = data.menu.iter().enumerate().map(|(place, line)| entry(place, line, data.seen)).collect_view();
    view! {
        <DeskPage top=data.top.clone() title="栏目和导航" faulty=data.not_now.is_some()>
            <Refused title="没有改" why=data.not_now.clone()/>
            <h1>"栏目和导航"</h1>
            <p>"改了居民马上看到，每一次改动都记进审计记录。"{data.seen.is_none().then_some("您的岗位只能看，签发稿件的人可以改。")}</p>
            <h2>"栏目"</h2>
            <ul class="findings">{columns}</ul>
            {new_column}
            <h2>"导航"</h2>
            <p>{format!("首页上面的大按钮，最多 {MENU_MOST} 个。没有放进导航的页面，在它们下面排成一行一行的链接；安全用药、典型案例、通知提示在首页下方另有列表。")}</p>
            <ul class="findings">{menu}</ul>
            {new_entry}
            <p><a href=frame.href("desk/news")>"回到采编"</a></p>
        </DeskPage>
    }
}

fn way(path: &str, words: &'static str) -> impl IntoView + use<> {
    let href = Frame::current().href(&format!("{HERE}/{path}"));
    view! { <div class="actions"><a class="button quiet" href=href>{words}</a></div> }
}

fn column(line: &ColumnLine, seen: Option<u32>) -> impl IntoView + use<> {
    let frame = Frame::current();
    let (class, state) = match (line.hidden, line.texts) {
        (true, _) => ("tag amber", "隐藏".to_owned()),
        (false, 0) => ("tag amber", "空栏目".to_owned()),
        (false, texts) => ("tag", format!("{texts} 篇")),
    };
    let here = format!("{HERE}/{}", line.id);
    let (step, words) = if line.hidden { ("show", "显示") } else { ("hide", "隐藏") };
    let name = &line.name;
    let edit = seen.map(|_| view! { <a href=frame.href(&format!("{here}/edit"))>{format!("改“{name}”")}</a>" " });
    view! {
        <li>
            <b>{name.clone()}</b>" "<span class=class>{state}</span>" "
            <small>{line.path.clone()}{line.small.clone()}</small><br/>
            {edit}<a href=frame.href(&here)>{format!("“{name}”里有什么")}</a>
            {steps(&here, name, &[("up", "上移"), ("down", "下移"), (step, words)], seen)}
        </li>
    }
}

fn entry(place: usize, line: &EntryLine, seen: Option<u32>) -> impl IntoView + use<> {
    let frame = Frame::current();
    let here = format!("{HERE}/menu/{place}");
    let label = &line.label;
    let gone = line.gone.then(|| view! { " "<span class="tag amber">"居民现在看不到"</span> });
    let edit = seen.map(|_| view! { <br/><a href=frame.href(&here)>{format!("改“{label}”")}</a> });
    view! {
        <li>
            <b>{label.clone()}</b>"："{line.to.clone()}{gone}{edit}
            {steps(&here, label, &[("up", "上移"), ("down", "下移"), ("drop", "去掉")], seen)}
        </li>
    }
}

/// Buttons that each send one step; said with the name for those who hear them.
fn steps(here: &str, name: &str, all: &[(&'static str, &'static str)], seen: Option<u32>) -> impl IntoView + use<> {
    let frame = Frame::current();
    let button = |(step, words): &(&'static str, &'static str)| {
        let seen = seen?;
        let action = frame.href(&format!("{here}/{step}?seen={seen}"));
        let label = format!("{words}“{name}”");
        Some(view! { <button class="button quiet" formaction=action aria-label=label>{*words}</button> })
    };
    let buttons = all.iter().map(button).collect_view();
    seen.map(|_| view! { <form method="post"><div class="actions">{buttons}</div></form> })
}

pub fn in_column(data: InColumnPage) -> impl IntoView {
    let frame = Frame::current();
    let empty = data.texts.is_empty();
    let texts = data
        .texts
        .iter()
        .map(|text| {
            let link = frame.href(&format!("desk/news/{}", text.item));
            let live = if text.live { "，居民正在看" } else { "，没有发布" };
            view! { <li><a href=link>{text.title.clone()}</a>{live}</li> }
        })
        .collect_view();
    let faulty = data.not_now.is_some() || !data.errors.is_empty();
    view! {
        <DeskPage top=data.top.clone() title=format!("栏目里有什么：{}", data.name) faulty>
            <Refused title="没有改" why=data.not_now.clone()/>
            <h1>{format!("栏目“{}”里有什么", data.name)}</h1>
            {if empty {
                view! { <p>"这个栏目里什么也没有，草稿也没有。"</p> }.into_any()
            } else {
                view! { <p>{format!("{} 篇：", data.texts.len())}</p><ul>{texts}</ul> }.into_any()
            }}
            {moving(&data)}
            {empty.then(|| deleting(&data))}
            <p><a href=frame.href(HERE)>"回到栏目和导航"</a></p>
        </DeskPage>
    }
}

fn moving(data: &InColumnPage) -> Option<impl IntoView + use<>> {
    let action = Frame::current().href(&format!("{HERE}/{}/move?seen={}", data.id, data.seen?));
    let error = data.errors.at("to");
    let invalid = error.is_some().then_some("true");
    let describedby = error.is_some().then_some("to-error");
    let class = if error.is_some() { "field bad" } else { "field" };
    let choices = data.others.clone();
    let chosen = data.chosen.clone();
    (!data.texts.is_empty() && !choices.is_empty()).then(|| {
        view! {
            <section class="panel" aria-labelledby="moving">
                <h2 id="moving">"移到别的栏目"</h2>
                <p>"全部移走，以后这一类文章也归到那边。文章本身一个字也不动，网址不变。"</p>
                <form method="post" action=action>
                    <div class=class>
                        <label for="to">"移到"</label>
                        {error.map(|message| view! { <p class="error" id="to-error">{message}</p> })}
                        <select id="to" name="to" aria-invalid=invalid aria-describedby=describedby>{options(choices, &chosen)}</select>
                    </div>
                    <div class="actions"><button class="button quiet">"移过去"</button></div>
                </form>
            </section>
        }
    })
}

fn deleting(data: &InColumnPage) -> Option<impl IntoView + use<>> {
    let action = Frame::current().href(&format!("{HERE}/{}/delete?seen={}", data.id, data.seen?));
    Some(
        view! { <form class="away" method="post" action=action><button class="button quiet">"删除这个栏目"</button></form> },
    )
}
