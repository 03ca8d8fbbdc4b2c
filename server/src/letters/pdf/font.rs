use std::path::{Path, PathBuf};
use std::sync::Arc;

use krilla::text::{Font, GlyphId};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};

/// Where distributions put a font with Chinese characters; the first three are Debian's
/// `fonts-noto-cjk`.
const USUAL: [&str; 6] = [
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJKsc-Regular.otf",
    "/usr/share/fonts/noto-cjk/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-serif-cjk-fonts/NotoSerifCJK-Regular.ttc",
    "/usr/local/share/fonts/NotoSerifCJK-Regular.ttc",
];

/// Most faces a collection is looked through for.
const MOST_FACES: u32 = 64;
/// A face without these is no use for letters.
const NEEDED: [char; 4] = ['局', '〔', '。', '1'];

/// Where the font of letters is looked for.
#[derive(Clone, Debug, Default)]
pub struct Fonts {
    /// The setting `letter_font`; the usual places where absent.
    pub named: Option<PathBuf>,
}

/// Where was looked in vain.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoFont(pub String);

/// A face with Chinese characters.
pub struct Face {
    pub font: Font,
    data: Arc<Vec<u8>>,
    index: u32,
}

/// What laying out asks of a face.
pub struct Measure<'a> {
    map: Charmap<'a>,
    metrics: GlyphMetrics<'a>,
    units_per_em: f32,
}

impl Fonts {
    /// The face letters are set in. Reads the file anew each time: letters are few, fonts are large.
    ///
    /// # Errors
    /// [`NoFont`] where none of the places holds one.
    pub fn face(&self) -> Result<Face, NoFont> {
        let places: Vec<PathBuf> = match &self.named {
            Some(named) => vec![named.clone()],
            None => USUAL.iter().map(PathBuf::from).collect(),
        };
        let found = places.iter().find_map(|place| Face::read(place));
        found.ok_or_else(|| {
            let looked: Vec<String> = places.iter().map(|place| place.display().to_string()).collect();
            NoFont(looked.join("、"))
        })
    }
}

impl Face {
    /// The Simplified Chinese face of a file, or its first face that has the characters.
    fn read(path: &Path) -> Option<Self> {
        let data = Arc::new(std::fs::read(path).ok()?);
        let faces = (0..MOST_FACES).map_while(|index| Some((index, FontRef::from_index(&data, index).ok()?)));
        let fitting: Vec<(u32, FontRef<'_>)> =
            faces.filter(|(_, face)| NEEDED.iter().all(|c| face.charmap().map(*c).is_some())).collect();
        let simplified = fitting.iter().find(|(_, face)| is_simplified(face));
        let (index, _) = simplified.or_else(|| fitting.first())?;
        let index = *index;
        let font = Font::new(data.clone().into(), index)?;
        Some(Self { font, data, index })
    }

    /// # Errors
    /// Never for a face that was read.
    pub fn measure(&self) -> Result<Measure<'_>, NoFont> {
        let face = FontRef::from_index(&self.data, self.index).map_err(|error| NoFont(error.to_string()))?;
        let metrics = face.glyph_metrics(Size::unscaled(), LocationRef::default());
        Ok(Measure { map: face.charmap(), metrics, units_per_em: self.font.units_per_em() })
    }
}

impl Measure<'_> {
    /// The glyph of a character; the face's own empty box for one it lacks.
    pub fn glyph(&self, character: char) -> GlyphId {
        GlyphId::new(self.map.map(character).map_or(0, |glyph| glyph.to_u32()))
    }

    /// The width of a character, in ems.
    pub fn width(&self, character: char) -> f32 {
        let glyph = self.map.map(character).unwrap_or_default();
        self.metrics.advance_width(glyph).map_or(1.0, |width| width / self.units_per_em)
    }
}

fn is_simplified(face: &FontRef<'_>) -> bool {
    let mut names = face.localized_strings(StringId::FAMILY_NAME);
    names.any(|name| name.chars().collect::<String>().ends_with(" SC"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_without_a_font_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("none.ttc");
        let told = Fonts { named: Some(missing.clone()) }.face().err().unwrap();
        assert_eq!(told.0, missing.display().to_string());
        let text = folder.path().join("text.ttf");
        std::fs::write(&text, "no font").unwrap();
        assert!(Fonts { named: Some(text) }.face().is_err(), "a text is no font");
    }
}
