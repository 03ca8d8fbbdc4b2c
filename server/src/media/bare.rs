/// Longest table a JPEG of one picture needs: four of either kind, and none has room for anything else.
const LONGEST_TABLE: usize = 512;

/// Whether a JPEG holds its pixels and nothing else: no EXIF with the place it was taken at, no small
/// picture of what was cut off, no colour profile, no words, no bytes behind its end. What this house
/// draws is so.
#[must_use]
pub fn is_bare(jpeg: &[u8]) -> bool {
    let Some(mut rest) = jpeg.strip_prefix(&[0xff, 0xd8]) else { return false };
    while let [0xff, marker, high, low, ..] = *rest {
        let length = usize::from(u16::from_be_bytes([high, low]));
        let (Some(segment), Some(after)) = (rest.get(4..2 + length), rest.get(2 + length..)) else { return false };
        match marker {
            0xda => return is_scan_to_the_end(after),
            // JFIF: version and density, and a small picture of no size.
            0xe0 if matches!(segment, [b'J', b'F', b'I', b'F', 0, .., 0, 0]) && length == 16 => {}
            // Tables, the frame of a picture that is not progressive, the distance of restarts.
            0xdb | 0xc4 | 0xc0 | 0xdd if length <= LONGEST_TABLE => {}
            _ => return false,
        }
        rest = after;
    }
    false
}

/// One scan, and behind it the end marker and nothing.
fn is_scan_to_the_end(scan: &[u8]) -> bool {
    let is_marker = |pair: &[u8]| matches!(pair, [0xff, next] if *next != 0 && !(0xd0..=0xd7).contains(next));
    scan.windows(2).position(is_marker).and_then(|at| scan.get(at..)) == Some(&[0xff, 0xd9])
}

#[cfg(test)]
mod tests {
    use image::RgbImage;

    use super::is_bare;
    use crate::media::jpeg;

    #[test]
    fn what_is_drawn_here_is_bare_and_anything_more_is_told() {
        let shade = |place: u32| u8::try_from(place).unwrap();
        let image = RgbImage::from_fn(70, 50, |x, y| image::Rgb([shade(x), shade(y), 90]));
        let plain = jpeg(&image, 80).unwrap();
        assert!(is_bare(&plain));
        let with = |at: usize, more: &[u8]| [&plain[..at], more, &plain[at..]].concat();
        for (what, bytes) in [
            ("EXIF", with(2, &[0xff, 0xe1, 0, 8, b'E', b'x', b'i', b'f', 0, 0])),
            ("words", with(2, &[0xff, 0xfe, 0, 4, b'h', b'i'])),
            ("bytes behind", with(plain.len(), b"more")),
            ("a second picture", [plain.as_slice(), &plain].concat()),
            ("cut off", plain[..plain.len() - 2].to_vec()),
            ("not a JPEG", b"\x89PNG".to_vec()),
            ("empty", Vec::new()),
        ] {
            assert!(!is_bare(&bytes), "{what}");
        }
        let mut thumbnail = plain.clone();
        thumbnail[18] = 1;
        assert!(!is_bare(&thumbnail), "a JFIF thumbnail");
    }
}
