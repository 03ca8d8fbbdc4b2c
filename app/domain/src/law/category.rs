use serde::Deserialize;

use crate::matter::MatterKind;

/// A kind of violation: villagers' words for the question, the formal label for the record.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    pub code: String,
    pub group: Group,
    pub words: String,
    pub label: String,
    pub basis: String,
    pub bodies: Vec<String>,
    /// 1 ring now, 2 same working day, 3 normal. A working rule, not law.
    pub urgency: u8,
    pub kinds: Vec<MatterKind>,
    /// Shown as a tile on the first question.
    #[serde(default)]
    pub common: bool,
    /// Not for market supervision: where to go instead. Such a report is not registered.
    #[serde(default)]
    pub elsewhere: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    Drug,
    Device,
    Cosmetic,
}

impl Category {
    /// Whether choosing it says what was violated: not so the 其他 of each group (number 00), nor what
    /// other bodies are asked about.
    #[must_use]
    pub fn is_violation(&self) -> bool {
        !self.code.ends_with("00") && self.elsewhere.is_none()
    }
}

impl Group {
    pub const ALL: [Self; 3] = [Self::Drug, Self::Device, Self::Cosmetic];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Drug => "药品",
            Self::Device => "医疗器械",
            Self::Cosmetic => "化妆品",
        }
    }
}
