use domain::newsroom::workflow::ItemEvent;
use uuid::Uuid;

use super::keep::{insert_step, is_taken};
use super::{ItemStanding, ItemStep, revision};
use crate::audit;
use crate::column::{due, json, micros};
use crate::db::Tx;
use crate::error::StorageError;
use crate::store::Store;

/// An item that comes with all its steps.
#[derive(Clone, Debug)]
pub struct NewItem {
    pub id: Uuid,
    pub standing: ItemStanding,
    /// Oldest first, each with the text it saves and its words for the audit trail.
    pub steps: Vec<(ItemEvent, Option<String>, &'static str)>,
}

impl Store {
    /// Whether there is any item at all.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn has_items(&self) -> Result<bool, StorageError> {
        Ok(on!(self.reader(), pool => {
            sqlx::query("SELECT 1 FROM item LIMIT 1").fetch_optional(pool).await.map(|row| row.is_some())
        })?)
    }

    /// Brings items in, all or none, and answers how many. Those whose address is taken are left out:
    /// of two servers that bring the same, the second brings nothing.
    ///
    /// # Errors
    /// When the database cannot be written: then nothing was kept.
    pub async fn bring_items(&self, items: &[NewItem]) -> Result<usize, StorageError> {
        retrying!(self.bring_items_once(items))
    }

    async fn bring_items_once(&self, items: &[NewItem]) -> Result<usize, StorageError> {
        let mut tx = self.begin().await?;
        // Taken first, so that two servers bring one after the other.
        revision::advance(&mut tx).await?;
        let (mut rows, mut brought) = (Vec::new(), 0);
        for item in items {
            let standing = &item.standing;
            if is_taken(&mut tx, standing.state.kind.as_str(), &standing.slug, None).await? {
                continue;
            }
            insert(&mut tx, item).await?;
            for ((event, text, words), seq) in item.steps.iter().zip(1_u32..) {
                let step = ItemStep { event, text: text.as_deref(), words };
                rows.push(insert_step(&mut tx, item.id, seq, &standing.slug, &step).await?);
            }
            brought += 1;
        }
        audit::append(&mut tx, &rows).await?;
        tx.commit().await?;
        Ok(brought)
    }
}

async fn insert(tx: &mut Tx, item: &NewItem) -> Result<(), StorageError> {
    let (standing, state) = (&item.standing, &item.standing.state);
    let live = state.live.as_ref();
    let version = i64::try_from(item.steps.len()).unwrap_or(i64::MAX);
    on!(tx, tx => {
        sqlx::query(
            "INSERT INTO item (id, kind, slug, title, unit, stage, live, scheduled_at, until, updated_at, version, state)
             VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, $8, $9, $10, $11)",
        )
        .bind(item.id.to_string())
        .bind(state.kind.as_str())
        .bind(&standing.slug)
        .bind(&standing.title)
        .bind(&standing.unit)
        .bind(state.stage.as_str())
        .bind(live.map(|live| live.digest.clone()))
        .bind(due(live.and_then(|live| live.until)))
        .bind(micros(state.last))
        .bind(version)
        .bind(json(state)?)
        .execute(&mut **tx)
        .await
        .map(drop)
    })?;
    Ok(())
}
