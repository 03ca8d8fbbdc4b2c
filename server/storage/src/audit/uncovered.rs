//! Events, entries of ledgers and steps of the newsroom that stand without a row in the trail.

use super::chain::{self, Hash, Written};
use super::snapshot::AT_ONCE;
use crate::db::Tx;
use crate::error::StorageError;

/// SQLite compares text byte by byte; PostgreSQL is told to.
macro_rules! events_sql {
    ($bytewise:literal) => {
        concat!(
            "SELECT e.matter, COALESCE(m.number, e.matter) AS number, e.seq, e.at, e.actor, e.kind
             FROM event e LEFT JOIN matter m ON m.id = e.matter
             WHERE NOT EXISTS (SELECT 1 FROM audit a WHERE a.matter = e.matter AND a.event = e.seq AND a.seq > $1)
                 AND (e.matter",
            $bytewise,
            " > $2 OR (e.matter = $2 AND e.seq > $3))
             ORDER BY e.matter",
            $bytewise,
            ", e.seq LIMIT $4"
        )
    };
}

macro_rules! entries_sql {
    ($bytewise:literal) => {
        concat!(
            "SELECT e.ledger, COALESCE(l.number, e.ledger) AS number, COALESCE(l.book, '') AS book, e.seq, e.at, e.happened,
                 e.actor, e.step
             FROM ledger_entry e LEFT JOIN ledger l ON l.id = e.ledger
             WHERE NOT EXISTS (SELECT 1 FROM audit a WHERE a.ledger = e.ledger AND a.entry = e.seq AND a.seq > $1)
                 AND (e.ledger",
            $bytewise,
            " > $2 OR (e.ledger = $2 AND e.seq > $3))
             ORDER BY e.ledger",
            $bytewise,
            ", e.seq LIMIT $4"
        )
    };
}

/// A step of the newsroom has the shape of a ledger's entry.
macro_rules! steps_sql {
    ($bytewise:literal) => {
        concat!(
            "SELECT e.item AS ledger, COALESCE(i.slug, e.item) AS number, '' AS book, e.seq, e.at, e.at AS happened,
                 e.actor, e.step
             FROM item_event e LEFT JOIN item i ON i.id = e.item
             WHERE NOT EXISTS (SELECT 1 FROM audit a WHERE a.ledger = e.item AND a.entry = e.seq AND a.seq > $1)
                 AND (e.item",
            $bytewise,
            " > $2 OR (e.item = $2 AND e.seq > $3))
             ORDER BY e.item",
            $bytewise,
            ", e.seq LIMIT $4"
        )
    };
}

macro_rules! ask {
    ($tx:expr, $sql:ident, $cut:expr, $behind:expr) => {
        match $tx {
            Tx::Sqlite(tx) => {
                const SQL: &str = $sql!("");
                sqlx::query_as(SQL)
                    .bind($cut)
                    .bind(&$behind.0)
                    .bind($behind.1)
                    .bind(AT_ONCE)
                    .fetch_all(&mut **tx)
                    .await?
            }
            Tx::Postgres(tx) => {
                const SQL: &str = $sql!(" COLLATE \"C\"");
                sqlx::query_as(SQL)
                    .bind($cut)
                    .bind(&$behind.0)
                    .bind($behind.1)
                    .bind(AT_ONCE)
                    .fetch_all(&mut **tx)
                    .await?
            }
        }
    };
}

#[derive(sqlx::FromRow)]
struct Event {
    matter: String,
    number: String,
    seq: i64,
    at: i64,
    actor: String,
    kind: String,
}

/// An entry of a ledger without a row.
#[derive(sqlx::FromRow)]
pub(super) struct Entry {
    pub ledger: String,
    pub number: String,
    pub book: String,
    pub seq: i64,
    pub at: i64,
    pub happened: i64,
    pub actor: String,
    pub step: String,
}

impl Entry {
    pub(super) fn written(&self) -> Written<'_> {
        Written {
            ledger: &self.ledger,
            seq: self.seq,
            at: self.at,
            happened: self.happened,
            actor: &self.actor,
            step: &self.step,
        }
    }
}

/// Number and digest of each, events in the order of matter and number before entries in the order of
/// ledger and number, before steps of items. Rows up to `cut` do not count.
pub(super) async fn each_uncovered(
    tx: &mut Tx,
    cut: i64,
    mut visit: impl FnMut(&str, Hash),
) -> Result<(), StorageError> {
    let mut behind = (String::new(), 0);
    loop {
        let events: Vec<Event> = ask!(tx, events_sql, cut, behind);
        let Some(last) = events.last() else { break };
        behind = (last.matter.clone(), last.seq);
        for one in &events {
            visit(&one.number, chain::event_digest(&one.matter, one.seq, one.at, &one.actor, &one.kind));
        }
    }
    let mut behind = (String::new(), 0);
    loop {
        let entries = uncovered_entries(tx, cut, &behind).await?;
        let Some(last) = entries.last() else { break };
        behind = (last.ledger.clone(), last.seq);
        for one in &entries {
            visit(&one.number, chain::entry_digest(&one.written(), ""));
        }
    }
    let mut behind = (String::new(), 0);
    loop {
        let steps: Vec<Entry> = ask!(tx, steps_sql, cut, behind);
        let Some(last) = steps.last() else { return Ok(()) };
        behind = (last.ledger.clone(), last.seq);
        for one in &steps {
            visit(&one.number, chain::entry_digest(&one.written(), ""));
        }
    }
}

/// The next of them behind one.
pub(super) async fn uncovered_entries(
    tx: &mut Tx,
    cut: i64,
    behind: &(String, i64),
) -> Result<Vec<Entry>, StorageError> {
    Ok(ask!(tx, entries_sql, cut, behind))
}
