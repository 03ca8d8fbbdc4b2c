use domain::letter::Letter;
use domain::ports::Internal;
use krilla::Document;
use krilla::color::luma;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::KrillaGlyph;

use super::font::{Face, Measure};
use super::sheet::{HEIGHT, Page, Set, WIDTH, pages};

/// How thick the lines of tables are, in points.
const RULE: f32 = 0.5;

/// A letter as a PDF file, with `note` above each page. Only the glyphs it uses are embedded, and
/// its text can be copied out.
///
/// # Errors
/// When the face or the page cannot be used, which would be a fault of ours or of the font.
pub fn draw(letter: &Letter, document_number: &str, note: &str, face: &Face) -> Result<Vec<u8>, Internal> {
    let measure = face.measure().map_err(Internal::new)?;
    let mut document = Document::new();
    document.set_metadata(
        Metadata::new()
            .title(format!("{} {document_number}", letter.title))
            .authors(vec![letter.signature.clone()])
            .language("zh-CN".to_owned()),
    );
    let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| Internal::new("the page has no size"))?;
    for page in pages(letter, document_number, note, &measure) {
        let mut sheet = document.start_page_with(settings.clone());
        let mut surface = sheet.surface();
        page_on(&mut surface, &page, face, &measure);
        surface.finish();
        sheet.finish();
    }
    document.finish().map_err(|error| Internal::new(format!("the letter cannot be drawn: {error:?}")))
}

fn page_on(surface: &mut Surface<'_>, page: &Page, face: &Face, measure: &Measure<'_>) {
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint: luma::Color::black().into(), width: RULE, ..Stroke::default() }));
    for [from_x, from_y, to_x, to_y] in &page.rules {
        let mut path = PathBuilder::new();
        path.move_to(*from_x, *from_y);
        path.line_to(*to_x, *to_y);
        if let Some(path) = path.finish() {
            surface.draw_path(&path);
        }
    }
    surface.set_stroke(None);
    surface.set_fill(Some(Fill::default()));
    for set in &page.texts {
        let glyphs = glyphs(set, measure);
        surface.draw_glyphs(Point::from_xy(set.x, set.y), &glyphs, face.font.clone(), &set.text, set.size, false);
    }
}

fn glyphs(set: &Set, measure: &Measure<'_>) -> Vec<KrillaGlyph> {
    let places = set.text.char_indices().zip(&set.widths);
    places
        .map(|((start, character), width)| {
            let range = start..start + character.len_utf8();
            KrillaGlyph::new(measure.glyph(character), width / set.size, 0.0, 0.0, 0.0, range, None)
        })
        .collect()
}
