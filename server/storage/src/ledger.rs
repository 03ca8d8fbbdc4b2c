use domain::access::Staff;
use domain::audit::{Act, Deed, Who};
use domain::event::{Actor, Event};
use domain::ledger::{Book, Entry, Record};
use domain::letter::document_number;
use domain::matter::MatterId;
use domain::region::RegionCode;
use domain::track::beijing;
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::FromRow;
use uuid::Uuid;

use crate::append::{Appended, Change, append_in};
use crate::audit::{self, Written};
use crate::column::{NO_DUE, Reading, due, json, micros, to_the_microsecond};
use crate::db::Tx;
use crate::error::StorageError;
use crate::letters::next_ordinal;
use crate::matters::MatterRow;
use crate::store::Store;

mod claim;
mod list;

pub use claim::{Claim, NewClaim};
pub use list::{LedgerFilter, LedgerPage};

/// A record of a ledger as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerRow {
    pub id: Uuid,
    pub book: Book,
    pub number: String,
    pub matter: Option<MatterId>,
    pub region: RegionCode,
    /// Its own, or its matter's where it has none.
    pub unit: Option<String>,
    pub also: Option<String>,
    pub due: Option<Date>,
    pub opened_at: Timestamp,
    pub version: u32,
    state: String,
}

/// An entry as it is kept, and what the audit trail reads of it.
#[derive(Clone, Debug)]
pub struct KeptEntry {
    pub at: Timestamp,
    pub happened: Timestamp,
    pub actor: Actor,
    pub step: String,
    pub text: String,
}

/// The row's columns after a change.
#[derive(Clone, Debug)]
pub struct Standing {
    pub region: RegionCode,
    pub unit: Option<String>,
    pub also: Option<String>,
    pub sort: &'static str,
    pub open: bool,
    pub due: Option<Date>,
    pub state: String,
}

/// A record about to be opened; its number is given out in the same transaction.
#[derive(Clone, Debug)]
pub struct NewLedger {
    /// Made with the form, so that the same form sent twice is one record.
    pub id: Uuid,
    pub book: Book,
    pub matter: Option<MatterId>,
    pub standing: Standing,
    pub entry: KeptEntry,
}

/// What is kept together or not at all.
#[derive(Default)]
pub struct Keeping<'a> {
    pub append: Option<(&'a LedgerRow, KeptEntry, Standing)>,
    pub numbered: Option<Numbered<'a>>,
    pub open: &'a [NewLedger],
    pub claim: Option<NewClaim>,
    pub matter: Option<(&'a MatterRow, Change<'a>)>,
}

/// An entry a letter goes out with: the letter takes the next number of its series, as the letters
/// about matters do.
#[derive(Clone, Copy)]
pub struct Numbered<'a> {
    pub row: &'a LedgerRow,
    /// Agency's and form's word, counted on their own in each Beijing year.
    pub series: &'a str,
    pub at: Timestamp,
    /// The matter that hears of it, and the day it is due on then.
    pub matter: Option<(&'a MatterRow, Option<Date>)>,
    pub make: Making<'a>,
}

/// Entry, row and what the matter is told, made with the number.
pub type Making<'a> =
    &'a (dyn Fn(&str) -> Result<(KeptEntry, Standing, Option<Event>), StorageError> + Send + Sync);

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filed {
    /// Numbers of the records that were opened.
    Done(Vec<String>),
    /// Something else happened to the record or the matter since it was read.
    Conflict,
    /// The first record to be opened is there already, or its matter has one.
    Known,
}

macro_rules! select_ledger {
    ($rest:literal) => {
        concat!(
            "SELECT l.id, l.book, l.number, l.matter, l.region, COALESCE(l.unit, m.unit) AS unit, l.also, l.due,
                 l.opened_at, l.version, l.state
             FROM ledger l LEFT JOIN matter m ON m.id = l.matter ",
            $rest
        )
    };
}
pub(crate) use select_ledger;

impl LedgerRow {
    /// # Errors
    /// When the state cannot be read.
    pub fn record<R: Record>(&self) -> Result<R, StorageError> {
        Reading { table: "ledger", row: &self.number }.json("state", &self.state)
    }

    /// Whether it is this person's business by unit.
    #[must_use]
    pub fn unit_for(&self, staff: &Staff) -> Option<String> {
        let second = self.also.as_ref().filter(|unit| **unit == staff.unit);
        second.or(self.unit.as_ref()).cloned()
    }
}

impl KeptEntry {
    /// # Errors
    /// When the step cannot be written as JSON.
    pub fn new<R: Record>(entry: &Entry<R::Step>) -> Result<Self, StorageError> {
        Ok(Self {
            at: entry.at,
            happened: to_the_microsecond(entry.happened),
            actor: entry.actor.clone(),
            step: json(&entry.step)?,
            text: R::desk_text(&entry.step),
        })
    }
}

impl Store {
    /// # Errors
    /// When the database cannot be written: then nothing was kept and no number was used.
    pub async fn keep(&self, keeping: &Keeping<'_>) -> Result<Filed, StorageError> {
        retrying!(self.keep_once(keeping))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn ledger_by_number(&self, book: Book, number: &str) -> Result<Option<LedgerRow>, StorageError> {
        const SQL: &str = select_ledger!("WHERE l.book = $1 AND l.number = $2");
        let rows = on!(self.reader(), pool => {
            sqlx::query_as(SQL).bind(book.as_str()).bind(number).fetch_all(pool).await
        })?;
        Ok(all(rows)?.pop())
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn ledger(&self, id: Uuid) -> Result<Option<LedgerRow>, StorageError> {
        const SQL: &str = select_ledger!("WHERE l.id = $1");
        let rows = on!(self.reader(), pool => sqlx::query_as(SQL).bind(id.to_string()).fetch_all(pool).await)?;
        Ok(all(rows)?.pop())
    }

    /// The records of a book on a matter, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn ledgers_of(&self, book: Book, matter: MatterId) -> Result<Vec<LedgerRow>, StorageError> {
        const SQL: &str = select_ledger!("WHERE l.book = $1 AND l.matter = $2 ORDER BY l.opened_at, l.number");
        all(on!(self.reader(), pool => {
            sqlx::query_as(SQL).bind(book.as_str()).bind(matter.to_string()).fetch_all(pool).await
        })?)
    }

    /// The entries of a record, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read, or an entry not be understood.
    pub async fn ledger_entries<R: Record>(&self, row: &LedgerRow) -> Result<Vec<Entry<R::Step>>, StorageError> {
        let rows: Vec<(i64, i64, String, String)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT at, happened, actor, step FROM ledger_entry WHERE ledger = $1 ORDER BY seq")
                .bind(row.id.to_string())
                .fetch_all(pool)
                .await
        })?;
        let reading = Reading { table: "ledger_entry", row: &row.number };
        let entry = |(at, happened, actor, step): (i64, i64, String, String)| {
            Ok(Entry {
                at: reading.time("at", at)?,
                happened: reading.time("happened", happened)?,
                actor: reading.json("actor", &actor)?,
                step: reading.json("step", &step)?,
            })
        };
        rows.into_iter().map(entry).collect()
    }

    async fn keep_once(&self, keeping: &Keeping<'_>) -> Result<Filed, StorageError> {
        let mut tx = self.begin().await?;
        let filed = keep_in(&mut tx, keeping).await?;
        match filed {
            Filed::Done(_) => tx.commit().await?,
            Filed::Conflict | Filed::Known => tx.rollback().await?,
        }
        Ok(filed)
    }
}

async fn keep_in(tx: &mut Tx, keeping: &Keeping<'_>) -> Result<Filed, StorageError> {
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

#[derive(FromRow)]
pub(crate) struct Raw {
    id: String,
    book: String,
    number: String,
    matter: Option<String>,
    region: String,
    unit: Option<String>,
    also: Option<String>,
    due: String,
    opened_at: i64,
    version: i64,
    state: String,
}

pub(crate) fn all(rows: Vec<Raw>) -> Result<Vec<LedgerRow>, StorageError> {
    rows.into_iter().map(row).collect()
}

fn row(raw: Raw) -> Result<LedgerRow, StorageError> {
    let reading = Reading { table: "ledger", row: &raw.number };
    let matter = raw.matter.as_deref().map(|id| reading.uuid("matter", id)).transpose()?;
    let due = if raw.due == NO_DUE { None } else { Some(reading.named("due", raw.due.parse().ok())?) };
    Ok(LedgerRow {
        id: reading.uuid("id", &raw.id)?,
        book: reading.named("book", Book::parse(&raw.book))?,
        matter: matter.map(MatterId),
        region: reading.named("region", RegionCode::parse(&raw.region).ok())?,
        opened_at: reading.time("opened_at", raw.opened_at)?,
        version: reading.number("version", raw.version)?,
        due,
        unit: raw.unit,
        also: raw.also,
        state: raw.state,
        number: raw.number,
    })
}
