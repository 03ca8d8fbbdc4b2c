use domain::access::{Action, Staff};
use domain::event::{Actor, Event, EventKind};
use domain::letter::{Typed, series};
use domain::ports::{Asked, DeskError, Draft, Internal, IssuedLetter};
use domain::report::Reporter;
use domain::track::due_day;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use storage::{Issued, LetterRow, NewLetter, Sealed};
use uuid::Uuid;

use super::draft::version;
use super::letterbook::{Letterbook, issued, refused};
use crate::keys::Purpose;

impl Letterbook {
    pub(super) async fn number_and_keep(
        &self,
        staff: &Staff,
        asked: &Asked,
        draft: Draft,
        typed: &Typed,
        at: Timestamp,
    ) -> Result<IssuedLetter, DeskError> {
        let (matter, template) = self.asked(staff, asked, at).await?;
        if let Some(row) = self.store.letter(draft.id).await.map_err(Internal::from)? {
            return same_press(row, staff, matter.id).map(|row| issued(row, &matter));
        }
        if version(&matter) != draft.version {
            return Err(moved_on());
        }
        let drawn = self.drawn(staff, &matter, &template, asked.to, typed, at).await?;
        let row = self.store.matter(matter.id).await.map_err(Internal::from)?.ok_or(DeskError::NotFound)?;
        if row.version != draft.version {
            return Err(moved_on());
        }
        let new = NewLetter {
            id: draft.id,
            series: series(&self.site.letter_mark(&staff.unit), &template.mark),
            form: template.key.clone(),
            version: template.version,
            to: asked.to,
            unit: staff.unit.clone(),
            author: staff.id,
            signed: staff.name.clone(),
            issued_at: at,
            typed: template.kept(typed),
            identity: self.identity_of(draft.id, &drawn)?,
            letter: drawn.letter,
            due: due_day(&row.state, &self.laws, &self.calendar),
        };
        let actor = staff.actor(Action::WriteLetter, &matter.scope());
        let numbering = |number: &str, content: &str| (checksum(number, content), event(actor.clone(), &new, number));
        match self.store.issue_letter(&row, &new, &numbering).await.map_err(Internal::from)? {
            Issued::Done(row) => Ok(issued(row, &matter)),
            Issued::Known(row) => same_press(row, staff, matter.id).map(|row| issued(row, &matter)),
            Issued::Conflict => Err(moved_on()),
        }
    }

    fn identity_of(&self, letter: Uuid, drawn: &super::watch::Drawn) -> Result<Option<Sealed>, DeskError> {
        if !drawn.letter.names_somebody() {
            return Ok(None);
        }
        drawn.reporter.as_ref().map(|reporter| self.sealed(letter, reporter)).transpose()
    }

    fn sealed(&self, letter: Uuid, reporter: &Reporter) -> Result<Sealed, DeskError> {
        let plain = serde_json::to_vec(reporter).map_err(Internal::new)?;
        Ok(self.keys.seal(Purpose::Letter, letter, &plain).map_err(Internal::new)?)
    }
}

fn event(actor: Actor, new: &NewLetter, number: &str) -> Event {
    let kind = EventKind::LetterIssued { letter: new.id, form: new.form.clone(), number: number.to_owned() };
    Event { at: new.issued_at, actor, kind }
}

/// SHA-256 over number and content as they are kept, hexadecimal.
fn checksum(number: &str, content: &str) -> String {
    hex::encode(Sha256::new().chain_update(number).chain_update("\n").chain_update(content).finalize())
}

/// The same form sent again gets the letter that is there; somebody else's is not theirs to get.
fn same_press(row: LetterRow, staff: &Staff, matter: domain::matter::MatterId) -> Result<LetterRow, DeskError> {
    if row.matter == matter && row.author == staff.id { Ok(row) } else { Err(DeskError::NotFound) }
}

fn moved_on() -> DeskError {
    refused("填写的时候事项有了新的情况，没有签发。请核对下面的内容，确认后再签发一次")
}
