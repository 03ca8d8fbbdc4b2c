//! What the gateway tells us, as `content/schemas/12315-updates.json` describes it.

use domain::matter::Status;
use domain::ports::{Update, UpdateKind};
use domain::text;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use crate::forwarding::registration_no;

/// Most characters of a note or a result: both are shown to the reporter.
const MAX_TEXT: usize = 1_000;

/// Why a notice cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoticeFault {
    NotJson,
    /// The field, dotted from the top, and one sentence.
    Field {
        field: String,
        message: String,
    },
}

#[derive(Deserialize)]
struct Notice {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    data: Value,
}

#[derive(Deserialize)]
struct Registered {
    number: String,
    registration_no: String,
    registered_at: Timestamp,
}

#[derive(Deserialize)]
struct StatusSet {
    number: String,
    status: String,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
struct Closed {
    number: String,
    #[serde(default)]
    result: String,
}

/// # Errors
/// [`NoticeFault`]
pub fn read(body: &[u8]) -> Result<Update, NoticeFault> {
    let whole: Value = serde_json::from_slice(body).map_err(|_| NoticeFault::NotJson)?;
    let notice = Notice::deserialize(whole).map_err(|error| fault("type", error))?;
    let data = notice.data;
    match notice.kind.as_str() {
        "matter.registered" => registered(Registered::deserialize(data).map_err(|error| fault("data", error))?),
        "matter.status" => status_set(StatusSet::deserialize(data).map_err(|error| fault("data", error))?),
        "matter.closed" => closed(Closed::deserialize(data).map_err(|error| fault("data", error))?),
        _ => Err(fault("type", "应为 matter.registered、matter.status 或 matter.closed")),
    }
}

fn registered(data: Registered) -> Result<Update, NoticeFault> {
    let registration_no =
        registration_no::parse(&data.registration_no).map_err(|why| fault("data.registration_no", why))?;
    let kind = UpdateKind::Registered { registration_no, registered_at: data.registered_at };
    Ok(Update { number: data.number, kind })
}

fn status_set(data: StatusSet) -> Result<Update, NoticeFault> {
    let status = Status::parse(&data.status)
        .filter(|status| !matches!(status, Status::Received | Status::Registered | Status::Withdrawn))
        .ok_or_else(|| fault("data.status", "应为 accepted、refused、mediating、verifying 或 closed"))?;
    let note = shown(&data.note, "data.note")?;
    Ok(Update { number: data.number, kind: UpdateKind::Status { status, note } })
}

fn closed(data: Closed) -> Result<Update, NoticeFault> {
    let result = shown(&data.result, "data.result")?;
    Ok(Update { number: data.number, kind: UpdateKind::Closed { result } })
}

fn shown(typed: &str, field: &str) -> Result<String, NoticeFault> {
    let clean = text::clean(typed);
    if text::forbidden(&clean).is_some() {
        return Err(fault(field, "里有控制字符"));
    }
    if text::length(&clean) > MAX_TEXT {
        return Err(fault(field, format!("最多 {MAX_TEXT} 个字")));
    }
    Ok(clean)
}

fn fault(field: &str, message: impl ToString) -> NoticeFault {
    NoticeFault::Field { field: field.to_owned(), message: message.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(body: &str) -> String {
        match read(body.as_bytes()) {
            Err(NoticeFault::Field { field, .. }) => field,
            other => panic!("{body}: {other:?}"),
        }
    }

    #[test]
    fn the_three_notices_are_read() {
        let registered = read(
            br#"{"type":"matter.registered","timestamp":"2026-11-21T01:30:00Z","data":{"number":"YX-2026-000001","registration_no":" 5309220000000202611210001","registered_at":"2026-11-21T09:30:00+08:00","more":1}}"#,
        );
        let kind = UpdateKind::Registered {
            registration_no: "5309220000000202611210001".into(),
            registered_at: "2026-11-21T01:30:00Z".parse().unwrap(),
        };
        assert_eq!(registered, Ok(Update { number: "YX-2026-000001".into(), kind }));
        let status = read(br#"{"type":"matter.status","data":{"number":"A","status":"accepted"}}"#).unwrap();
        assert_eq!(status.kind, UpdateKind::Status { status: Status::Accepted, note: String::new() });
        let closed = read(r#"{"type":"matter.closed","data":{"number":"A","result":"已退款"}}"#.as_bytes()).unwrap();
        assert_eq!(closed.kind, UpdateKind::Closed { result: "已退款".into() });
    }

    #[test]
    fn a_notice_that_cannot_be_taken_names_its_field() {
        assert_eq!(read(b"{"), Err(NoticeFault::NotJson));
        assert_eq!(read(b"\xff"), Err(NoticeFault::NotJson));
        assert_eq!(field("[]"), "type");
        assert_eq!(field(r#"{"type":"matter.deleted","data":{}}"#), "type");
        assert_eq!(field(r#"{"type":"matter.closed"}"#), "data");
        assert_eq!(field(r#"{"type":"matter.status","data":{"number":"A","status":"registered"}}"#), "data.status");
        assert_eq!(
            field(
                r#"{"type":"matter.registered","data":{"number":"A","registration_no":"","registered_at":"2026-11-21T01:30:00Z"}}"#
            ),
            "data.registration_no"
        );
        let long = "字".repeat(1_001);
        assert_eq!(
            field(&format!(r#"{{"type":"matter.closed","data":{{"number":"A","result":"{long}"}}}}"#)),
            "data.result"
        );
    }
}
