use domain::ports::HandedIn;
use domain::quiz::{Answered, score};
use leptos::prelude::*;

use super::certificate::NAME;
use super::contest::{TOWN, Town};
use super::paper::FORM_KEY;
use super::questions;
use crate::frame::Frame;
use crate::parts::{Crumbs, ErrorSummary, Errors, Head, Sheet, Shell, TextField};

/// A paper that was handed in.
#[derive(Clone)]
pub struct MarkedPage {
    pub town: Town,
    pub form_key: String,
    pub answered: Vec<Answered>,
    /// Nothing where only the certificate is asked for again.
    pub taken: Option<HandedIn>,
    /// What was typed for the certificate.
    pub name: String,
    pub errors: Errors,
}

pub fn page(data: MarkedPage) -> impl IntoView {
    let frame = Frame::current();
    let title = format!("{} 题答对 {} 题", data.answered.len(), score(&data.answered));
    let head = Head { title: data.errors.title(&title), sheet: Sheet::Form, noindex: true, ..Head::default() };
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <Crumbs above=vec![("contest".to_owned(), "知识竞赛".to_owned())]/>
                <h1>{title}</h1>
                {data.taken.map(|taken| counted(taken, &data.town))}
                <ErrorSummary errors=data.errors.clone()/>
                {certificate_form(&data)}
                <h2>"答案"</h2>
                {questions::answered(&data.answered, true)}
                <div class="actions">
                    <a class="button quiet" href=frame.href(&format!("contest?{TOWN}={}", data.town.code))>"再做一份"</a>
                    <a class="button quiet" href=frame.href("contest")>"看各乡镇交卷"</a>
                </div>
            </main>
        </Shell>
    }
}

fn counted(taken: HandedIn, town: &Town) -> AnyView {
    match taken {
        HandedIn::Counted => view! { <p>{format!("已为{}记上一份。", town.name)}</p> }.into_any(),
        HandedIn::Before => view! { <p>"这份卷子先前交过，不再重复计数。"</p> }.into_any(),
        HandedIn::NotOurs => {
            let anew = Frame::current().href(&format!("contest?{TOWN}={}", town.code));
            view! {
                <div class="warn" role="alert">
                    <p>"这份卷子没有计数：它不是在本站抽的，或者放得太久了。您的答案已经判好，在下面。要计数，请重新抽一份来答。"</p>
                    <p><a class="button" href=anew>"重新抽一份"</a></p>
                </div>
            }
            .into_any()
        }
    }
}

/// Carries the paper along: nothing of it is kept here.
fn certificate_form(data: &MarkedPage) -> impl IntoView + use<> {
    let answers = data
        .answered
        .iter()
        .map(|one| view! { <input type="hidden" name=one.asked.id.clone() value=one.chosen.to_string()/> })
        .collect_view();
    let action = Frame::current().href("contest/certificate");
    let error = data.errors.at(NAME);
    view! {
        <form method="post" action=action autocomplete="off" novalidate>
            <input type="hidden" name=FORM_KEY value=data.form_key.clone()/>
            <input type="hidden" name=TOWN value=data.town.code.clone()/>
            {answers}
            <TextField
                name=NAME label="想打印一张参赛证明？写上名字" value=data.name.clone() error
                hint="名字只印在证明上，我们不保存。"
            />
            <div class="actions"><button class="button">"做一张证明"</button></div>
        </form>
    }
}
