use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The answers of a form as they were filled in, by the question's name. Sorted by name, so that
/// the same answers are always written the same way.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Given(BTreeMap<String, Value>);

/// One answer, or several where a question takes several.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    One(String),
    Several(Vec<String>),
}

impl Given {
    /// Takes one posted field in; a name that comes again makes a list.
    pub fn add(&mut self, name: &str, value: String) {
        match self.0.remove(name) {
            None => self.0.insert(name.to_owned(), Value::One(value)),
            Some(Value::One(first)) => self.0.insert(name.to_owned(), Value::Several(vec![first, value])),
            Some(Value::Several(mut all)) => {
                all.push(value);
                self.0.insert(name.to_owned(), Value::Several(all))
            }
        };
    }

    /// The answer, empty where there is none; the first of several.
    #[must_use]
    pub fn one(&self, name: &str) -> &str {
        self.several(name).next().unwrap_or_default()
    }

    /// Every non-empty answer to the question.
    pub fn several(&self, name: &str) -> impl Iterator<Item = &str> {
        let all: &[String] = match self.0.get(name) {
            None => &[],
            Some(Value::One(one)) => std::slice::from_ref(one),
            Some(Value::Several(all)) => all,
        };
        all.iter().map(String::as_str).filter(|value| !value.trim().is_empty())
    }

    /// The same without some of the answers.
    #[must_use]
    pub fn without(mut self, names: &[&str]) -> Self {
        self.0.retain(|name, _| !names.contains(&name.as_str()));
        self
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

// Answers hold villagers' names and numbers, so they must not slip into a log through `{:?}`.
impl std::fmt::Debug for Given {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Given(…)")
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Value(…)")
    }
}
