//! What can be wrong with a template, found before a letter is written.

use std::collections::BTreeSet;

use super::facts::{InsideField, ReporterField, RespondentField};
use super::places::places;
use super::template::{Audience, Field, Kind, List, Template};
use crate::law::Laws;

/// Names the page's own fields go by.
const TAKEN: [&str; 6] = ["form", "to", "letter", "version", "step", "reason"];

/// Something wrong, and a word of the file by which its line is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFault {
    pub needle: String,
    pub what: String,
}

impl Template {
    #[must_use]
    pub fn faults(&self, laws: &Laws) -> Vec<TemplateFault> {
        let mut faults = Vec::new();
        self.head(&mut faults);
        self.citations(laws, &mut faults);
        for field in &self.field {
            self.typed_field(field, &mut faults);
        }
        for text in self.texts() {
            places(text).for_each(|place| self.place(place, &mut faults));
        }
        for block in &self.block {
            block.when.iter().for_each(|place| self.place(place, &mut faults));
            if block.text.is_empty() && block.rows.is_empty() && block.sign.is_empty() {
                faults.push(fault("[[block]]", "有一个 [[block]] 什么也没有"));
            }
        }
        faults.dedup();
        faults
    }

    fn head(&self, faults: &mut Vec<TemplateFault>) {
        for (key, value) in
            [("title", &self.title), ("help", &self.help), ("mark", &self.mark), ("source", &self.source)]
        {
            if value.trim().is_empty() {
                faults.push(fault(&format!("{key} ="), &format!("{key} 没有填写")));
            }
        }
        if self.kinds.is_empty() {
            faults.push(fault("kinds", "kinds 没有填写"));
        }
    }

    fn citations(&self, laws: &Laws, faults: &mut Vec<TemplateFault>) {
        for cited in &self.citation {
            let needle = format!("law = \"{}\"", cited.law);
            match laws.laws.get(&cited.law) {
                None => faults.push(fault(&needle, &format!("laws/laws.toml 里没有 {}", cited.law))),
                Some(law) if !law.in_force(self.version) => {
                    let what = format!("《{}》在 {} 没有施行或者已经失效", law.name, self.version);
                    faults.push(fault(&needle, &what));
                }
                Some(_) => {}
            }
            if !cited.article.starts_with('第') {
                faults.push(fault(&format!("key = \"{}\"", cited.key), &format!("引用 {} 没有写明第几条", cited.key)));
            }
        }
    }

    fn typed_field(&self, field: &Field, faults: &mut Vec<TemplateFault>) {
        let needle = format!("key = \"{}\"", field.key);
        let mut say = |what: String| faults.push(fault(&needle, &what));
        if field.key.is_empty() || !field.key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
            say(format!("字段名 {} 只用小写英文字母和 _", field.key));
        }
        if TAKEN.contains(&field.key.as_str()) || is_fact(&field.key) {
            say(format!("字段名 {} 已经有别的意思，请换一个", field.key));
        }
        if self.field.iter().filter(|other| other.key == field.key).count() > 1 {
            say(format!("字段 {} 写了两次", field.key));
        }
        if (field.kind == Kind::Choice) != field.list.is_some() {
            say(format!("字段 {} 要选择的，写 kind = \"choice\" 和 list", field.key));
        }
        for place in places(&field.prefill).filter(|place| !self.may_know(place)) {
            say(format!("{}里不能用 {{{place}}}", self.audience_words()));
        }
        for place in field.list.iter().flat_map(List::places) {
            if place.strip_prefix("law:").is_none_or(|key| self.cited(key).is_none()) {
                say(format!("list 里只能用 [[citation]] 里有的 {{law:…}}，现在是 {{{place}}}"));
            }
        }
    }

    fn place(&self, place: &str, faults: &mut Vec<TemplateFault>) {
        let needle = format!("{{{place}}}");
        if let Some(key) = place.strip_prefix("law:") {
            if self.cited(key).is_none() {
                faults.push(fault(&needle, &format!("没有 [[citation]] {key}")));
            }
            return;
        }
        if let Some(key) = place.strip_suffix(":basis") {
            if !self.field(key).is_some_and(Field::names_a_ground) {
                faults.push(fault(&needle, &format!("{key} 不是从法定情形里选择的字段")));
            }
            return;
        }
        if self.field(place).is_some() || self.may_know(place) {
            return;
        }
        let what = if is_fact(place) {
            format!("{}里不能用 {{{place}}}", self.audience_words())
        } else {
            format!("不认识的字段 {{{place}}}")
        };
        faults.push(fault(&needle, &what));
    }

    fn may_know(&self, name: &str) -> bool {
        match self.audience {
            Audience::Respondent | Audience::Both => RespondentField::parse(name).is_some(),
            Audience::Reporter => ReporterField::parse(name).is_some(),
            Audience::Inside => InsideField::parse(name).is_some() || ReporterField::parse(name).is_some(),
        }
    }

    fn audience_words(&self) -> &'static str {
        match self.audience {
            Audience::Respondent | Audience::Both => "给被投诉人的文书",
            Audience::Reporter => "给投诉人、举报人的文书",
            Audience::Inside => "局内文书",
        }
    }
}

/// The faults of all templates together: what each alone cannot know.
#[must_use]
pub fn repeated<'a>(templates: impl Iterator<Item = &'a Template>) -> Vec<(String, TemplateFault)> {
    let (mut forms, mut marks) = (BTreeSet::new(), BTreeSet::new());
    let mut faults = Vec::new();
    for template in templates {
        if !forms.insert(template.form) {
            let what = format!("文书式样 {} 已经有别的模板", template.form);
            faults.push((template.key.clone(), fault("form =", &what)));
        }
        if !marks.insert(template.mark.clone()) {
            let what = format!("文种字 {} 已经有别的模板用", template.mark);
            faults.push((template.key.clone(), fault("mark =", &what)));
        }
    }
    faults
}

impl List {
    fn places(&self) -> Vec<&str> {
        match self {
            Self::Words(words) => words.iter().flat_map(|word| places(word)).collect(),
            Self::Grounds(_) => Vec::new(),
        }
    }
}

impl Field {
    /// Whether it chooses one of the law's grounds.
    #[must_use]
    pub fn names_a_ground(&self) -> bool {
        matches!(self.list, Some(List::Grounds(_)))
    }
}

fn is_fact(name: &str) -> bool {
    InsideField::parse(name).is_some() || ReporterField::parse(name).is_some() || RespondentField::parse(name).is_some()
}

fn fault(needle: &str, what: &str) -> TemplateFault {
    TemplateFault { needle: needle.to_owned(), what: what.to_owned() }
}
