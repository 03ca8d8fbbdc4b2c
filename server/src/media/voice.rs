//! Voice notes: told by their first bytes, kept and played as they came.

/// The media type of a recording, among those phones make and browsers play.
#[must_use]
pub fn voice_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x1a, 0x45, 0xdf, 0xa3, ..] => Some("audio/webm"),
        [b'O', b'g', b'g', b'S', ..] => Some("audio/ogg"),
        // A picture of an iPhone (HEIC, AVIF) begins like a recording of one.
        [_, _, _, _, b'f', b't', b'y', b'p', b'h' | b'm', b'e' | b'i', ..] => None,
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', ..] => None,
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Some("audio/mp4"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Some("audio/wav"),
        [0xff, 0xf0 | 0xf1 | 0xf8 | 0xf9, ..] => Some("audio/aac"),
        [b'I', b'D', b'3', ..] | [0xff, 0xe2..=0xff, ..] => Some("audio/mpeg"),
        [b'#', b'!', b'A', b'M', b'R', ..] => Some("audio/amr"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_is_told_by_its_first_bytes() {
        assert_eq!(voice_type(b"\x1a\x45\xdf\xa3rest"), Some("audio/webm"));
        assert_eq!(voice_type(b"\0\0\0\x20ftypM4A "), Some("audio/mp4"));
        assert_eq!(voice_type(b"#!AMR\n"), Some("audio/amr"));
        assert_eq!(voice_type(b"<html>"), None);
    }
}
