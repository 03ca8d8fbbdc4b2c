use serde::Deserialize;

/// A sentence of legal weight on an intake page; its version is kept with each submission.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    pub key: String,
    pub version: String,
    /// Paragraphs are separated by line breaks.
    pub text: String,
    #[serde(default)]
    pub law: Option<String>,
    #[serde(default)]
    pub article: Option<String>,
}
