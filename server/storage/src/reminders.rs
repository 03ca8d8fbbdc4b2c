use domain::matter::MatterId;
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::FromRow;
use uuid::Uuid;

use crate::column::{Reading, micros};
use crate::error::StorageError;
use crate::store::Store;

/// What somebody is reminded of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Matter(MatterId),
    /// A record of a ledger.
    Ledger(Uuid),
}

/// A reminder about to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReminder {
    pub id: Uuid,
    pub about: About,
    /// The limit's id, the order's number or the supervision's id.
    pub clock: String,
    pub due: Date,
    /// Working days before the day it was made for.
    pub days: u8,
    pub unit: Option<String>,
    /// `None`: the whole unit is reminded.
    pub staff: Option<Uuid>,
    pub made_at: Timestamp,
}

/// A reminder nobody has put away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReminderRow {
    pub id: Uuid,
    pub about: About,
    pub clock: String,
    pub due: Date,
    pub unit: Option<String>,
    pub staff: Option<Uuid>,
    pub made_at: Timestamp,
}

/// Whose reminders are read: a person's own and, where named, a unit's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    pub staff: Uuid,
    pub unit: String,
    /// Also of matters that were not given to a unit.
    pub unassigned: bool,
}

impl Addressee {
    /// The second key: matters without a unit are kept under an empty one.
    fn second(&self) -> &str {
        if self.unassigned { "" } else { &self.unit }
    }
}

impl Store {
    /// Keeps reminders, each only once for its limit, day, working days and person; answers how many
    /// are new.
    ///
    /// # Errors
    /// When the database cannot be written: then none was kept.
    pub async fn remind(&self, reminders: &[NewReminder]) -> Result<u64, StorageError> {
        retrying!(self.remind_once(reminders))
    }

    async fn remind_once(&self, reminders: &[NewReminder]) -> Result<u64, StorageError> {
        let mut tx = self.begin().await?;
        let mut kept = 0;
        for new in reminders {
            kept += on!(&mut tx, tx => {
                sqlx::query(
                    "INSERT INTO reminder (id, matter, ledger, clock, due, days, unit, staff, made_at)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
                )
                .bind(new.id.to_string())
                .bind(new.about.matter())
                .bind(new.about.ledger())
                .bind(&new.clock)
                .bind(new.due.to_string())
                .bind(i64::from(new.days))
                .bind(new.unit.as_deref().unwrap_or_default())
                .bind(new.staff.map(|id| id.to_string()).unwrap_or_default())
                .bind(micros(new.made_at))
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected())
            })?;
        }
        tx.commit().await?;
        Ok(kept)
    }

    /// Reminders that wait, the nearest day first. One whose matter or record has nothing due by that
    /// day any more waits for nobody.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn reminders(&self, to: &Addressee, limit: u32) -> Result<Vec<ReminderRow>, StorageError> {
        let rows: Vec<Raw> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT r.id, r.matter, r.ledger, r.clock, r.due, r.unit, r.staff, r.made_at
                 FROM (SELECT * FROM reminder o WHERE o.seen_at IS NULL AND o.staff = $1
                       UNION ALL
                       SELECT * FROM reminder u WHERE u.seen_at IS NULL AND u.staff = '' AND u.unit IN ($2, $3)) r
                 LEFT JOIN matter m ON m.id = r.matter
                 LEFT JOIN ledger l ON l.id = r.ledger
                 WHERE m.due <= r.due OR l.due <= r.due
                 ORDER BY r.due, r.id LIMIT $4",
            )
            .bind(to.staff.to_string())
            .bind(&to.unit)
            .bind(to.second())
            .bind(i64::from(limit))
            .fetch_all(pool)
            .await
        })?;
        rows.into_iter().map(Raw::read).collect()
    }

    /// Puts reminders away whose matter or record has nothing due by their day any more; answers how many.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn forget_reminders(&self, at: Timestamp) -> Result<u64, StorageError> {
        let away = on!(self.writer(), pool => {
            sqlx::query(
                "UPDATE reminder SET seen_at = $1 WHERE seen_at IS NULL
                 AND ((SELECT m.due FROM matter m WHERE m.id = reminder.matter) > reminder.due
                   OR (SELECT l.due FROM ledger l WHERE l.id = reminder.ledger) > reminder.due)",
            )
            .bind(micros(at))
            .execute(pool)
            .await
            .map(|done| done.rows_affected())
        })?;
        Ok(away)
    }

    /// Puts reminders of this addressee away; answers how many.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn put_reminders_away(&self, to: &Addressee, ids: &[Uuid], at: Timestamp) -> Result<u64, StorageError> {
        let mut tx = self.begin().await?;
        let mut away = 0;
        for id in ids {
            away += on!(&mut tx, tx => {
                sqlx::query(
                    "UPDATE reminder SET seen_at = $5 WHERE id = $1 AND seen_at IS NULL
                     AND (staff = $2 OR staff = '' AND unit IN ($3, $4))",
                )
                .bind(id.to_string())
                .bind(to.staff.to_string())
                .bind(&to.unit)
                .bind(to.second())
                .bind(micros(at))
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected())
            })?;
        }
        tx.commit().await?;
        Ok(away)
    }
}

impl About {
    fn matter(self) -> Option<String> {
        if let Self::Matter(id) = self { Some(id.to_string()) } else { None }
    }

    fn ledger(self) -> Option<String> {
        if let Self::Ledger(id) = self { Some(id.to_string()) } else { None }
    }
}

#[derive(FromRow)]
struct Raw {
    id: String,
    matter: Option<String>,
    ledger: Option<String>,
    clock: String,
    due: String,
    unit: String,
    staff: String,
    made_at: i64,
}

impl Raw {
    fn read(self) -> Result<ReminderRow, StorageError> {
        let reading = Reading { table: "reminder", row: &self.id };
        let staff = (!self.staff.is_empty()).then(|| reading.uuid("staff", &self.staff)).transpose()?;
        let about = match (&self.matter, &self.ledger) {
            (Some(matter), _) => About::Matter(MatterId(reading.uuid("matter", matter)?)),
            (None, Some(ledger)) => About::Ledger(reading.uuid("ledger", ledger)?),
            (None, None) => return Err(reading.corrupt("matter")),
        };
        Ok(ReminderRow {
            id: reading.uuid("id", &self.id)?,
            about,
            due: reading.named("due", self.due.parse().ok())?,
            made_at: reading.time("made_at", self.made_at)?,
            clock: self.clock,
            unit: (!self.unit.is_empty()).then_some(self.unit),
            staff,
        })
    }
}
