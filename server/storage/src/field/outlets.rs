use domain::audit::Act;
use domain::field::{Choice, PlaceKind};
use domain::region::RegionCode;
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit;
use crate::column::{Reading, json, micros};
use crate::db::Tx;
use crate::error::StorageError;
use crate::store::Store;

/// A place where drugs are sold or given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletRow {
    pub id: Uuid,
    pub kind: PlaceKind,
    pub name: String,
    pub region: RegionCode,
    /// Empty where none is known.
    pub licence_no: String,
    pub keeper: String,
    pub phone: String,
    /// Last day an officer was there.
    pub visited_on: Option<Date>,
    pub closed: bool,
}

impl Store {
    /// Keeps outlets, by id or by village and name: what is known of one is brought up to date, its
    /// last visit stays. Answers how many rows were written.
    ///
    /// # Errors
    /// When the database cannot be written: then none was kept.
    pub async fn keep_outlets(&self, rows: &[OutletRow], act: &Act) -> Result<u64, StorageError> {
        let mut tx = self.begin().await?;
        let mut written = 0;
        for row in rows {
            written += keep(&mut tx, row, act.at).await?;
        }
        audit::note(&mut tx, act).await?;
        tx.commit().await?;
        Ok(written)
    }

    /// Within the prefixes, those not seen for longest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn outlets(&self, prefixes: &[String], most: u32) -> Result<Vec<OutletRow>, StorageError> {
        let sql = format!(
            "SELECT o.* FROM field_outlet o WHERE EXISTS (SELECT 1 FROM {} WHERE p.value <> ''
                 AND o.region >= p.value AND o.region < p.value || ':')
             ORDER BY o.closed, COALESCE(o.visited_on, ''), o.region, o.name LIMIT $2",
            self.list()
        );
        let prefixes = json(&prefixes)?;
        let rows: Vec<RawOutlet> = on!(self.reader(), pool => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(prefixes).bind(i64::from(most)).fetch_all(pool).await
        })?;
        rows.into_iter().map(RawOutlet::read).collect()
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn outlet(&self, id: Uuid) -> Result<Option<OutletRow>, StorageError> {
        let row: Option<RawOutlet> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT * FROM field_outlet WHERE id = $1").bind(id.to_string()).fetch_optional(pool).await
        })?;
        row.map(RawOutlet::read).transpose()
    }
}

async fn keep(tx: &mut Tx, row: &OutletRow, at: Timestamp) -> Result<u64, StorageError> {
    // An outlet that moves or is renamed is found by its id, one out of a spreadsheet by its name.
    let changed = on!(&mut *tx, tx => {
        sqlx::query(
            "UPDATE field_outlet SET kind = $2, name = $3, region = $4, licence_no = $5, keeper = $6, phone = $7,
                 updated_at = $8, closed = $9
             WHERE id = $1",
        )
        .bind(row.id.to_string())
        .bind(row.kind.key())
        .bind(&row.name)
        .bind(row.region.as_str())
        .bind(&row.licence_no)
        .bind(&row.keeper)
        .bind(&row.phone)
        .bind(micros(at))
        .bind(row.closed)
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected())
    })?;
    if changed == 1 {
        return Ok(1);
    }
    Ok(on!(&mut *tx, tx => {
        sqlx::query(
            "INSERT INTO field_outlet (id, kind, name, region, licence_no, keeper, phone, updated_at, closed)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (region, name) DO UPDATE SET kind = excluded.kind, licence_no = excluded.licence_no,
                 keeper = excluded.keeper, phone = excluded.phone, updated_at = excluded.updated_at,
                 closed = excluded.closed",
        )
        .bind(row.id.to_string())
        .bind(row.kind.key())
        .bind(&row.name)
        .bind(row.region.as_str())
        .bind(&row.licence_no)
        .bind(&row.keeper)
        .bind(&row.phone)
        .bind(micros(at))
        .bind(row.closed)
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected())
    })?)
}

/// A patrol was there on that day; an id of no outlet changes nothing.
pub(super) async fn visited(tx: &mut Tx, outlet: Uuid, day: Date) -> Result<(), StorageError> {
    on!(tx, tx => {
        sqlx::query("UPDATE field_outlet SET visited_on = $2 WHERE id = $1 AND COALESCE(visited_on, '') < $2")
            .bind(outlet.to_string())
            .bind(day.to_string())
            .execute(&mut **tx)
            .await
            .map(drop)
    })?;
    Ok(())
}

#[derive(FromRow)]
struct RawOutlet {
    id: String,
    kind: String,
    name: String,
    region: String,
    licence_no: String,
    keeper: String,
    phone: String,
    visited_on: Option<String>,
    closed: bool,
}

impl RawOutlet {
    fn read(self) -> Result<OutletRow, StorageError> {
        let reading = Reading { table: "field_outlet", row: &self.id };
        Ok(OutletRow {
            id: reading.uuid("id", &self.id)?,
            kind: reading.named("kind", PlaceKind::parse(&self.kind))?,
            region: RegionCode::parse(&self.region).map_err(|_| reading.corrupt("region"))?,
            visited_on: self
                .visited_on
                .as_deref()
                .map(str::parse)
                .transpose()
                .map_err(|_| reading.corrupt("visited_on"))?,
            name: self.name,
            licence_no: self.licence_no,
            keeper: self.keeper,
            phone: self.phone,
            closed: self.closed,
        })
    }
}
