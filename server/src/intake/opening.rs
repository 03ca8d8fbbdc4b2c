use domain::calendar::Calendar;
use domain::event::{Actor, Event, EventKind, Source};
use domain::law::Laws;
use domain::matter::{MatterId, MatterKind, MatterState};
use domain::ports::{IdempotencyKey, Internal};
use domain::report::Facts;
use domain::track::due_day;
use jiff::Timestamp;
use storage::{NewMatter, NewSubmission, Opened, Store};

use super::marks::Seed;
use super::matters::searchable;
use crate::clock::{Random, new_id};
use crate::keys::Keyring;
use crate::library::words;

/// Opens a 线索 nobody reported: a tip of the bureau's own, with its own number and limits
/// (程序规定 §18). It goes to no 12315, and no query code opens it.
#[derive(Clone, Copy)]
pub struct Opening<'a> {
    pub store: &'a Store,
    pub keys: &'a Keyring,
    pub laws: &'a Laws,
    pub calendar: &'a Calendar,
    pub random: &'a dyn Random,
    /// Letters a public number begins with.
    pub number_prefix: &'a str,
}

/// What was found, and by whom.
#[derive(Clone, Debug)]
pub struct Found {
    pub source: Source,
    /// The same key, the same matter: brought twice, it is opened once.
    pub key: IdempotencyKey,
    /// Text, place and respondent; nothing about who reported anything.
    pub facts: Facts,
    /// The unit that has it from the start; none: it waits to be dispatched.
    pub unit: Option<String>,
    pub by: Actor,
    /// What else is known of it from the start.
    pub then: Vec<EventKind>,
}

impl Opening<'_> {
    /// What is to be kept; photos, their jobs and a sealed identity may be added to its one matter.
    ///
    /// # Errors
    /// When the facts cannot be written down.
    pub fn draft(&self, found: &Found, at: Timestamp) -> Result<NewSubmission, Internal> {
        let mut code_mac = [0; 32];
        self.random.fill(&mut code_mac);
        let content = serde_json::to_vec(&found.facts).map_err(Internal::new)?;
        Ok(NewSubmission {
            id: new_id(self.random, at),
            key_mac: Seed::new(found.source, &found.key).key_mac(self.keys),
            content_sha256: self.keys.mac("content", &content),
            code_mac,
            received_at: at,
            matters: vec![self.matter(found, at)],
            field: None,
        })
    }

    /// Keeps it. `Opened::Known` where the key was brought before.
    ///
    /// # Errors
    /// When the database cannot be written: then nothing was kept.
    pub async fn open(&self, found: &Found, at: Timestamp) -> Result<Opened, Internal> {
        Ok(self.store.open_within(&self.draft(found, at)?, self.number_prefix, None).await?)
    }

    fn matter(&self, found: &Found, at: Timestamp) -> NewMatter {
        let event = |kind| Event { at, actor: found.by.clone(), kind };
        let received = EventKind::Received { source: found.source, notice_version: String::new() };
        let assigned = found.unit.clone().map(|unit| EventKind::Assigned { unit });
        let kinds = std::iter::once(received).chain(assigned).chain(found.then.iter().cloned());
        let events: Vec<Event> = kinds.map(event).collect();
        let state = MatterState::replay(MatterKind::Tip, &events);
        NewMatter {
            id: MatterId(new_id(self.random, at)),
            kind: MatterKind::Tip,
            facts: found.facts.clone(),
            search: words::tokens(&searchable(&found.facts)),
            due: state.and_then(|state| due_day(&state, self.laws, self.calendar)),
            identity: None,
            phone_mac: None,
            attachments: Vec::new(),
            events,
            jobs: Vec::new(),
        }
    }
}
