use serde::{Deserialize, Serialize};

use crate::report::FieldError;
use crate::text;

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
    /// What cannot stand as it is written, whoever wrote it. One entry a fault, at its field.
    #[must_use]
    pub fn faults(&self) -> Vec<FieldError> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, message: String| faults.push(FieldError { field: field.to_owned(), message });
        if self.decorative && !self.alt.is_empty() {
            fault("alt", "勾了“装饰图”就不用写文字说明，留一样".to_owned());
        }
        for (name, words, max, label) in
            [("alt", &self.alt, ALT_MAX, "文字说明"), ("credit", &self.credit, CREDIT_MAX, "来源")]
        {
            if text::length(words) > max {
                fault(name, format!("{label}最多 {max} 个字，现在 {} 个", text::length(words)));
            } else if text::forbidden(words).is_some() {
                fault(name, format!("{label}里有看不见的控制字符，请删掉"));
            }
        }
        faults
    }

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
