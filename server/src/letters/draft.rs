use domain::access::Staff;
use domain::event::EventKind;
use domain::letter::{Kind, Recipient, Template, Typed};
use domain::matter::ComplaintStep;
use domain::ports::{Asked, DeskError, DeskMatter, Draft, Internal, LetterDraft};
use domain::track::local_date;
use jiff::Timestamp;

use super::letterbook::Letterbook;
use crate::clock::new_id;

impl Letterbook {
    pub(super) async fn draw_up(&self, staff: &Staff, asked: &Asked, at: Timestamp) -> Result<LetterDraft, DeskError> {
        let (matter, template) = self.asked(staff, asked, at).await?;
        let reporter = self.reporter(&matter).await?;
        let facts = self.facts(staff, &matter, reporter.as_ref(), asked.to, at);
        let mut typed = template.prefilled(&facts);
        self.copy_other_side(&matter, &template, asked.to, &mut typed).await?;
        decision(&matter, &template, asked.to, &mut typed);
        let today = local_date(at);
        let choosing = template.field.iter().filter(|field| field.kind == Kind::Choice);
        let choices = choosing.map(|field| (field.key.clone(), template.choices(field, &self.laws, today))).collect();
        Ok(LetterDraft {
            kind: matter.kind,
            to: asked.to,
            draft: Draft { id: new_id(&*self.random, at), version: version(&matter) },
            typed,
            choices,
            template,
            number: matter.number,
        })
    }

    /// Both sides read the same: what was typed for the other copy is offered again.
    async fn copy_other_side(
        &self,
        matter: &DeskMatter,
        template: &Template,
        to: Recipient,
        typed: &mut Typed,
    ) -> Result<(), Internal> {
        if template.recipients().len() < 2 {
            return Ok(());
        }
        let letters = self.store.letters(matter.id).await?;
        let other = letters.into_iter().rfind(|row| row.form == template.key && row.to != to);
        typed.extend(other.map(|row| row.typed).unwrap_or_default());
        Ok(())
    }
}

/// How many events a form was drawn after.
pub(super) fn version(matter: &DeskMatter) -> u32 {
    u32::try_from(matter.events.len()).unwrap_or(u32::MAX)
}

/// The grounds the last decision named.
pub(super) fn grounds(matter: &DeskMatter) -> Vec<u8> {
    let steps = matter.events.iter().rev().find_map(|event| match &event.kind {
        EventKind::Complaint(ComplaintStep::Refused { grounds, .. } | ComplaintStep::Terminated { grounds, .. }) => {
            Some(grounds.clone())
        }
        _ => None,
    });
    steps.unwrap_or_default()
}

/// What the steps of the matter already say. Words written for the complainant are offered for
/// their own copy only.
fn decision(matter: &DeskMatter, template: &Template, to: Recipient, typed: &mut Typed) {
    let mut offer = |key: &str, value: &str| {
        if template.field(key).is_some() && !value.is_empty() {
            typed.insert(key.to_owned(), value.to_owned());
        }
    };
    let to_complainant = to == Recipient::Reporter;
    for event in &matter.events {
        let EventKind::Complaint(step) = &event.kind else { continue };
        match step {
            ComplaintStep::IdentityAsked { until } => offer("papers_by", &until.to_string()),
            ComplaintStep::Accepted { contact } if template.key == "acceptance" => offer("contact", contact),
            ComplaintStep::Refused { grounds, note } | ComplaintStep::Terminated { grounds, note } => {
                offer("ground", &grounds.first().map(u8::to_string).unwrap_or_default());
                if to_complainant {
                    offer("reasons", note);
                }
            }
            _ => {}
        }
    }
}
