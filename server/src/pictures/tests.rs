use std::io::Cursor;

use domain::picture::{Area, Edit, Spot, Turn};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use storage::{CopyShape, NewCopy};

use super::draw;

/// Squares as fine as print, which a soft blur would leave traces of.
fn chequered(width: u32, height: u32) -> Vec<u8> {
    let pixel = |x: u32, y: u32| if (x / 6 + y / 6).is_multiple_of(2) { Rgb([0, 0, 0]) } else { Rgb([255, 255, 255]) };
    encoded(RgbImage::from_fn(width, height, pixel))
}

fn encoded(image: RgbImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(image).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn pixels(copy: &NewCopy) -> RgbImage {
    image::load_from_memory(&copy.bytes).unwrap().into_rgb8()
}

fn page_copies(copies: &[NewCopy]) -> Vec<&NewCopy> {
    copies.iter().filter(|copy| copy.shape == CopyShape::Page).collect()
}

/// How far apart the brightest and the darkest pixel of a region are.
fn contrast(image: &RgbImage, [left, top, width, height]: [u32; 4]) -> u8 {
    let inside = (top..top + height).flat_map(|y| (left..left + width).map(move |x| image.get_pixel(x, y).0[0]));
    let values: Vec<u8> = inside.collect();
    values.iter().max().unwrap() - values.iter().min().unwrap()
}

#[tokio::test]
async fn a_marked_region_is_destroyed_in_every_size() {
    let marked = Area::new(250, 250, 500, 500).unwrap();
    let edit = Edit { blurs: vec![marked], ..Edit::default() };
    let drawing = draw(chequered(720, 720), edit).await.unwrap();
    for copy in &drawing.copies {
        let image = pixels(copy);
        let [left, top, width, height] = marked.pixels(image.dimensions());
        // The edge of the region is where JPEG's squares reach over it.
        let inner = [left + 16, top + 16, width - 32, height - 32];
        assert!(contrast(&image, inner) < 60, "{:?} {}: {}", copy.shape, copy.width, contrast(&image, inner));
        assert!(contrast(&image, [0, 0, 60, 60]) > 150, "what was not marked is there");
    }
}

#[tokio::test]
async fn no_size_is_larger_than_the_picture_and_none_jumps() {
    let drawing = draw(chequered(800, 400), Edit::default()).await.unwrap();
    let sizes: Vec<_> = page_copies(&drawing.copies).iter().map(|copy| (copy.width, copy.height)).collect();
    assert_eq!(sizes, [(360, 180), (720, 360), (800, 400)]);
    for copy in &drawing.copies {
        assert_eq!(pixels(copy).dimensions(), (copy.width, copy.height));
    }
}

#[tokio::test]
async fn it_is_turned_before_it_is_cut() {
    let image = RgbImage::from_fn(400, 200, |x, _| if x < 200 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) });
    // Turned right, what was left stands on top.
    let edit = Edit { turn: Turn::Right, crop: Area::new(0, 0, 1000, 400), ..Edit::default() };
    let drawing = draw(encoded(image), edit).await.unwrap();
    let shown = pixels(page_copies(&drawing.copies)[0]);
    assert_eq!((drawing.width, drawing.height), (400, 200), "the original's own size");
    assert_eq!(shown.dimensions(), (200, 160));
    assert!(shown.pixels().all(|pixel| pixel.0[0] > 200 && pixel.0[2] < 60));
}

#[tokio::test]
async fn the_card_holds_the_focus() {
    let image = RgbImage::from_fn(900, 300, |x, _| if x < 300 { Rgb([0, 255, 0]) } else { Rgb([0, 0, 0]) });
    for (focus, green) in [(Spot { x: 0, y: 500 }, true), (Spot { x: 1000, y: 500 }, false)] {
        let drawing = draw(encoded(image.clone()), Edit { focus, ..Edit::default() }).await.unwrap();
        let card = drawing.copies.iter().find(|copy| copy.shape == CopyShape::Card).unwrap();
        assert_eq!((card.width, card.height), (300, 300));
        assert_eq!(pixels(card).get_pixel(150, 150).0[1] > 200, green);
    }
}

#[tokio::test]
async fn nothing_of_the_file_but_its_pixels_comes_through() {
    let mut jpeg = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(RgbImage::new(40, 30)).write_to(&mut jpeg, ImageFormat::Jpeg).unwrap();
    let plain = jpeg.into_inner();
    let secret = b"Exif\0\0 GPS 24.44 100.12 SECRET";
    let length = u16::try_from(secret.len() + 2).unwrap().to_be_bytes();
    let mut tagged = plain[..2].to_vec();
    tagged.extend([0xff, 0xe1]);
    tagged.extend(length);
    tagged.extend(secret);
    tagged.extend(&plain[2..]);
    tagged.extend(b"SECRET behind the picture");
    let drawing = draw(tagged, Edit::default()).await.unwrap();
    for copy in &drawing.copies {
        assert!(!copy.bytes.windows(6).any(|window| window == b"SECRET"));
        assert!(!copy.bytes.windows(4).any(|window| window == b"Exif"));
    }
}

#[tokio::test]
async fn a_photo_stays_light_enough_for_a_phone() {
    // Noise is the hardest there is to compress; photos are far from it.
    let mut state = 1_u32;
    let image = RgbImage::from_fn(1600, 1200, |x, y| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = u8::try_from(state >> 28).unwrap();
        Rgb([u8::try_from(x / 8 % 256).unwrap(), u8::try_from(y / 6 % 256).unwrap(), 90 + noise])
    });
    let drawing = draw(encoded(image), Edit::default()).await.unwrap();
    let weights: Vec<_> = page_copies(&drawing.copies).iter().map(|copy| (copy.width, copy.bytes.len())).collect();
    assert!(
        matches!(weights.as_slice(), [(360, a), (720, b), (1080, c)] if *a < 14 << 10 && *b < 36 << 10 && *c < 72 << 10),
        "{weights:?}"
    );
}

#[tokio::test]
async fn a_broken_file_is_said_to_be_one() {
    let whole = chequered(100, 100);
    assert!(draw(whole[..whole.len() / 2].to_vec(), Edit::default()).await.is_err());
    assert!(draw(b"not a picture".to_vec(), Edit::default()).await.is_err());
}
