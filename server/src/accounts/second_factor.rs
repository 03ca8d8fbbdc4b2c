//! The second factor: time-based codes (RFC 6238, 30 seconds, one step either way), each taken once.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::ports::{Internal, TotpSetup};
use jiff::{SignedDuration, Timestamp};
use storage::Sealed;
use totp_rs::{Builder, Secret, Totp};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::clock::Random;
use crate::keys::{Keyring, Purpose};

/// Bytes of a secret: what RFC 4226 recommends and apps expect.
const SECRET: usize = 20;
/// How long a setup page may stay open.
const TICKET_LIFE: SignedDuration = SignedDuration::from_mins(30);

/// One account's secret, whose owner is bound into everything sealed.
pub struct SecondFactor {
    owner: Uuid,
    secret: Zeroizing<Vec<u8>>,
}

impl SecondFactor {
    #[must_use]
    pub fn generate(owner: Uuid, random: &dyn Random) -> Self {
        let mut secret = Zeroizing::new(vec![0; SECRET]);
        random.fill(&mut secret);
        Self { owner, secret }
    }

    /// `None` unless the text is Base32 of at least 128 bits, as RFC 4226 demands.
    #[must_use]
    pub fn from_base32(owner: Uuid, text: &str) -> Option<Self> {
        let secret = Secret::try_from_base32(text.trim().to_uppercase()).ok()?;
        (secret.as_ref().len() >= 16).then(|| Self { owner, secret: Zeroizing::new(secret.as_ref().to_vec()) })
    }

    /// # Errors
    /// When the key file lacks the key it was sealed with.
    pub fn open(owner: Uuid, sealed: &Sealed, keys: &Keyring) -> Result<Self, Internal> {
        let secret = keys.open(Purpose::Totp, owner, sealed).map_err(Internal::new)?;
        Ok(Self { owner, secret })
    }

    /// # Errors
    /// Never in practice: a secret is short.
    pub fn seal(&self, keys: &Keyring) -> Result<Sealed, Internal> {
        keys.seal(Purpose::Totp, self.owner, &self.secret).map_err(Internal::new)
    }

    /// The step of the code, if it is right now and later than the last one taken.
    ///
    /// # Errors
    /// When the stored secret is too short to be one.
    pub fn accept(&self, code: &str, last_step: Option<i64>, at: Timestamp) -> Result<Option<i64>, Internal> {
        let code: String = domain::text::clean(code).chars().filter(|c| !c.is_whitespace()).collect();
        let seconds = u64::try_from(at.as_second()).unwrap_or(0);
        let step = self.totp(None)?.check(&code, seconds).and_then(|step| i64::try_from(step).ok());
        Ok(step.filter(|step| last_step.is_none_or(|last| *step > last)))
    }

    /// What a setup page shows: the secret in both forms, and the ticket that brings it back.
    ///
    /// # Errors
    /// When it cannot be sealed.
    pub fn setup(&self, login: &str, issuer: &str, keys: &Keyring, at: Timestamp) -> Result<TotpSetup, Internal> {
        let totp = self.totp(Some((login, issuer)))?;
        let until = at.saturating_add(TICKET_LIFE).unwrap_or(at);
        Ok(TotpSetup {
            secret: totp.secret().to_base32(),
            url: totp.to_url().map_err(inside)?,
            ticket: self.ticket(keys, until)?,
        })
    }

    /// The secret a ticket carries; `None` when it is too old, changed, or somebody else's.
    #[must_use]
    pub fn of_ticket(owner: Uuid, ticket: &str, keys: &Keyring, at: Timestamp) -> Option<Self> {
        let (key_id, blob) = ticket.split_once('.')?;
        let blob = URL_SAFE_NO_PAD.decode(blob).ok()?;
        let sealed = Sealed { key_id: key_id.to_owned(), blob };
        let plain = keys.open(Purpose::Totp, owner, &sealed).ok()?;
        let (until, secret) = plain.split_first_chunk::<8>()?;
        let in_time = at.as_second() <= i64::from_be_bytes(*until);
        (in_time && secret.len() >= 16).then(|| Self { owner, secret: Zeroizing::new(secret.to_vec()) })
    }

    fn ticket(&self, keys: &Keyring, until: Timestamp) -> Result<String, Internal> {
        let mut plain = Zeroizing::new(until.as_second().to_be_bytes().to_vec());
        plain.extend_from_slice(&self.secret);
        let sealed = keys.seal(Purpose::Totp, self.owner, &plain).map_err(Internal::new)?;
        Ok(format!("{}.{}", sealed.key_id, URL_SAFE_NO_PAD.encode(&sealed.blob)))
    }

    fn totp(&self, named: Option<(&str, &str)>) -> Result<Totp, Internal> {
        let builder = Builder::new().with_secret(self.secret.to_vec()).with_skew(1).with_step_duration(30);
        let builder = match named {
            Some((login, issuer)) => builder.with_account_name(login).with_issuer(Some(issuer.replace(':', ""))),
            None => builder,
        };
        builder.build().map_err(inside)
    }
}

fn inside(error: impl std::fmt::Display) -> Internal {
    Internal::new(format!("second factor: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B.
    fn rfc() -> SecondFactor {
        SecondFactor { owner: Uuid::nil(), secret: Zeroizing::new(b"12345678901234567890".to_vec()) }
    }

    fn second(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn codes_of_rfc_6238_are_right() {
        for (at, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(rfc().accept(code, None, second(at)).unwrap(), Some(at / 30), "{at}");
        }
    }

    #[test]
    fn a_code_is_right_one_step_either_way_and_no_further() {
        for (at, right) in [(29, true), (60, true), (89, true), (90, false), (1_000, false)] {
            assert_eq!(rfc().accept("287 082", None, second(at)).unwrap().is_some(), right, "{at}");
        }
    }

    #[test]
    fn a_code_is_taken_once() {
        let step = rfc().accept("287082", None, second(59)).unwrap();
        assert_eq!(rfc().accept("287082", step, second(59)).unwrap(), None);
    }

    #[test]
    fn what_is_not_six_digits_is_wrong() {
        for code in ["", "28708", "2870822", "abcdef", "２８７０８"] {
            assert_eq!(rfc().accept(code, None, second(59)).unwrap(), None, "{code}");
        }
        assert!(rfc().accept("２８７０８２", None, second(59)).unwrap().is_some());
    }
}
