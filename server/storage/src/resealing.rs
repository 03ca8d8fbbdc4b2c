//! Everything sealed, by the master key it is sealed with: what `yaoan keys rotate` goes through.

use uuid::Uuid;

use crate::error::StorageError;
use crate::identity::Sealed;
use crate::store::Store;

/// What is sealed. Each kind stands in one table, and its owner is bound into the seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealedKind {
    /// Who reported; owned by the matter. The whole record is in the row.
    Identity,
    /// A picture; the row holds its wrapped key only.
    Attachment,
    /// A picture of the newsroom; the row holds its wrapped key only.
    Picture,
    /// The identity that belongs into a letter; owned by the letter. The whole record is in the row.
    Letter,
    /// A second factor; owned by the account. The whole record is in the row.
    Totp,
    /// An officer's phone number; owned by the officer.
    OfficerPhone,
    /// What an officer reported; owned by the report.
    FieldReport,
    /// Other bytes under its id; owned by the variant.
    FieldVariant,
    /// A photo or voice note an officer sent; the row holds its wrapped key only.
    FieldFile,
    /// Bytes of one that is still coming.
    FieldPiece,
    /// What a resident told about a reaction; owned by the reaction.
    Reaction,
    /// The phone number of somebody who asked; owned by the question.
    QuestionContact,
    /// Whom to call, and where, when old medicine is to be collected; owned by the request.
    DoorContact,
}

/// A row as it is sealed now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedRow {
    pub owner: Uuid,
    pub sealed: Sealed,
}

impl SealedKind {
    pub const ALL: [Self; 13] = [
        Self::Identity,
        Self::Attachment,
        Self::Picture,
        Self::Letter,
        Self::Totp,
        Self::OfficerPhone,
        Self::FieldReport,
        Self::FieldVariant,
        Self::FieldFile,
        Self::FieldPiece,
        Self::Reaction,
        Self::QuestionContact,
        Self::DoorContact,
    ];

    /// Table, owner, key id, bytes.
    fn columns(self) -> [&'static str; 4] {
        match self {
            Self::Identity => ["sealed_identity", "matter", "key_id", "blob"],
            Self::Attachment => ["attachment", "id", "key_id", "wrapped_key"],
            Self::Picture => ["picture", "id", "key_id", "wrapped_key"],
            Self::Letter => ["letter_identity", "letter", "key_id", "blob"],
            Self::Totp => ["staff", "id", "totp_key_id", "totp_blob"],
            Self::OfficerPhone => ["field_officer", "id", "key_id", "blob"],
            Self::FieldReport => ["field_report", "id", "key_id", "blob"],
            Self::FieldVariant => ["field_variant", "id", "key_id", "blob"],
            Self::FieldFile => ["field_part", "file", "key_id", "wrapped_key"],
            Self::FieldPiece => ["field_piece", "id", "key_id", "blob"],
            Self::Reaction => ["reaction", "id", "key_id", "blob"],
            Self::QuestionContact => ["question", "id", "contact_key", "contact"],
            Self::DoorContact => ["collect_request", "id", "contact_key", "contact"],
        }
    }
}

impl Store {
    /// How many rows of a kind each master key seals.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn keys_in_use(&self, kind: SealedKind) -> Result<Vec<(String, u64)>, StorageError> {
        let [table, _, key, _] = kind.columns();
        let sql = format!("SELECT {key}, COUNT(*) FROM {table} WHERE {key} <> '' GROUP BY {key} ORDER BY {key}");
        let rows: Vec<(String, i64)> =
            on!(self.reader(), pool => sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(pool).await)?;
        Ok(rows.into_iter().map(|(key, rows)| (key, u64::try_from(rows).unwrap_or(0))).collect())
    }

    /// The next rows of a kind behind `after` that another key than `current` seals, by owner.
    ///
    /// # Errors
    /// When the database cannot be read, or an owner is no id.
    pub async fn sealed_otherwise(
        &self,
        kind: SealedKind,
        current: &str,
        after: Uuid,
        limit: u32,
    ) -> Result<Vec<SealedRow>, StorageError> {
        let [table, owner, key, bytes] = kind.columns();
        let sql = format!(
            "SELECT {owner}, {key}, {bytes} FROM {table}
             WHERE {key} <> '' AND {key} <> $1 AND {owner} > $2 ORDER BY {owner} LIMIT $3"
        );
        let rows: Vec<(String, String, Vec<u8>)> = on!(self.reader(), pool => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(current)
                .bind(after.to_string())
                .bind(i64::from(limit))
                .fetch_all(pool)
                .await
        })?;
        let row = |(owner, key_id, blob): (String, String, Vec<u8>)| {
            let owner =
                owner.parse().map_err(|_| StorageError::other(format!("{table} has an owner that is no id")))?;
            Ok(SealedRow { owner, sealed: Sealed { key_id, blob } })
        };
        rows.into_iter().map(row).collect()
    }

    /// Puts the new seal in the place of the old one; false when the old one is not there any more.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn reseal(&self, kind: SealedKind, old: &SealedRow, new: &Sealed) -> Result<bool, StorageError> {
        retrying!(self.reseal_once(kind, old, new))
    }

    async fn reseal_once(&self, kind: SealedKind, old: &SealedRow, new: &Sealed) -> Result<bool, StorageError> {
        let [table, owner, key, bytes] = kind.columns();
        let sql =
            format!("UPDATE {table} SET {key} = $1, {bytes} = $2 WHERE {owner} = $3 AND {key} = $4 AND {bytes} = $5");
        let mut tx = self.begin().await?;
        let changed = on!(&mut tx, tx => {
            sqlx::query(sqlx::AssertSqlSafe(sql))
                .bind(&new.key_id)
                .bind(new.blob.as_slice())
                .bind(old.owner.to_string())
                .bind(&old.sealed.key_id)
                .bind(old.sealed.blob.as_slice())
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected())
        })?;
        tx.commit().await?;
        Ok(changed == 1)
    }
}
