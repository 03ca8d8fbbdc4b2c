use domain::quiz::{DRAWN, FEW};
use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Crumbs, ErrorSummary, Errors, FieldFrame, Head, Shell, described_by};

/// Name of the field that holds the township.
pub const TOWN: &str = "town";

/// Where the contest begins: the choice of the township, and how many took part.
#[derive(Clone)]
pub struct ContestPage {
    pub year: i16,
    /// There are questions enough for a paper.
    pub open: bool,
    pub counties: Vec<County>,
    pub chosen: String,
    pub papers: Vec<Papers>,
    pub errors: Errors,
}

/// The townships of a county.
#[derive(Clone)]
pub struct County {
    pub name: String,
    pub towns: Vec<Town>,
}

#[derive(Clone)]
pub struct Town {
    pub code: String,
    pub name: String,
}

/// How many papers a township handed in.
#[derive(Clone)]
pub struct Papers {
    pub town: String,
    pub count: u64,
}

pub fn page(data: ContestPage) -> impl IntoView {
    let title = "药品安全知识竞赛";
    let head = Head {
        title: data.errors.title(title),
        description: format!("选好乡镇，做 {DRAWN} 道用药安全题。不用登录，只记各乡镇做了多少份。"),
        ..Head::default()
    };
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <Crumbs above=Vec::new()/>
                <h1>{title}</h1>
                <ErrorSummary errors=data.errors.clone()/>
                {if data.open { choose(&data).into_any() } else { closed().into_any() }}
                {taken_part(data.year, data.papers)}
            </main>
        </Shell>
    }
}

fn choose(data: &ContestPage) -> impl IntoView + use<> {
    let error = data.errors.at(TOWN);
    let hint = "住在哪里，就为哪里答题。";
    let describedby = described_by(TOWN, hint, error.as_ref());
    let invalid = error.is_some().then_some("true");
    let options = options(&data.counties, &data.chosen);
    view! {
        <p>{format!("一共 {DRAWN} 道题，题目都出自本站的文章，做完就看得到答案。不用登录，不用写姓名。")}</p>
        <form method="get" action=Frame::current().href("contest") novalidate>
            <FieldFrame name=TOWN label="您在哪个乡镇、街道？" hint error>
                <select id=TOWN name=TOWN aria-describedby=describedby aria-invalid=invalid>
                    <option value="">"请选择"</option>
                    {options}
                </select>
            </FieldFrame>
            <div class="actions"><button class="button">"开始答题"</button></div>
        </form>
    }
}

fn options(counties: &[County], chosen: &str) -> AnyView {
    let towns = |county: &County| {
        let option = |town: &Town| {
            let selected = town.code == chosen;
            view! { <option value=town.code.clone() selected=selected>{town.name.clone()}</option> }
        };
        county.towns.iter().map(option).collect_view()
    };
    match counties {
        [only] => towns(only).into_any(),
        several => several
            .iter()
            .map(|county| view! { <optgroup label=county.name.clone()>{towns(county)}</optgroup> })
            .collect_view()
            .into_any(),
    }
}

fn closed() -> impl IntoView {
    let read = Frame::current().href("read");
    view! { <div class="empty"><p>"题库里的题还不够，竞赛还没有开始。"</p><a class="button quiet" href=read>"先看看文章"</a></div> }
}

fn taken_part(year: i16, papers: Vec<Papers>) -> impl IntoView {
    let body = if papers.is_empty() {
        view! { <p>"今年还没有人交卷。"</p> }.into_any()
    } else {
        let lines = papers.into_iter().map(|one| {
            view! { <div><dt>{one.town}</dt><dd>{counted(one.count)}</dd></div> }
        });
        view! { <dl class="facts">{lines.collect_view()}</dl> }.into_any()
    };
    view! {
        <section>
            <h2>{format!("{year} 年各乡镇交卷")}</h2>
            {body}
            <p class="hint">{format!("只数份数，不记是谁、答了什么。不到 {FEW} 份的不写具体数。一个人可以做多份，份数不等于人数。")}</p>
        </section>
    }
}

fn counted(count: u64) -> String {
    if count < FEW { format!("不到 {FEW} 份") } else { format!("{count} 份") }
}
