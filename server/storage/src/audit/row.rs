use jiff::Timestamp;
use sqlx::FromRow;

use super::chain::{self, Said};

/// A row of the trail exactly as it is kept, with the event it was written for as that is kept now.
#[derive(Clone, Debug, FromRow)]
pub struct AuditRow {
    pub seq: i64,
    /// Microseconds since 1970, UTC.
    pub at: i64,
    /// [`domain::audit::Who`] as JSON.
    pub actor: String,
    /// Id of the member of staff, or empty.
    pub person: String,
    /// Kind of the event, or a [`domain::audit::Deed`].
    pub what: String,
    /// Public number of the matter, or what else it was done to.
    pub subject: String,
    pub matter: Option<String>,
    pub event: Option<i64>,
    pub detail: String,
    pub digest: Vec<u8>,
    pub previous: Vec<u8>,
    pub hash: Vec<u8>,
    pub event_at: Option<i64>,
    pub event_actor: Option<String>,
    pub event_kind: Option<String>,
}

/// Rows with their events, so that every reader names the columns alike.
macro_rules! audit_rows {
    ($rest:literal) => {
        concat!(
            "SELECT a.seq, a.at, a.actor, a.person, a.what, a.subject, a.matter, a.event, a.detail, a.digest,
                 a.previous, a.hash, e.at AS event_at, e.actor AS event_actor, e.kind AS event_kind
             FROM audit a LEFT JOIN event e ON e.matter = a.matter AND e.seq = a.event ",
            $rest
        )
    };
}

impl AuditRow {
    /// When it happened; a time no clock shows reads as the beginning.
    #[must_use]
    pub fn time(&self) -> Timestamp {
        Timestamp::from_microsecond(self.at).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    pub(super) fn fits_its_hash(&self) -> bool {
        let said = Said {
            seq: self.seq,
            at: self.at,
            actor: &self.actor,
            person: &self.person,
            what: &self.what,
            subject: &self.subject,
            matter: self.matter.as_deref(),
            event: self.event,
            digest: &self.digest,
            previous: &self.previous,
        };
        chain::row_hash(&said).as_slice() == self.hash.as_slice()
    }

    /// Whether the event is there still; a row of another kind has none to lose.
    pub(super) fn has_its_event(&self) -> bool {
        self.matter.is_none() || self.event_kind.is_some()
    }

    /// Whether event or words are those the row was written for.
    pub(super) fn fits_its_digest(&self) -> bool {
        // Only rows without an event have words of their own.
        if self.matter.is_some() && !self.detail.is_empty() {
            return false;
        }
        let digest = match (&self.matter, self.event, self.event_at, &self.event_actor, &self.event_kind) {
            (Some(matter), Some(seq), Some(at), Some(actor), Some(kind)) => {
                chain::event_digest(matter, seq, at, actor, kind)
            }
            _ => chain::act_digest(&self.detail),
        };
        digest.as_slice() == self.digest.as_slice()
    }
}
