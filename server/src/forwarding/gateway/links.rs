use jiff::{SignedDuration, Timestamp};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use crate::keys::Keyring;

const PURPOSE: &str = "attachment-link";

/// A link's proof: until when, and that we said so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkProof {
    /// Seconds of the Unix epoch.
    pub expires: i64,
    /// Hexadecimal.
    pub signature: String,
}

impl LinkProof {
    #[must_use]
    pub fn new(keys: &Keyring, attachment: Uuid, at: Timestamp, life: SignedDuration) -> Self {
        let expires = at.saturating_add(life).unwrap_or(at).as_second();
        Self { expires, signature: signature(keys, attachment, expires) }
    }

    /// Whether the link was made by us, for this attachment, and still holds.
    #[must_use]
    pub fn holds(&self, keys: &Keyring, attachment: Uuid, now: Timestamp) -> bool {
        let expected = signature(keys, attachment, self.expires);
        let ours: bool = expected.as_bytes().ct_eq(self.signature.as_bytes()).into();
        ours && now.as_second() < self.expires
    }

    /// The path below `/api/v1/` with its query.
    #[must_use]
    pub fn path(&self, attachment: Uuid) -> String {
        format!("api/v1/attachments/{attachment}?exp={}&sig={}", self.expires, self.signature)
    }
}

fn signature(keys: &Keyring, attachment: Uuid, expires: i64) -> String {
    hex::encode(keys.link_mac(PURPOSE, format!("{attachment}.{expires}").as_bytes()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::clock::SystemRandom;

    #[test]
    fn a_link_opens_its_own_attachment_until_it_expires() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keyring::open_or_create(&folder.path().join("keys.toml"), Arc::new(SystemRandom)).unwrap();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let at = Timestamp::from_second(1_000).unwrap();
        let proof = LinkProof::new(&keys, one, at, SignedDuration::from_mins(60));
        let later = |second| Timestamp::from_second(second).unwrap();
        assert!(proof.holds(&keys, one, later(4_599)));
        assert!(!proof.holds(&keys, one, later(4_600)));
        assert!(!proof.holds(&keys, other, at));
        let stretched = LinkProof { expires: proof.expires + 1, ..proof.clone() };
        assert!(!stretched.holds(&keys, one, at));
        let cut = LinkProof { signature: proof.signature.split_at(1).1.to_owned(), ..proof };
        assert!(!cut.holds(&keys, one, at));
    }
}
