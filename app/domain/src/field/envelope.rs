use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::form::FormKind;
use super::given::Given;

/// What a phone sends: the answers, and what it knows about itself.
///
/// Written as canonical JSON (keys sorted, no spaces), so that the same report always has the same
/// bytes and can be told from another under the same id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    pub v: u32,
    pub form: String,
    pub form_ver: u32,
    pub officer: Uuid,
    /// Counts the reports of this officer on this phone.
    pub seq: u64,
    /// Milliseconds since 1970 by the phone's clock, which may be wrong.
    pub device_at: i64,
    /// Minutes east of Greenwich.
    pub tz: i32,
    /// Milliseconds the phone's clock was ahead of the server's when last compared.
    pub skew_ms: Option<i64>,
    pub answers: Given,
    #[serde(default)]
    pub photos: Vec<Expected>,
}

/// A photo or voice note that follows the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    pub id: Uuid,
    /// Hexadecimal SHA-256 of the bytes as sent.
    pub sha256: String,
    /// Bytes as sent.
    pub size: u64,
    /// Media type of what is inside.
    #[serde(rename = "type")]
    pub media_type: String,
}

impl Envelope {
    /// The version of this outer shape.
    pub const VERSION: u32 = 1;
    /// Most bytes of a report's text; real ones have one or two kilobytes.
    pub const BYTES_MAX: usize = 64 * 1024;

    #[must_use]
    pub fn kind(&self) -> Option<FormKind> {
        FormKind::parse(&self.form)
    }

    #[must_use]
    pub fn photo_count(&self) -> usize {
        self.photos.iter().filter(|photo| !photo.is_voice()).count()
    }

    #[must_use]
    pub fn has_voice(&self) -> bool {
        self.photos.iter().any(Expected::is_voice)
    }
}

impl Expected {
    /// Most bytes of one photo or voice note, sealed or not.
    pub const BYTES_MAX: u64 = 12 * 1024 * 1024;

    #[must_use]
    pub fn is_voice(&self) -> bool {
        self.media_type.starts_with("audio/")
    }

    /// Whether the entry can be kept at all.
    #[must_use]
    pub fn fits(&self) -> bool {
        let hash = self.sha256.len() == 64 && self.sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let kind = self.media_type.starts_with("image/") || self.is_voice();
        hash && kind && self.media_type.len() <= 60 && (1..=Self::BYTES_MAX).contains(&self.size)
    }
}
