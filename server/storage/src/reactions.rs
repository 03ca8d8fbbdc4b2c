use domain::audit::Act;
use domain::field::Choice;
use domain::reaction::{Alarm, Product};
use domain::region::RegionCode;
use jiff::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit;
use crate::column::{Reading, json, micros};
use crate::db::Tx;
use crate::error::StorageError;
use crate::identity::Sealed;
use crate::record::next_number;
use crate::store::Store;

/// A reaction as it is to be kept.
#[derive(Clone, Debug)]
pub struct NewReaction {
    pub id: Uuid,
    pub region: RegionCode,
    pub received_at: Timestamp,
    /// Key of the kind of product.
    pub kind: &'static str,
    /// As it was typed.
    pub product: String,
    pub same: Product,
    pub alarms: Vec<Alarm>,
    /// Keyed hash of the answers, and the answers; an officer's lie with the report.
    pub body: Option<([u8; 32], Sealed)>,
}

#[derive(Clone, Debug)]
pub struct ReactionRow {
    pub id: Uuid,
    pub number: String,
    pub by_officer: bool,
    pub region: RegionCode,
    pub received_at: Timestamp,
    pub kind: String,
    pub product: String,
    pub alarms: Vec<Alarm>,
    /// Reports on the same product so near in time, this one among them; 0 where the product is not known.
    pub same: u32,
    pub body_mac: Vec<u8>,
    pub body: Sealed,
    pub filed_at: Option<Timestamp>,
    pub filed_by: String,
    pub filed_note: String,
    /// When what it said of a person was destroyed.
    pub destroyed_at: Option<Timestamp>,
}

/// What became of a resident's reaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeptReaction {
    New {
        number: String,
    },
    /// The id is there already; nothing was written.
    Known,
}

/// What a list is narrowed to, and from when on reports on one product are urgent.
#[derive(Clone, Debug)]
pub struct ReactionsAsked {
    pub prefixes: Vec<String>,
    pub unfiled: bool,
    pub cluster: (u32, u32),
    /// Counted from 1.
    pub page: u32,
}

/// A look somebody asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookRow {
    pub id: Uuid,
    pub staff: Uuid,
    pub name: String,
    pub reason: String,
    pub asked_at: Timestamp,
    /// Empty: nobody has agreed yet.
    pub granted_by: String,
    pub used_at: Option<Timestamp>,
}

const DAY: i64 = 86_400_000_000;

/// $1 is half the width of the window in microseconds.
const COLUMNS: &str = "r.id, r.number, r.by_officer, r.region, r.received_at, r.kind, r.product, r.alarms, r.body_mac,
    r.key_id, r.blob, r.filed_at, r.filed_by, r.filed_note, r.destroyed_at,
    (SELECT COUNT(*) FROM reaction o WHERE ((r.product_key <> '' AND o.product_key = r.product_key)
         OR (r.approval_key <> '' AND o.approval_key = r.approval_key))
         AND o.received_at >= r.received_at - $1 AND o.received_at <= r.received_at + $1) AS same";

impl Store {
    /// Keeps a resident's reaction with its number and its row of the audit trail.
    ///
    /// # Errors
    /// When the database cannot be written: then nothing was kept.
    pub async fn keep_reaction(
        &self,
        new: &NewReaction,
        prefix: &str,
        act: &Act,
    ) -> Result<KeptReaction, StorageError> {
        retrying!(self.keep_reaction_once(new, prefix, act))
    }

    async fn keep_reaction_once(
        &self,
        new: &NewReaction,
        prefix: &str,
        act: &Act,
    ) -> Result<KeptReaction, StorageError> {
        let mut tx = self.begin().await?;
        let number = next_number(&mut tx, prefix, new.received_at).await?;
        if !insert(&mut tx, new, &number).await? {
            tx.rollback().await?;
            return Ok(KeptReaction::Known);
        }
        audit::note(&mut tx, &Act { subject: number.clone(), ..act.clone() }).await?;
        tx.commit().await?;
        Ok(KeptReaction::New { number })
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn reaction(&self, id: Uuid, days: u32) -> Result<Option<ReactionRow>, StorageError> {
        self.one_reaction("r.id = $2", id.to_string(), days).await
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn reaction_by_number(&self, number: &str, days: u32) -> Result<Option<ReactionRow>, StorageError> {
        self.one_reaction("r.number = $2", number.to_owned(), days).await
    }

    async fn one_reaction(&self, by: &str, value: String, days: u32) -> Result<Option<ReactionRow>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM reaction r WHERE {by}");
        let row: Option<RawReaction> = on!(self.reader(), pool => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(i64::from(days) * DAY)
                .bind(value)
                .fetch_optional(pool)
                .await
        })?;
        row.map(RawReaction::read).transpose()
    }

    /// A page of reactions: those nobody has filed first, urgent ones before the others, newest first;
    /// and how many there are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn reactions(
        &self,
        asked: &ReactionsAsked,
        page_size: u32,
    ) -> Result<(Vec<ReactionRow>, u64), StorageError> {
        // The list of prefixes is always $1, so the window is $6 here.
        let columns = COLUMNS.replace("$1", "$6");
        let within = format!(
            "FROM reaction r WHERE EXISTS (SELECT 1 FROM {} WHERE p.value <> ''
                 AND r.region >= p.value AND r.region < p.value || ':') AND (NOT $2 OR r.filed_at IS NULL)",
            self.list()
        );
        let rows = format!(
            "SELECT * FROM (SELECT {columns} {within}) AS listed
             ORDER BY CASE WHEN filed_at IS NOT NULL THEN 2 WHEN alarms <> '' OR same >= $5 THEN 0 ELSE 1 END,
                 received_at DESC, id LIMIT $3 OFFSET $4"
        );
        let total = format!("SELECT COUNT(*) {within}");
        let prefixes = json(&asked.prefixes)?;
        let (least, days) = asked.cluster;
        let skip = i64::from(asked.page.saturating_sub(1)) * i64::from(page_size);
        let ((total,), rows): ((i64,), Vec<RawReaction>) = on!(self.reader(), pool => (
            sqlx::query_as(sqlx::AssertSqlSafe(total)).bind(&prefixes).bind(asked.unfiled).fetch_one(pool).await?,
            sqlx::query_as(sqlx::AssertSqlSafe(rows))
                .bind(&prefixes)
                .bind(asked.unfiled)
                .bind(i64::from(page_size))
                .bind(skip)
                .bind(i64::from(least))
                .bind(i64::from(days) * DAY)
                .fetch_all(pool)
                .await?,
        ));
        let rows = rows.into_iter().map(RawReaction::read).collect::<Result<_, _>>()?;
        Ok((rows, u64::try_from(total).unwrap_or_default()))
    }

    /// Notes that somebody handed it on, with a word about it; the newest stands.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn file_reaction(&self, id: Uuid, note: &str, by: &str, act: &Act) -> Result<(), StorageError> {
        let mut tx = self.begin().await?;
        on!(&mut tx, tx => {
            sqlx::query("UPDATE reaction SET filed_at = $2, filed_by = $3, filed_note = $4 WHERE id = $1")
                .bind(id.to_string())
                .bind(micros(act.at))
                .bind(by)
                .bind(note)
                .execute(&mut **tx)
                .await
                .map(drop)
        })?;
        audit::note(&mut tx, act).await?;
        tx.commit().await
    }

    /// Asks for a look; somebody who is waiting already asks no second time.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn ask_reaction_look(&self, reaction: Uuid, look: &LookRow, act: &Act) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let asked = on!(&mut tx, tx => {
            sqlx::query(
                "INSERT INTO reaction_look (id, reaction, staff, name, reason, asked_at, granted_by)
                 SELECT $1, $2, $3, $4, $5, $6, ''
                 WHERE NOT EXISTS (SELECT 1 FROM reaction_look WHERE reaction = $2 AND staff = $3 AND used_at IS NULL)",
            )
            .bind(look.id.to_string())
            .bind(reaction.to_string())
            .bind(look.staff.to_string())
            .bind(&look.name)
            .bind(&look.reason)
            .bind(micros(look.asked_at))
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected())
        })?;
        audit::close(tx, asked, act).await
    }

    /// Agrees to a look that waits; false when it does not wait any more.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn grant_reaction_look(&self, look: Uuid, by: &str, act: &Act) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let granted = on!(&mut tx, tx => {
            sqlx::query("UPDATE reaction_look SET granted_by = $2 WHERE id = $1 AND granted_by = '' AND used_at IS NULL")
                .bind(look.to_string())
                .bind(by)
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected())
        })?;
        audit::close(tx, granted, act).await
    }

    /// Uses up a look that was agreed to. False when there is none: then nothing is noted.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn use_reaction_look(&self, reaction: Uuid, staff: Uuid, act: &Act) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let used = on!(&mut tx, tx => {
            sqlx::query(
                "UPDATE reaction_look SET used_at = $3
                 WHERE reaction = $1 AND staff = $2 AND granted_by <> '' AND used_at IS NULL",
            )
            .bind(reaction.to_string())
            .bind(staff.to_string())
            .bind(micros(act.at))
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected())
        })?;
        audit::close(tx, used, act).await
    }

    /// Looks at a reaction, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn reaction_looks(&self, reaction: Uuid) -> Result<Vec<LookRow>, StorageError> {
        let rows: Vec<RawLook> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT id, staff, name, reason, asked_at, granted_by, used_at FROM reaction_look
                 WHERE reaction = $1 ORDER BY asked_at, id",
            )
            .bind(reaction.to_string())
            .fetch_all(pool)
            .await
        })?;
        rows.into_iter().map(RawLook::read).collect()
    }
}

/// Whether it is new; one that is there already stays as it was.
pub(crate) async fn insert(tx: &mut Tx, new: &NewReaction, number: &str) -> Result<bool, StorageError> {
    let alarms: Vec<&str> = new.alarms.iter().map(|alarm| alarm.key()).collect();
    let (mac, key, blob): (&[u8], &str, &[u8]) = match &new.body {
        Some((mac, sealed)) => (mac, &sealed.key_id, &sealed.blob),
        None => (&[], "", &[]),
    };
    let inserted = on!(&mut *tx, tx => {
        sqlx::query(
            "INSERT INTO reaction (id, number, by_officer, region, received_at, kind, product, product_key,
                 approval_key, alarms, body_mac, key_id, blob, filed_by, filed_note)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '', '')
             ON CONFLICT (id) DO NOTHING",
        )
        .bind(new.id.to_string())
        .bind(number)
        .bind(new.body.is_none())
        .bind(new.region.as_str())
        .bind(micros(new.received_at))
        .bind(new.kind)
        .bind(&new.product)
        .bind(&new.same.name)
        .bind(&new.same.approval_no)
        .bind(alarms.join(" "))
        .bind(mac)
        .bind(key)
        .bind(blob)
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(inserted == 1)
}

#[derive(FromRow)]
struct RawReaction {
    id: String,
    number: String,
    by_officer: bool,
    region: String,
    received_at: i64,
    kind: String,
    product: String,
    alarms: String,
    same: i64,
    body_mac: Vec<u8>,
    key_id: String,
    blob: Vec<u8>,
    filed_at: Option<i64>,
    filed_by: String,
    filed_note: String,
    destroyed_at: Option<i64>,
}

impl RawReaction {
    fn read(self) -> Result<ReactionRow, StorageError> {
        let reading = Reading { table: "reaction", row: &self.id };
        let alarms = self.alarms.split_whitespace().map(|name| reading.named("alarms", Alarm::parse(name)));
        Ok(ReactionRow {
            id: reading.uuid("id", &self.id)?,
            region: RegionCode::parse(&self.region).map_err(|_| reading.corrupt("region"))?,
            received_at: reading.time("received_at", self.received_at)?,
            alarms: alarms.collect::<Result<_, _>>()?,
            same: reading.number("same", self.same)?,
            filed_at: self.filed_at.map(|at| reading.time("filed_at", at)).transpose()?,
            destroyed_at: self.destroyed_at.map(|at| reading.time("destroyed_at", at)).transpose()?,
            number: self.number,
            by_officer: self.by_officer,
            kind: self.kind,
            product: self.product,
            body_mac: self.body_mac,
            body: Sealed { key_id: self.key_id, blob: self.blob },
            filed_by: self.filed_by,
            filed_note: self.filed_note,
        })
    }
}

#[derive(FromRow)]
struct RawLook {
    id: String,
    staff: String,
    name: String,
    reason: String,
    asked_at: i64,
    granted_by: String,
    used_at: Option<i64>,
}

impl RawLook {
    fn read(self) -> Result<LookRow, StorageError> {
        let reading = Reading { table: "reaction_look", row: &self.id };
        Ok(LookRow {
            id: reading.uuid("id", &self.id)?,
            staff: reading.uuid("staff", &self.staff)?,
            asked_at: reading.time("asked_at", self.asked_at)?,
            used_at: self.used_at.map(|at| reading.time("used_at", at)).transpose()?,
            name: self.name,
            reason: self.reason,
            granted_by: self.granted_by,
        })
    }
}
