//! What the doors (pages, JSON API, command line) ask of the house. The server implements these
//! traits; tests hand in the real ones over a database in memory, or fakes.
//!
//! Time comes in as a parameter (`at`), so that every rule can be tested on any day.

mod accounts;
mod audit;
mod bet_desk;
mod casework;
mod collecting;
mod column_desk;
mod contests;
mod custody;
mod deadlines;
mod field_desk;
mod field_work;
mod forwarding;
mod intake;
mod ledgers;
mod letters;
mod library;
mod newsroom;
mod open_numbers;
mod outlets;
mod overviews;
mod pictures;
mod questions;
mod reactions;
mod readers;
mod recordings;
mod rewards;
mod risks;
mod supervision;
mod take_back;
mod tending;
mod tracking;
mod transfers;

pub use accounts::{
    AccountError, Accounts, Colleague, DeputyNamed, FirstStep, NewDeputy, NewStaff, PasswordChange, Session,
    SessionToken, SignIn, SignInRefused, StaffEntry, TotpConfirmation, TotpSetup,
};
pub use audit::{Audit, Trail, TrailCheck, TrailFilter, TrailLine};
pub use bet_desk::{BetDesk, BetsOnFile};
pub use casework::{
    AttachmentFile, AttachmentInfo, Casework, Conversation, DeskError, DeskMatter, ExportRow, Filter, HandledBy, Inbox,
    InboxRow, Message, Order, SavedFilter, Shown, Side,
};
pub use collecting::{Closing, CollectFile, CollectLine, CollectOfficer, CollectReceipt, CollectRequests, Giving};
pub use column_desk::{ColumnDesk, ColumnsOnFile};
pub use contests::{Contests, HandedIn};
pub use custody::Custody;
pub use deadlines::{
    BookDue, Deadlines, DueAsked, DueCounts, DueList, DueRow, DueTransfer, Pick, Place, QualityAsked, QualityList,
    QualityRow, Reminder, UnitCounts,
};
pub use field_desk::{
    BindCode, BoundPhone, ErrandTo, FieldDesk, GivenErrand, MeritRow, MeritSheet, MonthSheet, MonthTown, NewErrand,
    NewOfficer, NewOutlet, OfficerFile, OfficerLine, Outlet, OutletCheck, RecordFile, RecordLine, RecordList,
    RecordPhoto, RecordsAsked, TownOverview,
};
pub use field_work::{
    BindError, Binding, Body, Device, DeviceOfficer, DeviceToken, Door, Errand, FieldReceipt, FieldWork,
    OfficerVillage, OwnReport, OwnReports, OwnRow, PinError, ReceivedPhoto, SealingKey, Sending, TakeError, Taken,
    TestResult, Training, TrainingPoint, TrainingQuestion,
};
pub use forwarding::{
    BatchDifference, BatchFault, BatchReport, ExportedBatch, Forwarding, PacketView, StuckJob, Update, UpdateError,
    UpdateKind,
};
pub use intake::{IdempotencyKey, Intake, IntakeError, Photo, Receipt, ReceiptMatter, Submission};
pub use ledgers::{FormId, LedgerList, LedgerQuery, Listed, OnFile, Taking};
pub use letters::{Asked, Draft, IssuedLetter, LetterDesk, LetterDraft, LetterForm, Letters, PdfError};
pub use library::{Best, Found, Library, Listing, ReadingQuery};
pub use newsroom::{
    AskedCase, DraftKept, NewItem, NewRemark, NewShare, NewsError, NewsItem, NewsLine, NewsList, NewsQuery, NewsStep,
    Newsroom, Remark, SavedText, Saving, Share, SharedItem, WrittenDraft,
};
pub use open_numbers::{OpenNumbers, OpenTable};
pub use outlets::{OutletList, OutletPlace, Outlets, OutletsAsked, ShownOutlet, TownOutlets};
pub use overviews::{Behind, BehindList, Counted, Overviews};
pub use pictures::{
    NewPicture, PictureChange, PictureCopy, PictureList, PictureOnFile, PictureQuery, PictureRow, PictureUse, Pictures,
    TakenIn,
};
pub use questions::{
    Answer, AskError, DeskQuestion, NewAnswer, OwnQuestion, Proposal, Proposed, PublicQuestion, QuestionList, Questions,
};
pub use reactions::{
    OpenedReaction, ReactionError, ReactionFile, ReactionLine, ReactionList, ReactionLook, ReactionReceipt, Reactions,
};
pub use readers::{ItemReaders, ReadDay, ReadLine, Readers};
pub use recordings::{
    FormHeard, NewRecording, Recorded, RecordedRow, RecordingFile, RecordingRow, Recordings, Wording, Wordings,
};
pub use rewards::{ClaimView, Claimed, Rewards};
pub use risks::{MinutesFile, NewMinutes, NewRisk, Risks, Spread, TaskFile};
pub use supervision::{Overseeing, Supervised, Supervision};
pub use take_back::{MonthWeight, NewPoint, TakeBackPoint, TakeBacks};
pub use tending::{Board, Fetched, ItemUses, LinkPassed, OwnPages, Tending};
pub use tracking::{Addition, TrackError, Tracked, TrackedMatter, Tracking};
pub use transfers::{NewArrival, NewTransfer, Transfers};

/// Something went wrong inside; the person is told so without details, the log gets them once.
#[derive(Debug, thiserror::Error)]
#[error("{cause}")]
pub struct Internal {
    cause: Box<dyn std::error::Error + Send + Sync>,
    may_pass: bool,
}

impl Internal {
    pub fn new(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { cause: error.into(), may_pass: false }
    }

    /// Something that comes back by itself, such as a database that is being restarted.
    pub fn passing(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { may_pass: true, ..Self::new(error) }
    }

    /// Whether trying again later may get over it: 503 rather than 500.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        self.may_pass
    }
}
