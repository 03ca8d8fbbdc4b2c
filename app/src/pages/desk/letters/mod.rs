//! Letters about a matter: which there are, writing one, looking at it, printing it.

mod field;
pub mod form;
pub mod no_font;
pub mod preview;
pub mod print;
pub mod sheet;
pub mod view;

use domain::letter::Recipient;
use domain::matter::MatterKind;
use domain::ports::{IssuedLetter, LetterForm};
use domain::track::local_minute;
use leptos::prelude::*;

use super::frame::{DeskPage, Top};
use crate::frame::Frame;
use crate::parts::{ErrorSummary, Errors};

#[derive(Clone)]
pub struct LettersPage {
    pub top: Top,
    pub number: String,
    pub kind: MatterKind,
    pub forms: Vec<LetterForm>,
    pub issued: Vec<IssuedLetter>,
    pub errors: Errors,
    /// What was typed into a form that cannot be drawn any more: label and text.
    pub unsaved: Vec<(String, String)>,
}

pub fn page(data: LettersPage) -> impl IntoView {
    let faulty = !data.errors.is_empty();
    let back = Frame::current().href(&format!("desk/matter/{}", data.number));
    let forms = data.forms.iter().map(|form| item(form, &data)).collect_view();
    let none = data.forms.is_empty();
    view! {
        <DeskPage top=data.top.clone() title=format!("文书 {}", data.number) faulty>
            <ErrorSummary errors=data.errors.clone()/>
            <h1>{format!("文书：{} {}", data.kind.words(), data.number)}</h1>
            <p><a href=back>"回到事项"</a></p>
            {unsaved(&data.unsaved)}
            {issued(&data)}
            <section class="panel" aria-labelledby="letter">
                <h2 id="letter">"现在可以写的文书"</h2>
                {if none {
                    view! { <p>"没有。事项走到相应的一步，或者您的岗位可以写文书时，这里会列出来。"</p> }.into_any()
                } else {
                    view! { <ul class="letter-forms">{forms}</ul> }.into_any()
                }}
            </section>
        </DeskPage>
    }
}

fn item(form: &LetterForm, data: &LettersPage) -> impl IntoView + use<> {
    let frame = Frame::current();
    let several = form.to.len() > 1;
    let links = form.to.iter().map(|to| {
        let path = format!("desk/matter/{}/letters/new?form={}&to={}", data.number, form.key, to.as_str());
        let words = if several { format!("写{}的一份", to.words(data.kind)) } else { "写".to_owned() };
        let title = form.title.clone();
        view! { <a class="button quiet" href=frame.href(&path)>{words}<span class="spoken">{title}</span></a> }
    });
    view! {
        <li>
            <h3>{form.title.clone()}<small>{format!("式样{}", chinese(form.form))}</small></h3>
            <p class="hint">{form.help.clone()}</p>
            <div class="actions">{links.collect_view()}</div>
        </li>
    }
}

fn issued(data: &LettersPage) -> impl IntoView + use<> {
    let frame = Frame::current();
    let rows = data.issued.iter().map(|letter| {
        let link = frame.href(&format!("desk/matter/{}/letter/{}", letter.number, letter.id));
        let small = format!("{} · {} · {}", words_for(letter), local_minute(letter.issued_at), letter.author);
        let title = letter.letter.title.clone();
        view! { <li><a href=link>{letter.document_number.clone()}" "{title}<small>{small}</small></a></li> }
    });
    (!data.issued.is_empty()).then(|| {
        view! {
            <section class="panel" aria-labelledby="issued">
                <h2 id="issued">"已签发的文书"</h2>
                <p class="hint">"签发以后不能改。写错了，另写一份更正的。"</p>
                <ul class="list">{rows.collect_view()}</ul>
            </section>
        }
    })
}

fn unsaved(typed: &[(String, String)]) -> impl IntoView + use<> {
    let rows = typed.iter().cloned();
    let rows =
        rows.map(|(label, text)| view! { <div><dt>{label}</dt><dd class="story">{text}</dd></div> }).collect_view();
    (!typed.is_empty()).then(|| {
        view! {
            <section class="panel" aria-labelledby="unsaved">
                <h2 id="unsaved">"您刚才填写的内容"</h2>
                <p class="hint">"没有签发，也没有保存。需要的话先抄下来。"</p>
                <dl class="facts">{rows}</dl>
            </section>
        }
    })
}

/// Whose copy a letter is.
fn words_for(letter: &IssuedLetter) -> &'static str {
    Recipient::words(letter.to, letter.kind)
}

/// `1` to `10` as the official list counts.
fn chinese(form: u8) -> &'static str {
    const WORDS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    WORDS.get(usize::from(form).saturating_sub(1)).copied().unwrap_or("")
}
