//! Answers that follow from numbers in the address: `report/new?wish=tip&number=…&watched=…`.
//!
//! Only what is recognised as a number gets in, in its normal form, and only names of the bureau's own
//! watch-list: a link made by somebody else cannot put words into a report.

use domain::printed_number::{Found, Kind, recognise};
use domain::question::{ApprovalNo, BatchNo, DrugName, Manufacturer};
use domain::report::Answers;

use crate::services::Services;

/// Longest address part that is looked at, in characters.
const LONGEST: usize = 200;

/// Puts what the numbers tell into answers that are still empty.
pub fn fill_in(services: &Services, number: &str, watched: &str, answers: &mut Answers) {
    let text: String = number.chars().take(LONGEST).collect();
    let found = recognise(&text, services.today().year());
    answers.approval_no = first(&found, Kind::names_a_product, |text| ApprovalNo::parse(text).ok().flatten().is_some());
    answers.batch_no = first(&found, |kind| kind == Kind::Batch, |text| BatchNo::parse(text).ok().flatten().is_some());
    let code = first(&found, |kind| matches!(kind, Kind::TraceCode | Kind::Gs1), |_| true);
    if !code.is_empty() {
        answers.story = format!("盒子上的追溯码：{code}。");
    }
    let numbers = services.library.numbers();
    let Some(entry) = numbers.watched.entry.iter().find(|entry| !watched.is_empty() && entry.key == watched) else {
        return;
    };
    if DrugName::parse(&entry.product).is_ok() {
        answers.drug_name.clone_from(&entry.product);
    }
    if Manufacturer::parse(&entry.maker).is_ok() {
        answers.manufacturer.clone_from(&entry.maker);
    }
}

/// The first number of a kind that fits its field.
fn first(found: &[Found], wanted: impl Fn(Kind) -> bool, fits: impl Fn(&str) -> bool) -> String {
    let number = found.iter().find(|found| wanted(found.kind) && fits(&found.normal));
    number.map(|found| found.normal.clone()).unwrap_or_default()
}
