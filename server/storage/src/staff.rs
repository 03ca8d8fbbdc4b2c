use domain::access::Role;
use domain::audit::Act;
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit;
use crate::column::Reading;
use crate::db::Tx;
use crate::error::StorageError;
use crate::identity::Sealed;
use crate::store::Store;

/// A person who works here.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffRow {
    pub id: Uuid,
    /// Unique.
    pub login: String,
    pub name: String,
    pub role: Role,
    /// Key of the unit in the site file.
    pub unit: String,
    pub password_hash: String,
    /// Secret of the second factor.
    pub totp: Option<Sealed>,
    /// The last time step whose code was used.
    pub totp_last_step: Option<i64>,
    pub disabled: bool,
    pub must_change_password: bool,
}

impl Store {
    /// Adds a person; false when the login is taken. `act` is written down with it, as with every
    /// change below, or nothing happens.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn add_staff(&self, new: &StaffRow, act: &Act) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let inserted = on!(&mut tx, tx => {
            sqlx::query(
                "INSERT INTO staff (id, login, name, role, unit, password_hash, totp_key_id, totp_blob,
                     totp_last_step, disabled, must_change_password)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (login) DO NOTHING",
            )
            .bind(new.id.to_string())
            .bind(&new.login)
            .bind(&new.name)
            .bind(new.role.as_str())
            .bind(&new.unit)
            .bind(&new.password_hash)
            .bind(new.totp.as_ref().map(|totp| totp.key_id.as_str()))
            .bind(new.totp.as_ref().map(|totp| totp.blob.as_slice()))
            .bind(new.totp_last_step)
            .bind(new.disabled)
            .bind(new.must_change_password)
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected())
        })?;
        noted(tx, inserted, act).await
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn staff_by_login(&self, login: &str) -> Result<Option<StaffRow>, StorageError> {
        let row: Option<RawStaff> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT * FROM staff WHERE login = $1").bind(login).fetch_optional(pool).await
        })?;
        row.map(RawStaff::read).transpose()
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn staff_by_id(&self, id: Uuid) -> Result<Option<StaffRow>, StorageError> {
        let row: Option<RawStaff> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT * FROM staff WHERE id = $1").bind(id.to_string()).fetch_optional(pool).await
        })?;
        row.map(RawStaff::read).transpose()
    }

    /// Everybody, by login.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_staff(&self) -> Result<Vec<StaffRow>, StorageError> {
        let rows: Vec<RawStaff> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT * FROM staff ORDER BY login").fetch_all(pool).await
        })?;
        rows.into_iter().map(RawStaff::read).collect()
    }

    /// Lets a person in or keeps them out; being kept out ends their sessions. False for nobody.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn set_disabled(&self, id: Uuid, disabled: bool, act: &Act) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let updated = on!(&mut tx, tx => {
            if disabled {
                sqlx::query("DELETE FROM session WHERE staff = $1").bind(id.to_string()).execute(&mut **tx).await?;
            }
            sqlx::query("UPDATE staff SET disabled = $2 WHERE id = $1")
                .bind(id.to_string())
                .bind(disabled)
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected())
        })?;
        noted(tx, updated, act).await
    }

    /// Sets a password's hash; the person need not choose another.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn set_password(&self, id: Uuid, hash: &str, act: &Act) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let updated = on!(&mut tx, tx => {
            sqlx::query("UPDATE staff SET password_hash = $2, must_change_password = $3 WHERE id = $1")
                .bind(id.to_string())
                .bind(hash)
                .bind(false)
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected())
        })?;
        noted(tx, updated, act).await
    }

    /// Sets the second factor; no time step counts as used then.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn set_totp(&self, id: Uuid, secret: &Sealed, act: &Act) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let updated = on!(&mut tx, tx => {
            sqlx::query("UPDATE staff SET totp_key_id = $2, totp_blob = $3, totp_last_step = NULL WHERE id = $1")
                .bind(id.to_string())
                .bind(secret.key_id.as_str())
                .bind(secret.blob.as_slice())
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected())
        })?;
        noted(tx, updated, act).await
    }

    /// A new password's hash, no second factor, no session, and the door open.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn start_over(&self, id: Uuid, hash: &str, must_change: bool, act: &Act) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let updated = on!(&mut tx, tx => {
            sqlx::query("DELETE FROM session WHERE staff = $1").bind(id.to_string()).execute(&mut **tx).await?;
            sqlx::query(
                "UPDATE staff SET password_hash = $2, must_change_password = $3, totp_key_id = NULL,
                     totp_blob = NULL, totp_last_step = NULL, disabled = $4
                 WHERE id = $1",
            )
            .bind(id.to_string())
            .bind(hash)
            .bind(must_change)
            .bind(false)
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected())
        })?;
        noted(tx, updated, act).await
    }

    /// Uses up a time step of the second factor; false when it, or a later one, was used before.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn use_totp_step(&self, id: Uuid, step: i64) -> Result<bool, StorageError> {
        let updated = on!(self.writer(), pool => {
            sqlx::query(
                "UPDATE staff SET totp_last_step = $2
                 WHERE id = $1 AND (totp_last_step IS NULL OR totp_last_step < $2)",
            )
            .bind(id.to_string())
            .bind(step)
            .execute(pool)
            .await
            .map(|done| done.rows_affected())
        })?;
        Ok(updated == 1)
    }
}

/// Ends a change of one account: with its row of the audit trail, or without either.
async fn noted(mut tx: Tx, changed: u64, act: &Act) -> Result<bool, StorageError> {
    if changed != 1 {
        tx.rollback().await?;
        return Ok(false);
    }
    audit::note(&mut tx, act).await?;
    tx.commit().await?;
    Ok(true)
}

#[derive(FromRow)]
pub(crate) struct RawStaff {
    id: String,
    login: String,
    name: String,
    role: String,
    unit: String,
    password_hash: String,
    totp_key_id: Option<String>,
    totp_blob: Option<Vec<u8>>,
    totp_last_step: Option<i64>,
    disabled: bool,
    must_change_password: bool,
}

impl RawStaff {
    pub(crate) fn read(self) -> Result<StaffRow, StorageError> {
        let reading = Reading { table: "staff", row: &self.id };
        let totp = match (self.totp_key_id, self.totp_blob) {
            (Some(key_id), Some(blob)) => Some(Sealed { key_id, blob }),
            (None, None) => None,
            _ => return Err(reading.corrupt("totp_blob")),
        };
        Ok(StaffRow {
            id: reading.uuid("id", &self.id)?,
            role: reading.named("role", Role::parse(&self.role))?,
            login: self.login,
            name: self.name,
            unit: self.unit,
            password_hash: self.password_hash,
            totp,
            totp_last_step: self.totp_last_step,
            disabled: self.disabled,
            must_change_password: self.must_change_password,
        })
    }
}

// Hash and sealed secret must not slip into a log through `{:?}`.
impl std::fmt::Debug for StaffRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StaffRow").field("login", &self.login).field("role", &self.role).finish_non_exhaustive()
    }
}
