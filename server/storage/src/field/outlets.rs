use domain::audit::Act;
use domain::field::{Checked, Choice, PlaceKind};
use domain::region::RegionCode;
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit;
use crate::column::{Reading, json, micros};
use crate::db::Tx;
use crate::error::StorageError;
use crate::newsroom::revision::advance;
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
    /// Street and number, inside the village; empty where none is known.
    pub address: String,
    /// Last day an officer was there.
    pub visited_on: Option<Date>,
    pub closed: bool,
    /// The bureau shows it to residents.
    pub shown: bool,
    /// What the bureau checked last, and when.
    pub checked: Option<(Date, Vec<Checked>)>,
}

/// Which of the shown outlets are asked for.
#[derive(Clone, Debug, Default)]
pub struct ShownAsked {
    /// Of a township; empty: all.
    pub prefix: String,
    /// Part of a name; empty: all.
    pub name: String,
    pub skip: u32,
    pub most: u32,
}

/// $1 prefix, $2 part of a name.
const SHOWN: &str =
    "FROM field_outlet WHERE shown AND NOT closed AND ($1 = '' OR (region >= $1 AND region < $1 || ':'))
     AND ($2 = '' OR REPLACE(name, $2, '') <> name)";

impl Store {
    /// Keeps outlets, by id or by village and name: what is known of one is brought up to date, its
    /// last visit stays. One that is found by its name keeps what the row leaves empty, and stays closed
    /// if it was. Answers how many rows were written.
    ///
    /// # Errors
    /// When the database cannot be written: then none was kept.
    pub async fn keep_outlets(&self, rows: &[OutletRow], act: &Act) -> Result<u64, StorageError> {
        let mut tx = self.begin().await?;
        let mut written = 0;
        for row in rows {
            written += keep(&mut tx, row, act.at).await?;
        }
        advance(&mut tx).await?;
        audit::note(&mut tx, act).await?;
        tx.commit().await?;
        Ok(written)
    }

    /// Shows an outlet to residents with what was checked, or shows it no longer. False where it is not
    /// there, or is closed and was to be shown.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn show_outlet(
        &self,
        id: Uuid,
        checked: Option<&(Date, Vec<Checked>)>,
        act: &Act,
    ) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let keys = checked.map(|(_, what)| what.iter().map(|one| one.key()).collect::<Vec<_>>().join(","));
        let changed = on!(&mut tx, tx => {
            sqlx::query(
                "UPDATE field_outlet SET shown = $2, checked_on = COALESCE($3, checked_on),
                     checked = COALESCE($4, checked) WHERE id = $1 AND NOT ($2 AND closed)",
            )
            .bind(id.to_string())
            .bind(checked.is_some())
            .bind(checked.map(|(day, _)| day.to_string()))
            .bind(keys)
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected())
        })?;
        if changed != 1 {
            tx.rollback().await?;
            return Ok(false);
        }
        advance(&mut tx).await?;
        audit::note(&mut tx, act).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// What residents are shown, by place and name, and how many there are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn shown_outlets(&self, asked: &ShownAsked) -> Result<(Vec<OutletRow>, u64), StorageError> {
        let count = format!("SELECT COUNT(*) {SHOWN}");
        let page = format!("SELECT * {SHOWN} ORDER BY region, name LIMIT $3 OFFSET $4");
        let (rows, total) = on!(self.reader(), pool => {
            let (total,): (i64,) = sqlx::query_as(sqlx::AssertSqlSafe(count))
                .bind(&asked.prefix)
                .bind(&asked.name)
                .fetch_one(pool)
                .await?;
            let rows: Vec<RawOutlet> = sqlx::query_as(sqlx::AssertSqlSafe(page))
                .bind(&asked.prefix)
                .bind(&asked.name)
                .bind(i64::from(asked.most))
                .bind(i64::from(asked.skip))
                .fetch_all(pool)
                .await?;
            (rows, total)
        });
        let rows = rows.into_iter().map(RawOutlet::read).collect::<Result<_, _>>()?;
        Ok((rows, u64::try_from(total).unwrap_or_default()))
    }

    /// How many are shown in each township, by the first nine digits of its code.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn shown_outlet_towns(&self) -> Result<Vec<(String, u64)>, StorageError> {
        let rows: Vec<(String, i64)> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT SUBSTR(region, 1, 9) AS town, COUNT(*) FROM field_outlet WHERE shown AND NOT closed
                 GROUP BY SUBSTR(region, 1, 9) ORDER BY 1",
            )
            .fetch_all(pool)
            .await
        })?;
        Ok(rows.into_iter().map(|(town, outlets)| (town, u64::try_from(outlets).unwrap_or_default())).collect())
    }

    /// The outlet of that name in a village.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn outlet_named(&self, region: &RegionCode, name: &str) -> Result<Option<OutletRow>, StorageError> {
        let row: Option<RawOutlet> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT * FROM field_outlet WHERE region = $1 AND name = $2")
                .bind(region.as_str())
                .bind(name)
                .fetch_optional(pool)
                .await
        })?;
        row.map(RawOutlet::read).transpose()
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

    /// Those of some villages that are open, not seen for longest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_outlets(&self, villages: &[RegionCode], most: u32) -> Result<Vec<OutletRow>, StorageError> {
        let sql = format!(
            "SELECT o.* FROM {} JOIN field_outlet o ON o.region = p.value WHERE NOT o.closed
             ORDER BY COALESCE(o.visited_on, ''), o.region, o.name LIMIT $2",
            self.list()
        );
        let villages = json(&villages)?;
        let rows: Vec<RawOutlet> = on!(self.reader(), pool => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(villages).bind(i64::from(most)).fetch_all(pool).await
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
    // An outlet that moves or is renamed is found by its id, one out of a spreadsheet by its name. What
    // residents would see otherwise than it was checked is shown no longer.
    let changed = on!(&mut *tx, tx => {
        sqlx::query(
            "UPDATE field_outlet SET kind = $2, name = $3, region = $4, licence_no = $5, keeper = $6, phone = $7,
                 updated_at = $8, closed = $9, address = $10,
                 shown = shown AND kind = $2 AND name = $3 AND region = $4 AND licence_no = $5 AND address = $10
                     AND NOT $9
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
        .bind(&row.address)
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected())
    })?;
    if changed == 1 {
        return Ok(1);
    }
    keep_by_name(tx, row, at).await
}

/// A spreadsheet may lack columns, and has none for what is closed: what it does not say changes nothing.
async fn keep_by_name(tx: &mut Tx, row: &OutletRow, at: Timestamp) -> Result<u64, StorageError> {
    Ok(on!(tx, tx => {
        sqlx::query(
            "INSERT INTO field_outlet (id, kind, name, region, licence_no, keeper, phone, updated_at, closed, address)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             ON CONFLICT (region, name) DO UPDATE SET kind = excluded.kind, updated_at = excluded.updated_at,
                 licence_no = COALESCE(NULLIF(excluded.licence_no, ''), field_outlet.licence_no),
                 keeper = COALESCE(NULLIF(excluded.keeper, ''), field_outlet.keeper),
                 phone = COALESCE(NULLIF(excluded.phone, ''), field_outlet.phone),
                 address = COALESCE(NULLIF(excluded.address, ''), field_outlet.address),
                 closed = field_outlet.closed OR excluded.closed,
                 shown = field_outlet.shown AND field_outlet.kind = excluded.kind
                     AND (excluded.licence_no = '' OR field_outlet.licence_no = excluded.licence_no)
                     AND (excluded.address = '' OR field_outlet.address = excluded.address) AND NOT excluded.closed",
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
        .bind(&row.address)
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
    address: String,
    visited_on: Option<String>,
    closed: bool,
    shown: bool,
    checked_on: Option<String>,
    checked: String,
}

impl RawOutlet {
    fn read(self) -> Result<OutletRow, StorageError> {
        let reading = Reading { table: "field_outlet", row: &self.id };
        let day = |column, text: Option<&String>| {
            text.map(|text| text.parse::<Date>()).transpose().map_err(|_| reading.corrupt(column))
        };
        let what = self.checked.split(',').filter(|key| !key.is_empty());
        let what = what.map(|key| reading.named("checked", Checked::parse(key))).collect::<Result<_, _>>()?;
        Ok(OutletRow {
            id: reading.uuid("id", &self.id)?,
            kind: reading.named("kind", PlaceKind::parse(&self.kind))?,
            region: RegionCode::parse(&self.region).map_err(|_| reading.corrupt("region"))?,
            visited_on: day("visited_on", self.visited_on.as_ref())?,
            checked: day("checked_on", self.checked_on.as_ref())?.map(|day| (day, what)),
            name: self.name,
            licence_no: self.licence_no,
            keeper: self.keeper,
            phone: self.phone,
            address: self.address,
            closed: self.closed,
            shown: self.shown,
        })
    }
}
