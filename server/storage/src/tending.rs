use domain::audit::{Act, Deed, Who};
use domain::event::Actor;
use domain::ports::LinkPassed;
use domain::tending::Report;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::audit;
use crate::column::{Reading, json, micros};
use crate::error::StorageError;
use crate::store::Store;

/// Reports of so many days are kept.
const KEPT: i64 = 90;

impl Store {
    /// What the newest look through the site found.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn site_check(&self) -> Result<Option<(Date, Report)>, StorageError> {
        let row: Option<(String, String)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT day, report FROM site_check ORDER BY day DESC LIMIT 1").fetch_optional(pool).await
        })?;
        let read = |(day, report): (String, String)| {
            let reading = Reading { table: "site_check", row: &day };
            Ok((reading.named("day", day.parse().ok())?, reading.json("report", &report)?))
        };
        row.map(read).transpose()
    }

    /// Keeps a report in place of an earlier one of its day.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn keep_site_check(&self, day: Date, report: &Report) -> Result<(), StorageError> {
        let (text, at) = (json(report)?, micros(report.at));
        let oldest = day.saturating_sub(jiff::Span::new().days(KEPT)).to_string();
        on!(self.writer(), pool => {
            sqlx::query(
                "INSERT INTO site_check (day, at, report) VALUES ($1, $2, $3)
                 ON CONFLICT (day) DO UPDATE SET at = excluded.at, report = excluded.report",
            )
            .bind(day.to_string())
            .bind(at)
            .bind(&text)
            .execute(pool)
            .await?;
            sqlx::query("DELETE FROM site_check WHERE day < $1").bind(&oldest).execute(pool).await.map(drop)
        })?;
        Ok(())
    }

    /// Links that are passed over, by target.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn passed_links(&self) -> Result<Vec<LinkPassed>, StorageError> {
        let rows: Vec<(String, String, String, i64)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT target, reason, name, at FROM link_pass ORDER BY target").fetch_all(pool).await
        })?;
        let read = |(target, reason, name, at): (String, String, String, i64)| {
            let at = Reading { table: "link_pass", row: &target }.time("at", at)?;
            Ok(LinkPassed { target, reason, name, at })
        };
        rows.into_iter().map(read).collect()
    }

    /// Passes a link over, or no longer, without a reason.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn pass_link(
        &self,
        target: &str,
        reason: Option<&str>,
        by: (&Actor, Timestamp),
    ) -> Result<(), StorageError> {
        retrying!(self.pass_link_once(target, reason, by))
    }

    /// Addresses an item had before.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn earlier_addresses(&self, item: Uuid) -> Result<Vec<String>, StorageError> {
        let rows: Vec<(String,)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT slug FROM item_redirect WHERE item = $1 ORDER BY slug")
                .bind(item.to_string())
                .fetch_all(pool)
                .await
        })?;
        Ok(rows.into_iter().map(|(slug,)| slug).collect())
    }

    async fn pass_link_once(
        &self,
        target: &str,
        reason: Option<&str>,
        (by, at): (&Actor, Timestamp),
    ) -> Result<(), StorageError> {
        let mut tx = self.begin().await?;
        let who = Who::from(by);
        on!(&mut tx, tx => {
            sqlx::query("DELETE FROM link_pass WHERE target = $1").bind(target).execute(&mut **tx).await.map(drop)
        })?;
        if let Some(reason) = reason {
            on!(&mut tx, tx => {
                sqlx::query("INSERT INTO link_pass (target, reason, name, at) VALUES ($1, $2, $3, $4)")
                    .bind(target)
                    .bind(reason)
                    .bind(who.words())
                    .bind(micros(at))
                    .execute(&mut **tx)
                    .await
                    .map(drop)
            })?;
        }
        let words = reason.map_or("不再略过这个链接".to_owned(), |reason| format!("略过这个链接：{reason}"));
        audit::note(&mut tx, &Act::new(at, who, Deed::SiteTended, target).with_detail(words)).await?;
        tx.commit().await
    }
}
