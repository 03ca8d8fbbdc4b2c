use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::law::{Confidence, GroundSet, Laws};
use crate::matter::{MatterKind, Stage};

/// One form, from `content/letters/*.toml`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// The same as the file's name.
    pub key: String,
    /// Its place in 文书式样2026.
    pub form: u8,
    pub title: String,
    /// When it is used, for the desk.
    pub help: String,
    /// Day of the text; kept with every letter.
    pub version: Date,
    /// The form's word (文种字) in the document number: 云市监**投受**〔2026〕第12号.
    pub mark: String,
    pub source: String,
    /// How sure the wording is: S the official form was copied, M its content from memory, U unverified.
    pub checked: Confidence,
    pub audience: Audience,
    pub kinds: Vec<MatterKind>,
    /// Stages of a matter at which the form may be written; empty: at all.
    #[serde(default)]
    pub stages: Vec<Stage>,
    /// 主送, without its colon; empty for a form without one.
    #[serde(default)]
    pub addressee: String,
    #[serde(default)]
    pub citation: Vec<Cited>,
    #[serde(default)]
    pub field: Vec<Field>,
    pub block: Vec<Block>,
}

/// Whom a form is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    Reporter,
    Respondent,
    /// One copy for each side, drawn from what the respondent may know.
    Both,
    /// Stays in the bureau.
    Inside,
}

/// Whom one letter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    Reporter,
    Respondent,
    Inside,
}

/// A place in a law that the text names as `{law:key}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cited {
    pub key: String,
    pub law: String,
    pub article: String,
}

/// Something the officer types.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    pub key: String,
    pub label: String,
    pub kind: Kind,
    #[serde(default)]
    pub help: String,
    #[serde(default)]
    pub optional: bool,
    /// Most characters of a typed text.
    #[serde(default)]
    pub max: Option<usize>,
    /// What stands in the field to begin with; may name facts of the matter.
    #[serde(default)]
    pub prefill: String,
    /// What a `choice` chooses from.
    #[serde(default)]
    pub list: Option<List>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One line.
    Text,
    /// Several lines.
    Long,
    /// A day from today on.
    Date,
    /// A day and time from now on.
    Time,
    Choice,
}

/// The entries of a `choice`: the law's grounds, or texts of the template that may cite laws.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum List {
    Grounds(GroundSet),
    Words(Vec<String>),
}

/// A piece of the letter: a paragraph, then rows, then lines to sign on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub rows: Vec<Row>,
    #[serde(default)]
    pub sign: Vec<String>,
    /// Left out unless this place has a value.
    #[serde(default)]
    pub when: Option<String>,
}

/// Label and value of a form's table.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Row(pub String, pub String);

impl Template {
    /// Whether the form may be written for such a matter at that stage.
    #[must_use]
    pub fn fits(&self, kind: MatterKind, stage: Stage) -> bool {
        self.kinds.contains(&kind) && (self.stages.is_empty() || self.stages.contains(&stage))
    }

    /// Whom copies of it can be for.
    #[must_use]
    pub fn recipients(&self) -> &'static [Recipient] {
        match self.audience {
            Audience::Reporter => &[Recipient::Reporter],
            Audience::Respondent => &[Recipient::Respondent],
            Audience::Both => &[Recipient::Reporter, Recipient::Respondent],
            Audience::Inside => &[Recipient::Inside],
        }
    }

    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.field.iter().find(|field| field.key == key)
    }

    pub(super) fn cited(&self, key: &str) -> Option<&Cited> {
        self.citation.iter().find(|cited| cited.key == key)
    }

    /// Law and article of a `{law:key}`; nothing for a key that is not there.
    pub(super) fn cite(&self, key: &str, laws: &Laws) -> String {
        self.cited(key).map_or_else(String::new, |cited| laws.cite(&cited.law, &cited.article))
    }

    /// Every text of the template that may name places.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let blocks = self.block.iter().flat_map(|block| {
            let rows = block.rows.iter().map(|row| row.1.as_str());
            std::iter::once(block.text.as_str()).chain(rows).chain(block.sign.iter().map(String::as_str))
        });
        std::iter::once(self.addressee.as_str()).chain(blocks)
    }
}

impl Recipient {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reporter => "reporter",
            Self::Respondent => "respondent",
            Self::Inside => "inside",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Reporter, Self::Respondent, Self::Inside].into_iter().find(|to| to.as_str() == text)
    }

    /// How the desk names the copy of a letter about such a matter.
    #[must_use]
    pub fn words(self, kind: MatterKind) -> &'static str {
        match (self, kind) {
            (Self::Reporter, MatterKind::Complaint) => "给投诉人",
            (Self::Reporter, MatterKind::Tip) => "给举报人",
            (Self::Respondent, _) => "给被投诉人",
            (Self::Inside, _) => "局内",
        }
    }
}
