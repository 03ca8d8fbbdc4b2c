/// Repeats a whole transaction that PostgreSQL broke off for the sake of another one.
macro_rules! retrying {
    ($transaction:expr) => {{
        let mut tries = 0_u8;
        loop {
            match $transaction.await {
                Err(error) if tries < $crate::retry::TRIES && error.lost_a_race() => tries += 1,
                answer => break answer,
            }
        }
    }};
}

/// A transaction that loses this often waits for a database in trouble, not for another user.
pub(crate) const TRIES: u8 = 5;
