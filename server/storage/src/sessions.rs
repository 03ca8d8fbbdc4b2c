use domain::audit::Act;
use jiff::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit;
use crate::column::{Reading, micros};
use crate::error::StorageError;
use crate::staff::{RawStaff, StaffRow};
use crate::store::Store;

/// A session with its person. Whether it still counts is the caller's decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    pub staff: StaffRow,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    pub expires_at: Timestamp,
}

impl Store {
    /// Begins a session; `act` is written down with it, or it does not begin.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn add_session(
        &self,
        token_sha256: &[u8; 32],
        staff: Uuid,
        created_at: Timestamp,
        expires_at: Timestamp,
        act: Option<&Act>,
    ) -> Result<(), StorageError> {
        let mut tx = self.begin().await?;
        on!(&mut tx, tx => {
            sqlx::query(
                "INSERT INTO session (token_sha256, staff, created_at, seen_at, expires_at)
                 VALUES ($1, $2, $3, $3, $4)",
            )
            .bind(token_sha256.as_slice())
            .bind(staff.to_string())
            .bind(micros(created_at))
            .bind(micros(expires_at))
            .execute(&mut **tx)
            .await
            .map(drop)
        })?;
        if let Some(act) = act {
            audit::note(&mut tx, act).await?;
        }
        tx.commit().await
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn session(&self, token_sha256: &[u8; 32]) -> Result<Option<SessionRow>, StorageError> {
        let row: Option<RawSession> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT s.created_at, s.seen_at, s.expires_at, p.*
                 FROM session s JOIN staff p ON p.id = s.staff WHERE s.token_sha256 = $1",
            )
            .bind(token_sha256.as_slice())
            .fetch_optional(pool)
            .await
        })?;
        row.map(RawSession::read).transpose()
    }

    /// Notes that a session was used, and until when it counts now.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn touch_session(
        &self,
        token_sha256: &[u8; 32],
        seen_at: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), StorageError> {
        on!(self.writer(), pool => {
            sqlx::query("UPDATE session SET seen_at = $2, expires_at = $3 WHERE token_sha256 = $1")
                .bind(token_sha256.as_slice())
                .bind(micros(seen_at))
                .bind(micros(expires_at))
                .execute(pool)
                .await
                .map(drop)
        })?;
        Ok(())
    }

    /// Ends a session; `act` is written down where there was one to end.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn end_session(&self, token_sha256: &[u8; 32], act: Option<&Act>) -> Result<(), StorageError> {
        let mut tx = self.begin().await?;
        let ended = on!(&mut tx, tx => {
            sqlx::query("DELETE FROM session WHERE token_sha256 = $1")
                .bind(token_sha256.as_slice())
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected())
        })?;
        if let Some(act) = act.filter(|_| ended > 0) {
            audit::note(&mut tx, act).await?;
        }
        tx.commit().await
    }

    /// # Errors
    /// When the database cannot be written.
    pub async fn end_sessions_of(&self, staff: Uuid) -> Result<(), StorageError> {
        on!(self.writer(), pool => {
            sqlx::query("DELETE FROM session WHERE staff = $1")
                .bind(staff.to_string())
                .execute(pool)
                .await
                .map(drop)
        })?;
        Ok(())
    }

    /// Removes sessions that have expired; answers how many.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn prune_sessions(&self, now: Timestamp) -> Result<u64, StorageError> {
        let removed = on!(self.writer(), pool => {
            sqlx::query("DELETE FROM session WHERE expires_at <= $1")
                .bind(micros(now))
                .execute(pool)
                .await
                .map(|done| done.rows_affected())
        })?;
        Ok(removed)
    }
}

#[derive(FromRow)]
struct RawSession {
    created_at: i64,
    seen_at: i64,
    expires_at: i64,
    #[sqlx(flatten)]
    staff: RawStaff,
}

impl RawSession {
    fn read(self) -> Result<SessionRow, StorageError> {
        let staff = self.staff.read()?;
        let row = format!("of {}", staff.login);
        let reading = Reading { table: "session", row: &row };
        Ok(SessionRow {
            created_at: reading.time("created_at", self.created_at)?,
            seen_at: reading.time("seen_at", self.seen_at)?,
            expires_at: reading.time("expires_at", self.expires_at)?,
            staff,
        })
    }
}
