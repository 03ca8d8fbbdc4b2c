//! What the gateway is sent about a matter.

use domain::event::{Actor, EventKind};
use domain::ports::{Internal, Shown};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use storage::{AttachmentRow, MatterRow};

use super::Forwarder;
use super::gateway::{Attachment, LinkProof, Message};

/// Why the sealed identity is opened without a person asking: 12315 takes a complaint only with
/// it (令121 §10).
const REASON: &str = "转送12315网关";

impl Forwarder {
    /// The signed message's body. Opening the identity becomes an event before anything else.
    pub(super) async fn submission(&self, row: MatterRow, at: Timestamp) -> Result<(MatterRow, Vec<u8>), Internal> {
        let attachments = self.linked(&row, at).await?;
        let (row, reporter) = if row.has_identity {
            let viewed = EventKind::IdentityViewed { reason: REASON.to_owned() };
            let row = self.append(row, &Actor::System, at, |_| Ok::<_, Internal>(vec![viewed.clone()])).await?;
            let reporter = self.reporter(&row).await?;
            (row, reporter)
        } else {
            (row, None)
        };
        let message = Message::new(&row, reporter.as_ref(), &attachments, &self.laws, &self.regions, at);
        let body = serde_json::to_vec(&message).map_err(Internal::new)?;
        Ok((row, body))
    }

    /// The pictures staff see, each behind a link that closes by itself. One that cannot be
    /// decoded has no such copy; its original stays sealed here.
    async fn linked(&self, row: &MatterRow, at: Timestamp) -> Result<Vec<Attachment>, Internal> {
        let mut linked = Vec::new();
        for attachment in self.store.attachments(row.id).await? {
            let attachment = self.with_copy(attachment).await?;
            if attachment.shown == Shown::Ready {
                linked.push(self.link(row, &attachment, at).await?);
            }
        }
        Ok(linked)
    }

    /// The copy is made by a job of its own, which may not have run yet.
    async fn with_copy(&self, attachment: AttachmentRow) -> Result<AttachmentRow, Internal> {
        if attachment.shown != Shown::Waiting {
            return Ok(attachment);
        }
        self.gallery.make_shown(attachment.id).await?;
        let newest = self.store.attachment(attachment.id).await?;
        newest.ok_or_else(|| Internal::new("an attachment vanished"))
    }

    async fn link(&self, row: &MatterRow, attachment: &AttachmentRow, at: Timestamp) -> Result<Attachment, Internal> {
        let copy = self.gallery.shown(attachment).await?;
        let life = SignedDuration::from_mins(i64::from(self.site.handover.gateway.link_minutes));
        let proof = LinkProof::new(&self.keys, attachment.id, at, life);
        Ok(Attachment {
            name: format!("{}-{}.jpg", row.number, attachment.ordinal),
            media_type: attachment.shown_type.clone().unwrap_or_else(|| "image/jpeg".to_owned()),
            size: copy.len(),
            sha256: hex::encode(Sha256::digest(&copy)),
            url: self.site.url(&proof.path(attachment.id)),
            expires_at: Timestamp::from_second(proof.expires).map_err(Internal::new)?,
        })
    }
}
