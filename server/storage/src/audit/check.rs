use domain::audit::{Fault, FaultKind};

use super::chain;
use super::row::AuditRow;
use super::seal::{Cut, Seal};

/// An installation's keyed hash for seals: whoever holds only the database cannot make one.
pub type Mac<'a> = &'a (dyn Fn(&[u8]) -> [u8; 32] + Send + Sync);

/// Faults listed at most; the rest is counted.
pub const LISTED_FAULTS: usize = 1000;

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    pub faults: Vec<Fault>,
    /// Faults beyond those listed.
    pub more: u64,
}

/// Reads rows one after another and says where the chain is broken. One damaged place is one
/// fault: what follows it is held to what stands there now.
pub(super) struct Checker<'a> {
    mac: Mac<'a>,
    /// Number and hash of the row before the next.
    seq: i64,
    hash: Vec<u8>,
    pub(super) findings: Findings,
}

impl Findings {
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.faults.is_empty()
    }

    /// Adds a fault.
    pub fn add(&mut self, row: Option<i64>, subject: Option<&str>, kind: FaultKind) {
        if self.faults.len() < LISTED_FAULTS {
            self.faults.push(Fault { row, subject: subject.map(str::to_owned), kind });
        } else {
            self.more = self.more.saturating_add(1);
        }
    }
}

impl<'a> Checker<'a> {
    /// Goes on behind the row of this number and hash.
    pub(super) fn behind(seq: i64, hash: Vec<u8>, mac: Mac<'a>) -> Self {
        Self { mac, seq, hash, findings: Findings::default() }
    }

    /// Number of the last row that was read.
    pub(super) fn seq(&self) -> i64 {
        self.seq
    }

    /// The next row, with the seal that was made for it.
    pub(super) fn row(&mut self, row: &AuditRow, seal: Option<&Seal>) {
        let next = self.seq.saturating_add(1);
        if row.seq > next {
            self.fault(Some(next), None, FaultKind::Missing { upto: row.seq.saturating_sub(1) });
        } else if row.previous != self.hash {
            self.fault_of(row, FaultKind::Unlinked);
        }
        if !row.fits_its_hash() {
            self.fault_of(row, FaultKind::Changed);
        }
        if !row.has_its_event() {
            self.fault_of(row, FaultKind::EventMissing);
        } else if !row.fits_its_digest() {
            let kind = if row.is_of_something() { FaultKind::EventChanged } else { FaultKind::Changed };
            self.fault_of(row, kind);
        }
        if let Some(seal) = seal {
            self.seal(seal, &row.hash);
        }
        self.seq = row.seq;
        self.hash.clone_from(&row.hash);
    }

    /// The seal a check begins behind, and the hash its row has now.
    pub(super) fn sealed_start(&mut self, seal: &Seal, hash: Option<&[u8]>) {
        match hash {
            Some(hash) => self.seal(seal, hash),
            None => self.seal_beyond(seal),
        }
    }

    /// What the table of heads says is the newest row.
    pub(super) fn head(&mut self, seq: i64, hash: &[u8]) {
        if seq > self.seq {
            self.fault(None, None, FaultKind::TailCut { known: seq });
        } else if seq < self.seq || hash != self.hash {
            self.fault(Some(self.seq), None, FaultKind::Unlinked);
        }
    }

    /// A seal of a row beyond the last one.
    pub(super) fn seal_beyond(&mut self, seal: &Seal) {
        let kind = if self.is_ours(seal) { FaultKind::TailCut { known: seal.seq } } else { FaultKind::FalseSeal };
        self.fault(Some(seal.seq), None, kind);
    }

    pub(super) fn cut(&mut self, cut: &Cut) {
        let text = chain::cut_text(cut.seq, cut.at, &cut.hash, cut.events, &cut.events_digest);
        if (self.mac)(&text).as_slice() != cut.mac.as_slice() {
            self.fault(Some(cut.seq), None, FaultKind::FalseCut);
        }
    }

    pub(super) fn fault(&mut self, row: Option<i64>, subject: Option<&str>, kind: FaultKind) {
        self.findings.add(row, subject, kind);
    }

    fn fault_of(&mut self, row: &AuditRow, kind: FaultKind) {
        self.findings.add(Some(row.seq), Some(&row.subject), kind);
    }

    fn seal(&mut self, seal: &Seal, hash: &[u8]) {
        if !self.is_ours(seal) {
            self.fault(Some(seal.seq), None, FaultKind::FalseSeal);
        } else if seal.hash != hash {
            self.fault(Some(seal.seq), None, FaultKind::Rewritten);
        }
    }

    fn is_ours(&self, seal: &Seal) -> bool {
        (self.mac)(&chain::seal_text(seal.seq, seal.at, &seal.hash)).as_slice() == seal.mac.as_slice()
    }
}

#[cfg(test)]
mod tests;
