use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use domain::ports::OwnPages;
use domain::track::{beijing, local_date};
use tokio::time::MissedTickBehavior;

use super::Caretaker;
use crate::clock::Clock;

/// How often the hour is looked at.
const EVERY: Duration = Duration::from_secs(600);

/// The site is looked through from this hour on, Beijing time, when few are on it.
const HOUR: i8 = 3;

/// Looks through the site once a day until `stop` is done; a day that was missed because no server ran
/// is made up for at the start.
pub async fn keep(caretaker: Caretaker, pages: impl OwnPages, clock: Arc<dyn Clock>, stop: impl Future<Output = ()>) {
    let mut stop = pin!(stop);
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = &mut stop => return,
            _ = ticks.tick() => {}
        }
        let now = clock.now();
        let is_night = now.to_zoned(beijing()).hour() >= HOUR;
        match caretaker.is_due(local_date(now)).await {
            Ok(due) if due && is_night => {}
            Ok(_) => continue,
            Err(error) => {
                tracing::warn!(%error, "could not ask when the site was last looked through");
                continue;
            }
        }
        let looking = caretaker.inspect(&pages, now);
        let looked = tokio::select! {
            () = &mut stop => return,
            looked = looking => looked,
        };
        match looked {
            Ok(report) => tracing::info!(pages = report.pages, found = report.findings.len(), "site looked through"),
            Err(error) => tracing::warn!(%error, "the site could not be looked through"),
        }
    }
}
