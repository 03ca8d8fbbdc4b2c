use domain::access::{Action, Staff};
use domain::audit::{Act, Deed};
use domain::field::{Envelope, FormKind, Line, lines};
use domain::ports::{
    AttachmentFile, DeskError, Internal, RecordFile, RecordLine, RecordList, RecordPhoto, RecordsAsked,
};
use domain::reaction::private_names;
use jiff::Timestamp;
use storage::{PartRow, ReportAsked, ReportRow, Sealed};
use uuid::Uuid;

use super::{FieldOffice, inside, invalid};
use crate::field_work::outlets;
use crate::field_work::reading::destroyed;
use crate::keys::Purpose;
use crate::media::shown_copy;

const PAGE_SIZE: u32 = 30;
/// Characters of an answer to an officer.
const REPLY_MAX: usize = 200;

impl FieldOffice {
    pub(super) async fn record_list(&self, staff: &Staff, asked: &RecordsAsked) -> Result<RecordList, DeskError> {
        let question = ReportAsked {
            prefixes: self.area(staff, Action::ReadField)?.to_vec(),
            form: asked.form,
            officer: asked.officer,
            problems: asked.problems,
            page: asked.page.max(1),
            ..ReportAsked::default()
        };
        let (reports, total) = self.store.reports(&question, PAGE_SIZE).await.map_err(inside)?;
        let mut rows = Vec::with_capacity(reports.len());
        for report in &reports {
            rows.push(self.record_line(report).await?);
        }
        Ok(RecordList { rows, total, page_size: PAGE_SIZE })
    }

    pub(super) async fn record_file_of(&self, staff: &Staff, id: Uuid) -> Result<RecordFile, DeskError> {
        let row = self.report_row(staff, id).await?;
        let mut variants = Vec::new();
        for (variant, _, sealed) in self.store.variants(id).await.map_err(inside)? {
            variants.push(self.said(variant, &sealed, row.form).await?);
        }
        Ok(RecordFile {
            line: self.record_line(&row).await?,
            lines: self.said(row.id, &row.body, row.form).await?,
            files: self.store.parts(id).await.map_err(inside)?.iter().map(photo).collect(),
            reply: row.reply,
            variants,
        })
    }

    pub(super) async fn photo(&self, staff: &Staff, id: Uuid, place: u32) -> Result<AttachmentFile, DeskError> {
        let row = self.report_row(staff, id).await?;
        let parts = self.store.parts(id).await.map_err(inside)?;
        let part = parts.into_iter().find(|part| part.ordinal == place).ok_or(DeskError::NotFound)?;
        let file = part.file.ok_or(DeskError::NotFound)?;
        let bytes = self.gallery.sent(&file).await.map_err(Internal::from)?;
        let name = |ending: &str| format!("{}-{place}.{ending}", row.number);
        if file.media_type.starts_with("audio/") {
            return Ok(AttachmentFile::recording(&row.number, place, file.media_type, bytes));
        }
        // Drawn anew for every look: records are looked at seldom, and a copy would be one more to keep.
        match shown_copy(bytes).await {
            Ok(copy) => Ok(AttachmentFile { name: name("jpg"), media_type: "image/jpeg".to_owned(), bytes: copy }),
            Err(_) => Err(DeskError::NotReady("这张照片打不开，原件已经保存")),
        }
    }

    pub(super) async fn answer(&self, staff: &Staff, id: Uuid, text: &str, at: Timestamp) -> Result<(), DeskError> {
        staff.may_ever(Action::ManageOfficers)?;
        let row = self.report_row(staff, id).await?;
        if row.matter.is_some() {
            return Err(DeskError::NotReady(
                "线索办到哪一步，信息员在手机上看得到；代录的，由村民凭查询码看。都不用另外答复",
            ));
        }
        let text = domain::text::clean(&domain::text::without_forbidden(text));
        if text.is_empty() || domain::text::length(&text) > REPLY_MAX {
            return Err(invalid("reply", format!("请写答复，最多 {REPLY_MAX} 个字")));
        }
        let act = Act::new(at, staff, Deed::FieldKept, &row.number).with_detail("答复信息员");
        self.store.reply_to_report(id, &text, &act).await.map_err(inside)
    }

    /// A report of the person's area. What a villager filed is the casework's to show.
    async fn report_row(&self, staff: &Staff, id: Uuid) -> Result<ReportRow, DeskError> {
        staff.may_ever(Action::ReadField)?;
        let row = self.store.report(id).await.map_err(inside)?.ok_or(DeskError::NotFound)?;
        self.holds(staff, Action::ReadField, &row.region).map_err(|_| DeskError::NotFound)?;
        Ok(row)
    }

    async fn record_line(&self, row: &ReportRow) -> Result<RecordLine, DeskError> {
        let officer = self.store.officer(row.officer).await.map_err(inside)?;
        Ok(RecordLine {
            id: row.id,
            number: row.number.clone(),
            form: row.form,
            summary: row.summary.clone(),
            officer: officer.map(|officer| officer.name).unwrap_or_default(),
            region_name: self.regions.full_name(&row.region),
            day: row.day,
            received_at: row.received_at,
            urgent: row.urgent,
            problem: row.problem,
            late: row.late,
            photos: row.photos,
            is_matter: row.matter.is_some(),
        })
    }

    /// The answers in words. What a villager filed, and who is ill, stays where it is guarded.
    async fn said(&self, owner: Uuid, sealed: &Sealed, form: FormKind) -> Result<Vec<Line>, DeskError> {
        if sealed.key_id.is_empty() {
            return Ok(vec![destroyed()]);
        }
        let plain = self.keys.open(Purpose::FieldReport, owner, sealed).map_err(Internal::new)?;
        let Ok(envelope) = serde_json::from_slice::<Envelope>(&plain) else { return Ok(Vec::new()) };
        let said = envelope.kind().unwrap_or(form);
        let hidden = match said {
            FormKind::Help => said.private_names().to_vec(),
            FormKind::Reaction => private_names(),
            _ => Vec::new(),
        };
        let shown = envelope.answers.without(&hidden);
        let outlet = outlets::chosen(&self.store, &shown).await.map_err(inside)?.map(|outlet| outlet.name);
        Ok(lines(said, &shown, &self.laws, &self.regions, outlet.as_deref()))
    }
}

fn photo(part: &PartRow) -> RecordPhoto {
    RecordPhoto {
        place: part.ordinal,
        is_voice: part.media_type.starts_with("audio/"),
        here: part.complete_at.is_some(),
        fault: part.fault.clone(),
    }
}
