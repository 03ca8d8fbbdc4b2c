use domain::ports::{PictureList, PictureQuery, PictureRow, PictureUse};
use uuid::Uuid;

use super::{PictureSeal, Raw, select_picture};
use crate::column::Reading;
use crate::error::StorageError;
use crate::store::Store;

impl Store {
    /// Pictures, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn pictures(&self, query: &PictureQuery, page_size: u32) -> Result<PictureList, StorageError> {
        const ROWS: &str = select_picture!(
            "WHERE (p.deleted_at IS NOT NULL) = $1 AND ($2 = '' OR p.words LIKE $3 ESCAPE '!')
             ORDER BY p.uploaded_at DESC, p.id LIMIT $4 OFFSET $5"
        );
        const TOTAL: &str = "SELECT COUNT(*) FROM picture p
             WHERE (p.deleted_at IS NOT NULL) = $1 AND ($2 = '' OR p.words LIKE $3 ESCAPE '!')";
        let words = query.words.as_deref().unwrap_or_default();
        let pattern = format!("%{}%", words.replace('!', "!!").replace('%', "!%").replace('_', "!_"));
        let offset = i64::from(query.page.saturating_sub(1)) * i64::from(page_size);
        let (rows, total): (Vec<Raw>, i64) = on!(self.reader(), pool => {
            let rows = sqlx::query_as(ROWS)
                .bind(query.away)
                .bind(words)
                .bind(&pattern)
                .bind(i64::from(page_size))
                .bind(offset)
                .fetch_all(pool)
                .await?;
            let (total,): (i64,) =
                sqlx::query_as(TOTAL).bind(query.away).bind(words).bind(&pattern).fetch_one(pool).await?;
            (rows, total)
        });
        let rows = self.with_copies(rows.into_iter().map(Raw::read).collect::<Result<_, _>>()?).await?;
        Ok(PictureList { rows, total: u64::try_from(total).unwrap_or(0), page_size })
    }

    /// Every picture texts may show, by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn shown_pictures(&self) -> Result<Vec<PictureRow>, StorageError> {
        const SQL: &str = select_picture!("WHERE p.deleted_at IS NULL ORDER BY p.name");
        let rows: Vec<Raw> = on!(self.reader(), pool => sqlx::query_as(SQL).fetch_all(pool).await)?;
        let mut all = Vec::new();
        let rows: Vec<PictureRow> = rows.into_iter().map(Raw::read).collect::<Result<_, _>>()?;
        // SQLite takes some thousands of parameters and no more.
        for some in rows.chunks(500) {
            all.extend(self.with_copies(some.to_vec()).await?);
        }
        Ok(all)
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn picture(&self, id: Uuid) -> Result<Option<PictureRow>, StorageError> {
        const SQL: &str = select_picture!("WHERE p.id = $1");
        let row: Option<Raw> =
            on!(self.reader(), pool => sqlx::query_as(SQL).bind(id.to_string()).fetch_optional(pool).await)?;
        let rows = row.map(Raw::read).transpose()?.into_iter().collect();
        Ok(self.with_copies(rows).await?.pop())
    }

    /// The picture texts call by a name, also one that was put away.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn picture_named(&self, name: &str) -> Result<Option<PictureRow>, StorageError> {
        const SQL: &str = select_picture!("WHERE p.name = $1");
        let row: Option<Raw> = on!(self.reader(), pool => sqlx::query_as(SQL).bind(name).fetch_optional(pool).await)?;
        let rows = row.map(Raw::read).transpose()?.into_iter().collect();
        Ok(self.with_copies(rows).await?.pop())
    }

    /// The picture made of a file, by the file's SHA-256 in hexadecimal.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn picture_of(&self, sha256: &str) -> Result<Option<Uuid>, StorageError> {
        let row: Option<(String,)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT id FROM picture WHERE sha256 = $1").bind(sha256).fetch_optional(pool).await
        })?;
        row.map(|(id,)| Reading { table: "picture", row: &id }.uuid("id", &id)).transpose()
    }

    /// How the original of a picture is sealed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn picture_seal(&self, id: Uuid) -> Result<Option<PictureSeal>, StorageError> {
        let row: Option<(String, Vec<u8>)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT key_id, wrapped_key FROM picture WHERE id = $1")
                .bind(id.to_string())
                .fetch_optional(pool)
                .await
        })?;
        Ok(row.map(|(key_id, wrapped_key)| PictureSeal { key_id, wrapped_key }))
    }

    /// Ids of all pictures, whose originals lie in the vault.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn picture_ids(&self) -> Result<Vec<Uuid>, StorageError> {
        let ids: Vec<(String,)> =
            on!(self.reader(), pool => sqlx::query_as("SELECT id FROM picture").fetch_all(pool).await)?;
        ids.iter().map(|(id,)| Reading { table: "picture", row: id }.uuid("id", id)).collect()
    }

    /// Items whose text, as it was saved last or as residents see it, holds some words.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn items_holding(&self, words: &str) -> Result<Vec<PictureUse>, StorageError> {
        let pattern = format!("%{}%", words.replace('!', "!!").replace('%', "!%").replace('_', "!_"));
        let rows: Vec<(String, String, String, i64)> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT i.id, i.kind, i.title, CAST(MAX(CASE WHEN t.digest = i.live THEN 1 ELSE 0 END) AS BIGINT)
                 FROM item i JOIN item_text t ON t.item = i.id
                 WHERE i.deleted_at IS NULL AND t.text LIKE $1 ESCAPE '!'
                     AND (t.digest = i.live OR t.seq = (SELECT MAX(l.seq) FROM item_text l WHERE l.item = i.id))
                 GROUP BY i.id, i.kind, i.title ORDER BY i.title, i.id",
            )
            .bind(&pattern)
            .fetch_all(pool)
            .await
        })?;
        let read = |(item, kind, title, live): (String, String, String, i64)| {
            let item = Reading { table: "item", row: &item }.uuid("id", &item)?;
            Ok(PictureUse { item, kind, title, live: live == 1 })
        };
        rows.into_iter().map(read).collect()
    }
}
