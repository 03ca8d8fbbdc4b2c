//! 不良反应 for residents: danger first, then four elements, then a consent of its own.

mod form;
mod received;

pub use form::{ReactionForm, Town, page as form};
pub use received::{gone, page as received};

use domain::law::Laws;

use crate::frame::Frame;

/// The notice about personal data with the bureau's name and phone and the months filled in.
fn privacy(laws: &Laws) -> String {
    let kept = &laws.reaction_retention;
    let notice = Frame::current().naming_the_bureau(laws.notice("reaction.privacy"));
    notice.replace("{months}", &kept.months.to_string()).replace("{unfiled}", &kept.unfiled_months.to_string())
}
