use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Rgb, RgbImage, RgbaImage};
use tokio::sync::Semaphore;

use super::inspect::{format_of, limits};

/// Longer edge of the copy, in pixels.
const MAX_EDGE: u32 = 2_000;
const QUALITY: u8 = 80;

/// One picture is decoded at a time: a large one takes 150 MB while it lasts.
static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);

/// The picture cannot be decoded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the picture cannot be decoded: {0}")]
pub struct Unreadable(String);

/// The copy staff see: a JPEG drawn anew from the pixels, upright, and with nothing else of the
/// original in it: no EXIF, no colour profile, no bytes behind the picture.
///
/// # Errors
/// [`Unreadable`] for a picture that is cut off or broken.
pub async fn shown_copy(original: Vec<u8>) -> Result<Vec<u8>, Unreadable> {
    with_pixels(original, |image| {
        let edge = image.width().max(image.height());
        let image = if edge > MAX_EDGE { image.thumbnail(MAX_EDGE, MAX_EDGE) } else { image };
        jpeg(&opaque(image), QUALITY)
    })
    .await
}

/// Does something with the upright pixels of a picture, away from the requests and for one picture
/// at a time.
///
/// # Errors
/// [`Unreadable`] for a picture that is cut off or broken.
pub async fn with_pixels<T: Send + 'static>(
    original: Vec<u8>,
    work: impl FnOnce(DynamicImage) -> Result<T, Unreadable> + Send + 'static,
) -> Result<T, Unreadable> {
    let _permit = ONE_AT_A_TIME.acquire().await.map_err(|error| Unreadable(error.to_string()))?;
    let done = tokio::task::spawn_blocking(move || work(upright(&original)?)).await;
    // A decoder that panics on hostile bytes ends here, not the server.
    done.unwrap_or_else(|panic| Err(Unreadable(panic.to_string())))
}

/// A JPEG with nothing in it but the pixels.
///
/// # Errors
/// For a picture larger than the format knows.
pub fn jpeg(image: &RgbImage, quality: u8) -> Result<Vec<u8>, Unreadable> {
    let mut copy = Vec::new();
    JpegEncoder::new_with_quality(&mut copy, quality).encode_image(image).map_err(unreadable)?;
    Ok(copy)
}

fn upright(original: &[u8]) -> Result<DynamicImage, Unreadable> {
    let format = format_of(original).ok_or_else(|| Unreadable("unknown format".to_owned()))?;
    if format == ImageFormat::Jpeg && is_cut_off(original) {
        return Err(Unreadable("the picture ends before its end marker".to_owned()));
    }
    let mut reader = ImageReader::with_format(Cursor::new(original), format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    image.apply_orientation(orientation);
    Ok(image)
}

/// Whether no end marker follows the pixels of a JPEG. The decoder fills what is missing with grey,
/// which on a desk would pass for what was photographed.
fn is_cut_off(jpeg: &[u8]) -> bool {
    let mut rest = jpeg.get(2..).unwrap_or_default();
    // Segments up to the first scan may hold a thumbnail with an end marker of its own.
    while let [0xff, marker, high, low, ..] = *rest {
        if marker == 0xda {
            return !rest.windows(2).any(|pair| pair == [0xff, 0xd9]);
        }
        let length = usize::from(u16::from_be_bytes([high, low]));
        rest = rest.get(2 + length..).unwrap_or_default();
    }
    // Laid out in a way this does not know: the decoder decides.
    false
}

/// JPEG knows no transparency: what shows through is white, as on paper.
#[must_use]
pub fn opaque(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image: RgbaImage = image.into_rgba8();
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [r, g, b, alpha] = image.get_pixel(x, y).0;
        Rgb([over_white(r, alpha), over_white(g, alpha), over_white(b, alpha)])
    })
}

fn over_white(colour: u8, alpha: u8) -> u8 {
    let (colour, alpha) = (u32::from(colour), u32::from(alpha));
    u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
}

fn unreadable(error: image::ImageError) -> Unreadable {
    Unreadable(error.to_string())
}

#[cfg(test)]
mod tests;
