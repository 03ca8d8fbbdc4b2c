//! Matters as the intake would hand them over.

use domain::event::{Actor, Event, EventKind, Source};
use domain::matter::{MatterId, MatterKind, Status};
use domain::region::RegionCode;
use domain::report::{Channel, Drug, Facts, Respondent};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use serde_json::json;
use storage::{
    Appended, Change, JobKind, MatterRow, NewAttachment, NewJob, NewMatter, NewSubmission, Recorded, Sealed, Store,
};
use uuid::Uuid;

/// Noon in Beijing on 21 November 2026, so many seconds later.
pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_233_600 + second).unwrap()
}

pub fn mac(of: &str) -> [u8; 32] {
    let mut mac = [0; 32];
    for (place, byte) in of.bytes().enumerate() {
        mac[place % 32] ^= byte.rotate_left(u32::try_from(place / 32).unwrap());
    }
    mac
}

pub fn facts(region: &str) -> Facts {
    Facts {
        category: "D03".into(),
        region: RegionCode::parse(region).unwrap(),
        place: Some("村委会旁".into()),
        channel: Channel::Shop,
        platform_name: None,
        order_no: None,
        story: "在店里买到假药，包装上没有批准文号".into(),
        happened_on: Some(date(2026, 11, 20)),
        amount: Some(3580),
        respondent: Respondent { name: Some("某药店".into()), address: None },
        requests: vec!["refund".into()],
        drug: Drug { name: Some("头孢".into()), ..Drug::default() },
        publish_consent: false,
        mediation_consent: true,
    }
}

pub fn received(second: i64) -> Event {
    let kind = EventKind::Received { source: Source::Web, notice_version: "2026-11".into() };
    Event { at: at(second), actor: Actor::Reporter, kind }
}

pub fn event(second: i64, kind: EventKind) -> Event {
    Event { at: at(second), actor: Actor::Staff { id: Uuid::nil(), name: "某某".into() }, kind }
}

pub fn status(second: i64, status: Status) -> Event {
    event(second, EventKind::StatusSet { status, note: "已核实".into() })
}

pub fn assigned(second: i64, unit: &str) -> Event {
    event(second, EventKind::Assigned { unit: unit.into() })
}

pub fn registered(second: i64, number: &str) -> Event {
    event(second, EventKind::Registered { registration_no: number.into(), registered_at: at(second) })
}

pub fn attachment(ordinal: u32) -> NewAttachment {
    NewAttachment {
        id: Uuid::new_v4(),
        ordinal,
        media_type: "image/jpeg".into(),
        size: 123_456,
        sha256: "ab".repeat(32),
        key_id: "k1".into(),
        wrapped_key: vec![1, 2, 3],
        message: None,
    }
}

pub fn job(kind: JobKind, second: i64) -> NewJob {
    NewJob { id: Uuid::new_v4(), kind, matter: None, payload: json!({ "try": 1 }), run_at: at(second) }
}

/// A tip received so many seconds after noon.
pub fn tip(second: i64) -> NewMatter {
    NewMatter {
        id: MatterId(Uuid::new_v4()),
        kind: MatterKind::Tip,
        facts: facts("530922101001"),
        search: "假药 批准 文号 批准文号 头孢 某药店".into(),
        due: None,
        identity: None,
        phone_mac: None,
        attachments: Vec::new(),
        events: vec![received(second)],
        jobs: Vec::new(),
    }
}

pub fn complaint(second: i64) -> NewMatter {
    NewMatter {
        kind: MatterKind::Complaint,
        identity: Some(Sealed { key_id: "k1".into(), blob: vec![9, 8, 7] }),
        phone_mac: None,
        due: Some(date(2026, 12, 1)),
        ..tip(second)
    }
}

pub fn submission(name: &str, matters: Vec<NewMatter>) -> NewSubmission {
    NewSubmission {
        id: Uuid::new_v4(),
        key_mac: mac(&format!("key {name}")),
        content_sha256: mac(&format!("content {name}")),
        code_mac: mac(&format!("code {name}")),
        received_at: matters.first().map_or(at(0), |matter| matter.events[0].at),
        matters,
        field: None,
    }
}

/// Records one matter and reads it back.
pub async fn kept(store: &Store, name: &str, matter: NewMatter) -> MatterRow {
    let id = matter.id;
    let answer = store.record(&[submission(name, vec![matter])], "YX").await.unwrap();
    assert!(matches!(answer[..], [Recorded::New(_)]), "{answer:?}");
    store.matter(id).await.unwrap().expect("a recorded matter is not there")
}

/// Appends events to a matter that nobody else is changing.
pub async fn appended(store: &Store, matter: &MatterRow, due: Option<Date>, events: &[Event]) -> MatterRow {
    match store.append(matter, Change { events, due, ..Change::default() }).await.unwrap() {
        Appended::Done(row) => row,
        other => panic!("{other:?}"),
    }
}
