use domain::audit::FaultKind;

use super::chain::{self, Heap, START};
use super::check::{Checker, Findings, Mac};
use super::seal::{Cut, Seal};
use super::snapshot::{AT_ONCE, AuditSnapshot};
use crate::db::Tx;
use crate::error::StorageError;

/// Where a check begins.
#[derive(Clone, Debug)]
pub enum Start {
    /// At the first row there is.
    Beginning,
    /// Behind a seal, whose row must be there as it was sealed.
    Seal(Seal),
    /// At the row this many before the newest; that it follows rightly is taken from the row before it.
    Newest(i64),
}

/// What was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// First and last row; the last is one less than the first where there was none.
    pub first: i64,
    pub last: i64,
    pub sealed: Option<Seal>,
    pub cut: Option<Cut>,
    pub findings: Findings,
}

impl AuditSnapshot {
    /// Checks everything: all rows, all seals, every event against its row, and that no event
    /// stands without one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn verify(&mut self, mac: Mac<'_>) -> Result<Checked, StorageError> {
        let mut checked = self.check(Start::Beginning, mac).await?;
        self.check_uncovered_events(checked.cut.clone().as_ref(), &mut checked.findings).await?;
        Ok(checked)
    }

    /// Checks rows and seals from a place on, and the events they were written for.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn check(&mut self, from: Start, mac: Mac<'_>) -> Result<Checked, StorageError> {
        let cut = self.cut().await?;
        let (head, head_hash) = self.head().await?;
        let (seq, hash) = self.place_before(&from, cut.as_ref(), head).await?;
        let mut checker = Checker::behind(seq, hash, mac);
        self.check_start(&from, cut.as_ref(), &mut checker).await?;
        let first = checker.seq().saturating_add(1);
        loop {
            let rows = self.rows(checker.seq()).await?;
            let Some(last) = rows.last().map(|row| row.seq) else { break };
            let seals = self.seals(checker.seq(), last).await?;
            for row in &rows {
                checker.row(row, seals.get(&row.seq));
            }
        }
        checker.head(head, &head_hash);
        let last = checker.seq();
        for seal in self.seals(last, i64::MAX).await?.values() {
            checker.seal_beyond(seal);
        }
        let sealed = self.last_seal().await?;
        Ok(Checked { first, last, sealed, cut, findings: checker.findings })
    }

    async fn place_before(
        &mut self,
        from: &Start,
        cut: Option<&Cut>,
        head: i64,
    ) -> Result<(i64, Vec<u8>), StorageError> {
        let beginning = cut.map_or((0, START.to_vec()), |cut| (cut.seq, cut.hash.clone()));
        Ok(match from {
            Start::Beginning => beginning,
            Start::Seal(seal) if seal.seq < beginning.0 => beginning,
            Start::Seal(seal) => (seal.seq, seal.hash.clone()),
            Start::Newest(rows) => {
                let before = head.saturating_sub(*rows);
                match self.hash_of(before).await? {
                    Some(hash) if before > beginning.0 => (before, hash),
                    _ => beginning,
                }
            }
        })
    }

    /// Holds what a check takes for granted at its start to what stands there.
    async fn check_start(
        &mut self,
        from: &Start,
        cut: Option<&Cut>,
        checker: &mut Checker<'_>,
    ) -> Result<(), StorageError> {
        if let Some(cut) = cut {
            checker.cut(cut);
            if self.lowest().await?.is_some_and(|lowest| lowest <= cut.seq) {
                checker.fault(Some(cut.seq), None, FaultKind::BeforeCut);
            }
        }
        if let Start::Seal(seal) = from
            && seal.seq == checker.seq()
        {
            checker.sealed_start(seal, self.hash_of(seal.seq).await?.as_deref());
        }
        Ok(())
    }

    async fn lowest(&mut self) -> Result<Option<i64>, StorageError> {
        let (lowest,): (Option<i64>,) = on!(&mut self.tx, tx => {
            sqlx::query_as("SELECT MIN(seq) FROM audit").fetch_one(&mut **tx).await
        })?;
        Ok(lowest)
    }

    /// Without a removal no event may stand without its row; after one exactly those of that time.
    async fn check_uncovered_events(&mut self, cut: Option<&Cut>, findings: &mut Findings) -> Result<(), StorageError> {
        let mut heap = Heap::new();
        let mut behind = (String::new(), 0);
        loop {
            let events = uncovered_events(&mut self.tx, 0, &behind).await?;
            let Some(last) = events.last() else { break };
            behind = (last.matter.clone(), last.seq);
            for event in &events {
                heap.add(&event.digest());
                if cut.is_none() {
                    findings.add(None, Some(&event.number), FaultKind::Unrecorded);
                }
            }
        }
        if let Some(cut) = cut
            && (heap.count != cut.events || heap.digest().as_slice() != cut.events_digest.as_slice())
        {
            findings.add(None, None, FaultKind::OldEventsChanged);
        }
        Ok(())
    }
}

/// SQLite compares text byte by byte; PostgreSQL is told to.
macro_rules! uncovered_sql {
    ($bytewise:literal) => {
        concat!(
            "SELECT e.matter, COALESCE(m.number, e.matter) AS number, e.seq, e.at, e.actor, e.kind
             FROM event e LEFT JOIN matter m ON m.id = e.matter
             WHERE NOT EXISTS (SELECT 1 FROM audit a WHERE a.matter = e.matter AND a.event = e.seq AND a.seq > $1)
                 AND (e.matter",
            $bytewise,
            " > $2 OR (e.matter = $2 AND e.seq > $3))
             ORDER BY e.matter",
            $bytewise,
            ", e.seq LIMIT $4"
        )
    };
}

/// An event without a row in the trail.
#[derive(sqlx::FromRow)]
pub(super) struct Uncovered {
    pub matter: String,
    pub number: String,
    pub seq: i64,
    at: i64,
    actor: String,
    kind: String,
}

impl Uncovered {
    pub(super) fn digest(&self) -> chain::Hash {
        chain::event_digest(&self.matter, self.seq, self.at, &self.actor, &self.kind)
    }
}

/// Events without a row behind `cut`, in the order of matter and number, behind one of them.
pub(super) async fn uncovered_events(
    tx: &mut Tx,
    cut: i64,
    behind: &(String, i64),
) -> Result<Vec<Uncovered>, StorageError> {
    let (matter, seq) = behind;
    let found = match tx {
        Tx::Sqlite(tx) => {
            const SQL: &str = uncovered_sql!("");
            sqlx::query_as(SQL).bind(cut).bind(matter).bind(seq).bind(AT_ONCE).fetch_all(&mut **tx).await?
        }
        Tx::Postgres(tx) => {
            const SQL: &str = uncovered_sql!(" COLLATE \"C\"");
            sqlx::query_as(SQL).bind(cut).bind(matter).bind(seq).bind(AT_ONCE).fetch_all(&mut **tx).await?
        }
    };
    Ok(found)
}
