//! What the doors (pages, JSON API, command line) ask of the house. The server implements these
//! traits; tests hand in the real ones over a database in memory, or fakes.
//!
//! Time comes in as a parameter (`at`), so that every rule can be tested on any day.

mod accounts;
mod casework;
mod forwarding;
mod intake;
mod library;
mod tracking;

pub use accounts::{
    AccountError, Accounts, FirstStep, NewStaff, PasswordChange, Session, SessionToken, SignIn, SignInRefused,
    StaffEntry, TotpConfirmation, TotpSetup,
};
pub use casework::{
    AttachmentFile, AttachmentInfo, Casework, Conversation, DeskError, DeskMatter, Filter, Inbox, InboxRow, Message,
    Order, Shown, Side,
};
pub use forwarding::{
    BatchDifference, BatchFault, BatchReport, ExportedBatch, Forwarding, PacketView, StuckJob, Update, UpdateError,
    UpdateKind,
};
pub use intake::{IdempotencyKey, Intake, IntakeError, Photo, Receipt, ReceiptMatter, Submission};
pub use library::{Library, Listing, ReadingQuery};
pub use tracking::{Addition, TrackError, Tracked, TrackedMatter, Tracking};

/// Something went wrong inside; the person is told so without details, the log gets them once.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Internal(pub Box<dyn std::error::Error + Send + Sync>);

impl Internal {
    pub fn new(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(error.into())
    }
}
