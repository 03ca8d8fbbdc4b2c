use serde::Deserialize;

use super::Laws;

/// A rule of procedure that a step of the desk can break, in words for the desk.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcedureRule {
    pub key: String,
    pub text: String,
    /// Absent where the rule is the house's own.
    #[serde(default)]
    pub law: Option<String>,
    #[serde(default)]
    pub article: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    pub rule: Vec<ProcedureRule>,
}

impl ProcedureRule {
    /// `先受理，再调解（《…办法》第十八条）`
    #[must_use]
    pub fn words(&self, laws: &Laws) -> String {
        match (&self.law, &self.article) {
            (Some(law), Some(article)) => format!("{}（{}）", self.text, laws.cite(law, article)),
            _ => self.text.clone(),
        }
    }
}
