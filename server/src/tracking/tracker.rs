use std::sync::Arc;

use async_trait::async_trait;
use domain::calendar::Calendar;
use domain::event::{Actor, Event, EventKind};
use domain::law::Laws;
use domain::matter::DataWish;
use domain::open_numbers::OpenRules;
use domain::ports::{Addition, Internal, Side, TrackError, Tracked, TrackedMatter, Tracking};
use domain::query_code::QueryCode;
use domain::track::{beijing, due_day, local_date, next_step, timeline};
use jiff::Timestamp;
use storage::{Appended, Change, MatterRow, NewAttachment, NewJob, NewMessage, StorageError, Store};
use uuid::Uuid;

use super::addition;
use crate::clock::{Random, new_id};
use crate::keys::Keyring;
use crate::media::{CheckedPhoto, Gallery};

/// Tries to append when the desk appends at the same moment.
const TRIES: u8 = 8;

/// What the holder of a query code may see and do.
pub struct Tracker {
    store: Store,
    keys: Arc<Keyring>,
    gallery: Gallery,
    laws: Arc<Laws>,
    calendar: Arc<Calendar>,
    random: Arc<dyn Random>,
    /// Fewer people than this are not told of.
    smallest: u64,
}

/// A message on its way in.
struct Draft {
    id: Uuid,
    key_mac: [u8; 32],
    text: String,
    attachments: Vec<NewAttachment>,
}

impl Tracker {
    #[must_use]
    pub fn new(
        store: Store,
        keys: Arc<Keyring>,
        gallery: Gallery,
        laws: Arc<Laws>,
        calendar: Arc<Calendar>,
        random: Arc<dyn Random>,
        rules: &OpenRules,
    ) -> Self {
        let smallest = u64::from(rules.smallest.number);
        Self { store, keys, gallery, laws, calendar, random, smallest }
    }

    async fn matters(&self, code: &QueryCode) -> Result<Option<Vec<MatterRow>>, StorageError> {
        self.store.submission_by_code(&self.keys.code_mac(code)).await
    }

    /// The matter of that number, if it is one of the code's own.
    async fn matter(&self, code: &QueryCode, number: &str) -> Result<MatterRow, TrackError> {
        let rows = self.matters(code).await.map_err(Internal::from)?;
        rows.into_iter().flatten().find(|row| row.number == number).ok_or(TrackError::NotFound)
    }

    async fn tracked(&self, row: MatterRow, at: Timestamp) -> Result<TrackedMatter, StorageError> {
        let others = self.others(&row, at).await?;
        let events = self.store.events(row.id).await?;
        Ok(TrackedMatter {
            timeline: timeline(&events),
            next: next_step(&row.state, &self.laws, &self.calendar),
            messages: self.store.messages(row.id).await?,
            number: row.number,
            kind: row.kind,
            state: row.state,
            others,
        })
    }

    /// Told in whole months and never exactly, so that nobody who looks twice learns of one person, and only to
    /// whoever's own report was taken up.
    async fn others(&self, row: &MatterRow, at: Timestamp) -> Result<Option<u64>, StorageError> {
        if !row.state.stage.is_taken_up(row.kind) {
            return Ok(None);
        }
        let Some(subject) = row.facts.subject() else { return Ok(None) };
        let Some(before) = month_began(at) else { return Ok(None) };
        let others = self.store.others_on(&subject, row.submission, before).await?;
        Ok((others >= self.smallest).then_some(self.smallest))
    }

    async fn keep(
        &self,
        photos: &[CheckedPhoto],
        message: Uuid,
        at: Timestamp,
    ) -> Result<Vec<NewAttachment>, TrackError> {
        let mut kept = Vec::new();
        for photo in photos {
            let attachment = self.gallery.keep(photo, 0, at).await.map_err(Internal::from)?;
            kept.push(NewAttachment { message: Some(message), ..attachment });
        }
        Ok(kept)
    }

    /// Puts an event behind the matter's last one, or starts over when somebody else was faster.
    async fn append(
        &self,
        code: &QueryCode,
        number: &str,
        kind: EventKind,
        draft: Option<Draft>,
        at: Timestamp,
    ) -> Result<(), TrackError> {
        let event = Event { at, actor: Actor::Reporter, kind };
        for _ in 0..TRIES {
            let row = self.matter(code, number).await?;
            row.state.apply(&event, &self.calendar, &self.laws)?;
            match self.try_append(&row, &event, draft.as_ref()).await.map_err(Internal::from)? {
                Appended::Done(_) => return Ok(()),
                Appended::Repeated => {
                    self.gallery.forget(draft.as_ref().map_or(&[], |draft| &draft.attachments)).await;
                    return Ok(());
                }
                Appended::Conflict => {}
            }
        }
        Err(Internal::new("a matter changed faster than it could be added to").into())
    }

    async fn try_append(
        &self,
        row: &MatterRow,
        event: &Event,
        draft: Option<&Draft>,
    ) -> Result<Appended, StorageError> {
        let attachments = match draft {
            Some(draft) if !draft.attachments.is_empty() => self.numbered(row, &draft.attachments).await?,
            _ => Vec::new(),
        };
        let jobs: Vec<NewJob> =
            attachments.iter().map(|photo| self.gallery.copy_job(photo.id, row.id, event.at)).collect();
        let after = row.state.clone().applied(event);
        let change = Change {
            events: std::slice::from_ref(event),
            due: due_day(&after, &self.laws, &self.calendar),
            message: draft.map(|draft| draft.message(event.at)),
            attachments: &attachments,
            jobs: &jobs,
        };
        self.store.append(row, change).await
    }

    /// Photos are counted on from those the matter has.
    async fn numbered(&self, row: &MatterRow, new: &[NewAttachment]) -> Result<Vec<NewAttachment>, StorageError> {
        let there = self.store.attachments(row.id).await?;
        let next = there.iter().map(|photo| photo.ordinal).max().unwrap_or(0) + 1;
        let numbered = new.iter().zip(next..);
        Ok(numbered.map(|(photo, ordinal)| NewAttachment { ordinal, ..photo.clone() }).collect())
    }
}

#[async_trait]
impl Tracking for Tracker {
    async fn look_up(&self, code: &QueryCode, at: Timestamp) -> Result<Option<Tracked>, Internal> {
        let Some(rows) = self.matters(code).await? else {
            return Ok(None);
        };
        let mut matters = Vec::new();
        for row in rows {
            matters.push(self.tracked(row, at).await?);
        }
        Ok(Some(Tracked { matters }))
    }

    async fn add(&self, code: &QueryCode, addition: Addition, at: Timestamp) -> Result<(), TrackError> {
        // Nothing is sealed for somebody who has no right to add it.
        let row = self.matter(code, &addition.number).await?;
        let (key, number) = (addition.key.clone(), addition.number.clone());
        let checked = addition::check(code, addition).map_err(TrackError::Invalid)?;
        let id = new_id(&*self.random, at);
        let draft = Draft {
            id,
            key_mac: self.keys.mac("message", &[row.id.0.as_bytes(), key.as_str().as_bytes()].concat()),
            attachments: self.keep(&checked.photos, id, at).await?,
            text: checked.text,
        };
        self.append(code, &number, EventKind::MessageFromReporter { message: id }, Some(draft), at).await
    }

    async fn rate(
        &self,
        code: &QueryCode,
        number: &str,
        grade: u8,
        comment: &str,
        at: Timestamp,
    ) -> Result<(), TrackError> {
        let comment = addition::words(code, "comment", comment).map_err(TrackError::Invalid)?;
        self.append(code, number, EventKind::Rated { grade, comment }, None, at).await
    }

    async fn ask_about_data(
        &self,
        code: &QueryCode,
        number: &str,
        wish: DataWish,
        note: &str,
        at: Timestamp,
    ) -> Result<(), TrackError> {
        let note = addition::words(code, "note", note).map_err(TrackError::Invalid)?;
        self.append(code, number, EventKind::DataAsked { wish, note }, None, at).await
    }

    async fn withdraw(&self, code: &QueryCode, number: &str, at: Timestamp) -> Result<(), TrackError> {
        self.append(code, number, EventKind::Withdrawn, None, at).await
    }
}

impl Draft {
    fn message(&self, at: Timestamp) -> NewMessage {
        NewMessage { id: self.id, key_mac: Some(self.key_mac), side: Side::Reporter, text: self.text.clone(), at }
    }
}

/// The first moment of the month, by Beijing time.
fn month_began(at: Timestamp) -> Option<Timestamp> {
    let first = local_date(at).first_of_month();
    first.to_zoned(beijing()).ok().map(|begun| begun.timestamp())
}
