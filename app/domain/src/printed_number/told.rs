//! What the shape of a number tells, in the words of `content/words/numbers.toml`. The page says it after a
//! text was sent, the phone while it is typed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Found, Kind, NumberWords};

/// The part of the words that goes to the phone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShapeWords {
    /// Said with every number that was recognised.
    pub shape_only: String,
    not_medicine: String,
    name: BTreeMap<Kind, String>,
    fault: BTreeMap<String, String>,
}

/// What is told of one number by its shape alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    pub name: String,
    /// As it should be written; a person's own number is never given back.
    pub printed: Option<String>,
    pub not_medicine: Option<String>,
    pub odd: Vec<String>,
    /// False where nobody knows such a number.
    pub known: bool,
}

impl ShapeWords {
    #[must_use]
    pub fn tell(&self, found: &Found) -> Told {
        Told {
            name: self.name.get(&found.kind).cloned().unwrap_or_default(),
            printed: (found.kind != Kind::PersonId).then(|| found.normal.clone()),
            not_medicine: (found.kind.is_medicine() == Some(false)).then(|| self.not_medicine.clone()),
            odd: found.faults.iter().map(|fault| fault.said(&self.fault)).collect(),
            known: found.kind != Kind::Unknown,
        }
    }
}

impl From<&NumberWords> for ShapeWords {
    fn from(words: &NumberWords) -> Self {
        Self {
            shape_only: words.shape_only.clone(),
            not_medicine: words.not_medicine.clone(),
            name: words.kind.iter().map(|kind| (kind.key, kind.name.clone())).collect(),
            fault: words.fault.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::recognise;
    use super::*;

    #[test]
    fn the_words_are_the_same_after_the_way_to_the_phone() {
        let words: NumberWords = toml::from_str(include_str!("../../../../content/words/numbers.toml")).unwrap();
        let here = ShapeWords::from(&words);
        let there: ShapeWords = serde_json::from_str(&serde_json::to_string(&here).unwrap()).unwrap();
        for text in ["国药准字H2001300", "国食健注20190001", "110105194912310021", "你好"] {
            for found in recognise(text, 2026) {
                let told = there.tell(&found);
                assert_eq!(told, here.tell(&found));
                assert_eq!(told.name, words.of(found.kind).unwrap().name);
                assert!(!format!("{told:?}").contains("1949"), "{told:?}");
            }
        }
    }

    #[test]
    fn what_is_no_medicine_and_what_is_odd_is_told() {
        let words: NumberWords = toml::from_str(include_str!("../../../../content/words/numbers.toml")).unwrap();
        let told = ShapeWords::from(&words).tell(&recognise("国食健注20190001", 2026).remove(0));
        assert_eq!(told.not_medicine, Some(words.not_medicine));
        assert_eq!((told.odd.len(), told.known), (1, true));
        assert_eq!(told.printed.as_deref(), Some("国食健注20190001"));
    }
}
