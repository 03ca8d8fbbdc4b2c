//! What `yaoan forward` tells and does at the console of the server.

use domain::track::local_minute;
use jiff::Timestamp;
use storage::{JobKind, StorageError, Store, StuckRow};

/// What became of `yaoan forward retry`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Retried {
    /// So many jobs were sent off again.
    Jobs(usize),
    /// Nothing stuck has this id or number.
    Nothing,
}

/// How many hand-overs wait, and those that wait for a person.
///
/// # Errors
/// When the database cannot be read.
pub async fn report(store: &Store) -> Result<String, StorageError> {
    let counts = store.job_counts().await?;
    let waiting = counts.iter().find(|count| count.kind == JobKind::HandOver).map_or(0, |count| count.waiting);
    let stuck = hand_overs(store).await?;
    let mut text = format!("等待转送：{waiting}\n需要人工处理：{}\n", stuck.len());
    for row in stuck {
        let number = row.number.unwrap_or_default();
        let since = local_minute(row.created_at);
        text.push_str(&format!("  {}  {number}  自 {since}  试过 {} 次  {}\n", row.id, row.attempts, row.last_error));
    }
    Ok(text)
}

/// Sends stuck hand-overs off again: all of them, or the one named by job id or public number.
///
/// # Errors
/// When the database cannot be read or written.
pub async fn retry(store: &Store, which: &str, at: Timestamp) -> Result<Retried, StorageError> {
    let mut sent = 0;
    for row in hand_overs(store).await? {
        let named = row.id.to_string() == which || row.number.as_deref() == Some(which);
        if (which == "all" || named) && store.requeue(row.id, at).await? {
            sent += 1;
        }
    }
    Ok(if sent == 0 { Retried::Nothing } else { Retried::Jobs(sent) })
}

async fn hand_overs(store: &Store) -> Result<Vec<StuckRow>, StorageError> {
    let mut rows = store.stuck_jobs().await?;
    rows.retain(|row| row.kind == JobKind::HandOver);
    Ok(rows)
}
