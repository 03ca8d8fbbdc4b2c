//! What is sent compressed is compressed once, here, as small as it gets.

use std::io::{Cursor, Write};
use std::path::Path;

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::fault::{Outcome, While};

const COMPRESSIBLE: [&str; 10] = ["css", "html", "ico", "js", "json", "svg", "txt", "wasm", "webmanifest", "xml"];

/// Pictures, sound and the like are compressed already.
pub fn pays_for(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    COMPRESSIBLE.contains(&extension.as_ref())
}

pub fn brotli(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let params =
        BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut Cursor::new(bytes), &mut packed, &params).during("brotli")?;
    Ok(packed)
}

pub fn gzip(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).during("gzip")?;
    encoder.finish().during("gzip")
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    const TEXT: &[u8] = "买药时记得留下小票。".as_bytes();

    #[test]
    fn brotli_unpacks_to_the_same_bytes() {
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut Cursor::new(brotli(TEXT).unwrap()), &mut unpacked).unwrap();
        assert_eq!(unpacked, TEXT);
    }

    #[test]
    fn gzip_unpacks_to_the_same_bytes() {
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(gzip(TEXT).unwrap().as_slice()).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, TEXT);
    }

    #[test]
    fn only_what_shrinks_is_compressed() {
        assert!(pays_for(Path::new("pkg/yaoan.0123.wasm")));
        assert!(!pays_for(Path::new("icon-192.png")));
    }
}
