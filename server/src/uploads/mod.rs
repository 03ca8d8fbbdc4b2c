//! Photos in pieces over a weak line (tus 1.0): those of officers' reports, which a report lists, and those that
//! residents' phones send before their form. A [`Shelf`] knows one sort; what streams is the same.
//!
//! **Invariant:** an offset that is answered is durable. Bytes are rows of the database (`field_piece`),
//! written in the transaction that moves the offset, so offset and bytes cannot part: not by a crash,
//! not between two processes, and without a file that would have to be synced on its own. Two senders
//! at one place: the one whose transaction comes first is heard, the other learns the new offset.

mod ahead;
mod field;
mod gathering;
mod landing;
mod place;
mod presence;
mod receiving;
mod shelf;

pub use ahead::AheadShelf;
pub use field::FieldShelf;
pub use place::{Checksum, PartState, Place, UploadRefused};
pub use presence::Sending;
pub use receiving::{Arriving, run_out};
pub use shelf::Shelf;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::clock::{Clock, Random};
use crate::keys::Keyring;
use presence::Presence;

/// Takes photos in; cheap to clone.
#[derive(Clone)]
pub struct Uploads<S> {
    pub(crate) shelf: S,
    keys: Arc<Keyring>,
    random: Arc<dyn Random>,
    clock: Arc<dyn Clock>,
    presence: Presence,
}

impl<S: Shelf> Uploads<S> {
    #[must_use]
    pub fn new(shelf: S, keys: Arc<Keyring>, random: Arc<dyn Random>, clock: Arc<dyn Clock>) -> Self {
        Self { shelf, keys, random, clock, presence: Presence::default() }
    }

    /// Says that bytes of a photo are on their way, before anything else is found out about the request: a sender
    /// whose line broke asks within milliseconds how far it came, and would hear of nothing.
    pub async fn sending(&self, place: Place) -> Sending {
        self.presence.begins(place).await
    }

    /// Begins an upload, or finds the one under way: asked twice it is one.
    ///
    /// # Errors
    /// [`UploadRefused`]: a photo that may not come, or another length than was said before.
    pub async fn begin(&self, place: Place, length: u64) -> Result<PartState, UploadRefused> {
        self.presence.of_others_ends(place).await;
        let state = self.shelf.begin(place, length, later(self.clock.now(), S::LIFE)).await?;
        self.settled(place, state).await
    }

    /// How much is here.
    ///
    /// # Errors
    /// [`UploadRefused::NotBegun`] before [`Uploads::begin`] and after it expired or was given up.
    pub async fn state(&self, place: Place) -> Result<PartState, UploadRefused> {
        self.presence.of_others_ends(place).await;
        let state = self.begun(place).await?;
        self.settled(place, state).await
    }

    /// Gives up what is here of a photo.
    ///
    /// # Errors
    /// [`UploadRefused::Whole`] for one that is evidence already.
    pub async fn give_up(&self, place: Place) -> Result<(), UploadRefused> {
        self.begun(place).await?;
        self.shelf.give_up(place).await
    }

    /// A photo that was begun and has not expired.
    async fn begun(&self, place: Place) -> Result<PartState, UploadRefused> {
        let state = self.shelf.awaited(place).await?;
        let alive = state.complete || state.expires_at.is_some_and(|until| until > self.clock.now());
        if alive { Ok(state) } else { Err(UploadRefused::NotBegun) }
    }

    /// A process may have died between the last byte and what is done with a whole photo; whoever asks next ends
    /// its work.
    async fn settled(&self, place: Place, state: PartState) -> Result<PartState, UploadRefused> {
        if state.complete || state.here < state.size {
            return Ok(state);
        }
        self.shelf.end(place).await
    }
}

fn later(now: Timestamp, life: SignedDuration) -> Timestamp {
    now.saturating_add(life).unwrap_or(now)
}
