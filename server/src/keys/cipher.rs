use aes_gcm::aead::consts::U12;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, AesGcm, Nonce};
use serde::{Deserialize, Serialize};

use super::KeyError;

type Sm4Gcm = AesGcm<sm4::Sm4, U12>;

/// The authenticated cipher new content is sealed with; what is sealed names its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cipher {
    #[default]
    #[serde(rename = "aes-256-gcm")]
    Aes256Gcm,
    /// The Chinese standard cipher in the mode of RFC 8998.
    #[serde(rename = "sm4-gcm")]
    Sm4Gcm,
}

/// Bytes of a nonce.
pub const NONCE: usize = 12;
/// Bytes of an authentication tag.
pub const TAG: usize = 16;

impl Cipher {
    /// As the key file writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Aes256Gcm => "aes-256-gcm",
            Self::Sm4Gcm => "sm4-gcm",
        }
    }

    /// Bytes of a key.
    #[must_use]
    pub fn key_len(self) -> usize {
        match self {
            Self::Aes256Gcm => 32,
            Self::Sm4Gcm => 16,
        }
    }

    pub(super) fn to_byte(self) -> u8 {
        match self {
            Self::Aes256Gcm => 1,
            Self::Sm4Gcm => 2,
        }
    }

    pub(super) fn from_byte(byte: u8) -> Option<Self> {
        [Self::Aes256Gcm, Self::Sm4Gcm].into_iter().find(|cipher| cipher.to_byte() == byte)
    }

    /// Ciphertext and tag. A nonce must never come twice under one key.
    pub(super) fn encrypt(self, key: &[u8], nonce: &[u8; NONCE], aad: &[u8], msg: &[u8]) -> Result<Vec<u8>, KeyError> {
        let (nonce, payload) = (&Nonce::from(*nonce), Payload { msg, aad });
        match self {
            Self::Aes256Gcm => new::<Aes256Gcm>(key)?.encrypt(nonce, payload),
            Self::Sm4Gcm => new::<Sm4Gcm>(key)?.encrypt(nonce, payload),
        }
        .map_err(|_| KeyError::TooLong)
    }

    pub(super) fn decrypt(self, key: &[u8], nonce: &[u8; NONCE], aad: &[u8], msg: &[u8]) -> Result<Vec<u8>, KeyError> {
        let (nonce, payload) = (&Nonce::from(*nonce), Payload { msg, aad });
        match self {
            Self::Aes256Gcm => new::<Aes256Gcm>(key)?.decrypt(nonce, payload),
            Self::Sm4Gcm => new::<Sm4Gcm>(key)?.decrypt(nonce, payload),
        }
        .map_err(|_| KeyError::DoesNotOpen)
    }
}

fn new<C: KeyInit>(key: &[u8]) -> Result<C, KeyError> {
    C::new_from_slice(key).map_err(|_| KeyError::DoesNotOpen)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(text: &str) -> Vec<u8> {
        hex::decode(text).unwrap()
    }

    #[test]
    fn sm4_gcm_gives_the_answer_of_rfc_8998_appendix_a_1() {
        let key = hex("0123456789abcdeffedcba9876543210");
        let nonce: [u8; NONCE] = hex("00001234567800000000abcd").try_into().unwrap();
        let aad = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        let plain = hex(concat!(
            "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd",
            "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"
        ));
        let expected = hex(concat!(
            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735",
            "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d",
            "83de3541e4c2b58177e065a9bf7b62ec"
        ));
        let sealed = Cipher::Sm4Gcm.encrypt(&key, &nonce, &aad, &plain).unwrap();
        assert_eq!(sealed, expected);
        assert_eq!(Cipher::Sm4Gcm.decrypt(&key, &nonce, &aad, &sealed).unwrap(), plain);
    }

    #[test]
    fn aes_256_gcm_gives_the_answer_of_nist_test_case_16() {
        let key = hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
        let nonce: [u8; NONCE] = hex("cafebabefacedbaddecaf888").try_into().unwrap();
        let aad = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        let plain = hex(concat!(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72",
            "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
        ));
        let expected = hex(concat!(
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa",
            "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
            "76fc6ece0f4e1768cddf8853bb2d551b"
        ));
        assert_eq!(Cipher::Aes256Gcm.encrypt(&key, &nonce, &aad, &plain).unwrap(), expected);
    }
}
