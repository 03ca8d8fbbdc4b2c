use domain::audit::{Act, Deed, Who};
use domain::field::{Choice, FormKind, Given, Reaction, Rules};
use domain::ports::{Internal, ReactionError, ReactionReceipt};
use domain::reaction::{Product, alarms, check};
use domain::track::local_date;
use jiff::Timestamp;
use storage::{NewReaction, Sealed, StorageError};
use uuid::Uuid;

use super::{ReactionDesk, receipt};
use crate::keys::Purpose;

/// What sorts a reaction and finds others about the same product.
#[must_use]
pub fn listed(id: Uuid, reaction: &Reaction, body: Option<([u8; 32], Sealed)>, at: Timestamp) -> NewReaction {
    NewReaction {
        id,
        region: reaction.village.clone(),
        received_at: at,
        kind: reaction.kind.key(),
        product: reaction.product.clone().unwrap_or_default(),
        same: Product::of(reaction),
        alarms: alarms(reaction),
        body,
    }
}

impl ReactionDesk {
    pub(super) async fn take(&self, id: Uuid, given: &Given, at: Timestamp) -> Result<ReactionReceipt, ReactionError> {
        let rules = Rules {
            laws: &self.laws,
            regions: &self.regions,
            site: &self.site,
            today: local_date(at),
            villages: &[],
            officer_name: "",
            outlet: None,
            photos: 0,
            voice: false,
        };
        let reaction = check(given, &rules).map_err(ReactionError::Invalid)?;
        let plain = serde_json::to_vec(given).map_err(Internal::new)?;
        let mac = self.keys.mac("reaction-body", &plain);
        let sealed = self.keys.seal(Purpose::Reaction, id, &plain).map_err(Internal::new)?;
        let new = listed(id, &reaction, Some((mac, sealed)), at);
        let prefix = format!("{}-{}", self.site.number_prefix, FormKind::Reaction.mark());
        // What somebody agreed to is told by the words that stood above the box.
        let notice =
            self.laws.notices.get("reaction.privacy").map(|notice| notice.version.as_str()).unwrap_or_default();
        let act = Act::new(at, Who::Reporter, Deed::ReactionKept, "").with_detail(format!("告知书 {notice}"));
        self.store.keep_reaction(&new, &prefix, &act).await.map_err(unavailable)?;
        let row = self.store.reaction(id, self.days()).await.map_err(unavailable)?;
        let row = row.ok_or_else(|| Internal::new("a reaction that was just kept is not there"))?;
        if row.body_mac != mac {
            return Err(ReactionError::SentBefore);
        }
        Ok(receipt(row))
    }
}

fn unavailable(error: StorageError) -> ReactionError {
    if error.is_unavailable() {
        ReactionError::Unavailable(error.into())
    } else {
        ReactionError::Internal(error.into())
    }
}
