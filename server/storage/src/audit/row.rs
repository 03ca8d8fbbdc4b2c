use jiff::Timestamp;
use sqlx::FromRow;

use super::chain::{self, Said, Written};

/// A row of the trail exactly as it is kept, with the event or the ledger's entry it was written for as
/// that is kept now.
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
    /// Record of a ledger, or item of the newsroom, and number of the entry or step.
    pub ledger: Option<String>,
    pub entry: Option<i64>,
    pub entry_at: Option<i64>,
    pub entry_happened: Option<i64>,
    pub entry_actor: Option<String>,
    pub entry_step: Option<String>,
}

/// Rows with their events, so that every reader names the columns alike.
macro_rules! audit_rows {
    ($rest:literal) => {
        concat!(
            "SELECT a.seq, a.at, a.actor, a.person, a.what, a.subject, a.matter, a.event, a.detail, a.digest,
                 a.previous, a.hash, e.at AS event_at, e.actor AS event_actor, e.kind AS event_kind, a.ledger, a.entry,
                 COALESCE(l.at, n.at) AS entry_at, COALESCE(l.happened, n.at) AS entry_happened,
                 COALESCE(l.actor, n.actor) AS entry_actor, COALESCE(l.step, n.step) AS entry_step
             FROM audit a LEFT JOIN event e ON e.matter = a.matter AND e.seq = a.event
                 LEFT JOIN ledger_entry l ON l.ledger = a.ledger AND l.seq = a.entry
                 LEFT JOIN item_event n ON n.item = a.ledger AND n.seq = a.entry ",
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
            matter: self.matter.as_deref().or(self.ledger.as_deref()),
            event: self.event.or(self.entry),
            digest: &self.digest,
            previous: &self.previous,
        };
        chain::row_hash(&said).as_slice() == self.hash.as_slice()
    }

    /// Whether it was written for an event or an entry.
    pub(super) fn is_of_something(&self) -> bool {
        self.matter.is_some() || self.ledger.is_some()
    }

    /// Whether event or entry is there still; a row of another kind has none to lose.
    pub(super) fn has_its_event(&self) -> bool {
        (self.matter.is_none() || self.event_kind.is_some()) && (self.ledger.is_none() || self.entry_step.is_some())
    }

    /// Whether event, entry or words are those the row was written for.
    pub(super) fn fits_its_digest(&self) -> bool {
        // Rows of events have no words of their own, and nothing is event and entry at once.
        if self.matter.is_some() && (!self.detail.is_empty() || self.ledger.is_some()) {
            return false;
        }
        if let Some(written) = self.written() {
            return chain::entry_digest(&written, &self.detail).as_slice() == self.digest.as_slice();
        }
        let digest = match (&self.matter, self.event, self.event_at, &self.event_actor, &self.event_kind) {
            (Some(matter), Some(seq), Some(at), Some(actor), Some(kind)) => {
                chain::event_digest(matter, seq, at, actor, kind)
            }
            _ => chain::act_digest(&self.detail),
        };
        digest.as_slice() == self.digest.as_slice()
    }

    fn written(&self) -> Option<Written<'_>> {
        Some(Written {
            ledger: self.ledger.as_deref()?,
            seq: self.entry?,
            at: self.entry_at?,
            happened: self.entry_happened?,
            actor: self.entry_actor.as_deref()?,
            step: self.entry_step.as_deref()?,
        })
    }
}
