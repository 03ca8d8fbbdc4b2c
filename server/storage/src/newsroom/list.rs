use domain::newsroom::workflow::{Kind, Stage};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::{ItemRow, all, day, select_item};
use crate::column::{Reading, count, micros};
use crate::error::StorageError;
use crate::store::Store;

/// What a list of items is narrowed by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemFilter {
    pub kind: Option<Kind>,
    /// Any of them; all where empty.
    pub stages: Vec<Stage>,
    /// Only those this person wrote, checked or signed.
    pub hand: Option<Uuid>,
    pub unit: Option<String>,
    /// Part of the title.
    pub words: Option<String>,
    /// The ones put away instead of the others.
    pub deleted: bool,
    /// Counted from 1.
    pub page: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemPage {
    pub rows: Vec<ItemRow>,
    pub total: u64,
}

impl Store {
    /// Items, the one that changed last first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn items(&self, filter: &ItemFilter, page_size: u32) -> Result<ItemPage, StorageError> {
        const WHERE: &str = "WHERE ($1 = '' OR i.kind = $1) AND ($2 = '' OR $2 LIKE '%,' || i.stage || ',%') AND ($3 = '' OR i.unit = $3)
                AND ($4 = '' OR i.title LIKE $5 ESCAPE '!') AND (i.deleted_at IS NOT NULL) = $6
                AND ($7 = '' OR i.state LIKE '%\"' || $7 || '\"%') ";
        let rows_sql = format!("{}{WHERE}ORDER BY i.updated_at DESC, i.id LIMIT $8 OFFSET $9", select_item!(""));
        let total_sql = format!("SELECT COUNT(*) FROM item i {WHERE}");
        let kind = filter.kind.map(Kind::as_str).unwrap_or_default();
        let stages: String = filter.stages.iter().map(|stage| format!(",{},", stage.as_str())).collect();
        // A state names everybody who had a part in the item by their id, and nobody else.
        let hand = filter.hand.map(|id| id.to_string()).unwrap_or_default();
        let unit = filter.unit.as_deref().unwrap_or_default();
        let words = filter.words.as_deref().unwrap_or_default();
        let pattern = format!("%{}%", words.replace('!', "!!").replace('%', "!%").replace('_', "!_"));
        let offset = i64::from(filter.page.saturating_sub(1)) * i64::from(page_size);
        let (rows, total): (Vec<_>, i64) = on!(self.reader(), pool => {
            let rows = sqlx::query_as(sqlx::AssertSqlSafe(rows_sql))
                .bind(kind)
                .bind(&stages)
                .bind(unit)
                .bind(words)
                .bind(&pattern)
                .bind(filter.deleted)
                .bind(&hand)
                .bind(i64::from(page_size))
                .bind(offset)
                .fetch_all(pool)
                .await?;
            let (total,): (i64,) = sqlx::query_as(sqlx::AssertSqlSafe(total_sql))
                .bind(kind)
                .bind(&stages)
                .bind(unit)
                .bind(words)
                .bind(&pattern)
                .bind(filter.deleted)
                .bind(&hand)
                .fetch_one(pool)
                .await?;
            (rows, total)
        });
        Ok(ItemPage { rows: all(rows)?, total: u64::try_from(total).unwrap_or(0) })
    }

    /// What residents see, each with the text that was signed.
    ///
    /// # Errors
    /// When the database cannot be read, or a text is not the one its digest names.
    pub async fn live_texts(&self) -> Result<Vec<(ItemRow, String)>, StorageError> {
        let mut live = Vec::new();
        for row in self.live_items(usize::MAX).await? {
            let digest = row.state.live.as_ref().map(|live| live.digest.clone()).unwrap_or_default();
            let text = self.item_text(row.id, &digest).await?;
            let missing = || StorageError::other(format!("the text of {} is gone", row.slug));
            let text = text.ok_or_else(missing)?;
            live.push((row, text));
        }
        Ok(live)
    }

    /// What residents see, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn live_items(&self, limit: usize) -> Result<Vec<ItemRow>, StorageError> {
        const SQL: &str = select_item!("WHERE i.live IS NOT NULL ORDER BY i.updated_at DESC, i.id LIMIT $1");
        all(on!(self.reader(), pool => sqlx::query_as(SQL).bind(count(limit)).fetch_all(pool).await)?)
    }

    /// Addresses that texts residents see had before: kind, what it was, what it is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn moved_items(&self) -> Result<Vec<(Kind, String, String)>, StorageError> {
        let rows: Vec<(String, String, String)> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT r.kind, r.slug, i.slug FROM item_redirect r JOIN item i ON i.id = r.item
                 WHERE i.live IS NOT NULL ORDER BY r.kind, r.slug",
            )
            .fetch_all(pool)
            .await
        })?;
        let read = |(kind, old, new): (String, String, String)| {
            let known = Kind::parse(&kind);
            Ok((Reading { table: "item_redirect", row: &old }.named("kind", known)?, old, new))
        };
        rows.into_iter().map(read).collect()
    }

    /// What residents do not see any more, each with its state that says why.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn ended_items(&self) -> Result<Vec<ItemRow>, StorageError> {
        const SQL: &str = select_item!("WHERE i.stage IN ('withdrawn', 'expired') ORDER BY i.updated_at, i.id");
        all(on!(self.reader(), pool => sqlx::query_as(SQL).fetch_all(pool).await)?)
    }

    /// Items whose time has come: to go out by a moment, or to come down because their last day was
    /// before a day.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn items_due(&self, now: Timestamp, today: Date) -> Result<Vec<ItemRow>, StorageError> {
        const SQL: &str = select_item!(
            "WHERE i.deleted_at IS NULL AND (i.scheduled_at <= $1 OR i.live IS NOT NULL AND i.until < $2)
             ORDER BY i.updated_at, i.id"
        );
        all(on!(self.reader(), pool => {
            sqlx::query_as(SQL).bind(micros(now)).bind(day(today)).fetch_all(pool).await
        })?)
    }
}
