use domain::recording::{Part, TypedRecording, Voice};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use typeset::Fault;

use super::{Shelf, toml_file};

/// Where recordings lie that were carried out: below it a folder for each article and each form.
pub const RECORDINGS: &str = "recordings";

/// The recordings of one article or form: `recordings.toml` beside their files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    pub recording: Vec<Listed>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Name of its file.
    pub file: String,
    /// A heading of the article, or of the form's question; empty: the whole.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    part: String,
    language: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    reader: String,
    /// The township it is heard first in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    town: String,
    pub uploader: String,
    pub uploaded: Timestamp,
    /// Hash of the words a colleague of the uploader heard it say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

impl Listing {
    /// # Errors
    /// The first thing wrong, with its line.
    pub fn read(shelf: &Shelf, path: &str) -> Result<Self, Fault> {
        let file = shelf.text(path)?;
        toml_file::parse(&file.label, &file.text, 1)
    }

    /// # Errors
    /// None that is known; the writer of TOML names some.
    pub fn written(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(self)
    }
}

impl Listed {
    #[must_use]
    pub fn new(file: String, (part, voice): (&Part, &Voice), (uploader, uploaded): (&str, Timestamp)) -> Self {
        Self {
            file,
            part: part.heading().to_owned(),
            language: voice.language.clone(),
            reader: voice.reader.clone(),
            town: voice.town.as_ref().map(ToString::to_string).unwrap_or_default(),
            uploader: uploader.to_owned(),
            uploaded,
            words: None,
        }
    }

    /// Held to what the desk's form is held to.
    ///
    /// # Errors
    /// Everything wrong, in one sentence.
    pub fn read(&self) -> Result<(Part, Voice), String> {
        let part = TypedRecording::value_of(&Part::of_heading(&self.part));
        let fields = [("part", &part), ("language", &self.language), ("reader", &self.reader), ("town", &self.town)];
        let typed = fields.map(|(name, value)| (name.to_owned(), value.clone())).into();
        let said = |faults: Vec<domain::report::FieldError>| {
            faults.into_iter().map(|fault| fault.message).collect::<Vec<_>>().join("；")
        };
        TypedRecording(typed).read().map_err(said)
    }
}
