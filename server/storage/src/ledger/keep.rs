//! Writing to the ledgers, within one transaction.

use domain::audit::{Act, Deed, Who};
use domain::ledger::Book;
use domain::letter::document_number;
use domain::track::beijing;
use jiff::Timestamp;
use uuid::Uuid;

use super::{Filed, Keeping, KeptEntry, LedgerRow, NewLedger, Numbered, Standing, claim};
use crate::append::{Appended, Change, append_in};
use crate::audit::{self, Written};
use crate::column::{Reading, due, json, micros};
use crate::db::Tx;
use crate::error::StorageError;
use crate::letters::next_ordinal;

/// Keeps everything together; what is refused leaves the transaction to be undone.
pub(super) async fn keep_in(tx: &mut Tx, keeping: &Keeping<'_>) -> Result<Filed, StorageError> {
    let mut acts = Vec::new();
    if let Some(numbered) = &keeping.numbered {
        let Some(act) = keep_numbered(tx, numbered).await? else { return Ok(Filed::Conflict) };
        acts.push(act);
    }
    if let Some((row, entry, standing)) = &keeping.append {
        let Some(act) = append_entry(tx, row, entry, standing).await? else { return Ok(Filed::Conflict) };
        acts.push(act);
    }
    let mut numbers = Vec::with_capacity(keeping.open.len());
    for new in keeping.open {
        if is_there(tx, new).await? {
            return Ok(Filed::Known);
        }
        let number = next_number(tx, new.book, new.entry.at).await?;
        insert(tx, new, &number).await?;
        acts.push(insert_entry(tx, (new.book, &number), new.id, 1, &new.entry).await?);
        numbers.push(number);
    }
    if let Some(claim) = &keeping.claim
        && !claim::insert(tx, claim).await?
    {
        return Ok(Filed::Conflict);
    }
    if let Some((matter, change)) = &keeping.matter
        && !matches!(append_in(tx, None, matter, change).await?, Appended::Done(_))
    {
        return Ok(Filed::Conflict);
    }
    audit::append(tx, &acts).await?;
    Ok(Filed::Done(numbers))
}

async fn keep_numbered(tx: &mut Tx, numbered: &Numbered<'_>) -> Result<Option<audit::Entry>, StorageError> {
    let year = numbered.at.to_zoned(beijing()).year();
    let ordinal = next_ordinal(tx, numbered.series, year).await?;
    let (entry, standing, told) = (numbered.make)(&document_number(numbered.series, year, ordinal))?;
    let Some(act) = append_entry(tx, numbered.row, &entry, &standing).await? else { return Ok(None) };
    if let (Some((matter, due)), Some(event)) = (&numbered.matter, &told) {
        let change = Change { events: std::slice::from_ref(event), due: *due, ..Change::default() };
        if !matches!(append_in(tx, None, matter, &change).await?, Appended::Done(_)) {
            return Ok(None);
        }
    }
    Ok(Some(act))
}

/// `None` when the record is not at the version it was read at.
async fn append_entry(
    tx: &mut Tx,
    row: &LedgerRow,
    entry: &KeptEntry,
    standing: &Standing,
) -> Result<Option<audit::Entry>, StorageError> {
    if !update(tx, row, standing).await? {
        return Ok(None);
    }
    let seq = row.version.saturating_add(1);
    insert_entry(tx, (row.book, &row.number), row.id, seq, entry).await.map(Some)
}

/// What the audit trail calls an entry of a book.
pub(crate) fn deed(book: Book) -> Deed {
    match book {
        Book::Transfer => Deed::TransferKept,
        Book::Risk | Book::Task | Book::Minutes => Deed::RiskKept,
        Book::Reward => Deed::RewardKept,
    }
}

/// False when the record is not at the version it was read at.
async fn update(tx: &mut Tx, row: &LedgerRow, standing: &Standing) -> Result<bool, StorageError> {
    let updated = on!(tx, tx => {
        sqlx::query(
            "UPDATE ledger SET version = version + 1, region = $3, unit = $4, also = $5, sort = $6, open = $7, due = $8,
                 state = $9
             WHERE id = $1 AND version = $2",
        )
        .bind(row.id.to_string())
        .bind(i64::from(row.version))
        .bind(standing.region.as_str())
        .bind(&standing.unit)
        .bind(&standing.also)
        .bind(standing.sort)
        .bind(standing.open)
        .bind(due(standing.due))
        .bind(&standing.state)
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(updated == 1)
}

async fn is_there(tx: &mut Tx, new: &NewLedger) -> Result<bool, StorageError> {
    let found = on!(tx, tx => {
        sqlx::query("SELECT 1 FROM ledger WHERE id = $1 OR (book = 'reward' AND $2 = 'reward' AND matter = $3)")
            .bind(new.id.to_string())
            .bind(new.book.as_str())
            .bind(new.matter.map(|matter| matter.to_string()))
            .fetch_optional(&mut **tx)
            .await?
            .is_some()
    });
    Ok(found)
}

async fn next_number(tx: &mut Tx, book: Book, at: Timestamp) -> Result<String, StorageError> {
    let year = at.to_zoned(beijing()).year();
    let (last,): (i64,) = on!(tx, tx => {
        sqlx::query_as(
            "INSERT INTO ledger_counter (book, year, last) VALUES ($1, $2, 1)
             ON CONFLICT (book, year) DO UPDATE SET last = ledger_counter.last + 1
             RETURNING last",
        )
        .bind(book.as_str())
        .bind(i64::from(year))
        .fetch_one(&mut **tx)
        .await
    })?;
    Ok(book.number(year, Reading { table: "ledger_counter", row: book.as_str() }.number("last", last)?))
}

async fn insert(tx: &mut Tx, new: &NewLedger, number: &str) -> Result<(), StorageError> {
    let standing = &new.standing;
    on!(tx, tx => {
        sqlx::query(
            "INSERT INTO ledger (id, book, number, matter, region, unit, also, sort, open, due, opened_at, version, state)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12)",
        )
        .bind(new.id.to_string())
        .bind(new.book.as_str())
        .bind(number)
        .bind(new.matter.map(|matter| matter.to_string()))
        .bind(standing.region.as_str())
        .bind(&standing.unit)
        .bind(&standing.also)
        .bind(standing.sort)
        .bind(standing.open)
        .bind(due(standing.due))
        .bind(micros(new.entry.at))
        .bind(&standing.state)
        .execute(&mut **tx)
        .await
        .map(drop)
    })?;
    Ok(())
}

/// Answers the entry's row in the audit trail, which is written last.
async fn insert_entry(
    tx: &mut Tx,
    (book, number): (Book, &str),
    ledger: Uuid,
    seq: u32,
    entry: &KeptEntry,
) -> Result<audit::Entry, StorageError> {
    let (ledger, actor) = (ledger.to_string(), json(&entry.actor)?);
    let written = Written {
        ledger: &ledger,
        seq: i64::from(seq),
        at: micros(entry.at),
        happened: micros(entry.happened),
        actor: &actor,
        step: &entry.step,
    };
    on!(tx, tx => {
        sqlx::query("INSERT INTO ledger_entry (ledger, seq, at, happened, actor, step) VALUES ($1, $2, $3, $4, $5, $6)")
            .bind(written.ledger)
            .bind(written.seq)
            .bind(written.at)
            .bind(written.happened)
            .bind(written.actor)
            .bind(written.step)
            .execute(&mut **tx)
            .await
            .map(drop)
    })?;
    let act = Act::new(entry.at, Who::from(&entry.actor), deed(book), number).with_detail(entry.text.clone());
    audit::Entry::of_entry(&act, &written)
}
