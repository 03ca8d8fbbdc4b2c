/// What a job does; the payload's shape is agreed between whoever enqueues and whoever works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JobKind {
    /// Bring a matter to 12315.
    HandOver,
    /// Make the copy of a picture that staff see.
    MakeShownCopy,
    /// Look what falls due and remind its owners; once a working day.
    Remind,
    /// Look what of the newsroom is to go out or to come down; once a minute.
    Newsroom,
}

impl JobKind {
    pub const ALL: [Self; 4] = [Self::HandOver, Self::MakeShownCopy, Self::Remind, Self::Newsroom];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HandOver => "hand_over",
            Self::MakeShownCopy => "make_shown_copy",
            Self::Remind => "remind",
            Self::Newsroom => "newsroom",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}
