//! Matters by the day they are due on.

use jiff::civil::Date;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::column::{NO_DUE, Reading, due};
use crate::db::Pool;
use crate::error::StorageError;
use crate::inbox::View;
use crate::matters::{self, MatterRow};
use crate::prefixes::Prefixes;
use crate::store::Store;
use crate::{postgres, sqlite};

/// Matters that are looked at for counts; more are said to be more.
pub const COUNTED_DUE: u32 = 20_000;

/// Which matters a list by day shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DueQuestion {
    pub by: DueBy,
    /// First and last day; open where `None`.
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub unit: Option<String>,
    pub handler: Option<Uuid>,
    /// Behind this place in the list.
    pub after: Option<(Date, i64)>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DueBy {
    /// The nearest day of all.
    #[default]
    Nearest,
    /// The same, of matters whose limits stand still.
    StandingStill,
    /// The nearest day another master set.
    Order,
}

/// A matter at its place in a list by day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueMatter {
    pub row: MatterRow,
    /// As it is kept, which may have been counted with an older calendar; `None`: nothing is due.
    pub due: Option<Date>,
    /// In the list's order: day and number within the database.
    pub place: (Date, i64),
}

/// Matters of a unit that are due in spans of days, one count a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitDue {
    pub unit: Option<String>,
    pub counts: [u64; 4],
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DueTally {
    pub units: Vec<UnitDue>,
    /// More than [`COUNTED_DUE`] matters lie before the last day; the latest were not counted.
    pub more: bool,
}

impl Store {
    /// A page of matters within a view in the order of their days.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn due(&self, view: &View, asked: &DueQuestion, limit: u32) -> Result<Vec<DueMatter>, StorageError> {
        let sql = format!(
            "SELECT m.seq, m.due, {0} FROM matter m
             WHERE {1} AND {0} >= $3 AND {0} <= $4 AND ({0}, m.seq) > ($5, $6)
             AND ($7 IS NULL OR m.unit = $7) AND ($8 IS NULL OR m.held_by = $8) AND {2}
             ORDER BY {0}, m.seq LIMIT $9",
            asked.by.column(),
            asked.driver(view),
            self.seen(),
        );
        let prefixes = Prefixes::new(&view.regions, None)?;
        let (after, seq) = asked.after.map_or((String::new(), -1), |(day, seq)| (day.to_string(), seq));
        let unit = asked.unit.as_ref().or(view.unit.as_ref());
        // SQLite begins to read at the first day, not at the place behind it.
        let first = asked.from.map(|day| day.to_string()).unwrap_or_default().max(after.clone());
        let rows: Vec<(i64, String, String)> = on!(self.reader(), pool => {
            sqlx::query_as(AssertSqlSafe(sql))
                .bind(prefixes.towns.as_str())
                .bind(&view.unit)
                .bind(first.as_str())
                .bind(due(asked.to))
                .bind(after)
                .bind(seq)
                .bind(unit)
                .bind(asked.handler.map(|id| id.to_string()))
                .bind(i64::from(limit))
                .persistent(false)
                .fetch_all(pool)
                .await
        })?;
        self.at_their_places(rows).await
    }

    /// Every matter that is due on a day or later, in order, whoever may see it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn due_from(
        &self,
        from: Date,
        after: Option<(Date, i64)>,
        limit: u32,
    ) -> Result<Vec<DueMatter>, StorageError> {
        self.in_order((from.to_string(), NO_DUE.to_owned(), "<"), after, limit).await
    }

    /// Every matter that is due up to and with a day, in order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn due_until(
        &self,
        to: Date,
        after: Option<(Date, i64)>,
        limit: u32,
    ) -> Result<Vec<DueMatter>, StorageError> {
        self.in_order((String::new(), to.to_string(), "<="), after, limit).await
    }

    /// Writes the day anew that a matter is due on, unless something happened to it since it was
    /// read. No event and no new version: the day is no fact of its own, it is counted from the
    /// events by law and calendar, and a calendar that was published changes the count alone.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn move_due(&self, matter: &MatterRow, to: Option<Date>) -> Result<bool, StorageError> {
        let updated = on!(self.writer(), pool => {
            sqlx::query("UPDATE matter SET due = $3 WHERE id = $1 AND version = $2 AND due <> $3")
                .bind(matter.id.to_string())
                .bind(i64::from(matter.version))
                .bind(due(to))
                .execute(pool)
                .await
                .map(|done| done.rows_affected())
        })?;
        Ok(updated == 1)
    }

    /// How many matters within a view are due before `ends[0]`, then up to and with each of the
    /// other ends, by unit.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn due_counts(&self, view: &View, ends: [Date; 4]) -> Result<DueTally, StorageError> {
        let sql = format!(
            "WITH c AS MATERIALIZED (
                SELECT m.due, m.tally FROM matter m WHERE m.due <= $6 AND {} ORDER BY m.due LIMIT $7)
             SELECT t.unit,
                CAST(SUM(CASE WHEN c.due < $3 THEN 1 ELSE 0 END) AS BIGINT),
                CAST(SUM(CASE WHEN c.due >= $3 AND c.due <= $4 THEN 1 ELSE 0 END) AS BIGINT),
                CAST(SUM(CASE WHEN c.due > $4 AND c.due <= $5 THEN 1 ELSE 0 END) AS BIGINT),
                CAST(SUM(CASE WHEN c.due > $5 THEN 1 ELSE 0 END) AS BIGINT),
                CAST((SELECT COUNT(*) FROM c) AS BIGINT)
             FROM c JOIN tally t ON t.id = c.tally
             WHERE ($2 IS NULL OR t.unit = $2)
                AND EXISTS (SELECT 1 FROM {} WHERE t.town >= p.value AND t.town < p.value || ':')
             GROUP BY t.unit ORDER BY t.unit",
            if view.unit.is_some() { "m.unit = $2" } else { "TRUE" },
            self.list(),
        );
        let prefixes = Prefixes::new(&view.regions, None)?;
        let [today, same, week, next] = ends.map(|day| day.to_string());
        let rows: Vec<(String, i64, i64, i64, i64, i64)> = on!(self.reader(), pool => {
            sqlx::query_as(AssertSqlSafe(sql))
                .bind(prefixes.towns.as_str())
                .bind(&view.unit)
                .bind(today)
                .bind(same)
                .bind(week)
                .bind(next)
                .bind(i64::from(COUNTED_DUE) + 1)
                .persistent(false)
                .fetch_all(pool)
                .await
        })?;
        let more = rows.iter().any(|row| row.5 > i64::from(COUNTED_DUE));
        let count = |number: i64| u64::try_from(number).unwrap_or(0);
        let unit = |row: (String, i64, i64, i64, i64, i64)| UnitDue {
            unit: (!row.0.is_empty()).then_some(row.0),
            counts: [row.1, row.2, row.3, row.4].map(count),
        };
        Ok(DueTally { units: rows.into_iter().map(unit).collect(), more })
    }

    /// How many matters within a view a question finds, whatever the unit and handler it names;
    /// counting stops behind [`COUNTED_DUE`].
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_due(&self, view: &View, asked: &DueQuestion) -> Result<u64, StorageError> {
        let asked = DueQuestion { unit: None, handler: None, ..asked.clone() };
        let sql = format!(
            "SELECT COUNT(*) FROM (SELECT 1 FROM matter m
             WHERE {1} AND {0} >= $3 AND {0} <= $4 AND {2} LIMIT $5) AS counted",
            asked.by.column(),
            asked.driver(view),
            self.seen(),
        );
        let prefixes = Prefixes::new(&view.regions, None)?;
        let (count,): (i64,) = on!(self.reader(), pool => {
            sqlx::query_as(AssertSqlSafe(sql))
                .bind(prefixes.towns.as_str())
                .bind(&view.unit)
                .bind(asked.from.map(|day| day.to_string()).unwrap_or_default())
                .bind(due(asked.to))
                .bind(i64::from(COUNTED_DUE) + 1)
                .persistent(false)
                .fetch_one(pool)
                .await
        })?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    async fn in_order(
        &self,
        (from, to, end): (String, String, &str),
        after: Option<(Date, i64)>,
        limit: u32,
    ) -> Result<Vec<DueMatter>, StorageError> {
        let sql = format!(
            "SELECT m.seq, m.due, m.due FROM matter m
             WHERE m.due >= $1 AND m.due {end} $2 AND (m.due, m.seq) > ($3, $4) ORDER BY m.due, m.seq LIMIT $5"
        );
        let (after, seq) = after.map_or((String::new(), -1), |(day, seq)| (day.to_string(), seq));
        let from = from.max(after.clone());
        let rows: Vec<(i64, String, String)> = on!(self.reader(), pool => {
            sqlx::query_as(AssertSqlSafe(sql))
                .bind(from)
                .bind(to)
                .bind(after)
                .bind(seq)
                .bind(i64::from(limit))
                .fetch_all(pool)
                .await
        })?;
        self.at_their_places(rows).await
    }

    /// Numbers, kept days and days of the order, with their matters.
    async fn at_their_places(&self, places: Vec<(i64, String, String)>) -> Result<Vec<DueMatter>, StorageError> {
        let seqs: Vec<i64> = places.iter().map(|place| place.0).collect();
        let rows = matters::rows_by_seq(self.reader(), &seqs).await?;
        let both = places.into_iter().zip(rows);
        both.map(|((seq, kept, order), row)| {
            let id = row.id.to_string();
            let reading = Reading { table: "matter", row: &id };
            let kept = (kept != NO_DUE).then(|| kept.parse()).transpose().map_err(|_| reading.corrupt("due"))?;
            let order = order.parse().map_err(|_| reading.corrupt("due"))?;
            Ok(DueMatter { row, due: kept, place: (order, seq) })
        })
        .collect()
    }

    /// The list of prefixes $1.
    pub(crate) fn list(&self) -> &'static str {
        match self.reader() {
            Pool::Sqlite(_) => sqlite::DIALECT.list_1,
            Pool::Postgres(_) => postgres::DIALECT.list_1,
        }
    }

    /// Within the prefixes $1 and, if named, the unit $2; `+ 0` and `OR FALSE` as in `plan.rs`.
    fn seen(&self) -> String {
        format!(
            "(m.tally + 0 IN (SELECT t.id FROM {} JOIN tally t ON t.town >= p.value AND t.town < p.value || ':'
                WHERE t.n > 0 AND ($2 IS NULL OR t.unit = $2)) OR FALSE)",
            self.list()
        )
    }
}

impl DueBy {
    fn column(self) -> &'static str {
        match self {
            Self::Nearest | Self::StandingStill => "m.due",
            Self::Order => "m.ordered_until",
        }
    }
}

impl DueQuestion {
    /// The condition that chooses the index to walk.
    fn driver(&self, view: &View) -> &'static str {
        match self {
            Self { by: DueBy::StandingStill, .. } => "m.stands_still",
            Self { by: DueBy::Order, .. } => "m.ordered_until IS NOT NULL",
            Self { handler: Some(_), .. } => "m.held_by = $8",
            Self { unit: Some(_), .. } => "m.unit = $7",
            _ if view.unit.is_some() => "m.unit = $2",
            _ => "TRUE",
        }
    }
}
