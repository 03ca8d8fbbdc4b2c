//! Photos of codes: paper that is turned, shaded and noisy, on a table with a grain.
#![expect(clippy::as_conversions, reason = "pixels are counted in integers and turned in floats")]

use fast_qr::QRBuilder;
use rxing::{BarcodeFormat, MultiFormatWriter, Writer};

/// Which modules of a code are dark, row by row.
pub struct Modules {
    across: usize,
    dark: Vec<bool>,
}

/// How a code lies in the picture.
#[derive(Clone, Copy)]
pub struct Lying {
    pub at: (f32, f32),
    /// Pixels a module is wide; bars are this times [`BARS`] high.
    pub scale: f32,
    pub turned: f32,
}

pub struct Photo {
    pub width: u32,
    pub height: u32,
    pub luma: Vec<u8>,
    seed: u32,
}

/// Modules of white around a code.
const QUIET: f32 = 10.0;

/// Height of bars in modules.
const BARS: f32 = 50.0;

/// Samples of a pixel each way, so that edges are as soft as a lens makes them.
const SAMPLES: usize = 3;

pub fn qr(text: &str) -> Modules {
    let code = QRBuilder::new(text).build().unwrap();
    let dark = (0..code.size).flat_map(|y| code[y].iter().map(|module| module.value()).collect::<Vec<_>>());
    Modules { across: code.size, dark: dark.collect() }
}

/// Without the white around it that the writer adds.
pub fn written(text: &str, format: BarcodeFormat) -> Modules {
    let matrix = MultiFormatWriter.encode(text, &format, 1, 1).unwrap();
    let [left, top, across, down] = matrix.getEnclosingRectangle().unwrap();
    let places = (top..top + down).flat_map(|y| (left..left + across).map(move |x| (x, y)));
    Modules { across: across as usize, dark: places.map(|(x, y)| matrix.get(x, y)).collect() }
}

impl Modules {
    fn down(&self) -> usize {
        self.dark.len() / self.across
    }

    /// Width and height, in modules.
    fn size(&self) -> (f32, f32) {
        let down = if self.down() == 1 { BARS } else { self.down() as f32 };
        (self.across as f32, down)
    }

    /// Brightness at a place in modules from the upper left corner; nothing beside the paper.
    fn at(&self, x: f32, y: f32) -> Option<f32> {
        let (across, down) = self.size();
        let on_paper = x >= -QUIET && y >= -QUIET && x < across + QUIET && y < down + QUIET;
        if !on_paper {
            return None;
        }
        let inside = x >= 0.0 && y >= 0.0 && x < across && y < down;
        let row = if self.down() == 1 { 0 } else { y as usize };
        Some(if inside && self.dark[row * self.across + x as usize] { 40.0 } else { 225.0 })
    }
}

impl Photo {
    /// A table, and nothing on it.
    pub fn new(width: u32, height: u32, seed: u32) -> Self {
        let mut photo = Self { width, height, luma: vec![0; (width * height) as usize], seed: seed.max(1) };
        for y in 0..height {
            for x in 0..width {
                let grain = 20.0 * ((x as f32 / 9.0 + (y as f32 / 40.0).sin() * 4.0).sin());
                photo.set(x, y, 130.0 + grain);
            }
        }
        photo
    }

    /// In the middle, at most as large as fits any way round.
    pub fn of(code: &Modules, scale: f32, turned: f32) -> Self {
        let widest = 960.0 / (code.size().0 + 2.0 * QUIET);
        Self::new(1000, 1000, 7).with(code, Lying { at: (500.0, 500.0), scale: scale.min(widest), turned })
    }

    pub fn with(mut self, code: &Modules, lying: Lying) -> Self {
        let (sine, cosine) = lying.turned.to_radians().sin_cos();
        let (across, down) = code.size();
        for y in 0..self.height {
            for x in 0..self.width {
                let samples: Vec<f32> = (0..SAMPLES * SAMPLES)
                    .filter_map(|sample| {
                        let part = |n: usize| (n as f32 + 0.5) / SAMPLES as f32;
                        let dx = x as f32 + part(sample % SAMPLES) - lying.at.0;
                        let dy = y as f32 + part(sample / SAMPLES) - lying.at.1;
                        let (u, v) = (dx * cosine + dy * sine, dy * cosine - dx * sine);
                        code.at(u / lying.scale + across / 2.0, v / lying.scale + down / 2.0)
                    })
                    .collect();
                if !samples.is_empty() {
                    self.set(x, y, samples.iter().sum::<f32>() / samples.len() as f32);
                }
            }
        }
        self
    }

    /// As a cheap camera sees it in bad light.
    pub fn in_bad_light(mut self, noise: f32) -> Self {
        for y in 0..self.height {
            for x in 0..self.width {
                let shade = 0.55 + 0.45 * (x as f32 / self.width as f32);
                let dust = (self.random() - 0.5) * noise;
                let old = f32::from(self.luma[(y * self.width + x) as usize]);
                self.set(x, y, old * shade + dust);
            }
        }
        self
    }

    fn set(&mut self, x: u32, y: u32, brightness: f32) {
        self.luma[(y * self.width + x) as usize] = brightness.clamp(0.0, 255.0) as u8;
    }

    /// From 0 to 1 (xorshift).
    fn random(&mut self) -> f32 {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 17;
        self.seed ^= self.seed << 5;
        (self.seed % 10_000) as f32 / 10_000.0
    }
}
