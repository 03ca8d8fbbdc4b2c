use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use crate::field::{FormKind, Given, lines};
use crate::law::Laws;
use crate::region::Regions;

/// `content/laws/reaction-form.toml`: the fields of the national form in its own order.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NationalForm {
    pub title: String,
    pub source: String,
    /// What stands above the printed sheet.
    pub note: String,
    /// Kinds of product the form is for; others are filed on forms of their own.
    pub kinds: Vec<String>,
    /// Said of any other kind.
    pub other_kinds: String,
    pub cluster: Cluster,
    #[serde(rename = "part")]
    pub parts: Vec<Part>,
}

/// From how many reports on one product, so near in time, on they are urgent.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cluster {
    pub reports: u32,
    pub days: u32,
    /// Where the numbers are from.
    pub source: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub title: String,
    #[serde(rename = "field")]
    pub fields: Vec<FormField>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormField {
    pub name: String,
    /// What the form offers to tick.
    #[serde(default)]
    pub choices: String,
    /// The question whose answer belongs here, or `number`, `received_on`, `region`.
    #[serde(default)]
    pub from: String,
    /// Always this.
    #[serde(default)]
    pub fixed: String,
    /// The form's own word for an answer; an answer without one is left for a person to ask.
    #[serde(default)]
    pub words: BTreeMap<String, String>,
    /// Stands behind an answer that is a bare number.
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub asked: Asked,
}

/// Who can say what a field wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// Whoever reported, or the patient.
    #[default]
    Reporter,
    /// Doctor, hospital or shop.
    Doctor,
    /// The body that judges and files it.
    Monitor,
}

impl Asked {
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Reporter => "问报告人",
            Self::Doctor => "问医院、药店",
            Self::Monitor => "监测机构填",
        }
    }
}

/// What a report tells the form.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    pub given: &'a Given,
    pub number: &'a str,
    pub received_on: Date,
    pub region: &'a str,
    pub laws: &'a Laws,
    pub regions: &'a Regions,
}

/// A field, with what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub part: String,
    pub name: String,
    pub choices: String,
    pub value: Option<String>,
    pub asked: Asked,
}

impl NationalForm {
    /// Every field in the form's order. What nobody told stays empty; nothing is guessed.
    #[must_use]
    pub fn fill(&self, told: Told<'_>) -> Vec<Entry> {
        let fields = self.parts.iter().flat_map(|part| part.fields.iter().map(move |field| (part, field)));
        let entry = |(part, field): (&Part, &FormField)| Entry {
            part: part.title.clone(),
            name: field.name.clone(),
            choices: field.choices.clone(),
            value: field.value(told),
            asked: field.asked,
        };
        fields.map(entry).collect()
    }

    /// Whether the form is meant for that kind of product.
    #[must_use]
    pub fn is_for(&self, kind: &str) -> bool {
        self.kinds.iter().any(|one| one == kind)
    }

    /// What is wrong with the file, a sentence each.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let fields = self.parts.iter().flat_map(|part| &part.fields);
        let unknown = fields.filter(|field| !field.from.is_empty() && !field.is_known());
        let mut faults: Vec<String> =
            unknown.map(|field| format!("from “{}” 不是表里的问题（{}）", field.from, field.name)).collect();
        if self.cluster.reports < 2 || self.cluster.days == 0 {
            faults.push("cluster 至少 2 份、1 天".to_owned());
        }
        faults
    }
}

impl FormField {
    fn is_known(&self) -> bool {
        matches!(self.from.as_str(), "number" | "received_on" | "region")
            || FormKind::Reaction.question(&self.from).is_some()
    }

    fn value(&self, told: Told<'_>) -> Option<String> {
        let value = match self.from.as_str() {
            "" => self.fixed.clone(),
            "number" => told.number.to_owned(),
            "received_on" => told.received_on.to_string(),
            "region" => told.region.to_owned(),
            name if self.words.is_empty() => answer(name, told),
            name => self.words.get(told.given.one(name)).cloned().unwrap_or_default(),
        };
        (!value.is_empty()).then(|| value + &self.unit)
    }
}

fn answer(name: &str, told: Told<'_>) -> String {
    let Some(question) = FormKind::Reaction.question(name) else { return String::new() };
    let all = lines(FormKind::Reaction, told.given, told.laws, told.regions, None);
    all.into_iter().find(|line| line.label == question.label).map(|line| line.answer).unwrap_or_default()
}
