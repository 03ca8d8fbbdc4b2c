//! A recording as it is played: without what a phone writes beside the sound, such as the place.

use std::mem;

/// Bytes of the sound stay where they are, so what is hushed is played like what came. The original keeps everything.
#[must_use]
pub fn hushed(mut bytes: Vec<u8>) -> Vec<u8> {
    if bytes.get(4..8) == Some(b"ftyp") {
        hush(&mut bytes);
    }
    let tag = id3_length(&bytes);
    bytes.drain(..tag);
    if let Some(sound) = bytes.len().checked_sub(ID3V1)
        && bytes.get(sound..).is_some_and(|end| end.starts_with(b"TAG"))
    {
        bytes.truncate(sound);
    }
    bytes
}

/// Length of the tag old players read at the end.
const ID3V1: usize = 128;

/// Boxes of ISO 14496-12 that say something about the recording become room nobody reads.
fn hush(mut boxes: &mut [u8]) {
    while let Some((size, kind, head)) = first_box(boxes) {
        let Some((this, behind)) = mem::take(&mut boxes).split_at_mut_checked(size) else { return };
        match &kind {
            b"moov" | b"trak" => hush(this.get_mut(head..).unwrap_or_default()),
            b"udta" | b"meta" | b"uuid" => {
                this.get_mut(4..8).into_iter().for_each(|name| name.copy_from_slice(b"free"))
            }
            _ => {}
        }
        boxes = behind;
    }
}

/// Size, kind and length of the head of the box that begins here.
fn first_box(bytes: &[u8]) -> Option<(usize, [u8; 4], usize)> {
    let (&[a, b, c, d, e, f, g, h], behind) = bytes.split_first_chunk()?;
    let (size, head) = match u32::from_be_bytes([a, b, c, d]) {
        0 => (bytes.len(), 8),
        1 => (usize::try_from(u64::from_be_bytes(*behind.first_chunk()?)).ok()?, 16),
        size => (usize::try_from(size).ok()?, 8),
    };
    (size >= head).then_some((size, [e, f, g, h], head))
}

/// Length of an ID3v2 tag at the beginning; its size is written in seven bits a byte.
fn id3_length(bytes: &[u8]) -> usize {
    let Some(&[b'I', b'D', b'3', _, _, _, a, b, c, d]) = bytes.first_chunk() else { return 0 };
    let size = [a, b, c, d].iter().fold(0_usize, |size, byte| (size << 7) | usize::from(byte & 0x7f));
    size.saturating_add(10).min(bytes.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let size = u32::try_from(body.len() + 8).unwrap();
        [&size.to_be_bytes(), &kind[..], body].concat()
    }

    #[test]
    fn a_place_beside_the_sound_is_not_handed_on_and_the_sound_is() {
        let place = boxed(b"udta", b"\xa9xyz+24.44+100.13/");
        let moov = boxed(b"moov", &[boxed(b"trak", &boxed(b"meta", b"iPhone")), place].concat());
        let file = [boxed(b"ftyp", b"M4A "), moov, boxed(b"mdat", b"udta of the sound")].concat();
        let played = hushed(file.clone());
        assert_eq!(played.len(), file.len());
        let text = String::from_utf8_lossy(&played);
        assert!(text.matches("free").count() == 2 && text.contains("udta of the sound"), "{text}");
        assert!(!text.contains("meta"), "{text}");
    }

    #[test]
    fn tags_of_an_mp3_are_left_out() {
        let file = [b"ID3\x04\0\0\0\0\0\x03abc".as_slice(), b"\xff\xfbsound", b"TAG", &[b' '; 125]].concat();
        assert_eq!(hushed(file), b"\xff\xfbsound");
    }

    proptest! {
        #[test]
        fn whatever_came_is_played_without_a_fall(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut file = boxed(b"ftyp", b"M4A ");
            file.extend(&bytes);
            prop_assert_eq!(hushed(file.clone()).len(), file.len());
            prop_assert!(hushed(bytes.clone()).len() <= bytes.len());
        }
    }
}
