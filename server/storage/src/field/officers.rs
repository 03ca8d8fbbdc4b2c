use domain::audit::Act;
use domain::region::RegionCode;
use jiff::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit;
use crate::column::{Reading, json, micros};
use crate::db::Tx;
use crate::error::StorageError;
use crate::identity::Sealed;
use crate::store::Store;

/// An officer as the coordinator fills the form in.
#[derive(Clone, Debug)]
pub struct NewOfficer {
    pub id: Uuid,
    pub name: String,
    pub phone: Sealed,
    pub phone_mac: [u8; 32],
    /// The main one first; at least one.
    pub villages: Vec<RegionCode>,
    pub conflict: String,
}

#[derive(Clone, Debug)]
pub struct OfficerRow {
    pub id: Uuid,
    pub name: String,
    pub region: RegionCode,
    pub phone: Sealed,
    pub conflict: String,
    pub created_at: Timestamp,
    pub disabled_at: Option<Timestamp>,
    pub trained_at: Option<Timestamp>,
    pub certificate: Option<String>,
    pub villages: Vec<RegionCode>,
}

impl Store {
    /// Adds an officer, or changes one that is there. False, and nothing done, when the phone number
    /// is another officer's.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn keep_officer(&self, new: &NewOfficer, at: Timestamp, act: &Act) -> Result<bool, StorageError> {
        let Some(main) = new.villages.first() else { return Err(StorageError::other("an officer without a village")) };
        let mut tx = self.begin().await?;
        let taken: Option<(String,)> = on!(&mut tx, tx => {
            sqlx::query_as("SELECT id FROM field_officer WHERE phone_mac = $1 AND id <> $2")
                .bind(new.phone_mac.as_slice())
                .bind(new.id.to_string())
                .fetch_optional(&mut **tx)
                .await
        })?;
        if taken.is_some() {
            tx.rollback().await?;
            return Ok(false);
        }
        on!(&mut tx, tx => {
            sqlx::query(
                "INSERT INTO field_officer (id, name, region, phone_mac, key_id, blob, conflict, created_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, region = excluded.region,
                     phone_mac = excluded.phone_mac, key_id = excluded.key_id, blob = excluded.blob,
                     conflict = excluded.conflict",
            )
            .bind(new.id.to_string())
            .bind(&new.name)
            .bind(main.as_str())
            .bind(new.phone_mac.as_slice())
            .bind(&new.phone.key_id)
            .bind(new.phone.blob.as_slice())
            .bind(&new.conflict)
            .bind(micros(at))
            .execute(&mut **tx)
            .await
            .map(drop)
        })?;
        put_villages(&mut tx, new).await?;
        audit::note(&mut tx, act).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Lets an officer in no more, or again.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn disable_officer(&self, id: Uuid, since: Option<Timestamp>, act: &Act) -> Result<(), StorageError> {
        let mut tx = self.begin().await?;
        on!(&mut tx, tx => {
            sqlx::query("UPDATE field_officer SET disabled_at = $2 WHERE id = $1")
                .bind(id.to_string())
                .bind(since.map(micros))
                .execute(&mut **tx)
                .await
                .map(drop)
        })?;
        audit::note(&mut tx, act).await?;
        tx.commit().await
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn officer(&self, id: Uuid) -> Result<Option<OfficerRow>, StorageError> {
        let row: Option<RawOfficer> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT * FROM field_officer WHERE id = $1").bind(id.to_string()).fetch_optional(pool).await
        })?;
        match row {
            None => Ok(None),
            Some(row) => {
                let villages = self.villages_of(Some(id)).await?;
                row.read(&villages).map(Some)
            }
        }
    }

    /// Every officer with a village under one of the prefixes, by main village and name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn officers(&self, prefixes: &[String]) -> Result<Vec<OfficerRow>, StorageError> {
        let sql = format!(
            "SELECT o.* FROM field_officer o WHERE EXISTS (
                 SELECT 1 FROM field_village v, {} WHERE v.officer = o.id AND p.value <> ''
                     AND v.region >= p.value AND v.region < p.value || ':')
             ORDER BY o.region, o.name, o.id",
            self.list()
        );
        let prefixes = json(&prefixes)?;
        let rows: Vec<RawOfficer> = on!(self.reader(), pool => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(prefixes).fetch_all(pool).await
        })?;
        let villages = self.villages_of(None).await?;
        rows.into_iter().map(|row| row.read(&villages)).collect()
    }

    /// Keeps a test's result; a certificate is given once and stays.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn keep_test(
        &self,
        officer: Uuid,
        version: &str,
        right: (usize, usize),
        certificate: Option<&str>,
        act: &Act,
    ) -> Result<(), StorageError> {
        let mut tx = self.begin().await?;
        on!(&mut tx, tx => {
            sqlx::query(
                "INSERT INTO field_test (officer, at, version, right_of, questions, passed)
                 VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
            )
            .bind(officer.to_string())
            .bind(micros(act.at))
            .bind(version)
            .bind(crate::column::count(right.0))
            .bind(crate::column::count(right.1))
            .bind(certificate.is_some())
            .execute(&mut **tx)
            .await
            .map(drop)
        })?;
        on!(&mut tx, tx => {
            sqlx::query(
                "UPDATE field_officer SET trained_at = $2, certificate = $3
                 WHERE id = $1 AND certificate IS NULL AND $3 IS NOT NULL",
            )
            .bind(officer.to_string())
            .bind(micros(act.at))
            .bind(certificate)
            .execute(&mut **tx)
            .await
            .map(drop)
        })?;
        audit::note(&mut tx, act).await?;
        tx.commit().await
    }

    async fn villages_of(&self, officer: Option<Uuid>) -> Result<Vec<(String, String)>, StorageError> {
        Ok(on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT officer, region FROM field_village WHERE $1 IS NULL OR officer = $1 ORDER BY officer, ordinal",
            )
            .bind(officer.map(|id| id.to_string()))
            .fetch_all(pool)
            .await
        })?)
    }
}

async fn put_villages(tx: &mut Tx, new: &NewOfficer) -> Result<(), StorageError> {
    on!(&mut *tx, tx => {
        sqlx::query("DELETE FROM field_village WHERE officer = $1")
            .bind(new.id.to_string())
            .execute(&mut **tx)
            .await
            .map(drop)
    })?;
    for (ordinal, region) in (1_i64..).zip(&new.villages) {
        on!(&mut *tx, tx => {
            sqlx::query("INSERT INTO field_village (officer, ordinal, region) VALUES ($1, $2, $3)")
                .bind(new.id.to_string())
                .bind(ordinal)
                .bind(region.as_str())
                .execute(&mut **tx)
                .await
                .map(drop)
        })?;
    }
    Ok(())
}

#[derive(FromRow)]
struct RawOfficer {
    id: String,
    name: String,
    region: String,
    key_id: String,
    blob: Vec<u8>,
    conflict: String,
    created_at: i64,
    disabled_at: Option<i64>,
    trained_at: Option<i64>,
    certificate: Option<String>,
}

impl RawOfficer {
    fn read(self, villages: &[(String, String)]) -> Result<OfficerRow, StorageError> {
        let reading = Reading { table: "field_officer", row: &self.id };
        let region = |text: &str| RegionCode::parse(text).map_err(|_| reading.corrupt("region"));
        let own = villages.iter().filter(|(officer, _)| *officer == self.id);
        Ok(OfficerRow {
            id: reading.uuid("id", &self.id)?,
            region: region(&self.region)?,
            villages: own.map(|(_, code)| region(code)).collect::<Result<_, _>>()?,
            created_at: reading.time("created_at", self.created_at)?,
            disabled_at: self.disabled_at.map(|at| reading.time("disabled_at", at)).transpose()?,
            trained_at: self.trained_at.map(|at| reading.time("trained_at", at)).transpose()?,
            name: self.name,
            phone: Sealed { key_id: self.key_id, blob: self.blob },
            conflict: self.conflict,
            certificate: self.certificate,
        })
    }
}
