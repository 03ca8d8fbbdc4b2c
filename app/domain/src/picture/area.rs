use serde::{Deserialize, Serialize};

/// The whole of a width or height. Places are counted in thousandths of it, so that they mean the
/// same at every size a picture is drawn in.
pub const WHOLE: u16 = 1000;

/// A point of a picture, in thousandths of its width and height; it lies inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Place")]
pub struct Spot {
    pub x: u16,
    pub y: u16,
}

/// A rectangle of a picture, in thousandths of its width and height; it lies inside and is not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Corners")]
pub struct Area {
    left: u16,
    top: u16,
    width: u16,
    height: u16,
}

/// As written down, before it is held to its rule.
#[derive(Deserialize)]
struct Place {
    x: u16,
    y: u16,
}

/// As written down, before it is held to its rule.
#[derive(Deserialize)]
struct Corners {
    left: u16,
    top: u16,
    width: u16,
    height: u16,
}

impl Spot {
    pub const MIDDLE: Self = Self { x: WHOLE / 2, y: WHOLE / 2 };

    /// `None` for a point outside.
    #[must_use]
    pub fn new(x: u16, y: u16) -> Option<Self> {
        (x <= WHOLE && y <= WHOLE).then_some(Self { x, y })
    }

    /// Where it is once the picture was turned clockwise by 90°.
    #[must_use]
    pub fn turned_right(self) -> Self {
        Self { x: WHOLE - self.y, y: self.x }
    }
}

impl Area {
    /// `None` for one that is empty or reaches beyond the picture.
    #[must_use]
    pub fn new(left: u16, top: u16, width: u16, height: u16) -> Option<Self> {
        let fits = |from: u16, length: u16| length > 0 && from.checked_add(length).is_some_and(|end| end <= WHOLE);
        (fits(left, width) && fits(top, height)).then_some(Self { left, top, width, height })
    }

    /// Left, top, width, height.
    #[must_use]
    pub fn sides(self) -> [u16; 4] {
        [self.left, self.top, self.width, self.height]
    }

    /// Where it is once the picture was turned clockwise by 90°.
    #[must_use]
    pub fn turned_right(self) -> Self {
        Self { left: WHOLE - self.top - self.height, top: self.left, width: self.height, height: self.width }
    }

    /// The pixels it covers in a picture of that size: left, top, width, height. Rounded outward, so
    /// that nothing that was marked is left out, and never empty.
    #[must_use]
    pub fn pixels(self, (width, height): (u32, u32)) -> [u32; 4] {
        let (left, across) = span(self.left, self.width, width);
        let (top, down) = span(self.top, self.height, height);
        [left, top, across, down]
    }
}

/// Start and length in pixels of a stretch of a side.
fn span(from: u16, length: u16, side: u32) -> (u32, u32) {
    let whole = u64::from(WHOLE);
    let start = u64::from(from) * u64::from(side) / whole;
    let end = (u64::from(from + length) * u64::from(side)).div_ceil(whole);
    let start = u32::try_from(start).unwrap_or(u32::MAX).min(side.saturating_sub(1));
    let end = u32::try_from(end).unwrap_or(u32::MAX).min(side);
    (start, end.saturating_sub(start).max(1))
}

impl TryFrom<Place> for Spot {
    type Error = &'static str;

    fn try_from(typed: Place) -> Result<Self, Self::Error> {
        Self::new(typed.x, typed.y).ok_or("点在图片外面，x 和 y 最多 1000")
    }
}

impl TryFrom<Corners> for Area {
    type Error = &'static str;

    fn try_from(typed: Corners) -> Result<Self, Self::Error> {
        Self::new(typed.left, typed.top, typed.width, typed.height)
            .ok_or("框超出了图片：left 加 width、top 加 height 最多 1000，宽和高要大于 0")
    }
}
