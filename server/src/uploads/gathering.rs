use domain::ports::Internal;
use storage::Store;
use zeroize::Zeroizing;

use super::{Place, UploadRefused};
use crate::keys::{Keyring, Purpose};

/// The bytes that are here of a photo.
pub(super) async fn gather(store: &Store, keys: &Keyring, place: Place) -> Result<Zeroizing<Vec<u8>>, UploadRefused> {
    let mut bytes = Zeroizing::new(Vec::new());
    for (id, sealed) in store.pieces(place.report, place.photo).await? {
        let piece = keys.open(Purpose::FieldPiece, id, &sealed).map_err(Internal::new)?;
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}
