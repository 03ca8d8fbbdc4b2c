use domain::access::Staff;
use domain::event::{Actor, Event};
use domain::ledger::{Book, Entry, Record};
use domain::matter::MatterId;
use domain::region::RegionCode;
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::FromRow;
use uuid::Uuid;

use crate::append::Change;
use crate::column::{NO_DUE, Reading, json, to_the_microsecond};
use crate::error::StorageError;
use crate::matters::MatterRow;
use crate::store::Store;

mod claim;
mod keep;
mod list;

pub use claim::{Claim, NewClaim};
pub(crate) use keep::deed;
use keep::keep_in;
pub use list::{LedgerDue, LedgerFilter, LedgerPage};

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
pub type Making<'a> = &'a (dyn Fn(&str) -> Result<(KeptEntry, Standing, Option<Event>), StorageError> + Send + Sync);

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
