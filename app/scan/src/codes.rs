//! The codes of one picture.
//!
//! `rxing`, because it is kept up, is Rust throughout, and reads everything printed on boxes here: QR, Data
//! Matrix, EAN and Code 128. Its readers are named one by one, so that the others stay out of the module. `rqrr`
//! reads nothing but QR; bindings to ZXing's C++ would need a C++ compiler for WebAssembly.

use std::fmt;

use domain::printed_number::cleaned;
use rxing::{Luma8Source, LuminanceSource};
use serde::Serialize;

use crate::{lines, squares};

/// A code and what it holds, as it goes into the field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Code {
    pub symbology: Symbology,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Symbology {
    Qr,
    DataMatrix,
    Code128,
    /// Of 13 digits; one of 12 (UPC-A) is the same with a nought in front.
    Ean13,
    Ean8,
}

/// The bytes are not one for each pixel of a picture that has any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongSize;

impl fmt::Display for WrongSize {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("bytes and size of the picture differ")
    }
}

/// Every code once. Bars are looked for until some are found.
///
/// # Errors
/// [`WrongSize`].
pub fn read(width: u32, height: u32, luma: &[u8]) -> Result<Vec<Code>, WrongSize> {
    if width == 0 || height == 0 {
        return Err(WrongSize);
    }
    let picture = Luma8Source::new_with_slice(luma, width, height).map_err(|_| WrongSize)?;
    let mut found = squares::read(picture.clone());
    found.extend(bars(picture));
    Ok(once(found))
}

/// Along the rows and along the columns; in bad light another way.
fn bars(picture: Luma8Source<'_>) -> Vec<Code> {
    let sideways = picture.rotate_counter_clockwise().ok();
    let sharp = [Some(picture), sideways];
    let all = || sharp.iter().flatten();
    let mut found = all().map(|picture| lines::read(picture.clone())).find(|found| !found.is_empty());
    if found.is_none() {
        found = all().map(lines::read_dim).find(|found| !found.is_empty());
    }
    found.unwrap_or_default()
}

/// As the field takes them: cleaned as the server would, without empty ones.
fn once(found: Vec<Code>) -> Vec<Code> {
    let mut kept: Vec<Code> = Vec::new();
    for Code { symbology, text } in found {
        let code = Code { symbology, text: cleaned(&text) };
        if !code.text.is_empty() && !kept.contains(&code) {
            kept.push(code);
        }
    }
    kept
}
