use domain::ledger::Book;
use jiff::civil::Date;
use sqlx::AssertSqlSafe;

use super::{LedgerRow, all, select_ledger};
use crate::column::{Reading, due, json};
use crate::db::Pool;
use crate::error::StorageError;
use crate::inbox::View;
use crate::store::Store;

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerFilter {
    /// Only what has not ended, or only what has; everything where `None`.
    pub open: Option<bool>,
    pub sort: Option<String>,
    pub unit: Option<String>,
    /// First and last day it is due on; open where `None`.
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// Counted from 1.
    pub page: u32,
}

#[derive(Clone, Debug)]
pub struct LedgerPage {
    /// What is due first comes first.
    pub rows: Vec<LedgerRow>,
    pub total: u64,
}

/// $1 book, $2 prefixes as JSON, $3 the view's unit, $4 open, $5 sort, $6 unit, $7 and $8 first and last day.
macro_rules! within {
    ($prefixes:literal) => {
        concat!(
            "WHERE l.book = $1 AND EXISTS (SELECT 1 FROM ",
            $prefixes,
            " WHERE p.value <> '' AND l.region LIKE p.value || '%')
               AND ($3 IS NULL OR COALESCE(l.unit, m.unit) = $3 OR l.also = $3)
               AND ($4 IS NULL OR l.open = $4)
               AND ($5 IS NULL OR l.sort = $5)
               AND ($6 IS NULL OR COALESCE(l.unit, m.unit) = $6)
               AND l.due >= $7 AND l.due <= $8"
        )
    };
}

macro_rules! page {
    ($prefixes:literal) => {
        concat!(
            "SELECT l.id, l.book, l.number, l.matter, l.region, COALESCE(l.unit, m.unit) AS unit, l.also, l.due,
                 l.opened_at, l.version, l.state
             FROM ledger l LEFT JOIN matter m ON m.id = l.matter ",
            within!($prefixes),
            " ORDER BY l.due, l.number DESC LIMIT $9 OFFSET $10"
        )
    };
}

macro_rules! count {
    ($prefixes:literal) => {
        concat!("SELECT COUNT(*) FROM ledger l LEFT JOIN matter m ON m.id = l.matter ", within!($prefixes))
    };
}

macro_rules! asked {
    ($query:expr, $book:expr, $prefixes:expr, $view:expr, $filter:expr) => {
        $query
            .bind($book.as_str())
            .bind($prefixes)
            .bind($view.unit.as_deref())
            .bind($filter.open)
            .bind($filter.sort.as_deref())
            .bind($filter.unit.as_deref())
            .bind($filter.from.map(|day| day.to_string()).unwrap_or_default())
            .bind(due($filter.until))
    };
}

/// Open records of a book that a unit has: due before a day, and from that day up to and with another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerDue {
    pub book: Book,
    pub unit: Option<String>,
    pub overdue: u64,
    pub near: u64,
}

impl Store {
    /// What of the ledgers is due within a view, by book and unit; those who gave a task do not count it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn ledgers_due_by_unit(
        &self,
        view: &View,
        (today, until): (Date, Date),
    ) -> Result<Vec<LedgerDue>, StorageError> {
        let sql = format!(
            "SELECT l.book, COALESCE(l.unit, m.unit, ''),
                CAST(SUM(CASE WHEN l.due < $3 THEN 1 ELSE 0 END) AS BIGINT),
                CAST(SUM(CASE WHEN l.due >= $3 THEN 1 ELSE 0 END) AS BIGINT)
             FROM ledger l LEFT JOIN matter m ON m.id = l.matter
             WHERE l.open AND l.due <= $4 AND ($2 IS NULL OR COALESCE(l.unit, m.unit) = $2)
                AND EXISTS (SELECT 1 FROM {} WHERE p.value <> '' AND l.region LIKE p.value || '%')
             GROUP BY 1, 2 ORDER BY 1, 2",
            self.list(),
        );
        let prefixes = json(&view.regions)?;
        let rows: Vec<(String, String, i64, i64)> = on!(self.reader(), pool => {
            sqlx::query_as(AssertSqlSafe(sql))
                .bind(prefixes.as_str())
                .bind(&view.unit)
                .bind(today.to_string())
                .bind(until.to_string())
                .persistent(false)
                .fetch_all(pool)
                .await
        })?;
        let count = |number: i64| u64::try_from(number).unwrap_or_default();
        let due = |(book, unit, overdue, near): (String, String, i64, i64)| {
            let book = Reading { table: "ledger", row: &unit }.named("book", Book::parse(&book))?;
            Ok(LedgerDue { book, unit: (!unit.is_empty()).then_some(unit), overdue: count(overdue), near: count(near) })
        };
        rows.into_iter().map(due).collect()
    }

    /// The records of a book within a view.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn ledgers(
        &self,
        book: Book,
        view: &View,
        filter: &LedgerFilter,
        page_size: u32,
    ) -> Result<LedgerPage, StorageError> {
        let prefixes = json(&view.regions)?;
        let skip = i64::from(filter.page.saturating_sub(1)) * i64::from(page_size);
        let ((total,), rows): ((i64,), Vec<_>) = match self.reader() {
            Pool::Sqlite(pool) => (
                asked!(sqlx::query_as(count!("json_each($2) p")), book, &prefixes, view, filter)
                    .fetch_one(pool)
                    .await?,
                asked!(sqlx::query_as(page!("json_each($2) p")), book, &prefixes, view, filter)
                    .bind(i64::from(page_size))
                    .bind(skip)
                    .fetch_all(pool)
                    .await?,
            ),
            Pool::Postgres(pool) => (
                asked!(
                    sqlx::query_as(count!("json_array_elements_text($2::json) AS p(value)")),
                    book,
                    &prefixes,
                    view,
                    filter
                )
                .fetch_one(pool)
                .await?,
                asked!(
                    sqlx::query_as(page!("json_array_elements_text($2::json) AS p(value)")),
                    book,
                    &prefixes,
                    view,
                    filter
                )
                .bind(i64::from(page_size))
                .bind(skip)
                .fetch_all(pool)
                .await?,
            ),
        };
        Ok(LedgerPage { rows: all(rows)?, total: u64::try_from(total).unwrap_or_default() })
    }

    /// Records of a book that are due between two days, in the order of day and number, behind one of
    /// them, whoever may see them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn ledgers_due(
        &self,
        book: Book,
        (from, until): (Date, Date),
        behind: Option<(Date, String)>,
        limit: u32,
    ) -> Result<Vec<LedgerRow>, StorageError> {
        const SQL: &str = select_ledger!(
            "WHERE l.book = $1 AND l.open AND l.due >= $2 AND l.due <= $3 AND (l.due > $4 OR l.due = $4 AND l.number > $5)
             ORDER BY l.due, l.number LIMIT $6"
        );
        let (day, number) = behind.map_or_else(Default::default, |(day, number)| (day.to_string(), number));
        all(on!(self.reader(), pool => {
            sqlx::query_as(SQL)
                .bind(book.as_str())
                .bind(from.to_string())
                .bind(until.to_string())
                .bind(day)
                .bind(number)
                .bind(i64::from(limit))
                .fetch_all(pool)
                .await
        })?)
    }

    /// Writes the day anew that a record is due on, unless something happened to it since it was read;
    /// as for a matter, that is no entry and no new version.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn move_ledger_due(&self, row: &LedgerRow, to: Option<Date>) -> Result<bool, StorageError> {
        let updated = on!(self.writer(), pool => {
            sqlx::query("UPDATE ledger SET due = $3 WHERE id = $1 AND version = $2 AND due <> $3")
                .bind(row.id.to_string())
                .bind(i64::from(row.version))
                .bind(due(to))
                .execute(pool)
                .await
                .map(|done| done.rows_affected())
        })?;
        Ok(updated == 1)
    }

    /// Records of a book that are about matters of these ids, whatever the view: for rules that look
    /// across.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn ledger_of_number(&self, number: &str) -> Result<Option<LedgerRow>, StorageError> {
        const SQL: &str = select_ledger!("WHERE l.number = $1");
        let rows = on!(self.reader(), pool => sqlx::query_as(SQL).bind(number).fetch_all(pool).await)?;
        Ok(all(rows)?.pop())
    }
}
