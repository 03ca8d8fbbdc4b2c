use std::sync::Arc;

use async_trait::async_trait;
use domain::ports::Device;
use jiff::{SignedDuration, Timestamp};
use storage::{PartRow, Piece, Store};
use uuid::Uuid;

use super::{PartState, Place, Shelf, UploadRefused, Uploads};
use crate::clock::Clock;
use crate::keys::Keyring;
use crate::media::Gallery;

/// Photos and voice notes that officers' reports list.
#[derive(Clone)]
pub struct FieldShelf {
    pub store: Store,
    pub keys: Arc<Keyring>,
    pub gallery: Gallery,
    pub clock: Arc<dyn Clock>,
}

impl Uploads<FieldShelf> {
    /// Whether a report is this phone's to add photos to.
    ///
    /// # Errors
    /// [`UploadRefused::UnknownReport`], also for another's: it tells nothing.
    pub async fn may(&self, device: &Device, report: Uuid) -> Result<(), UploadRefused> {
        let row = self.shelf.store.report(report).await?;
        let own = row.is_some_and(|row| {
            row.device == device.id || device.officers.iter().any(|officer| officer.id == row.officer)
        });
        if own { Ok(()) } else { Err(UploadRefused::UnknownReport) }
    }
}

#[async_trait]
impl Shelf for FieldShelf {
    const LIFE: SignedDuration = SignedDuration::from_hours(24 * 30);

    async fn awaited(&self, place: Place) -> Result<PartState, UploadRefused> {
        Ok(PartState::of(&self.part(place).await?))
    }

    async fn begin(&self, place: Place, length: u64, until: Timestamp) -> Result<PartState, UploadRefused> {
        let part = self.part(place).await?;
        if part.size != length {
            return Err(UploadRefused::OtherLength { awaited: part.size });
        }
        if part.complete_at.is_none() {
            self.store.begin_part(place.report, place.photo, until).await?;
        }
        Ok(PartState::of(&PartRow { expires_at: Some(until), ..part }))
    }

    async fn add(&self, place: Place, piece: &Piece, until: Timestamp) -> Result<bool, UploadRefused> {
        Ok(self.store.add_piece(place.report, place.photo, piece, until).await?)
    }

    async fn give_up(&self, place: Place) -> Result<(), UploadRefused> {
        if self.part(place).await?.complete_at.is_some() {
            return Err(UploadRefused::Whole);
        }
        Ok(self.store.drop_pieces(place.report, place.photo, None).await?)
    }

    async fn end(&self, place: Place) -> Result<PartState, UploadRefused> {
        self.land(place).await
    }
}

impl FieldShelf {
    /// A part of a report that is there.
    pub(super) async fn part(&self, place: Place) -> Result<PartRow, UploadRefused> {
        match self.store.part(place.report, place.photo).await? {
            Some(part) => Ok(part),
            None if self.store.report(place.report).await?.is_some() => Err(UploadRefused::NotListed),
            None => Err(UploadRefused::UnknownReport),
        }
    }
}
