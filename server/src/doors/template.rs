//! A page packed once, with a place in it where something else is written each time.
//!
//! All before the place is packed; the end, from the place on, goes out in a block that both codings
//! carry as it is. The nearer the place stands to the end, the smaller the page.

use std::io::Write;

use axum::body::Bytes;
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// Stands where the key of a form will stand. No key itself: should it ever go out, nothing is
/// taken in under it.
pub const PLACE: &str = "the-key-of-this-form-stands-here";

/// A packed page and where its key stands.
pub(super) struct Template {
    packed: Vec<u8>,
    key_at: usize,
    /// What gzip's checksum is made of.
    check: Option<Check>,
}

/// gzip ends with a checksum over the page before it was packed.
struct Check {
    before: Crc,
    after: Vec<u8>,
}

impl Template {
    /// `None` where the page has no place for a key.
    pub(super) fn plain(page: &[u8]) -> Option<Self> {
        Some(Self { packed: page.to_vec(), key_at: place(page)?, check: None })
    }

    pub(super) fn brotli(page: &[u8]) -> Option<Self> {
        let (before, end) = page.split_at_checked(place(page)?)?;
        let mut packed = brotli(before).ok()?;
        packed.extend(brotli_block(end)?);
        let key_at = packed.len();
        packed.extend(end);
        packed.push(BROTLI_END);
        Some(Self { packed, key_at, check: None })
    }

    pub(super) fn gzip(page: &[u8]) -> Option<Self> {
        let (before, end) = page.split_at_checked(place(page)?)?;
        let length = u16::try_from(end.len()).ok()?;
        let mut packed = GZIP_HEAD.to_vec();
        packed.extend(deflate(before).ok()?);
        packed.push(STORED_AND_LAST);
        packed.extend(length.to_le_bytes());
        packed.extend((!length).to_le_bytes());
        let key_at = packed.len();
        packed.extend(end);
        packed.extend([0; 4]);
        packed.extend(u32::try_from(page.len()).ok()?.to_le_bytes());
        let mut crc = Crc::new();
        crc.update(before);
        let after = end.get(PLACE.len()..)?.to_vec();
        Some(Self { packed, key_at, check: Some(Check { before: crc, after }) })
    }

    pub(super) fn len(&self) -> usize {
        self.packed.len()
    }

    /// The page with its key.
    pub(super) fn fill(&self, key: &str) -> Bytes {
        let mut page = self.packed.clone();
        write_at(&mut page, self.key_at, key.as_bytes());
        if let Some(check) = &self.check {
            let at = page.len().saturating_sub(8);
            write_at(&mut page, at, &check.sum(key).to_le_bytes());
        }
        page.into()
    }
}

impl Check {
    fn sum(&self, key: &str) -> u32 {
        let mut end = Crc::new();
        end.update(key.as_bytes());
        end.update(&self.after);
        let mut whole = Crc::new();
        whole.combine(&self.before);
        whole.combine(&end);
        whole.sum()
    }
}

/// Ten bytes: magic, deflate, no flags, no time, no extra flags, system unknown (RFC 1952 §2.3).
const GZIP_HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// The head of the last block, which is stored as it is (RFC 1951 §3.2.4).
const STORED_AND_LAST: u8 = 1;

/// The last meta-block, empty (RFC 7932 §9.2).
const BROTLI_END: u8 = 3;

/// The head of a meta-block that is stored as it is (RFC 7932 §9.2): not the last, four nibbles of
/// length less one, uncompressed.
fn brotli_block(stored: &[u8]) -> Option<[u8; 3]> {
    let length = u16::try_from(stored.len().checked_sub(1)?).ok()?;
    let [low, middle, high, _] = ((u32::from(length) << 3) | (1 << 19)).to_le_bytes();
    Some([low, middle, high])
}

fn place(page: &[u8]) -> Option<usize> {
    page.windows(PLACE.len()).rposition(|window| window == PLACE.as_bytes())
}

fn write_at(page: &mut [u8], at: usize, bytes: &[u8]) {
    if let Some(room) = page.get_mut(at..at + bytes.len()) {
        room.copy_from_slice(bytes);
    }
}

/// A stream that ends at a whole byte and can go on.
fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: 10,
        lgwin: 20,
        size_hint: bytes.len(),
        ..brotli::enc::BrotliEncoderParams::default()
    };
    let mut encoder = brotli::CompressorWriter::with_params(Vec::new(), 4096, &params);
    encoder.write_all(bytes)?;
    encoder.flush()?;
    Ok(encoder.get_ref().clone())
}

/// The same for gzip.
fn deflate(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.flush()?;
    Ok(encoder.get_ref().clone())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    const KEY: &str = "0123456789abcdef0123456789abcdef";

    fn page() -> String {
        format!("{}<input value=\"{PLACE}\"></body></html>", "<p>药店卖过期药，怎么办？</p>".repeat(300))
    }

    #[test]
    fn every_coding_unpacks_to_the_page_with_its_key() {
        let (page, wanted) = (page(), page().replace(PLACE, KEY));
        let plain = Template::plain(page.as_bytes()).unwrap().fill(KEY);
        assert_eq!(plain, wanted.as_bytes());

        let mut unpacked = Vec::new();
        let packed = Template::brotli(page.as_bytes()).unwrap().fill(KEY);
        brotli::BrotliDecompress(&mut packed.as_ref(), &mut unpacked).unwrap();
        assert_eq!(unpacked, wanted.as_bytes(), "brotli");

        let mut unpacked = String::new();
        let packed = Template::gzip(page.as_bytes()).unwrap().fill(KEY);
        flate2::read::GzDecoder::new(packed.as_ref()).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, wanted, "gzip, whose checksum holds as well");
    }

    #[test]
    fn packing_is_worth_it() {
        let page = page();
        for template in [Template::brotli(page.as_bytes()), Template::gzip(page.as_bytes())] {
            assert!(template.unwrap().len() * 10 < page.len());
        }
    }

    #[test]
    fn a_page_without_the_place_is_no_template() {
        assert!(Template::plain(b"<html></html>").is_none());
        assert!(Template::brotli(b"<html></html>").is_none());
        assert!(Template::gzip(b"<html></html>").is_none());
    }
}
