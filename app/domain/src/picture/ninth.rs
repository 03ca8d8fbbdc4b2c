use super::area::Spot;

/// One of nine parts of a picture, three by three: a focus that is chosen without a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ninth {
    pub name: &'static str,
    pub words: &'static str,
    pub middle: Spot,
}

/// Row by row.
pub const NINTHS: [Ninth; 9] = [
    Ninth { name: "top-left", words: "左上", middle: Spot { x: 167, y: 167 } },
    Ninth { name: "top", words: "上", middle: Spot { x: 500, y: 167 } },
    Ninth { name: "top-right", words: "右上", middle: Spot { x: 833, y: 167 } },
    Ninth { name: "left", words: "左", middle: Spot { x: 167, y: 500 } },
    Ninth { name: "middle", words: "正中", middle: Spot::MIDDLE },
    Ninth { name: "right", words: "右", middle: Spot { x: 833, y: 500 } },
    Ninth { name: "bottom-left", words: "左下", middle: Spot { x: 167, y: 833 } },
    Ninth { name: "bottom", words: "下", middle: Spot { x: 500, y: 833 } },
    Ninth { name: "bottom-right", words: "右下", middle: Spot { x: 833, y: 833 } },
];
