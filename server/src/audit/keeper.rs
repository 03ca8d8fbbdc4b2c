use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use domain::audit::{Act, Deed, Who};
use domain::ports::Internal;
use domain::track::{beijing, local_date};
use jiff::civil::Time;
use jiff::{Span, Timestamp};
use storage::{Checked, Cut, Findings, Seal, Sealing, Store, seal_text};

use super::Anchor;
use crate::clock::Clock;
use crate::keys::Keyring;

/// How long rows wait for a seal at most while a server runs.
const SEALED_EVERY: Duration = Duration::from_mins(1);

/// Keeps the trail of one installation.
pub struct Keeper {
    pub(super) store: Store,
    keys: Arc<Keyring>,
    anchor: Anchor,
}

/// What a whole verification found.
pub struct Verified {
    pub checked: Checked,
    /// Whether there was a seal outside the database to hold the trail to.
    pub anchored: bool,
}

/// What came of removing old rows.
pub enum Pruned {
    /// Up to this mark.
    Removed(Cut),
    NothingOld,
    /// The trail is not whole; removing rows would hide what is wrong.
    NotWhole(Findings),
}

impl Keeper {
    /// `data` is where the newest seal is kept outside the database.
    #[must_use]
    pub fn new(store: Store, keys: Arc<Keyring>, data: &Path) -> Self {
        Self { store, keys, anchor: Anchor::in_folder(data) }
    }

    /// Checks the whole trail against its chain, the seals, the events and the seal outside.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn verify(&self) -> Result<Verified, Internal> {
        let outside = self.anchor.read();
        let anchored = !matches!(outside, Ok(None));
        let mut snapshot = self.store.audit_snapshot().await?;
        let mut checked = snapshot.verify(&|bytes| self.mac(bytes)).await?;
        Anchor::hold_against(outside, &mut snapshot, |seal| self.is_ours(seal), &mut checked.findings).await?;
        Ok(Verified { checked, anchored })
    }

    /// Seals what was written since the last seal, in the database and outside. A trail that is
    /// found broken is not sealed: the seal outside stays the witness of what it was.
    ///
    /// # Errors
    /// When database or file cannot be written.
    pub async fn seal(&self, at: Timestamp) -> Result<Sealing, Internal> {
        let mut findings = Findings::default();
        let outside = self.anchor.read();
        let mut snapshot = self.store.audit_snapshot().await?;
        Anchor::hold_against(outside, &mut snapshot, |seal| self.is_ours(seal), &mut findings).await?;
        drop(snapshot);
        if !findings.is_whole() {
            return Ok(Sealing::Broken(findings));
        }
        let sealing = self.store.seal_audit(at, &|bytes| self.mac(bytes)).await?;
        if let Sealing::Sealed(seal) = &sealing {
            self.anchor.write(seal).map_err(Internal::new)?;
        }
        Ok(sealing)
    }

    /// Removes rows older than so many whole months, once the trail was found whole.
    ///
    /// # Errors
    /// When the database cannot be read or written: then everything stays.
    pub async fn prune(&self, months: u32, who: Who, at: Timestamp) -> Result<Pruned, Internal> {
        let found = self.verify().await?.checked.findings;
        if !found.is_whole() {
            return Ok(Pruned::NotWhole(found));
        }
        let act = Act::new(at, who, Deed::AuditPruned, format!("留存 {months} 个月"));
        let cut = self.store.prune_audit(months_before(at, months)?, &act, &|bytes| self.mac(bytes)).await?;
        let Some(cut) = cut else { return Ok(Pruned::NothingOld) };
        self.seal(at).await?;
        Ok(Pruned::Removed(cut))
    }

    /// Seals from time to time until told to stop.
    pub async fn keep_sealed(&self, clock: Arc<dyn Clock>, stop: impl Future<Output = ()>) {
        let mut minute = tokio::time::interval(SEALED_EVERY);
        tokio::pin!(stop);
        loop {
            tokio::select! {
                () = &mut stop => return,
                _ = minute.tick() => self.seal_and_log(clock.now()).await,
            }
        }
    }

    /// Seals, and says in the log what came of it.
    pub async fn seal_and_log(&self, at: Timestamp) {
        match self.seal(at).await {
            Ok(Sealing::Nothing) => {}
            // The log is another place outside the database that remembers.
            Ok(Sealing::Sealed(seal)) => {
                tracing::info!(row = seal.seq, hash = hex::encode(&seal.hash), "sealed the audit trail");
            }
            Ok(Sealing::Broken(findings)) => {
                for fault in findings.faults {
                    tracing::error!(fault = fault.words(), "the audit trail is not whole; run `yaoan audit verify`");
                }
            }
            Err(error) => tracing::error!(%error, "the audit trail could not be sealed"),
        }
    }

    pub(super) fn mac(&self, bytes: &[u8]) -> [u8; 32] {
        self.keys.mac("audit-seal", bytes)
    }

    fn is_ours(&self, seal: &Seal) -> bool {
        self.mac(&seal_text(seal.seq, seal.at, &seal.hash)).as_slice() == seal.mac.as_slice()
    }
}

/// Whoever works at the server's command line, by the name of their account there.
#[must_use]
pub fn console() -> Who {
    let named = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let name = named("SUDO_USER").or_else(|| named("USER")).or_else(|| named("LOGNAME"));
    Who::Console { name: name.unwrap_or_else(|| "不知道是谁".to_owned()) }
}

/// The beginning of the day so many months ago, in Beijing time.
fn months_before(at: Timestamp, months: u32) -> Result<Timestamp, Internal> {
    let span = Span::new().try_months(months).map_err(Internal::new)?;
    let day = local_date(at).checked_sub(span).map_err(Internal::new)?;
    let start = day.to_datetime(Time::midnight()).to_zoned(beijing()).map_err(Internal::new)?;
    Ok(start.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_back_to_the_start_of_the_day_in_beijing() {
        let at: Timestamp = "2026-08-31T20:00:00Z".parse().unwrap();
        assert_eq!(months_before(at, 6).unwrap(), "2026-02-28T16:00:00Z".parse().unwrap());
    }
}
