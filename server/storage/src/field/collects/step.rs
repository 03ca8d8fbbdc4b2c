use domain::audit::Act;
use domain::collecting::Ending;
use domain::field::Choice;
use jiff::Timestamp;
use uuid::Uuid;

use super::CollectStep;
use super::doors::take_off;
use super::errands::{self, NewErrand};
use crate::audit;
use crate::column::micros;
use crate::db::Tx;
use crate::error::StorageError;
use crate::store::Store;

impl Store {
    /// Takes a step with its row of the trail; false when the request is no longer at that version, or has
    /// ended. The task it was given as before is taken off its officer.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn step_collect(
        &self,
        id: Uuid,
        version: u32,
        step: CollectStep<'_>,
        act: &Act,
    ) -> Result<bool, StorageError> {
        retrying!(self.step_collect_once(id, version, step, act))
    }

    async fn step_collect_once(
        &self,
        id: Uuid,
        version: u32,
        step: CollectStep<'_>,
        act: &Act,
    ) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let before: Option<(String,)> = on!(&mut tx, tx => {
            sqlx::query_as("SELECT errand FROM collect_request WHERE id = $1").bind(id.to_string()).fetch_optional(&mut **tx).await
        })?;
        let changed = match step {
            CollectStep::Give(errand) => give(&mut tx, id, version, errand, act.at).await?,
            CollectStep::End(ending) => end(&mut tx, id, version, ending, act.at).await?,
        };
        if !changed {
            tx.rollback().await?;
            return Ok(false);
        }
        if let Some((errand,)) = before.filter(|(errand,)| !errand.is_empty()) {
            take_off(&mut tx, &errand, taken_off(step)).await?;
        }
        audit::note(&mut tx, act).await?;
        tx.commit().await?;
        Ok(true)
    }
}

async fn give(tx: &mut Tx, id: Uuid, version: u32, errand: &NewErrand, at: Timestamp) -> Result<bool, StorageError> {
    let [officer] = errand.to.as_slice() else {
        return Err(StorageError::other("a request is given to one officer"));
    };
    let changed = on!(&mut *tx, tx => {
        sqlx::query(
            "UPDATE collect_request SET errand = $3, officer = $4, given_at = $5, back = '', version = version + 1
             WHERE id = $1 AND version = $2 AND ended_at = 0",
        )
        .bind(id.to_string())
        .bind(i64::from(version))
        .bind(errand.id.to_string())
        .bind(officer.to_string())
        .bind(micros(at))
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(changed == 1 && errands::insert(tx, errand, at).await?)
}

async fn end(tx: &mut Tx, id: Uuid, version: u32, ending: Ending, at: Timestamp) -> Result<bool, StorageError> {
    let changed = on!(tx, tx => {
        sqlx::query(
            "UPDATE collect_request SET ending = $3, ended_at = $4, version = version + 1
             WHERE id = $1 AND version = $2 AND ended_at = 0",
        )
        .bind(id.to_string())
        .bind(i64::from(version))
        .bind(ending.key())
        .bind(micros(at))
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(changed == 1)
}

/// What the officer reads who need not go any more.
fn taken_off(step: CollectStep<'_>) -> &'static str {
    match step {
        CollectStep::Give(_) => "改派给别人，不用去了",
        CollectStep::End(_) => "协管员已经办结，不用去了",
    }
}
