//! Keeps what residents read in step with what is published, on every server.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use domain::newsroom::workflow::{NewsroomLaw, Stage};
use domain::ports::{Internal, RecordingRow};
use domain::reading::Corrected;
use domain::recording::Subject;
use domain::track::beijing;
use jiff::Timestamp;
use jiff::civil::DateTime;
use storage::{ItemRow, Store};
use tokio::sync::Mutex;
use tokio::time::MissedTickBehavior;
use uuid::Uuid;

use crate::library::{Press, Printed, Shelves, TakenDown};

/// What one server publishes is on every other after this long at most.
const EVERY: Duration = Duration::from_secs(1);

/// Said where a text came down because its last day was over.
const EXPIRED: &str = "公开的期限到了，已按规定撤下。";

#[derive(Clone)]
pub struct PressRoom {
    store: Store,
    shelves: Shelves,
    newsroom: Arc<NewsroomLaw>,
    /// The revision that is shown; nothing before the first look.
    seen: Arc<Mutex<Option<u64>>>,
}

impl PressRoom {
    #[must_use]
    pub fn new(store: Store, shelves: Shelves, newsroom: Arc<NewsroomLaw>) -> Self {
        Self { store, shelves, newsroom, seen: Arc::new(Mutex::new(None)) }
    }

    /// Shows what is published if that has changed, by whichever server; answers whether it had.
    ///
    /// # Errors
    /// When the database cannot be read; what was shown stays.
    pub async fn refresh(&self) -> Result<bool, Internal> {
        let mut seen = self.seen.lock().await;
        // Read before the texts: whatever changes between the two is shown at the next look.
        let revision = self.store.item_revision().await?;
        if *seen == Some(revision) {
            return Ok(false);
        }
        let live = self.store.live_texts().await?;
        let (mut recordings, clips) = self.recordings().await?;
        let ended = self.store.ended_items().await?;
        let press = Press {
            printed: live
                .into_iter()
                .filter_map(|(row, text)| {
                    let heard = recordings.remove(&row.id).unwrap_or_default();
                    printed(row, text, heard)
                })
                .collect(),
            taken_down: ended.into_iter().map(|row| self.taken_down(row)).collect(),
            moved: self.store.moved_items().await?,
            clips: clips.into(),
            pictures: self.store.shown_pictures().await?,
            columns: self.store.site_columns().await?.map(|(_, columns)| Arc::new(columns)),
            bets: self.store.best_bets().await?.map(|(_, bets)| Arc::new(bets)),
        };
        let shelves = self.shelves.clone();
        // Many texts are drawn; other requests go on meanwhile.
        let drawn = tokio::task::spawn_blocking(move || shelves.show(press)).await;
        drawn.map_err(Internal::new)?;
        *seen = Some(revision);
        Ok(true)
    }

    /// Looks again and again until `stop` is done.
    pub async fn keep(self, stop: impl Future<Output = ()>) {
        let mut stop = pin!(stop);
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = &mut stop => return,
                _ = ticks.tick() => {}
            }
            match self.refresh().await {
                Ok(true) => tracing::info!("published texts taken over"),
                Ok(false) => {}
                Err(error) => tracing::warn!(%error, "could not ask what is published"),
            }
        }
    }

    /// Of articles by item, and of forms; each in the order they were taken in.
    async fn recordings(&self) -> Result<(HashMap<Uuid, Vec<RecordingRow>>, Vec<RecordingRow>), Internal> {
        let (mut of_items, mut of_forms): (HashMap<Uuid, Vec<RecordingRow>>, _) = (HashMap::new(), Vec::new());
        for row in self.store.recordings().await? {
            match row.subject {
                Subject::Item(item) => of_items.entry(item).or_default().push(row),
                Subject::Form(_) => of_forms.push(row),
            }
        }
        Ok((of_items, of_forms))
    }

    fn taken_down(&self, row: ItemRow) -> TakenDown {
        let why = match (row.stage, &row.state.withdrawn) {
            (Stage::Withdrawn, Some((reason, _))) => self.newsroom.withdrawal(*reason).to_owned(),
            _ => EXPIRED.to_owned(),
        };
        TakenDown { kind: row.kind, slug: row.slug, why }
    }
}

fn printed(row: ItemRow, text: String, recordings: Vec<RecordingRow>) -> Option<Printed> {
    let live = row.state.live?;
    let corrections = live.corrections.into_iter().map(|one| Corrected { at: one.at, note: one.note });
    Some(Printed {
        kind: row.kind,
        slug: row.slug,
        text,
        published: minute(live.published),
        corrections: corrections.collect(),
        until: live.until,
        recordings,
    })
}

/// A moment as front matter writes it.
pub fn minute(at: Timestamp) -> DateTime {
    let local = at.to_zoned(beijing()).datetime();
    local.date().at(local.hour(), local.minute(), 0, 0)
}
