use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use super::DeskError;
use crate::access::Staff;

/// The custody of sealed identities, beside the look itself ([`Casework::view_identity`]).
///
/// [`Casework::view_identity`]: super::Casework::view_identity
#[async_trait]
pub trait Custody: Send + Sync {
    /// Asks a second person to agree to a look, where the site wants two.
    async fn ask(&self, staff: &Staff, number: &str, reason: &str, at: Timestamp) -> Result<(), DeskError>;

    /// Agrees that `to`, who asked, looks once.
    async fn grant(&self, staff: &Staff, number: &str, to: Uuid, at: Timestamp) -> Result<(), DeskError>;

    /// The numbers of the matters whose reporter left this phone number, newest first and within
    /// the person's view. The search and its reason stand in the audit trail, the phone number
    /// does not.
    async fn find_by_phone(
        &self,
        staff: &Staff,
        phone: &str,
        reason: &str,
        at: Timestamp,
    ) -> Result<Vec<String>, DeskError>;

    /// Answers what the reporter asked about the personal data kept; `note` is shown to them.
    async fn answer_about_data(&self, staff: &Staff, number: &str, note: &str, at: Timestamp) -> Result<(), DeskError>;
}
