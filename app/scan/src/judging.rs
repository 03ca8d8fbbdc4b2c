//! What a text is told to be while it is typed.

use domain::printed_number::{Refused, ShapeWords, Told, cleaned, recognise, refusal};
use serde::Serialize;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Judged {
    /// Why the text is not looked at.
    pub refused: Option<String>,
    pub told: Vec<Told>,
    /// What a right shape does not prove, where anything was recognised.
    pub note: Option<String>,
}

#[must_use]
pub fn judge(typed: &str, words: &ShapeWords, year: i16) -> Judged {
    let text = cleaned(typed);
    if let Some(Refused { why, .. }) = refusal(&text) {
        return Judged { refused: Some(why), ..Judged::default() };
    }
    let found = recognise(&text, year);
    let note = found.iter().any(|found| found.kind.is_public()).then(|| words.shape_only.clone());
    Judged { refused: None, told: found.iter().map(|found| words.tell(found)).collect(), note }
}
