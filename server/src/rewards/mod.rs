//! Rewards: the wish at filing, the claim with code and word, the desk's decision.

use std::sync::Arc;

use async_trait::async_trait;
use domain::access::{Action, Staff};
use domain::event::Actor;
use domain::ledger::{Book, Entry, Record};
use domain::matter::{MatterKind, Rule};
use domain::ports::{
    ClaimView, Claimed, DeskError, IdempotencyKey, Internal, LedgerList, LedgerQuery, OnFile, Rewards, Taking,
};
use domain::reward::{ClaimCode, Reward, RewardStage, RewardStep};
use domain::text;
use domain::track::local_date;
use jiff::{SignedDuration, Timestamp};
use storage::{Claim, LedgerRow, MatterRow, NewClaim};

use crate::accounts::password::Hasher;
use crate::clock::{Random, new_id};
use crate::keys::Keyring;
use crate::ledgers::{Books, Held};

/// How long the receipt shows a claim code: once, with time for a page that loads slowly.
const SHOWN_FOR: SignedDuration = SignedDuration::from_hours(1);
/// Codes that can be derived from one form, should the first be taken.
const TURNS: u8 = 8;
const WORD: std::ops::RangeInclusive<usize> = 4..=20;

/// 举报奖励台账
pub struct RewardLedger {
    pub books: Books,
    pub keys: Arc<Keyring>,
    pub random: Arc<dyn Random>,
    /// Of its own: claims must not make sign-in wait, nor the other way round.
    pub hasher: Hasher,
}

#[async_trait]
impl Rewards for RewardLedger {
    async fn wish(&self, key: &IdempotencyKey, tip: &str, at: Timestamp) -> Result<(), Internal> {
        let Some(matter) = self.tip(tip).await? else { return Ok(()) };
        if !self.books.store.ledgers_of(Book::Reward, matter.id).await?.is_empty() {
            return Ok(());
        }
        let id = new_id(&*self.random, at);
        let entry = Entry { at, happened: at, actor: Actor::Reporter, step: RewardStep::Wished };
        let new = [self.books.opening::<Reward>(id, Some(matter.id), &matter.facts.region, &entry)?];
        for turn in 0..TURNS {
            let code = self.derived(key, turn);
            if self.books.store.claim(code.selector()).await?.is_some() {
                continue;
            }
            let code_hash = self.hasher.hash(code.secret()).await?;
            let claim = NewClaim { ledger: id, selector: code.selector().to_owned(), code_hash };
            if self.books.open(&new, Some(claim)).await?.is_some() {
                return Ok(());
            }
            if !self.books.store.ledgers_of(Book::Reward, matter.id).await?.is_empty() {
                return Ok(());
            }
        }
        Err(Internal::new("no free claim code"))
    }

    async fn code(&self, key: &IdempotencyKey, tip: &str, at: Timestamp) -> Result<Option<ClaimCode>, Internal> {
        let Some(matter) = self.tip(tip).await? else { return Ok(None) };
        let Some(row) = self.books.store.ledgers_of(Book::Reward, matter.id).await?.into_iter().next() else {
            return Ok(None);
        };
        let claim = self.books.store.claim_of(row.id).await?;
        // Who has chosen a word has the code.
        let Some(claim) = claim.filter(|claim| claim.word_hash.is_none()) else { return Ok(None) };
        let fresh = at.duration_since(row.opened_at) <= SHOWN_FOR;
        let code = (0..TURNS).map(|turn| self.derived(key, turn)).find(|code| code.selector() == claim.selector);
        Ok(code.filter(|_| fresh))
    }

    async fn claim(&self, code: &ClaimCode, word: &str, again: &str, _: Timestamp) -> Result<Claimed, Internal> {
        let claim = self.books.store.claim(code.selector()).await?;
        if !self.hasher.fits(code.secret(), claim.as_ref().map(|claim| claim.code_hash.as_str())).await? {
            return Ok(Claimed::Unknown);
        }
        let Some(claim) = claim else { return Ok(Claimed::Unknown) };
        let word = text::clean(word);
        match &claim.word_hash {
            Some(kept) if self.hasher.fits(&word, Some(kept)).await? => self.open(&claim).await,
            Some(_) => Ok(Claimed::Unknown),
            None => self.choose(claim, &word, &text::clean(again)).await,
        }
    }

    async fn apply(&self, code: &ClaimCode, word: &str, at: Timestamp) -> Result<Claimed, Internal> {
        let opened = self.claim(code, word, "", at).await?;
        if !matches!(&opened, Claimed::Open(view) if view.may_apply) {
            return Ok(opened);
        }
        let Some(claim) = self.books.store.claim(code.selector()).await? else { return Ok(Claimed::Unknown) };
        let Some(held) = self.held(&claim).await? else { return Ok(Claimed::Unknown) };
        let taking = Taking { step: RewardStep::Applied, happened: at, seen: held.row.version };
        match self.books.take(Actor::Reporter, &held, taking, None, &[], at).await {
            // Applied twice, or the desk was quicker: what stands now is shown.
            Ok(()) | Err(DeskError::NotNow(_)) => self.open(&claim).await,
            Err(DeskError::Internal(error)) => Err(error),
            Err(other) => Err(Internal::new(other.to_string())),
        }
    }

    async fn list(&self, staff: &Staff, query: &LedgerQuery) -> Result<LedgerList<Reward>, DeskError> {
        self.books.list(staff, Action::Reward, query).await
    }

    async fn read(&self, staff: &Staff, number: &str) -> Result<OnFile<Reward>, DeskError> {
        self.books.read(staff, number, Action::Reward).await
    }

    async fn take(
        &self,
        staff: &Staff,
        number: &str,
        taking: Taking<RewardStep>,
        at: Timestamp,
    ) -> Result<(), DeskError> {
        let held = self.books.reach::<Reward>(staff, number, Action::Reward, Action::Reward).await?;
        match &taking.step {
            // These are the reporter's own steps.
            RewardStep::Wished | RewardStep::Applied => return Err(self.books.refuse(Rule::Order)),
            RewardStep::Proposed { .. } => self.first_reporter(&held).await?,
            RewardStep::Waived { given_up: false, .. } => {
                let last = held.record.collect_by(&self.books.laws, &self.books.calendar);
                if last.is_some_and(|last| local_date(at) <= last.date) {
                    return Err(self.books.refuse(Rule::RewardCollectable));
                }
            }
            _ => {}
        }
        self.books.take(held.actor(staff, Action::Reward), &held, taking, None, &[], at).await
    }
}

impl RewardLedger {
    async fn tip(&self, number: &str) -> Result<Option<MatterRow>, Internal> {
        let row = self.books.store.matter_by_number(number).await?;
        Ok(row.filter(|row| row.kind == MatterKind::Tip))
    }

    /// Derived from the form's key under this installation's own key, so that a receipt lost on the
    /// way can be shown again while the database holds nothing the code could be found from.
    fn derived(&self, key: &IdempotencyKey, turn: u8) -> ClaimCode {
        let mac = self.keys.mac("claim-code", &[key.as_str().as_bytes(), &[0, turn]].concat());
        let random = mac.iter().take(16).fold(0_u128, |all, byte| (all << 8) | u128::from(*byte));
        ClaimCode::from_random(random)
    }

    async fn choose(&self, claim: Claim, word: &str, again: &str) -> Result<Claimed, Internal> {
        let length = text::length(word);
        if !WORD.contains(&length) {
            return Ok(Claimed::BadWord("领奖暗语要 4 到 20 个字"));
        }
        if text::forbidden(word).is_some() {
            return Ok(Claimed::BadWord("领奖暗语里有看不见的控制字符，请重新输入"));
        }
        match again {
            "" => return Ok(Claimed::ChooseWord),
            again if again != word => return Ok(Claimed::BadWord("两次输入的领奖暗语不一样，请再输入一次")),
            _ => {}
        }
        let hash = self.hasher.hash(word).await?;
        if self.books.store.choose_word(claim.ledger, &hash).await? {
            self.open(&claim).await
        } else {
            // Somebody else with the code was quicker.
            Ok(Claimed::Unknown)
        }
    }

    async fn held(&self, claim: &Claim) -> Result<Option<Held<Reward>>, Internal> {
        let Some(row) = self.books.store.ledger(claim.ledger).await? else { return Ok(None) };
        let record = row.record()?;
        Ok(Some(Held { row, record, matter: None }))
    }

    async fn open(&self, claim: &Claim) -> Result<Claimed, Internal> {
        let Some(Held { row, record, .. }) = self.held(claim).await? else { return Ok(Claimed::Unknown) };
        Ok(Claimed::Open(self.view(row, &record)))
    }

    fn view(&self, row: LedgerRow, record: &Reward) -> ClaimView {
        let decided = matches!(record.stage, RewardStage::Decided | RewardStage::Paid | RewardStage::Waived);
        let proposal = record.proposal.as_ref().filter(|_| decided && record.decided_at.is_some());
        let collect_by = record.collect_by(&self.books.laws, &self.books.calendar);
        ClaimView {
            number: row.number,
            stage: record.stage,
            applied: record.applied_at.is_some(),
            grade: proposal.map(|proposal| proposal.grade),
            amount: proposal.and_then(|_| record.share()),
            collect_by: collect_by.filter(|_| record.is_open()).map(|due| due.date),
            may_apply: record.stage == RewardStage::Qualified && record.applied_at.is_none(),
        }
    }

    /// Of several reporters of one fact the first one is rewarded: an earlier wish comes first.
    async fn first_reporter(&self, held: &Held<Reward>) -> Result<(), DeskError> {
        let Some(matter) = &held.matter else { return Ok(()) };
        for number in &matter.state.office.same_fact {
            let Some(other) = self.tip(number).await? else { continue };
            let earlier = other.state.received_at < matter.state.received_at;
            let rewards = self.books.store.ledgers_of(Book::Reward, other.id).await.map_err(Internal::from)?;
            for row in rewards.iter().filter(|_| earlier) {
                let record: Reward = row.record().map_err(Internal::from)?;
                if record.stage != RewardStage::Refused && record.is_open() {
                    return Err(self.books.refuse(Rule::RewardFirstReporter));
                }
            }
        }
        Ok(())
    }
}
