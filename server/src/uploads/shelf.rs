use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use storage::Piece;

use super::{PartState, Place, UploadRefused};

/// Where photos of one sort wait until they are whole.
#[async_trait]
pub trait Shelf: Clone + Send + Sync + 'static {
    /// How long what is here of a photo waits for the rest.
    const LIFE: SignedDuration;

    /// What is known of a photo, begun or not.
    async fn awaited(&self, place: Place) -> Result<PartState, UploadRefused>;

    /// Begins an upload that waits until then, or gives one that is under way more time.
    async fn begin(&self, place: Place, length: u64, until: Timestamp) -> Result<PartState, UploadRefused>;

    /// Adds bytes behind those that are here. False, and nothing done, when the offset is another by now.
    async fn add(&self, place: Place, piece: &Piece, until: Timestamp) -> Result<bool, UploadRefused>;

    /// Forgets what is here of a photo.
    async fn give_up(&self, place: Place) -> Result<(), UploadRefused>;

    /// Every byte is here.
    async fn end(&self, place: Place) -> Result<PartState, UploadRefused>;
}
