//! What the ledgers share: finding a record, holding a person to what they may do with it, keeping
//! a step with its standing in one transaction.

mod shelved;

use std::sync::Arc;

use domain::access::{Action, Scope, Staff};
use domain::calendar::Calendar;
use domain::event::{Actor, Event, EventKind};
use domain::law::Laws;
use domain::ledger::Entry;
use domain::matter::{MatterId, Rule};
use domain::ports::{DeskError, Internal, LedgerList, LedgerQuery, Listed, OnFile, Taking};
use domain::region::{RegionCode, Regions};
use domain::report::FieldError;
use domain::site::Site;
use domain::text;
use domain::track::due_day;
use jiff::Timestamp;
use storage::{
    Change, Filed, Keeping, KeptEntry, LedgerFilter, LedgerRow, MatterRow, NewClaim, NewLedger, Numbered, Standing,
    StorageError, Store, View,
};
use uuid::Uuid;

pub use shelved::Shelved;

const PAGE_SIZE: u32 = 50;

/// What every ledger stands on; cheap to clone.
#[derive(Clone)]
pub struct Books {
    pub store: Store,
    pub site: Arc<Site>,
    pub laws: Arc<Laws>,
    pub calendar: Arc<Calendar>,
    pub regions: Arc<Regions>,
}

/// A record as it was read.
pub struct Held<R> {
    pub row: LedgerRow,
    pub record: R,
    /// The matter it is about.
    pub matter: Option<MatterRow>,
}

impl<R> Held<R> {
    /// What of it decides who may touch it.
    #[must_use]
    pub fn scope(&self, staff: &Staff) -> Scope {
        Scope {
            region: self.row.region.clone(),
            unit: self.row.unit_for(staff),
            conflicts: self.matter.as_ref().map(|matter| matter.state.office.conflicts.clone()).unwrap_or_default(),
        }
    }

    /// Who takes a step of it, as its entry names them; a deputy's name says for whom.
    #[must_use]
    pub fn actor(&self, staff: &Staff, action: Action) -> Actor {
        staff.actor(action, &self.scope(staff))
    }
}

/// A step with the number its letter is given, and what the matter is told of it.
pub type NumberedStep<'a, S> = &'a (dyn Fn(&str) -> (S, Option<EventKind>) + Send + Sync);

impl Books {
    /// # Errors
    /// [`DeskError::Denied`] for a role that may not read it.
    pub async fn list<R: Shelved>(
        &self,
        staff: &Staff,
        action: Action,
        query: &LedgerQuery,
    ) -> Result<LedgerList<R>, DeskError> {
        staff.may_ever(action)?;
        let view = View::of(staff);
        let filter = LedgerFilter {
            open: query.open,
            sort: query.sort.clone(),
            unit: query.unit.clone(),
            page: query.page.max(1),
            ..LedgerFilter::default()
        };
        let page = self.store.ledgers(R::BOOK, &view, &filter, PAGE_SIZE).await.map_err(Internal::from)?;
        let mut rows = Vec::with_capacity(page.rows.len());
        for row in page.rows {
            rows.push(self.listed(row).await?);
        }
        Ok(LedgerList { rows, total: page.total, page_size: PAGE_SIZE })
    }

    /// The record, if it exists for this person and they may do that to it.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] outside their area or unit, so that numbers cannot be tried out;
    /// [`DeskError::Denied`] for a role that may not, whether or not the record exists.
    pub async fn reach<R: Shelved>(
        &self,
        staff: &Staff,
        number: &str,
        read: Action,
        action: Action,
    ) -> Result<Held<R>, DeskError> {
        staff.may_ever(read)?;
        staff.may_ever(action)?;
        let number = text::clean(number).to_uppercase();
        let row = self.store.ledger_by_number(R::BOOK, &number).await.map_err(Internal::from)?;
        let row = row.ok_or(DeskError::NotFound)?;
        let matter = self.matter_of(&row).await?;
        let record = row.record().map_err(Internal::from)?;
        let held = Held { row, record, matter };
        let scope = held.scope(staff);
        staff.may(read, &scope).map_err(|_| DeskError::NotFound)?;
        staff.may(action, &scope)?;
        Ok(held)
    }

    /// # Errors
    /// As [`Books::reach`].
    pub async fn read<R: Shelved>(&self, staff: &Staff, number: &str, action: Action) -> Result<OnFile<R>, DeskError> {
        let held = self.reach::<R>(staff, number, action, action).await?;
        let entries = self.store.ledger_entries::<R>(&held.row).await.map_err(Internal::from)?;
        let version = held.row.version;
        Ok(OnFile { listed: self.listed(held.row).await?, version, entries })
    }

    /// Keeps a step of a record, with records it opens, and what its matter is told.
    ///
    /// # Errors
    /// [`DeskError::NotNow`] names the rule it breaks, or says that somebody else was quicker.
    pub async fn take<R: Shelved>(
        &self,
        actor: Actor,
        held: &Held<R>,
        taking: Taking<R::Step>,
        echo: Option<EventKind>,
        open: &[NewLedger],
        at: Timestamp,
    ) -> Result<(), DeskError> {
        if taking.seen != held.row.version {
            return Err(self.refuse(Rule::Stale));
        }
        let entry = Entry { at, happened: taking.happened, actor: actor.clone(), step: taking.step };
        let next = held.record.apply(&entry, &self.laws)?;
        let event = echo.map(|kind| Event { at, actor, kind });
        let change = match (&held.matter, &event) {
            (Some(matter), Some(event)) => Some((matter, self.change(matter, event)?)),
            _ => None,
        };
        let kept = KeptEntry::new::<R>(&entry).map_err(Internal::from)?;
        let standing = self.standing(&next, &held.row.region).map_err(Internal::from)?;
        let keeping = Keeping { append: Some((&held.row, kept, standing)), open, matter: change, ..Keeping::default() };
        match self.store.keep(&keeping).await.map_err(Internal::from)? {
            Filed::Done(_) => Ok(()),
            Filed::Conflict | Filed::Known => Err(self.refuse(Rule::Stale)),
        }
    }

    /// The same for a step whose letter takes the next number of a series: `made` gives the step with
    /// its number and what the matter is told.
    ///
    /// # Errors
    /// As [`Books::take`]; then no number was used.
    pub async fn take_numbered<R: Shelved>(
        &self,
        held: &Held<R>,
        taking: Taking<R::Step>,
        by: (Actor, Timestamp),
        series: &str,
        made: NumberedStep<'_, R::Step>,
    ) -> Result<(), DeskError> {
        let (actor, at) = by;
        if taking.seen != held.row.version {
            return Err(self.refuse(Rule::Stale));
        }
        let entry = |step| Entry { at, happened: taking.happened, actor: actor.clone(), step };
        let event = |kind| Event { at, actor: actor.clone(), kind };
        held.record.apply(&entry(taking.step), &self.laws)?;
        let matter = match (&held.matter, made("").1.map(event)) {
            (Some(matter), Some(event)) => Some((matter, self.change(matter, &event)?.due)),
            _ => None,
        };
        let make = |number: &str| {
            let (step, told) = made(number);
            let entry = entry(step);
            let standing = self.standing(&held.record.clone().applied(&entry), &held.row.region);
            Ok((KeptEntry::new::<R>(&entry)?, standing?, told.map(event)))
        };
        let numbered = Numbered { row: &held.row, series, at, matter, make: &make };
        let keeping = Keeping { numbered: Some(numbered), ..Keeping::default() };
        match self.store.keep(&keeping).await.map_err(Internal::from)? {
            Filed::Done(_) => Ok(()),
            Filed::Conflict | Filed::Known => Err(self.refuse(Rule::Stale)),
        }
    }

    /// Opens records together. Answers their numbers; nothing where the first one is there already.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn open(&self, new: &[NewLedger], claim: Option<NewClaim>) -> Result<Option<Vec<String>>, Internal> {
        let keeping = Keeping { open: new, claim, ..Keeping::default() };
        match self.store.keep(&keeping).await? {
            Filed::Done(numbers) => Ok(Some(numbers)),
            Filed::Known | Filed::Conflict => Ok(None),
        }
    }

    /// A record about to be opened with its first entry.
    ///
    /// # Errors
    /// When the entry is not one that begins a record, which is a fault of ours.
    pub fn opening<R: Shelved>(
        &self,
        id: Uuid,
        matter: Option<MatterId>,
        region: &RegionCode,
        entry: &Entry<R::Step>,
    ) -> Result<NewLedger, Internal> {
        let record = R::begun(entry).ok_or_else(|| Internal::new("a record begun with a later step"))?;
        let standing = self.standing(&record, region)?;
        Ok(NewLedger { id, book: R::BOOK, matter, standing, entry: KeptEntry::new::<R>(entry)? })
    }

    #[must_use]
    pub fn refuse(&self, rule: Rule) -> DeskError {
        DeskError::NotNow(rule.refuse(&self.laws))
    }

    /// A matter this person may read, by its number.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] at `field` where there is none for them.
    pub async fn matter(&self, staff: &Staff, number: &str, field: &str) -> Result<MatterRow, DeskError> {
        let number = text::clean(number).to_uppercase();
        let row = self.store.matter_by_number(&number).await.map_err(Internal::from)?;
        let seen = row.filter(|row| staff.may(Action::ReadMatter, &row.scope()).is_ok());
        seen.ok_or_else(|| invalid(field, format!("没有编号为 {number} 的事项，或者不归您的单位管")))
    }

    /// A place of this person's area.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] at `field`.
    pub fn place(&self, staff: &Staff, code: &str, field: &str) -> Result<RegionCode, DeskError> {
        let code = RegionCode::parse(code).ok().filter(|code| self.regions.get(code).is_some());
        let own = code.filter(|code| staff.regions.iter().any(|prefix| code.is_within(prefix)));
        own.ok_or_else(|| invalid(field, "请选择您单位管辖范围内的地方"))
    }

    async fn matter_of(&self, row: &LedgerRow) -> Result<Option<MatterRow>, Internal> {
        match row.matter {
            Some(id) => Ok(self.store.matter(id).await?),
            None => Ok(None),
        }
    }

    /// The record as lists show it.
    ///
    /// # Errors
    /// When its matter cannot be read.
    pub async fn listed<R: Shelved>(&self, row: LedgerRow) -> Result<Listed<R>, Internal> {
        let matter = self.matter_of(&row).await?.map(|matter| matter.number);
        Ok(Listed {
            matter,
            region_name: self.regions.full_name(&row.region),
            due: row.due,
            opened_at: row.opened_at,
            record: row.record()?,
            unit: row.unit,
            number: row.number,
        })
    }

    fn standing<R: Shelved>(&self, record: &R, region: &RegionCode) -> Result<Standing, StorageError> {
        Ok(Standing {
            region: record.region().unwrap_or_else(|| region.clone()),
            unit: record.unit(),
            also: record.also(),
            sort: record.sort(),
            open: record.is_open(),
            due: record.due(&self.laws, &self.calendar),
            state: serde_json::to_string(record)?,
        })
    }

    fn change<'a>(&self, matter: &MatterRow, event: &'a Event) -> Result<Change<'a>, DeskError> {
        let next = matter.state.apply(event, &self.calendar, &self.laws)?;
        let due = due_day(&next, &self.laws, &self.calendar);
        Ok(Change { events: std::slice::from_ref(event), due, ..Change::default() })
    }
}

/// Who opens a record of a unit there, as its first entry names them; a deputy's name says for whom.
#[must_use]
pub fn opener(staff: &Staff, action: Action, region: &RegionCode, unit: &str) -> Actor {
    staff.actor(action, &Scope { region: region.clone(), unit: Some(unit.to_owned()), conflicts: Vec::new() })
}

#[must_use]
pub fn invalid(field: &str, message: impl Into<String>) -> DeskError {
    DeskError::Invalid(vec![FieldError { field: field.to_owned(), message: message.into() }])
}
