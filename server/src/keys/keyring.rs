use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use storage::Sealed;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::envelope::{self, FileKey, KeyError};
use super::sealing::Unsealing;
use super::{Cipher, KeyFileError, file};
use crate::clock::Random;

/// 256 secret bits.
pub(super) type Secret = Zeroizing<[u8; 32]>;

/// Every secret of one installation, read from its key file.
pub struct Keyring {
    pub(super) cipher: Cipher,
    /// Name of the master key new content is sealed with.
    pub(super) current: String,
    /// The current one, and older ones kept for opening.
    pub(super) masters: BTreeMap<String, Secret>,
    pub(super) lookup: Secret,
    pub(super) links: Secret,
    pub(super) unsealing: Unsealing,
    pub(super) random: Arc<dyn Random>,
}

/// What something is sealed for. Content sealed for one purpose does not open for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Who reported; owned by the matter.
    Identity,
    /// The identity that belongs into a letter; owned by the letter.
    Letter,
    /// A picture as it arrived; owned by the attachment.
    Photo,
    /// The copy of it staff see; owned by the attachment.
    ShownCopy,
    /// Second factor of a member of staff; owned by the account.
    Totp,
    /// An officer's phone number; owned by the officer.
    OfficerPhone,
    /// What an officer reported, or other bytes under its id; owned by the report or the variant.
    FieldReport,
    /// Bytes of a photo that is still coming; owned by the piece.
    FieldPiece,
    /// What a resident told about a reaction; owned by the reaction.
    Reaction,
    /// The phone number of somebody who asked about medicine; owned by the question.
    QuestionContact,
    /// Phone number and house of somebody who asked an officer to come; owned by the request.
    DoorContact,
}

impl Keyring {
    /// Reads the key file, or makes one with mode 0600 where there is none yet.
    ///
    /// # Errors
    /// [`KeyFileError`]: one line for the person at the console.
    pub fn open_or_create(path: &Path, random: Arc<dyn Random>) -> Result<Self, KeyFileError> {
        file::open_or_create(path, random)
    }

    /// Adds a fresh master key to the key file and makes it the current one; answers its id.
    ///
    /// # Errors
    /// [`KeyFileError`]; the file is then as it was.
    pub fn add_master(path: &Path, random: &dyn Random) -> Result<String, KeyFileError> {
        file::add_master(path, random)
    }

    /// Takes a master key that seals nothing any more out of the key file.
    ///
    /// # Errors
    /// [`KeyFileError`] for the current key or one that is not there.
    pub fn drop_master(path: &Path, random: &dyn Random, id: &str) -> Result<(), KeyFileError> {
        file::drop_master(path, random, id)
    }

    /// Seals a record with a fresh data key, itself sealed by the current master key. `owner` and
    /// `purpose` are bound in: the blob opens for no other.
    ///
    /// # Errors
    /// [`KeyError::TooLong`].
    pub fn seal(&self, purpose: Purpose, owner: Uuid, plain: &[u8]) -> Result<Sealed, KeyError> {
        let key = FileKey::generate(self.cipher, &*self.random);
        let (key_id, mut blob) = self.wrap(&key, owner)?;
        blob.extend(key.seal(&*self.random, &bound(purpose.as_str(), owner), plain)?);
        Ok(Sealed { key_id, blob })
    }

    /// # Errors
    /// [`KeyError`] when the master key is gone, the owner or purpose is another, or bytes changed.
    pub fn open(&self, purpose: Purpose, owner: Uuid, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let (wrapped, body) = envelope::split(&sealed.blob)?;
        let key = self.file_key(owner, &sealed.key_id, wrapped)?;
        key.open(&bound(purpose.as_str(), owner), body)
    }

    /// A fresh data key for a file, with the master key's id and the wrapped form to store.
    ///
    /// # Errors
    /// Never in practice: a key is short.
    pub fn new_file_key(&self, owner: Uuid) -> Result<(FileKey, String, Vec<u8>), KeyError> {
        let key = FileKey::generate(self.cipher, &*self.random);
        let (key_id, wrapped) = self.wrap(&key, owner)?;
        Ok((key, key_id, wrapped))
    }

    /// The data key of a stored file.
    ///
    /// # Errors
    /// [`KeyError`] when the master key is gone, the owner is another, or bytes changed.
    pub fn file_key(&self, owner: Uuid, key_id: &str, wrapped: &[u8]) -> Result<FileKey, KeyError> {
        let cipher = envelope::cipher_of(wrapped)?;
        let master = self.master(key_id, cipher)?;
        let key = master.open(&bound("data-key", owner), wrapped)?;
        Ok(FileKey::from_bytes(cipher, key))
    }

    /// # Errors
    /// [`KeyError::TooLong`].
    pub fn seal_file(&self, key: &FileKey, purpose: Purpose, owner: Uuid, plain: &[u8]) -> Result<Vec<u8>, KeyError> {
        key.seal(&*self.random, &bound(purpose.as_str(), owner), plain)
    }

    /// # Errors
    /// [`KeyError`] when the key, owner or purpose is another, or bytes changed.
    pub fn open_file(
        &self,
        key: &FileKey,
        purpose: Purpose,
        owner: Uuid,
        blob: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        key.open(&bound(purpose.as_str(), owner), blob)
    }

    /// Name of the master key that new content is sealed with.
    #[must_use]
    pub fn current(&self) -> &str {
        &self.current
    }

    /// Wraps a data key anew with the current master key; what the data key seals stays as it is.
    ///
    /// # Errors
    /// As [`Keyring::file_key`].
    pub fn rewrap(&self, owner: Uuid, key_id: &str, wrapped: &[u8]) -> Result<Sealed, KeyError> {
        let key = self.file_key(owner, key_id, wrapped)?;
        let master = self.master(&self.current, key.cipher())?;
        let blob = master.seal(&*self.random, &bound("data-key", owner), key.bytes())?;
        Ok(Sealed { key_id: self.current.clone(), blob })
    }

    /// The same for a record that holds its wrapped data key and its content together.
    ///
    /// # Errors
    /// As above.
    pub fn reseal(&self, owner: Uuid, sealed: &Sealed) -> Result<Sealed, KeyError> {
        let (wrapped, body) = envelope::split(&sealed.blob)?;
        let mut anew = self.rewrap(owner, &sealed.key_id, wrapped)?;
        anew.blob.extend_from_slice(body);
        Ok(anew)
    }

    /// What matters are found by when the desk knows the reporter's phone number: digits only.
    #[must_use]
    pub fn phone_mac(&self, phone: &str) -> [u8; 32] {
        self.mac("phone", phone.as_bytes())
    }

    /// A keyed hash (HMAC-SHA256) for looking things up; the same bytes give another hash under
    /// another purpose, and none can be computed from a stolen database alone.
    #[must_use]
    pub fn mac(&self, purpose: &str, bytes: &[u8]) -> [u8; 32] {
        mac(&self.lookup, purpose, bytes)
    }

    /// The same under the key that signs links, so that links can be cut off without losing codes.
    #[must_use]
    pub fn link_mac(&self, purpose: &str, bytes: &[u8]) -> [u8; 32] {
        mac(&self.links, purpose, bytes)
    }

    fn wrap(&self, key: &FileKey, owner: Uuid) -> Result<(String, Vec<u8>), KeyError> {
        let master = self.master(&self.current, self.cipher)?;
        let wrapped = master.seal(&*self.random, &bound("data-key", owner), key.bytes())?;
        Ok((self.current.clone(), wrapped))
    }

    /// The master key in the form a cipher takes; derived, so that one secret never serves two ciphers.
    fn master(&self, id: &str, cipher: Cipher) -> Result<FileKey, KeyError> {
        let secret = self.masters.get(id).ok_or(KeyError::UnknownKey)?;
        let derived = Zeroizing::new(mac(secret, "master-key", cipher.as_str().as_bytes()));
        let key = derived.get(..cipher.key_len()).ok_or(KeyError::Layout)?;
        Ok(FileKey::from_bytes(cipher, Zeroizing::new(key.to_vec())))
    }
}

impl Purpose {
    fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Letter => "letter",
            Self::Photo => "photo",
            Self::ShownCopy => "shown-copy",
            Self::Totp => "totp",
            Self::OfficerPhone => "officer-phone",
            Self::FieldReport => "field-report",
            Self::FieldPiece => "field-piece",
            Self::Reaction => "reaction",
            Self::QuestionContact => "question-contact",
            Self::DoorContact => "door-contact",
        }
    }
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keyring({}, {} master keys)", self.cipher.as_str(), self.masters.len())
    }
}

fn bound(purpose: &str, owner: Uuid) -> Vec<u8> {
    [b"yaoan/", purpose.as_bytes(), b"/", owner.as_bytes()].concat()
}

/// The purpose ends with a byte no purpose contains, so no two pairs run together.
#[expect(clippy::expect_used, reason = "HMAC takes keys of every length")]
pub(super) fn mac(secret: &Secret, purpose: &str, bytes: &[u8]) -> [u8; 32] {
    let mut hmac = Hmac::<Sha256>::new_from_slice(secret.as_slice()).expect("HMAC takes keys of every length");
    hmac.update(purpose.as_bytes());
    hmac.update(&[0]);
    hmac.update(bytes);
    hmac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests;
