use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::casework::{AttachmentFile, DeskError};
use super::ledgers::FormId;
use super::take_back::{NewPoint, TakeBackPoint};
use crate::access::Staff;
use crate::field::{Checked, Choice as _, ErrandKind, FormKind, Line, MeritRules, Merits, Month, PlaceKind};
use crate::region::RegionCode;

/// The coordinator's desk: officers, what they report, what they are asked to do, the outlets.
#[async_trait]
pub trait FieldDesk: Send + Sync {
    /// By township: who reports, who is silent, what is open, which villages have nobody.
    async fn overview(&self, staff: &Staff, at: Timestamp) -> Result<Vec<TownOverview>, DeskError>;

    /// Officers of the person's area, by village.
    async fn officers(&self, staff: &Staff, at: Timestamp) -> Result<Vec<OfficerLine>, DeskError>;

    async fn officer(&self, staff: &Staff, id: Uuid, at: Timestamp) -> Result<OfficerFile, DeskError>;

    /// Adds an officer under the form's id, or changes the one that has it.
    async fn keep_officer(&self, staff: &Staff, form: FormId, new: NewOfficer, at: Timestamp) -> Result<(), DeskError>;

    /// A fresh one-time code; earlier ones end. It is shown once and kept nowhere.
    async fn new_code(&self, staff: &Staff, officer: Uuid, at: Timestamp) -> Result<BindCode, DeskError>;

    /// The phone is lost or given back.
    async fn revoke_phone(&self, staff: &Staff, officer: Uuid, phone: Uuid, at: Timestamp) -> Result<(), DeskError>;

    /// Lets an officer in no more, with all phones that nobody else uses, or in again.
    async fn let_in(&self, staff: &Staff, officer: Uuid, let_in: bool, at: Timestamp) -> Result<(), DeskError>;

    async fn records(&self, staff: &Staff, asked: &RecordsAsked) -> Result<RecordList, DeskError>;

    async fn record(&self, staff: &Staff, id: Uuid) -> Result<RecordFile, DeskError>;

    /// A photo as staff see it, or a voice note, by its place in the report counted from 1.
    async fn record_file(&self, staff: &Staff, id: Uuid, place: u32) -> Result<AttachmentFile, DeskError>;

    /// Takes in a report that could not leave its phone, from the file its officer exported. Answers
    /// the report's id; the same file twice is one report.
    async fn bring_in(&self, staff: &Staff, file: &[u8], at: Timestamp) -> Result<Uuid, DeskError>;

    /// What the coordinator answers the officer on a record.
    async fn reply(&self, staff: &Staff, id: Uuid, text: &str, at: Timestamp) -> Result<(), DeskError>;

    /// Tasks and broadcasts, newest first.
    async fn errands(&self, staff: &Staff) -> Result<Vec<GivenErrand>, DeskError>;

    async fn errand(&self, staff: &Staff, id: Uuid) -> Result<(GivenErrand, Vec<ErrandTo>), DeskError>;

    /// Gives it to every officer in that region who is let in; answers how many.
    async fn give(&self, staff: &Staff, form: FormId, new: NewErrand, at: Timestamp) -> Result<usize, DeskError>;

    /// The monthly sheet, drafted from the records.
    async fn month(&self, staff: &Staff, month: Month) -> Result<MonthSheet, DeskError>;

    /// What officers' records of a month earn them.
    async fn merits(&self, staff: &Staff, month: Month) -> Result<MeritSheet, DeskError>;

    async fn outlets(&self, staff: &Staff, at: Timestamp) -> Result<Vec<Outlet>, DeskError>;

    async fn outlet(&self, staff: &Staff, id: Uuid, at: Timestamp) -> Result<Outlet, DeskError>;

    /// Shows an outlet to residents with what the bureau checked, or, without a check, no longer.
    async fn show_outlet(
        &self,
        staff: &Staff,
        id: Uuid,
        check: Option<OutletCheck>,
        at: Timestamp,
    ) -> Result<(), DeskError>;

    async fn keep_outlet(&self, staff: &Staff, form: FormId, new: NewOutlet, at: Timestamp) -> Result<(), DeskError>;

    /// Where old medicine is taken in, closed points last.
    async fn points(&self, staff: &Staff) -> Result<Vec<TakeBackPoint>, DeskError>;

    async fn point(&self, staff: &Staff, id: Uuid) -> Result<TakeBackPoint, DeskError>;

    /// Adds a point under the form's id, or changes the one that has it.
    async fn keep_point(&self, staff: &Staff, form: FormId, new: NewPoint, at: Timestamp) -> Result<(), DeskError>;

    /// A spreadsheet of outlets: all rows or none.
    async fn import_outlets(&self, staff: &Staff, name: &str, bytes: &[u8], at: Timestamp) -> Result<u64, DeskError>;
}

/// A township and its officers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TownOverview {
    pub code: RegionCode,
    pub name: String,
    pub officers: u32,
    /// Reported within the last 30 days.
    pub reporting: u32,
    /// Names of those who did not.
    pub silent: Vec<String>,
    /// Reports of the last 30 days.
    pub reports: u64,
    /// Clues that have not ended.
    pub open: u64,
    pub villages: u32,
    /// Villages nobody answers for.
    pub uncovered: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerLine {
    pub id: Uuid,
    pub name: String,
    /// Names of the villages, the main one first.
    pub villages: Vec<String>,
    pub conflict: String,
    pub let_in: bool,
    pub trained: bool,
    pub last: Option<Timestamp>,
    pub reports: u64,
    pub open: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerFile {
    pub line: OfficerLine,
    pub codes: Vec<RegionCode>,
    pub phone: String,
    pub certificate: Option<String>,
    pub phones: Vec<BoundPhone>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundPhone {
    pub id: Uuid,
    pub bound_at: Timestamp,
    pub seen_at: Timestamp,
    pub revoked_at: Option<Timestamp>,
    /// Others who use it.
    pub shared_with: usize,
}

/// As a form asks for it.
#[derive(Clone, Debug)]
pub struct NewOfficer {
    pub name: String,
    pub phone: String,
    pub villages: Vec<RegionCode>,
    pub conflict: String,
}

/// A code to bind a phone with: said once.
#[derive(Clone)]
pub struct BindCode {
    /// Eight digits.
    pub digits: String,
    /// For the QR code.
    pub url: String,
    pub expires_at: Timestamp,
}

#[derive(Clone, Debug, Default)]
pub struct RecordsAsked {
    pub form: Option<FormKind>,
    pub officer: Option<Uuid>,
    pub problems: bool,
    /// Counted from 1.
    pub page: u32,
}

#[derive(Clone, Debug)]
pub struct RecordList {
    pub rows: Vec<RecordLine>,
    pub total: u64,
    pub page_size: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordLine {
    pub id: Uuid,
    pub number: String,
    pub form: FormKind,
    pub summary: String,
    pub officer: String,
    pub region_name: String,
    pub day: Date,
    pub received_at: Timestamp,
    pub urgent: bool,
    pub problem: bool,
    /// Sent by a phone that was revoked.
    pub late: bool,
    pub photos: u32,
    /// It is a matter's number.
    pub is_matter: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordFile {
    pub line: RecordLine,
    pub lines: Vec<Line>,
    pub files: Vec<RecordPhoto>,
    pub reply: Option<String>,
    /// Other versions that came under its id.
    pub variants: Vec<Vec<Line>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordPhoto {
    /// Counted from 1.
    pub place: u32,
    pub is_voice: bool,
    pub here: bool,
    pub fault: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenErrand {
    pub id: Uuid,
    pub kind: ErrandKind,
    pub urgent: bool,
    pub title: String,
    pub text: String,
    pub giver: String,
    pub region_name: String,
    pub given_at: Timestamp,
    pub until: Option<Date>,
    pub to: u64,
    pub read: u64,
    pub done: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrandTo {
    pub name: String,
    pub read_at: Option<Timestamp>,
    pub done_at: Option<Timestamp>,
    pub note: String,
    /// Why it need not be done any more; empty: it is theirs.
    pub taken_off: String,
}

#[derive(Clone, Debug)]
pub struct NewErrand {
    pub kind: ErrandKind,
    pub urgent: bool,
    pub title: String,
    pub text: String,
    /// A township, or the county.
    pub region: RegionCode,
    pub until: Option<Date>,
}

/// 月报: what the records of a month add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthSheet {
    pub month: Month,
    pub area: String,
    pub rows: Vec<MonthTown>,
    pub sum: MonthTown,
}

/// 记分: who did how much in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeritSheet {
    pub month: Month,
    pub rules: MeritRules,
    /// Most points first.
    pub rows: Vec<MeritRow>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeritRow {
    pub officer: Uuid,
    pub name: String,
    pub region_name: String,
    /// Records that may count, before the month's most.
    pub records: Vec<(FormKind, u64)>,
    pub merits: Merits,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonthTown {
    pub name: String,
    pub officers: u64,
    pub patrols: u64,
    /// Patrols that saw a problem.
    pub problems: u64,
    pub clues: u64,
    /// Clues of the month that led to a case of the bureau's or of the police.
    pub confirmed: u64,
    pub reactions: u64,
    pub publicity: u64,
    pub people: u64,
    /// Medicine boxes looked into with the family.
    pub households: u64,
    pub take_backs: u64,
    pub boxes: u64,
    pub grams: u64,
    pub helped: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlet {
    pub id: Uuid,
    pub kind: PlaceKind,
    pub name: String,
    pub code: RegionCode,
    pub region_name: String,
    pub licence_no: String,
    /// What is odd about the licence's number; a right shape proves nothing.
    pub licence_note: String,
    pub keeper: String,
    pub phone: String,
    pub address: String,
    pub visited_on: Option<Date>,
    pub closed: bool,
    /// Residents see it.
    pub shown: bool,
    /// The bureau's last check, also of one that is not shown any more.
    pub check: Option<OutletCheck>,
}

/// What the bureau looked at, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletCheck {
    pub on: Date,
    pub what: Vec<Checked>,
}

#[derive(Clone, Debug)]
pub struct NewOutlet {
    pub kind: PlaceKind,
    pub name: String,
    pub region: RegionCode,
    pub licence_no: String,
    pub keeper: String,
    pub phone: String,
    pub address: String,
    pub closed: bool,
}

impl OutletCheck {
    /// `2026-11-18：看了证的原件、店名和证上一致`
    #[must_use]
    pub fn words(&self) -> String {
        let what: Vec<&str> = self.what.iter().map(|one| one.words()).collect();
        format!("{}：{}", self.on, what.join("、"))
    }
}

impl MonthTown {
    /// Adds another row's figures.
    pub fn add(&mut self, other: &Self) {
        let pairs = [
            (&mut self.officers, other.officers),
            (&mut self.patrols, other.patrols),
            (&mut self.problems, other.problems),
            (&mut self.clues, other.clues),
            (&mut self.confirmed, other.confirmed),
            (&mut self.reactions, other.reactions),
            (&mut self.publicity, other.publicity),
            (&mut self.people, other.people),
            (&mut self.households, other.households),
            (&mut self.take_backs, other.take_backs),
            (&mut self.boxes, other.boxes),
            (&mut self.grams, other.grams),
            (&mut self.helped, other.helped),
        ];
        for (own, more) in pairs {
            *own = own.saturating_add(more);
        }
    }
}

// Whoever has the code can bind a phone.
impl std::fmt::Debug for BindCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BindCode(…)")
    }
}
