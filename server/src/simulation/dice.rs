use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use jiff::Timestamp;

use crate::clock::{Clock, Random};

/// The same sequence for the same seed (splitmix64): good enough to choose by, and nothing it makes
/// is ever a secret, because a simulated database holds nobody.
pub struct Dice(AtomicU64);

impl Dice {
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    /// A sequence of one's own for each number.
    #[must_use]
    pub fn of(seed: u64, number: u64) -> Self {
        let own = Self::seeded(seed ^ number.wrapping_mul(0xd6e8_feb8_6659_fd93));
        own.next();
        own
    }

    /// Less than `sides`.
    pub fn throw(&self, sides: u64) -> u64 {
        self.next().checked_rem(sides).unwrap_or(0)
    }

    pub fn chance(&self, percent: u64) -> bool {
        self.throw(100) < percent
    }

    pub fn pick<'a, T>(&self, of: &'a [T]) -> Option<&'a T> {
        let count = u64::try_from(of.len()).unwrap_or(u64::MAX);
        of.get(usize::try_from(self.throw(count)).unwrap_or(0))
    }

    fn next(&self) -> u64 {
        let mut z = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

impl Random for Dice {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            for (to, from) in chunk.iter_mut().zip(self.next().to_le_bytes()) {
                *to = from;
            }
        }
    }
}

/// Stands still until it is turned.
pub struct TurnedClock(AtomicI64);

impl TurnedClock {
    #[must_use]
    pub fn at(at: Timestamp) -> Self {
        Self(AtomicI64::new(at.as_microsecond()))
    }

    pub fn turn_to(&self, at: Timestamp) {
        self.0.store(at.as_microsecond(), Ordering::SeqCst);
    }
}

impl Clock for TurnedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}
