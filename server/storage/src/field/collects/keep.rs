use domain::audit::Act;
use domain::collecting::AtHome;
use domain::field::Choice;

use super::{CollectKept, NewCollect};
use crate::audit;
use crate::column::micros;
use crate::db::Tx;
use crate::error::StorageError;
use crate::record::next_number;
use crate::store::Store;

impl Store {
    /// Keeps a request with its number and its row of the trail, unless the same form was sent before.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn keep_collect(&self, new: &NewCollect, prefix: &str, act: &Act) -> Result<CollectKept, StorageError> {
        retrying!(self.keep_collect_once(new, prefix, act))
    }

    async fn keep_collect_once(&self, new: &NewCollect, prefix: &str, act: &Act) -> Result<CollectKept, StorageError> {
        let mut tx = self.begin().await?;
        let number = next_number(&mut tx, prefix, new.asked_at).await?;
        if !insert(&mut tx, new, &number).await? {
            let (content_mac,): (Vec<u8>,) = on!(&mut tx, tx => {
                sqlx::query_as("SELECT content_mac FROM collect_request WHERE key_mac = $1")
                    .bind(new.key_mac.as_slice())
                    .fetch_one(&mut **tx)
                    .await
            })?;
            tx.rollback().await?;
            return Ok(CollectKept::Known { content_mac });
        }
        audit::note(&mut tx, &Act { subject: number, ..act.clone() }).await?;
        tx.commit().await?;
        Ok(CollectKept::New)
    }
}

async fn insert(tx: &mut Tx, new: &NewCollect, number: &str) -> Result<bool, StorageError> {
    let rows = on!(tx, tx => {
        sqlx::query(
            "INSERT INTO collect_request (id, number, key_mac, content_mac, phone_mac, contact_key, contact, version,
                 region, amount, home, asked_at, errand, officer, given_at, back, ending, ended_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, $10, $11, '', '', 0, '', '', 0)
             ON CONFLICT (key_mac) DO NOTHING",
        )
        .bind(new.id.to_string())
        .bind(number)
        .bind(new.key_mac.as_slice())
        .bind(new.content_mac.as_slice())
        .bind(new.phone_mac.as_slice())
        .bind(&new.contact.key_id)
        .bind(new.contact.blob.as_slice())
        .bind(new.region.as_str())
        .bind(new.amount.key())
        .bind(new.home.map_or("", AtHome::key))
        .bind(micros(new.asked_at))
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(rows == 1)
}
