//! The trail as a file of lines that can be checked elsewhere.
//!
//! Every line is one JSON object, UTF-8. The first: `{"format":"yaoan-audit-1","behind":N,
//! "previous":H}`, where the file begins behind row N (0: at the beginning) whose hash is H. Then
//! each row with its columns, `at` in microseconds since 1970 UTC, hashes in hexadecimal; a row
//! that was sealed is followed by `{"seal":{"seq","at","hash","mac"}}`. The last: `{"end":{"seq",
//! "hash"}}`. What is hashed is said in `storage`, `audit/chain.rs`: SHA-256 over the fields of a
//! row, each behind its length. `ledger` and `entry` are hashed in the place of `matter` and `event`. What
//! an event or an entry says is not in the file, its digest is.

use std::io::{self, Write};

use domain::ports::Internal;
use serde_json::json;
use storage::{AuditRow, Seal};

use super::Keeper;

impl Keeper {
    /// Writes the whole trail as it stands now; answers how many rows.
    ///
    /// # Errors
    /// When the database cannot be read or the file not be written.
    pub async fn export(&self, out: &mut (dyn Write + Send)) -> Result<u64, Internal> {
        let mut snapshot = self.store.audit_snapshot().await?;
        let cut = snapshot.cut().await?;
        let mut behind = cut.as_ref().map_or(0, |cut| cut.seq);
        let previous = cut.map_or_else(|| "0".repeat(64), |cut| hex::encode(&cut.hash));
        line(out, &json!({"format": "yaoan-audit-1", "behind": behind, "previous": previous}))?;
        let mut count = 0;
        loop {
            let rows = snapshot.rows(behind).await?;
            let Some(last) = rows.last().map(|row| row.seq) else { break };
            let seals = snapshot.seals(behind, last).await?;
            for row in &rows {
                line(out, &row_json(row))?;
                if let Some(seal) = seals.get(&row.seq) {
                    line(out, &seal_json(seal))?;
                }
                count += 1;
            }
            behind = last;
        }
        let (seq, hash) = snapshot.head().await?;
        line(out, &json!({"end": {"seq": seq, "hash": hex::encode(&hash)}}))?;
        out.flush().map_err(Internal::new)?;
        Ok(count)
    }
}

fn row_json(row: &AuditRow) -> serde_json::Value {
    json!({
        "seq": row.seq,
        "at": row.at,
        "actor": row.actor,
        "person": row.person,
        "what": row.what,
        "subject": row.subject,
        "matter": row.matter,
        "event": row.event,
        "detail": row.detail,
        "digest": hex::encode(&row.digest),
        "previous": hex::encode(&row.previous),
        "hash": hex::encode(&row.hash),
        "ledger": row.ledger,
        "entry": row.entry,
    })
}

fn seal_json(seal: &Seal) -> serde_json::Value {
    json!({"seal": {
        "seq": seal.seq,
        "at": seal.at,
        "hash": hex::encode(&seal.hash),
        "mac": hex::encode(&seal.mac),
    }})
}

fn line(out: &mut (dyn Write + Send), value: &serde_json::Value) -> Result<(), Internal> {
    let written: io::Result<()> = serde_json::to_writer(&mut *out, value).map_err(io::Error::from);
    written.and_then(|()| out.write_all(b"\n")).map_err(Internal::new)
}
