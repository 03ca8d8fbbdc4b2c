use std::collections::{HashMap, VecDeque};
use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep, sleep_until};

/// Wrong codes an address may try within [`WINDOW`] before it is slowed down.
const FREE_TRIES: usize = 20;
const WINDOW: Duration = Duration::from_secs(600);
/// No answer comes sooner, so that the time it took tells nothing.
const FLOOR: Duration = Duration::from_millis(300);
/// Added for each wrong code beyond the free ones.
const STEP: Duration = Duration::from_millis(250);
const LONGEST_DELAY: Duration = Duration::from_secs(5);
/// Wrong codes remembered of an address: from here on the delay grows no more.
const REMEMBERED: usize = 64;
/// Addresses remembered.
const ADDRESSES: usize = 4_096;

/// Makes guessing query codes slow without shutting anybody out: behind one address there may be a
/// whole village.
///
/// Kept in memory only. An address is kept as a hash under a key of this process, and forgotten
/// once ten minutes have gone by.
#[derive(Default)]
pub struct Guard {
    salt: RandomState,
    callers: Mutex<HashMap<u64, Arc<Caller>>>,
}

/// What one address did lately.
struct Caller {
    /// Whoever holds it is the one being answered; the others wait in order of arrival.
    turn: tokio::sync::Mutex<()>,
    record: Mutex<Record>,
}

struct Record {
    /// When codes were wrong, oldest first.
    wrong: VecDeque<Instant>,
    /// Look-ups under way.
    pending: usize,
    last_seen: Instant,
}

impl Guard {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs a look-up of a query code; `found` tells from its answer whether the code was right.
    /// Right or wrong, the answer comes no sooner than a fixed time after it was begun.
    pub async fn watch<T>(&self, from: IpAddr, look_up: impl Future<Output = T>, found: impl FnOnce(&T) -> bool) -> T {
        let caller = self.caller(from);
        let visit = caller.enter();
        let (begun, answer) = if visit.crowded {
            let _turn = caller.turn.lock().await;
            sleep(caller.delay()).await;
            (Instant::now(), look_up.await)
        } else {
            (Instant::now(), look_up.await)
        };
        if !found(&answer) {
            caller.note_wrong();
        }
        drop(visit);
        sleep_until(begun + FLOOR).await;
        answer
    }

    fn caller(&self, from: IpAddr) -> Arc<Caller> {
        let key = self.salt.hash_one(prefix(from));
        let mut callers = lock(&self.callers);
        if let Some(caller) = callers.get(&key) {
            return caller.clone();
        }
        if callers.len() >= ADDRESSES {
            make_room(&mut callers);
        }
        callers.entry(key).or_default().clone()
    }
}

impl Caller {
    /// Look-ups under way count like wrong ones until they turn out right: a thousand guesses sent
    /// at once are queued like a thousand sent one after the other.
    fn enter(&self) -> Visit<'_> {
        let now = Instant::now();
        let mut record = lock(&self.record);
        record.forget_old(now);
        record.last_seen = now;
        let crowded = record.wrong.len() + record.pending >= FREE_TRIES;
        record.pending += 1;
        Visit { caller: self, crowded }
    }

    fn delay(&self) -> Duration {
        let mut record = lock(&self.record);
        record.forget_old(Instant::now());
        let beyond = (record.wrong.len() + 1).saturating_sub(FREE_TRIES);
        let delay = STEP.saturating_mul(u32::try_from(beyond).unwrap_or(u32::MAX));
        delay.min(LONGEST_DELAY)
    }

    fn note_wrong(&self) {
        let mut record = lock(&self.record);
        if record.wrong.len() == REMEMBERED {
            record.wrong.pop_front();
        }
        record.wrong.push_back(Instant::now());
    }
}

impl Default for Caller {
    fn default() -> Self {
        let record = Record { wrong: VecDeque::new(), pending: 0, last_seen: Instant::now() };
        Self { turn: tokio::sync::Mutex::default(), record: Mutex::new(record) }
    }
}

impl Record {
    fn forget_old(&mut self, now: Instant) {
        while self.wrong.front().is_some_and(|at| now.duration_since(*at) > WINDOW) {
            self.wrong.pop_front();
        }
    }
}

/// A look-up under way; it ends when this is dropped, even if the sender hung up.
struct Visit<'a> {
    caller: &'a Caller,
    crowded: bool,
}

impl Drop for Visit<'_> {
    fn drop(&mut self) {
        lock(&self.caller.record).pending -= 1;
    }
}

/// Whoever has an IPv6 address has the 2⁶⁴ beside it.
fn prefix(address: IpAddr) -> u64 {
    match address.to_canonical() {
        IpAddr::V4(v4) => u64::from(v4.to_bits()),
        IpAddr::V6(v6) => u64::try_from(v6.to_bits() >> 64).unwrap_or_default(),
    }
}

/// Forgets addresses that were quiet for the whole window, or else the one quiet longest; never
/// one with a look-up under way.
fn make_room(callers: &mut HashMap<u64, Arc<Caller>>) {
    let now = Instant::now();
    let seen = |caller: &Arc<Caller>| lock(&caller.record).last_seen;
    let in_use = |caller: &Arc<Caller>| Arc::strong_count(caller) > 1;
    callers.retain(|_, caller| in_use(caller) || now.duration_since(seen(caller)) <= WINDOW);
    if callers.len() < ADDRESSES {
        return;
    }
    let oldest = callers.iter().filter(|(_, caller)| !in_use(caller)).min_by_key(|(_, caller)| seen(caller));
    if let Some(key) = oldest.map(|(key, _)| *key) {
        callers.remove(&key);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
