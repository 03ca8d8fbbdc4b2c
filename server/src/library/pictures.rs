//! What texts show: line drawings (SVG) and photos (JPEG) of the content folder, and pictures of the
//! newsroom. Each with a known size, so that pages do not jump.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::ports::PictureRow;

use super::fault::Fault;
use super::shelf::Shelf;
use crate::media::inspect;

/// A drawing must not weigh more than the text beside it on a slow line.
const LARGEST: usize = 4 * 1024;

/// The same for a photo that comes in one size.
const LARGEST_PHOTO: usize = 100 * 1024;

/// Width of the size that is named first: what a browser takes that knows no other.
const MIDDLE: u32 = 720;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
    pub from: From,
    /// The words it brings along where a text gives none; empty for decoration.
    pub alt: Option<String>,
}

/// Where its bytes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    File(Arc<[u8]>),
    /// Sizes of a picture of the newsroom: width and name, the narrowest first.
    Album(Vec<(u32, String)>),
}

/// Pictures by file name.
pub type Pictures = BTreeMap<String, Picture>;

impl Picture {
    /// The bytes of a picture of the content folder.
    pub fn bytes(&self) -> Option<&Arc<[u8]>> {
        match &self.from {
            From::File(bytes) => Some(bytes),
            From::Album(_) => None,
        }
    }

    fn of_file(bytes: &[u8], (width, height): (u32, u32)) -> Self {
        Self { width, height, from: From::File(bytes.into()), alt: None }
    }

    /// The name it is served under, and all its sizes where it has more than one.
    pub fn names<'a>(&'a self, own: &'a str) -> (&'a str, &'a [(u32, String)]) {
        match &self.from {
            From::File(_) => (own, &[]),
            From::Album(sizes) => {
                let middle = sizes.iter().rev().find(|(width, _)| *width <= MIDDLE).or(sizes.first());
                (middle.map_or(own, |(_, name)| name), sizes)
            }
        }
    }
}

pub fn gather(shelf: &Shelf, faults: &mut Vec<Fault>) -> Pictures {
    let mut pictures = Pictures::new();
    for path in shelf.paths("pictures", "svg") {
        let read =
            shelf.text(&path).and_then(|file| drawing(&file.text).map_err(|what| Fault::new(&file.label, 1, what)));
        pictures.insert(name_of(&path), kept(read, faults));
    }
    for path in shelf.paths("pictures", "jpg") {
        let read = photo(&shelf.bytes(&path).unwrap_or_default());
        pictures.insert(name_of(&path), kept(read.map_err(|what| Fault::new(&shelf.label(&path), 1, what)), faults));
    }
    pictures
}

/// Pictures of the newsroom, by the names texts call them.
pub fn of_album(rows: &[PictureRow]) -> Pictures {
    let picture = |row: &PictureRow| {
        let largest = row.copies.last()?;
        let sizes = row.copies.iter().map(|copy| (copy.width, format!("{}.jpg", copy.digest))).collect();
        Some(Picture {
            width: largest.width,
            height: largest.height,
            from: From::Album(sizes),
            alt: Some(row.about.alt.clone()),
        })
    };
    rows.iter().filter_map(|row| Some((format!("{}.jpg", row.name), picture(row)?))).collect()
}

/// A faulty picture keeps its place, so that its own fault is the only one.
fn kept(read: Result<Picture, Fault>, faults: &mut Vec<Fault>) -> Picture {
    read.unwrap_or_else(|fault| {
        faults.push(fault);
        Picture::of_file(&[], (0, 0))
    })
}

fn name_of(path: &str) -> String {
    path.trim_start_matches("pictures/").to_owned()
}

fn photo(bytes: &[u8]) -> Result<Picture, String> {
    if bytes.len() > LARGEST_PHOTO {
        return Err("照片超过 100 KB，请缩小；或者在采编里上传，那里会做成几种大小".to_owned());
    }
    let inspected = inspect(bytes).map_err(|why| format!("照片{why}"))?;
    if inspected.media_type == "image/jpeg" {
        Ok(Picture::of_file(bytes, (inspected.width, inspected.height)))
    } else {
        Err("文件名是 .jpg，内容不是 JPG".to_owned())
    }
}

fn drawing(svg: &str) -> Result<Picture, &'static str> {
    if svg.len() > LARGEST {
        return Err("图片超过 4 KB，请简化");
    }
    if is_active(svg) {
        return Err("图片里不能有脚本、外部链接或者外部文件");
    }
    let size = size(svg).ok_or("图片缺少 viewBox=\"0 0 宽 高\"")?;
    Ok(Picture::of_file(svg.as_bytes(), size))
}

/// The drawing's own size: width and height of its view box.
fn size(svg: &str) -> Option<(u32, u32)> {
    let (_, rest) = svg.split_once("viewBox=\"")?;
    let (numbers, _) = rest.split_once('"')?;
    let numbers: Vec<u32> = numbers.split_whitespace().map(str::parse).collect::<Result<_, _>>().ok()?;
    match numbers.as_slice() {
        [_, _, width, height] => Some((*width, *height)),
        _ => None,
    }
}

/// Whether the file does or loads anything. Opened by its own address, an SVG is a document.
fn is_active(svg: &str) -> bool {
    let svg = svg.to_lowercase();
    let handler =
        svg.split(|c: char| c.is_whitespace() || c == '/').any(|word| word.starts_with("on") && word.contains('='));
    handler || ["<script", "<foreignobject", "href=", "@import", "url(", "<!entity"].iter().any(|bad| svg.contains(bad))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_is_read_from_the_view_box() {
        let picture = drawing("<svg viewBox=\"0 0 360 220\"/>").unwrap();
        assert_eq!((picture.width, picture.height), (360, 220));
    }

    #[test]
    fn a_drawing_that_does_something_is_refused() {
        for bad in [
            "<svg viewBox=\"0 0 1 1\"><script/></svg>",
            "<svg viewBox=\"0 0 1 1\" onload=\"x()\"/>",
            "<svg viewBox=\"0 0 1 1\"><image href=\"//x\"/></svg>",
        ] {
            assert!(drawing(bad).is_err(), "{bad}");
        }
    }
}
