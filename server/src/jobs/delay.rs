use jiff::SignedDuration;

use crate::clock::Random;

const FIRST_MILLIS: i64 = 10_000;
const LONGEST_MILLIS: i64 = 6 * 60 * 60 * 1000;

/// The wait after a failed attempt (counted from 1): 10 seconds, doubled each time up to 6 hours,
/// give or take a fifth so that jobs which failed together do not come back together.
#[must_use]
pub fn delay(attempt: u32, random: &dyn Random) -> SignedDuration {
    let mut bytes = [0; 2];
    random.fill(&mut bytes);
    let doublings = attempt.saturating_sub(1).min(20);
    let even = (FIRST_MILLIS << doublings).min(LONGEST_MILLIS);
    let share = 80 * i64::from(u16::MAX) + 40 * i64::from(u16::from_le_bytes(bytes));
    SignedDuration::from_millis(even * share / (100 * i64::from(u16::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Always(u8);

    impl Random for Always {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0);
        }
    }

    #[test]
    fn delays_double_from_ten_seconds_to_six_hours() {
        let seconds = |attempt| (delay(attempt, &Always(0x80)).as_secs_f64() / 1.0).round();
        let expected = [(1, 10.0), (2, 20.0), (3, 40.0), (12, 20_480.0), (13, 21_600.0), (4_000_000_000, 21_600.0)];
        for (attempt, wanted) in expected {
            let got = seconds(attempt);
            assert!((got - wanted).abs() <= wanted * 0.01, "attempt {attempt}: {got} for {wanted}");
        }
    }

    #[test]
    fn jitter_stays_within_a_fifth() {
        assert_eq!(delay(1, &Always(0)), SignedDuration::from_secs(8));
        assert_eq!(delay(1, &Always(0xff)), SignedDuration::from_secs(12));
    }
}
