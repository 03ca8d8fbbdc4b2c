//! Transfers to the police and to other bodies, and cases handed to us.

use async_trait::async_trait;
use domain::access::{Action, Staff};
use domain::event::Event;
use domain::law::Route;
use domain::ledger::{Entry, Record};
use domain::letter::series;
use domain::matter::Rule;
use domain::ports::{DeskError, FormId, LedgerList, LedgerQuery, NewArrival, NewTransfer, OnFile, Taking, Transfers};
use domain::region::RegionCode;
use domain::text;
use domain::transfer::{Opening, Transfer, TransferStep};
use jiff::Timestamp;
use storage::MatterRow;
use uuid::Uuid;

use crate::ledgers::{Books, invalid, opener};

/// 移送台账
pub struct Handing {
    pub books: Books,
}

#[async_trait]
impl Transfers for Handing {
    async fn list(&self, staff: &Staff, query: &LedgerQuery) -> Result<LedgerList<Transfer>, DeskError> {
        self.books.list(staff, Action::ReadMatter, query).await
    }

    async fn open(&self, staff: &Staff, form: FormId, new: NewTransfer, at: Timestamp) -> Result<String, DeskError> {
        staff.may_ever(Action::Transfer)?;
        let matter = match new.matter.trim() {
            "" => None,
            number => Some(self.books.matter(staff, number, "matter").await?),
        };
        let opening = self.checked(staff, new, matter.as_ref())?;
        if let Some(matter) = &matter {
            self.may_be_sent(staff, &opening, matter, at)?;
        }
        self.keep(staff, form, opening, matter, (at, at)).await
    }

    async fn receive(
        &self,
        staff: &Staff,
        form: FormId,
        new: NewArrival,
        received: Timestamp,
        at: Timestamp,
    ) -> Result<String, DeskError> {
        staff.may_ever(Action::Transfer)?;
        if received > at {
            return Err(self.books.refuse(Rule::InFuture));
        }
        let sender = self.books.laws.bodies.sender(&new.from).ok_or_else(|| invalid("from", "请选择谁移送来的"))?;
        let matter = match new.matter.trim() {
            "" => None,
            number => Some(self.books.matter(staff, number, "matter").await?),
        };
        let (region, unit) = self.place_and_unit(staff, matter.as_ref(), &new.region)?;
        let opening = Opening {
            route: Route::Back,
            to: sender.key.clone(),
            to_name: text::clean(&new.from_name),
            their_no: Some(new.their_no),
            matter: matter.as_ref().map(|matter| matter.number.clone()),
            whole: true,
            region,
            unit,
            subject: new.subject,
            facts: new.facts,
            basis: new.basis,
        };
        self.keep(staff, form, opening, matter, (received, at)).await
    }

    async fn read(&self, staff: &Staff, number: &str) -> Result<OnFile<Transfer>, DeskError> {
        self.books.read(staff, number, Action::ReadMatter).await
    }

    async fn take(
        &self,
        staff: &Staff,
        number: &str,
        taking: Taking<TransferStep>,
        at: Timestamp,
    ) -> Result<(), DeskError> {
        let action = match taking.step {
            TransferStep::Approved { .. } | TransferStep::Disapproved { .. } | TransferStep::CheckExtended { .. } => {
                Action::DecideTransfer
            }
            _ => Action::Transfer,
        };
        let held = self.books.reach::<Transfer>(staff, number, Action::ReadMatter, action).await?;
        let echo = |step: &TransferStep| {
            let matter = held.matter.as_ref()?;
            held.record.echo(held.row.id, &held.row.number, (matter.kind, matter.state.stage), step)
        };
        if !taking.step.takes_number() {
            let echo = echo(&taking.step);
            return self.books.take(held.actor(staff, action), &held, taking, echo, &[], at).await;
        }
        let series = series(&self.books.site.letter_mark(&staff.unit), &self.books.laws.bodies.mark);
        let bare = taking.step.clone();
        let made = |number: &str| {
            let step = bare.clone().numbered(number);
            let echo = echo(&step);
            (step, echo)
        };
        self.books.take_numbered(&held, taking, (held.actor(staff, action), at), &series, &made).await
    }
}

impl Handing {
    fn checked(&self, staff: &Staff, new: NewTransfer, matter: Option<&MatterRow>) -> Result<Opening, DeskError> {
        let body = self.books.laws.bodies.body(&new.to).ok_or_else(|| invalid("to", "请选择移送给谁"))?;
        if let Some(told) = &body.told {
            return Err(invalid("to", told));
        }
        let to_name = match text::clean(&new.to_name) {
            typed if !typed.is_empty() => typed,
            _ if body.many => return Err(invalid("to_name", "请写明接收单位的全称")),
            _ => body.name.clone(),
        };
        let (region, unit) = self.place_and_unit(staff, matter, &new.region)?;
        Ok(Opening {
            route: if body.route == Route::Police { Route::Police } else { Route::Body },
            to: body.key.clone(),
            to_name,
            their_no: None,
            matter: matter.map(|matter| matter.number.clone()),
            whole: new.whole || body.route == Route::Police,
            region,
            unit,
            subject: new.subject,
            facts: new.facts,
            basis: new.basis,
        })
    }

    /// What the matter would be told once this goes out must be possible now, so that nobody writes the
    /// papers of a transfer that the law does not let go (程序规定 §18: facts first).
    fn may_be_sent(
        &self,
        staff: &Staff,
        opening: &Opening,
        matter: &MatterRow,
        at: Timestamp,
    ) -> Result<(), DeskError> {
        let actor = staff.actor(Action::Transfer, &matter.scope());
        let entry = Entry { at, happened: at, actor: actor.clone(), step: TransferStep::Opened(opening.clone()) };
        let sent = TransferStep::Sent { document_no: String::new(), note: String::new() };
        let stage = (matter.kind, matter.state.stage);
        let told = Transfer::begun(&entry).and_then(|transfer| transfer.echo(Uuid::nil(), "", stage, &sent));
        let Some(kind) = told else { return Ok(()) };
        let applied = matter.state.apply(&Event { at, actor, kind }, &self.books.calendar, &self.books.laws);
        applied.map(drop).map_err(|refusal| invalid("matter", refusal.why))
    }

    /// Those of the matter where there is one.
    fn place_and_unit(
        &self,
        staff: &Staff,
        matter: Option<&MatterRow>,
        typed: &str,
    ) -> Result<(RegionCode, String), DeskError> {
        let region = match matter {
            Some(matter) => matter.facts.region.clone(),
            None => self.books.place(staff, typed, "region")?,
        };
        let unit = matter.and_then(|matter| matter.state.unit.clone());
        Ok((region, unit.unwrap_or_else(|| staff.unit.clone())))
    }

    async fn keep(
        &self,
        staff: &Staff,
        form: FormId,
        opening: Opening,
        matter: Option<MatterRow>,
        (happened, at): (Timestamp, Timestamp),
    ) -> Result<String, DeskError> {
        let region = opening.region.clone();
        let actor = opener(staff, Action::Transfer, &region, &opening.unit);
        let entry = Entry { at, happened, actor, step: TransferStep::Opened(opening) };
        let new = self.books.opening::<Transfer>(form.0, matter.map(|matter| matter.id), &region, &entry)?;
        self.number_of(form, self.books.open(&[new], None).await?).await
    }

    /// Of the record just opened, or of the one this form opened before.
    async fn number_of(&self, form: FormId, opened: Option<Vec<String>>) -> Result<String, DeskError> {
        if let Some(number) = opened.into_iter().flatten().next() {
            return Ok(number);
        }
        let row = self.books.store.ledger(form.0).await.map_err(domain::ports::Internal::from)?;
        row.map(|row| row.number).ok_or(DeskError::NotFound)
    }
}
