use domain::access::Staff;
use domain::ports::{DeskError, Internal, IssuedLetter};
use domain::report::Reporter;
use jiff::Timestamp;
use uuid::Uuid;

use super::letterbook::{Letterbook, issued};
use crate::casework::checked_reason;
use crate::keys::Purpose;

/// Characters of a reason that is kept with a look at an identity.
const LONGEST_REASON: usize = 100;

impl Letterbook {
    /// Who looks, and why, stands in the matter's events before anything is opened; whether they
    /// may is casework's to say.
    pub(super) async fn with_identity(
        &self,
        staff: &Staff,
        number: &str,
        id: Uuid,
        reason: &str,
        at: Timestamp,
    ) -> Result<IssuedLetter, DeskError> {
        let matter = self.casework.matter(staff, number, at).await?;
        let row = self.row(&matter, id).await?;
        if !row.sealed {
            return Ok(issued(row, &matter));
        }
        let reason = named(&checked_reason(reason)?, &row.document_number);
        self.casework.view_identity(staff, number, &reason, at).await?;
        let sealed = self.store.letter_identity(id).await.map_err(Internal::from)?;
        let sealed = sealed.ok_or_else(|| Internal::new("a letter has lost its sealed identity"))?;
        let plain = self.keys.open(Purpose::Letter, id, &sealed).map_err(Internal::new)?;
        let reporter: Reporter = serde_json::from_slice(&plain).map_err(Internal::new)?;
        let revealed = row.letter.revealed(&reporter);
        Ok(IssuedLetter { letter: revealed, sealed: false, ..issued(row, &matter) })
    }
}

/// The reason with the letter's number, where both fit.
fn named(reason: &str, document_number: &str) -> String {
    let whole = format!("{reason}（文书 {document_number}）");
    if domain::text::length(&whole) <= LONGEST_REASON { whole } else { reason.to_owned() }
}
