//! Transfers: a case to the police with the law's clocks (移送规定 §5–§13), a case or a clue to
//! another body with its letter and receipt, a case that the police or the prosecutors hand to us
//! (反向移送). One stands on a matter or alone.

mod goods;
mod stage;
mod step;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::calendar::Calendar;
use crate::event::EventKind;
use crate::law::{Applies, Clock, Laws, Route};
use crate::ledger::{Book, Entry, Record};
use crate::matter::clocks::{Extension, History};
use crate::matter::{MatterKind, Moment, OfficeStep, Rule, Running, TipStep};
use crate::region::RegionCode;
use crate::track::local_date;

pub use goods::{Good, GoodsFault};
pub use stage::Stage;
pub use step::{Longer, Opening, TransferStep};

/// The state of a transfer after a list of entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    pub opening: Opening,
    pub opened_at: Timestamp,
    pub stage: Stage,
    #[serde(default)]
    pub goods: Vec<Good>,
    /// Keys of `content/laws/bodies.toml`.
    #[serde(default)]
    pub papers: Vec<String>,
    #[serde(default)]
    pub team: Vec<String>,
    #[serde(default)]
    pub crime: String,
    #[serde(default)]
    pub reported_by: Option<Uuid>,
    /// 文号 of our newest letter.
    #[serde(default)]
    pub document_no: Option<String>,
    #[serde(default)]
    pub signed_by: Option<String>,
    /// The police's; ours for a case handed to us.
    #[serde(default)]
    pub case_no: Option<String>,
    #[serde(default)]
    pub outcome: Option<String>,
    pub history: History,
    pub last: Timestamp,
}

impl Transfer {
    /// The limits that started, the law's before the bureau's own.
    #[must_use]
    pub fn clocks(&self, laws: &Laws, calendar: &Calendar) -> Vec<Running> {
        let opened = local_date(self.opened_at);
        let ours = laws.clocks.iter().filter(|clock| clock.in_force(opened)).chain(&laws.local);
        self.history.running(ours.filter(|clock| clock.applies_to == Applies::Transfer), laws, calendar)
    }

    #[must_use]
    pub fn region(&self) -> &RegionCode {
        &self.opening.region
    }

    /// How much more time the head of the bureau may give the check of a case handed to us, once: the
    /// clock and its extension.
    #[must_use]
    pub fn extendable<'a>(&self, laws: &'a Laws) -> Option<(&'a Clock, u16)> {
        let mut clocks = laws.clocks.iter().filter(|clock| clock.starts == Moment::CaseArrived);
        let clock = clocks.find(|clock| clock.applies_to == Applies::Transfer && clock.extension.is_some())?;
        let once = self.history.extensions.iter().all(|extension| extension.clock != clock.id);
        let checking = self.stage == Stage::Checking;
        clock.extension.filter(|_| once && checking).map(|length| (clock, length))
    }

    /// What the matter it stands on is told; `None` where the matter goes on as it was. `stage` is the
    /// matter's.
    #[must_use]
    pub fn echo(
        &self,
        id: Uuid,
        number: &str,
        (kind, stage): (MatterKind, crate::matter::Stage),
        step: &TransferStep,
    ) -> Option<EventKind> {
        let to = self.opening.to_name.clone();
        let police = self.opening.route == Route::Police && kind == MatterKind::Tip;
        let noted = |text: String| Some(EventKind::Office(OfficeStep::Noted { text }));
        match step {
            TransferStep::Sent { .. } if police => Some(EventKind::Tip(TipStep::SentToPolice { transfer: id, to })),
            TransferStep::Sent { .. } if self.opening.whole && kind == MatterKind::Tip => {
                Some(EventKind::Tip(TipStep::MovedOn { transfer: id, to }))
            }
            TransferStep::Returned { reason } if police => {
                Some(EventKind::Tip(TipStep::BackFromPolice { reason: reason.clone() }))
            }
            TransferStep::ReceiptGiven { .. } if stage == crate::matter::Stage::AtPolice => {
                let reason = format!("{to}反向移送，{number}");
                Some(EventKind::Tip(TipStep::BackFromPolice { reason }))
            }
            TransferStep::Sent { .. }
            | TransferStep::ReceiptGiven { .. }
            | TransferStep::CaseFiled { .. }
            | TransferStep::CaseNotFiled { .. }
            | TransferStep::CaseDecided { .. }
            | TransferStep::SenderTold { .. }
            | TransferStep::GivenBack { .. }
            | TransferStep::PoliceFiled { .. }
            | TransferStep::PoliceRefused { .. }
            | TransferStep::Returned { .. }
            | TransferStep::SentBack { .. }
            | TransferStep::Feedback { .. }
            | TransferStep::Judged { .. } => noted(format!("{number} {}", Self::desk_text(step))),
            _ => None,
        }
    }

    /// Each once, and a second time only for what was major before.
    fn admits_longer(&self, why: Longer) -> Result<(), Rule> {
        let had = |moment| self.history.last(moment).is_some();
        let (complex, major) = (had(Moment::PoliceComplex), had(Moment::PoliceMajor));
        let fits = match why {
            Longer::Complex => !complex && !major,
            Longer::Major => !major,
            Longer::MajorAgain => major && !had(Moment::PoliceMajorAgain),
        };
        if fits { Ok(()) } else { Err(Rule::Order) }
    }

    fn papers_missing(&self, laws: &Laws) -> bool {
        !laws.bodies.missing(self.opening.route, !self.goods.is_empty(), &self.papers).is_empty()
    }

    fn papers_are_asked(&self) -> bool {
        self.history.is_open(Moment::PapersAsked, Moment::PapersSupplied)
    }
}

impl Record for Transfer {
    type Step = TransferStep;
    const BOOK: Book = Book::Transfer;

    fn begun(entry: &Entry<TransferStep>) -> Option<Self> {
        let TransferStep::Opened(opening) = &entry.step else { return None };
        let back = opening.route == Route::Back;
        let mut history = History::default();
        if back {
            history.note(Moment::CaseArrived, entry.happened);
        }
        Some(Self {
            opening: opening.clone(),
            opened_at: entry.happened,
            stage: if back { Stage::Arrived } else { Stage::Draft },
            goods: Vec::new(),
            papers: Vec::new(),
            team: Vec::new(),
            crime: String::new(),
            reported_by: None,
            document_no: None,
            signed_by: None,
            case_no: None,
            outcome: None,
            history,
            last: entry.happened,
        })
    }

    fn admits(&self, entry: &Entry<TransferStep>, laws: &Laws) -> Result<(), Rule> {
        entry.step.next(self.stage, self.opening.route)?;
        match &entry.step {
            TransferStep::Reported { team, .. } if team.len() < 2 => Err(Rule::TransferTeam),
            TransferStep::Approved { .. } | TransferStep::Disapproved { .. }
                if self.reported_by.is_some() && self.reported_by == entry.actor.staff() =>
            {
                Err(Rule::TransferSecondPerson)
            }
            TransferStep::Sent { .. } if self.papers_missing(laws) => Err(Rule::TransferPapers),
            TransferStep::PapersAsked { .. } if self.papers_are_asked() => Err(Rule::TransferPapersFirst),
            TransferStep::PapersSupplied { .. } if !self.papers_are_asked() => Err(Rule::Order),
            TransferStep::PoliceLonger { why, .. } => self.admits_longer(*why),
            TransferStep::CheckExtended { clock, length, .. } => {
                let may = self.extendable(laws).is_some_and(|(one, more)| one.id == *clock && more == *length);
                if may { Ok(()) } else { Err(Rule::ExtensionOnce) }
            }
            _ => Ok(()),
        }
    }

    fn applied(mut self, entry: &Entry<TransferStep>) -> Self {
        self.stage = entry.step.next(self.stage, self.opening.route).unwrap_or(self.stage);
        self.last = entry.happened;
        for moment in entry.step.moments() {
            self.history.note(*moment, entry.happened);
        }
        match &entry.step {
            TransferStep::GoodsListed { goods } => self.goods.clone_from(goods),
            TransferStep::PapersListed { papers } => self.papers.clone_from(papers),
            TransferStep::Reported { team, crime, .. } => {
                self.team.clone_from(team);
                self.crime.clone_from(crime);
                self.reported_by = entry.actor.staff();
            }
            TransferStep::PoliceLonger { why, .. } => {
                let received = self.history.last(Moment::TransferReceived).unwrap_or(entry.happened);
                self.history.note(why.moment(), received);
            }
            TransferStep::CheckExtended { clock, length, .. } => {
                self.history.extensions.push(Extension { clock: clock.clone(), length: *length, at: entry.happened });
            }
            TransferStep::Sent { document_no, .. } | TransferStep::SenderTold { document_no, .. } => {
                self.document_no = Some(document_no.clone())
            }
            TransferStep::Signed { by } | TransferStep::ReceiptGiven { by } => self.signed_by = Some(by.clone()),
            TransferStep::PoliceFiled { case_no } | TransferStep::CaseFiled { case_no } => {
                self.case_no = Some(case_no.clone())
            }
            TransferStep::Feedback { outcome }
            | TransferStep::Judged { outcome }
            | TransferStep::CaseDecided { outcome } => self.outcome = Some(outcome.clone()),
            TransferStep::Returned { reason }
            | TransferStep::SentBack { reason }
            | TransferStep::CaseNotFiled { reason }
            | TransferStep::GivenBack { reason } => self.outcome = Some(reason.clone()),
            _ => {}
        }
        self
    }

    fn last(&self) -> Timestamp {
        self.last
    }

    fn is_open(&self) -> bool {
        !self.stage.is_end()
    }

    fn due(&self, laws: &Laws, calendar: &Calendar) -> Option<Date> {
        if self.stage.is_end() {
            return None;
        }
        let open = self.clocks(laws, calendar).into_iter().filter(Running::is_open);
        open.filter_map(|clock| clock.due).map(|due| due.date).min()
    }

    fn sort(&self) -> &'static str {
        self.opening.route.as_str()
    }

    fn desk_text(step: &TransferStep) -> String {
        step.desk_text()
    }
}
