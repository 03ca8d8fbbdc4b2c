use domain::audit::{Act, Deed, Who};
use domain::field::{Choice, ErrandKind};
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::FromRow;
use uuid::Uuid;

use super::collects;
use crate::audit;
use crate::column::{Reading, json, micros};
use crate::db::Tx;
use crate::error::StorageError;
use crate::store::Store;

/// A task or a broadcast as it is given.
#[derive(Clone, Debug)]
pub struct NewErrand {
    pub id: Uuid,
    pub kind: ErrandKind,
    pub urgent: bool,
    pub title: String,
    pub body: String,
    pub giver: String,
    /// Prefix of those it went to.
    pub region: String,
    pub until: Option<Date>,
    pub to: Vec<Uuid>,
}

/// An errand as one officer has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrandRow {
    pub id: Uuid,
    pub kind: ErrandKind,
    pub urgent: bool,
    pub title: String,
    pub body: String,
    pub giver: String,
    pub given_at: Timestamp,
    pub until: Option<Date>,
    pub read_at: Option<Timestamp>,
    pub done_at: Option<Timestamp>,
    pub note: String,
    /// Why it need not be done any more; empty: it is theirs.
    pub taken_off: String,
}

/// An errand as its giver has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenRow {
    pub errand: ErrandRow,
    pub region: String,
    pub to: u64,
    pub read: u64,
    pub done: u64,
}

/// What became of it with one officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToRow {
    pub officer: Uuid,
    pub name: String,
    pub read_at: Option<Timestamp>,
    pub done_at: Option<Timestamp>,
    pub note: String,
    pub taken_off: String,
}

impl Store {
    /// Gives an errand; the same id again does nothing.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn give_errand(&self, new: &NewErrand, act: &Act) -> Result<(), StorageError> {
        let mut tx = self.begin().await?;
        if !insert(&mut tx, new, act.at).await? {
            return tx.rollback().await;
        }
        audit::note(&mut tx, act).await?;
        tx.commit().await
    }

    /// What an officer has to do or to know: open first, then newest.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn errands_of(&self, officer: Uuid) -> Result<Vec<ErrandRow>, StorageError> {
        let rows: Vec<RawErrand> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT e.id, e.kind, e.urgent, e.title, e.body, e.giver, e.given_at, e.until,
                     t.read_at, t.done_at, t.note, t.taken_off
                 FROM field_errand_to t JOIN field_errand e ON e.id = t.errand
                 WHERE t.officer = $1
                 ORDER BY CASE WHEN t.done_at IS NULL AND t.taken_off = '' AND (e.kind <> 'notice' OR t.read_at IS NULL)
                     THEN 0 ELSE 1 END,
                     e.urgent DESC, e.given_at DESC, e.id
                 LIMIT 100",
            )
            .bind(officer.to_string())
            .fetch_all(pool)
            .await
        })?;
        rows.into_iter().map(RawErrand::read).collect()
    }

    /// The officer saw it. Seen again is seen once. From now on a resident's contact behind it is shown, so
    /// that the look is a row of the trail.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn errand_read(&self, errand: Uuid, officer: Uuid, at: Timestamp) -> Result<(), StorageError> {
        retrying!(self.errand_read_once(errand, officer, at))
    }

    async fn errand_read_once(&self, errand: Uuid, officer: Uuid, at: Timestamp) -> Result<(), StorageError> {
        let mut tx = self.begin().await?;
        let changed = on!(&mut tx, tx => {
            sqlx::query(
                "UPDATE field_errand_to SET read_at = $3 WHERE errand = $1 AND officer = $2 AND read_at IS NULL",
            )
            .bind(errand.to_string())
            .bind(officer.to_string())
            .bind(micros(at))
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected())
        })?;
        let request = if changed == 1 { collects::open_behind(&mut tx, errand).await? } else { None };
        if let Some(number) = request {
            let act = Act::new(at, Who::Officer { id: officer }, Deed::DoorSeen, number);
            audit::note(&mut tx, &act.with_detail("随任务看到")).await?;
        }
        tx.commit().await
    }

    /// The officer did it; a resident's request behind it ends as collected. False when there is no such
    /// errand of theirs.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn errand_done(
        &self,
        errand: Uuid,
        officer: Uuid,
        note: &str,
        at: Timestamp,
    ) -> Result<bool, StorageError> {
        retrying!(self.errand_done_once(errand, officer, note, at))
    }

    async fn errand_done_once(
        &self,
        errand: Uuid,
        officer: Uuid,
        note: &str,
        at: Timestamp,
    ) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        if !finish(&mut tx, errand, officer, note, at).await? {
            tx.rollback().await?;
            return Ok(false);
        }
        if let Some(number) = collects::collected(&mut tx, errand, at).await? {
            let act = Act::new(at, Who::Officer { id: officer }, Deed::CollectKept, number);
            audit::note(&mut tx, &act.with_detail("收好了")).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    /// The newest errands given within the prefixes, with how many saw and did them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn errands_given(&self, prefixes: &[String], most: u32) -> Result<Vec<GivenRow>, StorageError> {
        let sql = format!(
            "SELECT e.id, e.kind, e.urgent, e.title, e.body, e.giver, e.given_at, e.until, e.region,
                 COUNT(t.officer) AS sent, COUNT(t.read_at) AS seen, COUNT(t.done_at) AS finished
             FROM field_errand e JOIN field_errand_to t ON t.errand = e.id
             WHERE EXISTS (SELECT 1 FROM {} WHERE p.value <> '' AND (e.region LIKE p.value || '%'))
             GROUP BY e.id, e.kind, e.urgent, e.title, e.body, e.giver, e.given_at, e.until, e.region
             ORDER BY e.given_at DESC, e.id LIMIT $2",
            self.list()
        );
        let prefixes = json(&prefixes)?;
        let rows: Vec<RawGiven> = on!(self.reader(), pool => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(prefixes).bind(i64::from(most)).fetch_all(pool).await
        })?;
        rows.into_iter().map(RawGiven::read).collect()
    }

    /// Who got an errand, and what became of it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn errand_to(&self, errand: Uuid) -> Result<Vec<ToRow>, StorageError> {
        let rows: Vec<RawTo> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT o.id, o.name, t.read_at, t.done_at, t.note, t.taken_off
                 FROM field_errand_to t JOIN field_officer o ON o.id = t.officer
                 WHERE t.errand = $1 ORDER BY o.region, o.name, o.id",
            )
            .bind(errand.to_string())
            .fetch_all(pool)
            .await
        })?;
        rows.into_iter()
            .map(|(id, name, read_at, done_at, note, taken_off)| {
                let reading = Reading { table: "field_errand_to", row: &id };
                Ok(ToRow {
                    officer: reading.uuid("officer", &id)?,
                    read_at: read_at.map(|at| reading.time("read_at", at)).transpose()?,
                    done_at: done_at.map(|at| reading.time("done_at", at)).transpose()?,
                    name,
                    note,
                    taken_off,
                })
            })
            .collect()
    }
}

/// False where the id is there already.
pub(super) async fn insert(tx: &mut Tx, new: &NewErrand, at: Timestamp) -> Result<bool, StorageError> {
    let given = on!(&mut *tx, tx => {
        sqlx::query(
            "INSERT INTO field_errand (id, kind, urgent, title, body, giver, region, given_at, until)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
        )
        .bind(new.id.to_string())
        .bind(new.kind.key())
        .bind(new.urgent)
        .bind(&new.title)
        .bind(&new.body)
        .bind(&new.giver)
        .bind(&new.region)
        .bind(micros(at))
        .bind(new.until.map(|day| day.to_string()))
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected())
    })?;
    if given != 1 {
        return Ok(false);
    }
    for officer in &new.to {
        on!(&mut *tx, tx => {
            sqlx::query("INSERT INTO field_errand_to (errand, officer, note) VALUES ($1, $2, '')")
                .bind(new.id.to_string())
                .bind(officer.to_string())
                .execute(&mut **tx)
                .await
                .map(drop)
        })?;
    }
    Ok(true)
}

/// Done with, in the officer's words; done again keeps when it was done first. False when it is not theirs,
/// or not any more.
async fn finish(tx: &mut Tx, errand: Uuid, officer: Uuid, note: &str, at: Timestamp) -> Result<bool, StorageError> {
    let changed = on!(tx, tx => {
        sqlx::query(
            "UPDATE field_errand_to SET done_at = COALESCE(done_at, $3), read_at = COALESCE(read_at, $3), note = $4
             WHERE errand = $1 AND officer = $2 AND taken_off = ''",
        )
        .bind(errand.to_string())
        .bind(officer.to_string())
        .bind(micros(at))
        .bind(note)
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(changed == 1)
}

/// Officer, name, when it was read, when it was done, what was said, why it need not be done.
type RawTo = (String, String, Option<i64>, Option<i64>, String, String);

#[derive(FromRow)]
struct RawErrand {
    id: String,
    kind: String,
    urgent: bool,
    title: String,
    body: String,
    giver: String,
    given_at: i64,
    until: Option<String>,
    #[sqlx(default)]
    read_at: Option<i64>,
    #[sqlx(default)]
    done_at: Option<i64>,
    #[sqlx(default)]
    note: String,
    #[sqlx(default)]
    taken_off: String,
}

#[derive(FromRow)]
struct RawGiven {
    #[sqlx(flatten)]
    errand: RawErrand,
    region: String,
    sent: i64,
    seen: i64,
    finished: i64,
}

impl RawErrand {
    fn read(self) -> Result<ErrandRow, StorageError> {
        let reading = Reading { table: "field_errand", row: &self.id };
        let time = |column, at: Option<i64>| at.map(|at| reading.time(column, at)).transpose();
        Ok(ErrandRow {
            id: reading.uuid("id", &self.id)?,
            given_at: reading.time("given_at", self.given_at)?,
            until: self.until.as_deref().map(str::parse).transpose().map_err(|_| reading.corrupt("until"))?,
            read_at: time("read_at", self.read_at)?,
            done_at: time("done_at", self.done_at)?,
            kind: ErrandKind::parse(&self.kind).ok_or_else(|| reading.corrupt("kind"))?,
            urgent: self.urgent,
            title: self.title,
            body: self.body,
            giver: self.giver,
            note: self.note,
            taken_off: self.taken_off,
        })
    }
}

impl RawGiven {
    fn read(self) -> Result<GivenRow, StorageError> {
        let count = |number: i64| u64::try_from(number).unwrap_or_default();
        Ok(GivenRow {
            errand: self.errand.read()?,
            region: self.region,
            to: count(self.sent),
            read: count(self.seen),
            done: count(self.finished),
        })
    }
}
