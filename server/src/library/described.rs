use domain::picture::{About, BLURS_MAX, Edit, Spot};
use serde::{Deserialize, Serialize};
use typeset::Fault;

use super::shelf::Shelf;
use super::toml_file;

/// Where originals lie in a folder that was carried out with them; nothing else ever reads them.
pub const ORIGINALS: &str = "originals";

/// What is said of a photo, in a file beside it: `pictures/NAME.toml`. Places are in thousandths.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Description {
    #[serde(default)]
    alt: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    decorative: bool,
    #[serde(default)]
    credit: String,
    /// What must stay in sight of the photo beside this file.
    #[serde(default = "middle")]
    focus: Spot,
    /// What is done to the original; without it the photo beside this file is all there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    original: Option<Edit>,
}

impl Description {
    /// Of a picture of the newsroom that is carried out, with its original or without.
    #[must_use]
    pub fn of(about: &About, edit: &Edit, with_original: bool) -> Self {
        Self {
            alt: about.alt.clone(),
            decorative: about.decorative,
            credit: about.credit.clone(),
            focus: edit.focus_in_cut(),
            original: with_original.then(|| edit.clone()),
        }
    }

    /// # Errors
    /// The first thing wrong, with its line.
    pub fn read(shelf: &Shelf, path: &str) -> Result<Self, Fault> {
        let file = shelf.text(path)?;
        let read: Self = toml_file::parse(&file.label, &file.text, 1)?;
        if let Some(wrong) = read.about().faults().into_iter().next() {
            return Err(Fault::new(&file.label, 1, wrong.message));
        }
        if read.original.as_ref().is_some_and(|edit| edit.blurs.len() > BLURS_MAX) {
            return Err(Fault::new(&file.label, 1, format!("遮住的地方最多 {BLURS_MAX} 处")));
        }
        Ok(read)
    }

    #[must_use]
    pub fn about(&self) -> About {
        About { alt: self.alt.clone(), decorative: self.decorative, credit: self.credit.clone() }
    }

    #[must_use]
    pub fn has_original(&self) -> bool {
        self.original.is_some()
    }

    /// What is to be done to the original, or to the photo beside this file where that is all there is.
    #[must_use]
    pub fn edit(&self) -> Edit {
        self.original.clone().unwrap_or_else(|| Edit { focus: self.focus, ..Edit::default() })
    }

    /// # Errors
    /// None that is known; the writer of TOML names some.
    pub fn written(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(self)
    }
}

fn middle() -> Spot {
    Spot::MIDDLE
}
