//! Photos and voice notes of officers' reports, in pieces over a weak line (tus 1.0).
//!
//! **Invariant:** an offset that is answered is durable. Bytes are rows of the database (`field_piece`),
//! written in the transaction that moves the offset, so offset and bytes cannot part: not by a crash,
//! not between two processes, and without a file that would have to be synced on its own. Two senders
//! at one place: the one whose transaction comes first is heard, the other learns the new offset.

mod landing;
mod place;
mod presence;
mod receiving;

pub use place::{Checksum, PartState, Place, UploadRefused};
pub use presence::Sending;
pub use receiving::{Arriving, run_out};

use std::sync::Arc;

use domain::ports::Device;
use jiff::{SignedDuration, Timestamp};
use storage::{PartRow, Store};
use uuid::Uuid;

use crate::clock::{Clock, Random};
use crate::keys::Keyring;
use crate::media::Gallery;
use presence::Presence;

/// An upload nobody went on with is given up after this long; begun again it starts from nothing.
pub const LIFE: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Takes photos in; cheap to clone.
#[derive(Clone)]
pub struct Uploads {
    pub(crate) store: Store,
    pub(crate) keys: Arc<Keyring>,
    pub(crate) gallery: Gallery,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) clock: Arc<dyn Clock>,
    presence: Presence,
}

impl Uploads {
    #[must_use]
    pub fn new(
        store: Store,
        keys: Arc<Keyring>,
        gallery: Gallery,
        random: Arc<dyn Random>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { store, keys, gallery, random, clock, presence: Presence::default() }
    }

    /// Says that bytes of a photo are on their way, before anything else is found out about the request: a sender
    /// whose line broke asks within milliseconds how far it came, and would hear of nothing.
    pub async fn sending(&self, place: Place) -> Sending {
        self.presence.begins(place).await
    }

    /// Begins an upload, or finds the one under way: asked twice it is one.
    ///
    /// # Errors
    /// [`UploadRefused`]: a report or photo that is not awaited, or another length than the report said.
    pub async fn begin(&self, place: Place, length: u64) -> Result<PartState, UploadRefused> {
        self.presence.of_others_ends(place).await;
        let part = self.awaited(place).await?;
        if part.size != length {
            return Err(UploadRefused::OtherLength { awaited: part.size });
        }
        if part.complete_at.is_some() {
            return Ok(PartState::of(&part));
        }
        let expires_at = later(self.clock.now());
        self.store.begin_part(place.report, place.photo, expires_at).await?;
        self.settled(PartRow { expires_at: Some(expires_at), ..part }).await
    }

    /// How much is here.
    ///
    /// # Errors
    /// [`UploadRefused::NotBegun`] before [`Uploads::begin`] and after it expired or was given up.
    pub async fn state(&self, place: Place) -> Result<PartState, UploadRefused> {
        self.presence.of_others_ends(place).await;
        let part = self.begun(place).await?;
        self.settled(part).await
    }

    /// Gives up what is here of a photo.
    ///
    /// # Errors
    /// [`UploadRefused::Whole`] for one that is whole: it is evidence.
    pub async fn give_up(&self, place: Place) -> Result<(), UploadRefused> {
        let part = self.begun(place).await?;
        if part.complete_at.is_some() {
            return Err(UploadRefused::Whole);
        }
        Ok(self.store.drop_pieces(place.report, place.photo, None).await?)
    }

    /// Whether a report is this phone's to add photos to.
    ///
    /// # Errors
    /// [`UploadRefused::UnknownReport`], also for another's: it tells nothing.
    pub async fn may(&self, device: &Device, report: Uuid) -> Result<(), UploadRefused> {
        let row = self.store.report(report).await?;
        let own = row.is_some_and(|row| {
            row.device == device.id || device.officers.iter().any(|officer| officer.id == row.officer)
        });
        if own { Ok(()) } else { Err(UploadRefused::UnknownReport) }
    }

    /// A part of a report that is there.
    pub(crate) async fn awaited(&self, place: Place) -> Result<PartRow, UploadRefused> {
        match self.store.part(place.report, place.photo).await? {
            Some(part) => Ok(part),
            None if self.store.report(place.report).await?.is_some() => Err(UploadRefused::NotListed),
            None => Err(UploadRefused::UnknownReport),
        }
    }

    /// The same, begun and not expired.
    async fn begun(&self, place: Place) -> Result<PartRow, UploadRefused> {
        let part = self.awaited(place).await?;
        let now = self.clock.now();
        let alive = part.complete_at.is_some() || part.expires_at.is_some_and(|until| until > now);
        if alive { Ok(part) } else { Err(UploadRefused::NotBegun) }
    }

    /// A process may have died between the last byte and the vault; whoever asks next ends its work.
    async fn settled(&self, part: PartRow) -> Result<PartState, UploadRefused> {
        if part.complete_at.is_some() || part.here < part.size {
            return Ok(PartState::of(&part));
        }
        self.land(&part).await
    }
}

pub(crate) fn later(now: Timestamp) -> Timestamp {
    now.saturating_add(LIFE).unwrap_or(now)
}
