//! Reads a form with files as it arrives, without ever holding more of it than is allowed.

use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Request};
use domain::ports::Photo;
use domain::report::field;

use crate::doors::Trouble;

/// Bytes of a whole form that are kept: four photos of 8 MB, a recording as large, and the texts.
const BODY_MAX: usize = 44 << 20;
/// A browser reads the answer only after it has sent everything, so a form that is too large is
/// read on, and forgotten, up to here.
const READ_MAX: usize = 4 * BODY_MAX;
/// Parts of a form; ours has about forty.
const PARTS_MAX: usize = 64;
/// Bytes of one text; the longest answer has 400 characters.
const TEXT_MAX: usize = 8 << 10;
/// Photos that are kept; one more than that is already too many for every form.
pub const PHOTOS_MAX: usize = 4;

/// What arrived. Its photos are as they came: checking them is the taking port's business.
#[derive(Default)]
pub struct Posted {
    /// In the order of the form.
    pub texts: Vec<(String, String)>,
    pub photos: Vec<Photo>,
    /// What somebody said into the phone.
    pub voice: Option<Photo>,
    /// Photos that were sent, also those that were not kept.
    pub photos_sent: usize,
    /// Names of texts so long that only their beginning was kept.
    pub cut: Vec<String>,
    /// More bytes came than are kept; photos and recording are gone, the texts are there.
    pub too_large: bool,
    takes_voice: bool,
    bytes: usize,
}

/// Reads the whole form, in which somebody may have said something too.
///
/// # Errors
/// As [`read`].
pub async fn read_with_voice(request: Request) -> Result<Posted, Trouble> {
    read_into(Posted { takes_voice: true, ..Posted::default() }, request).await
}

/// Reads the whole form.
///
/// # Errors
/// `WrongType` for anything but a multipart form, `BadRequest` for one that broke off, has too many
/// parts, a file where none belongs, or text that is not UTF-8; `TooLarge` beyond all patience.
pub async fn read(request: Request) -> Result<Posted, Trouble> {
    read_into(Posted::default(), request).await
}

async fn read_into(mut posted: Posted, request: Request) -> Result<Posted, Trouble> {
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| Trouble::WrongType)?;
    let mut parts = 0;
    while let Some(part) = form.next_field().await? {
        parts += 1;
        if parts > PARTS_MAX && part.name() != Some(field::PHOTOS) {
            return Err(Trouble::BadRequest("表里的内容太多。请从网页上的表格提交。".to_owned()));
        }
        posted.take(part).await?;
    }
    Ok(posted)
}

impl Posted {
    async fn take(&mut self, part: Field<'_>) -> Result<(), Trouble> {
        let name = part.name().unwrap_or_default().to_owned();
        if name == field::PHOTOS {
            return self.take_photo(part).await;
        }
        if name == field::VOICE && self.takes_voice {
            return self.take_voice(part).await;
        }
        if part.file_name().is_some() {
            return Err(Trouble::BadRequest("表里多了一个文件。请从网页上的表格提交。".to_owned()));
        }
        self.take_text(name, part).await
    }

    async fn take_photo(&mut self, part: Field<'_>) -> Result<(), Trouble> {
        let wanted = self.photos.len() < PHOTOS_MAX;
        let Some(photo) = self.take_file(part, wanted).await? else { return Ok(()) };
        self.photos_sent += 1;
        if wanted && !self.too_large {
            self.photos.push(photo);
        }
        Ok(())
    }

    async fn take_voice(&mut self, part: Field<'_>) -> Result<(), Trouble> {
        if let Some(voice) = self.take_file(part, true).await? {
            self.voice = Some(voice);
        }
        Ok(())
    }

    /// An input without a file posts an empty one without a name. Once too much has come, nothing of any file is kept.
    async fn take_file(&mut self, mut part: Field<'_>, wanted: bool) -> Result<Option<Photo>, Trouble> {
        let named = part.file_name().is_some_and(|name| !name.is_empty());
        let mut bytes = Vec::new();
        let mut empty = true;
        while let Some(chunk) = part.chunk().await? {
            self.count(chunk.len())?;
            empty &= chunk.is_empty();
            if wanted && !self.too_large {
                bytes.extend_from_slice(&chunk);
            }
        }
        if self.too_large {
            self.photos.clear();
            self.voice = None;
        }
        Ok((named || !empty).then_some(Photo { bytes }))
    }

    async fn take_text(&mut self, name: String, mut part: Field<'_>) -> Result<(), Trouble> {
        let mut bytes = Vec::new();
        let mut cut = false;
        while let Some(chunk) = part.chunk().await? {
            self.count(chunk.len())?;
            let room = TEXT_MAX - bytes.len();
            bytes.extend(chunk.iter().take(room));
            cut |= chunk.len() > room;
        }
        let text = text(bytes, cut).ok_or_else(|| Trouble::BadRequest("文字的编码不对，应为 UTF-8。".to_owned()))?;
        if cut {
            self.cut.push(name.clone());
        }
        // Browsers send every line break as two characters; a person counts one.
        self.texts.push((name, text.replace("\r\n", "\n")));
        Ok(())
    }

    fn count(&mut self, bytes: usize) -> Result<(), Trouble> {
        self.bytes += bytes;
        self.too_large |= self.bytes > BODY_MAX;
        if self.bytes > READ_MAX { Err(Trouble::TooLarge) } else { Ok(()) }
    }
}

/// A text that was cut may end in the middle of a character, which is dropped.
fn text(bytes: Vec<u8>, cut: bool) -> Option<String> {
    match String::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) if cut && error.utf8_error().error_len().is_none() => {
            let whole = error.utf8_error().valid_up_to();
            let mut bytes = error.into_bytes();
            bytes.truncate(whole);
            String::from_utf8(bytes).ok()
        }
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_text_ends_with_a_whole_character() {
        let bytes = "药药".as_bytes();
        assert_eq!(text(bytes[..5].to_vec(), true).as_deref(), Some("药"));
        assert_eq!(text(bytes[..5].to_vec(), false), None);
        assert_eq!(text(vec![0xff, 0xfe], true), None);
    }
}
