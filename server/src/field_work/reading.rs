use std::collections::BTreeMap;

use domain::field::{Envelope, Feedback, FormKind, Line, feedback, lines};
use domain::matter::MatterState;
use domain::ports::{Door, Errand, FieldReceipt, Internal, OwnReport, OwnReports, OwnRow, ReceivedPhoto, TakeError};
use domain::report::FieldError;
use jiff::Timestamp;
use storage::{DoorRow, PartRow, ReportAsked, ReportRow};
use uuid::Uuid;

use super::taking::key_of;
use super::{Phones, outlets};
use crate::collecting::opened;
use crate::keys::Purpose;

const PAGE_SIZE: u32 = 20;
/// Characters of a note on an errand.
const NOTE_MAX: usize = 200;

impl Phones {
    pub(super) async fn receipt_of(&self, row: &ReportRow, at: Timestamp) -> Result<FieldReceipt, Internal> {
        let query_code = match row.form {
            FormKind::Help => self.reception.helped_code(&key_of(row.id)?, at).await?,
            _ => None,
        };
        let parts = self.store.parts(row.id).await?;
        Ok(FieldReceipt {
            report: row.id,
            officer: row.officer,
            form: row.form,
            number: row.number.clone(),
            query_code: query_code.map(|code| code.to_string()),
            received_at: row.received_at,
            photos: parts.iter().map(received).collect(),
            feedback: self.feedback_on(row).await?,
        })
    }

    /// Of a clue; what a villager filed is the villager's to follow.
    async fn feedback_on(&self, row: &ReportRow) -> Result<Option<Feedback>, Internal> {
        let (FormKind::Clue, Some(matter)) = (row.form, row.matter) else { return Ok(None) };
        let Some(kept) = self.store.matter(matter).await? else { return Ok(None) };
        let events = self.store.events(matter).await?;
        Ok(MatterState::replay(kept.kind, &events).map(|state| feedback(&state, &events)))
    }

    pub(super) async fn reports_of(&self, officer: Uuid, page: u32) -> Result<OwnReports, Internal> {
        let asked = ReportAsked {
            prefixes: vec![self.site.region.clone()],
            officer: Some(officer),
            page: page.max(1),
            ..ReportAsked::default()
        };
        let (reports, total) = self.store.reports(&asked, PAGE_SIZE).await?;
        let mut rows = Vec::with_capacity(reports.len());
        for report in &reports {
            rows.push(self.own_row(report, &self.store.parts(report.id).await?).await?);
        }
        Ok(OwnReports { rows, total, page_size: PAGE_SIZE })
    }

    pub(super) async fn report_of(&self, officer: Uuid, id: Uuid) -> Result<Option<OwnReport>, Internal> {
        let Some(report) = self.store.report(id).await?.filter(|report| report.officer == officer) else {
            return Ok(None);
        };
        let parts = self.store.parts(id).await?;
        Ok(Some(OwnReport {
            row: self.own_row(&report, &parts).await?,
            region_name: self.regions.full_name(&report.region),
            lines: self.said(&report).await?,
            photos: parts.iter().map(received).collect(),
            feedback: self.feedback_on(&report).await?,
            reply: report.reply,
        }))
    }

    /// The report as the phone wrote it.
    async fn said(&self, row: &ReportRow) -> Result<Vec<Line>, Internal> {
        if row.body.key_id.is_empty() {
            return Ok(vec![destroyed()]);
        }
        let plain = self.keys.open(Purpose::FieldReport, row.id, &row.body).map_err(Internal::new)?;
        let envelope: Envelope = serde_json::from_slice(&plain).map_err(Internal::new)?;
        let shown = envelope.answers.without(row.form.private_names());
        let outlet = outlets::chosen(&self.store, &shown).await?.map(|outlet| outlet.name);
        Ok(lines(row.form, &shown, &self.laws, &self.regions, outlet.as_deref()))
    }

    async fn own_row(&self, report: &ReportRow, parts: &[PartRow]) -> Result<OwnRow, Internal> {
        let here = parts.iter().filter(|part| part.complete_at.is_some()).count();
        Ok(OwnRow {
            report: report.id,
            form: report.form,
            number: report.number.clone(),
            summary: report.summary.clone(),
            received_at: report.received_at,
            photos: report.photos,
            photos_here: u32::try_from(here).unwrap_or_default(),
            status: self.feedback_on(report).await?.map(|feedback| feedback.status),
        })
    }

    pub(super) async fn errands_of(&self, officer: Uuid) -> Result<Vec<Errand>, Internal> {
        let rows = self.store.errands_of(officer).await?;
        let mut doors = BTreeMap::new();
        for row in self.store.doors_of(officer).await? {
            doors.insert(row.errand, self.door(&row)?);
        }
        let errand = |row: storage::ErrandRow| Errand {
            door: doors.remove(&row.id),
            id: row.id,
            kind: row.kind,
            urgent: row.urgent,
            title: row.title,
            text: row.body,
            from: row.giver,
            given_at: row.given_at,
            until: row.until,
            read_at: row.read_at,
            done_at: row.done_at,
            taken_off: row.taken_off,
        };
        Ok(rows.into_iter().map(errand).collect())
    }

    /// The look was written down when the officer saw the task: before that the store hands out no contact.
    fn door(&self, row: &DoorRow) -> Result<Door, Internal> {
        let contact = row.contact.as_ref().map(|sealed| opened(&self.keys, row.request, sealed)).transpose()?;
        Ok(Door { contact, home: row.home })
    }

    pub(super) async fn finish_errand(
        &self,
        officer: Uuid,
        errand: Uuid,
        note: &str,
        at: Timestamp,
    ) -> Result<(), TakeError> {
        let note = checked_note(note)?;
        match self.store.errand_done(errand, officer, &note, at).await.map_err(Internal::from)? {
            true => Ok(()),
            false => Err(TakeError::Unknown),
        }
    }

    pub(super) async fn give_back(
        &self,
        officer: Uuid,
        errand: Uuid,
        note: &str,
        at: Timestamp,
    ) -> Result<(), TakeError> {
        let note = checked_note(note)?;
        if note.is_empty() {
            return Err(at_note("没有收成的，请写一句为什么".to_owned()));
        }
        match self.store.give_collect_back(errand, officer, &note, at).await.map_err(Internal::from)? {
            true => Ok(()),
            false => Err(TakeError::Unknown),
        }
    }
}

fn checked_note(typed: &str) -> Result<String, TakeError> {
    let note = domain::text::clean(&domain::text::without_forbidden(typed));
    if domain::text::length(&note) > NOTE_MAX {
        return Err(at_note(format!("最多 {NOTE_MAX} 个字")));
    }
    Ok(note)
}

fn at_note(message: String) -> TakeError {
    TakeError::Invalid(vec![FieldError { field: "note".to_owned(), message }])
}

/// Stands where answers stood until their period was over.
pub(super) fn destroyed() -> Line {
    Line { label: "内容", answer: "保存期限已满，已经销毁".to_owned() }
}

fn received(part: &PartRow) -> ReceivedPhoto {
    ReceivedPhoto { id: part.id, offset: part.here, size: part.size, complete: part.complete_at.is_some() }
}
