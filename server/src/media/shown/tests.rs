use image::{ImageFormat, Rgba};

use super::*;

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Left half black, right half white.
fn half_and_half(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([0; 3]) } else { Rgb([255; 3]) }).into()
}

/// EXIF that says "turn a quarter to the right" and carries a place and a phone's name.
fn with_exif(jpeg: &[u8]) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
    exif.extend(b"GPS-24.47N-100.12E SecretPhone");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

fn read(copy: &[u8]) -> RgbImage {
    image::load_from_memory_with_format(copy, ImageFormat::Jpeg).unwrap().into_rgb8()
}

#[tokio::test]
async fn the_copy_stands_upright_and_tells_nothing_of_the_phone() {
    let original = with_exif(&encoded(&half_and_half(64, 32), ImageFormat::Jpeg));
    let copy = shown_copy(original).await.unwrap();
    let image = read(&copy);
    assert_eq!(image.dimensions(), (32, 64));
    assert!(image.get_pixel(16, 4).0[0] < 40 && image.get_pixel(16, 60).0[0] > 215, "black is on top now");
    for trace in [&b"Exif"[..], b"GPS", b"SecretPhone"] {
        assert!(!copy.windows(trace.len()).any(|window| window == trace));
    }
}

#[tokio::test]
async fn a_zip_behind_the_picture_does_not_reach_the_copy() {
    let mut polyglot = encoded(&half_and_half(16, 16), ImageFormat::Jpeg);
    polyglot.extend(b"PK\x03\x04 evil.exe PK\x05\x06");
    let copy = shown_copy(polyglot).await.unwrap();
    assert_eq!(copy[copy.len() - 2..], [0xff, 0xd9], "the copy ends where the picture ends");
    assert!(!copy.windows(4).any(|window| window == b"PK\x03\x04" || window == b"evil"));
}

#[tokio::test]
async fn large_pictures_shrink_to_an_edge_of_2000_and_small_ones_keep_their_size() {
    for (original, expected) in [((4_000, 1_000), (2_000, 500)), ((500, 3_000), (333, 2_000)), ((2_000, 9), (2_000, 9))]
    {
        let picture = encoded(&half_and_half(original.0, original.1), ImageFormat::Png);
        assert_eq!(read(&shown_copy(picture).await.unwrap()).dimensions(), expected);
    }
}

#[tokio::test]
async fn transparency_becomes_white() {
    let clear = DynamicImage::from(RgbaImage::from_pixel(8, 8, Rgba([0, 0, 0, 0])));
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let image = read(&shown_copy(encoded(&clear, format)).await.unwrap());
        assert!(image.get_pixel(4, 4).0[0] > 250);
    }
}

#[tokio::test]
async fn cut_off_and_broken_pictures_are_unreadable() {
    for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Jpeg] {
        let whole = encoded(&half_and_half(640, 480), format);
        let cut = whole[..whole.len() / 2].to_vec();
        assert!(shown_copy(cut).await.is_err(), "{format:?}");
    }
    assert!(shown_copy(b"\xff\xd8\xff rubbish".to_vec()).await.is_err());
}
