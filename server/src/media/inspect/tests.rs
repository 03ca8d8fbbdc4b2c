use image::RgbImage;
use proptest::prelude::*;

use super::*;

fn picture(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::new(3, 2).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Signature and header chunk of a PNG that claims a size; nothing behind it.
fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let mut png = picture(ImageFormat::Png);
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let crc = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&crc.to_be_bytes());
    png
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

#[test]
fn the_three_formats_are_known_by_their_own_bytes() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let expected = Inspected { media_type: format.to_mime_type(), width: 3, height: 2 };
        assert_eq!(inspect(&picture(format)), Ok(expected));
    }
}

#[test]
fn heic_is_refused_with_the_way_out() {
    for brand in ["heic", "mif1", "avif"] {
        let file = [b"\0\0\0\x18ftyp", brand.as_bytes(), b"\0\0\0\0"].concat();
        let words = inspect(&file).unwrap_err();
        assert!(words.contains("兼容性最佳") && words.contains("截一张图"), "{words}");
    }
}

#[test]
fn other_files_are_named_for_what_they_are() {
    let cases: [(&[u8], &str); 7] = [
        (b"GIF89a", "GIF"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04", "压缩包"),
        (b"\0\0\0\x18ftypisom", "视频"),
        (b"\0\0\0\x18ftyp", "视频"),
        (b"MZ\x90", "不是照片"),
        (b"", "空文件"),
    ];
    for (bytes, expected) in cases {
        let words = inspect(bytes).unwrap_err();
        assert!(words.contains(expected), "{words}");
    }
}

#[test]
fn a_png_of_30000_by_30000_is_refused_from_its_header() {
    let words = inspect(&png_claiming(30_000, 30_000)).unwrap_err();
    assert!(words.contains("3600 万像素"), "{words}");
    assert_eq!(inspect(&png_claiming(6_000, 6_000)).unwrap().width, 6_000);
    assert!(inspect(&png_claiming(6_001, 6_000)).is_err());
    assert!(inspect(&png_claiming(u32::MAX, u32::MAX)).is_err());
}

#[test]
fn a_file_over_eight_megabytes_is_refused_with_its_size() {
    let mut file = picture(ImageFormat::Jpeg);
    file.resize(MAX_FILE_BYTES, 0);
    assert!(inspect(&file).is_ok());
    file.push(0);
    assert!(inspect(&file).unwrap_err().starts_with("有 8.1 MB"));
}

proptest! {
    #[test]
    fn random_bytes_are_refused_in_words_and_never_panic(bytes: Vec<u8>) {
        if let Err(words) = inspect(&bytes) {
            prop_assert!(!words.is_empty());
        }
    }

    #[test]
    fn random_bytes_behind_a_true_beginning_never_panic(kind in 0..3usize, cut in 4..60usize, tail: Vec<u8>) {
        let format = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP][kind];
        let mut file = picture(format);
        file.truncate(cut);
        file.extend(tail);
        let _ = inspect(&file);
    }
}
