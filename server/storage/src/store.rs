use std::sync::Arc;
use std::time::Duration;

use crate::db::{Db, Pool, Tx};
use crate::error::StorageError;
use crate::{migrations, postgres, sqlite};

/// The database. Cheap to clone; all clones share its connections.
#[derive(Clone)]
pub struct Store {
    lanes: Arc<Db<sqlite::Lanes, sqlx::PgPool>>,
}

/// How long anything waits for a connection before it says that the database is not there.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

impl Store {
    /// Opens `sqlite:PATH`, `sqlite::memory:` or `postgres://…`. A missing SQLite file is made; its
    /// schema is not, see [`Store::migrate`].
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] when the database cannot be reached; [`StorageError::Other`] for
    /// an address this program does not understand.
    pub async fn open(url: &str) -> Result<Self, StorageError> {
        let lanes = if let Some(rest) = url.strip_prefix("sqlite:") {
            Db::Sqlite(sqlite::Lanes::open(rest).await?)
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Db::Postgres(postgres::open(url).await?)
        } else {
            return Err(StorageError::other("the database must be sqlite:PATH or postgres://…"));
        };
        Ok(Self { lanes: Arc::new(lanes) })
    }

    /// Brings the schema up to date; answers the names of what was applied now.
    ///
    /// # Errors
    /// When a step fails, or the database was made by a newer version of this program.
    pub async fn migrate(&self) -> Result<Vec<String>, StorageError> {
        let mut applied = migrations::run(self.writer()).await?;
        let begun = self.audit_is_begun().await?;
        if begun && applied.iter().any(|name| name == migrations::LEDGER_AUDIT) {
            self.chain_ledger_entries().await?;
        }
        if !begun {
            self.begin_audit().await?;
            // A server that died between step and trail had the step applied already.
            if !applied.iter().any(|name| name == migrations::AUDIT) {
                applied.push(migrations::AUDIT.to_owned());
            }
        }
        Ok(applied)
    }

    /// Names of the steps that [`Store::migrate`] would apply.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, StorageError> {
        let mut pending = migrations::pending(self.writer()).await?;
        let made = !pending.iter().any(|name| name == migrations::AUDIT);
        if made && !self.audit_is_begun().await? {
            pending.push(migrations::AUDIT.to_owned());
        }
        Ok(pending)
    }

    /// Whether nothing was ever applied here.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn is_new(&self) -> Result<bool, StorageError> {
        Ok(self.pending_migrations().await?.len() == migrations::STEPS.len())
    }

    /// Whether anything was sealed here that only this installation's keys open.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn holds_matters(&self) -> Result<bool, StorageError> {
        if self.is_new().await? {
            return Ok(false);
        }
        let found = on!(self.reader(), pool => {
            sqlx::query("SELECT 1 FROM submission LIMIT 1").fetch_optional(pool).await?.is_some()
        });
        Ok(found)
    }

    /// Whether the database answers, within five seconds.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] when it does not.
    pub async fn ready(&self) -> Result<(), StorageError> {
        let question = async { on!(self.reader(), pool => sqlx::query("SELECT 1").execute(pool).await.map(drop)) };
        match tokio::time::timeout(PATIENCE, question).await {
            Ok(answer) => Ok(answer?),
            Err(elapsed) => Err(StorageError::unavailable(elapsed)),
        }
    }

    /// Carries what SQLite's log holds over into the file. To be called every second or so: left to
    /// itself SQLite does it inside some submission's transaction, which then takes ten times as
    /// long. Nothing to do on PostgreSQL, which has a process for it.
    ///
    /// # Errors
    /// When the database cannot be written; nothing is lost then, the log only grows.
    pub async fn carry_over_log(&self) -> Result<(), StorageError> {
        match &*self.lanes {
            Db::Sqlite(lanes) => lanes.carry_over().await,
            Db::Postgres(_) => Ok(()),
        }
    }

    /// Closes all connections, after which a SQLite file stands alone without its log.
    pub async fn close(&self) {
        match &*self.lanes {
            Db::Sqlite(lanes) => lanes.close().await,
            Db::Postgres(pool) => pool.close().await,
        }
    }

    pub(crate) fn reader(&self) -> Pool<'_> {
        match &*self.lanes {
            Db::Sqlite(lanes) => Db::Sqlite(&lanes.readers),
            Db::Postgres(pool) => Db::Postgres(pool),
        }
    }

    pub(crate) fn writer(&self) -> Pool<'_> {
        match &*self.lanes {
            Db::Sqlite(lanes) => Db::Sqlite(&lanes.writer),
            Db::Postgres(pool) => Db::Postgres(pool),
        }
    }

    /// Begins a transaction that will write. SQLite's takes the write lock at once: one that began
    /// by reading could not take it later without starting over.
    pub(crate) async fn begin(&self) -> Result<Tx, StorageError> {
        Ok(match &*self.lanes {
            Db::Sqlite(lanes) => Db::Sqlite(lanes.writer.begin_with("BEGIN IMMEDIATE").await?),
            Db::Postgres(pool) => Db::Postgres(pool.begin().await?),
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};
    use uuid::Uuid;

    use super::*;
    use crate::{JobKind, NewJob};

    fn big_job() -> NewJob {
        let payload = serde_json::json!("x".repeat(50_000));
        NewJob { id: Uuid::new_v4(), kind: JobKind::HandOver, matter: None, payload, run_at: Timestamp::UNIX_EPOCH }
    }

    async fn pages_at_most(store: &Store, sql: &'static str) {
        let Pool::Sqlite(pool) = store.writer() else { panic!("not SQLite") };
        sqlx::raw_sql(sql).execute(pool).await.unwrap();
    }

    #[tokio::test]
    async fn a_full_disk_is_said_to_be_full_and_loses_nothing_acknowledged() {
        let folder = tempfile::TempDir::new().unwrap();
        let store = Store::open(&format!("sqlite:{}", folder.path().join("full.db").display())).await.unwrap();
        store.migrate().await.unwrap();
        pages_at_most(&store, "PRAGMA max_page_count = 200").await;
        let mut kept = Vec::new();
        let error = loop {
            let job = big_job();
            match store.enqueue(&job).await {
                Ok(()) => kept.push(job.id),
                Err(error) => break error,
            }
        };
        assert!(error.is_unavailable(), "{error:?}");
        assert!(error.to_string().contains("full"), "{error}");
        store.ready().await.unwrap();

        pages_at_most(&store, "PRAGMA max_page_count = 100000").await;
        let job = big_job();
        store.enqueue(&job).await.expect("there is room again");
        kept.push(job.id);
        let now = Timestamp::UNIX_EPOCH;
        let jobs = store.claim_jobs(&JobKind::ALL, now, SignedDuration::from_secs(1), 1000).await.unwrap();
        let mut there: Vec<Uuid> = jobs.into_iter().map(|job| job.id).collect();
        there.sort();
        kept.sort();
        assert_eq!(there, kept);
    }

    #[tokio::test]
    async fn what_was_carried_over_is_in_the_file_without_its_log() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = |name: &str| folder.path().join(name);
        let store = Store::open(&format!("sqlite:{}", file("live.db").display())).await.unwrap();
        store.migrate().await.unwrap();
        let job = big_job();
        store.enqueue(&job).await.unwrap();
        store.carry_over_log().await.unwrap();
        std::fs::copy(file("live.db"), file("copy.db")).unwrap();
        let copy = Store::open(&format!("sqlite:{}", file("copy.db").display())).await.unwrap();
        let (now, lease) = (Timestamp::UNIX_EPOCH, SignedDuration::from_secs(1));
        let jobs = copy.claim_jobs(&JobKind::ALL, now, lease, 9).await.unwrap();
        assert_eq!(jobs.iter().map(|job| job.id).collect::<Vec<_>>(), [job.id]);
    }

    /// Handlers of the server are spawned, so what they wait for must be able to move between threads.
    #[test]
    fn every_answer_may_be_waited_for_on_another_thread() {
        fn may_move<T: Send>(_: &T) {}
        fn check(store: &Store, filter: &domain::ports::Filter, row: &crate::MatterRow) {
            may_move(&store.record(&[], "YX"));
            may_move(&store.append(row, crate::Change::default()));
            may_move(&store.inbox(&crate::View::default(), filter, None, 1));
            may_move(&store.claim_jobs(&[], Timestamp::UNIX_EPOCH, SignedDuration::ZERO, 1));
            may_move(&store.migrate());
        }
        let _: fn(&Store, &domain::ports::Filter, &crate::MatterRow) = check;
    }
}
