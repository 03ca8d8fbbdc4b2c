//! Slows guessing down without locking anybody out: what one address tries on one login never
//! keeps the same person out at another desk.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// Wrong tries that cost nothing: people mistype.
const FREE: u32 = 5;
/// The same for an address over all logins: a bureau sits behind one.
const FREE_OF_ADDRESS: u32 = 60;
const LONGEST: u32 = 32;
/// After this long without a try everything is forgiven.
const FORGET: SignedDuration = SignedDuration::from_hours(2);
/// Entries kept before old ones are dropped; each is some hundred bytes.
const ROOM: usize = 20_000;

/// Counts tries in memory; a restart forgives all.
#[derive(Default)]
pub struct Throttle {
    tries: Mutex<HashMap<Key, Tries>>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    /// Absent: the address over all logins.
    login: Option<String>,
    address: String,
}

#[derive(Clone, Copy)]
struct Tries {
    count: u32,
    last: Timestamp,
    next: Timestamp,
}

impl Tries {
    fn is_forgotten(&self, at: Timestamp) -> bool {
        at.duration_since(self.last) >= FORGET
    }
}

impl Throttle {
    /// Takes a try into account before it is judged, so that many at once cannot slip through.
    ///
    /// # Errors
    /// Minutes to wait, at least one, when it comes too early; such a try costs nothing more.
    pub fn enter(&self, login: &str, address: &str, at: Timestamp) -> Result<(), u32> {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        make_room(&mut tries, at);
        let keys = keys(login, address);
        let wait = keys.iter().filter_map(|(key, _)| tries.get(key)).map(|entry| minutes_until(entry.next, at)).max();
        if let Some(minutes) = wait.filter(|minutes| *minutes > 0) {
            return Err(minutes);
        }
        for (key, free) in keys {
            let fresh = Tries { count: 0, last: at, next: at };
            let entry = tries.entry(key).or_insert(fresh);
            if entry.is_forgotten(at) {
                *entry = fresh;
            }
            entry.count = entry.count.saturating_add(1);
            entry.last = at;
            entry.next = at.saturating_add(delay(entry.count, free)).unwrap_or(at);
        }
        Ok(())
    }

    /// The try was right: this login starts anew from this address.
    pub fn forgive(&self, login: &str, address: &str) {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        let [(own, _), (whole, _)] = keys(login, address);
        tries.remove(&own);
        if let Some(entry) = tries.get_mut(&whole) {
            entry.count = entry.count.saturating_sub(1);
            entry.next = entry.last;
        }
    }
}

fn keys(login: &str, address: &str) -> [(Key, u32); 2] {
    let address = network(address);
    [
        (Key { login: Some(login.to_owned()), address: address.clone() }, FREE),
        (Key { login: None, address }, FREE_OF_ADDRESS),
    ]
}

/// One household or bureau has a whole /64 of IPv6, so its addresses count as one.
fn network(address: &str) -> String {
    match address.parse() {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        _ => address.to_owned(),
    }
}

/// One minute after the last free try, then twice as long each time.
fn delay(count: u32, free: u32) -> SignedDuration {
    let minutes = match count.checked_sub(free) {
        None => 0,
        Some(over) => 1_u32.checked_shl(over).map_or(LONGEST, |minutes| minutes.min(LONGEST)),
    };
    SignedDuration::from_mins(i64::from(minutes))
}

fn minutes_until(next: Timestamp, at: Timestamp) -> u32 {
    let seconds = next.duration_since(at).as_secs().max(0);
    u32::try_from((seconds + 59) / 60).unwrap_or(LONGEST)
}

fn make_room(tries: &mut HashMap<Key, Tries>, at: Timestamp) {
    if tries.len() < ROOM {
        return;
    }
    tries.retain(|_, entry| !entry.is_forgotten(at));
    if tries.len() < ROOM {
        return;
    }
    // Whoever fills the table with made-up logins pushes out what has waited longest.
    let mut ages: Vec<Timestamp> = tries.values().map(|entry| entry.last).collect();
    ages.sort_unstable();
    if let Some(middle) = ages.get(ages.len() / 2).copied() {
        tries.retain(|_, entry| entry.last > middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(minutes: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + minutes * 60).unwrap()
    }

    fn spend_free_tries(throttle: &Throttle) {
        for _ in 0..FREE {
            throttle.enter("clerk", "192.0.2.1", minute(0)).unwrap();
        }
    }

    #[test]
    fn the_delay_grows_with_every_further_try() {
        let throttle = Throttle::default();
        spend_free_tries(&throttle);
        let mut now = 0;
        for expected in [1, 2, 4, 8, 16, 32, 32] {
            assert_eq!(throttle.enter("clerk", "192.0.2.1", minute(now)), Err(expected));
            now += i64::from(expected);
            throttle.enter("clerk", "192.0.2.1", minute(now)).unwrap();
        }
    }

    #[test]
    fn another_address_and_another_login_are_not_kept_waiting() {
        let throttle = Throttle::default();
        spend_free_tries(&throttle);
        assert!(throttle.enter("clerk", "192.0.2.1", minute(0)).is_err());
        assert!(throttle.enter("clerk", "192.0.2.2", minute(0)).is_ok());
        assert!(throttle.enter("handler", "192.0.2.1", minute(0)).is_ok());
    }

    #[test]
    fn a_right_try_and_two_quiet_hours_forgive() {
        let throttle = Throttle::default();
        spend_free_tries(&throttle);
        throttle.forgive("clerk", "192.0.2.1");
        assert!(throttle.enter("clerk", "192.0.2.1", minute(0)).is_ok());
        let throttle = Throttle::default();
        spend_free_tries(&throttle);
        assert!(throttle.enter("clerk", "192.0.2.1", minute(120)).is_ok());
    }

    #[test]
    fn one_address_cannot_try_many_logins_for_free() {
        let throttle = Throttle::default();
        for count in 0..FREE_OF_ADDRESS {
            throttle.enter(&format!("guess{count}"), "2001:db8::1", minute(0)).unwrap();
        }
        assert_eq!(throttle.enter("clerk", "2001:db8::2", minute(0)), Err(1));
        assert_eq!(throttle.enter("clerk", "2001:db8:1::2", minute(0)), Ok(()));
    }

    #[test]
    fn made_up_logins_do_not_fill_the_memory() {
        let throttle = Throttle::default();
        for count in 0..ROOM + 10 {
            let address = format!("192.0.{}.{}", count / 250, count % 250);
            let _ = throttle.enter(&format!("guess{count}"), &address, minute(i64::try_from(count / 1000).unwrap()));
        }
        assert!(throttle.tries.lock().unwrap().len() <= ROOM + 2);
    }
}
