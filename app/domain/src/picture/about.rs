use serde::{Deserialize, Serialize};

/// Characters of the words that stand for a picture.
pub const ALT_MAX: usize = 120;
/// Characters of its source.
pub const CREDIT_MAX: usize = 60;

/// What is said about a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// What it tells those who cannot see it; empty for decoration.
    pub alt: String,
    /// 装饰图: tells nothing the text does not.
    pub decorative: bool,
    /// Who took it, or where it is from.
    pub credit: String,
}

impl About {
    /// The line an editor puts into a text, relative to where texts lie.
    #[must_use]
    pub fn markdown(&self, name: &str) -> String {
        // A bracket would end the words early.
        let alt = self.alt.replace(['[', ']'], "");
        if self.decorative {
            format!("![](../pictures/{name}.jpg \"装饰图\")")
        } else {
            format!("![{alt}](../pictures/{name}.jpg)")
        }
    }
}
