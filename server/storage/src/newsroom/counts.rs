use domain::ports::ReadLine;
use jiff::civil::Date;
use uuid::Uuid;

use super::day;
use crate::column::Reading;
use crate::error::StorageError;
use crate::store::Store;

/// What is counted. Nothing about who: no cookie, no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counted {
    /// The page was asked for.
    Hit,
    /// 看懂了
    Understood,
    /// 没看懂
    NotUnderstood,
}

/// How often something was counted on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayCount {
    pub day: Date,
    pub what: Counted,
    pub times: u64,
}

impl Counted {
    const ALL: [Self; 3] = [Self::Hit, Self::Understood, Self::NotUnderstood];

    fn as_str(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Understood => "understood",
            Self::NotUnderstood => "not_understood",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|counted| counted.as_str() == text)
    }
}

impl Store {
    /// Adds counts that were gathered in memory, all or none.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn add_counts(&self, counts: &[(Uuid, DayCount)]) -> Result<(), StorageError> {
        retrying!(self.add_counts_once(counts))
    }

    /// What was counted for an item from a day on, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn counts(&self, item: Uuid, from: Date) -> Result<Vec<DayCount>, StorageError> {
        let item = item.to_string();
        let rows: Vec<(String, String, i64)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT day, what, times FROM item_count WHERE item = $1 AND day >= $2 ORDER BY day, what")
                .bind(&item)
                .bind(day(from))
                .fetch_all(pool)
                .await
        })?;
        let reading = Reading { table: "item_count", row: &item };
        let read = |(day, what, times): (String, String, i64)| {
            Ok(DayCount {
                day: reading.named("day", day.parse().ok())?,
                what: reading.named("what", Counted::parse(&what))?,
                times: reading.number("times", times)?,
            })
        };
        rows.into_iter().map(read).collect()
    }

    /// Every item that was asked for from a day on, with its counts; the most read first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn read_lines(&self, from: Date) -> Result<Vec<ReadLine>, StorageError> {
        type Row = (String, String, String, String, i64, i64, i64);
        let rows: Vec<Row> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT i.id, i.kind, i.slug, i.title,
                     CAST(SUM(CASE WHEN c.what = 'hit' THEN c.times ELSE 0 END) AS BIGINT) AS hits,
                     CAST(SUM(CASE WHEN c.what = 'understood' THEN c.times ELSE 0 END) AS BIGINT),
                     CAST(SUM(CASE WHEN c.what = 'not_understood' THEN c.times ELSE 0 END) AS BIGINT)
                 FROM item i JOIN item_count c ON c.item = i.id WHERE c.day >= $1
                 GROUP BY i.id, i.kind, i.slug, i.title ORDER BY hits DESC, i.title, i.id",
            )
            .bind(day(from))
            .fetch_all(pool)
            .await
        })?;
        let read = |(item, kind, slug, title, hits, understood, not_understood): Row| {
            let reading = Reading { table: "item_count", row: &item };
            Ok(ReadLine {
                item: reading.uuid("item", &item)?,
                hits: reading.number("times", hits)?,
                understood: reading.number("times", understood)?,
                not_understood: reading.number("times", not_understood)?,
                kind,
                slug,
                title,
            })
        };
        rows.into_iter().map(read).collect()
    }

    async fn add_counts_once(&self, counts: &[(Uuid, DayCount)]) -> Result<(), StorageError> {
        let mut tx = self.begin().await?;
        for (item, count) in counts {
            on!(&mut tx, tx => {
                sqlx::query(
                    "INSERT INTO item_count (item, day, what, times) VALUES ($1, $2, $3, $4)
                     ON CONFLICT (item, day, what) DO UPDATE SET times = item_count.times + excluded.times",
                )
                .bind(item.to_string())
                .bind(day(count.day))
                .bind(count.what.as_str())
                .bind(i64::try_from(count.times).unwrap_or(i64::MAX))
                .execute(&mut **tx)
                .await
                .map(drop)
            })?;
        }
        tx.commit().await
    }
}
