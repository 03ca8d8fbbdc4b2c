use domain::field::Expected;
use serde::Deserialize;
use uuid::Uuid;

/// A report that could not get out of its phone, in the file its officer took out of the queue
/// (`public/officer/ship.ts`): a line of JSON, then the report and its photos, one after another,
/// each still sealed to the bureau.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shipment<'a> {
    pub report: Uuid,
    pub officer: Uuid,
    pub body: &'a [u8],
    pub photos: Vec<(Uuid, &'a [u8])>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShipmentFault {
    #[error("这不是从信息员手机里导出的上报文件（名字以 .yaoan 结尾）")]
    NotOurs,
    #[error("文件不完整，可能没有拷完。请重新拷一次，或者请信息员再导出一次")]
    CutOff,
}

/// The first line.
#[derive(Deserialize)]
struct Head {
    yaoan: String,
    id: Uuid,
    officer: Uuid,
    /// Bytes of the sealed report.
    size: u64,
    photos: Vec<Expected>,
}

/// What the first line says of itself.
const MARK: &str = "officer report 1";
/// Most bytes of the first line.
const HEAD_MAX: usize = 64 * 1024;

impl<'a> Shipment<'a> {
    /// Most bytes of a file; a report with all its photos has some five million.
    pub const BYTES_MAX: usize = 48 * 1024 * 1024;

    /// Parts a file; what is inside stays sealed.
    ///
    /// # Errors
    /// [`ShipmentFault`] for a file of another kind, or one that lost or gained bytes.
    pub fn parse(file: &'a [u8]) -> Result<Self, ShipmentFault> {
        let line = file.iter().take(HEAD_MAX).position(|byte| *byte == b'\n').ok_or(ShipmentFault::NotOurs)?;
        let (line, rest) = file.split_at_checked(line).ok_or(ShipmentFault::NotOurs)?;
        let head: Head = serde_json::from_slice(line).map_err(|_| ShipmentFault::NotOurs)?;
        if head.yaoan != MARK {
            return Err(ShipmentFault::NotOurs);
        }
        let mut rest = rest.split_first().map(|(_, rest)| rest).ok_or(ShipmentFault::CutOff)?;
        let body = cut(&mut rest, head.size)?;
        let cut_photo = |photo: &Expected| Ok((photo.id, cut(&mut rest, photo.size)?));
        let photos = head.photos.iter().map(cut_photo).collect::<Result<_, _>>()?;
        if !rest.is_empty() {
            return Err(ShipmentFault::CutOff);
        }
        Ok(Self { report: head.id, officer: head.officer, body, photos })
    }
}

fn cut<'a>(rest: &mut &'a [u8], size: u64) -> Result<&'a [u8], ShipmentFault> {
    let size = usize::try_from(size).map_err(|_| ShipmentFault::CutOff)?;
    let (part, after) = rest.split_at_checked(size).ok_or(ShipmentFault::CutOff)?;
    *rest = after;
    Ok(part)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn packed(body: &[u8], photos: &[(Uuid, Vec<u8>)]) -> Vec<u8> {
        let listed: Vec<_> = photos
            .iter()
            .map(
                |(id, bytes)| serde_json::json!({ "id": id, "sha256": "0", "size": bytes.len(), "type": "image/jpeg" }),
            )
            .collect();
        let head = serde_json::json!({
            "yaoan": MARK, "id": Uuid::nil(), "officer": Uuid::max(), "form": "clue", "sha256": "0",
            "size": body.len(), "photos": listed,
        });
        let mut file = format!("{head}\n").into_bytes();
        file.extend_from_slice(body);
        photos.iter().for_each(|(_, bytes)| file.extend_from_slice(bytes));
        file
    }

    proptest! {
        #[test]
        fn what_was_packed_comes_out(body: Vec<u8>, photos: Vec<(u128, Vec<u8>)>) {
            let photos: Vec<_> = photos.into_iter().map(|(id, bytes)| (Uuid::from_u128(id), bytes)).collect();
            let file = packed(&body, &photos);
            let shipment = Shipment::parse(&file).unwrap();
            prop_assert_eq!(shipment.body, &body);
            let out: Vec<_> = shipment.photos.iter().map(|(id, bytes)| (*id, bytes.to_vec())).collect();
            prop_assert_eq!(out, photos);
        }

        #[test]
        fn a_file_cut_anywhere_or_grown_is_refused(body: Vec<u8>, photo: Vec<u8>, at: prop::sample::Index) {
            let file = packed(&body, &[(Uuid::nil(), photo)]);
            prop_assert!(Shipment::parse(&file[..at.index(file.len())]).is_err());
            let grown = [&file[..], b"x"].concat();
            prop_assert_eq!(Shipment::parse(&grown), Err(ShipmentFault::CutOff));
        }

        #[test]
        fn nothing_makes_it_panic(file: Vec<u8>) {
            let _ = Shipment::parse(&file);
        }
    }
}
