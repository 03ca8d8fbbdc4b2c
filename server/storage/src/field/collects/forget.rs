use domain::audit::{Act, Deed, Who};
use domain::collecting::{CollectLimits, Ending};
use domain::field::Choice;
use jiff::Timestamp;

use crate::audit;
use crate::column::micros;
use crate::db::Tx;
use crate::error::StorageError;
use crate::store::Store;

impl Store {
    /// Destroys contacts whose time is over; answers how many. What nobody had collected by then ends.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn forget_doors(&self, over: &CollectLimits, at: Timestamp) -> Result<u64, StorageError> {
        retrying!(self.forget_doors_once(over, at))
    }

    async fn forget_doors_once(&self, over: &CollectLimits, at: Timestamp) -> Result<u64, StorageError> {
        let mut tx = self.begin().await?;
        let gone = on!(&mut tx, tx => {
            sqlx::query(
                "UPDATE collect_request
                 SET contact_key = '', contact = $1, phone_mac = $1, content_mac = $1, home = '', back = ''
                 WHERE contact_key <> '' AND (ended_at > 0 AND ended_at < $2 OR asked_at < $3)",
            )
            .bind(Vec::<u8>::new())
            .bind(micros(over.ended))
            .bind(micros(over.asked))
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected())
        })?;
        if gone == 0 {
            tx.rollback().await?;
            return Ok(0);
        }
        lapse(&mut tx, at).await?;
        let act = Act::new(at, Who::System, Deed::DataDestroyed, "上门收过期药");
        audit::note(&mut tx, &act.with_detail(format!("电话、称呼和住处 {gone} 份"))).await?;
        tx.commit().await?;
        Ok(gone)
    }
}

/// Nobody can be called any more: the open requests without a contact end, and their tasks with them.
async fn lapse(tx: &mut Tx, at: Timestamp) -> Result<(), StorageError> {
    on!(&mut *tx, tx => {
        sqlx::query(
            "UPDATE field_errand_to SET taken_off = $1
             WHERE done_at IS NULL AND errand IN (SELECT errand FROM collect_request
                 WHERE ended_at = 0 AND contact_key = '' AND errand <> '')",
        )
        .bind("保存期限已满，电话已经删掉，不用去了")
        .execute(&mut **tx)
        .await
        .map(drop)
    })?;
    on!(tx, tx => {
        sqlx::query(
            "UPDATE collect_request SET ending = $2, ended_at = $1, version = version + 1
             WHERE ended_at = 0 AND contact_key = ''",
        )
        .bind(micros(at))
        .bind(Ending::Lapsed.key())
        .execute(&mut **tx)
        .await
        .map(drop)
    })?;
    Ok(())
}
