use zeroize::Zeroizing;

use super::cipher::{Cipher, NONCE, TAG};
use crate::clock::Random;

/// First byte of everything sealed; a change of the layout takes the next number.
const VERSION: u8 = 1;
/// Version, cipher and nonce stand before the ciphertext.
const HEAD: usize = 2 + NONCE;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("no master key of this id in the key file")]
    UnknownKey,
    #[error("sealed content is of an unknown layout")]
    Layout,
    #[error("sealed content does not open: wrong key, wrong owner, or changed bytes")]
    DoesNotOpen,
    #[error("content is too long to be sealed")]
    TooLong,
}

/// A data key: seals one record or one file, and is itself sealed by a master key.
pub struct FileKey {
    cipher: Cipher,
    key: Zeroizing<Vec<u8>>,
}

impl FileKey {
    pub(super) fn generate(cipher: Cipher, random: &dyn Random) -> Self {
        let mut key = Zeroizing::new(vec![0; cipher.key_len()]);
        random.fill(&mut key);
        Self { cipher, key }
    }

    pub(super) fn from_bytes(cipher: Cipher, key: Zeroizing<Vec<u8>>) -> Self {
        Self { cipher, key }
    }

    pub(super) fn cipher(&self) -> Cipher {
        self.cipher
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.key
    }

    /// Version, cipher, nonce, ciphertext and tag.
    ///
    /// # Errors
    /// [`KeyError::TooLong`] beyond the cipher's 64 GiB.
    pub(super) fn seal(&self, random: &dyn Random, aad: &[u8], plain: &[u8]) -> Result<Vec<u8>, KeyError> {
        let mut nonce = [0; NONCE];
        random.fill(&mut nonce);
        let body = self.cipher.encrypt(&self.key, &nonce, aad, plain)?;
        let mut blob = Vec::with_capacity(HEAD + body.len());
        blob.extend_from_slice(&[VERSION, self.cipher.to_byte()]);
        blob.extend_from_slice(&nonce);
        blob.extend_from_slice(&body);
        Ok(blob)
    }

    /// # Errors
    /// [`KeyError::Layout`] or [`KeyError::DoesNotOpen`].
    pub(super) fn open(&self, aad: &[u8], blob: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        if cipher_of(blob)? != self.cipher {
            return Err(KeyError::Layout);
        }
        let (nonce, body) = blob.get(2..).and_then(|rest| rest.split_first_chunk::<NONCE>()).ok_or(KeyError::Layout)?;
        self.cipher.decrypt(&self.key, nonce, aad, body).map(Zeroizing::new)
    }
}

/// The cipher sealed content says it is sealed with.
pub(super) fn cipher_of(blob: &[u8]) -> Result<Cipher, KeyError> {
    match blob {
        [VERSION, cipher, ..] => Cipher::from_byte(*cipher).ok_or(KeyError::Layout),
        _ => Err(KeyError::Layout),
    }
}

/// Splits a record into its wrapped data key and its sealed content.
pub(super) fn split(blob: &[u8]) -> Result<(&[u8], &[u8]), KeyError> {
    let wrapped = HEAD + cipher_of(blob)?.key_len() + TAG;
    blob.split_at_checked(wrapped).ok_or(KeyError::Layout)
}
