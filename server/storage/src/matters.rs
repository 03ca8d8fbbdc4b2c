use domain::access::Scope;
use domain::event::Event;
use domain::matter::{MatterId, MatterKind, MatterState};
use domain::report::Facts;
use sqlx::FromRow;
use uuid::Uuid;

use crate::column::Reading;
use crate::db::Pool;
use crate::error::StorageError;
use crate::inbox::View;
use crate::store::Store;

/// A matter as lists and pages need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatterRow {
    pub id: MatterId,
    pub number: String,
    pub kind: MatterKind,
    pub facts: Facts,
    pub state: MatterState,
    pub submission: Uuid,
    pub has_identity: bool,
    /// Attachments of the report and of later messages.
    pub photos: u32,
    /// Number of events.
    pub version: u32,
    /// Number of the other half of a mixed submission.
    pub linked: Option<String>,
}

impl MatterRow {
    /// What of it decides who may touch it.
    #[must_use]
    pub fn scope(&self) -> Scope {
        Scope::of(&self.state, &self.facts.region)
    }
}

impl Store {
    /// # Errors
    /// When the database cannot be read.
    pub async fn matter_by_number(&self, number: &str) -> Result<Option<MatterRow>, StorageError> {
        const SQL: &str = select!("FROM matter m WHERE m.number = $1");
        first(on!(self.reader(), pool => sqlx::query_as(SQL).bind(number).fetch_all(pool).await)?)
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn matter(&self, id: MatterId) -> Result<Option<MatterRow>, StorageError> {
        const SQL: &str = select!("FROM matter m WHERE m.id = $1");
        first(on!(self.reader(), pool => sqlx::query_as(SQL).bind(id.to_string()).fetch_all(pool).await)?)
    }

    /// The matter 12315 knows by this number; the earliest, should the number have been typed twice.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn matter_by_registration(&self, registration_no: &str) -> Result<Option<MatterRow>, StorageError> {
        const SQL: &str = select!("FROM matter m WHERE m.registration_no = $1 ORDER BY m.seq LIMIT 1");
        first(on!(self.reader(), pool => sqlx::query_as(SQL).bind(registration_no).fetch_all(pool).await)?)
    }

    /// Matters within a view that still wait for 12315's number, oldest first; a withdrawn
    /// complaint does not wait.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unregistered(&self, view: &View, limit: u32) -> Result<Vec<MatterRow>, StorageError> {
        let regions = serde_json::to_string(&view.regions)?;
        let rows = match self.reader() {
            Pool::Sqlite(pool) => {
                const SQL: &str = unregistered_sql!("json_each($1) AS p");
                sqlx::query_as(SQL).bind(regions).bind(&view.unit).bind(i64::from(limit)).fetch_all(pool).await
            }
            Pool::Postgres(pool) => {
                const SQL: &str = unregistered_sql!("json_array_elements_text($1::json) AS p(value)");
                sqlx::query_as(SQL).bind(regions).bind(&view.unit).bind(i64::from(limit)).fetch_all(pool).await
            }
        }?;
        all(rows)
    }

    /// What happened to a matter, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn events(&self, matter: MatterId) -> Result<Vec<Event>, StorageError> {
        let rows: Vec<(i64, i64, String, String)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT seq, at, actor, kind FROM event WHERE matter = $1 ORDER BY seq")
                .bind(matter.to_string())
                .fetch_all(pool)
                .await
        })?;
        rows.into_iter()
            .map(|(seq, at, actor, kind)| {
                let row = format!("{matter}/{seq}");
                let reading = Reading { table: "event", row: &row };
                Ok(Event {
                    at: reading.time("at", at)?,
                    actor: reading.json("actor", &actor)?,
                    kind: reading.json("kind", &kind)?,
                })
            })
            .collect()
    }
}

#[derive(FromRow)]
pub(crate) struct RawMatter {
    seq: i64,
    id: String,
    number: String,
    kind: String,
    facts: String,
    state: String,
    submission: String,
    has_identity: bool,
    photos: i64,
    version: i64,
    linked: Option<String>,
}

pub(crate) async fn rows_of_code(pool: Pool<'_>, code_mac: &[u8; 32]) -> Result<Vec<MatterRow>, StorageError> {
    const SQL: &str =
        select!("FROM submission s JOIN matter m ON m.submission = s.id WHERE s.code_mac = $1 ORDER BY m.seq");
    all(on!(pool, pool => sqlx::query_as(SQL).bind(code_mac.as_slice()).fetch_all(pool).await)?)
}

/// The rows with these `seq`, in this order.
pub(crate) async fn rows_by_seq(pool: Pool<'_>, seqs: &[i64]) -> Result<Vec<MatterRow>, StorageError> {
    if seqs.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows: Vec<RawMatter> = match pool {
        Pool::Sqlite(pool) => {
            const SQL: &str = select!("FROM json_each($1) AS p CROSS JOIN matter m ON m.seq = p.value");
            sqlx::query_as(SQL).bind(serde_json::to_string(seqs)?).fetch_all(pool).await?
        }
        Pool::Postgres(pool) => {
            const SQL: &str = select!("FROM matter m WHERE m.seq = ANY($1)");
            sqlx::query_as(SQL).bind(seqs).fetch_all(pool).await?
        }
    };
    rows.sort_by_key(|row| seqs.iter().position(|seq| *seq == row.seq));
    all(rows)
}

pub(crate) fn all(rows: Vec<RawMatter>) -> Result<Vec<MatterRow>, StorageError> {
    rows.into_iter().map(RawMatter::read).collect()
}

fn first(rows: Vec<RawMatter>) -> Result<Option<MatterRow>, StorageError> {
    rows.into_iter().next().map(RawMatter::read).transpose()
}

impl RawMatter {
    fn read(self) -> Result<MatterRow, StorageError> {
        let reading = Reading { table: "matter", row: &self.id };
        Ok(MatterRow {
            id: MatterId(reading.uuid("id", &self.id)?),
            kind: reading.named("kind", MatterKind::parse(&self.kind))?,
            facts: reading.json("facts", &self.facts)?,
            state: reading.json("state", &self.state)?,
            submission: reading.uuid("submission", &self.submission)?,
            has_identity: self.has_identity,
            photos: reading.number("photos", self.photos)?,
            version: reading.number("version", self.version)?,
            linked: self.linked,
            number: self.number,
        })
    }
}
