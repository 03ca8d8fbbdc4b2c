//! Answers that follow from an outlet of the ledger in the address, as posters and the directory write it:
//! `report/new?wish=tip&outlet=…`. Only the ledger's own words get in; an id that is not there is passed
//! over.

use domain::ports::OutletPlace;
use domain::question::{Place, RespondentAddress, RespondentName};
use domain::report::Answers;

/// Puts what the ledger knows into answers that are still empty.
pub fn fill_in(place: &OutletPlace, answers: &mut Answers) {
    if answers.region.is_empty() {
        answers.region = place.region.to_string();
    }
    if RespondentName::parse(&place.name).is_ok() {
        answers.respondent_name.clone_from(&place.name);
    }
    if RespondentAddress::parse(&place.address).is_ok() {
        answers.respondent_address.clone_from(&place.address);
    }
    if Place::parse(&place.name).is_ok() {
        answers.place.clone_from(&place.name);
    }
}
