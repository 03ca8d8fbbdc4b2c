use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use crate::forwarding::registration_no;

/// What the gateway's answer means for the job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Taken over. The number may come with it, or later by callback.
    Delivered { registration_no: Option<String> },
    /// Worth another try, not before the moment it asked for.
    Failed { reason: String, not_before: Option<Timestamp> },
    /// The gateway understood and will not take this content, however often it is sent.
    Refused { reason: String },
}

#[derive(Deserialize)]
struct Body {
    #[serde(default)]
    registration_no: Option<String>,
}

impl Answer {
    pub(super) fn failed(reason: impl Into<String>) -> Self {
        Self::Failed { reason: reason.into(), not_before: None }
    }

    /// Reads an answer: its status, its `Retry-After`, and what of its body came.
    #[must_use]
    pub fn read(status: u16, retry_after: Option<&str>, body: &[u8], now: Timestamp) -> Self {
        let reason = format!("网关回答 {status}");
        match status {
            200..=299 => Self::Delivered { registration_no: number(body) },
            400 | 413 | 415 | 422 => Self::Refused { reason },
            _ => Self::Failed { reason, not_before: retry_after.and_then(|value| moment(value, now)) },
        }
    }
}

fn number(body: &[u8]) -> Option<String> {
    let body: Body = serde_json::from_slice(body).ok()?;
    registration_no::parse(&body.registration_no?).ok()
}

/// `Retry-After`: seconds or an HTTP date (RFC 9110 §10.2.3).
fn moment(value: &str, now: Timestamp) -> Option<Timestamp> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u32>() {
        return now.checked_add(SignedDuration::from_secs(i64::from(seconds))).ok();
    }
    rfc2822::DateTimeParser::new().parse_timestamp(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-11-21T01:30:00Z".parse().unwrap()
    }

    #[test]
    fn retry_after_is_read_as_seconds_and_as_a_date() {
        let later = |value| match Answer::read(503, Some(value), b"", now()) {
            Answer::Failed { not_before, .. } => not_before.map(|at| at.to_string()),
            other => panic!("{other:?}"),
        };
        assert_eq!(later("120").as_deref(), Some("2026-11-21T01:32:00Z"));
        assert_eq!(later("Sat, 21 Nov 2026 02:00:00 GMT").as_deref(), Some("2026-11-21T02:00:00Z"));
        assert_eq!(later("soon"), None);
        assert_eq!(later("-5"), None);
    }

    #[test]
    fn every_two_hundred_is_a_delivery_whatever_its_body() {
        let none = Answer::Delivered { registration_no: None };
        for body in ["", "ok", "{}", "[1]", r#"{"registration_no":null}"#, r#"{"registration_no":"=1"}"#] {
            assert_eq!(Answer::read(202, None, body.as_bytes(), now()), none, "{body}");
        }
        let with = Answer::read(200, None, br#"{"registration_no":"5309220000000202611210001","x":1}"#, now());
        assert_eq!(with, Answer::Delivered { registration_no: Some("5309220000000202611210001".into()) });
    }

    #[test]
    fn only_a_refused_content_is_not_tried_again() {
        for status in [400, 413, 415, 422] {
            assert!(matches!(Answer::read(status, None, b"", now()), Answer::Refused { .. }), "{status}");
        }
        for status in [301, 307, 401, 403, 404, 408, 409, 410, 425, 429, 500, 502, 503, 504] {
            assert!(matches!(Answer::read(status, None, b"", now()), Answer::Failed { .. }), "{status}");
        }
    }
}
