//! What letters can know of a matter, each audience its own facts.

use domain::access::Staff;
use domain::letter::{Facts, InsideFacts, Known, Office, Recipient, ReporterFacts, RespondentFacts};
use domain::matter::Moment;
use domain::packet;
use domain::ports::DeskMatter;
use domain::report::Reporter;
use domain::track::{due_day, local_date};
use jiff::Timestamp;
use jiff::civil::Date;

use super::letterbook::Letterbook;

/// The clock of mediation in `clocks.toml`.
const MEDIATION: &str = "T3";

impl Letterbook {
    /// `reporter` says only what there is of an identity; nothing of it gets into the facts.
    pub(super) fn facts(
        &self,
        staff: &Staff,
        matter: &DeskMatter,
        reporter: Option<&Reporter>,
        to: Recipient,
        at: Timestamp,
    ) -> Facts {
        match to {
            Recipient::Respondent => Facts::Respondent(self.respondent_facts(staff, matter, at)),
            Recipient::Reporter => Facts::Reporter(self.reporter_facts(staff, matter, reporter, at)),
            Recipient::Inside => Facts::Inside(Box::new(self.inside_facts(staff, matter, reporter, at))),
        }
    }

    fn respondent_facts(&self, staff: &Staff, matter: &DeskMatter, at: Timestamp) -> RespondentFacts {
        RespondentFacts {
            office: self.office(staff, at),
            name: matter.facts.respondent.name.clone(),
            address: matter.facts.respondent.address.clone(),
            accepted_on: accepted_on(matter),
            mediation_due: self.mediation_due(matter),
        }
    }

    fn reporter_facts(
        &self,
        staff: &Staff,
        matter: &DeskMatter,
        reporter: Option<&Reporter>,
        at: Timestamp,
    ) -> ReporterFacts {
        let request = |key: &String| self.laws.requests.iter().find(|request| request.key == *key);
        ReporterFacts {
            office: self.office(staff, at),
            kind: matter.kind,
            identity: known(reporter),
            number: matter.number.clone(),
            registration_no: matter.state.registration_no.clone(),
            received_on: local_date(matter.state.received_at),
            respondent_name: matter.facts.respondent.name.clone(),
            respondent_address: matter.facts.respondent.address.clone(),
            accepted_on: accepted_on(matter),
            mediation_due: self.mediation_due(matter),
            requests: matter.facts.requests.iter().filter_map(request).map(|request| request.text.clone()).collect(),
        }
    }

    fn inside_facts(
        &self,
        staff: &Staff,
        matter: &DeskMatter,
        reporter: Option<&Reporter>,
        at: Timestamp,
    ) -> InsideFacts {
        let facts = &matter.facts;
        let category = self.laws.category(&facts.category).map(|category| category.label.clone());
        InsideFacts {
            reporter: self.reporter_facts(staff, matter, reporter, at),
            due: due_day(&matter.state, &self.laws, &self.calendar),
            category: category.unwrap_or_else(|| facts.category.clone()),
            region: matter.region_name.clone(),
            place: facts.place.clone(),
            channel: facts.channel.words().to_owned(),
            product: facts.drug.name.clone(),
            happened_on: facts.happened_on,
            amount: facts.amount,
            story: packet::story(facts, matter.state.office.transcript.as_deref()),
            photos: u32::try_from(matter.attachments.len()).unwrap_or(u32::MAX),
            publish_consent: facts.publish_consent,
            mediation_consent: facts.mediation_consent,
        }
    }

    fn office(&self, staff: &Staff, at: Timestamp) -> Office {
        let unit = self.site.unit(&staff.unit).filter(|unit| unit.name != self.site.bureau);
        let lead = self.site.hotline.iter().find(|line| line.lead);
        Office {
            bureau: self.site.bureau.clone(),
            unit: unit.map(|unit| unit.name.clone()).unwrap_or_default(),
            staff: staff.name.clone(),
            hotline: lead.map(|line| line.number.clone()).unwrap_or_default(),
            today: local_date(at),
        }
    }

    fn mediation_due(&self, matter: &DeskMatter) -> Option<Date> {
        let clocks = matter.state.clocks(&self.laws, &self.calendar);
        clocks.into_iter().find(|clock| clock.id == MEDIATION)?.due.map(|due| due.date)
    }
}

fn accepted_on(matter: &DeskMatter) -> Option<Date> {
    matter.state.history.last(Moment::Accepted).map(local_date)
}

fn known(reporter: Option<&Reporter>) -> Known {
    reporter.map_or_else(Known::default, |reporter| Known {
        name: reporter.name.is_some(),
        phone: !reporter.phone.is_empty(),
        address: reporter.address.is_some(),
    })
}
