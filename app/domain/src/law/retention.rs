use serde::Deserialize;

use crate::matter::MatterKind;

/// How long personal data is kept after a matter has ended, from `content/laws/retention.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionRule {
    /// Kept with every destruction, so it never changes.
    pub key: String,
    pub kind: MatterKind,
    /// Of matters in which a case was filed or handed to the police.
    #[serde(default)]
    pub after_case: bool,
    pub months: u16,
    /// `{months}` stands for the number.
    pub text: String,
    pub law: String,
    pub article: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionFile {
    pub rule: Vec<RetentionRule>,
}

impl RetentionRule {
    #[must_use]
    pub fn words(&self) -> String {
        self.text.replace("{months}", &self.months.to_string())
    }
}
