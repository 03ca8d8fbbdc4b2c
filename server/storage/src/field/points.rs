use domain::audit::Act;
use domain::field::Opening;
use domain::region::RegionCode;
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit;
use crate::column::{Reading, json, micros};
use crate::error::StorageError;
use crate::newsroom::revision::advance;
use crate::store::Store;

/// A point that takes old medicine back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointRow {
    pub id: Uuid,
    pub name: String,
    pub region: RegionCode,
    pub address: String,
    pub receiver: String,
    pub phone: String,
    pub opening: Opening,
    pub note: String,
    pub closed: bool,
}

impl Store {
    /// Adds a point, or changes the one that has its id.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn keep_point(&self, row: &PointRow, act: &Act) -> Result<(), StorageError> {
        let mut tx = self.begin().await?;
        on!(&mut tx, tx => {
            sqlx::query(
                "INSERT INTO take_back_point (id, name, region, address, receiver, phone, days, hours, holidays, note,
                     updated_at, closed)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, region = excluded.region,
                     address = excluded.address, receiver = excluded.receiver, phone = excluded.phone,
                     days = excluded.days, hours = excluded.hours, holidays = excluded.holidays,
                     note = excluded.note, updated_at = excluded.updated_at, closed = excluded.closed",
            )
            .bind(row.id.to_string())
            .bind(&row.name)
            .bind(row.region.as_str())
            .bind(&row.address)
            .bind(&row.receiver)
            .bind(&row.phone)
            .bind(row.opening.days_key())
            .bind(row.opening.hours_key())
            .bind(row.opening.holidays)
            .bind(&row.note)
            .bind(micros(act.at))
            .bind(row.closed)
            .execute(&mut **tx)
            .await
            .map(drop)
        })?;
        advance(&mut tx).await?;
        audit::note(&mut tx, act).await?;
        tx.commit().await
    }

    /// Points within the prefixes, closed ones last, by place and name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn points(&self, prefixes: &[String]) -> Result<Vec<PointRow>, StorageError> {
        let sql = format!(
            "SELECT t.* FROM take_back_point t WHERE EXISTS (SELECT 1 FROM {} WHERE p.value <> ''
                 AND t.region >= p.value AND t.region < p.value || ':')
             ORDER BY t.closed, t.region, t.name, t.id",
            self.list()
        );
        let prefixes = json(&prefixes)?;
        let rows: Vec<RawPoint> = on!(self.reader(), pool => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(prefixes).fetch_all(pool).await
        })?;
        rows.into_iter().map(RawPoint::read).collect()
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn point(&self, id: Uuid) -> Result<Option<PointRow>, StorageError> {
        let row: Option<RawPoint> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT * FROM take_back_point WHERE id = $1").bind(id.to_string()).fetch_optional(pool).await
        })?;
        row.map(RawPoint::read).transpose()
    }
}

#[derive(FromRow)]
struct RawPoint {
    id: String,
    name: String,
    region: String,
    address: String,
    receiver: String,
    phone: String,
    days: String,
    hours: String,
    holidays: bool,
    note: String,
    closed: bool,
}

impl RawPoint {
    fn read(self) -> Result<PointRow, StorageError> {
        let reading = Reading { table: "take_back_point", row: &self.id };
        let opening = Opening::parse(&self.days, &self.hours, self.holidays);
        Ok(PointRow {
            id: reading.uuid("id", &self.id)?,
            region: RegionCode::parse(&self.region).map_err(|_| reading.corrupt("region"))?,
            opening: opening.map_err(|_| reading.corrupt("hours"))?,
            name: self.name,
            address: self.address,
            receiver: self.receiver,
            phone: self.phone,
            note: self.note,
            closed: self.closed,
        })
    }
}
