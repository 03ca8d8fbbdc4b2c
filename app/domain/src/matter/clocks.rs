//! What ran, what was paused and what was extended; which limits run now, and until when.
//!
//! A matter keeps moments, pauses and extensions. Due days are never kept: they are computed from
//! these, the law's data and the calendar, so that a newly published year moves them.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::calendar::{Calendar, DayUnit, Due, Uncounted};
use crate::law::{Clock, Laws};
use crate::track::local_date;

/// Something a limit starts or ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    Received,
    /// Entered in 12315.
    Registered,
    /// Given to a unit.
    Dispatched,
    /// Taken by a handler.
    Taken,
    IdentityAsked,
    Accepted,
    Refused,
    Withdrawn,
    Settled,
    Terminated,
    PartiesTold,
    ClueFound,
    ClueSettled,
    NewFacts,
    /// Two bodies dispute which of them is competent.
    Dispute,
    DisputeSettled,
    Redirected,
    Repeat,
    Filed,
    NotFiled,
    Seized,
    TestReport,
    SeizureSettled,
    SentToPolice,
    Decided,
    /// A decision against a party registered in another province.
    DecidedElsewhere,
    Published,
    Changed,
    PublicationWithdrawn,
    /// Served by public announcement.
    Announced,
    Answered,
    Closed,
    /// A transfer: reported to the head of the bureau, approved, refused, handed over.
    TransferReported,
    TransferApproved,
    TransferRefused,
    TransferSent,
    TransferReceived,
    TransferDecided,
    /// The police decided to file, or not to file, a case.
    PoliceFiled,
    PoliceRefused,
    /// The police take longer to decide, for a reason they gave; counted from the day they received it.
    PoliceComplex,
    PoliceMajor,
    PoliceMajorAgain,
    GoodsHandedOver,
    ReviewAsked,
    ReviewDecided,
    /// The prosecutors were asked to look at a refusal of the police.
    ProsecutorTold,
    PapersAsked,
    PapersSupplied,
    /// A case handed to us: it came, we signed for it, we know what becomes of it, we told the sender.
    CaseArrived,
    ReceiptGiven,
    ResultReached,
    SenderTold,
}

/// Why days are not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pause {
    /// 检测、检验、检疫
    Testing,
    /// 鉴定
    Appraisal,
    /// 权利人辨认
    Identification,
    /// 听证
    Hearing,
    /// 公告
    Announcement,
    /// 案件中止 (程序规定 §46)
    Suspension,
}

/// What happens to a limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum ClockStep {
    Paused {
        ground: Pause,
        note: String,
    },
    Resumed {
        ground: Pause,
        note: String,
    },
    ExtensionAsked {
        clock: String,
        reason: String,
    },
    /// `length` in the clock's unit.
    Extended {
        clock: String,
        length: u16,
        reason: String,
    },
    ExtensionDenied {
        clock: String,
        reason: String,
    },
    /// The bureau decided under which handling rules the matter runs.
    RulesChosen {
        rules: String,
        reason: String,
    },
    /// Another master (12345) set a day of its own.
    OrderTaken {
        master: String,
        number: String,
        due: Date,
    },
    /// The master's order was answered.
    OrderAnswered {
        number: String,
    },
}

/// What a matter, a transfer or a supervision keeps of its clocks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    pub moments: Vec<(Moment, Timestamp)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pausing>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Extension>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<AskedExtension>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<Order>,
    /// Handling rules the bureau chose; those of the day it came in where `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pausing {
    pub ground: Pause,
    pub from: Timestamp,
    pub to: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    pub clock: String,
    pub length: u16,
    pub at: Timestamp,
}

/// An extension that waits for approval by somebody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedExtension {
    pub clock: String,
    pub by: Option<Uuid>,
    pub reason: String,
}

/// A day another master set; never one of the law's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    pub master: String,
    pub number: String,
    pub due: Date,
}

/// A limit that started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    pub id: String,
    pub title: String,
    pub started: Timestamp,
    pub stopped: Option<Timestamp>,
    /// Stands still until testing or the like is over; then `due` is not known.
    pub paused: bool,
    pub due: Option<Due>,
    /// All that was granted, in `unit`.
    pub length: u16,
    pub extended: bool,
    pub unit: DayUnit,
    /// Law and article, or 本局内部时限.
    pub basis: String,
    /// The bureau's own, never to look like the law's.
    pub local: bool,
    pub public_text: Option<String>,
}

impl Running {
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.stopped.is_none()
    }
}

impl History {
    /// The handling rules a matter received on `received` runs under.
    #[must_use]
    pub fn rules<'a>(&'a self, laws: &'a Laws, received: Date) -> &'a str {
        self.rules.as_deref().unwrap_or_else(|| laws.handling_rules(received))
    }

    /// The limits among `clocks` that started, in the order of the data.
    pub fn running<'a>(
        &self,
        clocks: impl Iterator<Item = &'a Clock>,
        laws: &Laws,
        calendar: &Calendar,
    ) -> Vec<Running> {
        clocks.filter_map(|clock| self.run(clock, laws, calendar)).collect()
    }

    /// The last start of a limit counts: new facts or a second filing start it again.
    fn run(&self, clock: &Clock, laws: &Laws, calendar: &Calendar) -> Option<Running> {
        let (index, started) =
            self.moments.iter().enumerate().rev().find(|(_, (moment, _))| *moment == clock.starts)?;
        let (_, started) = *started;
        let mut later = self.moments.iter().skip(index + 1);
        let stopped = later.find(|(moment, _)| clock.stops.contains(moment)).map(|(_, at)| *at);
        let extensions =
            self.extensions.iter().filter(|extension| extension.clock == clock.id && extension.at >= started);
        let length = extensions.clone().fold(clock.length, |all, one| all.saturating_add(one.length));
        let pauses = self.pauses.iter().filter(|pausing| clock.pauses.contains(&pausing.ground));
        let paused = stopped.is_none() && pauses.clone().any(|pausing| pausing.to.is_none());
        let uncounted: Vec<_> = pauses.filter_map(Pausing::uncounted).collect();
        let due = calendar.due_at(started, length, clock.unit, &uncounted).ok().filter(|_| !paused);
        Some(Running {
            id: clock.id.clone(),
            title: clock.title.clone(),
            started,
            stopped,
            paused,
            due,
            length,
            extended: extensions.count() > 0,
            unit: clock.unit,
            basis: clock.basis(laws),
            local: clock.is_local(),
            public_text: clock.public_text(),
        })
    }

    #[must_use]
    pub fn last(&self, moment: Moment) -> Option<Timestamp> {
        self.moments.iter().rev().find(|(kept, _)| *kept == moment).map(|(_, at)| *at)
    }

    /// Whether `start` happened and none of `ends` since.
    #[must_use]
    pub fn is_open(&self, start: Moment, end: Moment) -> bool {
        let last = self.moments.iter().rev().find(|(moment, _)| *moment == start || *moment == end);
        last.is_some_and(|(moment, _)| *moment == start)
    }

    #[must_use]
    pub fn open_pause(&self) -> Option<Pause> {
        self.pauses.iter().find(|pausing| pausing.to.is_none()).map(|pausing| pausing.ground)
    }

    pub(crate) fn note(&mut self, moment: Moment, at: Timestamp) {
        self.moments.push((moment, at));
    }

    pub(super) fn pause(&mut self, ground: Pause, at: Timestamp) {
        self.pauses.push(Pausing { ground, from: at, to: None });
    }

    pub(super) fn resume(&mut self, ground: Pause, at: Timestamp) {
        let open = self.pauses.iter_mut().rev().find(|pausing| pausing.ground == ground && pausing.to.is_none());
        if let Some(pausing) = open {
            pausing.to = Some(at);
        }
    }

    pub(super) fn applied(&mut self, step: &ClockStep, by: Option<Uuid>, at: Timestamp) {
        match step {
            ClockStep::Paused { ground, .. } => self.pause(*ground, at),
            ClockStep::Resumed { ground, .. } => self.resume(*ground, at),
            ClockStep::ExtensionAsked { clock, reason } => {
                self.asked.push(AskedExtension { clock: clock.clone(), by, reason: reason.clone() });
            }
            ClockStep::Extended { clock, length, .. } => {
                self.asked.retain(|asked| asked.clock != *clock);
                self.extensions.push(Extension { clock: clock.clone(), length: *length, at });
            }
            ClockStep::ExtensionDenied { clock, .. } => self.asked.retain(|asked| asked.clock != *clock),
            ClockStep::RulesChosen { rules, .. } => self.rules = Some(rules.clone()),
            ClockStep::OrderTaken { master, number, due } => {
                self.orders.retain(|order| order.number != *number);
                self.orders.push(Order { master: master.clone(), number: number.clone(), due: *due });
            }
            ClockStep::OrderAnswered { number } => self.orders.retain(|order| order.number != *number),
        }
    }
}

impl Pausing {
    /// The day it began was still worked on; the day it ended is the first that is not counted
    /// again (as 令121 §45 counts the first day of a limit).
    fn uncounted(&self) -> Option<Uncounted> {
        Some(Uncounted { from: local_date(self.from), to: local_date(self.to?) })
    }
}

impl Pause {
    pub const ALL: [Self; 6] =
        [Self::Testing, Self::Appraisal, Self::Identification, Self::Hearing, Self::Announcement, Self::Suspension];

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Testing => "检测、检验、检疫",
            Self::Appraisal => "鉴定",
            Self::Identification => "权利人辨认",
            Self::Hearing => "听证",
            Self::Announcement => "公告",
            Self::Suspension => "案件中止",
        }
    }

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Testing => "testing",
            Self::Appraisal => "appraisal",
            Self::Identification => "identification",
            Self::Hearing => "hearing",
            Self::Announcement => "announcement",
            Self::Suspension => "suspension",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pause| pause.as_str() == text)
    }
}

impl ClockStep {
    #[must_use]
    pub fn desk_text(&self) -> String {
        match self {
            Self::Paused { ground, note } => format!("{}开始，期限暂停：{note}", ground.words()),
            Self::Resumed { ground, note } => format!("{}结束，期限继续：{note}", ground.words()),
            Self::ExtensionAsked { clock, reason } => format!("申请延长 {clock}：{reason}"),
            Self::Extended { clock, length, reason } => format!("批准延长 {clock}，加 {length}：{reason}"),
            Self::ExtensionDenied { clock, reason } => format!("不同意延长 {clock}：{reason}"),
            Self::RulesChosen { rules, reason } => format!("适用规则改为 {rules}：{reason}"),
            Self::OrderTaken { master, number, due } => format!("{master} 工单 {number}，要求 {due} 前办结"),
            Self::OrderAnswered { number } => format!("工单 {number} 已回复"),
        }
    }

    /// The complainant learns what moves the day that was told; the rest is the bureau's own.
    #[must_use]
    pub fn public_text(&self) -> Option<String> {
        match self {
            Self::Paused { ground: Pause::Testing | Pause::Appraisal, .. } => {
                Some("开始检测、鉴定，这段时间不算在期限里".to_owned())
            }
            Self::Resumed { ground: Pause::Testing | Pause::Appraisal, .. } => {
                Some("检测、鉴定结束，期限继续计算".to_owned())
            }
            Self::Extended { .. } => Some("情况特殊，经批准延长办理期限".to_owned()),
            _ => None,
        }
    }
}
