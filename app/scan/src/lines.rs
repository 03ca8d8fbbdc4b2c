//! Codes made of bars, along the rows of a picture: Code 128 (trace codes, GS1) and EAN.

use std::borrow::Cow;

use rxing::common::{BitArray, HybridBinarizer};
use rxing::oned::{Code128Reader, MultiFormatUPCEANReader, OneDReader};
use rxing::{BarcodeFormat, Binarizer, DecodeHints, Luma8Source, LuminanceSource, RXingResult};

use crate::codes::{Code, Symbology};

/// Rows looked at, at most.
const ROWS: usize = 320;

/// Rows that must say the same: noise now and then passes the check of a short code, but not twice.
const AGREE: usize = 2;

/// Rows above and below that a row is evened out with.
const NEIGHBOURS: usize = 3;

/// What stands in front of a GS1 code in Code 128.
const GS1: &str = "]C1";

/// UPC-E is left out: nothing sold here carries it, and it is read from noise more than from boxes.
const EAN: [BarcodeFormat; 2] = [BarcodeFormat::EAN_13, BarcodeFormat::EAN_8];

/// In good light: each row has one brightness that parts dark from light.
pub fn read(picture: Luma8Source<'_>) -> Vec<Code> {
    let height = picture.get_height();
    let rows = HybridBinarizer::new(picture);
    agreed(spread(height).filter_map(|y| rows.get_black_row(y).ok()).map(Cow::into_owned))
}

/// In bad light: noise is evened out, and dark is what is darker than its surroundings.
pub fn read_dim(picture: &Luma8Source<'_>) -> Vec<Code> {
    let Some(soft) = softened(picture) else { return Vec::new() };
    let dark = HybridBinarizer::new(soft);
    let Ok(matrix) = dark.get_black_matrix() else { return Vec::new() };
    agreed(spread(picture.get_height()).filter_map(|y| u32::try_from(y).ok()).map(|y| matrix.getRow(y)))
}

fn spread(height: usize) -> impl Iterator<Item = usize> {
    (0..height).step_by(height.div_ceil(ROWS).max(1))
}

fn agreed(rows: impl Iterator<Item = BitArray>) -> Vec<Code> {
    let mut seen = Seen::default();
    for mut row in rows {
        seen.note(&row);
        // Upside down.
        row.reverse();
        seen.note(&row);
    }
    seen.agreed()
}

/// Every row evened out with its neighbours: bars stay, noise goes.
fn softened(picture: &Luma8Source<'_>) -> Option<Luma8Source<'static>> {
    let (width, height) = (picture.get_width(), picture.get_height());
    let matrix = picture.get_matrix();
    let rows: Vec<&[u8]> = matrix.chunks_exact(width).collect();
    let mut soft = Vec::with_capacity(matrix.len());
    for y in 0..height {
        let near = rows.get(y.saturating_sub(NEIGHBOURS)..height.min(y + NEIGHBOURS + 1))?;
        let count = u16::try_from(near.len()).ok()?;
        let mut sums = vec![0_u16; width];
        for row in near {
            sums.iter_mut().zip(*row).for_each(|(sum, pixel)| *sum += u16::from(*pixel));
        }
        soft.extend(sums.into_iter().map(|sum| u8::try_from(sum / count).unwrap_or(u8::MAX)));
    }
    Luma8Source::new(soft, u32::try_from(width).ok()?, u32::try_from(height).ok()?).ok()
}

struct Seen {
    codes: Vec<(Code, usize)>,
    code_128: Code128Reader,
    ean: MultiFormatUPCEANReader,
    hints: DecodeHints,
}

impl Default for Seen {
    fn default() -> Self {
        let hints = DecodeHints { PossibleFormats: Some(EAN.into()), AssumeGs1: Some(true), ..DecodeHints::default() };
        Self { codes: Vec::new(), code_128: Code128Reader, ean: MultiFormatUPCEANReader::new(&hints), hints }
    }
}

impl Seen {
    fn note(&mut self, row: &BitArray) {
        let long = self.code_128.decode_row(0, row, &self.hints);
        let short = self.ean.decode_row(0, row, &self.hints);
        for code in long.iter().chain(&short).filter_map(code) {
            match self.codes.iter_mut().find(|(known, _)| *known == code) {
                Some((_, times)) => *times += 1,
                None => self.codes.push((code, 1)),
            }
        }
    }

    /// The one met most often first.
    fn agreed(mut self) -> Vec<Code> {
        self.codes.retain(|(_, times)| *times >= AGREE);
        self.codes.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        self.codes.into_iter().map(|(code, _)| code).collect()
    }
}

fn code(result: &RXingResult) -> Option<Code> {
    let symbology = match result.getBarcodeFormat() {
        BarcodeFormat::CODE_128 => Symbology::Code128,
        BarcodeFormat::EAN_13 => Symbology::Ean13,
        BarcodeFormat::EAN_8 => Symbology::Ean8,
        _ => return None,
    };
    let text = result.getText();
    Some(Code { symbology, text: text.strip_prefix(GS1).unwrap_or(text).to_owned() })
}
