use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbImage};

/// A multipart form as a browser encodes it.
#[derive(Clone, Default)]
pub struct Form {
    parts: Vec<(String, Option<String>, Vec<u8>)>,
}

impl Form {
    #[must_use]
    pub fn text(mut self, name: &str, value: &str) -> Self {
        self.parts.push((name.to_owned(), None, value.as_bytes().to_vec()));
        self
    }

    #[must_use]
    pub fn file(mut self, name: &str, file_name: &str, bytes: Vec<u8>) -> Self {
        self.parts.push((name.to_owned(), Some(file_name.to_owned()), bytes));
        self
    }

    /// Content type and body.
    #[must_use]
    pub fn encoded(&self) -> (String, Vec<u8>) {
        let boundary = "----yaoan-test-boundary";
        let mut body = Vec::new();
        for (name, file, bytes) in &self.parts {
            body.extend_from_slice(
                format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"").as_bytes(),
            );
            if let Some(file) = file {
                body.extend_from_slice(
                    format!("; filename=\"{file}\"\r\nContent-Type: application/octet-stream").as_bytes(),
                );
            }
            body.extend_from_slice(b"\r\n\r\n");
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        (format!("multipart/form-data; boundary={boundary}"), body)
    }
}

/// A real JPEG of that size.
#[must_use]
pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    picture(width, height, ImageFormat::Jpeg)
}

/// A real PNG of that size.
#[must_use]
pub fn png(width: u32, height: u32) -> Vec<u8> {
    picture(width, height, ImageFormat::Png)
}

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let image = RgbImage::from_fn(width, height, |x, y| image::Rgb([low(x), low(y), 90]));
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(image).write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn low(number: u32) -> u8 {
    u8::try_from(number % 256).unwrap_or(u8::MAX)
}
