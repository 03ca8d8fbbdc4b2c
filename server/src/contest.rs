//! 知识竞赛: how many papers each township handed in, and nothing else.

use std::sync::Arc;

use async_trait::async_trait;
use domain::ports::{Contests, HandedIn, IdempotencyKey, Internal};
use domain::region::RegionCode;
use domain::track::local_date;
use jiff::civil::Date;
use jiff::{Span, Timestamp};
use storage::{PAPERS_KEPT, Store};
use subtle::ConstantTimeEq as _;

use crate::keys::Keyring;

pub struct Contest {
    pub store: Store,
    pub keys: Arc<Keyring>,
}

#[async_trait]
impl Contests for Contest {
    fn proof(&self, paper: &IdempotencyKey, at: Timestamp) -> String {
        proof(&self.keys, paper, local_date(at))
    }

    async fn take(
        &self,
        paper: &IdempotencyKey,
        proof: &str,
        township: &RegionCode,
        at: Timestamp,
    ) -> Result<HandedIn, Internal> {
        let today = local_date(at);
        if !proves(&self.keys, paper, proof, today) {
            return Ok(HandedIn::NotOurs);
        }
        let mac = self.keys.mac("contest-paper", paper.as_str().as_bytes());
        let new = self.store.count_paper(&mac, township, today).await?;
        Ok(if new { HandedIn::Counted } else { HandedIn::Before })
    }

    async fn sums(&self, at: Timestamp) -> Result<Vec<(RegionCode, u64)>, Internal> {
        Ok(self.store.paper_sums(local_date(at).year()).await?)
    }
}

/// The day a paper was drawn, and that we said so: `2026-11-20.9f…`.
fn proof(keys: &Keyring, paper: &IdempotencyKey, drawn: Date) -> String {
    let mac = keys.mac("contest-drawn", format!("{drawn}.{}", paper.as_str()).as_bytes());
    format!("{drawn}.{}", hex::encode(mac))
}

/// A paper is taken while its hash would still be kept: after that, one sent twice would count twice.
fn proves(keys: &Keyring, paper: &IdempotencyKey, given: &str, today: Date) -> bool {
    let Some(drawn) = given.split_once('.').and_then(|(day, _)| day.parse::<Date>().ok()) else { return false };
    let oldest = today.saturating_sub(Span::new().days(PAPERS_KEPT));
    let ours: bool = proof(keys, paper, drawn).as_bytes().ct_eq(given.as_bytes()).into();
    ours && (oldest..=today).contains(&drawn)
}
