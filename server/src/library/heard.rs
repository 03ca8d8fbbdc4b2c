//! Which recordings say what an article, or a question of a form, says now.

use domain::ports::{RecordingRow, Wording};
use domain::reading::Article;
use domain::recording::{MANDARIN, Part, Recording};
use storage::text_digest;

use super::plain;

/// Hash of the words that are read aloud of a part; nothing where its heading does not stand there.
#[must_use]
pub fn words_of(article: &Article, part: &Part) -> Option<String> {
    let words = match part {
        Part::Whole => {
            format!("{}\n{}\n{}", article.head.title, article.head.answer, plain::of_blocks(&article.blocks))
        }
        Part::Section(heading) => {
            let block = article.blocks.iter().find(|block| block.heading() == Some(heading))?;
            plain::of_blocks(std::slice::from_ref(block))
        }
    };
    Some(text_digest(&words))
}

/// The same of a question of a form.
#[must_use]
pub fn asked_words(asked: &[Wording], part: &Part) -> Option<String> {
    asked.iter().find(|one| one.heading == part.heading()).map(|one| text_digest(&one.words))
}

/// Recordings of other words are left out: advice that was corrected must not be heard any more, nor what only
/// its uploader has listened to.
pub(super) fn heard(article: &Article, rows: &[RecordingRow]) -> Vec<Recording> {
    let says = |row: &&RecordingRow| row.words.is_some() && words_of(article, &row.recording.part) == row.words;
    let mut heard: Vec<Recording> = rows.iter().filter(says).map(|row| row.recording.clone()).collect();
    heard.sort_by_key(|recording| recording.voice.language != MANDARIN);
    heard
}
