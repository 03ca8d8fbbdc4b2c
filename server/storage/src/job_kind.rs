/// What a job does; the payload's shape is agreed between whoever enqueues and whoever works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JobKind {
    /// Bring a matter to 12315.
    HandOver,
    /// Make the copy of a picture that staff see.
    MakeShownCopy,
}

impl JobKind {
    pub const ALL: [Self; 2] = [Self::HandOver, Self::MakeShownCopy];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HandOver => "hand_over",
            Self::MakeShownCopy => "make_shown_copy",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}
