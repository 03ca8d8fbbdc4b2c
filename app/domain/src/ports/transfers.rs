use async_trait::async_trait;
use jiff::Timestamp;

use super::casework::DeskError;
use super::ledgers::{FormId, LedgerList, LedgerQuery, OnFile, Taking};
use crate::access::Staff;
use crate::transfer::{Transfer, TransferStep};

/// 移送、移交. Every call checks what the person may do; a transfer outside their area or unit does
/// not exist for them.
#[async_trait]
pub trait Transfers: Send + Sync {
    async fn list(&self, staff: &Staff, query: &LedgerQuery) -> Result<LedgerList<Transfer>, DeskError>;

    /// Answers its number. The faults are under the form's own fields.
    async fn open(&self, staff: &Staff, form: FormId, new: NewTransfer, at: Timestamp) -> Result<String, DeskError>;

    /// Registers a case that was handed to us (反向移送); answers its number. Nobody is refused for it
    /// coming late: `received` may lie before `at`, never behind it.
    async fn receive(
        &self,
        staff: &Staff,
        form: FormId,
        new: NewArrival,
        received: Timestamp,
        at: Timestamp,
    ) -> Result<String, DeskError>;

    async fn read(&self, staff: &Staff, number: &str) -> Result<OnFile<Transfer>, DeskError>;

    /// What happens to the matter it stands on is kept in the same transaction. A step that a letter
    /// goes out with is given its document number there.
    async fn take(
        &self,
        staff: &Staff,
        number: &str,
        taking: Taking<TransferStep>,
        at: Timestamp,
    ) -> Result<(), DeskError>;
}

/// The opening form as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewTransfer {
    /// Key of a body.
    pub to: String,
    /// Which one, where there are many.
    pub to_name: String,
    /// Number of the matter; empty for something found on patrol.
    pub matter: String,
    pub whole: bool,
    /// Code of a township, or of the county; taken from the matter where there is one.
    pub region: String,
    pub subject: String,
    pub facts: String,
    pub basis: String,
}

/// The form for a case handed to us as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewArrival {
    /// Key of a sender.
    pub from: String,
    /// Its full name.
    pub from_name: String,
    /// Number of its letter.
    pub their_no: String,
    /// Number of a matter here; empty where there is none.
    pub matter: String,
    /// As for [`NewTransfer`].
    pub region: String,
    pub subject: String,
    pub facts: String,
    pub basis: String,
}
