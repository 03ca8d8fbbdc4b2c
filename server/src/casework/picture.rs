use domain::access::{Action, Staff};
use domain::audit::{Act, Deed};
use domain::ports::{AttachmentFile, DeskError, Internal, Shown};
use jiff::Timestamp;
use uuid::Uuid;

use super::caseload::Caseload;
use crate::media::hushed;

impl Caseload {
    /// The copy without metadata. An attachment of another matter is not found, even for those
    /// who may see that one: an address says which matter it belongs to.
    pub(super) async fn picture(
        &self,
        staff: &Staff,
        number: &str,
        attachment: Uuid,
    ) -> Result<AttachmentFile, DeskError> {
        let row = self.reach(staff, number, Action::ReadMatter).await?;
        let found = self.store.attachment(attachment).await.map_err(Internal::from)?;
        let found =
            found.filter(|found| found.matter == row.id && found.shown == Shown::Ready).ok_or(DeskError::NotFound)?;
        let media_type = found.shown_type.clone().unwrap_or_else(|| "image/jpeg".to_owned());
        let ending = media_type.strip_prefix("image/").unwrap_or("bin").replace("jpeg", "jpg");
        Ok(AttachmentFile {
            name: format!("{}-{}.{ending}", row.number, found.ordinal),
            bytes: self.gallery.shown(&found).await.map_err(Internal::from)?,
            media_type,
        })
    }

    pub(super) async fn recording(
        &self,
        staff: &Staff,
        number: &str,
        place: u32,
        at: Timestamp,
    ) -> Result<AttachmentFile, DeskError> {
        let row = self.reach(staff, number, Action::ReadMatter).await?;
        let attachments = self.store.attachments(row.id).await.map_err(Internal::from)?;
        let said = attachments.iter().find(|one| one.shown == Shown::Sound && one.ordinal == place);
        if let Some(said) = said {
            // A voice tells who speaks: a resident's is for those who may see an identity.
            staff.may(Action::ViewIdentity, &row.scope())?;
            // Written down first: a voice nobody knows was heard must not be played.
            let act = Act::new(at, staff, Deed::VoiceHeard, &row.number);
            self.store.note(&act).await.map_err(Internal::from)?;
            let bytes = hushed(self.gallery.original(said).await.map_err(Internal::from)?);
            return Ok(AttachmentFile::recording(&row.number, place, said.media_type.clone(), bytes));
        }
        let voices = self.store.voices_of(row.id).await.map_err(Internal::from)?;
        let file = voices.into_iter().find(|part| part.ordinal == place).and_then(|part| part.file);
        let file = file.ok_or(DeskError::NotFound)?;
        let bytes = hushed(self.gallery.sent(&file).await.map_err(Internal::from)?);
        Ok(AttachmentFile::recording(&row.number, place, file.media_type, bytes))
    }
}
