use domain::audit::{Act, Deed, Who};
use domain::event::Actor;
use jiff::Timestamp;
use uuid::Uuid;

use crate::audit;
use crate::column::{Reading, micros};
use crate::error::StorageError;
use crate::store::Store;

/// A link for somebody without an account, as it is made.
#[derive(Clone, Debug)]
pub struct NewShare<'a> {
    pub id: Uuid,
    pub item: Uuid,
    /// Hash of the word that opens it.
    pub word: &'a str,
    pub label: &'a str,
    pub expires: Timestamp,
    pub actor: &'a Actor,
    pub at: Timestamp,
    /// Address of the item, for the audit trail.
    pub slug: &'a str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareRow {
    pub id: Uuid,
    pub item: Uuid,
    pub label: String,
    pub name: String,
    pub made_at: Timestamp,
    pub expires: Timestamp,
    pub ended_at: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemarkRow {
    pub at: Timestamp,
    pub name: String,
    pub text: String,
    /// Of the link it came by.
    pub label: String,
}

type RawShare = (String, String, String, String, i64, i64, Option<i64>);

const SHARE: &str = "SELECT id, item, label, name, made_at, expires_at, ended_at FROM item_share ";

impl Store {
    /// # Errors
    /// When the database cannot be written.
    pub async fn add_share(&self, share: &NewShare<'_>) -> Result<(), StorageError> {
        let mut tx = self.begin().await?;
        let who = Who::from(share.actor);
        on!(&mut tx, tx => {
            sqlx::query(
                "INSERT INTO item_share (id, item, word, label, name, made_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(share.id.to_string())
            .bind(share.item.to_string())
            .bind(share.word)
            .bind(share.label)
            .bind(who.words())
            .bind(micros(share.at))
            .bind(micros(share.expires))
            .execute(&mut **tx)
            .await
            .map(drop)
        })?;
        let act = Act::new(share.at, who, Deed::ItemKept, share.slug).with_detail("生成外部预览链接");
        audit::note(&mut tx, &act).await?;
        tx.commit().await
    }

    /// The links of an item, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn shares(&self, item: Uuid) -> Result<Vec<ShareRow>, StorageError> {
        let sql = format!("{SHARE}WHERE item = $1 ORDER BY made_at DESC, id");
        let rows: Vec<RawShare> = on!(self.reader(), pool => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(item.to_string()).fetch_all(pool).await
        })?;
        rows.into_iter().map(share).collect()
    }

    /// The link a word opens, whether it still does or not.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn share_by(&self, word: &str) -> Result<Option<ShareRow>, StorageError> {
        let sql = format!("{SHARE}WHERE word = $1");
        let row: Option<RawShare> = on!(self.reader(), pool => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(word).fetch_optional(pool).await
        })?;
        row.map(share).transpose()
    }

    /// Ends a link of an item. Again does no harm.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn end_share(&self, item: Uuid, id: Uuid, at: Timestamp) -> Result<(), StorageError> {
        on!(self.writer(), pool => {
            sqlx::query("UPDATE item_share SET ended_at = COALESCE(ended_at, $3) WHERE id = $1 AND item = $2")
                .bind(id.to_string())
                .bind(item.to_string())
                .bind(micros(at))
                .execute(pool)
                .await
                .map(drop)
        })?;
        Ok(())
    }

    /// Keeps what somebody outside said, unless the link already brought that many: answers false then.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn add_remark(
        &self,
        id: Uuid,
        share: &ShareRow,
        (name, text, at): (&str, &str, Timestamp),
        most: u32,
    ) -> Result<bool, StorageError> {
        let added = on!(self.writer(), pool => {
            sqlx::query(
                "INSERT INTO item_remark (id, item, share, at, name, text) SELECT $1, $2, $3, $4, $5, $6
                 WHERE (SELECT COUNT(*) FROM item_remark WHERE share = $3) < $7",
            )
            .bind(id.to_string())
            .bind(share.item.to_string())
            .bind(share.id.to_string())
            .bind(micros(at))
            .bind(name)
            .bind(text)
            .bind(i64::from(most))
            .execute(pool)
            .await
            .map(|done| done.rows_affected())
        })?;
        Ok(added == 1)
    }

    /// What was said about an item, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn remarks(&self, item: Uuid) -> Result<Vec<RemarkRow>, StorageError> {
        let item = item.to_string();
        let rows: Vec<(i64, String, String, String)> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT r.at, r.name, r.text, s.label FROM item_remark r JOIN item_share s ON s.id = r.share
                 WHERE r.item = $1 ORDER BY r.at DESC, r.id",
            )
            .bind(&item)
            .fetch_all(pool)
            .await
        })?;
        let reading = Reading { table: "item_remark", row: &item };
        let read = |(at, name, text, label)| Ok(RemarkRow { at: reading.time("at", at)?, name, text, label });
        rows.into_iter().map(read).collect()
    }
}

fn share((id, item, label, name, made_at, expires_at, ended_at): RawShare) -> Result<ShareRow, StorageError> {
    let reading = Reading { table: "item_share", row: &id };
    Ok(ShareRow {
        id: reading.uuid("id", &id)?,
        item: reading.uuid("item", &item)?,
        label,
        name,
        made_at: reading.time("made_at", made_at)?,
        expires: reading.time("expires_at", expires_at)?,
        ended_at: ended_at.map(|at| reading.time("ended_at", at)).transpose()?,
    })
}
