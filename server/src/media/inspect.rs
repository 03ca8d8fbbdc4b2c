use std::io::Cursor;

use image::{ImageFormat, ImageReader, Limits};

/// Bytes of one file.
pub const MAX_FILE_BYTES: usize = 8 * 1024 * 1024;
/// Files of one submission or message.
pub const MAX_FILES: usize = 4;
/// Width times height; read from the header, before anything is decoded.
pub const MAX_PIXELS: u64 = 36_000_000;

/// Bytes a decoder may ask for: the largest allowed picture in RGBA, and a little room.
const MAX_DECODED_BYTES: u64 = MAX_PIXELS * 4 + 16 * 1024 * 1024;

/// What the first bytes of a picture say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inspected {
    pub media_type: &'static str,
    pub width: u32,
    pub height: u32,
}

/// Looks at a file's own bytes; its name and the type the sender claims count for nothing.
///
/// # Errors
/// One sentence that says what to do instead.
pub fn inspect(bytes: &[u8]) -> Result<Inspected, String> {
    if bytes.is_empty() {
        return Err("是空文件，请重新选一张照片".to_owned());
    }
    if bytes.len() > MAX_FILE_BYTES {
        return Err(too_big(bytes.len()));
    }
    let format = format_of(bytes).ok_or_else(|| refusal(bytes).to_owned())?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    let unreadable = || "打不开，可能没有传完整，请重新选".to_owned();
    let (width, height) = match reader.into_dimensions() {
        // The decoder's own limit speaks only of size.
        Err(image::ImageError::Limits(_)) => return Err(too_many_pixels()),
        other => other.map_err(|_| unreadable())?,
    };
    match u64::from(width) * u64::from(height) {
        0 => Err(unreadable()),
        pixels if pixels > MAX_PIXELS => Err(too_many_pixels()),
        _ => Ok(Inspected { media_type: format.to_mime_type(), width, height }),
    }
}

/// The picture format the magic bytes name, among those taken in.
pub(super) fn format_of(bytes: &[u8]) -> Option<ImageFormat> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some(ImageFormat::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(ImageFormat::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(ImageFormat::WebP),
        _ => None,
    }
}

pub(super) fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    limits
}

fn refusal(bytes: &[u8]) -> &'static str {
    if let [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] = bytes {
        return iso_media(brand);
    }
    match bytes {
        [b'G', b'I', b'F', b'8', ..] => "不收动图（GIF），请改用 JPG 照片，或者截一张图",
        [b'%', b'P', b'D', b'F', ..] => "不收 PDF 文件，请把要看的那一页截图或拍照",
        [b'P', b'K', ..] | [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', ..] => "是压缩包或文档，不是照片，请直接选照片",
        _ => "不是照片，只收 JPG、PNG、WebP 格式的照片",
    }
}

fn iso_media(brand: &[u8]) -> &'static str {
    match brand.get(..4) {
        Some(b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" | b"avif" | b"avis") => {
            "是 HEIC 格式，电脑上多半打不开。苹果手机请到“设置→相机→格式”选“兼容性最佳”再拍；已经拍好的，截一张图再选"
        }
        _ => "不收视频，请截一张图或拍照",
    }
}

fn too_big(bytes: usize) -> String {
    // Rounded up, so that a file just over the limit does not read as fitting it.
    let tenths = bytes.div_ceil(1024 * 1024 / 10);
    format!("有 {}.{} MB，每张最多 8 MB，可以截一张图再选", tenths / 10, tenths % 10)
}

fn too_many_pixels() -> String {
    "尺寸太大（超过 3600 万像素），请把相机的像素调低再拍，或者截一张图".to_owned()
}

#[cfg(test)]
mod tests;
