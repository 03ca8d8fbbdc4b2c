use domain::calendar::Calendar;
use domain::event::{Actor, Event, EventKind, Source};
use domain::law::Laws;
use domain::matter::{MatterId, MatterKind, MatterState};
use domain::ports::Internal;
use domain::report::{Facts, Report, Reporter};
use domain::track::due_day;
use jiff::Timestamp;
use storage::{JobKind, NewJob, NewMatter, Sealed};
use zeroize::Zeroizing;

use crate::clock::{Random, new_id};
use crate::keys::{Keyring, Purpose};
use crate::library::words;

/// What turning a report into matters needs to know.
pub(super) struct Drafting<'a> {
    pub keys: &'a Keyring,
    pub laws: &'a Laws,
    pub calendar: &'a Calendar,
    pub random: &'a dyn Random,
    pub source: Source,
    pub notice_version: &'a str,
    pub at: Timestamp,
}

impl Drafting<'_> {
    /// One matter, or a complaint and a tip that know of each other (令121 §9); without photos yet.
    pub(super) fn matters(&self, report: &Report) -> Result<Vec<NewMatter>, Internal> {
        let kinds = report.wish.kinds();
        let ids: Vec<MatterId> = kinds.iter().map(|_| MatterId(new_id(self.random, self.at))).collect();
        let pairs = kinds.iter().zip(&ids);
        pairs.map(|(kind, id)| self.matter(report, *kind, *id, ids.iter().find(|other| *other != id))).collect()
    }

    fn matter(
        &self,
        report: &Report,
        kind: MatterKind,
        id: MatterId,
        other: Option<&MatterId>,
    ) -> Result<NewMatter, Internal> {
        let facts = facts_for(kind, &report.facts);
        let state = MatterState::received(kind, self.at);
        Ok(NewMatter {
            id,
            kind,
            search: words::tokens(&searchable(&facts)),
            facts,
            due: due_day(&state, self.laws, self.calendar),
            identity: report.reporter.as_ref().map(|reporter| sealed_identity(self.keys, id, reporter)).transpose()?,
            phone_mac: report.reporter.as_ref().map(|reporter| self.keys.phone_mac(&reporter.phone)),
            attachments: Vec::new(),
            events: self.events(other),
            jobs: vec![self.hand_over(id)],
        })
    }

    fn events(&self, other: Option<&MatterId>) -> Vec<Event> {
        let received = EventKind::Received { source: self.source, notice_version: self.notice_version.to_owned() };
        let linked = other.map(|other| EventKind::Linked { other: *other });
        let event = |(actor, kind)| Event { at: self.at, actor, kind };
        let first = (Actor::Reporter, received);
        std::iter::once(first).chain(linked.map(|kind| (Actor::System, kind))).map(event).collect()
    }

    /// Which way the matter goes is decided when the job runs: the site may change its adapter.
    fn hand_over(&self, matter: MatterId) -> NewJob {
        NewJob {
            id: new_id(self.random, self.at),
            kind: JobKind::HandOver,
            matter: Some(matter),
            payload: serde_json::json!({ "matter": matter }),
            run_at: self.at,
        }
    }
}

/// Filled up with blanks, which JSON passes over, so that the length tells nothing of a name.
///
/// # Errors
/// When it cannot be sealed.
pub fn sealed_identity(keys: &Keyring, matter: MatterId, reporter: &Reporter) -> Result<Sealed, Internal> {
    let mut plain = Zeroizing::new(serde_json::to_vec(reporter).map_err(Internal::new)?);
    let length = plain.len().next_multiple_of(256);
    plain.resize(length, b' ');
    keys.seal(Purpose::Identity, matter.0, &plain).map_err(Internal::new)
}

/// A request for redress is the complaint's alone.
fn facts_for(kind: MatterKind, facts: &Facts) -> Facts {
    let mut facts = facts.clone();
    if kind == MatterKind::Tip {
        facts.requests.clear();
    }
    facts
}

/// What the desk's search looks through. Nothing of the reporter is in it.
pub(super) fn searchable(facts: &Facts) -> String {
    let named = [
        &facts.respondent.name,
        &facts.respondent.address,
        &facts.place,
        &facts.platform_name,
        &facts.drug.name,
        &facts.drug.approval_no,
        &facts.drug.batch_no,
        &facts.drug.manufacturer,
    ];
    let named = named.into_iter().flatten().map(String::as_str);
    std::iter::once(facts.story.as_str()).chain(named).collect::<Vec<_>>().join("\n")
}
