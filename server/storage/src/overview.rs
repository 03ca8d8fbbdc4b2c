//! Matters counted by place, unit and subject. What came in or ended is read off the stretch of an
//! index that holds all that is counted; what is open comes from the tally, whatever the number of
//! matters.

use domain::ports::{Behind, Counted};
use domain::quality::Mark;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use sqlx::AssertSqlSafe;

use crate::column::micros;
use crate::error::StorageError;
use crate::inbox::View;
use crate::matters::{self, MatterRow};
use crate::prefixes::Prefixes;
use crate::store::Store;

/// Topics named.
const TOPICS: i64 = 10;

/// Matters of a town, a unit and a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    /// First nine digits of the region.
    pub town: String,
    /// Empty: given to none.
    pub unit: String,
    pub is_complaint: bool,
    pub counted: Counted,
    pub matters: u64,
    /// Of rated ones: 3 of 5 or better.
    pub content: u64,
}

/// A stretch of time: from the first moment to before the last.
#[derive(Clone, Copy, Debug)]
pub struct Moments {
    pub from: Timestamp,
    pub until: Timestamp,
    pub today: Date,
}

/// $1 prefixes of the view, $2 its unit, $3 and $4 the moments, $5 today.
fn condition(counted: Counted) -> &'static str {
    match counted {
        Counted::Received => "m.received_at >= $3 AND m.received_at < $4 AND $5 = $5",
        Counted::Closed => "m.closed_at >= $3 AND m.closed_at < $4 AND $5 = $5",
        Counted::Rated => "m.closed_at >= $3 AND m.closed_at < $4 AND m.rating > 0 AND $5 = $5",
        Counted::Open => "t.open AND $3 = $3 AND $4 = $4 AND $5 = $5",
        Counted::Overdue => "m.due < $5 AND $3 = $3 AND $4 = $4",
    }
}

macro_rules! bound {
    ($query:expr, $prefixes:expr, $view:expr, $moments:expr, $asked:expr) => {
        $query
            .bind($prefixes.towns.as_str())
            .bind(&$view.unit)
            .bind(micros($moments.from))
            .bind(micros($moments.until))
            .bind($moments.today.to_string())
            .bind(&$asked.town)
            .bind(&$asked.unit)
            .bind(&$asked.category)
            .bind(&$asked.drug)
            .persistent(false)
    };
}

impl Store {
    /// How many matters within a view were counted how, by town, unit and kind.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn slices(&self, view: &View, moments: Moments, counted: Counted) -> Result<Vec<Slice>, StorageError> {
        let (n, content, from) = match counted {
            Counted::Open => ("SUM(t.n)", "0", "FROM (SELECT * FROM tally WHERE n > 0) t"),
            Counted::Rated => (
                "COUNT(*)",
                "SUM(CASE WHEN m.rating >= 3 THEN 1 ELSE 0 END)",
                "FROM matter m JOIN tally t ON t.id = m.tally",
            ),
            _ => ("COUNT(*)", "0", "FROM matter m JOIN tally t ON t.id = m.tally"),
        };
        let sql = format!(
            "SELECT t.town, t.unit, t.kind, CAST({n} AS BIGINT), CAST({content} AS BIGINT) {from}
             WHERE {} AND {} GROUP BY t.town, t.unit, t.kind ORDER BY 1, 2, 3",
            condition(counted),
            self.scope(),
        );
        let prefixes = Prefixes::new(&view.regions, None)?;
        let rows: Vec<(String, String, String, i64, i64)> = on!(self.reader(), pool => {
            sqlx::query_as(AssertSqlSafe(sql))
                .bind(prefixes.towns.as_str())
                .bind(&view.unit)
                .bind(micros(moments.from))
                .bind(micros(moments.until))
                .bind(moments.today.to_string())
                .persistent(false)
                .fetch_all(pool)
                .await
        })?;
        let slice = |(town, unit, kind, matters, content): (String, String, String, i64, i64)| Slice {
            town,
            unit,
            is_complaint: kind == "complaint",
            counted,
            matters: number(matters),
            content: number(content),
        };
        Ok(rows.into_iter().map(slice).collect())
    }

    /// How many matters within a view ended in that time with a step of the law taken after its last day.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn closed_late(&self, view: &View, moments: Moments) -> Result<u64, StorageError> {
        let sql = format!(
            "SELECT CAST(COUNT(*) AS BIGINT) FROM matter m JOIN tally t ON t.id = m.tally
             WHERE {} AND {} AND EXISTS (SELECT 1 FROM quality_flag q WHERE q.matter = m.id AND q.mark = $6)",
            condition(Counted::Closed),
            self.scope(),
        );
        let prefixes = Prefixes::new(&view.regions, None)?;
        let (late,): (i64,) = on!(self.reader(), pool => {
            sqlx::query_as(AssertSqlSafe(sql))
                .bind(prefixes.towns.as_str())
                .bind(&view.unit)
                .bind(micros(moments.from))
                .bind(micros(moments.until))
                .bind(moments.today.to_string())
                .bind(Mark::Late.as_str())
                .persistent(false)
                .fetch_one(pool)
                .await
        })?;
        Ok(number(late))
    }

    /// How long the one in the middle took, of the matters within a view that ended in that time, from receipt
    /// to its end; of an even number what lies between the two. `ended`: how many they are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn median_handling(
        &self,
        view: &View,
        moments: Moments,
        ended: u64,
    ) -> Result<Option<SignedDuration>, StorageError> {
        let sql = format!(
            "SELECT m.closed_at - m.received_at FROM matter m JOIN tally t ON t.id = m.tally
             WHERE {} AND {} ORDER BY 1 LIMIT $6 OFFSET $7",
            condition(Counted::Closed),
            self.scope(),
        );
        let ended = i64::try_from(ended).unwrap_or(i64::MAX);
        let prefixes = Prefixes::new(&view.regions, None)?;
        let middle: Vec<(i64,)> = on!(self.reader(), pool => {
            sqlx::query_as(AssertSqlSafe(sql))
                .bind(prefixes.towns.as_str())
                .bind(&view.unit)
                .bind(micros(moments.from))
                .bind(micros(moments.until))
                .bind(moments.today.to_string())
                .bind(2 - ended % 2)
                .bind((ended - 1).max(0) / 2)
                .persistent(false)
                .fetch_all(pool)
                .await
        })?;
        let together: i64 = middle.iter().map(|(took,)| *took).sum();
        let between = i64::try_from(middle.len()).ok().and_then(|count| together.checked_div(count));
        Ok(between.map(SignedDuration::from_micros))
    }

    /// What was reported most often within a view: codes of categories, and names of drugs.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn topics(
        &self,
        view: &View,
        moments: Moments,
    ) -> Result<(Vec<(String, u64)>, Vec<(String, u64)>), StorageError> {
        Ok((self.topic(view, moments, "category").await?, self.topic(view, moments, "drug").await?))
    }

    async fn topic(
        &self,
        view: &View,
        moments: Moments,
        column: &'static str,
    ) -> Result<Vec<(String, u64)>, StorageError> {
        let sql = format!(
            "SELECT m.{column}, CAST(COUNT(*) AS BIGINT) FROM matter m JOIN tally t ON t.id = m.tally
             WHERE {} AND m.{column} <> '' AND {} GROUP BY m.{column} ORDER BY 2 DESC, 1 LIMIT $6",
            condition(Counted::Received),
            self.scope(),
        );
        let prefixes = Prefixes::new(&view.regions, None)?;
        let rows: Vec<(String, i64)> = on!(self.reader(), pool => {
            sqlx::query_as(AssertSqlSafe(sql))
                .bind(prefixes.towns.as_str())
                .bind(&view.unit)
                .bind(micros(moments.from))
                .bind(micros(moments.until))
                .bind(moments.today.to_string())
                .bind(TOPICS)
                .persistent(false)
                .fetch_all(pool)
                .await
        })?;
        Ok(rows.into_iter().map(|(key, matters)| (key, number(matters))).collect())
    }

    /// The matters behind a number, newest first, and how many they are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn behind(
        &self,
        view: &View,
        moments: Moments,
        asked: &Behind,
        size: u32,
    ) -> Result<(Vec<MatterRow>, u64), StorageError> {
        let fits = format!(
            "FROM matter m JOIN tally t ON t.id = m.tally
             WHERE {} AND {} AND ($6 IS NULL OR t.town = $6) AND ($7 IS NULL OR t.unit = $7)
                AND ($8 IS NULL OR m.category = $8) AND ($9 IS NULL OR m.drug = $9)",
            condition(asked.what),
            self.scope(),
        );
        let count = format!("SELECT CAST(COUNT(*) AS BIGINT) {fits}");
        let page = format!("SELECT m.seq {fits} ORDER BY m.received_at DESC, m.seq DESC LIMIT $10 OFFSET $11");
        let prefixes = Prefixes::new(&view.regions, None)?;
        let skip = i64::from(asked.page.saturating_sub(1)) * i64::from(size);
        let (seqs, total) = on!(self.reader(), pool => {
            let (total,): (i64,) = bound!(sqlx::query_as(AssertSqlSafe(count)), prefixes, view, moments, asked)
                .fetch_one(pool)
                .await?;
            let seqs: Vec<(i64,)> = bound!(sqlx::query_as(AssertSqlSafe(page)), prefixes, view, moments, asked)
                .bind(i64::from(size))
                .bind(skip)
                .fetch_all(pool)
                .await?;
            (seqs, total)
        });
        let seqs: Vec<i64> = seqs.into_iter().map(|(seq,)| seq).collect();
        Ok((matters::rows_by_seq(self.reader(), &seqs).await?, number(total)))
    }

    fn scope(&self) -> String {
        format!(
            "($2 IS NULL OR t.unit = $2)
             AND EXISTS (SELECT 1 FROM {} WHERE t.town >= p.value AND t.town < p.value || ':')",
            self.list()
        )
    }
}

fn number(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
