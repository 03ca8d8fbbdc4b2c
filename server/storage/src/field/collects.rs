//! Residents who ask an officer to come and collect old medicine (上门收).

use domain::audit::{Act, Deed, Who};
use domain::collecting::{AtHome, CollectLimits, Ending, HowMuch};
use domain::field::Choice;
use domain::region::RegionCode;
use jiff::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use super::errands::{self, NewErrand};
use crate::audit;
use crate::column::{Reading, json, micros};
use crate::db::Tx;
use crate::error::StorageError;
use crate::identity::Sealed;
use crate::record::next_number;
use crate::store::Store;

/// Most rows of a list.
const MOST: i64 = 500;

/// A request that came in.
#[derive(Clone, Debug)]
pub struct NewCollect {
    pub id: Uuid,
    pub key_mac: [u8; 32],
    pub content_mac: [u8; 32],
    pub phone_mac: [u8; 32],
    pub contact: Sealed,
    pub region: RegionCode,
    pub amount: HowMuch,
    pub home: Option<AtHome>,
    pub asked_at: Timestamp,
}

/// What became of a request that came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CollectKept {
    New,
    /// The same form was sent before; empty once its content was destroyed.
    Known {
        content_mac: Vec<u8>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectRow {
    pub id: Uuid,
    pub number: String,
    pub version: u32,
    pub region: RegionCode,
    pub amount: HowMuch,
    pub home: Option<AtHome>,
    pub asked_at: Timestamp,
    pub contact: Option<Sealed>,
    /// The officer who has it: id, name, since when.
    pub given: Option<(Uuid, String, Timestamp)>,
    pub back: String,
    pub ended: Option<(Ending, Timestamp)>,
}

/// What a coordinator does with an open request.
#[derive(Clone, Copy, Debug)]
pub enum CollectStep<'a> {
    /// The task it becomes, to one officer.
    Give(&'a NewErrand),
    End(Ending),
}

/// An open request behind a task of an officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoorRow {
    pub errand: Uuid,
    pub request: Uuid,
    pub home: Option<AtHome>,
    pub contact: Option<Sealed>,
}

impl Store {
    /// Keeps a request with its number and its row of the trail, unless the same form was sent before.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn keep_collect(&self, new: &NewCollect, prefix: &str, act: &Act) -> Result<CollectKept, StorageError> {
        retrying!(self.keep_collect_once(new, prefix, act))
    }

    async fn keep_collect_once(&self, new: &NewCollect, prefix: &str, act: &Act) -> Result<CollectKept, StorageError> {
        let mut tx = self.begin().await?;
        let number = next_number(&mut tx, prefix, new.asked_at).await?;
        if !insert(&mut tx, new, &number).await? {
            let (content_mac,): (Vec<u8>,) = on!(&mut tx, tx => {
                sqlx::query_as("SELECT content_mac FROM collect_request WHERE key_mac = $1")
                    .bind(new.key_mac.as_slice())
                    .fetch_one(&mut **tx)
                    .await
            })?;
            tx.rollback().await?;
            return Ok(CollectKept::Known { content_mac });
        }
        audit::note(&mut tx, &Act { subject: number, ..act.clone() }).await?;
        tx.commit().await?;
        Ok(CollectKept::New)
    }

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

    /// Takes a step with its row of the trail; false when the request is no longer at that version, or has
    /// ended. The task it was given as before is taken off its officer.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn step_collect(
        &self,
        id: Uuid,
        version: u32,
        step: CollectStep<'_>,
        act: &Act,
    ) -> Result<bool, StorageError> {
        retrying!(self.step_collect_once(id, version, step, act))
    }

    async fn step_collect_once(
        &self,
        id: Uuid,
        version: u32,
        step: CollectStep<'_>,
        act: &Act,
    ) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let before: Option<(String,)> = on!(&mut tx, tx => {
            sqlx::query_as("SELECT errand FROM collect_request WHERE id = $1").bind(id.to_string()).fetch_optional(&mut **tx).await
        })?;
        let changed = match step {
            CollectStep::Give(errand) => give(&mut tx, id, version, errand, act.at).await?,
            CollectStep::End(ending) => end(&mut tx, id, version, ending, act.at).await?,
        };
        if !changed {
            tx.rollback().await?;
            return Ok(false);
        }
        if let Some((errand,)) = before.filter(|(errand,)| !errand.is_empty()) {
            take_off(&mut tx, &errand, taken_off(step)).await?;
        }
        audit::note(&mut tx, act).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Open requests behind an officer's tasks that are not done. The contact is there only where the officer
    /// saw the task, which is a row of the trail.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn doors_of(&self, officer: Uuid) -> Result<Vec<DoorRow>, StorageError> {
        let rows: Vec<RawDoor> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT c.errand, c.id, c.home, CASE WHEN t.read_at IS NULL THEN '' ELSE c.contact_key END AS key_id,
                     c.contact
                 FROM collect_request c JOIN field_errand_to t ON t.errand = c.errand AND t.officer = c.officer
                 WHERE c.officer = $1 AND c.ended_at = 0",
            )
            .bind(officer.to_string())
            .fetch_all(pool)
            .await
        })?;
        rows.into_iter().map(RawDoor::read).collect()
    }

    /// The officer gives it back to the desk, saying why. False when there is no open request behind a task of
    /// theirs.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn give_collect_back(
        &self,
        errand: Uuid,
        officer: Uuid,
        note: &str,
        at: Timestamp,
    ) -> Result<bool, StorageError> {
        retrying!(self.give_collect_back_once(errand, officer, note, at))
    }

    async fn give_collect_back_once(
        &self,
        errand: Uuid,
        officer: Uuid,
        note: &str,
        at: Timestamp,
    ) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let number = behind(&mut tx, errand).await?;
        let changed = on!(&mut tx, tx => {
            sqlx::query(
                "UPDATE collect_request SET errand = '', officer = '', given_at = 0, back = $3, version = version + 1
                 WHERE errand = $1 AND officer = $2 AND ended_at = 0",
            )
            .bind(errand.to_string())
            .bind(officer.to_string())
            .bind(note)
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected())
        })?;
        let Some(number) = number.filter(|_| changed == 1) else {
            tx.rollback().await?;
            return Ok(false);
        };
        take_off(&mut tx, &errand.to_string(), &format!("没有收成，已经交回：{note}")).await?;
        let act = Act::new(at, Who::Officer { id: officer }, Deed::CollectKept, number);
        audit::note(&mut tx, &act.with_detail("没有收成，交回")).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Destroys contacts whose time is over; answers how many. What nobody had collected by then ends.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn forget_doors(&self, over: &CollectLimits, at: Timestamp) -> Result<u64, StorageError> {
        retrying!(self.forget_doors_once(over, at))
    }

    async fn forget_doors_once(&self, over: &CollectLimits, at: Timestamp) -> Result<u64, StorageError> {
        let mut tx = self.begin().await?;
        let gone = on!(&mut tx, tx => {
            sqlx::query(
                "UPDATE collect_request
                 SET contact_key = '', contact = $1, phone_mac = $1, content_mac = $1, home = '', back = ''
                 WHERE contact_key <> '' AND (ended_at > 0 AND ended_at < $2 OR asked_at < $3)",
            )
            .bind(Vec::<u8>::new())
            .bind(micros(over.ended))
            .bind(micros(over.asked))
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected())
        })?;
        if gone == 0 {
            tx.rollback().await?;
            return Ok(0);
        }
        lapse(&mut tx, at).await?;
        let act = Act::new(at, Who::System, Deed::DataDestroyed, "上门收过期药");
        audit::note(&mut tx, &act.with_detail(format!("电话、称呼和住处 {gone} 份"))).await?;
        tx.commit().await?;
        Ok(gone)
    }
}

/// Number of the open request behind a task.
pub(super) async fn open_behind(tx: &mut Tx, errand: Uuid) -> Result<Option<String>, StorageError> {
    let row: Option<(String,)> = on!(tx, tx => {
        sqlx::query_as("SELECT number FROM collect_request WHERE errand = $1 AND ended_at = 0 AND contact_key <> ''")
            .bind(errand.to_string())
            .fetch_optional(&mut **tx)
            .await
    })?;
    Ok(row.map(|(number,)| number))
}

/// Ends the open request behind a task as collected; answers its number where there was one.
pub(super) async fn collected(tx: &mut Tx, errand: Uuid, at: Timestamp) -> Result<Option<String>, StorageError> {
    let number = behind(tx, errand).await?;
    let changed = on!(tx, tx => {
        sqlx::query(
            "UPDATE collect_request SET ending = $2, ended_at = $3, version = version + 1
             WHERE errand = $1 AND ended_at = 0",
        )
        .bind(errand.to_string())
        .bind(Ending::Collected.key())
        .bind(micros(at))
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(number.filter(|_| changed == 1))
}

async fn behind(tx: &mut Tx, errand: Uuid) -> Result<Option<String>, StorageError> {
    let row: Option<(String,)> = on!(tx, tx => {
        sqlx::query_as("SELECT number FROM collect_request WHERE errand = $1")
            .bind(errand.to_string())
            .fetch_optional(&mut **tx)
            .await
    })?;
    Ok(row.map(|(number,)| number))
}

async fn insert(tx: &mut Tx, new: &NewCollect, number: &str) -> Result<bool, StorageError> {
    let rows = on!(tx, tx => {
        sqlx::query(
            "INSERT INTO collect_request (id, number, key_mac, content_mac, phone_mac, contact_key, contact, version,
                 region, amount, home, asked_at, errand, officer, given_at, back, ending, ended_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, $10, $11, '', '', 0, '', '', 0)
             ON CONFLICT (key_mac) DO NOTHING",
        )
        .bind(new.id.to_string())
        .bind(number)
        .bind(new.key_mac.as_slice())
        .bind(new.content_mac.as_slice())
        .bind(new.phone_mac.as_slice())
        .bind(&new.contact.key_id)
        .bind(new.contact.blob.as_slice())
        .bind(new.region.as_str())
        .bind(new.amount.key())
        .bind(new.home.map_or("", AtHome::key))
        .bind(micros(new.asked_at))
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(rows == 1)
}

async fn give(tx: &mut Tx, id: Uuid, version: u32, errand: &NewErrand, at: Timestamp) -> Result<bool, StorageError> {
    let [officer] = errand.to.as_slice() else {
        return Err(StorageError::other("a request is given to one officer"));
    };
    let changed = on!(&mut *tx, tx => {
        sqlx::query(
            "UPDATE collect_request SET errand = $3, officer = $4, given_at = $5, back = '', version = version + 1
             WHERE id = $1 AND version = $2 AND ended_at = 0",
        )
        .bind(id.to_string())
        .bind(i64::from(version))
        .bind(errand.id.to_string())
        .bind(officer.to_string())
        .bind(micros(at))
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(changed == 1 && errands::insert(tx, errand, at).await?)
}

async fn end(tx: &mut Tx, id: Uuid, version: u32, ending: Ending, at: Timestamp) -> Result<bool, StorageError> {
    let changed = on!(tx, tx => {
        sqlx::query(
            "UPDATE collect_request SET ending = $3, ended_at = $4, version = version + 1
             WHERE id = $1 AND version = $2 AND ended_at = 0",
        )
        .bind(id.to_string())
        .bind(i64::from(version))
        .bind(ending.key())
        .bind(micros(at))
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(changed == 1)
}

/// What the officer reads who need not go any more.
fn taken_off(step: CollectStep<'_>) -> &'static str {
    match step {
        CollectStep::Give(_) => "改派给别人，不用去了",
        CollectStep::End(_) => "协管员已经办结，不用去了",
    }
}

async fn take_off(tx: &mut Tx, errand: &str, why: &str) -> Result<(), StorageError> {
    on!(tx, tx => {
        sqlx::query("UPDATE field_errand_to SET taken_off = $2 WHERE errand = $1 AND done_at IS NULL")
            .bind(errand)
            .bind(why)
            .execute(&mut **tx)
            .await
            .map(drop)
    })?;
    Ok(())
}

/// Nobody can be called any more: the open requests without a contact end, and their tasks with them.
async fn lapse(tx: &mut Tx, at: Timestamp) -> Result<(), StorageError> {
    on!(&mut *tx, tx => {
        sqlx::query(
            "UPDATE field_errand_to SET taken_off = $1
             WHERE done_at IS NULL AND errand IN (SELECT errand FROM collect_request
                 WHERE ended_at = 0 AND contact_key = '' AND errand <> '')",
        )
        .bind("保存期限已满，电话已经删掉，不用去了")
        .execute(&mut **tx)
        .await
        .map(drop)
    })?;
    on!(tx, tx => {
        sqlx::query(
            "UPDATE collect_request SET ending = $2, ended_at = $1, version = version + 1
             WHERE ended_at = 0 AND contact_key = ''",
        )
        .bind(micros(at))
        .bind(Ending::Lapsed.key())
        .execute(&mut **tx)
        .await
        .map(drop)
    })?;
    Ok(())
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

#[derive(FromRow)]
struct RawDoor {
    errand: String,
    id: String,
    home: String,
    key_id: String,
    contact: Vec<u8>,
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

impl RawDoor {
    fn read(self) -> Result<DoorRow, StorageError> {
        let reading = Reading { table: "collect_request", row: &self.id };
        Ok(DoorRow {
            errand: reading.uuid("errand", &self.errand)?,
            request: reading.uuid("id", &self.id)?,
            home: AtHome::parse(&self.home),
            contact: sealed(self.key_id, self.contact),
        })
    }
}

fn sealed(key_id: String, blob: Vec<u8>) -> Option<Sealed> {
    (!key_id.is_empty()).then_some(Sealed { key_id, blob })
}
