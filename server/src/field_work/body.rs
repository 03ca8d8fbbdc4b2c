use domain::field::{Envelope, FormKind};
use domain::ports::{Body, Device, DeviceOfficer, Sending, TakeError};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::keys::Keyring;

/// A report that could be read.
pub(super) struct Opened {
    pub envelope: Envelope,
    pub form: FormKind,
    pub sealed: bool,
}

/// The bytes of a body as they came.
pub(super) fn as_sent(body: &Body) -> &[u8] {
    match body {
        Body::Plain(bytes) | Body::Sealed(bytes) => bytes,
    }
}

/// The report's text, opened if the phone sealed it.
pub(super) fn plain(keys: &Keyring, sending: &Sending) -> Result<Zeroizing<Vec<u8>>, TakeError> {
    match &sending.body {
        Body::Plain(bytes) => Ok(Zeroizing::new(bytes.clone())),
        Body::Sealed(bytes) => {
            let opened = keys.open_report(&sending.report.to_string(), bytes);
            opened.map_err(|_| TakeError::Unreadable("加密内容解不开"))
        }
    }
}

/// Reads the text and holds it to what the address and the phone say.
pub(super) fn read(plain: &[u8], sending: &Sending) -> Result<Opened, TakeError> {
    let envelope: Envelope = serde_json::from_slice(plain).map_err(|_| TakeError::Unreadable("不是约定的 JSON"))?;
    let form = envelope.kind().ok_or(TakeError::Unreadable("不认识这种表"))?;
    let mut ids: Vec<Uuid> = envelope.photos.iter().map(|photo| photo.id).collect();
    ids.sort_unstable();
    ids.dedup();
    let sound = envelope.photos.iter().all(domain::field::Expected::fits) && ids.len() == envelope.photos.len();
    match () {
        () if envelope.v != Envelope::VERSION => Err(TakeError::Unreadable("不认识这个版本")),
        () if envelope.officer != sending.officer => Err(TakeError::Unreadable("信息员对不上")),
        () if !sound => Err(TakeError::Unreadable("照片清单写得不对")),
        () => Ok(Opened { envelope, form, sealed: matches!(sending.body, Body::Sealed(_)) }),
    }
}

/// The officer it comes from, if the phone is theirs. A phone that was revoked sends only what was
/// sealed on it: whoever holds it now cannot have read or written that with an open session.
pub(super) fn sender<'a>(device: &'a Device, sending: &Sending) -> Result<&'a DeviceOfficer, TakeError> {
    let may = !device.revoked || matches!(sending.body, Body::Sealed(_));
    let officer = device.officers.iter().find(|officer| officer.id == sending.officer);
    officer.filter(|_| may).ok_or(TakeError::NotHere)
}
