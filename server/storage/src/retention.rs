//! Taking out what says who reported. Events, letters and the audit trail stay; what they point to is
//! gone for good.

use domain::event::Event;
use domain::ledger::Book;
use domain::matter::MatterId;
use domain::report::Facts;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::append::{self, Appended, Change};
use crate::audit;
use crate::column::{Reading, json, micros};
use crate::db::Tx;
use crate::error::StorageError;
use crate::matters::{self, MatterRow};
use crate::store::Store;

/// Stands where a reporter's words stood.
const REMOVED: &str = "（保存期限已满，内容已经销毁）";

/// A matter at its place among those that ended: moment of the end, number within the database.
#[derive(Clone, Debug)]
pub struct Ended {
    pub row: MatterRow,
    pub place: (i64, i64),
}

/// What there is to lose about a matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    pub identity: bool,
    /// Ids in the vault and the digests of the originals.
    pub photos: Vec<(Uuid, String)>,
    pub letters: u64,
    /// Words the reporter added later.
    pub messages: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destroyed {
    Done,
    /// Something happened to the matter since it was read; nothing was destroyed.
    Conflict,
}

impl Losses {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Store {
    /// Matters that ended before a moment, the earliest first, behind a place.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn ended_before(
        &self,
        before: Timestamp,
        after: Option<(i64, i64)>,
        limit: u32,
    ) -> Result<Vec<Ended>, StorageError> {
        let (at, seq) = after.unwrap_or((i64::MIN, -1));
        let places: Vec<(i64, i64)> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT m.closed_at, m.seq FROM matter m
                 WHERE m.closed_at IS NOT NULL AND m.closed_at < $1 AND m.closed_at >= $2
                    AND (m.closed_at > $2 OR m.seq > $3)
                 ORDER BY m.closed_at, m.seq LIMIT $4",
            )
            .bind(micros(before))
            .bind(at)
            .bind(seq)
            .bind(i64::from(limit))
            .fetch_all(pool)
            .await
        })?;
        let seqs: Vec<i64> = places.iter().map(|(_, seq)| *seq).collect();
        let rows = matters::rows_by_seq(self.reader(), &seqs).await?;
        Ok(places.into_iter().zip(rows).map(|(place, row)| Ended { row, place }).collect())
    }

    /// The books with an open record about a matter.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_books(&self, matter: MatterId) -> Result<Vec<Book>, StorageError> {
        let books: Vec<(String,)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT DISTINCT book FROM ledger WHERE matter = $1 AND open ORDER BY book")
                .bind(matter.to_string())
                .fetch_all(pool)
                .await
        })?;
        let reading = Reading { table: "ledger", row: "matter" };
        books.iter().map(|(book,)| reading.named("book", Book::parse(book))).collect()
    }

    /// What there is to lose about a matter.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn losses(&self, matter: &MatterRow) -> Result<Losses, StorageError> {
        let photos = self.attachments(matter.id).await?;
        let (letters, messages): (i64, i64) = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT (SELECT COUNT(*) FROM letter_identity i JOIN letter l ON l.id = i.letter
                         WHERE l.matter = $1 AND i.key_id <> ''),
                     (SELECT COUNT(*) FROM message g WHERE g.matter = $1 AND g.side = 'reporter')",
            )
            .bind(matter.id.to_string())
            .fetch_one(pool)
            .await
        })?;
        Ok(Losses {
            identity: matter.has_identity,
            photos: photos.into_iter().map(|photo| (photo.id, photo.sha256)).collect(),
            letters: u64::try_from(letters).unwrap_or_default(),
            messages: u64::try_from(messages).unwrap_or_default(),
        })
    }

    /// Destroys the sealed identity (in letters too), what finds it by phone, the photos' keys, the
    /// reporter's later words and the order number, with the event that says so, together or not at
    /// all. The files themselves are the vault's to remove.
    ///
    /// # Errors
    /// When the database cannot be written: then nothing was destroyed.
    pub async fn destroy(
        &self,
        matter: &MatterRow,
        event: &Event,
        due: Option<Date>,
    ) -> Result<Destroyed, StorageError> {
        retrying!(self.destroy_once(matter, event, due))
    }

    async fn destroy_once(
        &self,
        matter: &MatterRow,
        event: &Event,
        due: Option<Date>,
    ) -> Result<Destroyed, StorageError> {
        let mut tx = self.begin().await?;
        let mut trail = Vec::new();
        let change = Change { events: std::slice::from_ref(event), due, ..Change::default() };
        if !matches!(append::write_in(&mut tx, None, matter, &change, &mut trail).await?, Appended::Done(_)) {
            tx.rollback().await?;
            return Ok(Destroyed::Conflict);
        }
        take_out(&mut tx, matter).await?;
        audit::append(&mut tx, &trail).await?;
        tx.commit().await?;
        Ok(Destroyed::Done)
    }
}

async fn take_out(tx: &mut Tx, matter: &MatterRow) -> Result<(), StorageError> {
    let facts = Facts { order_no: None, ..matter.facts.clone() };
    let (id, facts, nothing) = (matter.id.to_string(), json(&facts)?, Vec::<u8>::new());
    on!(tx, tx => {
        sqlx::query("DELETE FROM sealed_identity WHERE matter = $1").bind(&id).execute(&mut **tx).await?;
        sqlx::query("DELETE FROM phone_index WHERE matter = $1").bind(&id).execute(&mut **tx).await?;
        sqlx::query("DELETE FROM attachment WHERE matter = $1").bind(&id).execute(&mut **tx).await?;
        sqlx::query("UPDATE message SET body = $2 WHERE matter = $1 AND side = 'reporter'")
            .bind(&id)
            .bind(REMOVED)
            .execute(&mut **tx)
            .await?;
        sqlx::query(
            "UPDATE letter_identity SET key_id = '', blob = $2
             WHERE letter IN (SELECT l.id FROM letter l WHERE l.matter = $1)",
        )
        .bind(&id)
        .bind(nothing.as_slice())
        .execute(&mut **tx)
        .await?;
        sqlx::query("UPDATE matter SET facts = $2 WHERE id = $1").bind(&id).bind(&facts).execute(&mut **tx).await?;
    });
    Ok(())
}
