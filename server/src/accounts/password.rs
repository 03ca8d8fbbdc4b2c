//! Passwords: what they must be, how they are kept, and the ones made up for a first sign-in.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use domain::ports::Internal;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::clock::Random;

/// KiB of memory, passes and lanes of argon2id: OWASP's first recommendation for servers.
const MEMORY: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// How many are hashed at once: each takes 19 MiB and a whole core.
const AT_ONCE: usize = 2;

const SHORTEST: usize = 10;
/// Nobody types more; hashing a megabyte would only cost time.
const LONGEST: usize = 128;

/// Those at least ten characters long that people try first.
const COMMON: [&str; 22] = [
    "0123456789",
    "1234567890",
    "12345678910",
    "123456789a",
    "1234567890a",
    "a123456789",
    "aa123456789",
    "abc1234567",
    "abc123456789",
    "abcd123456",
    "1q2w3e4r5t",
    "1qaz2wsx3edc",
    "qwertyuiop",
    "qwerty123456",
    "asdfghjkl1",
    "password12",
    "password123",
    "password1234",
    "woaini1314",
    "woaini5201314",
    "5201314520",
    "administrator",
];

/// Letters and digits nobody mixes up when reading them out.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789A";

/// Hashes and checks, away from the threads that serve pages.
#[derive(Clone)]
pub struct Hasher {
    turns: Arc<Semaphore>,
    argon2: Argon2<'static>,
    random: Arc<dyn Random>,
    /// A hash no password fits, so that an unknown login costs what a known one does.
    decoy: Arc<str>,
}

impl Hasher {
    /// # Errors
    /// When argon2 refuses its own parameters, which would be a fault of ours.
    pub fn new(random: Arc<dyn Random>) -> Result<Self, Internal> {
        let params = Params::new(MEMORY, PASSES, LANES, None).map_err(inside)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let decoy = hash(&argon2, &salt(&*random), &one_time(&*random))?.into();
        Ok(Self { turns: Arc::new(Semaphore::new(AT_ONCE)), argon2, random, decoy })
    }

    /// # Errors
    /// When there is no memory for it.
    pub async fn hash(&self, password: &str) -> Result<String, Internal> {
        let (argon2, salt) = (self.argon2.clone(), salt(&*self.random));
        let password = Zeroizing::new(password.to_owned());
        self.in_turn(move || hash(&argon2, &salt, &password)).await?
    }

    /// Whether a password fits the hash of a login; without one it takes as long and never fits.
    ///
    /// # Errors
    /// When a stored hash cannot be read.
    pub async fn fits(&self, password: &str, stored: Option<&str>) -> Result<bool, Internal> {
        let known = stored.is_some();
        let stored = stored.unwrap_or(&self.decoy).to_owned();
        let (argon2, password) = (self.argon2.clone(), Zeroizing::new(password.to_owned()));
        let fits = self
            .in_turn(move || {
                let stored = PasswordHash::new(&stored).map_err(inside)?;
                Ok::<_, Internal>(argon2.verify_password(password.as_bytes(), &stored).is_ok())
            })
            .await??;
        Ok(fits && known)
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Internal> {
        // The permit goes with the work: a visitor who hangs up must not free a turn that is still in use.
        let turn = self.turns.clone().acquire_owned().await.map_err(Internal::new)?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        })
        .await
        .map_err(Internal::new)
    }
}

/// What is wrong with a password somebody chose for a login, in words for them.
#[must_use]
pub fn fault(password: &str, login: &str) -> Option<String> {
    let length = password.chars().count();
    let lower = password.to_lowercase();
    if length < SHORTEST {
        return Some(format!("密码至少 {SHORTEST} 个字符，现在是 {length} 个"));
    }
    if length > LONGEST {
        return Some(format!("密码最多 {LONGEST} 个字符"));
    }
    if lower == login {
        return Some("密码不能和账号一样".to_owned());
    }
    if COMMON.contains(&lower.as_str()) || is_one_character(password) {
        return Some("这个密码太常见，容易被猜到，请换一个".to_owned());
    }
    None
}

/// Twenty random characters in groups of five: 100 bits, good for reading out once.
#[must_use]
pub fn one_time(random: &dyn Random) -> String {
    let mut bytes = Zeroizing::new([0; 20]);
    random.fill(bytes.as_mut_slice());
    let mut password = String::with_capacity(23);
    for (index, byte) in bytes.iter().enumerate() {
        if index > 0 && index % 5 == 0 {
            password.push('-');
        }
        // 32 divides 256, so every character is equally likely.
        let letter = ALPHABET.get(usize::from(byte % 32)).copied().unwrap_or(b'a');
        password.push(char::from(letter));
    }
    password
}

fn hash(argon2: &Argon2<'_>, salt: &[u8], password: &str) -> Result<String, Internal> {
    let hash = argon2.hash_password_with_salt(password.as_bytes(), salt).map_err(inside)?;
    Ok(hash.to_string())
}

fn salt(random: &dyn Random) -> [u8; 16] {
    let mut salt = [0; 16];
    random.fill(&mut salt);
    salt
}

fn is_one_character(password: &str) -> bool {
    let mut characters = password.chars();
    let first = characters.next();
    characters.all(|c| Some(c) == first)
}

fn inside(error: impl std::fmt::Display) -> Internal {
    Internal::new(format!("argon2: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemRandom;

    #[test]
    fn weak_passwords_are_refused_with_the_reason() {
        let cases = [
            ("短密码", "至少 10"),
            ("Password123", "太常见"),
            ("1111111111", "太常见"),
            ("zhang.sanfeng", "账号一样"),
            ("ZHANG.sanfeng", "账号一样"),
        ];
        for (password, why) in cases {
            assert!(fault(password, "zhang.sanfeng").is_some_and(|told| told.contains(why)), "{password}");
        }
        assert!(fault(&"长".repeat(129), "x").is_some_and(|told| told.contains("最多")));
        assert_eq!(fault("山高水长流-2026", "zhang.sanfeng"), None);
    }

    #[test]
    fn one_time_passwords_differ_and_pass_the_rules() {
        let passwords: std::collections::BTreeSet<_> = (0..50).map(|_| one_time(&SystemRandom)).collect();
        assert_eq!(passwords.len(), 50);
        assert!(passwords.iter().all(|password| password.len() == 23 && fault(password, "x").is_none()));
    }

    #[tokio::test]
    async fn only_the_right_password_fits_and_nothing_fits_an_unknown_login() {
        let hasher = Hasher::new(Arc::new(SystemRandom)).unwrap();
        let stored = hasher.hash("山高水长流-2026").await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(hasher.fits("山高水长流-2026", Some(&stored)).await.unwrap());
        assert!(!hasher.fits("山高水长流-2027", Some(&stored)).await.unwrap());
        assert!(!hasher.fits("山高水长流-2026", None).await.unwrap());
    }
}
