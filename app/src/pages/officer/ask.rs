use std::sync::Arc;

use domain::field::{Ask, Given, LedgerOutlet, NOT_LISTED, Opt, Question};
use domain::law::{Category, Group, Laws};
use leptos::prelude::*;

use super::form::VillageOption;
use super::picture::Picture;
use crate::parts::{Choice, FieldFault, described_by, textarea_text};

/// Whether one tap answers the question.
pub fn is_one_tap(ask: Ask) -> bool {
    matches!(ask, Ask::Tiles(_) | Ask::One(_))
}

/// The control of a question. On a page of its own the question's words stand above it already.
#[component]
pub fn AskField(
    question: &'static Question,
    laws: Arc<Laws>,
    villages: Vec<VillageOption>,
    #[prop(optional)] outlets: Vec<LedgerOutlet>,
    given: Given,
    alone: bool,
    #[prop(optional_no_strip)] error: Option<String>,
) -> impl IntoView {
    let control = Control { question, given, alone, invalid: error.is_some() };
    let body = match question.ask {
        Ask::Tiles(options) => control.tiles(options),
        Ask::One(options) => control.choices(options, "radio"),
        Ask::Many(options) => control.choices(options, "checkbox"),
        Ask::Text(max) => control.line("text", "text", Some(max)),
        Ask::Phone => control.line("tel", "tel", None),
        Ask::Number(_) => control.line("text", "numeric", Some(6)),
        Ask::Kilograms => control.line("text", "decimal", Some(9)),
        Ask::Day => control.day(),
        Ask::Long(max) => control.lines(max),
        Ask::Village => control.village(&villages),
        Ask::Outlet => control.outlet(&villages, &outlets),
        Ask::Consent(words) => control.consent(words),
        Ask::Category => control.category(&laws),
        Ask::Requests => control.requests(&laws),
    };
    let label =
        (!alone).then(|| view! { <label for=question.name>{question.label}<small>"（可以不填）"</small></label> });
    let hint = (!alone && !question.hint.is_empty())
        .then(|| view! { <p class="hint" id=format!("{}-hint", question.name)>{question.hint}</p> });
    view! { {label}{hint}<FieldFault name=question.name error/>{body} }
}

struct Control {
    question: &'static Question,
    given: Given,
    alone: bool,
    invalid: bool,
}

impl Control {
    fn value(&self) -> String {
        self.given.one(self.question.name).to_owned()
    }

    fn is_chosen(&self, key: &str) -> bool {
        self.given.several(self.question.name).any(|value| value == key)
    }

    fn is_urgent(&self, key: &str) -> bool {
        self.question.ring.is_some_and(|ring| ring.answers.contains(&key))
    }

    /// The first of a group carries the question's name, so that the error summary can lead to it.
    fn id(&self, index: usize) -> Option<String> {
        (index == 0).then(|| self.question.name.to_owned())
    }

    /// On a page of its own the heading names the control.
    fn spoken(&self) -> Option<&'static str> {
        self.alone.then_some(self.question.label)
    }

    fn described(&self) -> Option<String> {
        let hint = if self.alone { "" } else { self.question.hint };
        described_by(self.question.name, hint, self.invalid.then(String::new).as_ref())
    }

    fn tiles(&self, options: &'static [Opt]) -> AnyView {
        let name = self.question.name;
        let tiles = options
            .iter()
            .enumerate()
            .map(|(index, option)| {
                view! {
                    <label class="tile">
                        <input type="radio" name=name value=option.key id=self.id(index) checked=self.is_chosen(option.key)/>
                        <span><Picture key=option.key/>{option.words}</span>
                    </label>
                }
            })
            .collect_view();
        view! { <div class="tiles pick">{tiles}</div> }.into_any()
    }

    fn choices(&self, options: &'static [Opt], kind: &'static str) -> AnyView {
        let name = self.question.name;
        options
            .iter()
            .enumerate()
            .map(|(index, option)| {
                view! { <Choice kind name value=option.key words=option.words chosen=self.is_chosen(option.key) id=self.id(index) urgent=self.is_urgent(option.key)/> }
            })
            .collect_view()
            .into_any()
    }

    fn line(&self, kind: &'static str, inputmode: &'static str, max: Option<usize>) -> AnyView {
        let name = self.question.name;
        view! {
            <input
                type=kind id=name name=name value=self.value() inputmode=inputmode autocomplete="off" maxlength=max.map(|max| max.to_string())
                aria-label=self.spoken() aria-describedby=self.described() aria-invalid=self.invalid.then_some("true")
            />
        }
        .into_any()
    }

    fn day(&self) -> AnyView {
        let name = self.question.name;
        view! {
            <input
                type="date" id=name name=name value=self.value() aria-label=self.spoken()
                aria-describedby=self.described() aria-invalid=self.invalid.then_some("true")
            />
        }
        .into_any()
    }

    fn lines(&self, max: usize) -> AnyView {
        let name = self.question.name;
        view! {
            <textarea
                id=name name=name rows="5" autocomplete="off" maxlength=max.to_string() aria-label=self.spoken()
                aria-describedby=self.described() aria-invalid=self.invalid.then_some("true") inner_html=textarea_text(&self.value())
            ></textarea>
        }
        .into_any()
    }

    fn village(&self, villages: &[VillageOption]) -> AnyView {
        let name = self.question.name;
        let options = villages
            .iter()
            .map(|village| view! { <option value=village.code.clone() selected=self.is_chosen(&village.code)>{village.name.clone()}</option> })
            .collect_view();
        view! { <select id=name name=name data-villages="" aria-label=self.spoken() aria-describedby=self.described()>{options}</select> }.into_any()
    }

    /// Village by village; the script fills in what the page for everybody cannot know.
    fn outlet(&self, villages: &[VillageOption], outlets: &[LedgerOutlet]) -> AnyView {
        let name = self.question.name;
        let option = |key: String, words: String| {
            let chosen = self.is_chosen(&key);
            view! { <option value=key selected=chosen>{words}</option> }
        };
        let groups = villages
            .iter()
            .filter_map(|village| {
                let own: Vec<_> = outlets.iter().filter(|outlet| outlet.village.as_str() == village.code).collect();
                let named = |outlet: &&LedgerOutlet| option(outlet.id.to_string(), outlet.name.clone());
                let options = own.iter().map(named).collect_view();
                (!own.is_empty()).then(|| view! { <optgroup label=village.name.clone()>{options}</optgroup> })
            })
            .collect_view();
        view! {
            <select
                id=name name=name data-outlets="" aria-label=self.spoken() aria-describedby=self.described()
                aria-invalid=self.invalid.then_some("true")
            >
                <option value="">"请选一家"</option>
                {groups}
                {option(NOT_LISTED.key.to_owned(), NOT_LISTED.words.to_owned())}
            </select>
        }
        .into_any()
    }

    fn consent(&self, words: &'static str) -> AnyView {
        view! {
            <blockquote class="aloud">{words}</blockquote>
            <Choice kind="checkbox" name=self.question.name value="yes" words="念过了，对方同意" chosen=self.is_chosen("yes") id=self.id(0)/>
        }
        .into_any()
    }

    fn category(&self, laws: &Laws) -> AnyView {
        let name = self.question.name;
        let option = |kind: &Category| {
            let (code, words) = (kind.code.clone(), kind.words.clone());
            view! { <option value=code.clone() selected=self.is_chosen(&code)>{words}</option> }
        };
        let groups = Group::ALL
            .into_iter()
            .map(|group| {
                let kinds = laws.categories.iter().filter(|kind| kind.group == group);
                view! { <optgroup label=group.name()>{kinds.map(option).collect_view()}</optgroup> }
            })
            .collect_view();
        view! {
            <select id=name name=name aria-label=self.spoken()>
                <option value="">"请选一类"</option>
                {groups}
            </select>
        }
        .into_any()
    }

    fn requests(&self, laws: &Laws) -> AnyView {
        let name = self.question.name;
        laws.requests
            .iter()
            .enumerate()
            .map(|(index, request)| {
                let (value, words) = (request.key.clone(), request.text.clone());
                view! { <Choice kind="checkbox" name value words chosen=self.is_chosen(&request.key) id=self.id(index)/> }
            })
            .collect_view()
            .into_any()
    }
}
