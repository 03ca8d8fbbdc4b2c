//! Signatures as the Standard Webhooks specification 1.0 lays them down: `webhook-id`,
//! `webhook-timestamp` and `webhook-signature: v1,<base64 of HMAC-SHA256 over "id.timestamp.body">`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::{SignedDuration, Timestamp};
use sha2::Sha256;
use zeroize::Zeroizing;

pub const ID: &str = "webhook-id";
pub const TIMESTAMP: &str = "webhook-timestamp";
pub const SIGNATURE: &str = "webhook-signature";

/// How far a sender's clock may be off, either way.
pub const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);

const PREFIX: &str = "whsec_";

/// The secrets both sides share: one, or two and more while they are being changed.
#[derive(Clone)]
pub struct Secrets(Vec<Zeroizing<Vec<u8>>>);

/// The three headers as they came in.
#[derive(Clone, Copy)]
pub struct Signed<'a> {
    pub id: &'a str,
    pub timestamp: &'a str,
    pub signature: &'a str,
}

/// Why a message is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Distrust {
    #[error("签名不对")]
    Signature,
    #[error("时间戳看不懂，或者与本机时间相差超过 5 分钟")]
    Stale,
}

impl Secrets {
    /// Reads one or several `whsec_…` secrets separated by spaces or commas; 24 to 64 bytes each,
    /// as the specification asks.
    ///
    /// # Errors
    /// What is wrong, without repeating the secret.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut secrets = Vec::new();
        for word in text.split([' ', ',', '\n']).filter(|word| !word.is_empty()) {
            let encoded = word.strip_prefix(PREFIX).ok_or("网关密钥应以 whsec_ 开头")?;
            let bytes = STANDARD.decode(encoded).map_err(|_| "网关密钥 whsec_ 之后应为 base64")?;
            if !(24..=64).contains(&bytes.len()) {
                return Err("网关密钥应为 24 到 64 个字节".to_owned());
            }
            secrets.push(Zeroizing::new(bytes));
        }
        if secrets.is_empty() { Err("没有填写网关密钥".to_owned()) } else { Ok(Self(secrets)) }
    }

    /// The value of `webhook-signature`: one signature a secret, so that the receiver may change
    /// its own at any moment.
    #[must_use]
    pub fn sign(&self, id: &str, at: Timestamp, body: &[u8]) -> String {
        let timestamp = at.as_second().to_string();
        let signatures: Vec<String> = self
            .0
            .iter()
            .filter_map(|secret| mac(secret, id, &timestamp, body))
            .map(|mac| format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
            .collect();
        signatures.join(" ")
    }

    /// Whether one of the secrets made one of the signatures, and lately.
    ///
    /// # Errors
    /// [`Distrust`]; the signature is judged before the time, so that a stranger learns nothing.
    pub fn verify(&self, signed: Signed<'_>, body: &[u8], now: Timestamp) -> Result<(), Distrust> {
        let offered: Vec<Vec<u8>> = signed
            .signature
            .split(' ')
            .filter_map(|part| part.strip_prefix("v1,"))
            .filter_map(|encoded| STANDARD.decode(encoded).ok())
            .collect();
        let mut fits = false;
        for secret in &self.0 {
            for signature in &offered {
                let Some(mac) = mac(secret, signed.id, signed.timestamp, body) else {
                    continue;
                };
                fits |= mac.verify_slice(signature).is_ok();
            }
        }
        if fits { fresh(signed.timestamp, now) } else { Err(Distrust::Signature) }
    }
}

fn mac(secret: &[u8], id: &str, timestamp: &str, body: &[u8]) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).ok()?;
    for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
        mac.update(part);
    }
    Some(mac)
}

fn fresh(timestamp: &str, now: Timestamp) -> Result<(), Distrust> {
    let sent = timestamp.parse().ok().and_then(|second| Timestamp::from_second(second).ok());
    let sent = sent.ok_or(Distrust::Stale)?;
    if sent.duration_since(now).abs() <= TOLERANCE { Ok(()) } else { Err(Distrust::Stale) }
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Secrets({})", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const OTHER: &str = "whsec_QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    fn second(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn signed(signature: &str) -> Signed<'_> {
        Signed { id: ID, timestamp: "1614265330", signature }
    }

    /// The vectors were made with version 1.1.1 of the published npm package `standardwebhooks`.
    #[test]
    fn signatures_are_those_of_the_published_library() {
        let secrets = Secrets::parse(SECRET).unwrap();
        assert_eq!(secrets.sign(ID, second(1_614_265_330), BODY), SIGNATURE);
        let chinese = r#"{"type":"matter.submitted","data":{"number":"YX-2026-000001","story":"药店卖过期药"}}"#;
        assert_eq!(
            secrets.sign("0193505e-6d00-7000-8000-000000000001", second(1_795_219_200), chinese.as_bytes()),
            "v1,3OobVSU3i1Pf7prSI2osKw4JIaEHY6cq5iMCowYEFHI="
        );
    }

    #[test]
    fn a_changed_body_id_or_time_is_not_believed() {
        let secrets = Secrets::parse(SECRET).unwrap();
        let now = second(1_614_265_330);
        assert_eq!(secrets.verify(signed(SIGNATURE), BODY, now), Ok(()));
        assert_eq!(secrets.verify(signed(SIGNATURE), b"{}", now), Err(Distrust::Signature));
        let other_id = Signed { id: "msg_other", ..signed(SIGNATURE) };
        assert_eq!(secrets.verify(other_id, BODY, now), Err(Distrust::Signature));
        let other_time = Signed { timestamp: "1614265331", ..signed(SIGNATURE) };
        assert_eq!(secrets.verify(other_time, BODY, now), Err(Distrust::Signature));
        for broken in ["", "v1", "v1,", "v1,###", "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="] {
            assert_eq!(secrets.verify(signed(broken), BODY, now), Err(Distrust::Signature), "{broken}");
        }
    }

    #[test]
    fn five_minutes_off_is_believed_and_a_second_more_is_not() {
        let secrets = Secrets::parse(SECRET).unwrap();
        for (now, expected) in [
            (1_614_265_330 + 300, Ok(())),
            (1_614_265_330 - 300, Ok(())),
            (1_614_265_330 + 301, Err(Distrust::Stale)),
            (1_614_265_330 - 301, Err(Distrust::Stale)),
        ] {
            assert_eq!(secrets.verify(signed(SIGNATURE), BODY, second(now)), expected, "{now}");
        }
    }

    #[test]
    fn secrets_can_be_changed_without_a_gap() {
        let both = Secrets::parse(&format!("{OTHER} {SECRET}")).unwrap();
        let now = second(1_614_265_330);
        assert_eq!(both.verify(signed(SIGNATURE), BODY, now), Ok(()));
        let signature = both.sign(ID, now, BODY);
        for one in [SECRET, OTHER] {
            assert_eq!(Secrets::parse(one).unwrap().verify(signed(&signature), BODY, now), Ok(()), "{one}");
        }
    }

    #[test]
    fn a_wrong_secret_is_refused_without_being_repeated() {
        for wrong in ["", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_@@", "whsec_c2hvcnQ="] {
            let refusal = Secrets::parse(wrong).unwrap_err();
            assert!(refusal.contains("网关密钥"), "{wrong}: {refusal}");
            assert!(wrong.is_empty() || !refusal.contains(wrong), "{refusal}");
        }
    }
}
