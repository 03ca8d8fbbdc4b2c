//! 不良反应 for residents: danger first, then four elements, then a consent of its own.

mod form;
mod received;

pub use form::{ReactionForm, Town, page as form};
pub use received::{gone, page as received};

use domain::law::Laws;

use crate::frame::Frame;

/// The notice about personal data with the bureau's name and phone and the months filled in.
fn privacy(laws: &Laws) -> String {
    let site = Frame::current().site;
    let phone = site.hotline.iter().find(|line| line.kind.is_none() && !line.lead && line.number.contains('-'));
    let phone = phone.or_else(|| site.hotline.iter().find(|line| line.lead)).map(|line| line.number.clone());
    let kept = &laws.reaction_retention;
    let filled = [
        ("{bureau}", site.bureau.clone()),
        ("{phone}", phone.unwrap_or_default()),
        ("{months}", kept.months.to_string()),
        ("{unfiled}", kept.unfiled_months.to_string()),
    ];
    filled.iter().fold(laws.notice("reaction.privacy").to_owned(), |text, (place, words)| text.replace(place, words))
}
