use domain::audit::{Act, Deed, Who};
use domain::event::Actor;
use domain::picture::{About, Edit};
use jiff::Timestamp;
use uuid::Uuid;

use super::copies::{insert, remove};
use super::{NewCopy, PictureSeal, words};
use crate::audit;
use crate::column::{json, micros, size};
use crate::error::StorageError;
use crate::newsroom::revision::advance;
use crate::store::Store;

/// A picture as it is taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPictureRow {
    pub id: Uuid,
    pub name: String,
    pub about: About,
    pub edit: Edit,
    pub unit: String,
    pub media_type: String,
    /// Bytes of the original.
    pub size: u64,
    /// SHA-256 of the original, hexadecimal.
    pub sha256: String,
    pub width: u32,
    pub height: u32,
    pub seal: PictureSeal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKept {
    Done,
    /// The picture is not at the version it was read at; nothing was kept.
    Conflict,
    /// The same file is there already, as this picture.
    Known(Uuid),
}

impl Store {
    /// Keeps a picture whose sealed original is already on the disk, and what is shown of it.
    ///
    /// # Errors
    /// When the database cannot be written: then nothing was kept.
    pub async fn add_picture(
        &self,
        new: &NewPictureRow,
        copies: &[NewCopy],
        by: (&Actor, Timestamp),
    ) -> Result<PictureKept, StorageError> {
        retrying!(self.add_picture_once(new, copies, by))
    }

    /// Puts another picture of the same original in place of the version its editor saw. The copies
    /// that were shown until now are gone with it.
    ///
    /// # Errors
    /// When the database cannot be written: then nothing was kept.
    pub async fn change_picture(
        &self,
        (id, seen): (Uuid, u32),
        (about, edit): (&About, &Edit),
        copies: &[NewCopy],
        by: (&Actor, Timestamp),
    ) -> Result<PictureKept, StorageError> {
        retrying!(self.change_picture_once((id, seen), (about, edit), copies, by))
    }

    /// Puts a picture away, or brings it back; false for one that is not there.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn put_picture_away(&self, id: Uuid, away: bool, by: (&Actor, Timestamp)) -> Result<bool, StorageError> {
        retrying!(self.put_picture_away_once(id, away, by))
    }

    async fn add_picture_once(
        &self,
        new: &NewPictureRow,
        copies: &[NewCopy],
        (by, at): (&Actor, Timestamp),
    ) -> Result<PictureKept, StorageError> {
        let mut tx = self.begin().await?;
        let who = Who::from(by);
        let added = on!(&mut tx, tx => {
            sqlx::query(
                "INSERT INTO picture (id, name, version, about, edit, words, unit, uploader, uploaded_at, changed_at,
                     media_type, size, sha256, width, height, key_id, wrapped_key)
                 VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11, $12, $13, $14, $15)
                 ON CONFLICT DO NOTHING",
            )
            .bind(new.id.to_string())
            .bind(&new.name)
            .bind(json(&new.about)?)
            .bind(json(&new.edit)?)
            .bind(words(&new.name, &new.about))
            .bind(&new.unit)
            .bind(who.words())
            .bind(micros(at))
            .bind(&new.media_type)
            .bind(size(new.size))
            .bind(&new.sha256)
            .bind(i64::from(new.width))
            .bind(i64::from(new.height))
            .bind(&new.seal.key_id)
            .bind(new.seal.wrapped_key.as_slice())
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected())
        })?;
        if added == 0 {
            tx.rollback().await?;
            let known = self.picture_of(&new.sha256).await?;
            return known
                .map(PictureKept::Known)
                .ok_or_else(|| StorageError::other(format!("another picture is called {}", new.name)));
        }
        insert(&mut tx, new.id, copies).await?;
        advance(&mut tx).await?;
        audit::note(&mut tx, &Act::new(at, who, Deed::PictureKept, &new.name).with_detail("上传图片")).await?;
        tx.commit().await?;
        Ok(PictureKept::Done)
    }

    async fn change_picture_once(
        &self,
        (id, seen): (Uuid, u32),
        (about, edit): (&About, &Edit),
        copies: &[NewCopy],
        (by, at): (&Actor, Timestamp),
    ) -> Result<PictureKept, StorageError> {
        let mut tx = self.begin().await?;
        let changed: Option<(String,)> = on!(&mut tx, tx => {
            sqlx::query_as(
                "UPDATE picture SET version = version + 1, about = $3, edit = $4, words = name || ' ' || $5, changed_at = $6
                 WHERE id = $1 AND version = $2 AND deleted_at IS NULL RETURNING name",
            )
            .bind(id.to_string())
            .bind(i64::from(seen))
            .bind(json(about)?)
            .bind(json(edit)?)
            .bind(format!("{} {}", about.alt, about.credit))
            .bind(micros(at))
            .fetch_optional(&mut **tx)
            .await
        })?;
        let Some((name,)) = changed else {
            tx.rollback().await?;
            return Ok(PictureKept::Conflict);
        };
        remove(&mut tx, id).await?;
        insert(&mut tx, id, copies).await?;
        let detail = format!("改图片（遮住 {} 处，{}）", edit.blurs.len(), edit.turn.words());
        advance(&mut tx).await?;
        audit::note(&mut tx, &Act::new(at, Who::from(by), Deed::PictureKept, name).with_detail(detail)).await?;
        tx.commit().await?;
        Ok(PictureKept::Done)
    }

    async fn put_picture_away_once(
        &self,
        id: Uuid,
        away: bool,
        (by, at): (&Actor, Timestamp),
    ) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let changed: Option<(String,)> = on!(&mut tx, tx => {
            sqlx::query_as("UPDATE picture SET deleted_at = $2, changed_at = $3, version = version + 1 WHERE id = $1 RETURNING name")
                .bind(id.to_string())
                .bind(away.then(|| micros(at)))
                .bind(micros(at))
                .fetch_optional(&mut **tx)
                .await
        })?;
        let Some((name,)) = changed else {
            tx.rollback().await?;
            return Ok(false);
        };
        let words = if away { "移入回收站" } else { "从回收站取回" };
        advance(&mut tx).await?;
        audit::note(&mut tx, &Act::new(at, Who::from(by), Deed::PictureKept, name).with_detail(words)).await?;
        tx.commit().await?;
        Ok(true)
    }
}
