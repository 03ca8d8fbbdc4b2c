use crate::field::Reaction;
use crate::printed_number::normalise;

/// What two reports about the same product have in common: either is enough, and an empty one is
/// common to nobody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Product {
    pub name: String,
    pub approval_no: String,
}

impl Product {
    #[must_use]
    pub fn of(reaction: &Reaction) -> Self {
        let key = |text: &Option<String>| text.as_deref().map(normalise).unwrap_or_default();
        Self { name: key(&reaction.product), approval_no: key(&reaction.approval_no) }
    }
}
