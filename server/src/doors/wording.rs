//! What the questions of forms say: read off the forms as they are drawn, so that a recording is bound to every
//! word that stands there, wherever in the program or the content the word was written.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use app::pages::{officer, reaction, report};
use app::parts::Errors;
use app::{Assets, Frame, Mode};
use async_trait::async_trait;
use axum::body::Bytes;
use domain::field::{FormKind, Given};
use domain::law::Laws;
use domain::ports::{Internal, Wording, Wordings};
use domain::recording::SpokenForm;
use domain::region::Regions;
use domain::report::Wish;
use domain::site::Site;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use jiff::civil::Date;

use super::draw::draw;
use super::officer::empty_form;

/// The forms of this site with nothing filled in. Their words are those of the program and of the laws it was
/// started with, so each is drawn once.
pub struct DrawnForms {
    frame: Frame,
    laws: Arc<Laws>,
    known: RwLock<HashMap<SpokenForm, Arc<[Wording]>>>,
}

impl DrawnForms {
    #[must_use]
    pub fn new(site: &Arc<Site>, laws: &Arc<Laws>, assets: &Arc<Assets>) -> Self {
        let frame = Frame {
            site: site.clone(),
            assets: assets.clone(),
            demo: false,
            mode: Mode::Normal,
            here: String::new(),
            staff: None,
            preview: None,
        };
        Self { frame, laws: laws.clone(), known: RwLock::default() }
    }

    async fn drawn(&self, form: SpokenForm) -> Result<Bytes, Internal> {
        match form {
            SpokenForm::Report(wish) => self.report(wish).await,
            SpokenForm::Reaction => self.reaction().await,
            SpokenForm::Officer(form) => self.officer(form).await,
        }
    }

    /// Without places to choose from: they are no words of the question.
    async fn report(&self, wish: Wish) -> Result<Bytes, Internal> {
        let data = report::FormPage {
            laws: self.laws.clone(),
            regions: Arc::new(Regions::default()),
            today: Date::ZERO,
            wish,
            filled: report::Filled::default(),
            township: None,
            form_key: String::new(),
            warning: None,
            heard: Vec::new(),
            start: String::new(),
        };
        draw(self.frame.clone(), move || report::form(data.clone())).await
    }

    async fn reaction(&self) -> Result<Bytes, Internal> {
        let data = reaction::ReactionForm {
            laws: self.laws.clone(),
            towns: Vec::new(),
            given: Given::default(),
            errors: Errors::default(),
            form_key: String::new(),
            heard: Vec::new(),
            unsent: None,
        };
        draw(self.frame.clone(), move || reaction::form(data.clone())).await
    }

    async fn officer(&self, form: FormKind) -> Result<Bytes, Internal> {
        let data = empty_form(&self.laws, form, String::new());
        draw(self.frame.clone(), move || officer::form(data.clone())).await
    }
}

#[async_trait]
impl Wordings for DrawnForms {
    async fn of(&self, form: SpokenForm) -> Result<Arc<[Wording]>, Internal> {
        let known = || self.known.read().unwrap_or_else(PoisonError::into_inner).get(&form).cloned();
        if let Some(asked) = known() {
            return Ok(asked);
        }
        let page = self.drawn(form).await?;
        let asked: Arc<[Wording]> = asked(std::str::from_utf8(&page).map_err(Internal::new)?).into();
        self.known.write().unwrap_or_else(PoisonError::into_inner).insert(form, asked.clone());
        Ok(asked)
    }
}

/// The groups of a form that stand in no other group, each a question.
fn asked(page: &str) -> Vec<Wording> {
    let form = page.find("<form").and_then(|at| page.get(at..)).unwrap_or_default();
    let tokenizer = Tokenizer::new(Reader::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(form));
    // The reader never asks the tokenizer to stop for a script, so one call takes everything.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    std::mem::take(&mut tokenizer.sink.0.borrow_mut().questions)
}

#[derive(Default)]
struct Reader(RefCell<State>);

#[derive(Default)]
struct State {
    questions: Vec<Wording>,
    /// Open elements, and whether each begins something nobody reads aloud.
    open: Vec<(String, bool)>,
    /// Everything written in the question so far.
    words: String,
    heading: String,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => state.begin(&tag),
            Token::TagToken(tag) => state.end(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn text(&mut self, text: &str) {
        let (groups, silent) = (self.within("fieldset"), self.open.iter().any(|(_, silent)| *silent));
        if groups == 0 || silent {
            return;
        }
        if groups == 1 && self.within("h2") > 0 {
            self.heading.push_str(text);
        }
        self.words.push_str(text);
    }

    fn begin(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        self.separate(name);
        if !matches!(name, "input" | "br" | "img" | "hr") && !tag.self_closing {
            self.open.push((name.to_owned(), is_silent(tag)));
        }
    }

    fn end(&mut self, name: &str) {
        self.separate(name);
        let Some(at) = self.open.iter().rposition(|(open, _)| open == name) else { return };
        self.open.truncate(at);
        if name == "fieldset" && self.within("fieldset") == 0 {
            let lines = self.words.lines().map(str::trim).filter(|line| !line.is_empty());
            let words = lines.collect::<Vec<_>>().join("\n");
            self.questions.push(Wording { heading: std::mem::take(&mut self.heading), words });
            self.words.clear();
        }
    }

    /// What stands apart on the page is a line of its own.
    fn separate(&mut self, name: &str) {
        if !matches!(name, "b" | "a" | "i" | "em") {
            self.words.push('\n');
        }
    }

    fn within(&self, name: &str) -> usize {
        self.open.iter().filter(|(open, _)| open == name).count()
    }
}

/// What is not on the page before somebody opens a list or makes a mistake, what nobody sees, and the buttons.
fn is_silent(tag: &Tag) -> bool {
    let silent = matches!(&*tag.name, "select" | "textarea" | "button" | "svg" | "audio" | "datalist");
    let hidden = |name: &str, value: &str| match name {
        "hidden" => true,
        "aria-hidden" => value == "true",
        _ => false,
    };
    silent || tag.attrs.iter().any(|attribute| hidden(&attribute.name.local, &attribute.value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_all_that_can_be_read_in_its_group() {
        let page = "<p>before</p><form><p>intro</p>\
            <fieldset><legend><h2>甲？</h2></legend><p class=\"error\" hidden>请先回答</p>\
            <fieldset><legend>小 &amp; 题</legend><label><input><span>一<small>注</small></span></label></fieldset>\
            <select><option>村</option></select><p>字<a href>在</a>这里</p><button>走</button></fieldset>\
            <fieldset><legend><h2>乙</h2></legend><br></fieldset></form>";
        let found = asked(page);
        let expected = [("甲？", "甲？\n小 & 题\n一\n注\n字在这里"), ("乙", "乙")];
        let found: Vec<_> = found.iter().map(|one| (one.heading.as_str(), one.words.as_str())).collect();
        assert_eq!(found, expected);
    }
}
