use domain::matter::MatterId;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

use crate::column::{Reading, json, micros};
use crate::db::{Pool, Tx};
use crate::error::StorageError;
use crate::job_kind::JobKind;
use crate::store::Store;
use crate::{postgres, sqlite};

/// Work to be done once the transaction that asks for it is durable.
#[derive(Clone, Debug, PartialEq)]
pub struct NewJob {
    pub id: Uuid,
    pub kind: JobKind,
    pub matter: Option<MatterId>,
    pub payload: Value,
    pub run_at: Timestamp,
}

/// A job that a worker holds until its lease ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    pub id: Uuid,
    pub kind: JobKind,
    pub matter: Option<MatterId>,
    pub payload: Value,
    /// How often it was claimed, this time included; a worker that crashed counts too.
    pub attempts: u32,
    pub run_at: Timestamp,
    /// When it was first to run.
    pub created_at: Timestamp,
}

/// A job that waits for a person.
#[derive(Clone, Debug, PartialEq)]
pub struct StuckRow {
    pub id: Uuid,
    pub kind: JobKind,
    pub matter: Option<MatterId>,
    /// Public number of that matter.
    pub number: Option<String>,
    pub attempts: u32,
    pub last_error: String,
    pub created_at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobCount {
    pub kind: JobKind,
    /// Waiting or being worked on.
    pub waiting: u64,
    pub stuck: u64,
}

impl Store {
    /// Adds a job outside any other change.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn enqueue(&self, job: &NewJob) -> Result<(), StorageError> {
        let mut tx = self.begin().await?;
        insert(&mut tx, job).await?;
        tx.commit().await
    }

    /// Adds a job unless one with its id is there: several servers may plan the same work.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn enqueue_once(&self, job: &NewJob) -> Result<bool, StorageError> {
        let payload = json(&job.payload)?;
        let added = on!(self.writer(), pool => {
            sqlx::query(
                "INSERT INTO job (id, kind, matter, payload, created_at, run_at, attempts, stuck)
                 VALUES ($1, $2, $3, $4, $5, $5, 0, FALSE) ON CONFLICT (id) DO NOTHING",
            )
            .bind(job.id.to_string())
            .bind(job.kind.as_str())
            .bind(job.matter.map(|id| id.to_string()))
            .bind(payload)
            .bind(micros(job.run_at))
            .execute(pool)
            .await
            .map(|done| done.rows_affected())
        })?;
        Ok(added == 1)
    }

    /// Takes up to `limit` jobs that are due, the longest waiting first, for `lease` from `now`. No
    /// two workers get the same job unless the first one's lease has ended.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn claim_jobs(
        &self,
        kinds: &[JobKind],
        now: Timestamp,
        lease: SignedDuration,
        limit: u32,
    ) -> Result<Vec<Job>, StorageError> {
        let kinds: Vec<&'static str> = kinds.iter().map(|kind| kind.as_str()).collect();
        let until = micros(now.saturating_add(lease).unwrap_or(Timestamp::MAX));
        let mut rows: Vec<RawJob> = match self.writer() {
            Pool::Sqlite(pool) => {
                let kinds = json(&kinds)?;
                let claim = sqlx::query_as(sqlite::CLAIM_JOBS).bind(kinds).bind(micros(now)).bind(until);
                claim.bind(i64::from(limit)).fetch_all(pool).await?
            }
            Pool::Postgres(pool) => {
                let claim = sqlx::query_as(postgres::CLAIM_JOBS).bind(kinds).bind(micros(now)).bind(until);
                claim.bind(i64::from(limit)).fetch_all(pool).await?
            }
        };
        rows.sort_by(|a, b| (a.run_at, &a.id).cmp(&(b.run_at, &b.id)));
        rows.into_iter().map(RawJob::read).collect()
    }

    /// Ends the leases a server left behind when it died, where no other server can be at work: a
    /// SQLite file belongs to one data folder, which one server holds. On PostgreSQL leases run out
    /// by themselves.
    /// Answers how many jobs were freed.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn free_abandoned_jobs(&self) -> Result<u64, StorageError> {
        let Pool::Sqlite(pool) = self.writer() else {
            return Ok(0);
        };
        let free = sqlx::query("UPDATE job SET locked_until = NULL WHERE locked_until IS NOT NULL");
        Ok(free.execute(pool).await?.rows_affected())
    }

    /// Removes finished jobs, all in one write; what they did is told by events.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn jobs_done(&self, ids: &[Uuid]) -> Result<(), StorageError> {
        let ids = json(&ids)?;
        match self.writer() {
            Pool::Sqlite(pool) => sqlx::query(sqlite::JOBS_DONE).bind(ids).execute(pool).await.map(drop)?,
            Pool::Postgres(pool) => sqlx::query(postgres::JOBS_DONE).bind(ids).execute(pool).await.map(drop)?,
        }
        Ok(())
    }

    /// Gives a job back to be tried again at `run_at`.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn job_retry(&self, id: Uuid, run_at: Timestamp, error: &str) -> Result<(), StorageError> {
        on!(self.writer(), pool => {
            sqlx::query("UPDATE job SET run_at = $2, last_error = $3, locked_until = NULL WHERE id = $1")
                .bind(id.to_string())
                .bind(micros(run_at))
                .bind(error)
                .execute(pool)
                .await
                .map(drop)
        })?;
        Ok(())
    }

    /// Gives a job back that could not be tried yet: this attempt is not counted.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn job_put_off(&self, id: Uuid, run_at: Timestamp, why: &str) -> Result<(), StorageError> {
        on!(self.writer(), pool => {
            sqlx::query(
                "UPDATE job SET run_at = $2, last_error = $3, locked_until = NULL, attempts = attempts - 1
                 WHERE id = $1",
            )
            .bind(id.to_string())
            .bind(micros(run_at))
            .bind(why)
            .execute(pool)
            .await
            .map(drop)
        })?;
        Ok(())
    }

    /// Puts a job on the stuck list, where it waits for a person.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn job_stuck(&self, id: Uuid, error: &str) -> Result<(), StorageError> {
        on!(self.writer(), pool => {
            sqlx::query("UPDATE job SET stuck = TRUE, last_error = $2, locked_until = NULL WHERE id = $1")
                .bind(id.to_string())
                .bind(error)
                .execute(pool)
                .await
                .map(drop)
        })?;
        Ok(())
    }

    /// The stuck list, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stuck_jobs(&self) -> Result<Vec<StuckRow>, StorageError> {
        let rows: Vec<RawStuck> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT j.id, j.kind, j.matter, m.number, j.attempts, j.last_error, j.created_at
                 FROM job j LEFT JOIN matter m ON m.id = j.matter
                 WHERE j.stuck ORDER BY j.created_at, j.id",
            )
            .fetch_all(pool)
            .await
        })?;
        rows.into_iter().map(RawStuck::read).collect()
    }

    /// Sends a stuck job back to work at once, its attempts counted from zero. False when it is not
    /// stuck (any more).
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn requeue(&self, id: Uuid, now: Timestamp) -> Result<bool, StorageError> {
        let updated = on!(self.writer(), pool => {
            sqlx::query(
                "UPDATE job SET stuck = FALSE, attempts = 0, run_at = $2, locked_until = NULL
                 WHERE id = $1 AND stuck",
            )
            .bind(id.to_string())
            .bind(micros(now))
            .execute(pool)
            .await
            .map(|done| done.rows_affected())
        })?;
        Ok(updated == 1)
    }

    /// Jobs by kind, every kind named.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn job_counts(&self) -> Result<Vec<JobCount>, StorageError> {
        let rows: Vec<(String, bool, i64)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT kind, stuck, COUNT(*) FROM job GROUP BY kind, stuck").fetch_all(pool).await
        })?;
        let count = |kind: JobKind, stuck: bool| {
            let found = rows.iter().find(|row| row.0 == kind.as_str() && row.1 == stuck);
            found.and_then(|row| u64::try_from(row.2).ok()).unwrap_or(0)
        };
        let counts = JobKind::ALL.into_iter();
        Ok(counts.map(|kind| JobCount { kind, waiting: count(kind, false), stuck: count(kind, true) }).collect())
    }
}

#[derive(FromRow)]
struct RawJob {
    id: String,
    kind: String,
    matter: Option<String>,
    payload: String,
    attempts: i64,
    run_at: i64,
    created_at: i64,
}

#[derive(FromRow)]
struct RawStuck {
    id: String,
    kind: String,
    matter: Option<String>,
    number: Option<String>,
    attempts: i64,
    last_error: Option<String>,
    created_at: i64,
}

impl RawJob {
    fn read(self) -> Result<Job, StorageError> {
        let reading = Reading { table: "job", row: &self.id };
        Ok(Job {
            id: reading.uuid("id", &self.id)?,
            kind: reading.named("kind", JobKind::parse(&self.kind))?,
            matter: matter(reading, self.matter.as_deref())?,
            payload: reading.json("payload", &self.payload)?,
            attempts: reading.number("attempts", self.attempts)?,
            run_at: reading.time("run_at", self.run_at)?,
            created_at: reading.time("created_at", self.created_at)?,
        })
    }
}

impl RawStuck {
    fn read(self) -> Result<StuckRow, StorageError> {
        let reading = Reading { table: "job", row: &self.id };
        Ok(StuckRow {
            id: reading.uuid("id", &self.id)?,
            kind: reading.named("kind", JobKind::parse(&self.kind))?,
            matter: matter(reading, self.matter.as_deref())?,
            number: self.number,
            attempts: reading.number("attempts", self.attempts)?,
            last_error: self.last_error.unwrap_or_default(),
            created_at: reading.time("created_at", self.created_at)?,
        })
    }
}

fn matter(reading: Reading<'_>, id: Option<&str>) -> Result<Option<MatterId>, StorageError> {
    id.map(|id| reading.uuid("matter", id).map(MatterId)).transpose()
}

pub(crate) async fn insert(tx: &mut Tx, new: &NewJob) -> Result<(), StorageError> {
    let payload = json(&new.payload)?;
    on!(tx, tx => {
        sqlx::query(
            "INSERT INTO job (id, kind, matter, payload, created_at, run_at, attempts, stuck)
             VALUES ($1, $2, $3, $4, $5, $5, 0, FALSE)",
        )
        .bind(new.id.to_string())
        .bind(new.kind.as_str())
        .bind(new.matter.map(|id| id.to_string()))
        .bind(payload)
        .bind(micros(new.run_at))
        .execute(&mut **tx)
        .await
        .map(drop)
    })?;
    Ok(())
}
