//! 搜索首选: changed at the desk, found by residents at once.

use std::sync::Arc;

use async_trait::async_trait;
use domain::access::{Action, ItemAction, Staff};
use domain::bets::{Bet, Change, Goal};
use domain::ports::{BetDesk, BetsOnFile, DeskError, Internal, Library};
use domain::report::FieldError;
use jiff::Timestamp;

use super::NewsDesk;
use super::columns::refused;

const CHANGED: &str = "您打开这一页以后，别人改过搜索首选。请看过现在的样子，再决定要不要改。";

#[async_trait]
impl BetDesk for NewsDesk {
    async fn bets(&self, staff: &Staff) -> Result<BetsOnFile, DeskError> {
        staff.may_ever(Action::TendSite)?;
        Ok(self.bets_on_file().await?)
    }

    async fn change(&self, staff: &Staff, seen: u32, change: Change, at: Timestamp) -> Result<(), DeskError> {
        // What residents are led to first is decided by whoever signs texts, as columns and menu are.
        staff.may_item_ever(ItemAction::Sign)?;
        let found = self.bets_on_file().await?;
        if found.number != seen {
            return Err(DeskError::NotReady(CHANGED));
        }
        let after = found.bets.changed(&change).map_err(refused)?;
        if let Change::Add(bet) | Change::Edit(_, bet) = &change {
            self.is_readable(bet)?;
        }
        let (about, what) = change.words(&found.bets);
        let by = staff.item_actor(ItemAction::Sign, &staff.unit);
        let kept = self.store.keep_best_bets(seen, &after, (&about, &what), (&by, at));
        if !kept.await.map_err(Internal::from)? {
            return Err(DeskError::NotReady(CHANGED));
        }
        self.show_now().await;
        Ok(())
    }
}

impl NewsDesk {
    async fn bets_on_file(&self) -> Result<BetsOnFile, Internal> {
        let filed = self.examiner.shelves.filed_bets();
        Ok(match self.store.best_bets().await? {
            Some((number, bets)) => BetsOnFile { number, bets: Arc::new(bets), filed },
            None => BetsOnFile { number: 0, bets: filed.clone(), filed },
        })
    }

    fn is_readable(&self, bet: &Bet) -> Result<(), DeskError> {
        let shelves = &self.examiner.shelves;
        let unread = |goal: &&Goal| match goal {
            Goal::Page(_) => false,
            Goal::Text { kind, slug } => shelves.text_at(*kind, slug).is_none(),
        };
        let faults: Vec<FieldError> = bet
            .to
            .iter()
            .filter(unread)
            .map(|goal| {
                let message = format!("居民现在看不到“{}”，请填写已经发布的网址", goal.path());
                FieldError { field: "to".to_owned(), message }
            })
            .collect();
        if faults.is_empty() { Ok(()) } else { Err(DeskError::Invalid(faults)) }
    }
}
