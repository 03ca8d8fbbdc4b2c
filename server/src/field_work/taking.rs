use domain::audit::{Act, Deed, Who};
use domain::event::{Actor, Source};
use domain::field::{Clue, Record, Rules};
use domain::ports::{
    Device, DeviceOfficer, IdempotencyKey, IntakeError, Internal, Sending, Submission, TakeError, Taken,
};
use domain::region::RegionCode;
use domain::report::{Report, Reporter};
use domain::track::local_date;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use storage::{KeptReport, NewFieldReport, NewPart, ReportRow, StorageError};
use uuid::Uuid;

use super::Phones;
use super::body::{self, Opened};
use super::outlets;
use crate::clock::new_id;
use crate::intake::{Found, Opening, sealed_identity};
use crate::keys::Purpose;
use crate::reactions;

/// Other versions of one report that are kept.
const VARIANTS: u32 = 5;
/// A phone whose clock says something older, or anything in the future, is not believed.
const OLDEST: SignedDuration = SignedDuration::from_hours(24 * 400);

impl Phones {
    pub(super) async fn take(&self, device: &Device, sending: Sending, at: Timestamp) -> Result<Taken, TakeError> {
        let officer = body::sender(device, &sending)?;
        let mac = self.keys.mac("field-body", body::as_sent(&sending.body));
        if let Some(known) = self.store.report(sending.report).await.map_err(unavailable)? {
            return self.known(device, &sending, &known, &mac, at).await;
        }
        let plain = body::plain(&self.keys, &sending)?;
        let opened = body::read(&plain, &sending)?;
        let record = self.checked(&opened, officer, at).await?;
        let report = self.report(device, &sending, &opened, &record, (&plain, mac), at)?;
        let new = match record {
            Record::Clue(clue) => self.open_clue(&clue, officer, report, at).await?,
            Record::Help(help) => self.file_for_villager(help.report, report, at).await?,
            other => self.keep_record(&other, report, at).await?,
        };
        let row = self.store.report(sending.report).await.map_err(unavailable)?;
        let row = row.ok_or_else(|| Internal::new("a report that was just kept is not there"))?;
        if row.body_mac != mac {
            return self.known(device, &sending, &row, &mac, at).await;
        }
        let receipt = self.receipt_of(&row, at).await?;
        Ok(if new { Taken::New(receipt) } else { Taken::Again(receipt) })
    }

    /// The id is there: the same bytes are the same answer, others are kept beside them.
    async fn known(
        &self,
        device: &Device,
        sending: &Sending,
        known: &ReportRow,
        mac: &[u8; 32],
        at: Timestamp,
    ) -> Result<Taken, TakeError> {
        // An id of somebody else's report tells nothing about it.
        if known.device != device.id && !device.officers.iter().any(|officer| officer.id == known.officer) {
            return Err(TakeError::NotHere);
        }
        let receipt = self.receipt_of(known, at).await?;
        if known.body_mac == *mac {
            return Ok(Taken::Again(receipt));
        }
        let plain = body::plain(&self.keys, sending).map_err(|_| ()).ok();
        let bytes = plain.as_ref().map_or(body::as_sent(&sending.body), |plain| plain.as_slice());
        let id = new_id(&*self.random, at);
        let sealed = self.keys.seal(Purpose::FieldReport, id, bytes).map_err(Internal::new)?;
        let who = who(known.matter.is_some(), known.officer);
        let act = Act::new(at, who, Deed::FieldKept, &known.number).with_detail("同一编号的另一份内容");
        self.store.keep_variant(id, known.id, mac, &sealed, VARIANTS, &act).await.map_err(unavailable)?;
        Ok(Taken::Variant(receipt))
    }

    async fn checked(&self, opened: &Opened, officer: &DeviceOfficer, at: Timestamp) -> Result<Record, TakeError> {
        let Opened { envelope, form, .. } = opened;
        let outlet = outlets::chosen(&self.store, &envelope.answers).await.map_err(unavailable)?;
        let villages: Vec<RegionCode> = officer.villages.iter().map(|village| village.code.clone()).collect();
        let rules = Rules {
            laws: &self.laws,
            regions: &self.regions,
            site: &self.site,
            today: local_date(at),
            villages: &villages,
            officer_name: &officer.name,
            outlet: outlet.as_ref(),
            photos: envelope.photo_count(),
            voice: envelope.has_voice(),
        };
        Record::check(*form, envelope.form_ver, &envelope.answers, &rules).map_err(TakeError::Invalid)
    }

    fn report(
        &self,
        device: &Device,
        sending: &Sending,
        opened: &Opened,
        record: &Record,
        (plain, body_mac): (&[u8], [u8; 32]),
        at: Timestamp,
    ) -> Result<NewFieldReport, TakeError> {
        let body = self.keys.seal(Purpose::FieldReport, sending.report, plain).map_err(Internal::new)?;
        let (people, boxes, grams, outlet) = match record {
            Record::Publicity(one) => (Some(one.people), None, None, None),
            Record::TakeBack(one) => (None, one.boxes, one.grams, None),
            Record::Patrol(one) => (None, None, None, one.outlet),
            _ => (None, None, None, None),
        };
        Ok(NewFieldReport {
            id: sending.report,
            device: device.id,
            officer: sending.officer,
            form: opened.form,
            region: record.region().clone(),
            day: record.day().unwrap_or_else(|| written_on(opened, at)),
            received_at: at,
            late: device.revoked,
            urgent: !record.urgent().is_empty(),
            problem: record.shows_a_problem(),
            summary: record.summary(),
            people,
            boxes,
            grams,
            outlet,
            body_mac,
            body,
            parts: parts(opened),
            reaction: match record {
                Record::Reaction(reaction) => Some(reactions::listed(sending.report, reaction, None, at)),
                _ => None,
            },
        })
    }

    /// A record of its own: everything but what becomes a matter.
    async fn keep_record(&self, record: &Record, new: NewFieldReport, at: Timestamp) -> Result<bool, TakeError> {
        let prefix = format!("{}-{}", self.site.number_prefix, record.form().mark());
        let act = Act::new(at, Who::Officer { id: new.officer }, Deed::FieldKept, "").with_detail(new.form.words());
        let kept = self.store.keep_report(&new, &prefix, &act).await.map_err(unavailable)?;
        Ok(matches!(kept, KeptReport::New { .. }))
    }

    /// A clue becomes a tip of the bureau's own, its officer sealed as the one who told.
    async fn open_clue(
        &self,
        clue: &Clue,
        officer: &DeviceOfficer,
        report: NewFieldReport,
        at: Timestamp,
    ) -> Result<bool, TakeError> {
        let opening = Opening {
            store: &self.store,
            keys: &self.keys,
            laws: &self.laws,
            calendar: &self.calendar,
            random: &*self.random,
            number_prefix: &self.site.number_prefix,
        };
        let found = Found {
            source: Source::Officer,
            key: key_of(report.id)?,
            facts: clue.facts(),
            unit: None,
            by: Actor::Reporter,
            then: Vec::new(),
        };
        let source = self.source(officer).await?;
        let mut draft = opening.draft(&found, at)?;
        if let Some(matter) = draft.matters.first_mut() {
            matter.identity = Some(sealed_identity(&self.keys, matter.id, &source)?);
            matter.phone_mac = Some(self.keys.phone_mac(&source.phone));
        }
        draft.field = Some(report);
        let opened = self.store.open_within(&draft, opening.number_prefix, None).await.map_err(unavailable)?;
        Ok(matches!(opened, storage::Opened::New { .. }))
    }

    async fn source(&self, officer: &DeviceOfficer) -> Result<Reporter, TakeError> {
        let row = self.store.officer(officer.id).await.map_err(unavailable)?.ok_or(TakeError::NotHere)?;
        let phone = self.keys.open(Purpose::OfficerPhone, row.id, &row.phone).map_err(Internal::new)?;
        let phone = String::from_utf8_lossy(&phone).trim().to_owned();
        Ok(Reporter { name: Some(row.name), phone, address: None, helper: None })
    }

    /// The villager's own complaint or tip, by the residents' intake.
    async fn file_for_villager(&self, filed: Report, report: NewFieldReport, at: Timestamp) -> Result<bool, TakeError> {
        let notice = self.laws.notices.get("privacy");
        let submission = Submission {
            key: key_of(report.id)?,
            report: filed,
            photos: Vec::new(),
            voice: None,
            source: Source::Helped,
            notice_version: notice.map(|notice| notice.version.clone()).unwrap_or_default(),
        };
        match self.reception.file_with(&submission, report, at).await {
            Ok(new) => Ok(new),
            Err(IntakeError::Invalid(faults)) => Err(TakeError::Invalid(faults)),
            Err(IntakeError::Unavailable(error)) => Err(TakeError::Unavailable(error)),
            Err(IntakeError::Internal(error)) => Err(error.into()),
            Err(IntakeError::KeyReused) => Err(Internal::new("a report's key was used for another content").into()),
        }
    }
}

pub(super) fn key_of(report: Uuid) -> Result<IdempotencyKey, Internal> {
    IdempotencyKey::parse(&format!("officer-report-{report}")).map_err(Internal::new)
}

/// Whoever reads the trail is not to learn from it who told of a matter.
fn who(is_matter: bool, officer: Uuid) -> Who {
    if is_matter { Who::Reporter } else { Who::Officer { id: officer } }
}

fn parts(opened: &Opened) -> Vec<NewPart> {
    let part = |photo: &domain::field::Expected| NewPart {
        id: photo.id,
        media_type: photo.media_type.clone(),
        size: photo.size,
        sha256: photo.sha256.clone(),
        sealed: opened.sealed,
    };
    opened.envelope.photos.iter().map(part).collect()
}

/// The day by the phone's clock, put right by what the phone last knew of ours.
fn written_on(opened: &Opened, at: Timestamp) -> Date {
    let millis = opened.envelope.device_at.saturating_sub(opened.envelope.skew_ms.unwrap_or_default());
    let written = Timestamp::from_millisecond(millis).ok();
    let believed = written.filter(|written| *written <= at && at.duration_since(*written) <= OLDEST);
    local_date(believed.unwrap_or(at))
}

fn unavailable(error: StorageError) -> TakeError {
    if error.is_unavailable() { TakeError::Unavailable(error.into()) } else { TakeError::Internal(error.into()) }
}
