use std::fmt;

use serde::Serialize;

/// A picture that came with a paste.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PastedPicture {
    /// Words for those who cannot see it, as far as the source had any.
    pub alt: String,
    #[serde(flatten)]
    pub source: PictureSource,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum PictureSource {
    /// Its bytes came along, in base64.
    Inside { media_type: String, base64: String },
    /// It lies on another site.
    Web { address: String },
    /// It stayed on the computer of whoever pasted, who has to upload it.
    Missing { name: String },
}

impl PictureSource {
    pub(super) fn of(address: &str) -> Self {
        if let Some((about, base64)) = address.strip_prefix("data:").and_then(|rest| rest.split_once(",")) {
            let media_type = about.strip_suffix(";base64").filter(|kind| kind.starts_with("image/"));
            if let Some(media_type) = media_type {
                return Self::Inside { media_type: media_type.to_owned(), base64: base64.to_owned() };
            }
        }
        if address.starts_with("https://") || address.starts_with("http://") {
            return Self::Web { address: address.to_owned() };
        }
        let name = address.rsplit(['/', '\\', ':']).next().unwrap_or_default();
        Self::Missing { name: name.chars().take(80).collect() }
    }
}

impl fmt::Display for PictureSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inside { media_type, base64 } => write!(f, "{media_type}，约 {} KB", base64.len() * 3 / 4 / 1024),
            Self::Web { address } => write!(f, "在 {address}"),
            Self::Missing { name } => write!(f, "{name} 在您的电脑上，请另外上传"),
        }
    }
}
