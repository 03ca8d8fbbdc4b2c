use domain::audit::{Deed, Sort};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::row::AuditRow;
use crate::error::StorageError;
use crate::store::Store;

/// What a page of the trail is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Member of staff who did it.
    pub person: Option<Uuid>,
    /// Number of a matter, or a login.
    pub subject: Option<String>,
    pub sort: Option<Sort>,
    /// From this time on, and before that one: microseconds since 1970, UTC.
    pub from: Option<i64>,
    pub until: Option<i64>,
    /// Rows before this one.
    pub before: Option<i64>,
}

impl Store {
    /// Rows that fit, newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn audit_rows(&self, filter: &AuditFilter, limit: u32) -> Result<Vec<AuditRow>, StorageError> {
        const SELECT: &str = audit_rows!("WHERE a.seq < $1 AND a.at >= $2 AND a.at < $3");
        // Only constants of this file become part of the statement.
        let sql = format!("{SELECT}{} ORDER BY a.seq DESC LIMIT $6", conditions(filter));
        let rows = on!(self.reader(), pool => {
            sqlx::query_as(AssertSqlSafe(sql))
                .bind(filter.before.unwrap_or(i64::MAX))
                .bind(filter.from.unwrap_or(i64::MIN))
                .bind(filter.until.unwrap_or(i64::MAX))
                .bind(filter.person.map(|id| id.to_string()))
                .bind(filter.subject.as_deref())
                .bind(i64::from(limit))
                .fetch_all(pool)
                .await
        })?;
        Ok(rows)
    }
}

/// Every statement binds the same six, wanted or not.
fn conditions(filter: &AuditFilter) -> String {
    // PostgreSQL wants to know the type of what is not compared with anything.
    let person = match filter.person {
        Some(_) => "a.person = $4 AND a.person <> ''",
        None => "CAST($4 AS TEXT) IS NULL",
    };
    let subject = match filter.subject {
        Some(_) => "a.subject = $5",
        None => "CAST($5 AS TEXT) IS NULL",
    };
    let sort = match filter.sort {
        None => String::new(),
        Some(Sort::Identity) => " AND a.matter IS NOT NULL AND a.what LIKE 'identity_%'".to_owned(),
        Some(Sort::Matter) => format!(" AND (a.matter IS NOT NULL OR a.what IN ({}))", deeds(Sort::Matter)),
        Some(sort) => format!(" AND a.matter IS NULL AND a.what IN ({})", deeds(sort)),
    };
    format!(" AND {person} AND {subject}{sort}")
}

fn deeds(sort: Sort) -> String {
    let deeds = Deed::ALL.iter().filter(|deed| deed.sort() == sort);
    deeds.map(|deed| format!("'{}'", deed.as_str())).collect::<Vec<_>>().join(", ")
}
