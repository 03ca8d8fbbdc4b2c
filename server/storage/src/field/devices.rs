use domain::audit::Act;
use jiff::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit;
use crate::column::{Reading, micros};
use crate::error::StorageError;
use crate::store::Store;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceRow {
    pub id: Uuid,
    pub bound_at: Timestamp,
    pub seen_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
    pub active: Option<Uuid>,
}

/// An officer on a phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BindingRow {
    pub device: Uuid,
    pub officer: Uuid,
    pub pin_hash: String,
    pub failures: u32,
    pub locked_until: Option<Timestamp>,
    pub bound_at: Timestamp,
}

/// A one-time code that is still good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeRow {
    pub officer: Uuid,
    pub expires_at: Timestamp,
}

/// A phone that takes an officer on.
#[derive(Clone, Debug)]
pub struct NewBinding<'a> {
    pub code_mac: [u8; 32],
    pub officer: Uuid,
    pub device: Uuid,
    /// Of a phone that had none yet.
    pub token_hash: Option<[u8; 32]>,
    pub pin_hash: &'a str,
}

impl Store {
    /// A fresh code; earlier ones of the officer end.
    ///
    /// # Errors
    /// When the database cannot be written, or the code is taken.
    pub async fn keep_officer_code(
        &self,
        code_mac: &[u8; 32],
        officer: Uuid,
        expires_at: Timestamp,
        act: &Act,
    ) -> Result<(), StorageError> {
        let mut tx = self.begin().await?;
        on!(&mut tx, tx => {
            sqlx::query("DELETE FROM field_code WHERE officer = $1 AND used_at IS NULL")
                .bind(officer.to_string())
                .execute(&mut **tx)
                .await
                .map(drop)
        })?;
        on!(&mut tx, tx => {
            sqlx::query("INSERT INTO field_code (code_mac, officer, expires_at) VALUES ($1, $2, $3)")
                .bind(code_mac.as_slice())
                .bind(officer.to_string())
                .bind(micros(expires_at))
                .execute(&mut **tx)
                .await
                .map(drop)
        })?;
        audit::note(&mut tx, act).await?;
        tx.commit().await
    }

    /// The code, if it was not used and is not too old.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn officer_code(&self, code_mac: &[u8; 32], at: Timestamp) -> Result<Option<CodeRow>, StorageError> {
        let row: Option<(String, i64)> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT c.officer, c.expires_at FROM field_code c JOIN field_officer o ON o.id = c.officer
                 WHERE c.code_mac = $1 AND c.used_at IS NULL AND c.expires_at > $2 AND o.disabled_at IS NULL",
            )
            .bind(code_mac.as_slice())
            .bind(micros(at))
            .fetch_optional(pool)
            .await
        })?;
        row.map(|(officer, expires_at)| {
            let reading = Reading { table: "field_code", row: &officer };
            let officer = reading.uuid("officer", &officer)?;
            Ok(CodeRow { officer, expires_at: reading.time("expires_at", expires_at)? })
        })
        .transpose()
    }

    /// Uses the code up and binds the officer to the phone. False, and nothing done, when somebody
    /// else was faster.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn bind_officer(&self, new: &NewBinding<'_>, at: Timestamp, act: &Act) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let used = on!(&mut tx, tx => {
            sqlx::query(
                "UPDATE field_code SET used_at = $2 WHERE code_mac = $1 AND used_at IS NULL AND expires_at > $2",
            )
            .bind(new.code_mac.as_slice())
            .bind(micros(at))
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected())
        })?;
        if used != 1 {
            tx.rollback().await?;
            return Ok(false);
        }
        if let Some(hash) = &new.token_hash {
            on!(&mut tx, tx => {
                sqlx::query("INSERT INTO field_device (id, token_hash, bound_at, seen_at) VALUES ($1, $2, $3, $3)")
                    .bind(new.device.to_string())
                    .bind(hash.as_slice())
                    .bind(micros(at))
                    .execute(&mut **tx)
                    .await
                    .map(drop)
            })?;
        }
        on!(&mut tx, tx => {
            sqlx::query(
                "INSERT INTO field_binding (device, officer, pin_hash, failures, bound_at)
                 VALUES ($1, $2, $3, 0, $4)
                 ON CONFLICT (device, officer) DO UPDATE SET pin_hash = excluded.pin_hash, failures = 0,
                     locked_until = NULL, bound_at = excluded.bound_at",
            )
            .bind(new.device.to_string())
            .bind(new.officer.to_string())
            .bind(new.pin_hash)
            .bind(micros(at))
            .execute(&mut **tx)
            .await
            .map(drop)
        })?;
        on!(&mut tx, tx => {
            sqlx::query("UPDATE field_device SET active = $2 WHERE id = $1")
                .bind(new.device.to_string())
                .bind(new.officer.to_string())
                .execute(&mut **tx)
                .await
                .map(drop)
        })?;
        audit::note(&mut tx, act).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn device_by_token(&self, token_hash: &[u8; 32]) -> Result<Option<DeviceRow>, StorageError> {
        let row: Option<RawDevice> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT id, bound_at, seen_at, revoked_at, active FROM field_device WHERE token_hash = $1")
                .bind(token_hash.as_slice())
                .fetch_optional(pool)
                .await
        })?;
        row.map(RawDevice::read).transpose()
    }

    /// The phones an officer is bound to, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn devices_of(&self, officer: Uuid) -> Result<Vec<DeviceRow>, StorageError> {
        let rows: Vec<RawDevice> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT d.id, b.bound_at, d.seen_at, d.revoked_at, d.active
                 FROM field_binding b JOIN field_device d ON d.id = b.device
                 WHERE b.officer = $1 ORDER BY b.bound_at DESC",
            )
            .bind(officer.to_string())
            .fetch_all(pool)
            .await
        })?;
        rows.into_iter().map(RawDevice::read).collect()
    }

    /// Who is bound to a phone.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn bindings(&self, device: Uuid) -> Result<Vec<BindingRow>, StorageError> {
        let rows: Vec<RawBinding> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT device, officer, pin_hash, failures, locked_until, bound_at FROM field_binding
                 WHERE device = $1 ORDER BY bound_at, officer",
            )
            .bind(device.to_string())
            .fetch_all(pool)
            .await
        })?;
        rows.into_iter().map(RawBinding::read).collect()
    }

    /// Notes that a phone was heard of.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn touch_device(&self, device: Uuid, at: Timestamp) -> Result<(), StorageError> {
        on!(self.writer(), pool => {
            sqlx::query("UPDATE field_device SET seen_at = $2 WHERE id = $1")
                .bind(device.to_string())
                .bind(micros(at))
                .execute(pool)
                .await
                .map(drop)
        })?;
        Ok(())
    }

    /// Takes a try of a PIN into account before it is judged, so that many at once cannot slip
    /// through: the count goes up, and the lock is set by the try that reaches `most`.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn count_pin_try(
        &self,
        device: Uuid,
        officer: Uuid,
        most: u32,
        locked_until: Timestamp,
    ) -> Result<(), StorageError> {
        on!(self.writer(), pool => {
            sqlx::query(
                "UPDATE field_binding SET failures = failures + 1,
                     locked_until = CASE WHEN failures + 1 >= $3 THEN $4 ELSE locked_until END
                 WHERE device = $1 AND officer = $2",
            )
            .bind(device.to_string())
            .bind(officer.to_string())
            .bind(i64::from(most))
            .bind(micros(locked_until))
            .execute(pool)
            .await
            .map(drop)
        })?;
        Ok(())
    }

    /// Starts counting anew: a lock that ended, or a PIN that was right.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn forgive_pin(&self, device: Uuid, officer: Uuid) -> Result<(), StorageError> {
        on!(self.writer(), pool => {
            sqlx::query(
                "UPDATE field_binding SET failures = 0, locked_until = NULL WHERE device = $1 AND officer = $2",
            )
            .bind(device.to_string())
            .bind(officer.to_string())
            .execute(pool)
            .await
            .map(drop)
        })?;
        Ok(())
    }

    /// Another officer has the phone in hand.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn hand_phone_over(&self, device: Uuid, officer: Uuid) -> Result<(), StorageError> {
        on!(self.writer(), pool => {
            sqlx::query("UPDATE field_device SET active = $2 WHERE id = $1")
                .bind(device.to_string())
                .bind(officer.to_string())
                .execute(pool)
                .await
                .map(drop)
        })?;
        Ok(())
    }

    /// The phone is lost or given back.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn revoke_device(&self, device: Uuid, at: Timestamp, act: &Act) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let changed = on!(&mut tx, tx => {
            sqlx::query("UPDATE field_device SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL")
                .bind(device.to_string())
                .bind(micros(at))
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected())
        })?;
        audit::close(tx, changed, act).await
    }
}

#[derive(FromRow)]
struct RawDevice {
    id: String,
    bound_at: i64,
    seen_at: i64,
    revoked_at: Option<i64>,
    active: Option<String>,
}

impl RawDevice {
    fn read(self) -> Result<DeviceRow, StorageError> {
        let reading = Reading { table: "field_device", row: &self.id };
        Ok(DeviceRow {
            id: reading.uuid("id", &self.id)?,
            bound_at: reading.time("bound_at", self.bound_at)?,
            seen_at: reading.time("seen_at", self.seen_at)?,
            revoked_at: self.revoked_at.map(|at| reading.time("revoked_at", at)).transpose()?,
            active: self.active.as_deref().map(|id| reading.uuid("active", id)).transpose()?,
        })
    }
}

#[derive(FromRow)]
struct RawBinding {
    device: String,
    officer: String,
    pin_hash: String,
    failures: i64,
    locked_until: Option<i64>,
    bound_at: i64,
}

impl RawBinding {
    fn read(self) -> Result<BindingRow, StorageError> {
        let reading = Reading { table: "field_binding", row: &self.device };
        Ok(BindingRow {
            device: reading.uuid("device", &self.device)?,
            officer: reading.uuid("officer", &self.officer)?,
            failures: reading.number("failures", self.failures)?,
            locked_until: self.locked_until.map(|at| reading.time("locked_until", at)).transpose()?,
            bound_at: reading.time("bound_at", self.bound_at)?,
            pin_hash: self.pin_hash,
        })
    }
}
