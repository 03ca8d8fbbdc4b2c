use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};

use super::places::{Piece, pieces};
use super::secrecy;
use super::template::{Field, Kind, List, Template};
use crate::law::{GroundSet, Laws};
use crate::report::FieldError;
use crate::text::{self, written_day};

/// What was typed into a form's fields, by key.
pub type Typed = BTreeMap<String, String>;

/// The same after every rule, as it will be printed. A ground also has its place in the law under
/// `key:basis`.
pub type Values = BTreeMap<String, String>;

/// Most characters where the template sets no other limit.
const LINE: usize = 60;
const PARAGRAPHS: usize = 800;

impl Template {
    /// Holds the typed fields to their rules.
    ///
    /// # Errors
    /// Every fault at its field.
    pub fn read(&self, typed: &Typed, laws: &Laws, now: DateTime) -> Result<Values, Vec<FieldError>> {
        let mut values = Values::new();
        let mut faults = Vec::new();
        for field in &self.field {
            let given = typed.get(&field.key).map(String::as_str).unwrap_or_default();
            match self.read_field(field, given, laws, now) {
                Ok(read) => values.extend(read),
                Err(message) => faults.push(FieldError { field: field.key.clone(), message }),
            }
        }
        if faults.is_empty() { Ok(values) } else { Err(faults) }
    }

    /// What is kept of a posted form: the fields the template has.
    #[must_use]
    pub fn kept(&self, typed: &Typed) -> Typed {
        let fields = self.field.iter().filter_map(|field| Some((field.key.clone(), typed.get(&field.key)?.clone())));
        fields.collect()
    }

    /// The entries of a choice: what is posted, and what is read.
    #[must_use]
    pub fn choices(&self, field: &Field, laws: &Laws, on: Date) -> Vec<(String, String)> {
        match &field.list {
            Some(List::Grounds(set)) => {
                laws.grounds_of(*set, on).map(|ground| (ground.number.to_string(), ground.words())).collect()
            }
            Some(List::Words(words)) => {
                (1_u32..).zip(words).map(|(place, word)| (place.to_string(), self.with_laws(word, laws))).collect()
            }
            None => Vec::new(),
        }
    }

    fn read_field(
        &self,
        field: &Field,
        typed: &str,
        laws: &Laws,
        now: DateTime,
    ) -> Result<Vec<(String, String)>, String> {
        let typed = text::clean(&secrecy::without_marks(typed));
        if typed.is_empty() {
            return if field.optional { Ok(field.valued("")) } else { Err(format!("请填写{}", field.label)) };
        }
        if text::forbidden(&typed).is_some() {
            return Err("里面有看不见的控制字符，请重新输入".to_owned());
        }
        match (field.kind, &field.list) {
            (Kind::Text, _) => field.bounded(&typed.replace(['\n', '\t'], " ")),
            (Kind::Long, _) => field.bounded(&typed),
            (Kind::Date, _) => field.date(&typed, now.date()),
            (Kind::Time, _) => field.time(&typed, now),
            (Kind::Choice, Some(List::Grounds(set))) => field.ground(*set, &typed, laws, now.date()),
            (Kind::Choice, _) => {
                let choices = self.choices(field, laws, now.date());
                let chosen = choices.iter().find(|(value, _)| *value == typed);
                chosen.map(|(_, words)| field.valued(words)).ok_or_else(|| field.choose())
            }
        }
    }

    fn with_laws(&self, text: &str, laws: &Laws) -> String {
        pieces(text)
            .into_iter()
            .map(|piece| match piece {
                Piece::Words(words) => words.to_owned(),
                Piece::Place(name) => self.cite(name.strip_prefix("law:").unwrap_or(name), laws),
            })
            .collect()
    }
}

impl Field {
    /// Most characters of a typed text.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.max.unwrap_or(if self.kind == Kind::Long { PARAGRAPHS } else { LINE })
    }

    fn bounded(&self, typed: &str) -> Result<Vec<(String, String)>, String> {
        let (length, longest) = (text::length(typed), self.longest());
        if length > longest {
            return Err(format!("最多 {longest} 个字，现在是 {length} 个，请删去 {} 个", length - longest));
        }
        Ok(self.valued(typed))
    }

    fn date(&self, typed: &str, today: Date) -> Result<Vec<(String, String)>, String> {
        let date: Date = typed.parse().map_err(|_| format!("{}应写成 2026-11-25 这样的日期", self.label))?;
        if date < today {
            return Err(format!("{}已经过去，请核对", self.label));
        }
        Ok(self.valued(&written_day(date)))
    }

    fn time(&self, typed: &str, now: DateTime) -> Result<Vec<(String, String)>, String> {
        let time: DateTime = typed.parse().map_err(|_| format!("{}应写成 2026-11-25T14:30 这样的时间", self.label))?;
        if time <= now {
            return Err(format!("{}已经过去，请核对", self.label));
        }
        Ok(self.valued(&format!("{}{}时{:02}分", written_day(time.date()), time.hour(), time.minute())))
    }

    fn ground(&self, set: GroundSet, typed: &str, laws: &Laws, on: Date) -> Result<Vec<(String, String)>, String> {
        let number = typed.parse().map_err(|_| self.choose())?;
        let ground = laws.ground(set, number, on).ok_or_else(|| self.choose())?;
        let mut values = self.valued(&ground.text);
        values.push((format!("{}:basis", self.key), laws.cite(&ground.law, &ground.article)));
        Ok(values)
    }

    fn valued(&self, value: &str) -> Vec<(String, String)> {
        vec![(self.key.clone(), value.to_owned())]
    }

    fn choose(&self) -> String {
        format!("请选择{}", self.label)
    }
}
