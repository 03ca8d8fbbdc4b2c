//! When reminders are made: once a working day, by one of the servers.

use domain::track::beijing;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use sha2::{Digest, Sha256};
use storage::{JobKind, NewJob, StorageError};
use uuid::Uuid;

use super::Ledger;

impl Ledger {
    /// Plans the next round of reminders behind a moment. The job's id is made from its day, so that
    /// several servers plan the same one job.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn plan(&self, behind: Timestamp) -> Result<(), StorageError> {
        let Some((day, run_at)) = self.next_round(behind) else { return Ok(()) };
        let payload = serde_json::json!({ "day": day });
        let job = NewJob { id: id_of(day), kind: JobKind::Remind, matter: None, payload, run_at };
        self.store.enqueue_once(&job).await?;
        Ok(())
    }

    /// The next working day's hour of reminders.
    fn next_round(&self, behind: Timestamp) -> Option<(Date, Timestamp)> {
        let today = behind.to_zoned(beijing()).date();
        let mut days = today.series(1.day()).take(60).filter(|day| self.calendar.is_working(*day));
        days.find_map(|day| {
            let hour = day.at(self.site.desk.remind_hour, 0, 0, 0).to_zoned(beijing()).ok()?.timestamp();
            (hour > behind).then_some((day, hour))
        })
    }
}

fn id_of(day: Date) -> Uuid {
    let digest = Sha256::digest(format!("reminders of {day}").as_bytes());
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(digest) {
        *to = from;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_has_one_job() {
        assert_eq!(id_of(date(2026, 11, 20)), id_of(date(2026, 11, 20)));
        assert_ne!(id_of(date(2026, 11, 20)), id_of(date(2026, 11, 23)));
    }
}
