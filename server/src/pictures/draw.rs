use domain::picture::{Area, CARD, Edit, Spot, Turn, WHOLE, widths};
use image::imageops::{self, FilterType};
use image::{DynamicImage, RgbImage};
use sha2::{Digest, Sha256};
use storage::{CopyShape, NewCopy};

use crate::media::{Unreadable, jpeg, opaque, with_pixels};

/// Patches a marked region is reduced to, each way: a face or a number has more parts than that.
const PATCHES: u32 = 4;

/// Bytes a copy should have at most, by width: a page with one picture stays within its weight.
const WEIGHTS: [(u32, usize); 3] = [(360, 14 << 10), (720, 36 << 10), (u32::MAX, 72 << 10)];

/// Tried one after the other until a copy is light enough; below the last a photo falls apart.
const QUALITIES: [u8; 4] = [80, 68, 56, 45];

/// Width of what an editor marks regions on.
const WORKING_WIDTH: u32 = 720;

/// What is shown of a picture, and how large its original is.
pub struct Drawing {
    pub width: u32,
    pub height: u32,
    pub copies: Vec<NewCopy>,
}

/// Draws every size of a picture.
///
/// # Errors
/// [`Unreadable`] for an original that is cut off or broken.
pub async fn draw(original: Vec<u8>, edit: Edit) -> Result<Drawing, Unreadable> {
    with_pixels(original, move |image| {
        let (width, height) = (image.width(), image.height());
        let shown = shown(image, &edit);
        let mut copies = Vec::new();
        for wide in widths(shown.width()) {
            let high = scaled(shown.height(), wide, shown.width());
            copies.push(copy(CopyShape::Page, &imageops::resize(&shown, wide, high, FilterType::Triangle))?);
        }
        copies.push(copy(CopyShape::Card, &card(&shown, edit.focus_in_cut()))?);
        Ok(Drawing { width, height, copies })
    })
    .await
}

/// The whole picture as it is turned now, for marking regions on it. A JPEG.
///
/// # Errors
/// As [`draw`].
pub async fn whole(original: Vec<u8>, turn: Turn) -> Result<Vec<u8>, Unreadable> {
    with_pixels(original, move |image| {
        let image = turned(image, turn);
        let image = if image.width() > WORKING_WIDTH { image.thumbnail(WORKING_WIDTH, u32::MAX) } else { image };
        jpeg(&opaque(image), QUALITIES[0])
    })
    .await
}

/// Turned, with every marked region destroyed, and cut.
fn shown(image: DynamicImage, edit: &Edit) -> RgbImage {
    let mut image = opaque(turned(image, edit.turn));
    for area in &edit.blurs {
        destroy(&mut image, *area);
    }
    match edit.crop {
        Some(area) => {
            let [left, top, width, height] = area.pixels(image.dimensions());
            imageops::crop_imm(&image, left, top, width, height).to_image()
        }
        None => image,
    }
}

fn turned(image: DynamicImage, turn: Turn) -> DynamicImage {
    match turn {
        Turn::None => image,
        Turn::Right => image.rotate90(),
        Turn::Around => image.rotate180(),
        Turn::Left => image.rotate270(),
    }
}

/// Puts the mean colours of a few patches in place of a region: a fine mosaic or a soft blur can be
/// undone for numbers and plates, a handful of means cannot.
fn destroy(image: &mut RgbImage, area: Area) {
    let [left, top, width, height] = area.pixels(image.dimensions());
    let region = imageops::crop_imm(image, left, top, width, height).to_image();
    let patches = imageops::thumbnail(&region, PATCHES.min(width), PATCHES.min(height));
    let covered = imageops::resize(&patches, width, height, FilterType::Nearest);
    imageops::replace(image, &covered, i64::from(left), i64::from(top));
}

/// The largest square around the focus, in one small size.
fn card(shown: &RgbImage, focus: Spot) -> RgbImage {
    let (width, height) = shown.dimensions();
    let edge = width.min(height);
    let left = corner(focus.x, width, edge);
    let top = corner(focus.y, height, edge);
    let square = imageops::crop_imm(shown, left, top, edge, edge).to_image();
    if edge > CARD { imageops::resize(&square, CARD, CARD, FilterType::Triangle) } else { square }
}

/// Where a stretch begins that has the focus in its middle as far as the side allows.
fn corner(focus: u16, side: u32, edge: u32) -> u32 {
    let place = u64::from(focus) * u64::from(side) / u64::from(WHOLE);
    let place = u32::try_from(place).unwrap_or(side);
    place.saturating_sub(edge / 2).min(side - edge)
}

fn scaled(height: u32, to: u32, from: u32) -> u32 {
    let scaled = (u64::from(height) * u64::from(to)).div_ceil(u64::from(from.max(1)));
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

fn copy(shape: CopyShape, image: &RgbImage) -> Result<NewCopy, Unreadable> {
    let (width, height) = image.dimensions();
    let most = WEIGHTS.iter().find(|(wide, _)| width <= *wide).map_or(usize::MAX, |(_, bytes)| *bytes);
    let mut bytes = Vec::new();
    for quality in QUALITIES {
        bytes = jpeg(image, quality)?;
        if bytes.len() <= most {
            break;
        }
    }
    let digest = hex::encode(Sha256::digest(&bytes));
    Ok(NewCopy { shape, width, height, digest, bytes })
}
