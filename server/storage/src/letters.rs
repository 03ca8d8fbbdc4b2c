use domain::event::Event;
use domain::letter::{Letter, Recipient, Typed, form_number};
use domain::matter::MatterId;
use domain::track::beijing;
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::FromRow;
use uuid::Uuid;

use crate::append::{Appended, Change, append_in};
use crate::column::{Reading, json, micros};
use crate::db::Tx;
use crate::error::StorageError;
use crate::identity::Sealed;
use crate::matters::MatterRow;
use crate::store::Store;

/// A letter about to be issued; its number is given out while it is kept.
#[derive(Clone, Debug)]
pub struct NewLetter {
    /// Made with the form, so that the same form sent twice is one letter.
    pub id: Uuid,
    /// Agency's and form's word, counted on their own in each year.
    pub series: String,
    pub form: String,
    /// Day of the template's text.
    pub version: Date,
    pub to: Recipient,
    pub unit: String,
    pub author: Uuid,
    pub signed: String,
    pub issued_at: Timestamp,
    pub typed: Typed,
    pub letter: Letter,
    /// What belongs into the letter's marks.
    pub identity: Option<Sealed>,
    /// Last day of the matter's next legal step.
    pub due: Option<Date>,
}

/// A letter as it was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterRow {
    pub id: Uuid,
    pub matter: MatterId,
    pub document_number: String,
    pub form: String,
    pub version: Date,
    pub to: Recipient,
    pub unit: String,
    pub author: Uuid,
    pub signed: String,
    pub issued_at: Timestamp,
    pub typed: Typed,
    pub letter: Letter,
    pub sha256: String,
    pub sealed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Issued {
    Done(LetterRow),
    /// Something else happened to the matter since it was read; nothing was kept, no number used.
    Conflict,
    /// The letter with this id is there already; nothing was written.
    Known(LetterRow),
}

/// Checksum and event of a letter, from its number and its content as kept.
pub type Numbering<'a> = &'a (dyn Fn(&str, &str) -> (String, Event) + Send + Sync);

macro_rules! select_letter {
    ($rest:literal) => {
        concat!(
            "SELECT l.id, l.matter, l.number, l.form, l.version, l.audience, l.unit, l.author, l.signed, l.issued_at,
                 l.typed, l.content, l.sha256, (SELECT COUNT(*) FROM letter_identity i WHERE i.letter = l.id AND i.key_id <> '') AS sealed
             FROM letter l ",
            $rest
        )
    };
}

impl Store {
    /// Numbers and keeps a letter about a matter as it was read, with its event, or does nothing.
    ///
    /// # Errors
    /// When the database cannot be written: then nothing was kept and no number was used.
    pub async fn issue_letter(
        &self,
        matter: &MatterRow,
        new: &NewLetter,
        numbering: Numbering<'_>,
    ) -> Result<Issued, StorageError> {
        let done = retrying!(self.issue_once(matter, new, numbering))?;
        let kept = self.letter(new.id).await?;
        match (done, kept) {
            (_, None) => Ok(Issued::Conflict),
            (true, Some(row)) => Ok(Issued::Done(row)),
            (false, Some(row)) => Ok(Issued::Known(row)),
        }
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn letter(&self, id: Uuid) -> Result<Option<LetterRow>, StorageError> {
        const SQL: &str = select_letter!("WHERE l.id = $1");
        let rows = on!(self.reader(), pool => sqlx::query_as(SQL).bind(id.to_string()).fetch_all(pool).await)?;
        Ok(all(rows)?.pop())
    }

    /// The letters about a matter, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn letters(&self, matter: MatterId) -> Result<Vec<LetterRow>, StorageError> {
        const SQL: &str = select_letter!("WHERE l.matter = $1 ORDER BY l.issued_at, l.id");
        all(on!(self.reader(), pool => sqlx::query_as(SQL).bind(matter.to_string()).fetch_all(pool).await)?)
    }

    /// What belongs into a letter's marks, as it was when the letter was issued.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn letter_identity(&self, id: Uuid) -> Result<Option<Sealed>, StorageError> {
        let row: Option<(String, Vec<u8>)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT key_id, blob FROM letter_identity WHERE letter = $1")
                .bind(id.to_string())
                .fetch_optional(pool)
                .await
        })?;
        Ok(row.map(|(key_id, blob)| Sealed { key_id, blob }))
    }

    /// False when the matter moved on, or the letter is there already.
    async fn issue_once(
        &self,
        matter: &MatterRow,
        new: &NewLetter,
        numbering: Numbering<'_>,
    ) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let kept = issue_in(&mut tx, matter, new, numbering).await?;
        if kept {
            tx.commit().await?;
        } else {
            tx.rollback().await?;
        }
        Ok(kept)
    }
}

async fn issue_in(
    tx: &mut Tx,
    matter: &MatterRow,
    new: &NewLetter,
    numbering: Numbering<'_>,
) -> Result<bool, StorageError> {
    if is_there(tx, new.id).await? {
        return Ok(false);
    }
    let year = new.issued_at.to_zoned(beijing()).year();
    let ordinal = next_ordinal(tx, &new.series, year).await?;
    let number = form_number(&new.series, year, ordinal);
    let content = json(&new.letter)?;
    let (sha256, event) = numbering(&number, &content);
    let change = Change { events: std::slice::from_ref(&event), due: new.due, ..Change::default() };
    if !matches!(append_in(tx, None, matter, &change).await?, Appended::Done(_)) {
        return Ok(false);
    }
    let row = Kept { number: &number, year, ordinal, content: &content, sha256: &sha256 };
    insert(tx, matter.id, new, row).await?;
    if let Some(sealed) = &new.identity {
        insert_identity(tx, new.id, sealed).await?;
    }
    Ok(true)
}

async fn is_there(tx: &mut Tx, id: Uuid) -> Result<bool, StorageError> {
    let found = on!(tx, tx => {
        sqlx::query("SELECT 1 FROM letter WHERE id = $1").bind(id.to_string()).fetch_optional(&mut **tx).await?.is_some()
    });
    Ok(found)
}

pub(crate) async fn next_ordinal(tx: &mut Tx, series: &str, year: i16) -> Result<u32, StorageError> {
    let (last,): (i64,) = on!(tx, tx => {
        sqlx::query_as(
            "INSERT INTO letter_counter (series, year, last) VALUES ($1, $2, 1)
             ON CONFLICT (series, year) DO UPDATE SET last = letter_counter.last + 1
             RETURNING last",
        )
        .bind(series)
        .bind(i64::from(year))
        .fetch_one(&mut **tx)
        .await
    })?;
    Reading { table: "letter_counter", row: series }.number("last", last)
}

struct Kept<'a> {
    number: &'a str,
    year: i16,
    ordinal: u32,
    content: &'a str,
    sha256: &'a str,
}

async fn insert(tx: &mut Tx, matter: MatterId, new: &NewLetter, row: Kept<'_>) -> Result<(), StorageError> {
    on!(tx, tx => {
        sqlx::query(
            "INSERT INTO letter (id, matter, number, series, year, ordinal, form, version, audience, unit, author,
                 signed, issued_at, typed, content, sha256)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        )
        .bind(new.id.to_string())
        .bind(matter.to_string())
        .bind(row.number)
        .bind(&new.series)
        .bind(i64::from(row.year))
        .bind(i64::from(row.ordinal))
        .bind(&new.form)
        .bind(new.version.to_string())
        .bind(new.to.as_str())
        .bind(&new.unit)
        .bind(new.author.to_string())
        .bind(&new.signed)
        .bind(micros(new.issued_at))
        .bind(json(&new.typed)?)
        .bind(row.content)
        .bind(row.sha256)
        .execute(&mut **tx)
        .await
        .map(drop)
    })?;
    Ok(())
}

async fn insert_identity(tx: &mut Tx, id: Uuid, sealed: &Sealed) -> Result<(), StorageError> {
    on!(tx, tx => {
        sqlx::query("INSERT INTO letter_identity (letter, key_id, blob) VALUES ($1, $2, $3)")
            .bind(id.to_string())
            .bind(&sealed.key_id)
            .bind(sealed.blob.as_slice())
            .execute(&mut **tx)
            .await
            .map(drop)
    })?;
    Ok(())
}

#[derive(FromRow)]
struct Raw {
    id: String,
    matter: String,
    number: String,
    form: String,
    version: String,
    audience: String,
    unit: String,
    author: String,
    signed: String,
    issued_at: i64,
    typed: String,
    content: String,
    sha256: String,
    sealed: i64,
}

fn all(rows: Vec<Raw>) -> Result<Vec<LetterRow>, StorageError> {
    rows.into_iter().map(row).collect()
}

fn row(raw: Raw) -> Result<LetterRow, StorageError> {
    let reading = Reading { table: "letter", row: &raw.id };
    Ok(LetterRow {
        id: reading.uuid("id", &raw.id)?,
        matter: MatterId(reading.uuid("matter", &raw.matter)?),
        version: reading.named("version", raw.version.parse().ok())?,
        to: reading.named("audience", Recipient::parse(&raw.audience))?,
        author: reading.uuid("author", &raw.author)?,
        issued_at: reading.time("issued_at", raw.issued_at)?,
        typed: reading.json("typed", &raw.typed)?,
        letter: reading.json("content", &raw.content)?,
        document_number: raw.number,
        form: raw.form,
        unit: raw.unit,
        signed: raw.signed,
        sha256: raw.sha256,
        sealed: raw.sealed > 0,
    })
}
