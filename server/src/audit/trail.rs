//! The port as the auditor's page calls it.

use async_trait::async_trait;
use domain::access::{Action, Staff};
use domain::audit::{Deed, Who};
use domain::event::EventKind;
use domain::ports::{Audit, DeskError, Internal, Trail, TrailCheck, TrailFilter, TrailLine};
use domain::track::beijing;
use jiff::Timestamp;
use jiff::civil::Date;
use storage::{AuditFilter, AuditRow, Start};

use super::Keeper;

const PAGE: u32 = 50;
/// Rows that are checked while somebody waits for the page: well under a second.
const NEWEST: i64 = 10_000;
/// Bytes of a hash people compare by eye.
const SHORT: usize = 5;

#[async_trait]
impl Audit for Keeper {
    async fn trail(&self, staff: &Staff, filter: &TrailFilter) -> Result<Trail, DeskError> {
        staff.may_ever(Action::ReadAudit)?;
        let mut rows = self.store.audit_rows(&narrowed(filter), PAGE + 1).await.map_err(Internal::from)?;
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = rows.len() > page;
        rows.truncate(page);
        let next = rows.last().filter(|_| more).map(|row| row.seq);
        let people = self.store.list_staff().await.map_err(Internal::from)?;
        let newest = self.store.audit_rows(&AuditFilter::default(), 1).await.map_err(Internal::from)?;
        let sealed = self.store.last_audit_seal().await.map_err(Internal::from)?;
        Ok(Trail {
            lines: rows.iter().map(line).collect(),
            next,
            people: people.into_iter().map(|row| (row.id, format!("{}（{}）", row.name, row.login))).collect(),
            newest: newest.first().map_or(0, |row| row.seq),
            sealed: sealed.map(|seal| (seal.seq, Timestamp::from_microsecond(seal.at).unwrap_or_default())),
        })
    }

    async fn check_newest(&self, staff: &Staff) -> Result<TrailCheck, DeskError> {
        staff.may_ever(Action::ReadAudit)?;
        let mut snapshot = self.store.audit_snapshot().await.map_err(Internal::from)?;
        let mac = |bytes: &[u8]| self.mac(bytes);
        let checked = snapshot.check(Start::Newest(NEWEST), &mac).await.map_err(Internal::from)?;
        let found = checked.findings;
        Ok(TrailCheck { first: checked.first, last: checked.last, faults: found.faults, more: found.more })
    }
}

fn narrowed(filter: &TrailFilter) -> AuditFilter {
    AuditFilter {
        person: filter.person,
        subject: filter.subject.clone(),
        sort: filter.sort,
        from: filter.from.and_then(start_of),
        until: filter.to.and_then(|day| day.tomorrow().ok()).and_then(start_of),
        before: filter.before,
    }
}

/// Midnight in Beijing, in microseconds.
fn start_of(day: Date) -> Option<i64> {
    day.to_zoned(beijing()).ok().map(|start| start.timestamp().as_microsecond())
}

fn line(row: &AuditRow) -> TrailLine {
    TrailLine {
        seq: row.seq,
        at: row.time(),
        who: serde_json::from_str::<Who>(&row.actor).map_or_else(|_| row.actor.clone(), |who| who.words()),
        what: what(row),
        subject: row.subject.clone(),
        of_matter: row.matter.is_some(),
        hash: hex::encode(row.hash.get(..SHORT).unwrap_or(&row.hash)),
    }
}

/// Nothing here is repaired: what cannot be read is shown as it stands.
fn what(row: &AuditRow) -> String {
    let act = || Deed::parse(&row.what).map_or(row.what.as_str(), |deed| deed.words()).to_owned();
    match &row.event_kind {
        Some(kind) => {
            serde_json::from_str::<EventKind>(kind).map_or_else(|_| row.what.clone(), |kind| kind.desk_text())
        }
        None if row.matter.is_some() => format!("{}（事件不见了）", row.what),
        None if row.detail.is_empty() => act(),
        None => format!("{}：{}", act(), row.detail),
    }
}
