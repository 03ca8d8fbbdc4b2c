//! A matter (事项): its kind, its number and its state, which is a fold of its events.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::event::{Event, EventKind};

/// 投诉 or 举报: separate clocks, separate secrecy (令121 §3, §9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatterKind {
    Complaint,
    Tip,
}

/// Identifies a matter inside the house; the reporter and 12315 know it by other numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MatterId(pub Uuid);

/// Where a matter stands, in the words its reporter may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 已收到
    Received,
    /// 已录入12315
    Registered,
    /// 已受理 (complaint)
    Accepted,
    /// 不予受理 (complaint)
    Refused,
    /// 调解中 (complaint)
    Mediating,
    /// 核查中 (tip)
    Verifying,
    /// 已办结
    Closed,
    /// 已撤回 (complaint)
    Withdrawn,
}

/// The state of a matter after a list of events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterState {
    pub kind: MatterKind,
    pub status: Status,
    pub received_at: Timestamp,
    pub accepted_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    /// 12315's 登记编号: text, because its 25 digits overflow numbers.
    pub registration_no: Option<String>,
    pub registered_at: Option<Timestamp>,
    /// Key of the unit that handles it now.
    pub unit: Option<String>,
    /// The reporter asked to withdraw a tip; the bureau may still verify it.
    pub withdrawal_asked: bool,
}

/// Why an event may not happen now, in words for the desk.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotNow(pub String);

impl MatterState {
    /// Reads the state off a matter's events, oldest first. `None` unless the first is `Received`.
    #[must_use]
    pub fn replay<'a>(kind: MatterKind, events: impl IntoIterator<Item = &'a Event>) -> Option<Self> {
        let mut events = events.into_iter();
        let first = events.next()?;
        let mut state = match first.kind {
            EventKind::Received { .. } => Self::received(kind, first.at),
            _ => return None,
        };
        for event in events {
            state = state.applied(event);
        }
        Some(state)
    }

    #[must_use]
    pub fn received(kind: MatterKind, at: Timestamp) -> Self {
        Self {
            kind,
            status: Status::Received,
            received_at: at,
            accepted_at: None,
            closed_at: None,
            registration_no: None,
            registered_at: None,
            unit: None,
            withdrawal_asked: false,
        }
    }

    /// Whether an event may happen in this state.
    ///
    /// # Errors
    /// [`NotNow`] says why not.
    pub fn admits(&self, event: &EventKind) -> Result<(), NotNow> {
        let ended = self.status.is_end();
        let refuse = |why: &str| Err(NotNow(why.to_owned()));
        match event {
            EventKind::Received { .. } => refuse("事项已经收到过"),
            EventKind::StatusSet { status, .. } => self.admits_status(*status),
            EventKind::Assigned { .. } if ended => refuse("事项已经结束，不能再分送"),
            EventKind::Withdrawn if ended => refuse("事项已经结束，不用再撤回"),
            EventKind::Withdrawn if self.withdrawal_asked => refuse("已经撤回过了"),
            _ => Ok(()),
        }
    }

    /// The statuses staff may set next, in the order the desk shows them.
    #[must_use]
    pub fn next_statuses(&self) -> Vec<Status> {
        self.kind.steps().iter().copied().filter(|status| self.admits_status(*status).is_ok()).collect()
    }

    /// The state after an event. Events that were stored have happened, so this never refuses.
    #[must_use]
    pub fn applied(mut self, event: &Event) -> Self {
        match &event.kind {
            EventKind::Registered { registration_no, registered_at } => {
                self.registration_no = Some(registration_no.clone());
                self.registered_at = Some(*registered_at);
                if self.status == Status::Received {
                    self.status = Status::Registered;
                }
            }
            EventKind::Assigned { unit } => self.unit = Some(unit.clone()),
            EventKind::StatusSet { status, .. } => {
                self.status = *status;
                if *status == Status::Accepted {
                    self.accepted_at = Some(event.at);
                }
                self.closed_at = status.is_end().then_some(event.at);
            }
            EventKind::Withdrawn if self.kind == MatterKind::Complaint => {
                self.status = Status::Withdrawn;
                self.closed_at = Some(event.at);
            }
            EventKind::Withdrawn => self.withdrawal_asked = true,
            _ => {}
        }
        self
    }

    fn admits_status(&self, next: Status) -> Result<(), NotNow> {
        let refuse = |why: &str| Err(NotNow(why.to_owned()));
        if self.status.is_end() {
            return refuse("事项已经结束，不能再改状态");
        }
        if !self.kind.steps().contains(&next) {
            return refuse("这类事项没有这个状态");
        }
        match (self.status, next) {
            (now, next) if now == next => refuse("已经是这个状态"),
            (Status::Accepted | Status::Mediating, Status::Refused) => refuse("已经受理，不能再不予受理"),
            (Status::Mediating, Status::Accepted) => refuse("已经在调解，不能退回受理"),
            (Status::Received | Status::Registered, Status::Mediating) => refuse("先受理，再调解（第十八条起）"),
            _ => Ok(()),
        }
    }
}

impl MatterKind {
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Complaint => "投诉",
            Self::Tip => "举报",
        }
    }

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Complaint => "complaint",
            Self::Tip => "tip",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Complaint, Self::Tip].into_iter().find(|kind| kind.as_str() == text)
    }

    /// The statuses staff may set on this kind.
    fn steps(self) -> &'static [Status] {
        match self {
            Self::Complaint => &[Status::Accepted, Status::Refused, Status::Mediating, Status::Closed],
            Self::Tip => &[Status::Verifying, Status::Closed],
        }
    }
}

impl Status {
    pub const ALL: [Self; 8] = [
        Self::Received,
        Self::Registered,
        Self::Accepted,
        Self::Refused,
        Self::Mediating,
        Self::Verifying,
        Self::Closed,
        Self::Withdrawn,
    ];

    #[must_use]
    pub fn is_end(self) -> bool {
        matches!(self, Self::Refused | Self::Closed | Self::Withdrawn)
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Received => "已收到",
            Self::Registered => "已录入12315",
            Self::Accepted => "已受理",
            Self::Refused => "不予受理",
            Self::Mediating => "调解中",
            Self::Verifying => "核查中",
            Self::Closed => "已办结",
            Self::Withdrawn => "已撤回",
        }
    }

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Registered => "registered",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Mediating => "mediating",
            Self::Verifying => "verifying",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
}

impl fmt::Display for MatterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Actor, Source};
    use proptest::prelude::*;

    fn event(second: i64, kind: EventKind) -> Event {
        Event { at: Timestamp::from_second(second).unwrap(), actor: Actor::System, kind }
    }

    fn received() -> EventKind {
        EventKind::Received { source: Source::Web, notice_version: "1".into() }
    }

    fn any_kind() -> impl Strategy<Value = EventKind> {
        prop_oneof![
            Just(EventKind::Withdrawn),
            Just(EventKind::Assigned { unit: "yaoxie".into() }),
            Just(EventKind::Registered {
                registration_no: "5309220000000202611210001".into(),
                registered_at: Timestamp::from_second(0).unwrap()
            }),
            proptest::sample::select(Status::ALL.to_vec())
                .prop_map(|status| EventKind::StatusSet { status, note: String::new() }),
        ]
    }

    proptest! {
        /// Whatever is tried, a matter that has ended stays as it ended.
        #[test]
        fn an_ended_matter_stays_ended(kinds in proptest::collection::vec(any_kind(), 0..12), tip: bool) {
            let kind = if tip { MatterKind::Tip } else { MatterKind::Complaint };
            let mut events = vec![event(0, received())];
            let mut ended: Option<Status> = None;
            for (second, tried) in (1..).zip(kinds) {
                let state = MatterState::replay(kind, &events).unwrap();
                if state.admits(&tried).is_ok() {
                    events.push(event(second, tried));
                }
                let state = MatterState::replay(kind, &events).unwrap();
                if let Some(end) = ended {
                    prop_assert_eq!(state.status, end);
                }
                if state.status.is_end() {
                    ended = Some(state.status);
                }
            }
        }
    }

    #[test]
    fn a_tip_is_never_accepted_or_withdrawn() {
        let state = MatterState::received(MatterKind::Tip, Timestamp::from_second(0).unwrap());
        assert_eq!(state.next_statuses(), [Status::Verifying, Status::Closed]);
        let state = state.applied(&event(1, EventKind::Withdrawn));
        assert_eq!((state.status, state.withdrawal_asked), (Status::Received, true));
    }

    #[test]
    fn registering_late_does_not_undo_acceptance() {
        let kinds = [
            received(),
            EventKind::StatusSet { status: Status::Accepted, note: String::new() },
            EventKind::Registered { registration_no: "1".into(), registered_at: Timestamp::from_second(9).unwrap() },
        ];
        let events: Vec<_> = kinds.into_iter().map(|kind| event(1, kind)).collect();
        let state = MatterState::replay(MatterKind::Complaint, &events).unwrap();
        assert_eq!(state.status, Status::Accepted);
        assert_eq!(state.registration_no.as_deref(), Some("1"));
    }
}
