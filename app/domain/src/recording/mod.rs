//! Recordings of what is written, articles and the questions of forms: read aloud by somebody, in Mandarin or a
//! dialect.

mod subject;
mod typed;

use crate::region::RegionCode;

pub use subject::{SpokenForm, Subject};
pub use typed::TypedRecording;

/// What most people understand; it stands first.
pub const MANDARIN: &str = "普通话";

/// Bytes of one recording: a quarter of an hour of speech as phones record it.
pub const LARGEST: usize = 6 << 20;

/// Characters of a language's name.
pub const LANGUAGE_MAX: usize = 12;

/// Characters of who reads.
pub const READER_MAX: usize = 20;

/// A recording as residents hear it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    pub part: Part,
    pub voice: Voice,
    pub sound: Sound,
    /// SHA-256 of its bytes, hexadecimal.
    pub digest: String,
    /// Bytes.
    pub size: u64,
}

/// What of an article or a form is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Part {
    #[default]
    Whole,
    /// What stands under this heading; of a form, the question.
    Section(String),
}

/// Who is heard, and in what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    pub language: String,
    /// Empty where nobody is named.
    pub reader: String,
    /// The township people hear this first in.
    pub town: Option<RegionCode>,
}

/// What browsers of residents' phones play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sound {
    Mp3,
    /// AAC in MP4.
    M4a,
    /// Opus in Ogg.
    Ogg,
}

impl Recording {
    /// Its address inside the site: other bytes have another.
    #[must_use]
    pub fn path(&self) -> String {
        format!("listen/{}.{}", self.digest, self.sound.as_str())
    }

    /// In words for somebody who pays for every megabyte.
    #[must_use]
    pub fn weight(&self) -> String {
        const MEGABYTE: u64 = 1 << 20;
        if self.size < MEGABYTE {
            return format!("{} KB", self.size.div_ceil(1 << 10));
        }
        let tenths = (self.size * 10).div_ceil(MEGABYTE);
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}

impl Part {
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Whole => "全文",
            Self::Section(heading) => heading,
        }
    }

    /// As a row keeps it: headings are never empty.
    #[must_use]
    pub fn heading(&self) -> &str {
        match self {
            Self::Whole => "",
            Self::Section(heading) => heading,
        }
    }

    #[must_use]
    pub fn of_heading(heading: &str) -> Self {
        if heading.is_empty() { Self::Whole } else { Self::Section(heading.to_owned()) }
    }
}

impl Sound {
    pub const ALL: [Self; 3] = [Self::Mp3, Self::M4a, Self::Ogg];

    /// How its address ends.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mp3 => "mp3",
            Self::M4a => "m4a",
            Self::Ogg => "ogg",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sound| sound.as_str() == text)
    }

    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Mp3 => "audio/mpeg",
            Self::M4a => "audio/mp4",
            Self::Ogg => "audio/ogg",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_says_its_weight_and_never_less() {
        let of = |size| {
            let voice = Voice { language: MANDARIN.into(), reader: String::new(), town: None };
            Recording { part: Part::Whole, voice, sound: Sound::Mp3, digest: "ab".into(), size }.weight()
        };
        assert_eq!([of(1), of(1025), of(1 << 20), of((1 << 20) + 1)], ["1 KB", "2 KB", "1.0 MB", "1.1 MB"]);
        assert_eq!(of(u64::try_from(LARGEST).unwrap()), "6.0 MB");
    }

    #[test]
    fn a_part_is_kept_and_read_again() {
        for part in [Part::Whole, Part::Section("怎么丢".into())] {
            assert_eq!(Part::of_heading(part.heading()), part);
        }
    }
}
