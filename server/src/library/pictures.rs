//! Line drawings of articles: SVG, small, with a known size so that pages do not jump.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fault::Fault;
use super::shelf::Shelf;

/// A drawing must not weigh more than the text beside it on a slow line.
const LARGEST: usize = 4 * 1024;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub bytes: Arc<[u8]>,
    pub width: u32,
    pub height: u32,
}

/// Pictures by file name.
pub type Pictures = BTreeMap<String, Picture>;

pub fn gather(shelf: &Shelf, faults: &mut Vec<Fault>) -> Pictures {
    let mut pictures = Pictures::new();
    for path in shelf.paths("pictures", "svg") {
        let read =
            shelf.text(&path).and_then(|file| measured(&file.text).map_err(|what| Fault::new(&file.label, 1, what)));
        // A faulty drawing keeps its place, so that its own fault is the only one.
        let picture = read.unwrap_or_else(|fault| {
            faults.push(fault);
            Picture { bytes: Arc::from([]), width: 0, height: 0 }
        });
        pictures.insert(path.trim_start_matches("pictures/").to_owned(), picture);
    }
    pictures
}

fn measured(svg: &str) -> Result<Picture, &'static str> {
    if svg.len() > LARGEST {
        return Err("图片超过 4 KB，请简化");
    }
    if is_active(svg) {
        return Err("图片里不能有脚本、外部链接或者外部文件");
    }
    let (width, height) = size(svg).ok_or("图片缺少 viewBox=\"0 0 宽 高\"")?;
    Ok(Picture { bytes: svg.as_bytes().into(), width, height })
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
        let picture = measured("<svg viewBox=\"0 0 360 220\"/>").unwrap();
        assert_eq!((picture.width, picture.height), (360, 220));
    }

    #[test]
    fn a_drawing_that_does_something_is_refused() {
        for bad in [
            "<svg viewBox=\"0 0 1 1\"><script/></svg>",
            "<svg viewBox=\"0 0 1 1\" onload=\"x()\"/>",
            "<svg viewBox=\"0 0 1 1\"><image href=\"//x\"/></svg>",
        ] {
            assert!(measured(bad).is_err(), "{bad}");
        }
    }
}
