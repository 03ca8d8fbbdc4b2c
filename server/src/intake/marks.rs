use domain::event::Source;
use domain::ports::IdempotencyKey;
use domain::query_code::QueryCode;
use domain::report::Report;
use zeroize::Zeroizing;

use crate::keys::Keyring;
use crate::media::CheckedPhoto;

/// Where a key comes from and what it reads: keys of programs and of forms are apart, so that a
/// program's guessable key (an order number, say) never opens a receipt page.
pub(super) struct Seed(Vec<u8>);

impl Seed {
    pub(super) fn new(source: Source, key: &IdempotencyKey) -> Self {
        let door: &[u8] = match source {
            Source::Web => b"web/",
            Source::Api => b"api/",
            Source::Complaint => b"complaint/",
            Source::Officer => b"officer/",
            Source::Helped => b"helped/",
        };
        Self([door, key.as_str().as_bytes()].concat())
    }

    /// What is kept of the key.
    pub(super) fn key_mac(&self, keys: &Keyring) -> [u8; 32] {
        keys.mac("idempotency", &self.0)
    }

    /// The code of this key; `turn` counts past codes that were taken already.
    pub(super) fn code(&self, keys: &Keyring, turn: u8) -> QueryCode {
        keys.derive_code(&[self.0.as_slice(), &[0, turn]].concat())
    }
}

/// Tells whether a key came back with the same content. Keyed, because the content holds a phone
/// number: a plain hash of it could be tried out against every number there is.
pub(super) fn content_mac(
    keys: &Keyring,
    report: &Report,
    photos: &[CheckedPhoto],
) -> Result<[u8; 32], serde_json::Error> {
    let mut content = Zeroizing::new(serde_json::to_vec(report)?);
    for photo in photos {
        content.extend_from_slice(photo.sha256());
    }
    Ok(keys.mac("content", &content))
}
