use domain::access::{Action, Staff};
use domain::event::EventKind;
use domain::matter::Rule;
use domain::ports::{DeskError, Internal};
use domain::report::Reporter;
use jiff::Timestamp;
use storage::MatterRow;

use super::caseload::Caseload;
use super::note;
use crate::keys::Purpose;

impl Caseload {
    /// Whoever looks, and why, stands in the matter's events before anything is opened.
    pub(super) async fn open_identity(
        &self,
        staff: &Staff,
        number: &str,
        reason: &str,
        at: Timestamp,
    ) -> Result<Option<Reporter>, DeskError> {
        let row = self.reach(staff, number, Action::ViewIdentity).await?;
        let reason = note::checked_reason(reason)?;
        if !row.has_identity {
            return Ok(None);
        }
        if self.site.desk.identity_second_person && !row.state.custody.granted.contains(&staff.id) {
            return Err(Rule::SecondPerson.refuse(&self.laws).into());
        }
        let id = row.id;
        let event = |_: &MatterRow| Some(EventKind::IdentityViewed { reason: reason.clone() });
        self.append(staff, row, Action::ViewIdentity, at, event).await?;
        let Some(sealed) = self.store.identity(id).await.map_err(Internal::from)? else {
            return Ok(None);
        };
        let plain = self.keys.open(Purpose::Identity, id.0, &sealed).map_err(Internal::new)?;
        Ok(Some(serde_json::from_slice(&plain).map_err(Internal::new)?))
    }
}
