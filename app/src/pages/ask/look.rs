use std::sync::Arc;

use domain::asking::{Typed, field};
use domain::law::Laws;
use domain::question::AskedText;
use leptos::prelude::*;

use super::start::Emergency;
use crate::frame::Frame;
use crate::parts::{
    Choice, Crumbs, Entry, EntryList, ErrorSummary, Errors, Head, Paragraphs, Shell, TextArea, TextField,
};

/// Name of the field that makes a double tap one question.
pub const FORM_KEY: &str = "form_key";

/// The second screen: what may answer the question already, and the way to ask all the same.
#[derive(Clone)]
pub struct LookPage {
    pub laws: Arc<Laws>,
    pub typed: Typed,
    /// Somebody may need help at once: it was ticked, or the words sound like it.
    pub urgent: bool,
    pub form_key: String,
    pub articles: Vec<Entry>,
    pub errors: Errors,
    pub note: Option<Note>,
}

/// Why the question was not taken, where no field is at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// The database is away for a moment.
    Unavailable,
    /// The same form was sent before with other words.
    SentBefore,
}

impl Note {
    fn words(self) -> &'static str {
        match self {
            Self::Unavailable => "系统这会儿没有收下，您写的都还在。请过一会儿再点一次“还是要问”。",
            Self::SentBefore => "这张表先前交过，内容不一样。要再问一次，请看一遍，再点“还是要问”。",
        }
    }
}

pub fn page(data: LookPage) -> impl IntoView {
    let frame = Frame::current();
    let head = Head { title: data.errors.title("先看看这几篇"), noindex: true, ..Head::default() };
    let Typed { question, contact, unwell, publish } = data.typed;
    let laws = data.laws.clone();
    let note = data.note.map(|note| view! { <div class="warn" role="alert"><p>{note.words()}</p></div> });
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <Crumbs above=vec![("ask".to_owned(), "用药问一问".to_owned())]/>
                <ErrorSummary errors=data.errors.clone()/>
                {note}
                {data.urgent.then(|| view! { <Emergency laws=laws/> })}
                {matching(data.articles)}
                <form method="post" action=frame.href("ask") autocomplete="off" novalidate>
                    <input type="hidden" name=FORM_KEY value=data.form_key/>
                    {unwell.then(|| view! { <input type="hidden" name=field::UNWELL value="yes"/> })}
                    <h2>"还是要问"</h2>
                    <TextArea
                        name=field::QUESTION label="您的问题" max=AskedText::MAX rows=5
                        value=question error=data.errors.at(field::QUESTION)
                    />
                    <TextField
                        name=field::CONTACT label="电话" kind="tel" inputmode="tel" autocomplete="tel" optional=true
                        hint="要向您问清楚时才打。不写也能用查询码看答复。写了，加密存放，到期删掉。"
                        value=contact error=data.errors.at(field::CONTACT)
                    />
                    <Choice
                        kind="checkbox" name=field::PUBLISH value="yes" chosen=publish
                        words="同意公开问题和答复" small="去掉能认出您的内容以后，给别人参考。不打钩就不公开。"
                    />
                    <div class="hp" aria-hidden="true">
                        <label>"这一格请空着"<input type="text" name="left_empty" tabindex="-1" autocomplete="off"/></label>
                    </div>
                    <details class="more">
                        <summary>"谁会看到，存多久"</summary>
                        <Paragraphs text=frame.naming_the_bureau(data.laws.notice("ask.privacy"))/>
                        <p>{data.laws.question_retention.words()}</p>
                    </details>
                    <p class="hint">"答复只是用药知识，不能代替看病。本局不在网上看病、开药，也不断定药的真假。"</p>
                    <div class="actions"><button class="button">"还是要问"</button></div>
                </form>
            </main>
        </Shell>
    }
}

fn matching(articles: Vec<Entry>) -> AnyView {
    if articles.is_empty() {
        return view! { <h1>"再看一遍就交"</h1><p>"没有找到相近的文章。"</p> }.into_any();
    }
    view! { <h1>"先看看这几篇"</h1><p>"您问的，可能这里已经写了。"</p><EntryList entries=articles/> }.into_any()
}
