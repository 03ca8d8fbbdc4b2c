use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::{OwnedRwLockReadGuard, RwLock};
use tokio::time::timeout;

use super::Place;

/// Whose bytes are coming in just now, in this process. A sender whose line broke asks at once how
/// far it came; what arrived before the break is then still on its way to the disk.
#[derive(Clone, Default)]
pub(super) struct Presence(Arc<Mutex<HashMap<Place, Weak<RwLock<()>>>>>);

/// Somebody who sends bytes of one photo, known to others who ask how far it came.
pub struct Sending {
    pub place: Place,
    _present: OwnedRwLockReadGuard<()>,
}

/// Nobody is waited for longer; a connection may hang that nobody is at any more.
const LONGEST: Duration = Duration::from_secs(2);

impl Presence {
    /// Somebody sends until the answer is dropped. Others may send as well.
    pub async fn begins(&self, place: Place) -> Sending {
        Sending { place, _present: self.at(place).read_owned().await }
    }

    /// Waits until nobody sends, or long enough.
    pub async fn of_others_ends(&self, place: Place) {
        drop(timeout(LONGEST, self.at(place).write()).await);
    }

    fn at(&self, place: Place) -> Arc<RwLock<()>> {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = places.get(&place).and_then(Weak::upgrade) {
            return known;
        }
        places.retain(|_, lock| lock.strong_count() > 0);
        let fresh = Arc::new(RwLock::new(()));
        places.insert(place, Arc::downgrade(&fresh));
        fresh
    }
}
