use super::form::FormKind;
use super::given::Given;
use super::outlet::NOT_LISTED;
use super::question::Ask;
use crate::law::Laws;
use crate::region::{RegionCode, Regions};

/// A question and its answer in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub label: &'static str,
    pub answer: String,
}

/// The answers that were given, in the order of the form, as a person reads them. `outlet` is the name of
/// the one they choose.
#[must_use]
pub fn lines(form: FormKind, given: &Given, laws: &Laws, regions: &Regions, outlet: Option<&str>) -> Vec<Line> {
    let answered = form.questions().iter().filter_map(|question| {
        let in_words = |value| match question.ask {
            Ask::Outlet => outlet_in_words(value, outlet),
            ask => in_words(ask, value, laws, regions),
        };
        let said: Vec<String> = given.several(question.name).map(in_words).collect();
        (!said.is_empty()).then(|| Line { label: question.label, answer: said.join("；") })
    });
    answered.collect()
}

fn outlet_in_words(value: &str, name: Option<&str>) -> String {
    let words =
        if value == NOT_LISTED.key { NOT_LISTED.words } else { name.unwrap_or("名单里已经没有这一家") };
    words.to_owned()
}

fn in_words(ask: Ask, value: &str, laws: &Laws, regions: &Regions) -> String {
    let named = match ask {
        Ask::Tiles(options) | Ask::One(options) | Ask::Many(options) => {
            options.iter().find(|option| option.key == value).map(|option| option.words.to_owned())
        }
        Ask::Category => laws.category(value).map(|category| category.words.clone()),
        Ask::Requests => laws.requests.iter().find(|request| request.key == value).map(|request| request.text.clone()),
        Ask::Village => {
            RegionCode::parse(value).ok().and_then(|code| regions.get(&code)).map(|region| region.name.clone())
        }
        Ask::Consent(_) => (value == "yes").then(|| "已念，对方同意".to_owned()),
        Ask::Kilograms => Some(format!("{value} 公斤")),
        Ask::Text(_) | Ask::Long(_) | Ask::Number(_) | Ask::Day | Ask::Phone | Ask::Outlet => None,
    };
    named.unwrap_or_else(|| value.to_owned())
}
