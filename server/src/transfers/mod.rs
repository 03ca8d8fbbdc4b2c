//! Transfers to the police and to other bodies.

use async_trait::async_trait;
use domain::access::{Action, Staff};
use domain::law::Route;
use domain::ledger::Entry;
use domain::ports::{DeskError, FormId, LedgerList, LedgerQuery, NewTransfer, OnFile, Taking, Transfers};
use domain::text;
use domain::transfer::{Opening, Transfer, TransferStep};
use jiff::Timestamp;
use storage::MatterRow;

use crate::ledgers::{Books, actor, invalid};

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
        let region = opening.region.clone();
        let entry = Entry { at, happened: at, actor: actor(staff), step: TransferStep::Opened(opening) };
        let matter_id = matter.map(|matter| matter.id);
        let new = self.books.opening::<Transfer>(form.0, matter_id, &region, &entry)?;
        self.number_of(form, self.books.open(&[new], None).await?).await
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
            TransferStep::Approved { .. } | TransferStep::Disapproved { .. } => Action::DecideTransfer,
            _ => Action::Transfer,
        };
        let held = self.books.reach::<Transfer>(staff, number, Action::ReadMatter, action).await?;
        let echo = held
            .matter
            .as_ref()
            .and_then(|matter| held.record.echo(held.row.id, &held.row.number, matter.kind, &taking.step));
        self.books.take(actor(staff), &held, taking, echo, &[], at).await
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
        let region = match matter {
            Some(matter) => matter.facts.region.clone(),
            None => self.books.place(staff, &new.region, "region")?,
        };
        let unit = matter.and_then(|matter| matter.state.unit.clone()).unwrap_or_else(|| staff.unit.clone());
        Ok(Opening {
            route: if body.route == Route::Police { Route::Police } else { Route::Body },
            to: body.key.clone(),
            to_name,
            matter: matter.map(|matter| matter.number.clone()),
            whole: new.whole || body.route == Route::Police,
            region,
            unit,
            subject: new.subject,
            facts: new.facts,
            basis: new.basis,
        })
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
