//! Codes made of little squares: QR and Data Matrix, turned any way.

use rxing::common::HybridBinarizer;
use rxing::datamatrix::DataMatrixReader;
use rxing::multi::MultipleBarcodeReader;
use rxing::qrcode::cpp_port::QrReader;
use rxing::{BarcodeFormat, BinaryBitmap, DecodeHints, Luma8Source, RXingResult, Reader};

use crate::codes::{Code, Symbology};

/// All QR codes, and one Data Matrix.
pub fn read(picture: Luma8Source<'_>) -> Vec<Code> {
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(picture));
    let hints = hints();
    let found = QrReader.decode_multiple_with_hints(&mut bitmap, &hints).unwrap_or_default();
    let mut codes: Vec<Code> = found.iter().map(|result| code(Symbology::Qr, result)).collect();
    let matrix = DataMatrixReader.decode_with_hints(&mut bitmap, &hints);
    codes.extend(matrix.iter().map(|result| code(Symbology::DataMatrix, result)));
    codes
}

fn code(symbology: Symbology, result: &RXingResult) -> Code {
    Code { symbology, text: result.getText().to_owned() }
}

fn hints() -> DecodeHints {
    let formats = [BarcodeFormat::QR_CODE, BarcodeFormat::DATA_MATRIX];
    DecodeHints { PossibleFormats: Some(formats.into()), TryHarder: Some(true), ..DecodeHints::default() }
}
