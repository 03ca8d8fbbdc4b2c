use std::path::Path;
use std::process::ExitCode;

use encoding_rs::{GB18030, UTF_8};

use crate::command::{Failure, say};
use crate::newsroom::paste::{LARGEST, clean};

/// Prints the Markdown; what pictures it refers to goes to the other output.
pub fn run(file: &Path) -> Result<ExitCode, Failure> {
    let bytes = super::bytes(file, LARGEST)?;
    let pasted = clean(&text(&bytes)).map_err(Failure::work)?;
    say(pasted.markdown.trim_end());
    for (picture, number) in pasted.pictures.iter().zip(1..) {
        eprintln!(
            "图片 {number}（{}）：{}",
            if picture.alt.is_empty() { "没有文字说明" } else { &picture.alt },
            picture.source
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Office programs of this country write either encoding, whatever they say about it.
fn text(bytes: &[u8]) -> String {
    let (text, _, broken) = UTF_8.decode(bytes);
    if broken { GB18030.decode(bytes).0.into_owned() } else { text.into_owned() }
}
