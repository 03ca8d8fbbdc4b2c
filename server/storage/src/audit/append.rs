use domain::audit::{Act, Who};
use domain::event::Event;
use domain::matter::MatterId;
use serde::Deserialize;

use super::chain::{self, Hash, Said, Written};
use crate::column::{json, micros};
use crate::db::Tx;
use crate::error::StorageError;
use crate::store::Store;

/// A row as it is to be written; its place in the chain is found last of all.
pub(crate) struct Entry {
    at: i64,
    actor: String,
    person: String,
    what: String,
    subject: String,
    of: Of,
    detail: String,
    digest: Hash,
}

/// What a row was written for, and the number within it.
enum Of {
    Act,
    Event(String, i64),
    Ledger(String, i64),
}

impl Store {
    /// Writes down what somebody did that is no event of a matter.
    ///
    /// # Errors
    /// When the database cannot be written: then what was done must not go on.
    pub async fn note(&self, act: &Act) -> Result<(), StorageError> {
        retrying!(self.note_once(act))
    }

    async fn note_once(&self, act: &Act) -> Result<(), StorageError> {
        let mut tx = self.begin().await?;
        note(&mut tx, act).await?;
        tx.commit().await
    }
}

/// The same within the transaction that does it. Nothing may come behind it: see [`append`].
pub(crate) async fn note(tx: &mut Tx, act: &Act) -> Result<(), StorageError> {
    append(tx, &[Entry::of_act(act)?]).await
}

/// Ends a transaction: what changed something is noted first. Answers whether something changed.
pub(crate) async fn close(mut tx: Tx, changed: u64, act: &Act) -> Result<bool, StorageError> {
    if changed > 0 {
        note(&mut tx, act).await?;
    }
    tx.commit().await?;
    Ok(changed > 0)
}

/// Chains rows behind the newest one. Whoever writes queues here until the transaction ends, so it
/// comes last in every transaction: no two can then wait for each other, and nobody waits longer
/// than a commit takes.
pub(crate) async fn append(tx: &mut Tx, entries: &[Entry]) -> Result<(), StorageError> {
    if entries.is_empty() {
        return Ok(());
    }
    let (mut seq, mut previous) = head_for_update(tx).await?;
    for entry in entries {
        seq += 1;
        previous = insert(tx, seq, &previous, entry).await?.to_vec();
    }
    on!(tx, tx => {
        sqlx::query("UPDATE audit_head SET seq = $1, hash = $2 WHERE id = 1")
            .bind(seq)
            .bind(previous)
            .execute(&mut **tx)
            .await
            .map(drop)
    })?;
    Ok(())
}

/// Number and hash of the newest row, which nobody else may follow now.
pub(crate) async fn head_for_update(tx: &mut Tx) -> Result<(i64, Vec<u8>), StorageError> {
    let head: Option<(i64, Vec<u8>)> = match tx {
        // Its transactions that write come one after another anyway.
        Tx::Sqlite(tx) => sqlx::query_as("SELECT seq, hash FROM audit_head").fetch_optional(&mut **tx).await?,
        Tx::Postgres(tx) => {
            sqlx::query_as("SELECT seq, hash FROM audit_head FOR UPDATE").fetch_optional(&mut **tx).await?
        }
    };
    head.ok_or_else(|| StorageError::other("the audit trail was not begun; run `yaoan migrate`"))
}

async fn insert(tx: &mut Tx, seq: i64, previous: &[u8], entry: &Entry) -> Result<Hash, StorageError> {
    let (matter, event) = entry.of.event().unzip();
    let (ledger, number) = entry.of.entry().unzip();
    let hash = chain::row_hash(&Said {
        seq,
        at: entry.at,
        actor: &entry.actor,
        person: &entry.person,
        what: &entry.what,
        subject: &entry.subject,
        matter: matter.or(ledger),
        event: event.or(number),
        digest: &entry.digest,
        previous,
    });
    on!(tx, tx => {
        sqlx::query(
            "INSERT INTO audit
                 (seq, at, actor, person, what, subject, matter, event, detail, digest, previous, hash, ledger, entry)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        )
        .bind(seq)
        .bind(entry.at)
        .bind(&entry.actor)
        .bind(&entry.person)
        .bind(&entry.what)
        .bind(&entry.subject)
        .bind(matter)
        .bind(event)
        .bind(&entry.detail)
        .bind(entry.digest.as_slice())
        .bind(previous)
        .bind(hash.as_slice())
        .bind(ledger)
        .bind(number)
        .execute(&mut **tx)
        .await
        .map(drop)
    })?;
    Ok(hash)
}

impl Entry {
    pub(crate) fn of_act(act: &Act) -> Result<Self, StorageError> {
        Ok(Self {
            at: micros(act.at),
            actor: json(&act.who)?,
            person: person(&act.who),
            what: act.deed.as_str().to_owned(),
            subject: act.subject.clone(),
            of: Of::Act,
            detail: act.detail.clone(),
            digest: chain::act_digest(&act.detail),
        })
    }

    /// The row of a ledger's entry, with the words of the act.
    pub(crate) fn of_entry(act: &Act, written: &Written<'_>) -> Result<Self, StorageError> {
        Ok(Self {
            of: Of::Ledger(written.ledger.to_owned(), written.seq),
            digest: chain::entry_digest(written, &act.detail),
            ..Self::of_act(act)?
        })
    }

    /// The row of an event, `seq` its number within the matter.
    pub(crate) fn of_event(matter: MatterId, number: &str, seq: i64, event: &Event) -> Result<Self, StorageError> {
        let (actor, kind) = (json(&event.actor)?, json(&event.kind)?);
        let person = person(&Who::from(&event.actor));
        Self::of_kept(&Kept { matter: &matter.to_string(), number, seq, at: micros(event.at), actor, kind }, person)
    }

    /// The row of an event that is there already.
    pub(crate) fn of_kept(kept: &Kept<'_>, person: String) -> Result<Self, StorageError> {
        let Tag { what } = serde_json::from_str(&kept.kind)?;
        Ok(Self {
            at: kept.at,
            digest: chain::event_digest(kept.matter, kept.seq, kept.at, &kept.actor, &kept.kind),
            actor: kept.actor.clone(),
            person,
            what,
            subject: kept.number.to_owned(),
            of: Of::Event(kept.matter.to_owned(), kept.seq),
            detail: String::new(),
        })
    }
}

impl Of {
    fn event(&self) -> Option<(&str, i64)> {
        if let Self::Event(matter, number) = self { Some((matter, *number)) } else { None }
    }

    fn entry(&self) -> Option<(&str, i64)> {
        if let Self::Ledger(ledger, number) = self { Some((ledger, *number)) } else { None }
    }
}

/// An event as its row keeps it.
pub(crate) struct Kept<'a> {
    pub matter: &'a str,
    pub number: &'a str,
    pub seq: i64,
    pub at: i64,
    pub actor: String,
    pub kind: String,
}

/// Every kind of event names itself first.
#[derive(Deserialize)]
struct Tag {
    what: String,
}

pub(crate) fn person(who: &Who) -> String {
    who.person().map(|id| id.to_string()).unwrap_or_default()
}
