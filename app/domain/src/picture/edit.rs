use serde::{Deserialize, Serialize};

use super::area::{Area, Spot};

/// Regions of one picture that can be made unrecognizable.
pub const BLURS_MAX: usize = 12;

/// How a picture is turned, clockwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    #[default]
    None,
    Right,
    Around,
    Left,
}

/// What is done to an original before anybody sees it. All places are those of the turned, uncut
/// picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    pub turn: Turn,
    /// What is left of it; all unless set.
    pub crop: Option<Area>,
    /// What must stay in sight wherever less of it is shown.
    pub focus: Spot,
    /// Faces, plates, codes: made unrecognizable for good in what is shown.
    pub blurs: Vec<Area>,
}

impl Turn {
    #[must_use]
    pub fn right(self) -> Self {
        match self {
            Self::None => Self::Right,
            Self::Right => Self::Around,
            Self::Around => Self::Left,
            Self::Left => Self::None,
        }
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::None => "没有转",
            Self::Right => "向右转了 90°",
            Self::Around => "转了 180°",
            Self::Left => "向左转了 90°",
        }
    }
}

impl Default for Edit {
    fn default() -> Self {
        Self { turn: Turn::None, crop: None, focus: Spot::MIDDLE, blurs: Vec::new() }
    }
}

impl Edit {
    /// The same turned on by 90°; what was marked stays on what it marks.
    #[must_use]
    pub fn turned_right(&self) -> Self {
        Self {
            turn: self.turn.right(),
            crop: self.crop.map(Area::turned_right),
            focus: self.focus.turned_right(),
            blurs: self.blurs.iter().map(|area| area.turned_right()).collect(),
        }
    }

    #[must_use]
    pub fn turned_left(&self) -> Self {
        self.turned_right().turned_right().turned_right()
    }

    /// The focus as a point of the cut picture, drawn in to its edge where it was cut away.
    #[must_use]
    pub fn focus_in_cut(&self) -> Spot {
        let Some(crop) = self.crop else { return self.focus };
        let [left, top, width, height] = crop.sides();
        Spot { x: within(self.focus.x, left, width), y: within(self.focus.y, top, height) }
    }
}

fn within(place: u16, from: u16, length: u16) -> u16 {
    let inside = u32::from(place.saturating_sub(from).min(length));
    u16::try_from(inside * u32::from(super::WHOLE) / u32::from(length.max(1))).unwrap_or(super::WHOLE)
}
