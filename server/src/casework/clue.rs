use domain::event::{Event, EventKind, Source};
use domain::matter::OfficeStep;
use domain::ports::{DeskError, IdempotencyKey, Internal};
use domain::report::{Drug, Facts, Respondent};
use jiff::civil::Date;
use storage::{Beside, MatterRow, Opened};

use super::caseload::Caseload;
use crate::clock::new_id;
use crate::intake::{Found, Opening};

impl Caseload {
    /// Keeps the event that a sign of a violation came up in a complaint, and opens a clue of its own
    /// for it in the same transaction (令121 §27). False: somebody else was quicker.
    pub(super) async fn open_clue(
        &self,
        row: &MatterRow,
        event: &Event,
        what: &str,
        due: Option<Date>,
    ) -> Result<bool, DeskError> {
        let opening = Opening {
            store: &self.store,
            keys: &self.keys,
            laws: &self.laws,
            calendar: &self.calendar,
            random: &*self.random,
            number_prefix: &self.site.number_prefix,
        };
        let key = format!("clue-{}", new_id(&*self.random, event.at));
        let found = Found {
            source: Source::Complaint,
            key: IdempotencyKey::parse(&key).map_err(Internal::new)?,
            facts: facts(row, what),
            unit: row.state.unit.clone(),
            by: event.actor.clone(),
            then: self.known_of(row).await?,
        };
        let draft = opening.draft(&found, event.at)?;
        let linked = |number: &str| {
            let kind = EventKind::Office(OfficeStep::ClueLinked { other: number.to_owned() });
            vec![event.clone(), Event { kind, ..event.clone() }]
        };
        let beside = Beside { matter: row, events: &linked, due };
        let opened = self.store.open_within(&draft, opening.number_prefix, Some(beside)).await;
        Ok(matches!(opened.map_err(Internal::from)?, Opened::New { .. }))
    }

    /// Where it came up, and who keeps away from it: whoever is involved there is involved here.
    async fn known_of(&self, row: &MatterRow) -> Result<Vec<EventKind>, Internal> {
        let linked = EventKind::Office(OfficeStep::ClueLinked { other: row.number.clone() });
        let events = self.store.events(row.id).await?;
        let apart = |kind: &EventKind| matches!(kind, EventKind::Office(OfficeStep::ConflictDeclared { .. }));
        let conflicts = events.into_iter().map(|event| event.kind).filter(apart);
        Ok(std::iter::once(linked).chain(conflicts).collect())
    }
}

/// What the clue is about. The complainant's own words, order and place stay in the complaint.
fn facts(row: &MatterRow, what: &str) -> Facts {
    let complaint = &row.facts;
    Facts {
        category: complaint.category.clone(),
        region: complaint.region.clone(),
        place: None,
        channel: complaint.channel,
        platform_name: complaint.platform_name.clone(),
        order_no: None,
        story: what.to_owned(),
        happened_on: None,
        amount: None,
        respondent: Respondent::clone(&complaint.respondent),
        requests: Vec::new(),
        drug: Drug::clone(&complaint.drug),
        publish_consent: false,
        mediation_consent: false,
    }
}
