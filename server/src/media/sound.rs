//! Recordings for residents: told by their bytes, and refused where many phones would stay silent.

use domain::recording::Sound;

const WAV: &str = "是 WAV，太大，手机流量吃不消。请另存为 MP3 或者 M4A 再传";
const AMR: &str = "是手机通话用的 AMR，网页放不出来。请转成 MP3 或者 M4A 再传";
const VORBIS: &str = "是 Ogg，但里面不是 Opus，有的手机放不出来。请转成 MP3 或者 M4A 再传";
const VIDEO: &str = "是视频。这里只收声音，请转成 MP3 或者 M4A 再传";
const BROKEN: &str = "打不开，可能没有传完整。请在电脑上试听一遍，再重新选";
const OTHER: &str = "不是能放的录音。请用 MP3 或者 M4A";

/// What a file is, whatever it is called.
///
/// # Errors
/// Why it cannot be taken, to be read behind “这个文件”.
pub fn sound_of(bytes: &[u8]) -> Result<Sound, &'static str> {
    match bytes {
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Err(WAV),
        [b'#', b'!', b'A', b'M', b'R', ..] => Err(AMR),
        [b'O', b'g', b'g', b'S', ..] => opus(bytes),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => aac(bytes),
        [b'I', b'D', b'3', ..] => mp3(behind_tag(bytes)),
        [0xff, ..] => mp3(bytes),
        _ => Err(OTHER),
    }
}

/// The first page of an Ogg stream names its codec right behind its table of segments.
fn opus(bytes: &[u8]) -> Result<Sound, &'static str> {
    let segments = bytes.get(26).copied().map_or(0, usize::from);
    let packet = bytes.get(27 + segments..).ok_or(BROKEN)?;
    if packet.starts_with(b"OpusHead") { Ok(Sound::Ogg) } else { Err(VORBIS) }
}

/// MP4 is a row of boxes; the one called `moov` says what its tracks are.
fn aac(bytes: &[u8]) -> Result<Sound, &'static str> {
    let mut rest = bytes;
    let mut about = None;
    while !rest.is_empty() {
        let (name, content, behind) = first_box(rest).ok_or(BROKEN)?;
        if name == *b"moov" {
            about = Some(content);
        }
        rest = behind;
    }
    let about = about.ok_or(BROKEN)?;
    let holds = |mark: &[u8; 4]| about.windows(4).any(|window| window == mark);
    match (holds(b"soun"), holds(b"vide"), holds(b"mp4a")) {
        (_, true, _) => Err(VIDEO),
        (true, false, true) => Ok(Sound::M4a),
        _ => Err(OTHER),
    }
}

/// Name and content of the first box, and what is behind it. A file that was cut off has a last box
/// longer than itself.
fn first_box(bytes: &[u8]) -> Option<([u8; 4], &[u8], &[u8])> {
    let (size, rest) = bytes.split_first_chunk::<4>()?;
    let (name, rest) = rest.split_first_chunk::<4>()?;
    let (content, behind) = match u32::from_be_bytes(*size) {
        // To the end of the file.
        0 => (rest, rest.get(rest.len()..)?),
        1 => {
            let (size, rest) = rest.split_first_chunk::<8>()?;
            rest.split_at_checked(usize::try_from(u64::from_be_bytes(*size).checked_sub(16)?).ok()?)?
        }
        size => rest.split_at_checked(usize::try_from(size.checked_sub(8)?).ok()?)?,
    };
    Some((*name, content, behind))
}

/// What follows an ID3 tag, whose length is written seven bits a byte, and the zeros behind it.
fn behind_tag(bytes: &[u8]) -> &[u8] {
    let length = bytes.get(6..10).unwrap_or_default().iter();
    let length = length.fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7f));
    let rest = bytes.get(10 + length..).unwrap_or_default();
    let zeros = rest.iter().take_while(|byte| **byte == 0).count();
    rest.get(zeros..).unwrap_or_default()
}

/// Two bytes of a picture can look like the head of a frame, so the frame behind it must follow.
fn mp3(bytes: &[u8]) -> Result<Sound, &'static str> {
    let length = frame(bytes).ok_or(OTHER)?;
    let next = bytes.get(length..).ok_or(BROKEN)?;
    if frame(next).is_some() { Ok(Sound::Mp3) } else { Err(BROKEN) }
}

/// Bytes of the frame of MPEG layer III that begins here.
fn frame(bytes: &[u8]) -> Option<usize> {
    const KILOBITS: [[u32; 14]; 2] = [
        [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ];
    const HERTZ: [u32; 3] = [44_100, 48_000, 32_000];
    let [0xff, second, third, _, ..] = *bytes else { return None };
    let (version, layer) = (second >> 3 & 3, second >> 1 & 3);
    if second & 0xe0 != 0xe0 || version == 1 || layer != 1 {
        return None;
    }
    let first = version == 3;
    let rates = if first { KILOBITS.first()? } else { KILOBITS.get(1)? };
    let kilobits = rates.get(usize::from(third >> 4).checked_sub(1)?)?;
    let hertz = HERTZ.get(usize::from(third >> 2 & 3))? >> [2, 0, 1, 0].get(usize::from(version))?;
    let samples = if first { 144_000 } else { 72_000 };
    usize::try_from(samples * kilobits / hertz + u32::from(third >> 1 & 1)).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Silent frames: MPEG-1, 32 kbit/s, 44.1 kHz.
    fn frames(count: usize) -> Vec<u8> {
        let mut frame = [0; 104];
        frame[..4].copy_from_slice(&[0xff, 0xfb, 0x10, 0xc4]);
        frame.repeat(count)
    }

    fn boxed(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let size = u32::try_from(content.len() + 8).unwrap();
        [&size.to_be_bytes()[..], name, content].concat()
    }

    fn mp4(marks: &[u8]) -> Vec<u8> {
        [boxed(b"ftyp", b"M4A \0\0\0\0"), boxed(b"moov", marks), boxed(b"mdat", &[0; 40])].concat()
    }

    fn ogg(codec: &[u8]) -> Vec<u8> {
        let mut page = b"OggS\0\x02".to_vec();
        page.resize(26, 0);
        [&page[..], &[1, 19], codec].concat()
    }

    #[test]
    fn what_phones_play_is_taken_and_the_rest_told_apart() {
        let tagged = [&b"ID3\x04\0\0\0\0\x02\x01"[..], &[7; 257], &[0; 5], &frames(2)].concat();
        let long =
            [boxed(b"ftyp", b"M4A "), [&[0, 0, 0, 1], &b"moov"[..], &24_u64.to_be_bytes(), b"sounmp4a"].concat()];
        let cases: [(&str, Vec<u8>, Result<Sound, &str>); 14] = [
            ("frames", frames(3), Ok(Sound::Mp3)),
            ("frames behind a tag", tagged, Ok(Sound::Mp3)),
            ("one frame alone", frames(1), Err(BROKEN)),
            ("AAC without MP4", vec![0xff, 0xf1, 0x50, 0x80, 0, 0, 0, 0], Err(OTHER)),
            ("a JPEG", vec![0xff, 0xd8, 0xff, 0xe0, 0, 0], Err(OTHER)),
            ("AAC in MP4", mp4(b"..soun..mp4a"), Ok(Sound::M4a)),
            ("a long box", long.concat(), Ok(Sound::M4a)),
            ("a film", mp4(b"..vide..soun..mp4a"), Err(VIDEO)),
            ("a picture in MP4", mp4(b"..pict"), Err(OTHER)),
            ("cut off", mp4(b"..soun..mp4a")[..60].to_vec(), Err(BROKEN)),
            ("Opus", ogg(b"OpusHead"), Ok(Sound::Ogg)),
            ("Vorbis", ogg(b"\x01vorbis"), Err(VORBIS)),
            ("WAV", b"RIFF\0\0\0\0WAVEfmt ".to_vec(), Err(WAV)),
            ("a page", b"<html>".to_vec(), Err(OTHER)),
        ];
        for (name, bytes, expected) in cases {
            assert_eq!(sound_of(&bytes), expected, "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_at_all_are_too_odd(
            head in proptest::sample::select(vec![&b"ID3"[..], b"OggS", b"\0\0\0\x08ftyp", b"\xff\xfb", b""]),
            rest in proptest::collection::vec(any::<u8>(), 0..400),
        ) {
            let _ = sound_of(&[head, &rest].concat());
        }
    }
}
