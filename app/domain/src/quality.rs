//! Quality flags: what of a matter somebody should look at again. Nothing here decides anything; a
//! flag points, a person looks.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::calendar::Calendar;
use crate::deadline::was_missed;
use crate::law::Laws;
use crate::matter::{MatterKind, MatterState, Moment, Running, Stage};
use crate::report::Facts;
use crate::track::local_date;

/// One thing to look at again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    pub mark: Mark,
    /// What exactly, for the desk.
    pub detail: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Mediation ended, but the sign of a violation was looked into by nobody (令121 §27: mediation
    /// takes no violation's place).
    ClueUntouched,
    /// Decided or ended, and not entered in 12315 (令121 §40).
    NotIn12315,
    /// A statutory step was taken after its last day.
    Late,
    /// Not accepted, without one of the grounds of 令121 §16.
    NoGround,
    /// Ended only because 12315 said so: the desk did nothing.
    OnlyIn12315,
    /// One of the two lowest grades, and nobody has called back yet.
    LowGrade,
    /// What a person asked about their own data waits for an answer (个人信息保护法 §50).
    DataAsked,
}

/// A unit that was late again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateUnit {
    pub unit: String,
    pub matters: u64,
}

/// The flags of one matter as it stands now.
#[must_use]
pub fn flags(state: &MatterState, facts: &Facts, linked: bool, laws: &Laws, calendar: &Calendar) -> Vec<Flag> {
    let mut flags = Vec::new();
    let mut flag = |mark, detail: Option<String>| flags.extend(detail.map(|detail| Flag { mark, detail }));
    flag(Mark::ClueUntouched, untouched_clue(state, facts, linked, laws));
    flag(Mark::NotIn12315, not_entered(state));
    flag(Mark::Late, late(state, laws, calendar));
    let only_12315 = |stage: Stage| state.stage == stage && state.ended_by_12315;
    flag(Mark::NoGround, only_12315(Stage::Refused).then(|| "没有记下不予受理的情形".to_owned()));
    flag(Mark::OnlyIn12315, only_12315(Stage::Closed).then(|| "本系统里没有办理过程".to_owned()));
    let unhappy = state.rating.filter(|grade| *grade <= 2 && !state.called_back);
    flag(Mark::LowGrade, unhappy.map(|grade| format!("对方评价 {grade} 分（共 5 分），要回访")));
    flag(Mark::DataAsked, state.custody.wish.map(|wish| format!("对方申请{}，还没有答复", wish.words())));
    flags
}

/// Units that were late with at least `times` matters, of units with how many matters each was late
/// with in a period; the latest first.
#[must_use]
pub fn late_units<'a>(late: impl IntoIterator<Item = (&'a str, u64)>, times: u32) -> Vec<LateUnit> {
    let mut count: BTreeMap<&str, u64> = BTreeMap::new();
    for (unit, matters) in late.into_iter().filter(|(unit, _)| !unit.is_empty()) {
        *count.entry(unit).or_default() += matters;
    }
    let often = count.into_iter().filter(|(_, matters)| *matters >= u64::from(times.max(1)));
    let mut units: Vec<_> = often.map(|(unit, matters)| LateUnit { unit: unit.to_owned(), matters }).collect();
    units.sort_by(|a, b| b.matters.cmp(&a.matters).then_with(|| a.unit.cmp(&b.unit)));
    units
}

/// A complaint whose category is a violation carries a clue itself, unless it has another half that
/// is a tip, or somebody noted the clue and settled it.
fn untouched_clue(state: &MatterState, facts: &Facts, linked: bool, laws: &Laws) -> Option<String> {
    let history = &state.history;
    let mediated = history.last(Moment::Settled).is_some() || history.last(Moment::Terminated).is_some();
    if state.kind != MatterKind::Complaint || !mediated {
        return None;
    }
    if history.is_open(Moment::ClueFound, Moment::ClueSettled) {
        return Some("调解已结束，发现的线索还没有处理".to_owned());
    }
    let category = laws.category(&facts.category)?;
    let looked_at = linked || history.last(Moment::ClueFound).is_some() || !category.is_violation();
    (!looked_at).then(|| format!("反映的是“{}”，调解已结束，没有记下违法线索怎样处理", category.label))
}

fn not_entered(state: &MatterState) -> Option<String> {
    let untouched = matches!(state.stage, Stage::Received | Stage::IdentityAsked | Stage::Withdrawn);
    (state.waits_for_12315() && !untouched).then(|| format!("{}，还没有12315登记编号", state.stage.words()))
}

fn late(state: &MatterState, laws: &Laws, calendar: &Calendar) -> Option<String> {
    let stopped = state.clocks(laws, calendar).into_iter().filter(|clock| !clock.local).filter_map(missed);
    let told: Vec<String> = stopped.collect();
    (!told.is_empty()).then(|| told.join("；"))
}

fn missed(clock: Running) -> Option<String> {
    let (due, stopped) = (clock.due?, clock.stopped?);
    was_missed(due, stopped).then(|| format!("{}：应在 {} 前，{} 才办", clock.title, due.date, local_date(stopped)))
}

/// When a matter's last late step was taken: the day that counts for [`late_units`].
#[must_use]
pub fn late_since(state: &MatterState, laws: &Laws, calendar: &Calendar) -> Option<Timestamp> {
    let clocks = state.clocks(laws, calendar).into_iter().filter(|clock| !clock.local);
    clocks.filter_map(|clock| clock.stopped.filter(|at| clock.due.is_some_and(|due| was_missed(due, *at)))).max()
}

impl Mark {
    pub const ALL: [Self; 7] = [
        Self::ClueUntouched,
        Self::NotIn12315,
        Self::Late,
        Self::NoGround,
        Self::OnlyIn12315,
        Self::LowGrade,
        Self::DataAsked,
    ];

    /// In two or four characters, for a badge.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::ClueUntouched => "线索未处理",
            Self::NotIn12315 => "未录入12315",
            Self::Late => "超期",
            Self::NoGround => "没有依据",
            Self::OnlyIn12315 => "仅12315办结",
            Self::LowGrade => "待回访",
            Self::DataAsked => "信息申请",
        }
    }

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ClueUntouched => "clue_untouched",
            Self::NotIn12315 => "not_in_12315",
            Self::Late => "late",
            Self::NoGround => "no_ground",
            Self::OnlyIn12315 => "only_in_12315",
            Self::LowGrade => "low_grade",
            Self::DataAsked => "data_asked",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::calendar::CalendarYear;
    use crate::event::{Actor, Event, EventKind, Source};
    use crate::matter::{ComplaintStep, DataWish, Status, TipStep};
    use crate::region::RegionCode;
    use crate::report::{Channel, Drug, Respondent};

    fn laws() -> Laws {
        crate::law::test_laws().clone()
    }

    fn calendar() -> Calendar {
        Calendar::new([toml::from_str::<CalendarYear>(include_str!("../../../content/calendar/2026.toml")).unwrap()])
    }

    fn facts(category: &str) -> Facts {
        Facts {
            category: category.to_owned(),
            region: RegionCode::parse("530922101001").unwrap(),
            place: None,
            channel: Channel::Shop,
            platform_name: None,
            order_no: None,
            story: "某事".to_owned(),
            happened_on: None,
            amount: None,
            respondent: Respondent::default(),
            requests: Vec::new(),
            drug: Drug::default(),
            publish_consent: false,
            mediation_consent: true,
        }
    }

    /// Events on days of 2026, in the morning.
    fn state(kind: MatterKind, events: &[(i8, i8, EventKind)]) -> MatterState {
        let received = EventKind::Received { source: Source::Web, notice_version: "1".to_owned() };
        let event = |month: i8, day: i8, kind: EventKind| Event {
            at: format!("{}T09:00:00+08:00", date(2026, month, day)).parse().unwrap(),
            actor: Actor::Staff { id: Uuid::nil(), name: "某某".to_owned() },
            kind,
        };
        let first = event(9, 1, received);
        let rest: Vec<_> = events.iter().map(|(month, day, kind)| event(*month, *day, kind.clone())).collect();
        MatterState::replay(kind, std::iter::once(&first).chain(&rest)).unwrap()
    }

    fn registered() -> EventKind {
        let registered_at = "2026-09-01T09:30:00+08:00".parse().unwrap();
        EventKind::Registered { registration_no: "5309220000000202609010001".to_owned(), registered_at }
    }

    fn accepted() -> EventKind {
        EventKind::Complaint(ComplaintStep::Accepted { contact: "张某".to_owned() })
    }

    fn settled() -> EventKind {
        EventKind::Complaint(ComplaintStep::Settled { note: "退款".to_owned() })
    }

    fn clue() -> EventKind {
        EventKind::Complaint(ComplaintStep::ClueFound { what: "无证".to_owned() })
    }

    fn clue_settled() -> EventKind {
        EventKind::Complaint(ComplaintStep::ClueSettled { outcome: "立案".to_owned() })
    }

    /// A complaint from its acceptance to its end in time, and what came after.
    fn ended(after: Vec<(i8, i8, EventKind)>) -> Vec<(i8, i8, EventKind)> {
        let end = [(9, 1, registered()), (9, 3, accepted()), (9, 8, settled()), (9, 9, closed())];
        end.into_iter().chain(after).collect()
    }

    fn rated(grade: u8) -> EventKind {
        EventKind::Rated { grade, comment: String::new() }
    }

    fn called_back() -> EventKind {
        EventKind::CalledBack { note: "已电话说明".to_owned() }
    }

    fn data_asked() -> EventKind {
        EventKind::DataAsked { wish: DataWish::Correct, note: "地址写错".to_owned() }
    }

    fn closed() -> EventKind {
        EventKind::Closed { note: "已办".to_owned() }
    }

    fn reported(status: Status) -> EventKind {
        EventKind::StatusSet { status, note: "12315".to_owned() }
    }

    fn complaint_marks(category: &str, linked: bool, events: &[(i8, i8, EventKind)]) -> Vec<Mark> {
        let state = state(MatterKind::Complaint, events);
        flags(&state, &facts(category), linked, &laws(), &calendar()).into_iter().map(|flag| flag.mark).collect()
    }

    #[test]
    fn what_is_flagged_and_what_is_not() {
        use Mark::{ClueUntouched, DataAsked, Late, LowGrade, NoGround, NotIn12315, OnlyIn12315};
        type Case = (&'static str, &'static str, bool, Vec<(i8, i8, EventKind)>, Vec<Mark>);
        let cases: [Case; 16] = [
            ("nothing happened yet", "D03", false, vec![], vec![]),
            (
                "a violation mediated away",
                "D03",
                false,
                vec![(9, 1, registered()), (9, 3, accepted()), (9, 8, settled())],
                vec![ClueUntouched],
            ),
            (
                "no violation was reported",
                "D00",
                false,
                vec![(9, 1, registered()), (9, 3, accepted()), (9, 8, settled())],
                vec![],
            ),
            (
                "the tip beside it looks into it",
                "D03",
                true,
                vec![(9, 1, registered()), (9, 3, accepted()), (9, 8, settled())],
                vec![],
            ),
            (
                "the clue was settled",
                "D03",
                false,
                vec![
                    (9, 1, registered()),
                    (9, 3, accepted()),
                    (9, 4, clue()),
                    (9, 8, settled()),
                    (9, 9, clue_settled()),
                ],
                vec![],
            ),
            (
                "the clue is still open",
                "D00",
                false,
                vec![(9, 1, registered()), (9, 3, accepted()), (9, 4, clue()), (9, 8, settled())],
                vec![ClueUntouched],
            ),
            ("handled and not entered", "D00", false, vec![(9, 3, accepted())], vec![NotIn12315]),
            ("accepted on the last day", "D00", false, vec![(9, 1, registered()), (9, 10, accepted())], vec![]),
            ("accepted a day late", "D00", false, vec![(9, 1, registered()), (9, 11, accepted())], vec![Late]),
            (
                "refused in 12315 alone",
                "D00",
                false,
                vec![(9, 1, registered()), (9, 3, reported(Status::Refused))],
                vec![NoGround],
            ),
            (
                "closed in 12315 alone",
                "D00",
                false,
                vec![(9, 1, registered()), (9, 3, reported(Status::Closed))],
                vec![OnlyIn12315],
            ),
            (
                "closed here after 12315 accepted",
                "D00",
                false,
                vec![(9, 1, registered()), (9, 3, reported(Status::Accepted)), (9, 8, settled()), (9, 9, closed())],
                vec![],
            ),
            ("content", "D00", false, ended(vec![(9, 10, rated(3))]), vec![]),
            ("not content", "D00", false, ended(vec![(9, 10, rated(2))]), vec![LowGrade]),
            ("called back", "D00", false, ended(vec![(9, 10, rated(1)), (9, 11, called_back())]), vec![]),
            ("asked about the own data", "D00", false, ended(vec![(9, 10, data_asked())]), vec![DataAsked]),
        ];
        for (what, category, linked, events, expected) in cases {
            assert_eq!(complaint_marks(category, linked, &events), expected, "{what}");
        }
    }

    #[test]
    fn a_late_step_names_its_limit_and_both_days() {
        let verified = EventKind::Tip(TipStep::VerificationStarted);
        let not_filed = EventKind::Tip(TipStep::NotFiled { reason: "查无实据".to_owned() });
        let late = state(MatterKind::Tip, &[(9, 1, registered()), (9, 2, verified), (9, 30, not_filed)]);
        let flags = flags(&late, &facts("D03"), false, &laws(), &calendar());
        let [flag] = &flags[..] else { panic!("{flags:?}") };
        assert_eq!(flag.mark, Mark::Late);
        assert!(flag.detail.contains("应在 2026-09-21 前，2026-09-30 才办"), "{}", flag.detail);
        assert_eq!(local_date(late_since(&late, &laws(), &calendar()).unwrap()), date(2026, 9, 30));
    }

    #[test]
    fn a_unit_is_pointed_out_when_it_is_late_again_and_again() {
        let late = [("suo", 2), ("suo", 1), ("yaoxie", 1), ("", 9)];
        let units = |times| late_units(late, times);
        assert_eq!(units(3), [LateUnit { unit: "suo".to_owned(), matters: 3 }]);
        assert_eq!(units(4), []);
        assert_eq!(units(1).len(), 2);
    }
}
