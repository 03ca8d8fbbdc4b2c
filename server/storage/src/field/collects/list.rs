use domain::collecting::{AtHome, Ending, HowMuch};
use domain::field::Choice;
use domain::region::RegionCode;
use sqlx::FromRow;
use uuid::Uuid;

use super::{CollectRow, sealed};
use crate::column::{Reading, json};
use crate::error::StorageError;
use crate::store::Store;

/// Most rows of a list.
const MOST: i64 = 500;

impl Store {
    /// # Errors
    /// When the database cannot be read.
    pub async fn collect_by_key(&self, key_mac: &[u8; 32]) -> Result<Option<CollectRow>, StorageError> {
        let sql = format!("{SELECT} WHERE c.key_mac = $1");
        let row: Option<Raw> = on!(self.reader(), pool => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(key_mac.as_slice()).fetch_optional(pool).await
        })?;
        row.map(Raw::read).transpose()
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn collect(&self, id: Uuid) -> Result<Option<CollectRow>, StorageError> {
        let sql = format!("{SELECT} WHERE c.id = $1");
        let row: Option<Raw> = on!(self.reader(), pool => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.to_string()).fetch_optional(pool).await
        })?;
        row.map(Raw::read).transpose()
    }

    /// Requests within the prefixes: open ones, oldest first, or ended ones, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn collects(&self, prefixes: &[String], ended: bool) -> Result<Vec<CollectRow>, StorageError> {
        let which = if ended { "c.ended_at > 0" } else { "c.ended_at = 0" };
        let order = if ended { "c.ended_at DESC, c.id" } else { "c.asked_at, c.id" };
        let sql = format!(
            "{SELECT} WHERE {which} AND EXISTS (SELECT 1 FROM {} WHERE p.value <> ''
                 AND c.region >= p.value AND c.region < p.value || ':') ORDER BY {order} LIMIT $2",
            self.list()
        );
        let prefixes = json(&prefixes)?;
        let rows: Vec<Raw> = on!(self.reader(), pool => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(prefixes).bind(MOST).fetch_all(pool).await
        })?;
        rows.into_iter().map(Raw::read).collect()
    }

    /// How many other open requests are of the same phone.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn collects_of_same_phone(&self, id: Uuid) -> Result<u64, StorageError> {
        let (count,): (i64,) = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT COUNT(*) FROM collect_request o JOIN collect_request c ON c.phone_mac = o.phone_mac
                 WHERE c.id = $1 AND c.contact_key <> '' AND o.id <> c.id AND o.ended_at = 0",
            )
            .bind(id.to_string())
            .fetch_one(pool)
            .await
        })?;
        Ok(u64::try_from(count).unwrap_or_default())
    }
}

const SELECT: &str =
    "SELECT c.id, c.number, c.version, c.region, c.amount, c.home, c.asked_at, c.contact_key, c.contact,
        c.officer, COALESCE(o.name, '') AS name, c.given_at, c.back, c.ending, c.ended_at
    FROM collect_request c LEFT JOIN field_officer o ON o.id = c.officer";

#[derive(FromRow)]
struct Raw {
    id: String,
    number: String,
    version: i64,
    region: String,
    amount: String,
    home: String,
    asked_at: i64,
    contact_key: String,
    contact: Vec<u8>,
    officer: String,
    name: String,
    given_at: i64,
    back: String,
    ending: String,
    ended_at: i64,
}

impl Raw {
    fn read(self) -> Result<CollectRow, StorageError> {
        let reading = Reading { table: "collect_request", row: &self.id };
        let given = (!self.officer.is_empty()).then(|| {
            let (officer, at) = (reading.uuid("officer", &self.officer)?, reading.time("given_at", self.given_at)?);
            Ok::<_, StorageError>((officer, self.name, at))
        });
        let ended = (self.ended_at > 0).then(|| {
            let ending = reading.named("ending", Ending::parse(&self.ending))?;
            Ok::<_, StorageError>((ending, reading.time("ended_at", self.ended_at)?))
        });
        Ok(CollectRow {
            id: reading.uuid("id", &self.id)?,
            version: reading.number("version", self.version)?,
            region: reading.named("region", RegionCode::parse(&self.region).ok())?,
            amount: reading.named("amount", HowMuch::parse(&self.amount))?,
            home: AtHome::parse(&self.home),
            asked_at: reading.time("asked_at", self.asked_at)?,
            contact: sealed(self.contact_key, self.contact),
            given: given.transpose()?,
            ended: ended.transpose()?,
            back: self.back,
            number: self.number,
        })
    }
}
