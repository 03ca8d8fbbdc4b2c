use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Over;

/// What one run destroyed and what it left, for whoever asks later. It names matters and never people.
#[derive(Clone, Debug, Serialize)]
pub struct Certificate {
    pub at: Timestamp,
    pub by: String,
    /// Key and words of each rule as it stood.
    pub rules: BTreeMap<String, String>,
    pub gone: Vec<Gone>,
    pub kept: Vec<Kept>,
}

/// A matter or reaction whose personal data is gone.
#[derive(Clone, Debug, Serialize)]
pub struct Gone {
    pub number: String,
    pub rule: String,
    /// Last day of the period.
    pub last: Date,
    pub identity: bool,
    /// Digests of the originals.
    pub photos: Vec<String>,
    pub letters: u64,
    pub messages: u64,
}

/// A matter whose period is over and which something still holds.
#[derive(Clone, Debug, Serialize)]
pub struct Kept {
    pub number: String,
    pub last: Date,
    pub because: Vec<&'static str>,
}

impl Gone {
    pub(super) fn of(over: &Over) -> Self {
        Self {
            number: over.row.number.clone(),
            rule: over.rule.clone(),
            last: over.last,
            identity: over.losses.identity,
            photos: over.losses.photos.iter().map(|(_, digest)| digest.clone()).collect(),
            letters: over.losses.letters,
            messages: over.losses.messages,
        }
    }
}

impl Kept {
    pub(super) fn of(over: &Over) -> Self {
        Self {
            number: over.row.number.clone(),
            last: over.last,
            because: over.holds.iter().map(|hold| hold.words()).collect(),
        }
    }
}

impl Certificate {
    /// The certificate as a file, and its SHA-256 in hexadecimal: what the audit trail keeps of it.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn sealed(&self) -> Result<(String, String), serde_json::Error> {
        let text = serde_json::to_string_pretty(self)? + "\n";
        let digest = hex::encode(Sha256::digest(text.as_bytes()));
        Ok((text, digest))
    }

    /// `到期销毁 3 件：身份信息 2 份、照片和录音 4 份、文书里的身份信息 1 份；保留 1 件`
    #[must_use]
    pub fn words(&self) -> String {
        let identities = self.gone.iter().filter(|one| one.identity).count();
        let photos: usize = self.gone.iter().map(|one| one.photos.len()).sum();
        let letters: u64 = self.gone.iter().map(|one| one.letters).sum();
        format!(
            "到期销毁 {} 件：身份信息 {identities} 份、照片和录音 {photos} 份、文书里的身份信息 {letters} 份；保留 {} 件",
            self.gone.len(),
            self.kept.len()
        )
    }
}
