use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Request};

use crate::doors::Trouble;

/// A browser looks at the answer only after it has sent everything, so a file that is too large is
/// read on, and forgotten, up to here.
pub const READ_MAX: usize = 64 << 20;
/// Bytes of one text.
const TEXT_MAX: usize = 4 << 10;
/// Parts of the form.
const PARTS_MAX: usize = 12;

/// The one file a form asks for.
pub struct Wanted {
    /// Bytes it may have.
    pub most: usize,
    /// Said where none was chosen.
    pub none: &'static str,
    /// Said where it has more.
    pub too_large: &'static str,
}

/// What the form brought.
pub struct Uploaded {
    pub texts: Vec<(String, String)>,
    /// Or why there is none, in words for the field.
    pub file: Result<Vec<u8>, String>,
}

/// # Errors
/// `WrongType` for anything but a form with a file, `BadRequest` for one that broke off, `TooLarge`
/// beyond all patience.
pub async fn read(request: Request, wanted: &Wanted) -> Result<Uploaded, Trouble> {
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| Trouble::WrongType)?;
    let mut uploaded = Uploaded { texts: Vec::new(), file: Err(wanted.none.to_owned()) };
    let mut parts = 0;
    while let Some(part) = form.next_field().await? {
        parts += 1;
        if parts > PARTS_MAX {
            return Err(Trouble::BadRequest("表里的内容太多。请从网页上的表格提交。".to_owned()));
        }
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" {
            uploaded.take_file(part, wanted).await?;
        } else {
            let bytes = bytes(part, TEXT_MAX).await?.unwrap_or_default();
            let text = String::from_utf8(bytes);
            let text = text.map_err(|_| Trouble::BadRequest("文字的编码不对，应为 UTF-8。".to_owned()))?;
            uploaded.texts.push((name, text));
        }
    }
    Ok(uploaded)
}

impl Uploaded {
    async fn take_file(&mut self, part: Field<'_>, wanted: &Wanted) -> Result<(), Trouble> {
        let named = part.file_name().is_some_and(|name| !name.is_empty());
        self.file = match bytes(part, wanted.most).await? {
            None => Err(wanted.too_large.to_owned()),
            Some(bytes) if bytes.is_empty() && !named => Err(wanted.none.to_owned()),
            Some(bytes) => Ok(bytes),
        };
        Ok(())
    }
}

/// `None` for more than `most`, of which nothing is kept.
async fn bytes(mut part: Field<'_>, most: usize) -> Result<Option<Vec<u8>>, Trouble> {
    let (mut kept, mut length) = (Vec::new(), 0_usize);
    while let Some(chunk) = part.chunk().await? {
        length = length.saturating_add(chunk.len());
        if length > most {
            kept = Vec::new();
        } else {
            kept.extend_from_slice(&chunk);
        }
    }
    Ok((length <= most).then_some(kept))
}
