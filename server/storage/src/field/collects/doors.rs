//! Requests behind the tasks of officers.

use domain::audit::{Act, Deed, Who};
use domain::collecting::{AtHome, Ending};
use domain::field::Choice;
use jiff::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use super::{DoorRow, sealed};
use crate::audit;
use crate::column::{Reading, micros};
use crate::db::Tx;
use crate::error::StorageError;
use crate::store::Store;

impl Store {
    /// Open requests behind an officer's tasks that are not done. The contact is there only where the officer
    /// saw the task, which is a row of the trail.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn doors_of(&self, officer: Uuid) -> Result<Vec<DoorRow>, StorageError> {
        let rows: Vec<RawDoor> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT c.errand, c.id, c.home, CASE WHEN t.read_at IS NULL THEN '' ELSE c.contact_key END AS key_id,
                     c.contact
                 FROM collect_request c JOIN field_errand_to t ON t.errand = c.errand AND t.officer = c.officer
                 WHERE c.officer = $1 AND c.ended_at = 0",
            )
            .bind(officer.to_string())
            .fetch_all(pool)
            .await
        })?;
        rows.into_iter().map(RawDoor::read).collect()
    }

    /// The officer gives it back to the desk, saying why. False when there is no open request behind a task of
    /// theirs.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn give_collect_back(
        &self,
        errand: Uuid,
        officer: Uuid,
        note: &str,
        at: Timestamp,
    ) -> Result<bool, StorageError> {
        retrying!(self.give_collect_back_once(errand, officer, note, at))
    }

    async fn give_collect_back_once(
        &self,
        errand: Uuid,
        officer: Uuid,
        note: &str,
        at: Timestamp,
    ) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let number = behind(&mut tx, errand).await?;
        let changed = on!(&mut tx, tx => {
            sqlx::query(
                "UPDATE collect_request SET errand = '', officer = '', given_at = 0, back = $3, version = version + 1
                 WHERE errand = $1 AND officer = $2 AND ended_at = 0",
            )
            .bind(errand.to_string())
            .bind(officer.to_string())
            .bind(note)
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected())
        })?;
        let Some(number) = number.filter(|_| changed == 1) else {
            tx.rollback().await?;
            return Ok(false);
        };
        take_off(&mut tx, &errand.to_string(), &format!("没有收成，已经交回：{note}")).await?;
        let act = Act::new(at, Who::Officer { id: officer }, Deed::CollectKept, number);
        audit::note(&mut tx, &act.with_detail("没有收成，交回")).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// Number of the open request behind a task.
pub(in crate::field) async fn open_behind(tx: &mut Tx, errand: Uuid) -> Result<Option<String>, StorageError> {
    let row: Option<(String,)> = on!(tx, tx => {
        sqlx::query_as("SELECT number FROM collect_request WHERE errand = $1 AND ended_at = 0 AND contact_key <> ''")
            .bind(errand.to_string())
            .fetch_optional(&mut **tx)
            .await
    })?;
    Ok(row.map(|(number,)| number))
}

/// Ends the open request behind a task as collected; answers its number where there was one.
pub(in crate::field) async fn collected(
    tx: &mut Tx,
    errand: Uuid,
    at: Timestamp,
) -> Result<Option<String>, StorageError> {
    let number = behind(tx, errand).await?;
    let changed = on!(tx, tx => {
        sqlx::query(
            "UPDATE collect_request SET ending = $2, ended_at = $3, version = version + 1
             WHERE errand = $1 AND ended_at = 0",
        )
        .bind(errand.to_string())
        .bind(Ending::Collected.key())
        .bind(micros(at))
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(number.filter(|_| changed == 1))
}

async fn behind(tx: &mut Tx, errand: Uuid) -> Result<Option<String>, StorageError> {
    let row: Option<(String,)> = on!(tx, tx => {
        sqlx::query_as("SELECT number FROM collect_request WHERE errand = $1")
            .bind(errand.to_string())
            .fetch_optional(&mut **tx)
            .await
    })?;
    Ok(row.map(|(number,)| number))
}

/// Tells the officer who has a task why it is theirs no more.
pub(super) async fn take_off(tx: &mut Tx, errand: &str, why: &str) -> Result<(), StorageError> {
    on!(tx, tx => {
        sqlx::query("UPDATE field_errand_to SET taken_off = $2 WHERE errand = $1 AND done_at IS NULL")
            .bind(errand)
            .bind(why)
            .execute(&mut **tx)
            .await
            .map(drop)
    })?;
    Ok(())
}

#[derive(FromRow)]
struct RawDoor {
    errand: String,
    id: String,
    home: String,
    key_id: String,
    contact: Vec<u8>,
}

impl RawDoor {
    fn read(self) -> Result<DoorRow, StorageError> {
        let reading = Reading { table: "collect_request", row: &self.id };
        Ok(DoorRow {
            errand: reading.uuid("errand", &self.errand)?,
            request: reading.uuid("id", &self.id)?,
            home: AtHome::parse(&self.home),
            contact: sealed(self.key_id, self.contact),
        })
    }
}
