use domain::access::{Action, Staff};
use domain::event::EventKind;
use domain::packet::{Contents, lines};
use domain::ports::{DeskError, Internal, PacketView};
use domain::report::Reporter;
use jiff::Timestamp;
use storage::MatterRow;

use super::Forwarder;
use crate::casework::checked_reason;
use crate::keys::Purpose;

impl Forwarder {
    pub(super) async fn packet_of(
        &self,
        staff: &Staff,
        row: MatterRow,
        reason: Option<&str>,
        at: Timestamp,
    ) -> Result<PacketView, DeskError> {
        let (row, reporter) = match reason {
            Some(reason) if row.has_identity => self.opened(staff, row, reason, at).await?,
            _ => (row, None),
        };
        let files = self.store.attachments(row.id).await.map_err(Internal::from)?;
        let files = files.iter().filter(|file| file.shown.is_handed_on()).count();
        let contents = Contents {
            kind: row.kind,
            facts: &row.facts,
            transcript: row.state.office.transcript.as_deref(),
            reporter: reporter.as_ref(),
            handling_unit: &self.site.bureau,
        };
        Ok(PacketView {
            lines: lines(contents, &self.laws, &self.regions),
            identity_open: reporter.is_some(),
            has_identity: row.has_identity,
            files: files.min(self.laws.platform.files_max),
            registration_no: row.state.registration_no.clone(),
            number: row.number,
        })
    }

    /// The look is an event before anything is shown.
    async fn opened(
        &self,
        staff: &Staff,
        row: MatterRow,
        reason: &str,
        at: Timestamp,
    ) -> Result<(MatterRow, Option<Reporter>), DeskError> {
        staff.may(Action::ViewIdentity, &row.scope())?;
        let reason = checked_reason(reason)?;
        let event = EventKind::IdentityViewed { reason };
        let actor = staff.actor(Action::ViewIdentity, &row.scope());
        let row = self.append(row, &actor, at, |_| Ok::<_, DeskError>(vec![event.clone()])).await?;
        let reporter = self.reporter(&row).await?;
        Ok((row, reporter))
    }

    /// Unseals who reported; whoever calls has made an event of it.
    pub(super) async fn reporter(&self, row: &MatterRow) -> Result<Option<Reporter>, Internal> {
        let Some(sealed) = self.store.identity(row.id).await? else {
            return Ok(None);
        };
        let plain = self.keys.open(Purpose::Identity, row.id.0, &sealed).map_err(Internal::new)?;
        serde_json::from_slice(&plain).map(Some).map_err(Internal::new)
    }
}
