use async_trait::async_trait;
use jiff::Timestamp;
use serde::Deserialize;
use uuid::Uuid;

use super::Internal;
use crate::collecting::{AtHome, DoorContact};
use crate::field::{ErrandKind, Feedback, FormKind, LedgerOutlet, Line, Merits, Month, PinFault};
use crate::region::RegionCode;
use crate::report::FieldError;

/// The village officers' phones.
#[async_trait]
pub trait FieldWork: Send + Sync {
    /// The key phones seal reports to.
    fn sealing_key(&self) -> SealingKey;

    /// Binds an officer to a phone by the one-time code of the desk; a phone that is bound already
    /// keeps its token and gets one more officer.
    async fn bind(&self, binding: Binding, at: Timestamp) -> Result<DeviceToken, BindError>;

    /// The phone behind a token; `None` for an unknown one, or one revoked too long ago.
    async fn device(&self, token: &DeviceToken, at: Timestamp) -> Result<Option<Device>, Internal>;

    /// Another officer takes the phone over.
    async fn switch(&self, device: &Device, officer: Uuid, pin: &str, at: Timestamp) -> Result<(), PinError>;

    /// Takes a report in. Answers only when it is durable. The same bytes under the same id are the
    /// same answer.
    async fn take_in(&self, device: &Device, sending: Sending, at: Timestamp) -> Result<Taken, TakeError>;

    /// The answer of [`FieldWork::take_in`] again, for any officer of the phone that sent it.
    async fn receipt(&self, device: &Device, report: Uuid, at: Timestamp) -> Result<Option<FieldReceipt>, Internal>;

    /// Outlets of the officer's villages that are open, those not seen for longest first; so many as a phone
    /// may carry.
    async fn outlets(&self, officer: &DeviceOfficer) -> Result<Vec<LedgerOutlet>, Internal>;

    /// What an officer sent, newest first; page counted from 1.
    async fn own_reports(&self, officer: Uuid, page: u32) -> Result<OwnReports, Internal>;

    /// One of them, with what came of it.
    async fn own_report(&self, officer: Uuid, report: Uuid) -> Result<Option<OwnReport>, Internal>;

    /// Tasks and broadcasts for an officer, the open ones first.
    async fn errands(&self, officer: Uuid) -> Result<Vec<Errand>, Internal>;

    /// The officer saw it (回执). Seen twice is seen once.
    async fn errand_read(&self, officer: Uuid, errand: Uuid, at: Timestamp) -> Result<(), Internal>;

    /// The officer did it; `note` may be empty.
    async fn errand_done(&self, officer: Uuid, errand: Uuid, note: &str, at: Timestamp) -> Result<(), TakeError>;

    /// Nothing came of collecting at a resident's door: the request goes back to the desk with the note,
    /// which may not be empty.
    async fn errand_back(&self, officer: Uuid, errand: Uuid, note: &str, at: Timestamp) -> Result<(), TakeError>;

    /// What an officer's records of a month earn.
    async fn merits(&self, officer: Uuid, month: Month) -> Result<Merits, Internal>;

    /// The training card and its test.
    fn training(&self) -> &Training;

    /// Marks a test; the chosen answer of each question, by number.
    async fn take_test(&self, officer: Uuid, chosen: &[Option<usize>], at: Timestamp) -> Result<TestResult, Internal>;
}

/// A P-256 public key in the uncompressed form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealingKey {
    pub id: [u8; 8],
    /// 65 bytes.
    pub public: Vec<u8>,
}

/// 256 random bits in hexadecimal; only its hash is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct DeviceToken(pub String);

#[derive(Clone)]
pub struct Binding {
    /// Eight digits.
    pub code: String,
    pub pin: String,
    pub pin_again: String,
    /// The token the phone has, if any.
    pub device: Option<DeviceToken>,
    /// Where it comes from; only slows guessing down and is never stored.
    pub address: String,
}

#[derive(Debug, thiserror::Error)]
pub enum BindError {
    /// Wrong, used or too old; one message, so that codes cannot be tried out.
    #[error("绑定码不对，或者已经用过、过了时间；请找协管员要一个新的")]
    Code,
    #[error(transparent)]
    Pin(#[from] PinFault),
    #[error("试得太多了，请 {minutes} 分钟后再试")]
    Slower { minutes: u32 },
    #[error(transparent)]
    Internal(#[from] Internal),
}

#[derive(Debug, thiserror::Error)]
pub enum PinError {
    #[error("密码不对，还可以试 {left} 次")]
    Wrong { left: u32 },
    #[error("试得太多了，请 {minutes} 分钟后再试")]
    Locked { minutes: u32 },
    #[error("这部手机没有绑定这位信息员")]
    NotHere,
    #[error(transparent)]
    Internal(#[from] Internal),
}

/// A phone and who uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    pub id: Uuid,
    /// By name. Empty once all were moved elsewhere.
    pub officers: Vec<DeviceOfficer>,
    /// Who has it in hand, as far as the server knows.
    pub active: Option<Uuid>,
    /// Lost or given back: drafts are to be wiped, sealed reports are still taken for a while.
    pub revoked: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceOfficer {
    pub id: Uuid,
    pub name: String,
    /// The main one first.
    pub villages: Vec<OfficerVillage>,
    /// Passed the test of the training card.
    pub trained: bool,
    pub certificate: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerVillage {
    pub code: RegionCode,
    pub name: String,
}

/// A report as it arrived.
#[derive(Clone)]
pub struct Sending {
    pub report: Uuid,
    /// As the phone says; the body must say the same and the phone be bound to that officer.
    pub officer: Uuid,
    pub body: Body,
}

#[derive(Clone)]
pub enum Body {
    /// Canonical JSON of an [`Envelope`](crate::field::Envelope).
    Plain(Vec<u8>),
    /// The same, sealed to [`FieldWork::sealing_key`].
    Sealed(Vec<u8>),
}

/// What came of a sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    New(FieldReceipt),
    /// The same bytes were taken before.
    Again(FieldReceipt),
    /// Other bytes stand under this id. These were kept beside them for the coordinator.
    Variant(FieldReceipt),
}

#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    #[error("有内容需要改")]
    Invalid(Vec<FieldError>),
    /// Not JSON, not sealed to a key of ours, or not what the address says.
    #[error("这份上报读不出来：{0}")]
    Unreadable(&'static str),
    #[error("这部手机没有绑定这位信息员")]
    NotHere,
    #[error("没有这一项")]
    Unknown,
    /// Nothing was kept; trying again later may work: 503.
    #[error("系统现在存不下新的内容，手机会过一会儿再上报")]
    Unavailable(#[source] Internal),
    #[error(transparent)]
    Internal(#[from] Internal),
}

/// What the phone keeps of a report that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldReceipt {
    pub report: Uuid,
    pub officer: Uuid,
    pub form: FormKind,
    /// A matter's number, or the record's own.
    pub number: String,
    /// Only of 代录, for the villager.
    pub query_code: Option<String>,
    pub received_at: Timestamp,
    pub photos: Vec<ReceivedPhoto>,
    /// Of a clue.
    pub feedback: Option<Feedback>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedPhoto {
    pub id: Uuid,
    /// Bytes that are here.
    pub offset: u64,
    pub size: u64,
    pub complete: bool,
}

#[derive(Clone, Debug)]
pub struct OwnReports {
    pub rows: Vec<OwnRow>,
    pub total: u64,
    pub page_size: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnRow {
    pub report: Uuid,
    pub form: FormKind,
    pub number: String,
    pub summary: String,
    pub received_at: Timestamp,
    pub photos: u32,
    pub photos_here: u32,
    /// In a clue's words of the day.
    pub status: Option<&'static str>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnReport {
    pub row: OwnRow,
    pub region_name: String,
    /// Nothing of a patient or a villager who filed: a phone may be in other hands by now.
    pub lines: Vec<Line>,
    pub photos: Vec<ReceivedPhoto>,
    pub feedback: Option<Feedback>,
    /// What the coordinator wrote about a record that is no matter.
    pub reply: Option<String>,
}

/// Something to do, or to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errand {
    pub id: Uuid,
    pub kind: ErrandKind,
    pub urgent: bool,
    pub title: String,
    pub text: String,
    pub from: String,
    pub given_at: Timestamp,
    pub until: Option<jiff::civil::Date>,
    pub read_at: Option<Timestamp>,
    pub done_at: Option<Timestamp>,
    /// Why it need not be done any more; empty: it is theirs.
    pub taken_off: String,
    /// Where a resident waits at the door.
    pub door: Option<Door>,
}

/// A resident's request behind a task that is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    /// Nothing before the officer saw the task, or once it was destroyed.
    pub contact: Option<DoorContact>,
    pub home: Option<AtHome>,
}

/// 培训卡: what an officer reads before the first report, and five-minute questions about it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Training {
    pub title: String,
    pub version: String,
    pub points: Vec<TrainingPoint>,
    pub questions: Vec<TrainingQuestion>,
    /// Right answers that are needed.
    pub pass: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainingPoint {
    pub title: String,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainingQuestion {
    pub ask: String,
    pub options: Vec<String>,
    /// Place among the options, counted from 0.
    pub right: usize,
    /// Why.
    pub because: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestResult {
    pub right: usize,
    pub of: usize,
    pub passed: bool,
    /// Numbers of the questions answered wrong.
    pub wrong: Vec<usize>,
    /// The certificate's number, also of an earlier pass.
    pub certificate: Option<String>,
}

impl Training {
    /// What is wrong with a card as it was read.
    #[must_use]
    pub fn fault(&self) -> Option<String> {
        if self.points.is_empty() || self.questions.is_empty() {
            return Some("培训卡要有要点和题目".to_owned());
        }
        if self.pass == 0 || self.pass > self.questions.len() {
            return Some("pass 应在 1 和题数之间".to_owned());
        }
        let wrong = self.questions.iter().find(|question| question.right >= question.options.len());
        wrong.map(|question| format!("“{}”的 right 超出了选项", question.ask))
    }
}

// A token sends reports in an officer's name, so it stays out of logs.
impl std::fmt::Debug for DeviceToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DeviceToken(…)")
    }
}

impl std::fmt::Debug for Binding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Binding(…)")
    }
}

// A report holds villagers' names and numbers.
impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Body(…)")
    }
}
