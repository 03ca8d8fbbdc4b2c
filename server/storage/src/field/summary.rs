use domain::field::FormKind;
use domain::region::RegionCode;
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::FromRow;
use uuid::Uuid;

use crate::column::{Reading, json};
use crate::error::StorageError;
use crate::store::Store;

/// What the records of a month add up to, by township and form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthRow {
    /// First nine digits of the region.
    pub town: String,
    pub form: FormKind,
    pub reports: u64,
    pub people: u64,
    pub boxes: u64,
    pub grams: u64,
    pub problems: u64,
    /// Clues that led to a case ([`CONFIRMED`]).
    pub confirmed: u64,
}

/// 查实: a case was filed, or the police have it, and no later step took that back: a case that was dropped
/// does not count, nor one that in the end was not filed.
const CONFIRMED: &str = r#"EXISTS (
    SELECT 1 FROM event e WHERE e.matter = r.matter
        AND (e.kind LIKE '{"what":"tip","step":"filed"%' OR e.kind LIKE '{"what":"tip","step":"sent_to_police"%')
        AND NOT EXISTS (SELECT 1 FROM event l WHERE l.matter = e.matter AND l.seq > e.seq
            AND (l.kind LIKE '{"what":"tip","step":"not_filed"%'
                OR l.kind LIKE '{"what":"tip","step":"decided","decision":"dropped"%')))"#;

/// Records of one kind that speak for an officer: of one day in one village, one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditRow {
    pub officer: Uuid,
    pub form: FormKind,
    pub records: u64,
}

/// When an officer was last heard of, and how much came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerActivity {
    pub officer: Uuid,
    pub last: Timestamp,
    /// Since the day asked for.
    pub recent: u64,
    /// Clues that have not ended.
    pub open: u64,
}

impl Store {
    /// The sums of what happened from one day to another, both included.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn month_sums(&self, prefixes: &[String], from: Date, to: Date) -> Result<Vec<MonthRow>, StorageError> {
        let sql = format!(
            "SELECT SUBSTR(r.region, 1, 9) AS town, r.form, COUNT(*) AS reports,
                 CAST(COALESCE(SUM(r.people), 0) AS BIGINT) AS people,
                 CAST(COALESCE(SUM(r.boxes), 0) AS BIGINT) AS boxes,
                 CAST(COALESCE(SUM(r.grams), 0) AS BIGINT) AS grams,
                 CAST(SUM(CASE WHEN r.problem THEN 1 ELSE 0 END) AS BIGINT) AS problems,
                 CAST(SUM(CASE WHEN r.form = 'clue' AND {CONFIRMED} THEN 1 ELSE 0 END) AS BIGINT) AS confirmed
             FROM field_report r WHERE r.day >= $2 AND r.day <= $3 AND EXISTS (
                 SELECT 1 FROM {} WHERE p.value <> '' AND r.region >= p.value AND r.region < p.value || ':')
             GROUP BY SUBSTR(r.region, 1, 9), r.form ORDER BY 1, 2",
            self.list()
        );
        let prefixes = json(&prefixes)?;
        let rows: Vec<RawMonth> = on!(self.reader(), pool => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(prefixes)
                .bind(from.to_string())
                .bind(to.to_string())
                .fetch_all(pool)
                .await
        })?;
        rows.into_iter().map(RawMonth::read).collect()
    }

    /// What happened from one day to another, both included, by officer and kind; what a revoked phone sent is left out.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn credited(&self, officer: Option<Uuid>, from: Date, to: Date) -> Result<Vec<CreditRow>, StorageError> {
        let rows: Vec<(String, String, i64)> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT officer, form, COUNT(DISTINCT day || region) FROM field_report
                 WHERE day >= $1 AND day <= $2 AND NOT late AND ($3 = '' OR officer = $3)
                 GROUP BY officer, form ORDER BY officer, form",
            )
            .bind(from.to_string())
            .bind(to.to_string())
            .bind(officer.map_or_else(String::new, |officer| officer.to_string()))
            .fetch_all(pool)
            .await
        })?;
        rows.into_iter()
            .map(|(officer, form, records)| {
                let reading = Reading { table: "field_report", row: &officer };
                Ok(CreditRow {
                    officer: reading.uuid("officer", &officer)?,
                    form: reading.named("form", FormKind::parse(&form))?,
                    records: reading.number("records", records)?,
                })
            })
            .collect()
    }

    /// Of every officer who ever reported.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn officer_activity(&self, since: Timestamp) -> Result<Vec<OfficerActivity>, StorageError> {
        let rows: Vec<(String, i64, i64, i64)> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT r.officer, MAX(r.received_at),
                     CAST(SUM(CASE WHEN r.received_at >= $1 THEN 1 ELSE 0 END) AS BIGINT),
                     CAST(SUM(CASE WHEN r.form = 'clue' AND m.open THEN 1 ELSE 0 END) AS BIGINT)
                 FROM field_report r LEFT JOIN matter m ON m.id = r.matter
                 GROUP BY r.officer",
            )
            .bind(since.as_microsecond())
            .fetch_all(pool)
            .await
        })?;
        rows.into_iter()
            .map(|(officer, last, recent, open)| {
                let reading = Reading { table: "field_report", row: &officer };
                Ok(OfficerActivity {
                    officer: reading.uuid("officer", &officer)?,
                    last: reading.time("received_at", last)?,
                    recent: reading.number("received_at", recent)?,
                    open: reading.number("matter", open)?,
                })
            })
            .collect()
    }

    /// Officers by the villages they answer for: what a region has nobody for is seen from it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn villages_with_officers(&self) -> Result<Vec<RegionCode>, StorageError> {
        let rows: Vec<(String,)> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT DISTINCT v.region FROM field_village v JOIN field_officer o ON o.id = v.officer
                 WHERE o.disabled_at IS NULL ORDER BY v.region",
            )
            .fetch_all(pool)
            .await
        })?;
        rows.iter()
            .map(|(code,)| {
                RegionCode::parse(code).map_err(|_| Reading { table: "field_village", row: code }.corrupt("region"))
            })
            .collect()
    }
}

#[derive(FromRow)]
struct RawMonth {
    town: String,
    form: String,
    reports: i64,
    people: i64,
    boxes: i64,
    grams: i64,
    problems: i64,
    confirmed: i64,
}

impl RawMonth {
    fn read(self) -> Result<MonthRow, StorageError> {
        let reading = Reading { table: "field_report", row: &self.town };
        Ok(MonthRow {
            form: reading.named("form", FormKind::parse(&self.form))?,
            reports: reading.number("reports", self.reports)?,
            people: reading.number("people", self.people)?,
            boxes: reading.number("boxes", self.boxes)?,
            grams: reading.number("grams", self.grams)?,
            problems: reading.number("problem", self.problems)?,
            confirmed: reading.number("matter", self.confirmed)?,
            town: self.town,
        })
    }
}
