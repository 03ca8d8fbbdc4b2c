//! What `/check` runs on the phone: it reads the codes of a photo, which never leaves the phone, and says while
//! somebody types what the page would say.
//!
//! Only a door: codes are read by `rxing`, numbers are known by `domain::printed_number`, which the server uses
//! too. Lists go out as JSON, which needs no freeing on the other side.

pub mod codes;
pub mod judging;
mod lines;
mod squares;
#[cfg(test)]
mod tests;

use domain::printed_number::ShapeWords;
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

/// The codes of a picture, a byte of brightness for each pixel, row by row: `[{"symbology":…,"text":…}]`.
///
/// # Errors
/// Where the bytes are not a picture of this size.
#[wasm_bindgen]
pub fn read(width: u32, height: u32, luma: &[u8]) -> Result<String, String> {
    codes::read(width, height, luma).map(|found| json(&found)).map_err(|fault| fault.to_string())
}

/// Judges numbers with the words and in the year of the server.
#[wasm_bindgen]
pub struct Judge {
    words: ShapeWords,
    year: i16,
}

/// Nothing where the words are not those of this build.
#[wasm_bindgen]
#[must_use]
pub fn judge_with(words: &str, year: i16) -> Option<Judge> {
    serde_json::from_str(words).ok().map(|words| Judge { words, year })
}

#[wasm_bindgen]
impl Judge {
    /// `{"refused":…,"told":[…],"note":…}`, see [`judging::Judged`].
    #[must_use]
    pub fn judge(&self, typed: &str) -> String {
        json(&judging::judge(typed, &self.words, self.year))
    }
}

/// Nothing that is written here can fail to be written.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
