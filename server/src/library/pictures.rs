//! What texts show: line drawings (SVG) and photos (JPEG) of the content folder, and pictures of the
//! newsroom. Each with a known size, so that pages do not jump.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::picture::About;
use domain::ports::{PictureCopy, PictureRow};
use typeset::{Fault, Picture};

use super::described::Description;
use super::shelf::Shelf;
use crate::media::inspect;

/// A drawing must not weigh more than the text beside it on a slow line.
const LARGEST: usize = 4 * 1024;

/// The same for a photo that comes in one size. One with a description is meant to be taken in, and
/// then comes in several.
const LARGEST_PHOTO: usize = 100 * 1024;

/// Pictures by file name.
#[derive(Clone, Debug, Default)]
pub struct Pictures {
    pub shown: typeset::Pictures,
    /// Bytes of those of the content folder; the newsroom's lie in the vault.
    files: BTreeMap<String, Arc<[u8]>>,
}

impl Pictures {
    /// The bytes of a picture of the content folder.
    pub fn bytes(&self, name: &str) -> Option<Arc<[u8]>> {
        self.files.get(name).cloned()
    }

    /// Puts pictures of the newsroom over those of the content folder.
    pub fn extend(&mut self, album: typeset::Pictures) {
        self.files.retain(|name, _| !album.contains_key(name));
        self.shown.extend(album);
    }

    fn insert(&mut self, name: String, read: Read) {
        self.shown.insert(name.clone(), read.picture);
        self.files.insert(name, read.bytes);
    }
}

/// A picture of the content folder.
struct Read {
    picture: Picture,
    bytes: Arc<[u8]>,
}

impl Read {
    fn new(bytes: &[u8], (width, height): (u32, u32)) -> Self {
        let picture = Picture { width, height, copies: Vec::new(), alt: None, credited: true, card: None };
        Self { picture, bytes: bytes.into() }
    }
}

pub fn gather(shelf: &Shelf, faults: &mut Vec<Fault>) -> Pictures {
    let mut pictures = Pictures::default();
    for path in shelf.paths("pictures", "svg") {
        let read =
            shelf.text(&path).and_then(|file| drawing(&file.text).map_err(|what| Fault::new(&file.label, 1, what)));
        pictures.insert(name_of(&path), kept(read, faults));
    }
    for path in shelf.paths("pictures", "jpg") {
        let described = description(shelf, &path).map_err(|fault| faults.push(fault)).ok().flatten();
        let read = photo(&shelf.bytes(&path).unwrap_or_default(), described.is_some());
        let mut read = kept(read.map_err(|what| Fault::new(&shelf.label(&path), 1, what)), faults);
        if let Some(about) = described.map(|described| described.about()) {
            (read.picture.alt, read.picture.credited) = (words(&about), !about.credit.is_empty());
        }
        read.picture.card = Some(name_of(&path));
        pictures.insert(name_of(&path), read);
    }
    let lonely =
        |path: &String| !pictures.shown.contains_key(&format!("{}.jpg", name_of(path).trim_end_matches(".toml")));
    for path in shelf.paths("pictures", "toml").into_iter().filter(lonely) {
        faults.push(Fault::new(&shelf.label(&path), 1, "只有说明，没有同名的照片（.jpg）"));
    }
    pictures
}

/// The names of pictures a text shows, as it writes them: `box.svg`.
pub fn named(text: &str) -> impl Iterator<Item = &str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    text.split("../pictures/")
        .skip(1)
        .map(move |rest| rest.find(|c| !plain(c)).map_or(rest, |end| rest.split_at(end).0))
}

/// Pictures of the newsroom, by the names texts call them.
pub fn of_album(rows: &[PictureRow]) -> typeset::Pictures {
    let picture = |row: &PictureRow| {
        let largest = row.copies.last()?;
        let name = |copy: &PictureCopy| format!("{}.jpg", copy.digest);
        Some(Picture {
            width: largest.width,
            height: largest.height,
            copies: row.copies.iter().map(|copy| (copy.width, name(copy))).collect(),
            alt: words(&row.about),
            credited: !row.about.credit.is_empty(),
            card: row.card.as_ref().map(name),
        })
    };
    rows.iter().filter_map(|row| Some((format!("{}.jpg", row.name), picture(row)?))).collect()
}

/// What is said about a photo, if anything is.
fn description(shelf: &Shelf, photo: &str) -> Result<Option<Description>, Fault> {
    let path = format!("{}.toml", photo.trim_end_matches(".jpg"));
    if shelf.bytes(&path).is_some() { Description::read(shelf, &path).map(Some) } else { Ok(None) }
}

/// The words a picture brings along: none for decoration, nothing at all where they were never written.
fn words(about: &About) -> Option<String> {
    (about.decorative || !about.alt.is_empty()).then(|| about.alt.clone())
}

/// A faulty picture keeps its place, so that its own fault is the only one.
fn kept(read: Result<Read, Fault>, faults: &mut Vec<Fault>) -> Read {
    read.unwrap_or_else(|fault| {
        faults.push(fault);
        Read::new(&[], (0, 0))
    })
}

fn name_of(path: &str) -> String {
    path.trim_start_matches("pictures/").to_owned()
}

fn photo(bytes: &[u8], described: bool) -> Result<Read, String> {
    if !described && bytes.len() > LARGEST_PHOTO {
        return Err("照片超过 100 KB，请缩小；或者在采编里上传，那里会做成几种大小".to_owned());
    }
    let inspected = inspect(bytes).map_err(|why| format!("照片{why}"))?;
    if inspected.media_type == "image/jpeg" {
        Ok(Read::new(bytes, (inspected.width, inspected.height)))
    } else {
        Err("文件名是 .jpg，内容不是 JPG".to_owned())
    }
}

fn drawing(svg: &str) -> Result<Read, &'static str> {
    if svg.len() > LARGEST {
        return Err("图片超过 4 KB，请简化");
    }
    if is_active(svg) {
        return Err("图片里不能有脚本、外部链接或者外部文件");
    }
    let size = size(svg).ok_or("图片缺少 viewBox=\"0 0 宽 高\"")?;
    Ok(Read::new(svg.as_bytes(), size))
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
        let picture = drawing("<svg viewBox=\"0 0 360 220\"/>").unwrap().picture;
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
