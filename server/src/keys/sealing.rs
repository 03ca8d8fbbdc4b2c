//! Reports that phones seal: ECDH on P-256, HKDF-SHA256, AES-256-GCM ("YS1").

use std::collections::BTreeMap;

use domain::ports::SealingKey;
use hkdf::Hkdf;
use p256::{PublicKey, SecretKey};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::Keyring;
use super::cipher::{Cipher, NONCE, TAG};
use super::keyring::{Secret, mac};

const MAGIC: [u8; 4] = *b"YS1\0";
const KEY_ID: usize = 8;
/// An uncompressed point.
const POINT: usize = 65;
const INFO: &[u8] = b"yaoan officer report 1";

/// Bytes that sealing adds.
pub const OVERHEAD: usize = MAGIC.len() + KEY_ID + POINT + NONCE + TAG;

/// Why a sealed report does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealFault {
    #[error("格式不对")]
    Layout,
    #[error("用的不是本单位的公钥")]
    UnknownKey,
    #[error("内容和封存时不一样")]
    DoesNotOpen,
}

/// The keys that open what phones seal, by id.
pub(super) struct Unsealing {
    current: SealingKey,
    secrets: BTreeMap<[u8; KEY_ID], SecretKey>,
}

impl Unsealing {
    /// One key pair is derived from each master key, so every machine with the same key file has the
    /// same; `kept` are those of master keys that were retired: a phone may hold a report for months.
    pub(super) fn new(current: &Secret, masters: &BTreeMap<String, Secret>, kept: &[Secret]) -> Option<Self> {
        let own = secret_of(current)?;
        let current = SealingKey { id: id_of(&own), public: own.public_key().to_sec1_bytes().into_vec() };
        let derived = masters.values().filter_map(secret_of);
        let kept = kept.iter().filter_map(|secret| SecretKey::from_slice(secret.as_slice()).ok());
        let secrets = derived.chain(kept).map(|secret| (id_of(&secret), secret)).collect();
        Some(Self { current, secrets })
    }
}

impl Keyring {
    /// What phones seal to.
    #[must_use]
    pub fn sealing_key(&self) -> &SealingKey {
        &self.unsealing.current
    }

    /// Opens what a phone sealed; `bound` is what it bound in: the report's id, or report/photo.
    ///
    /// # Errors
    /// [`SealFault`].
    pub fn open_report(&self, bound: &str, bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealFault> {
        let rest = bytes.strip_prefix(&MAGIC).ok_or(SealFault::Layout)?;
        let (id, rest) = rest.split_first_chunk::<KEY_ID>().ok_or(SealFault::Layout)?;
        let (point, rest) = rest.split_first_chunk::<POINT>().ok_or(SealFault::Layout)?;
        let (nonce, body) = rest.split_first_chunk::<NONCE>().ok_or(SealFault::Layout)?;
        let secret = self.unsealing.secrets.get(id).ok_or(SealFault::UnknownKey)?;
        let ephemeral = PublicKey::from_sec1_bytes(point).map_err(|_| SealFault::Layout)?;
        let shared = secret.diffie_hellman(&ephemeral);
        let own = secret.public_key().to_sec1_bytes();
        let salt = [point.as_slice(), &own].concat();
        let mut key = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(Some(&salt), shared.raw_secret_bytes())
            .expand(INFO, key.as_mut_slice())
            .map_err(|_| SealFault::Layout)?;
        let plain = Cipher::Aes256Gcm.decrypt(key.as_slice(), nonce, bound.as_bytes(), body);
        plain.map(Zeroizing::new).map_err(|_| SealFault::DoesNotOpen)
    }
}

/// The scalar that belongs to a master key. Hardly one hash in 2³² is no scalar; the next is taken.
pub(super) fn scalar_of(master: &Secret) -> Option<Secret> {
    let tries = (0_u8..=u8::MAX).map(|turn| Zeroizing::new(mac(master, "officer-sealing", &[turn])));
    tries.into_iter().find(|scalar| SecretKey::from_slice(scalar.as_slice()).is_ok())
}

fn secret_of(master: &Secret) -> Option<SecretKey> {
    SecretKey::from_slice(scalar_of(master)?.as_slice()).ok()
}

fn id_of(secret: &SecretKey) -> [u8; KEY_ID] {
    let hash: [u8; 32] = Sha256::digest(secret.public_key().to_sec1_bytes()).into();
    hash.first_chunk().copied().unwrap_or_default()
}
