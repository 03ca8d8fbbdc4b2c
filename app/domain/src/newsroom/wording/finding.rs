use serde::Serialize;

use crate::newsroom::Place;

/// Something pointed out in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub kind: FindingKind,
    #[serde(flatten)]
    pub place: Place,
    pub what: String,
    /// What its author can do about it.
    pub way_out: String,
    /// The law forbids publishing it so.
    pub blocking: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// A claim about a cure, or advertising.
    Claim,
    /// A slip of the pen.
    Slip,
    /// A body or law by a name it no longer has.
    OldName,
    /// A word to be careful with.
    Careful,
    RepealedLaw,
    UnknownLaw,
    Telephone,
    NoSource,
    SilentPicture,
    Link,
}

impl Finding {
    pub(super) fn new(kind: FindingKind, place: Place, what: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self { kind, place, what: what.into(), way_out: way_out.into(), blocking: false }
    }

    pub(super) fn blocking(self, blocking: bool) -> Self {
        Self { blocking, ..self }
    }
}
