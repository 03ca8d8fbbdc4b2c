//! Quality flags as they are kept for lists: made from a matter's events, thrown away and made anew
//! whenever something happens to it.

use domain::matter::MatterId;
use domain::quality::Mark;
use jiff::Timestamp;
use sqlx::AssertSqlSafe;

use crate::column::{Reading, micros};
use crate::error::StorageError;
use crate::inbox::View;
use crate::prefixes::Prefixes;
use crate::store::Store;

/// A flag as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QualityFlag {
    pub matter: MatterId,
    pub mark: Mark,
    pub detail: String,
    pub unit: Option<String>,
    pub found_at: Timestamp,
}

/// Which flags a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlagQuestion {
    pub mark: Option<Mark>,
    pub unit: Option<String>,
    pub skip: u32,
}

/// What happened since a row of the audit trail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    pub matters: Vec<MatterId>,
    /// The last row that was looked at; `None` when there was none.
    pub until: Option<i64>,
}

impl Store {
    /// Matters to which something happened behind a row of the audit trail, among its next `limit`
    /// rows.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn changed_since(&self, row: i64, limit: u32) -> Result<Changed, StorageError> {
        let rows: Vec<(i64, Option<String>)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT seq, matter FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2")
                .bind(row)
                .bind(i64::from(limit))
                .fetch_all(pool)
                .await
        })?;
        let until = rows.last().map(|row| row.0);
        let mut ids: Vec<String> = rows.into_iter().filter_map(|row| row.1).collect();
        ids.sort_unstable();
        ids.dedup();
        let read = |id: &String| Reading { table: "audit", row: id }.uuid("matter", id).map(MatterId);
        Ok(Changed { matters: ids.iter().map(read).collect::<Result<_, _>>()?, until })
    }

    /// Puts a matter's flags in place of those it had.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn set_flags(&self, matter: MatterId, flags: &[QualityFlag]) -> Result<(), StorageError> {
        retrying!(self.set_flags_once(matter, flags))
    }

    async fn set_flags_once(&self, matter: MatterId, flags: &[QualityFlag]) -> Result<(), StorageError> {
        let mut tx = self.begin().await?;
        on!(&mut tx, tx => {
            let marks: Vec<&str> = flags.iter().map(|flag| flag.mark.as_str()).collect();
            sqlx::query("DELETE FROM quality_flag WHERE matter = $1 AND $2 NOT LIKE '%,' || mark || ',%'")
                .bind(matter.to_string())
                .bind(format!(",{},", marks.join(",")))
                .execute(&mut **tx)
                .await
                .map(drop)
        })?;
        for flag in flags {
            on!(&mut tx, tx => {
                sqlx::query(
                    "INSERT INTO quality_flag (matter, mark, detail, unit, found_at, town)
                     VALUES ($1, $2, $3, $4, $5,
                         (SELECT t.town FROM matter m JOIN tally t ON t.id = m.tally WHERE m.id = $1))
                     ON CONFLICT (matter, mark) DO UPDATE
                     SET detail = excluded.detail, unit = excluded.unit, found_at = excluded.found_at,
                         town = excluded.town",
                )
                .bind(matter.to_string())
                .bind(flag.mark.as_str())
                .bind(&flag.detail)
                .bind(flag.unit.as_deref().unwrap_or_default())
                .bind(micros(flag.found_at))
                .execute(&mut **tx)
                .await
                .map(drop)
            })?;
        }
        tx.commit().await
    }

    /// Flags within a view, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn flags(&self, view: &View, asked: &FlagQuestion, limit: u32) -> Result<Vec<QualityFlag>, StorageError> {
        let sql = format!(
            "SELECT q.matter, q.mark, q.detail, q.unit, q.found_at FROM quality_flag q
             WHERE ($2 IS NULL OR q.unit = $2) AND ($3 IS NULL OR q.mark = $3) AND ($4 IS NULL OR q.unit = $4) AND {}
             ORDER BY q.found_at DESC, q.matter, q.mark LIMIT $5 OFFSET $6",
            self.town_seen("q")
        );
        let prefixes = Prefixes::new(&view.regions, None)?;
        let rows: Vec<(String, String, String, String, i64)> = on!(self.reader(), pool => {
            sqlx::query_as(AssertSqlSafe(sql))
                .bind(prefixes.towns.as_str())
                .bind(&view.unit)
                .bind(asked.mark.map(|mark| mark.as_str()))
                .bind(&asked.unit)
                .bind(i64::from(limit))
                .bind(i64::from(asked.skip))
                .persistent(false)
                .fetch_all(pool)
                .await
        })?;
        rows.into_iter().map(flag).collect()
    }

    /// How many flags of each mark each unit has within a view.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn flag_counts(&self, view: &View) -> Result<Vec<(Mark, String, u64)>, StorageError> {
        let sql = format!(
            "SELECT g.mark, g.unit, CAST(SUM(g.n) AS BIGINT) FROM flag_tally g
             WHERE g.n > 0 AND ($2 IS NULL OR g.unit = $2) AND {} GROUP BY g.mark, g.unit ORDER BY g.mark, g.unit",
            self.town_seen("g")
        );
        let prefixes = Prefixes::new(&view.regions, None)?;
        let rows: Vec<(String, String, i64)> = on!(self.reader(), pool => {
            sqlx::query_as(AssertSqlSafe(sql))
                .bind(prefixes.towns.as_str())
                .bind(&view.unit)
                .persistent(false)
                .fetch_all(pool)
                .await
        })?;
        let read = |(mark, unit, flags): (String, String, i64)| {
            let reading = Reading { table: "flag_tally", row: &mark };
            Ok((reading.named("mark", Mark::parse(&mark))?, unit, reading.number("n", flags)?))
        };
        rows.into_iter().map(read).collect()
    }

    /// How many matters each unit was late with within a view, those found from a moment on.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn late_counts(&self, view: &View, since: Timestamp) -> Result<Vec<(String, u64)>, StorageError> {
        let sql = format!(
            "SELECT q.unit, CAST(COUNT(*) AS BIGINT) FROM quality_flag q
             WHERE q.mark = $3 AND q.found_at >= $4 AND ($2 IS NULL OR q.unit = $2) AND {} GROUP BY q.unit ORDER BY q.unit",
            self.town_seen("q")
        );
        let prefixes = Prefixes::new(&view.regions, None)?;
        let rows: Vec<(String, i64)> = on!(self.reader(), pool => {
            sqlx::query_as(AssertSqlSafe(sql))
                .bind(prefixes.towns.as_str())
                .bind(&view.unit)
                .bind(Mark::Late.as_str())
                .bind(micros(since))
                .persistent(false)
                .fetch_all(pool)
                .await
        })?;
        let read = |(unit, late): (String, i64)| {
            let late = Reading { table: "quality_flag", row: &unit }.number("late", late)?;
            Ok((unit, late))
        };
        rows.into_iter().map(read).collect()
    }

    /// What was noted under a name about how far something was reckoned.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn reckoned(&self, name: &str) -> Result<Option<String>, StorageError> {
        let row: Option<(String,)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT value FROM reckoning WHERE name = $1").bind(name).fetch_optional(pool).await
        })?;
        Ok(row.map(|(value,)| value))
    }

    /// # Errors
    /// When the database cannot be written.
    pub async fn set_reckoned(&self, name: &str, value: &str) -> Result<(), StorageError> {
        on!(self.writer(), pool => {
            sqlx::query(
                "INSERT INTO reckoning (name, value) VALUES ($1, $2)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            )
            .bind(name)
            .bind(value)
            .execute(pool)
            .await
            .map(drop)
        })?;
        Ok(())
    }

    /// Whether the township of a row lies within the prefixes $1.
    fn town_seen(&self, row: &str) -> String {
        let list = self.list();
        format!("EXISTS (SELECT 1 FROM {list} WHERE {row}.town >= p.value AND {row}.town < p.value || ':')")
    }
}

fn flag(
    (matter, mark, detail, unit, found_at): (String, String, String, String, i64),
) -> Result<QualityFlag, StorageError> {
    let reading = Reading { table: "quality_flag", row: &matter };
    Ok(QualityFlag {
        matter: MatterId(reading.uuid("matter", &matter)?),
        mark: reading.named("mark", Mark::parse(&mark))?,
        found_at: reading.time("found_at", found_at)?,
        unit: (!unit.is_empty()).then_some(unit),
        detail,
    })
}
