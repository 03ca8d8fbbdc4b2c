//! What is pasted from Word, WPS or a web page becomes clean Markdown: headings, lists, tables, bold,
//! links and pictures stay; looks, scripts, comments and office debris go.
//!
//! The tokens of a browser-grade parser are read once, one after the other: whatever is pasted, the
//! time is in proportion to its length and nothing nests without bound.

mod block;
mod builder;
mod inline;
mod markup;
mod picture;

#[cfg(test)]
mod tests;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};

pub use picture::{PastedPicture, PictureSource};

use markup::Reader;

/// More than any text for the public; pictures inside count.
pub const LARGEST: usize = 5 * 1024 * 1024;

/// A paste made clean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    pub markdown: String,
    /// Pictures in their order; the text refers to the first as `paste:1`.
    pub pictures: Vec<PastedPicture>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasteError {
    #[error("粘贴的内容太大，最多 5 MB；请分几次粘贴，图片另外上传")]
    TooLarge,
}

/// Cleans a paste.
///
/// # Errors
/// [`PasteError::TooLarge`] beyond [`LARGEST`] bytes.
pub fn clean(html: &str) -> Result<Pasted, PasteError> {
    if html.len() > LARGEST {
        return Err(PasteError::TooLarge);
    }
    let tokenizer = Tokenizer::new(Reader::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(fragment(html)));
    // The reader never asks the tokenizer to stop for a script, so one call takes everything.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    Ok(tokenizer.sink.finish())
}

/// Without the header that Windows puts before what is copied.
fn fragment(html: &str) -> &str {
    if html.starts_with("Version:") { html.find('<').and_then(|at| html.get(at..)).unwrap_or(html) } else { html }
}
