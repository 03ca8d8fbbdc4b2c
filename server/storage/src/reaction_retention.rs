//! Taking out what reactions say of people. Number, product, place and what made one urgent stay.

use domain::audit::Act;
use jiff::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit;
use crate::column::{Reading, micros};
use crate::db::Tx;
use crate::error::StorageError;
use crate::store::Store;

/// A reaction that still says something of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TellingReaction {
    pub id: Uuid,
    pub number: String,
    pub by_officer: bool,
    pub received_at: Timestamp,
    pub filed_at: Option<Timestamp>,
}

/// A photo or recording that is the vault's to remove.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoneFile {
    pub id: Uuid,
    /// Digest of the bytes as they were sent.
    pub sha256: String,
}

impl Store {
    /// Reactions that came in before a moment and still say something of a person, oldest first, behind one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn telling_reactions(
        &self,
        before: Timestamp,
        after: Option<&TellingReaction>,
        limit: u32,
    ) -> Result<Vec<TellingReaction>, StorageError> {
        let (at, id) = after.map_or((i64::MIN, String::new()), |one| (micros(one.received_at), one.id.to_string()));
        let rows: Vec<RawTelling> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT id, number, by_officer, received_at, filed_at FROM reaction
                 WHERE destroyed_at IS NULL AND received_at < $1 AND received_at >= $2
                    AND (received_at > $2 OR id > $3)
                 ORDER BY received_at, id LIMIT $4",
            )
            .bind(micros(before))
            .bind(at)
            .bind(&id)
            .bind(i64::from(limit))
            .fetch_all(pool)
            .await
        })?;
        rows.into_iter().map(RawTelling::read).collect()
    }

    /// Destroys the answers, an officer's with their photos, in one transaction with their row of the
    /// trail. `None`: it was filed or destroyed since it was read, and nothing was done.
    ///
    /// # Errors
    /// When the database cannot be written: then nothing was destroyed.
    pub async fn destroy_reaction(
        &self,
        reaction: &TellingReaction,
        act: &Act,
    ) -> Result<Option<Vec<GoneFile>>, StorageError> {
        retrying!(self.destroy_reaction_once(reaction, act))
    }

    async fn destroy_reaction_once(
        &self,
        reaction: &TellingReaction,
        act: &Act,
    ) -> Result<Option<Vec<GoneFile>>, StorageError> {
        let mut tx = self.begin().await?;
        let nothing = Vec::<u8>::new();
        let emptied = on!(&mut tx, tx => {
            sqlx::query(
                "UPDATE reaction SET key_id = '', blob = $2, body_mac = $2, destroyed_at = $3
                 WHERE id = $1 AND destroyed_at IS NULL AND COALESCE(filed_at, 0) = $4",
            )
            .bind(reaction.id.to_string())
            .bind(nothing.as_slice())
            .bind(micros(act.at))
            .bind(reaction.filed_at.map_or(0, micros))
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected())
        })?;
        if emptied == 0 {
            tx.rollback().await?;
            return Ok(None);
        }
        let files = if reaction.by_officer { empty_report(&mut tx, reaction.id).await? } else { Vec::new() };
        audit::note(&mut tx, act).await?;
        tx.commit().await?;
        Ok(Some(files))
    }
}

/// An officer's answers lie with the report, and its photos beside it.
async fn empty_report(tx: &mut Tx, report: Uuid) -> Result<Vec<GoneFile>, StorageError> {
    let (id, nothing) = (report.to_string(), Vec::<u8>::new());
    let files: Vec<(String, String)> = on!(tx, tx => {
        let files = sqlx::query_as("SELECT file, sha256 FROM field_part WHERE report = $1 AND file IS NOT NULL")
            .bind(&id)
            .fetch_all(&mut **tx)
            .await?;
        for sql in [
            "DELETE FROM field_piece WHERE report = $1",
            "DELETE FROM field_part WHERE report = $1",
            "DELETE FROM field_variant WHERE report = $1",
        ] {
            sqlx::query(sql).bind(&id).execute(&mut **tx).await?;
        }
        sqlx::query("UPDATE field_report SET key_id = '', blob = $2, photos = 0 WHERE id = $1")
            .bind(&id)
            .bind(nothing.as_slice())
            .execute(&mut **tx)
            .await?;
        files
    });
    let reading = Reading { table: "field_part", row: &id };
    files.into_iter().map(|(file, sha256)| Ok(GoneFile { id: reading.uuid("file", &file)?, sha256 })).collect()
}

#[derive(FromRow)]
struct RawTelling {
    id: String,
    number: String,
    by_officer: bool,
    received_at: i64,
    filed_at: Option<i64>,
}

impl RawTelling {
    fn read(self) -> Result<TellingReaction, StorageError> {
        let reading = Reading { table: "reaction", row: &self.id };
        Ok(TellingReaction {
            id: reading.uuid("id", &self.id)?,
            received_at: reading.time("received_at", self.received_at)?,
            filed_at: self.filed_at.map(|at| reading.time("filed_at", at)).transpose()?,
            number: self.number,
            by_officer: self.by_officer,
        })
    }
}
