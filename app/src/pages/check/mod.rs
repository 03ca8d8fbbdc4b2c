//! What kind of number stands on a box: one field, an answer a number, and how to look it up.

mod answer;
mod notice;
mod places;

use std::sync::Arc;

use domain::printed_number::{Found, Kind, Numbers};
use domain::report::FieldError;
use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::later::Later;
use crate::parts::{
    ColumnMeta, Crumbs, ErrorSummary, Errors, FieldFrame, Head, Shell, described_by, percent, textarea_text,
};
use answer::Answer;
use notice::WatchNotices;
use places::{Examples, Places};

pub use notice::WatchNotice;

/// The name of the field, and of the page's only parameter.
pub const FIELD: &str = "q";

const LABEL: &str = "把号码写在这里";
const HINT: &str = "照着盒子写，空格、大小写都没关系。整段粘贴也行，批号可以一起写。";

#[derive(Clone)]
pub struct CheckPage {
    /// As typed, shown again.
    pub typed: String,
    pub error: Option<String>,
    pub found: Vec<Found>,
    pub notices: Vec<WatchNotice>,
    pub numbers: Arc<Numbers>,
    /// This year: a number of a later one is odd.
    pub year: i16,
}

pub fn page(data: CheckPage) -> impl IntoView {
    let faults = data.error.iter().map(|message| FieldError { field: FIELD.to_owned(), message: message.clone() });
    let errors = Errors::new(faults.collect());
    let description = "药盒、器械、化妆品上的号码是什么意思，到哪里核对，是不是召回的批次。".to_owned();
    let head = Head {
        title: errors.title("查一查号码"),
        description: description.clone(),
        column: Some(ColumnMeta {
            name: "查一查号码".to_owned(),
            description,
            keywords: "国药准字,批准文号,药品追溯码,械字号,消字号,妆字号".to_owned(),
        }),
        noindex: !data.typed.is_empty() || !errors.is_empty(),
        ..Head::default()
    };
    let asked = !data.found.is_empty();
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <Crumbs above=Vec::new()/>
                <h1>"查一查号码"</h1>
                <ErrorSummary errors=errors.clone()/>
                <Form typed=data.typed.clone() errors/>
                <Script year=data.year/>
                {if asked { results(data) } else { beginning(data.numbers) }}
            </main>
        </Shell>
    }
}

#[component]
fn Form(typed: String, errors: Errors) -> impl IntoView {
    let error = errors.at(FIELD);
    let describedby = described_by(FIELD, HINT, error.as_ref());
    let invalid = error.is_some().then_some("true");
    view! {
        <form method="get" action=Frame::current().href("check") class="check" novalidate>
            <FieldFrame name=FIELD label=LABEL hint=HINT error>
                <textarea
                    id=FIELD name=FIELD rows="2" inputmode="text" enterkeyhint="search" autocomplete="off"
                    autocapitalize="characters" spellcheck="false"
                    aria-describedby=describedby aria-invalid=invalid inner_html=textarea_text(&typed)
                ></textarea>
            </FieldFrame>
            <div class="actions">
                <button class="button">"查一查"</button>
                <label class="button quiet add" data-photo>"拍照识别条形码"</label>
            </div>
            <p class="hint" data-photo>"照片只在您的手机上看，不会传出去。"</p>
            <p role="status"></p>
        </form>
    }
}

/// Reads photos and says while somebody types what a number is; the module comes when it is first needed.
#[component]
fn Script(year: i16) -> impl IntoView {
    let frame = Frame::current();
    frame.assets.scan.as_ref().map(|files| {
        let (src, wasm, words) = (frame.href(&files.js), frame.href(&files.wasm), frame.href("check/words"));
        Later::Scan { src, wasm, words, year: year.to_string() }.tag()
    })
}

fn results(data: CheckPage) -> AnyView {
    let CheckPage { found, notices, numbers, .. } = data;
    let known = found.iter().any(|found| found.kind.is_public());
    let one = found.len() == 1;
    let report = report(&found, &notices);
    let answers = found
        .iter()
        .map(|found| view! { <Answer found=found.clone() numbers=numbers.clone() open=one/> })
        .collect_view();
    view! {
        <WatchNotices notices/>
        <h2>{heading(&found)}</h2>
        {known.then(|| view! { <div class="notice"><p>{numbers.words.shape_only.clone()}</p></div> })}
        {answers}
        {(!known).then(|| view! { <Look numbers=numbers.clone()/> })}
        <Next report/>
    }
    .into_any()
}

fn heading(found: &[Found]) -> String {
    let known = found.iter().filter(|found| found.kind != Kind::Unknown).count();
    match known {
        0 => "没有认出来".to_owned(),
        count => format!("认出 {count} 个号码"),
    }
}

/// What to look at where nothing was recognised.
#[component]
fn Look(numbers: Arc<Numbers>) -> impl IntoView {
    let lines = numbers.words.nothing_found.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
    view! { <h3>"再看一看盒子"</h3><ul>{lines}</ul><Places/> }
}

/// The report form with what was recognised filled in.
fn report(found: &[Found], notices: &[WatchNotice]) -> String {
    let numbers: Vec<String> = found
        .iter()
        .filter_map(|found| match found.kind {
            Kind::Batch => Some(format!("批号{}", found.normal)),
            Kind::TraceCode | Kind::Gs1 => Some(found.normal.clone()),
            kind => kind.names_a_product().then(|| found.normal.clone()),
        })
        .collect();
    let mut path = "report/new?wish=tip".to_owned();
    if !numbers.is_empty() {
        path.push_str(&format!("&number={}", percent(&numbers.join("，"))));
    }
    if let Some(notice) = notices.first() {
        path.push_str(&format!("&watched={}", percent(&notice.entry.key)));
    }
    path
}

#[component]
fn Next(report: String) -> impl IntoView {
    let frame = Frame::current();
    let lead = frame.site.hotline.iter().find(|line| line.lead).cloned();
    view! {
        <h2>"查不到，或者对不上"</h2>
        <p>"东西先别用，留好盒子和小票。可以举报，请人去查；号码会替您填进表里。"</p>
        <div class="actions">
            <a class="button" href=frame.href(&report) rel="nofollow">"举报这件东西"</a>
            {lead.map(|line| view! {
                <a class="button quiet" href=format!("tel:{}", line.number)>{format!("打电话 {}", line.number)}</a>
            })}
        </div>
        <p><a href=frame.href("check")>"再查一个"</a></p>
    }
}

fn beginning(numbers: Arc<Numbers>) -> AnyView {
    view! {
        <h2>"号码在哪里"</h2>
        <Places/>
        <div class="notice"><p>{numbers.words.shape_only.clone()}</p></div>
        <h2>"号码的样子"</h2>
        <p>"点一个看看。下面的号码都是举例编的。"</p>
        <Examples numbers/>
    }
    .into_any()
}
