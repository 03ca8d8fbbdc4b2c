//! 知识竞赛: how many papers each township handed in, and nothing else.

use std::sync::Arc;

use async_trait::async_trait;
use domain::ports::{Contests, IdempotencyKey, Internal};
use domain::region::RegionCode;
use domain::track::local_date;
use jiff::Timestamp;
use storage::Store;

use crate::keys::Keyring;

pub struct Contest {
    pub store: Store,
    pub keys: Arc<Keyring>,
}

#[async_trait]
impl Contests for Contest {
    async fn take(&self, paper: &IdempotencyKey, township: &RegionCode, at: Timestamp) -> Result<bool, Internal> {
        let mac = self.keys.mac("contest-paper", paper.as_str().as_bytes());
        Ok(self.store.count_paper(&mac, township, local_date(at)).await?)
    }

    async fn sums(&self, at: Timestamp) -> Result<Vec<(RegionCode, u64)>, Internal> {
        Ok(self.store.paper_sums(local_date(at).year()).await?)
    }
}
