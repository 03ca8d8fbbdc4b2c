use domain::event::Event;
use domain::matter::{MatterId, MatterKind};
use domain::ports::Shown;
use domain::report::Facts;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::attachments::NewAttachment;
use crate::column::Reading;
use crate::db::Tx;
use crate::error::StorageError;
use crate::field::NewFieldReport;
use crate::identity::Sealed;
use crate::jobs::NewJob;
use crate::matters::{MatterRow, rows_of_code};
use crate::store::Store;

/// One form as it is to be kept, with all that must become durable together.
#[derive(Clone, Debug)]
pub struct NewSubmission {
    pub id: Uuid,
    /// Keyed hash of the idempotency key.
    pub key_mac: [u8; 32],
    /// Hash of what was sent, to tell a repetition from another content under the same key.
    pub content_sha256: [u8; 32],
    /// Keyed hash of the query code.
    pub code_mac: [u8; 32],
    pub received_at: Timestamp,
    /// One matter, or two linked ones, the complaint first.
    pub matters: Vec<NewMatter>,
    /// The officer's report it came as; kept in the same transaction.
    pub field: Option<NewFieldReport>,
}

#[derive(Clone, Debug)]
pub struct NewMatter {
    pub id: MatterId,
    pub kind: MatterKind,
    pub facts: Facts,
    /// Words to be found by: tokens separated by spaces. The public number is added to them.
    pub search: String,
    /// The next legal step's last day.
    pub due: Option<Date>,
    pub identity: Option<Sealed>,
    /// Keyed hash of the reporter's phone number, to find the matter by it.
    pub phone_mac: Option<[u8; 32]>,
    pub attachments: Vec<NewAttachment>,
    /// Begins with `Received`.
    pub events: Vec<Event>,
    pub jobs: Vec<NewJob>,
}

/// A submission that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub content_sha256: [u8; 32],
    pub received_at: Timestamp,
    /// Photos sent with it: the most that one of its matters came with.
    pub photos: u32,
    /// Id, public number and kind, in the order they were given.
    pub matters: Vec<(MatterId, String, MatterKind)>,
}

impl Store {
    /// The submission that was sent under an idempotency key.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn submission_by_key(&self, key_mac: &[u8; 32]) -> Result<Option<Known>, StorageError> {
        let row: Option<KnownRow> =
            on!(self.reader(), pool => sqlx::query_as(BY_KEY).bind(key_mac.as_slice()).fetch_optional(pool).await)?;
        let Some(row) = row else { return Ok(None) };
        let matters: Vec<KnownMatter> =
            on!(self.reader(), pool => sqlx::query_as(MATTERS_OF).bind(&row.0).fetch_all(pool).await)?;
        known(row, matters).map(Some)
    }

    /// The matters a query code opens, the complaint first; `None` for a code that opens nothing.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn submission_by_code(&self, code_mac: &[u8; 32]) -> Result<Option<Vec<MatterRow>>, StorageError> {
        let rows = rows_of_code(self.reader(), code_mac).await?;
        Ok((!rows.is_empty()).then_some(rows))
    }
}

type KnownRow = (String, Vec<u8>, i64, i64);
type KnownMatter = (String, String, String);

const BY_KEY: &str = "SELECT id, content_sha256, received_at, photos FROM submission WHERE key_mac = $1";
const MATTERS_OF: &str = "SELECT id, number, kind FROM matter WHERE submission = $1 ORDER BY seq";

/// The same look-up inside the transaction that records.
pub(crate) async fn known_by_key(tx: &mut Tx, key_mac: &[u8; 32]) -> Result<Option<Known>, StorageError> {
    let row: Option<KnownRow> =
        on!(tx, tx => sqlx::query_as(BY_KEY).bind(key_mac.as_slice()).fetch_optional(&mut **tx).await)?;
    let Some(row) = row else { return Ok(None) };
    let matters: Vec<KnownMatter> = on!(tx, tx => sqlx::query_as(MATTERS_OF).bind(&row.0).fetch_all(&mut **tx).await)?;
    known(row, matters).map(Some)
}

fn known(row: KnownRow, matters: Vec<KnownMatter>) -> Result<Known, StorageError> {
    let (id, content, received_at, photos) = row;
    let reading = Reading { table: "submission", row: &id };
    Ok(Known {
        content_sha256: reading.bytes32("content_sha256", &content)?,
        received_at: reading.time("received_at", received_at)?,
        photos: reading.number("photos", photos)?,
        matters: matters.into_iter().map(known_matter).collect::<Result<_, _>>()?,
    })
}

fn known_matter((id, number, kind): KnownMatter) -> Result<(MatterId, String, MatterKind), StorageError> {
    let reading = Reading { table: "matter", row: &id };
    let kind = reading.named("kind", MatterKind::parse(&kind))?;
    Ok((MatterId(reading.uuid("id", &id)?), number, kind))
}

impl NewSubmission {
    /// Pictures of the matter that has most.
    pub(crate) fn photos(&self) -> usize {
        let pictures = |matter: &NewMatter| matter.attachments.iter().filter(|one| one.shown() != Shown::Sound).count();
        self.matters.iter().map(pictures).max().unwrap_or(0)
    }
}

/// Whether the row is new; a key or code that is there already leaves everything as it was.
pub(crate) async fn insert(tx: &mut Tx, new: &NewSubmission) -> Result<bool, StorageError> {
    let inserted = on!(tx, tx => sqlx::query(
        "INSERT INTO submission (id, key_mac, code_mac, content_sha256, received_at, photos)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
    )
    .bind(new.id.to_string())
    .bind(new.key_mac.as_slice())
    .bind(new.code_mac.as_slice())
    .bind(new.content_sha256.as_slice())
    .bind(crate::column::micros(new.received_at))
    .bind(crate::column::count(new.photos()))
    .execute(&mut **tx)
    .await
    .map(|done| done.rows_affected()))?;
    Ok(inserted == 1)
}
