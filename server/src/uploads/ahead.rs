use std::sync::Arc;

use async_trait::async_trait;
use domain::ports::{Internal, Photo};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use storage::{AheadLimits, AheadRow, Begun, Piece, Store};
use uuid::Uuid;

use super::gathering::gather;
use super::{PartState, Place, Shelf, UploadRefused, Uploads, later};
use crate::keys::Keyring;

/// What may wait for forms: no sender is known, so that a flood must not fill the disk. Beyond it photos come with
/// the form.
const LIMITS: AheadLimits = AheadLimits { photos: 8, bytes: 1 << 30 };

/// So long photos of a form that was taken in wait on: whoever never heard the answer sends it again.
const AFTERWARDS: SignedDuration = SignedDuration::from_hours(1);

/// Photos that residents' phones send before the form they belong to.
#[derive(Clone)]
pub struct AheadShelf {
    pub store: Store,
    pub keys: Arc<Keyring>,
}

impl Uploads<AheadShelf> {
    /// Where a photo of a form waits. The form's key opens a receipt, so what is kept is made from it.
    #[must_use]
    pub fn place(&self, form: Uuid, photo: Uuid) -> Place {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, ..] = self.keys.mac("ahead", form.as_bytes());
        Place { report: Uuid::from_bytes([a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p]), photo }
    }

    /// The photos that came before a form, in the order it names them.
    ///
    /// # Errors
    /// [`UploadRefused::NotBegun`] for one that is not whole here, [`UploadRefused::Mismatch`] for one that is
    /// another than its name says.
    pub async fn whole(&self, form: Uuid, photos: &[Uuid]) -> Result<Vec<Photo>, UploadRefused> {
        let mut whole = Vec::with_capacity(photos.len());
        for photo in photos {
            let place = self.place(form, *photo);
            if !self.state(place).await?.complete {
                return Err(UploadRefused::NotBegun);
            }
            whole.push(self.shelf.whole(place).await?);
        }
        Ok(whole)
    }

    /// The form was taken in.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn taken_in(&self, form: Uuid) -> Result<(), Internal> {
        let of_all = self.place(form, Uuid::nil()).report;
        Ok(self.shelf.store.hasten_ahead(of_all, later(self.clock.now(), AFTERWARDS)).await?)
    }
}

#[async_trait]
impl Shelf for AheadShelf {
    const LIFE: SignedDuration = SignedDuration::from_hours(24);

    async fn awaited(&self, place: Place) -> Result<PartState, UploadRefused> {
        let row = self.store.ahead_photo(place.report, place.photo).await?;
        row.map(state).ok_or(UploadRefused::NotBegun)
    }

    async fn begin(&self, place: Place, length: u64, until: Timestamp) -> Result<PartState, UploadRefused> {
        let new = AheadRow { form: place.report, id: place.photo, size: length, here: 0, expires_at: until };
        let now = until.saturating_sub(Self::LIFE).unwrap_or(until);
        match self.store.begin_ahead(new, LIMITS, now).await? {
            Begun::Here(row) if row.size != length => Err(UploadRefused::OtherLength { awaited: row.size }),
            Begun::Here(row) => Ok(state(row)),
            Begun::TooMany => Err(UploadRefused::TooMany),
            Begun::Full => Err(UploadRefused::Full),
        }
    }

    async fn add(&self, place: Place, piece: &Piece, until: Timestamp) -> Result<bool, UploadRefused> {
        Ok(self.store.add_ahead((place.report, place.photo), piece, LIMITS, until).await?)
    }

    async fn give_up(&self, place: Place) -> Result<(), UploadRefused> {
        Ok(self.store.drop_ahead(place.report, place.photo).await?)
    }

    /// It waits for its form.
    async fn end(&self, place: Place) -> Result<PartState, UploadRefused> {
        self.awaited(place).await
    }
}

impl AheadShelf {
    async fn whole(&self, place: Place) -> Result<Photo, UploadRefused> {
        let bytes = gather(&self.store, &self.keys, place).await?;
        if Sha256::digest(bytes.as_slice()).starts_with(place.photo.as_bytes()) {
            return Ok(Photo { bytes: bytes.to_vec() });
        }
        self.give_up(place).await?;
        Err(UploadRefused::Mismatch)
    }
}

fn state(row: AheadRow) -> PartState {
    let complete = row.here == row.size;
    PartState { here: row.here, size: row.size, media_type: None, expires_at: Some(row.expires_at), complete }
}
