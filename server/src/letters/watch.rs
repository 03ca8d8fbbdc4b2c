//! Drawing a letter, and the watch over what the respondent will read.

use domain::access::Staff;
use domain::letter::secrecy::{Leak, identity, leak};
use domain::letter::{Letter, Recipient, Template, Typed};
use domain::ports::{DeskError, DeskMatter, Internal};
use domain::report::{FieldError, Reporter};
use domain::track::beijing;
use jiff::Timestamp;

use super::letterbook::{Letterbook, refused};
use crate::keys::Purpose;

/// A letter with the identity that belongs into its marks, if any does.
pub(super) struct Drawn {
    pub letter: Letter,
    pub reporter: Option<Reporter>,
}

impl Letterbook {
    pub(super) async fn drawn(
        &self,
        staff: &Staff,
        matter: &DeskMatter,
        template: &Template,
        to: Recipient,
        typed: &Typed,
        at: Timestamp,
    ) -> Result<Drawn, DeskError> {
        let now = at.to_zoned(beijing()).datetime();
        let reporter = self.reporter(matter).await?;
        let values = template.read(typed, &self.laws, now).map_err(DeskError::Invalid)?;
        let told = leaks(template, typed, matter, reporter.as_ref(), to);
        if !told.is_empty() {
            return Err(DeskError::Invalid(told));
        }
        decided_so(template, typed, matter)?;
        let facts = self.facts(staff, matter, reporter.as_ref(), to, at);
        let letter = facts.draw(template, &values, &self.laws).map_err(|unfit| refused(unfit.to_string()))?;
        if to == Recipient::Respondent {
            // What the reporter wrote as the respondent's name may tell their own.
            whole(&letter, matter, reporter.as_ref())?;
        }
        Ok(Drawn { letter, reporter })
    }

    /// The sealed identity, opened for the program and nobody else.
    pub(super) async fn reporter(&self, matter: &DeskMatter) -> Result<Option<Reporter>, Internal> {
        let Some(sealed) = self.store.identity(matter.id).await? else { return Ok(None) };
        let plain = self.keys.open(Purpose::Identity, matter.id.0, &sealed).map_err(Internal::new)?;
        Ok(Some(serde_json::from_slice(&plain).map_err(Internal::new)?))
    }
}

/// Every typed field that would tell the respondent who complained, or keep an identity unsealed.
fn leaks(
    template: &Template,
    typed: &Typed,
    matter: &DeskMatter,
    reporter: Option<&Reporter>,
    to: Recipient,
) -> Vec<FieldError> {
    let known = known(matter);
    let fields = template.field.iter().filter_map(|field| {
        let text = typed.get(&field.key)?;
        let found = match to {
            Recipient::Respondent => leak(text, reporter, &known),
            Recipient::Reporter | Recipient::Inside => identity(text, reporter?, &known),
        };
        found.map(|leak| leak.at(&field.key, to))
    });
    fields.collect()
}

fn whole(letter: &Letter, matter: &DeskMatter, reporter: Option<&Reporter>) -> Result<(), DeskError> {
    let known = known(matter);
    let mut found: Option<Leak> = None;
    letter.each(&mut |text| found = found.or_else(|| leak(text, reporter, &known)));
    match found {
        Some(leak) => {
            Err(refused(format!("文书{}。先核对事项里记的被投诉人名称和地址", leak.words(Recipient::Respondent))))
        }
        None if letter.names_somebody() => {
            Err(DeskError::Internal(Internal::new("a letter to the respondent has a place for an identity")))
        }
        None => Ok(()),
    }
}

/// The respondent knows their own address, which may lie in the reporter's village.
fn known(matter: &DeskMatter) -> Vec<&str> {
    let respondent = &matter.facts.respondent;
    let own = [respondent.name.as_deref(), respondent.address.as_deref(), Some(matter.region_name.as_str())];
    own.into_iter().flatten().collect()
}

/// A letter that tells of a decision names a ground the decision named.
fn decided_so(template: &Template, typed: &Typed, matter: &DeskMatter) -> Result<(), DeskError> {
    let Some(field) = template.field.iter().find(|field| field.names_a_ground()) else { return Ok(()) };
    let decided = super::draft::grounds(matter);
    let chosen = typed.get(&field.key).and_then(|typed| typed.trim().parse().ok());
    match chosen {
        Some(chosen) if !decided.is_empty() && !decided.contains(&chosen) => {
            let message = "和事项上记下的决定不一致，请核对".to_owned();
            Err(DeskError::Invalid(vec![FieldError { field: field.key.clone(), message }]))
        }
        _ => Ok(()),
    }
}
