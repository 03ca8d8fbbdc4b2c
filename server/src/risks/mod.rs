//! The list of risks, the tasks made from it, the minutes of meetings about it.

mod spread;

use async_trait::async_trait;
use domain::access::{Action, Staff};
use domain::ledger::Entry;
use domain::matter::Rule;
use domain::matter::office::Person;
use domain::ports::{
    DeskError, FormId, Internal, LedgerList, LedgerQuery, Listed, MinutesFile, NewMinutes, NewRisk, OnFile, Risks,
    Spread, Taking, TaskFile,
};
use domain::region::RegionCode;
use domain::risk::{Finding, Minutes, MinutesStep, OutletKind, Risk, RiskStep, Task, TaskStep, Tasking};
use domain::track::local_date;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::ledgers::{Books, invalid, opener};

/// 风险清单
pub struct RiskList {
    pub books: Books,
}

#[async_trait]
impl Risks for RiskList {
    async fn list(&self, staff: &Staff, query: &LedgerQuery) -> Result<LedgerList<Risk>, DeskError> {
        self.books.list(staff, Action::ManageRisks, query).await
    }

    async fn open(&self, staff: &Staff, form: FormId, new: NewRisk, at: Timestamp) -> Result<String, DeskError> {
        staff.may_ever(Action::ManageRisks)?;
        not_past("until", new.until, at)?;
        let region = self.books.place(staff, &new.region, "region")?;
        let (handler, unit) = self.person(staff, &new.handler, "handler").await?;
        let finding = Finding {
            source: new.source,
            object: new.object,
            level: new.level,
            what: new.what,
            region: region.clone(),
            unit,
            leader: new.leader,
            handler,
            measures: new.measures,
            until: new.until,
        };
        let actor = opener(staff, Action::ManageRisks, &region, &finding.unit);
        let entry = Entry { at, happened: at, actor, step: RiskStep::Listed(finding) };
        let new = self.books.opening::<Risk>(form.0, None, &region, &entry)?;
        let opened = self.books.open(&[new], None).await?;
        self.number_of(form, opened).await
    }

    async fn read(&self, staff: &Staff, number: &str) -> Result<OnFile<Risk>, DeskError> {
        self.books.read(staff, number, Action::ManageRisks).await
    }

    async fn take(
        &self,
        staff: &Staff,
        number: &str,
        taking: Taking<RiskStep>,
        at: Timestamp,
    ) -> Result<(), DeskError> {
        let held = self.books.reach::<Risk>(staff, number, Action::ManageRisks, Action::ManageRisks).await?;
        let step = match taking.step {
            RiskStep::HandlerChanged { handler, .. } => {
                let (handler, unit) = self.person(staff, &handler.name, "handler").await?;
                RiskStep::HandlerChanged { handler, unit }
            }
            step => step,
        };
        match &step {
            RiskStep::DueMoved { until, .. } => not_past("until", *until, at)?,
            RiskStep::Reopened { until, .. } => not_past("again_until", *until, at)?,
            RiskStep::EvidenceAdded { links, .. } => self.links(staff, links).await?,
            // Only the generator writes that tasks were made.
            RiskStep::TasksMade { .. } | RiskStep::Listed(_) => return Err(self.books.refuse(Rule::Order)),
            _ => {}
        }
        let taking = Taking { step, happened: taking.happened, seen: taking.seen };
        self.books.take(held.actor(staff, Action::ManageRisks), &held, taking, None, &[], at).await
    }

    async fn spread(&self, staff: &Staff, form: FormId, spread: Spread, at: Timestamp) -> Result<usize, DeskError> {
        self.make_tasks(staff, form, spread, at).await
    }

    async fn tasks(&self, staff: &Staff, query: &LedgerQuery) -> Result<LedgerList<Task>, DeskError> {
        self.books.list(staff, Action::ManageRisks, query).await
    }

    async fn task(&self, staff: &Staff, number: &str) -> Result<TaskFile, DeskError> {
        let file = self.books.read::<Task>(staff, number, Action::ManageRisks).await?;
        let minutes = match file.listed.record.tasking.minutes {
            Some(id) => self.books.store.ledger(id).await.map_err(Internal::from)?.map(|row| row.number),
            None => None,
        };
        let opens = match &minutes {
            Some(number) => self.reads_minutes(staff, number).await?,
            None => false,
        };
        Ok(TaskFile { file, minutes, opens })
    }

    async fn take_task(
        &self,
        staff: &Staff,
        number: &str,
        taking: Taking<TaskStep>,
        at: Timestamp,
    ) -> Result<(), DeskError> {
        let held = self.books.reach::<Task>(staff, number, Action::ManageRisks, Action::ManageRisks).await?;
        let whole = staff.role.sees_whole_area();
        match &taking.step {
            TaskStep::Given(_) => return Err(self.books.refuse(Rule::Order)),
            // Whoever gave it looks at what came of it.
            TaskStep::GivenBack { .. } if staff.unit != held.record.tasking.giver && !whole => {
                return Err(DeskError::Denied(domain::access::Denied));
            }
            TaskStep::Done { .. } if staff.unit != held.record.tasking.unit && !whole => {
                return Err(DeskError::Denied(domain::access::Denied));
            }
            _ => {}
        }
        self.books.take(held.actor(staff, Action::ManageRisks), &held, taking, None, &[], at).await
    }

    async fn confer(&self, staff: &Staff, form: FormId, new: NewMinutes, at: Timestamp) -> Result<String, DeskError> {
        staff.may_ever(Action::ManageRisks)?;
        if new.held > local_date(at) {
            return Err(invalid("held", "会商日期还没有到；开过以后再记"));
        }
        for item in &new.items {
            let seen = self.books.reach::<Risk>(staff, item, Action::ManageRisks, Action::ManageRisks).await;
            seen.map_err(|_| invalid("items", format!("风险清单里没有 {item}，或者不归您的单位管")))?;
        }
        for decision in &new.decisions {
            not_past("decisions", decision.until, at)?;
        }
        let region = self.home(staff)?;
        let minutes = Minutes {
            held: new.held,
            region: region.clone(),
            unit: staff.unit.clone(),
            departments: new.departments,
            items: new.items,
            text: new.text,
            decisions: new.decisions.clone(),
            kept: at,
        };
        let actor = opener(staff, Action::ManageRisks, &region, &staff.unit);
        let entry = Entry { at, happened: at, actor, step: MinutesStep::Kept(minutes) };
        let mut opening = vec![self.books.opening::<Minutes>(form.0, None, &region, &entry)?];
        for (decision, turn) in new.decisions.into_iter().zip(1_u64..) {
            let tasking = Tasking {
                origin: format!("{} 风险会商", new.held),
                what: decision.what,
                outlets: OutletKind::Any,
                region: self.region_of_unit(&decision.unit, "decisions")?,
                unit: decision.unit,
                giver: staff.unit.clone(),
                until: decision.until,
                minutes: Some(form.0),
            };
            opening.push(self.tasking(staff, form, turn, tasking, at)?);
        }
        let opened = self.books.open(&opening, None).await?;
        self.number_of(form, opened).await
    }

    async fn minutes(&self, staff: &Staff, number: &str) -> Result<MinutesFile, DeskError> {
        let held = self.books.reach::<Minutes>(staff, number, Action::ManageRisks, Action::ManageRisks).await?;
        let tasks = self.tasks_made(FormId(held.row.id), held.record.decisions.len()).await?;
        Ok(MinutesFile { file: self.books.read(staff, number, Action::ManageRisks).await?, tasks })
    }

    async fn all_minutes(&self, staff: &Staff, query: &LedgerQuery) -> Result<LedgerList<Minutes>, DeskError> {
        self.books.list(staff, Action::ManageRisks, query).await
    }
}

impl RiskList {
    /// A person by their login, or the one who asks.
    async fn person(&self, staff: &Staff, login: &str, field: &str) -> Result<(Person, String), DeskError> {
        let login = domain::text::clean(login);
        if login.is_empty() || login == staff.login {
            return Ok((Person { id: staff.id, name: staff.name.clone() }, staff.unit.clone()));
        }
        let found = self.books.store.staff_by_login(&login).await.map_err(Internal::from)?;
        let found = found.filter(|person| !person.disabled && person.role.may(Action::ManageRisks));
        let person = found.ok_or_else(|| invalid(field, format!("没有登录名为 {login} 的承办人或负责人")))?;
        Ok((Person { id: person.id, name: person.name }, person.unit))
    }

    /// Whoever does a task of another unit's meeting need not be one who reads its minutes.
    async fn reads_minutes(&self, staff: &Staff, number: &str) -> Result<bool, DeskError> {
        match self.books.reach::<Minutes>(staff, number, Action::ManageRisks, Action::ManageRisks).await {
            Ok(_) => Ok(true),
            Err(DeskError::NotFound | DeskError::Denied(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Evidence points to something this person can open.
    async fn links(&self, staff: &Staff, links: &[String]) -> Result<(), DeskError> {
        for link in links {
            let ledger = self.books.store.ledger_of_number(link).await.map_err(Internal::from)?;
            let known = match ledger {
                Some(row) => staff.regions.iter().any(|prefix| row.region.is_within(prefix)),
                None => self.books.matter(staff, link, "links").await.is_ok(),
            };
            if !known {
                return Err(invalid("links", format!("没有编号为 {link} 的事项或移送")));
            }
        }
        Ok(())
    }

    /// The place a unit's own papers stand under: its area's first place.
    fn home(&self, staff: &Staff) -> Result<RegionCode, DeskError> {
        self.region_of_unit(&staff.unit, "unit")
    }

    fn region_of_unit(&self, unit: &str, field: &str) -> Result<RegionCode, DeskError> {
        let unit = self.books.site.unit(unit).ok_or_else(|| invalid(field, "没有这个单位"))?;
        let prefix = unit.regions.first().ok_or_else(|| invalid(field, "这个单位没有辖区"))?;
        RegionCode::parse(&format!("{prefix:0<12}")).map_err(|_| invalid(field, "这个单位没有辖区"))
    }

    fn tasking(
        &self,
        staff: &Staff,
        form: FormId,
        turn: u64,
        tasking: Tasking,
        at: Timestamp,
    ) -> Result<storage::NewLedger, DeskError> {
        let region = tasking.region.clone();
        let actor = opener(staff, Action::ManageRisks, &region, &tasking.giver);
        let entry = Entry { at, happened: at, actor, step: TaskStep::Given(tasking) };
        Ok(self.books.opening::<Task>(id_of_task(form, turn), None, &region, &entry)?)
    }

    /// The tasks made of minutes, in the order they were decided.
    async fn tasks_made(&self, minutes: FormId, decisions: usize) -> Result<Vec<Listed<Task>>, DeskError> {
        let mut tasks = Vec::with_capacity(decisions);
        for (_, turn) in (0..decisions).zip(1_u64..) {
            let row = self.books.store.ledger(id_of_task(minutes, turn)).await.map_err(Internal::from)?;
            if let Some(row) = row {
                tasks.push(self.books.listed(row).await?);
            }
        }
        Ok(tasks)
    }

    async fn number_of(&self, form: FormId, opened: Option<Vec<String>>) -> Result<String, DeskError> {
        if let Some(number) = opened.into_iter().flatten().next() {
            return Ok(number);
        }
        let row = self.books.store.ledger(form.0).await.map_err(Internal::from)?;
        row.map(|row| row.number).ok_or(DeskError::NotFound)
    }
}

/// Made from the form's id, so that the same form sent twice makes the same tasks, and so that minutes,
/// which have that id, find theirs.
fn id_of_task(form: FormId, turn: u64) -> Uuid {
    Uuid::from_u128(form.0.as_u128() ^ (u128::from(turn) << 32))
}

fn not_past(field: &str, day: Date, at: Timestamp) -> Result<(), DeskError> {
    if day < local_date(at) { Err(invalid(field, "完成日期不能早于今天")) } else { Ok(()) }
}
