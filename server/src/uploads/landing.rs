use domain::audit::{Act, Deed, Who};
use domain::ports::Internal;
use sha2::{Digest, Sha256};
use storage::{Landed, NewAttachment, PartRow, ReportRow};

use super::gathering::gather;
use super::{FieldShelf, PartState, Place, Shelf, UploadRefused, later};
use crate::media::{CheckedPhoto, Gallery};

impl FieldShelf {
    /// All bytes are here: proves them, opens them if the phone sealed them, brings them into the
    /// vault and joins them to the matter.
    pub(super) async fn land(&self, place: Place) -> Result<PartState, UploadRefused> {
        let part = &self.part(place).await?;
        let report = self.store.report(part.report).await?.ok_or(UploadRefused::UnknownReport)?;
        let whole = gather(&self.store, &self.keys, place).await?;
        if hex::encode(Sha256::digest(whole.as_slice())) != part.sha256 {
            // Another process may have landed it and taken the pieces away meanwhile.
            let again = self.awaited(place).await?;
            if again.complete {
                return Ok(again);
            }
            self.store.drop_pieces(part.report, part.id, Some(later(self.clock.now(), Self::LIFE))).await?;
            return Err(UploadRefused::Mismatch);
        }
        let (photo, fault) = self.opened(part, place, &whole);
        let at = self.clock.now();
        let file = self.gallery.keep(&photo, part.ordinal, at).await.map_err(Internal::from)?;
        let landed = self.landed(&report, part, file, fault);
        let who = if report.matter.is_some() { Who::Reporter } else { Who::Officer { id: report.officer } };
        let act = Act::new(at, who, Deed::FieldKept, &report.number).with_detail("照片或录音到齐");
        if !self.store.land(&landed, &act).await? {
            self.gallery.forget(&[landed.file]).await;
        }
        self.awaited(place).await
    }

    fn opened(&self, part: &PartRow, place: Place, whole: &[u8]) -> (CheckedPhoto, Option<String>) {
        let is_voice = part.media_type.starts_with("audio/");
        if !part.sealed {
            return Gallery::accept(whole.to_vec(), is_voice);
        }
        match self.keys.open_report(&place.bound(), whole) {
            Ok(plain) => Gallery::accept(plain.to_vec(), is_voice),
            Err(why) => {
                let (photo, _) = Gallery::accept(whole.to_vec(), is_voice);
                (photo, Some(format!("加密的照片解不开：{why}")))
            }
        }
    }

    fn landed(&self, report: &ReportRow, part: &PartRow, file: NewAttachment, fault: Option<String>) -> Landed {
        let is_picture = fault.is_none() && file.media_type.starts_with("image/");
        let matter = report.matter.filter(|_| is_picture);
        let matter = matter.map(|matter| (matter, self.gallery.copy_job(file.id, matter, self.clock.now())));
        Landed { report: report.id, part: part.id, file, fault, matter }
    }
}
