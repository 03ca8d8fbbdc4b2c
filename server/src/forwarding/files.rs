//! The attachments as 12315 takes them: few, small, and under names that tell nothing.

use std::io::{Cursor, Write as _};

use domain::ports::{AttachmentFile, DeskError, Internal, Shown};
use image::ImageFormat;
use image::codecs::jpeg::JpegEncoder;
use storage::{AttachmentRow, MatterRow};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::Forwarder;

/// Longer edges and qualities tried in turn until a picture fits 12315's limit.
const SMALLER: [(u32, u8); 4] = [(2_000, 75), (1_600, 70), (1_200, 60), (800, 50)];

impl Forwarder {
    /// The shown copies in one zip, the report's own before those of later messages, as many as
    /// 12315 takes.
    pub(super) async fn zip_of(&self, row: &MatterRow) -> Result<AttachmentFile, DeskError> {
        let attachments = self.store.attachments(row.id).await.map_err(Internal::from)?;
        let chosen = chosen(attachments, self.laws.platform.files_max)?;
        let limit = usize::try_from(self.laws.platform.file_bytes_max).unwrap_or(usize::MAX);
        let mut files = Vec::new();
        for (position, attachment) in (1u32..).zip(&chosen) {
            let copy = self.gallery.shown(attachment).await.map_err(Internal::from)?;
            let fitted = tokio::task::spawn_blocking(move || fitted(copy, limit)).await.map_err(Internal::new)?;
            let bytes = fitted.map_err(Internal::new)?;
            files.push((format!("{}-{position}.jpg", row.number), bytes));
        }
        Ok(AttachmentFile {
            media_type: "application/zip".to_owned(),
            bytes: packed(&files).map_err(Internal::new)?,
            name: format!("{}.zip", row.number),
        })
    }
}

fn chosen(mut attachments: Vec<AttachmentRow>, max: usize) -> Result<Vec<AttachmentRow>, DeskError> {
    attachments.sort_by_key(|attachment| (attachment.message.is_some(), attachment.ordinal));
    attachments.retain(|attachment| attachment.shown.is_handed_on());
    attachments.truncate(max);
    if attachments.is_empty() {
        return Err(DeskError::NotReady("这个事项没有可以下载的照片"));
    }
    if attachments.iter().any(|attachment| attachment.shown == Shown::Waiting) {
        return Err(DeskError::NotReady("照片还在处理，请过一分钟再下载"));
    }
    Ok(attachments)
}

/// The picture itself, or a smaller one that fits.
fn fitted(copy: Vec<u8>, limit: usize) -> Result<Vec<u8>, image::ImageError> {
    if copy.len() <= limit {
        return Ok(copy);
    }
    let picture = image::load_from_memory_with_format(&copy, ImageFormat::Jpeg)?.into_rgb8();
    let picture = image::DynamicImage::ImageRgb8(picture);
    let mut smaller = copy;
    for (edge, quality) in SMALLER {
        let mut bytes = Vec::new();
        picture.thumbnail(edge, edge).write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality))?;
        smaller = bytes;
        if smaller.len() <= limit {
            break;
        }
    }
    Ok(smaller)
}

/// Pictures are compressed already, so they are stored as they are.
fn packed(files: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(name, options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_too_large_for_12315_is_drawn_smaller() {
        // Noise compresses badly, as a photo of a printed box does.
        let mut seed = 1u32;
        let noise = image::RgbImage::from_fn(1_500, 1_500, |_, _| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let [red, green, blue, _] = seed.to_be_bytes();
            image::Rgb([red, green, blue])
        });
        let mut large = Vec::new();
        JpegEncoder::new_with_quality(&mut large, 95).encode_image(&noise).unwrap();
        let limit = large.len() / 4;
        let small = fitted(large.clone(), limit).unwrap();
        assert!(small.len() <= limit, "{} of {limit}", small.len());
        assert!(image::load_from_memory(&small).unwrap().width() > 0);
        assert_eq!(fitted(large.clone(), large.len()).unwrap(), large);
    }
}
