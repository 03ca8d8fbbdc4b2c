use uuid::Uuid;

use super::{ItemState, Kind, Stage};
use crate::access::ItemAction;

/// Something that may be done to an item, as its page offers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Offer {
    Write,
    Submit,
    TakeBack,
    Proofread,
    Decide,
    FirstReview,
    SecrecyReview,
    Sign,
    Reject,
    Unschedule,
    Emergency,
    AfterReview,
    Correct,
    DropCorrection,
    Annul,
    Withdraw,
}

impl Offer {
    pub const ALL: [Self; 16] = [
        Self::Write,
        Self::Submit,
        Self::Proofread,
        Self::Decide,
        Self::FirstReview,
        Self::SecrecyReview,
        Self::Sign,
        Self::Reject,
        Self::TakeBack,
        Self::Unschedule,
        Self::AfterReview,
        Self::Correct,
        Self::DropCorrection,
        Self::Annul,
        Self::Withdraw,
        Self::Emergency,
    ];

    /// What a person needs for it.
    #[must_use]
    pub fn action(self) -> ItemAction {
        match self {
            Self::Write | Self::Submit | Self::TakeBack | Self::Proofread | Self::Correct | Self::DropCorrection => {
                ItemAction::Write
            }
            Self::FirstReview => ItemAction::Review,
            Self::Decide | Self::SecrecyReview | Self::Reject => ItemAction::CheckSecrecy,
            Self::Annul => ItemAction::Withdraw,
            Self::Sign | Self::Unschedule | Self::Emergency | Self::AfterReview => ItemAction::Sign,
            Self::Withdraw => ItemAction::Withdraw,
        }
    }

    /// Whether a person who may do such things may do this now. The step itself is judged again by
    /// [`ItemState::apply`].
    #[must_use]
    pub fn fits(self, state: &ItemState, person: Uuid) -> bool {
        let others = !state.hands.contains(&person);
        let unreviewed = state.emergency.as_ref().is_some_and(|emergency| emergency.reviewed.is_none());
        let worked_on = state.stage.is_open() || state.stage.is_review();
        match self {
            Self::Write => state.stage.is_open(),
            Self::Submit => state.stage.is_open() && state.digest.is_some(),
            Self::TakeBack | Self::Proofread => state.stage.is_review(),
            Self::Decide => state.kind == Kind::Disclosure && state.stage.is_review(),
            Self::FirstReview => state.stage == Stage::FirstReview && others,
            Self::SecrecyReview => state.stage == Stage::SecrecyReview && others,
            Self::Sign => state.stage == Stage::Signing && others,
            Self::Reject => state.stage.is_review() && others,
            Self::Unschedule => state.stage == Stage::Scheduled,
            Self::Emergency => state.kind != Kind::Disclosure && worked_on && state.digest.is_some() && !unreviewed,
            Self::AfterReview => state.emergency.as_ref().is_some_and(|emergency| {
                emergency.reviewed.is_none() && emergency.by.by != person && !emergency.hands.contains(&person)
            }),
            Self::Correct => state.stage == Stage::Published && !unreviewed,
            Self::DropCorrection => state.live.is_some() && worked_on,
            Self::Annul => state.live.is_some() && state.kind == Kind::Disclosure && state.annulled.is_none(),
            Self::Withdraw => state.live.is_some(),
        }
    }
}
