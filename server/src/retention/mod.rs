//! Destroys who reported, and what was sent with it, once the period for it is over. What happened to a
//! matter stays: its events hold nothing of a person. What reactions say of people goes in the same run.

mod certificate;
mod reactions;

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use domain::calendar::Calendar;
use domain::event::{Actor, Event, EventKind};
use domain::law::{Laws, ReactionRetention};
use domain::matter::MatterState;
use domain::ports::Internal;
use domain::retention::{Hold, holds, period};
use domain::track::{beijing, due_day, local_date};
use jiff::Timestamp;
use jiff::civil::Date;
use storage::{Destroyed, Ended, Losses, MatterRow, Store};

use crate::media::{Vault, shown_id};

pub use certificate::{Certificate, Gone, Kept};
pub use reactions::OverReaction;

/// Matters read at a time.
const PAGE: u32 = 200;

/// What a run needs of the house; the command line has no more.
pub struct Retention {
    pub store: Store,
    pub laws: Arc<Laws>,
    pub calendar: Arc<Calendar>,
    pub vault: Arc<Vault>,
}

/// A matter whose period is over, with what there is to lose.
#[derive(Clone, Debug)]
pub struct Over {
    pub row: MatterRow,
    /// Key of the rule, and the last day of the period.
    pub rule: String,
    pub last: Date,
    pub losses: Losses,
    /// Empty: nothing needs it any more.
    pub holds: Vec<Hold>,
}

impl Retention {
    /// What is over on a day: nothing is changed. The last day still belongs to the period.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn plan(&self, on: Date) -> Result<Vec<Over>, Internal> {
        let midnight = on.to_zoned(beijing()).map_err(Internal::new)?.timestamp();
        let (mut after, mut over) = (None, Vec::new());
        loop {
            let page = self.store.ended_before(midnight, after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(over) };
            after = Some(last.place);
            for Ended { row, .. } in page {
                over.extend(self.look(row, on).await?);
            }
        }
    }

    /// Destroys what is over today and held by nothing. `None`: there was nothing to destroy.
    ///
    /// # Errors
    /// When database or vault cannot be written; what was destroyed until then stays destroyed, and the
    /// next run goes on.
    pub async fn run(&self, by: &str, at: Timestamp) -> Result<Option<Certificate>, Internal> {
        let on = local_date(at);
        let (due, held): (Vec<Over>, Vec<Over>) =
            self.plan(on).await?.into_iter().partition(|one| one.holds.is_empty());
        let mut gone = Vec::with_capacity(due.len());
        for one in &due {
            if self.destroy(one, at).await? {
                gone.push(Gone::of(one));
            }
        }
        gone.extend(self.destroy_reactions(on, at).await?);
        if gone.is_empty() {
            return Ok(None);
        }
        let mut rules: BTreeMap<_, _> =
            self.laws.retention.iter().map(|rule| (rule.key.clone(), rule.words())).collect();
        rules.insert(ReactionRetention::KEY.to_owned(), self.laws.reaction_retention.words());
        Ok(Some(Certificate { at, by: by.to_owned(), rules, gone, kept: held.iter().map(Kept::of).collect() }))
    }

    async fn look(&self, row: MatterRow, on: Date) -> Result<Option<Over>, Internal> {
        let Some((rule, last)) = period(&row.state, &self.laws).filter(|(_, last)| *last < on) else {
            return Ok(None);
        };
        let losses = self.store.losses(&row).await?;
        if losses.is_empty() && row.facts.order_no.is_none() {
            return Ok(None);
        }
        let holds = holds(&row.state, &self.store.open_books(row.id).await?);
        Ok(Some(Over { rule: rule.key.clone(), last, losses, holds, row }))
    }

    /// False when somebody did something with the matter meanwhile: the next run looks at it again.
    async fn destroy(&self, over: &Over, at: Timestamp) -> Result<bool, Internal> {
        let kind = EventKind::DataDestroyed {
            rule: over.rule.clone(),
            identity: over.losses.identity,
            photos: u32::try_from(over.losses.photos.len()).unwrap_or(u32::MAX),
        };
        let event = Event { at, actor: Actor::System, kind };
        let next = over.row.state.apply(&event, &self.calendar, &self.laws).map_err(Internal::new)?;
        if self.store.destroy(&over.row, &event, self.due(&next)).await? == Destroyed::Conflict {
            return Ok(false);
        }
        // Without its key a file is noise; it goes all the same.
        self.remove(&over.losses).await.map_err(Internal::new)?;
        Ok(true)
    }

    fn due(&self, state: &MatterState) -> Option<Date> {
        due_day(state, &self.laws, &self.calendar)
    }

    async fn remove(&self, losses: &Losses) -> io::Result<()> {
        for (id, _) in &losses.photos {
            self.vault.remove(*id).await?;
            self.vault.remove(shown_id(*id)).await?;
        }
        Ok(())
    }
}
