//! Session tokens: 256 random bits of which only the hash is stored.

use domain::ports::SessionToken;
use jiff::SignedDuration;
use sha2::{Digest, Sha256};

use crate::clock::Random;

/// A session nobody uses ends after this long.
pub const IDLE: SignedDuration = SignedDuration::from_hours(2);
/// And after this long in any case: a working day.
pub const WHOLE: SignedDuration = SignedDuration::from_hours(12);

#[must_use]
pub fn generate(random: &dyn Random) -> SessionToken {
    let mut bytes = [0; 32];
    random.fill(&mut bytes);
    SessionToken(hex::encode(bytes))
}

/// What is stored. A database that is stolen opens no session.
#[must_use]
pub fn hash(token: &SessionToken) -> [u8; 32] {
    Sha256::digest(token.0.as_bytes()).into()
}
