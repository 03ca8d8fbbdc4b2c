use domain::audit::FaultKind;

use super::chain::{Heap, START};
use super::check::{Checker, Findings, Mac};
use super::seal::{Cut, Seal};
use super::snapshot::AuditSnapshot;
use super::uncovered::each_uncovered;
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
    /// Checks everything: all rows, all seals, every event and every ledger's entry against its row, and
    /// that none of them stands without one.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn verify(&mut self, mac: Mac<'_>) -> Result<Checked, StorageError> {
        let mut checked = self.check(Start::Beginning, mac).await?;
        self.check_uncovered(checked.cut.clone().as_ref(), &mut checked.findings).await?;
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

    /// Without a removal nothing may stand without its row; after one exactly what is of that time.
    async fn check_uncovered(&mut self, cut: Option<&Cut>, findings: &mut Findings) -> Result<(), StorageError> {
        let mut heap = Heap::new();
        each_uncovered(&mut self.tx, 0, |number, digest| {
            heap.add(&digest);
            if cut.is_none() {
                findings.add(None, Some(number), FaultKind::Unrecorded);
            }
        })
        .await?;
        if let Some(cut) = cut
            && (heap.count != cut.events || heap.digest().as_slice() != cut.events_digest.as_slice())
        {
            findings.add(None, None, FaultKind::OldEventsChanged);
        }
        Ok(())
    }
}
