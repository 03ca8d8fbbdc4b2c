use std::process::ExitCode;

use domain::newsroom::mask;

use super::Mask;
use crate::command::{Failure, say, shelf};
use crate::library;

/// A text for the public is some pages long; anything larger is the wrong file.
const LARGEST: usize = 4 * 1024 * 1024;

/// Prints every hit with kind, place, text and proposed mask, as one JSON list. Hits are proposals and
/// no fault, so the command ends with 0.
pub fn run(asked: &Mask) -> Result<ExitCode, Failure> {
    let bytes = super::bytes(&asked.file, LARGEST)?;
    let not_text = || Failure::Work(format!("{} 不是 UTF-8 文本", asked.file.display()));
    let text = String::from_utf8(bytes).map_err(|_| not_text())?;
    let words = library::mask_words(&shelf(asked.content.as_deref())?)?;
    let hits = mask::find(&text, &words);
    say(serde_json::to_string_pretty(&hits).map_err(Failure::work)?);
    Ok(ExitCode::SUCCESS)
}
