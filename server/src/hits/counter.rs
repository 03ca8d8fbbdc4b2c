use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError, RwLock};
use std::time::Duration;

use domain::newsroom::workflow::Kind;
use jiff::civil::Date;
use storage::{Counted, DayCount, StorageError, Store};
use tokio::time::MissedTickBehavior;
use uuid::Uuid;

/// How long counts stay in memory; as much is lost when the machine loses power.
const EVERY: Duration = Duration::from_secs(60);

/// Pages counted between two writes; made-up addresses beyond it fill no memory.
const MOST: usize = 20_000;

/// Longest name of a text in an address, in bytes: the newsroom takes 60, files of the content folder may
/// have somewhat longer ones.
const LONGEST_SLUG: usize = 100;

/// Answers taken from one address between two writes: behind it there may be a whole village.
const ANSWERS: u32 = 30;

/// Counts that are not written yet.
#[derive(Default)]
pub struct Hits {
    today: RwLock<Day>,
    /// Of days that are over.
    before: Mutex<Vec<Day>>,
    answers: Mutex<HashMap<u64, u32>>,
    salt: RandomState,
}

#[derive(Default)]
struct Day {
    day: Date,
    /// By the path of the page.
    hits: HashMap<String, AtomicU64>,
    answers: HashMap<(String, Counted), u64>,
}

/// The item a page shows: `article/home-medicine-box`. A name longer than any of ours is made up.
#[must_use]
pub fn item_of(path: &str) -> Option<(Kind, &str)> {
    let (kind, slug) = path.split_once('/')?;
    let plain = slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let sized = (1..=LONGEST_SLUG).contains(&slug.len());
    Kind::parse(kind).filter(|_| plain && sized).map(|kind| (kind, slug))
}

impl Hits {
    /// Counts a page that was asked for; `path` is seen from the base path, without its query.
    pub fn seen(&self, path: &str, today: Date) {
        {
            let day = self.today.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(times) = (day.day == today).then(|| day.hits.get(path)).flatten() {
                times.fetch_add(1, Ordering::Relaxed);
                return;
            }
        }
        self.with(today, |day| {
            if day.hits.len() < MOST {
                day.hits.entry(path.to_owned()).or_default().fetch_add(1, Ordering::Relaxed);
            }
        });
    }

    /// Counts what a reader says. An address that says it again and again is thanked and not counted;
    /// it is known by a hash under a key of this process for a minute, and never written.
    pub fn said(&self, path: &str, understood: bool, from: IpAddr, today: Date) {
        let answers = {
            let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
            let times = answers.entry(self.salt.hash_one(from)).or_default();
            *times = times.saturating_add(1);
            *times
        };
        if answers > ANSWERS {
            return;
        }
        let what = if understood { Counted::Understood } else { Counted::NotUnderstood };
        self.with(today, |day| {
            if day.answers.len() < MOST {
                *day.answers.entry((path.to_owned(), what)).or_default() += 1;
            }
        });
    }

    /// Writes what was counted. What cannot be written now is kept for the next time.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub async fn write(&self, store: &Store) -> Result<(), StorageError> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let days = self.take();
        let written = match resolved(store, &days).await {
            Ok(counts) => store.add_counts(&counts).await,
            Err(error) => Err(error),
        };
        if written.is_err() {
            self.put_back(days);
        }
        written
    }

    /// Writes from time to time until `stop` is done, and once more then.
    pub async fn keep(&self, store: Store, stop: impl Future<Output = ()>) {
        let mut stop = pin!(stop);
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let last = tokio::select! {
                () = &mut stop => true,
                _ = ticks.tick() => false,
            };
            if let Err(error) = self.write(&store).await {
                tracing::warn!(%error, "hits could not be written; trying again soon");
            }
            if last {
                return;
            }
        }
    }

    /// The day's counts; a day that is over is put aside first.
    fn with(&self, today: Date, count: impl FnOnce(&mut Day)) {
        let mut day = self.today.write().unwrap_or_else(PoisonError::into_inner);
        if day.day != today {
            let over = std::mem::replace(&mut *day, Day { day: today, ..Day::default() });
            self.before.lock().unwrap_or_else(PoisonError::into_inner).push(over);
        }
        count(&mut day);
    }

    fn take(&self) -> Vec<Day> {
        let mut today = self.today.write().unwrap_or_else(PoisonError::into_inner);
        let counted = Day { day: today.day, ..Day::default() };
        let counted = std::mem::replace(&mut *today, counted);
        let mut days = std::mem::take(&mut *self.before.lock().unwrap_or_else(PoisonError::into_inner));
        days.push(counted);
        days.retain(|day| !day.hits.is_empty() || !day.answers.is_empty());
        days
    }

    fn put_back(&self, days: Vec<Day>) {
        let mut before = self.before.lock().unwrap_or_else(PoisonError::into_inner);
        // A database that is away for a day must not fill the memory with days.
        if before.len() < 1_000 {
            before.extend(days);
        }
    }
}

impl Day {
    fn counts(&self) -> impl Iterator<Item = (Date, &str, Counted, u64)> {
        let hits = self.hits.iter().map(|(path, times)| (path.as_str(), Counted::Hit, times.load(Ordering::Relaxed)));
        let answers = self.answers.iter().map(|((path, what), times)| (path.as_str(), *what, *times));
        hits.chain(answers).map(|(path, what, times)| (self.day, path, what, times))
    }
}

/// The counts of what residents can see; made-up addresses are forgotten.
async fn resolved(store: &Store, days: &[Day]) -> Result<Vec<(Uuid, DayCount)>, StorageError> {
    let mut counts = Vec::new();
    for (day, path, what, times) in days.iter().flat_map(Day::counts) {
        let Some((kind, slug)) = item_of(path) else { continue };
        if let Some(row) = store.item_at(kind, slug).await?.filter(|row| row.state.live.is_some()) {
            counts.push((row.id, DayCount { day, what, times }));
        }
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn taken(hits: &Hits) -> Vec<(Date, String, Counted, u64)> {
        let mut all: Vec<_> = hits
            .take()
            .iter()
            .flat_map(|day| {
                day.counts().map(|(day, path, what, times)| (day, path.to_owned(), what, times)).collect::<Vec<_>>()
            })
            .collect();
        all.sort();
        all
    }

    #[test]
    fn pages_of_items_are_known_by_their_address() {
        assert_eq!(item_of("article/home-medicine-box"), Some((Kind::Article, "home-medicine-box")));
        assert_eq!(item_of("disclosure/x1"), Some((Kind::Disclosure, "x1")));
        for other in ["article/", "article", "column/drugs", "article/../x", "article/x/y", "desk/news", "article/X"] {
            assert_eq!(item_of(other), None, "{other}");
        }
        assert!(item_of(&format!("article/{}", "x".repeat(LONGEST_SLUG))).is_some());
        assert_eq!(item_of(&format!("article/{}", "x".repeat(LONGEST_SLUG + 1))), None);
    }

    #[test]
    fn counts_belong_to_their_day() {
        let (hits, first, second) = (Hits::default(), date(2026, 11, 20), date(2026, 11, 21));
        let from = IpAddr::from([127, 0, 0, 1]);
        hits.seen("article/a", first);
        hits.seen("article/a", first);
        hits.seen("article/a", second);
        hits.said("article/a", true, from, second);
        let expected = [(first, Counted::Hit, 2), (second, Counted::Hit, 1), (second, Counted::Understood, 1)];
        assert_eq!(taken(&hits), expected.map(|(day, what, times)| (day, "article/a".to_owned(), what, times)));
        assert!(taken(&hits).is_empty(), "taken once");
    }

    #[test]
    fn one_address_does_not_speak_for_everybody() {
        let hits = Hits::default();
        for _ in 0..500 {
            hits.said("article/a", false, IpAddr::from([10, 0, 0, 1]), date(2026, 11, 20));
        }
        hits.said("article/a", false, IpAddr::from([10, 0, 0, 2]), date(2026, 11, 20));
        assert_eq!(taken(&hits)[0].3, u64::from(ANSWERS) + 1);
    }
}
