use domain::region::RegionCode;
use jiff::Span;
use jiff::civil::Date;

use crate::column::Reading;
use crate::error::StorageError;
use crate::store::Store;

/// A paper's hash is kept for so many days; nobody sends a form again after that.
pub const PAPERS_KEPT: i64 = 30;

impl Store {
    /// Counts a paper of the contest unless it was counted before; answers whether it was new.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn count_paper(&self, mac: &[u8; 32], region: &RegionCode, day: Date) -> Result<bool, StorageError> {
        retrying!(self.count_paper_once(mac, region, day))
    }

    /// Papers of a year by region, in the order of the codes.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn paper_sums(&self, year: i16) -> Result<Vec<(RegionCode, u64)>, StorageError> {
        let rows: Vec<(String, i64)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT region, papers FROM contest_sum WHERE year = $1 ORDER BY region")
                .bind(i64::from(year))
                .fetch_all(pool)
                .await
        })?;
        let read = |(region, papers): (String, i64)| {
            let reading = Reading { table: "contest_sum", row: &region };
            Ok((reading.named("region", RegionCode::parse(&region).ok())?, reading.number("papers", papers)?))
        };
        rows.into_iter().map(read).collect()
    }

    async fn count_paper_once(&self, mac: &[u8; 32], region: &RegionCode, day: Date) -> Result<bool, StorageError> {
        let oldest = day.saturating_sub(Span::new().days(PAPERS_KEPT)).to_string();
        let mut tx = self.begin().await?;
        let new = on!(&mut tx, tx => {
            sqlx::query("DELETE FROM contest_paper WHERE day < $1").bind(&oldest).execute(&mut **tx).await?;
            sqlx::query("INSERT INTO contest_paper (mac, day) VALUES ($1, $2) ON CONFLICT (mac) DO NOTHING")
                .bind(mac.as_slice())
                .bind(day.to_string())
                .execute(&mut **tx)
                .await?
                .rows_affected()
                == 1
        });
        if new {
            on!(&mut tx, tx => {
                sqlx::query(
                    "INSERT INTO contest_sum (year, region, papers) VALUES ($1, $2, 1)
                     ON CONFLICT (year, region) DO UPDATE SET papers = contest_sum.papers + 1",
                )
                .bind(i64::from(day.year()))
                .bind(region.as_str())
                .execute(&mut **tx)
                .await
                .map(drop)
            })?;
        }
        tx.commit().await?;
        Ok(new)
    }
}
