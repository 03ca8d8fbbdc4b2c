use std::collections::HashMap;

use domain::ports::{PictureCopy, PictureRow};
use uuid::Uuid;

use super::{CopyShape, NewCopy, ids};
use crate::column::{Reading, count};
use crate::db::Tx;
use crate::error::StorageError;
use crate::store::Store;

type Sizes = (String, String, String, i64, i64, i64);

impl Store {
    /// What is served under a digest, unless its picture was put away.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn picture_copy(&self, digest: &str) -> Result<Option<Vec<u8>>, StorageError> {
        let row: Option<(Vec<u8>,)> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT c.bytes FROM picture_copy c JOIN picture p ON p.id = c.picture
                 WHERE c.digest = $1 AND p.deleted_at IS NULL LIMIT 1",
            )
            .bind(digest)
            .fetch_optional(pool)
            .await
        })?;
        Ok(row.map(|(bytes,)| bytes))
    }

    /// A size of one picture, also where that was put away.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn picture_bytes(&self, picture: Uuid, digest: &str) -> Result<Option<Vec<u8>>, StorageError> {
        let row: Option<(Vec<u8>,)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT bytes FROM picture_copy WHERE picture = $1 AND digest = $2 LIMIT 1")
                .bind(picture.to_string())
                .bind(digest)
                .fetch_optional(pool)
                .await
        })?;
        Ok(row.map(|(bytes,)| bytes))
    }

    /// Puts their copies to pictures, the narrowest first.
    pub(super) async fn with_copies(&self, mut rows: Vec<PictureRow>) -> Result<Vec<PictureRow>, StorageError> {
        let Some(marks) = (!rows.is_empty()).then(|| marks(rows.len())) else { return Ok(rows) };
        let sql = format!(
            "SELECT picture, use, digest, width, height, size FROM picture_copy WHERE picture IN ({marks}) ORDER BY width"
        );
        let found: Vec<Sizes> = on!(self.reader(), pool => {
            let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
            for id in ids(&rows) {
                query = query.bind(id.to_string());
            }
            query.fetch_all(pool).await
        })?;
        let mut places: HashMap<Uuid, &mut PictureRow> = rows.iter_mut().map(|row| (row.id, row)).collect();
        for (picture, shape, digest, width, height, size) in found {
            let reading = Reading { table: "picture_copy", row: &picture };
            let shape = reading.named("use", CopyShape::parse(&shape))?;
            let copy = PictureCopy {
                width: reading.number("width", width)?,
                height: reading.number("height", height)?,
                size: reading.number("size", size)?,
                digest,
            };
            match (places.get_mut(&reading.uuid("picture", &picture)?), shape) {
                (Some(row), CopyShape::Page) => row.copies.push(copy),
                (Some(row), CopyShape::Card) => row.card = Some(copy),
                (None, _) => {}
            }
        }
        Ok(rows)
    }
}

pub(super) async fn insert(tx: &mut Tx, picture: Uuid, copies: &[NewCopy]) -> Result<(), StorageError> {
    for copy in copies {
        on!(&mut *tx, tx => {
            sqlx::query(
                "INSERT INTO picture_copy (picture, use, width, height, size, digest, bytes)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(picture.to_string())
            .bind(copy.shape.as_str())
            .bind(i64::from(copy.width))
            .bind(i64::from(copy.height))
            .bind(count(copy.bytes.len()))
            .bind(&copy.digest)
            .bind(copy.bytes.as_slice())
            .execute(&mut **tx)
            .await
            .map(drop)
        })?;
    }
    Ok(())
}

pub(super) async fn remove(tx: &mut Tx, picture: Uuid) -> Result<(), StorageError> {
    on!(tx, tx => {
        sqlx::query("DELETE FROM picture_copy WHERE picture = $1")
            .bind(picture.to_string())
            .execute(&mut **tx)
            .await
            .map(drop)
    })?;
    Ok(())
}

/// `$1, $2, …`
fn marks(number: usize) -> String {
    (1..=number).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}
