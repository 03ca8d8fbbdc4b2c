use domain::audit::Act;
use domain::field::FormKind;
use domain::matter::MatterId;
use domain::region::RegionCode;
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::FromRow;
use uuid::Uuid;

use super::parts::{self, NewPart};
use crate::audit;
use crate::column::{Reading, count, json, micros};
use crate::db::Tx;
use crate::error::StorageError;
use crate::identity::Sealed;
use crate::reactions::{self, NewReaction};
use crate::record::next_number;
use crate::store::Store;

/// A report as it is to be kept.
#[derive(Clone, Debug)]
pub struct NewFieldReport {
    pub id: Uuid,
    pub device: Uuid,
    pub officer: Uuid,
    pub form: FormKind,
    pub region: RegionCode,
    pub day: Date,
    pub received_at: Timestamp,
    pub late: bool,
    pub urgent: bool,
    pub problem: bool,
    pub summary: String,
    pub people: Option<u32>,
    pub boxes: Option<u32>,
    pub grams: Option<u32>,
    pub outlet: Option<Uuid>,
    pub body_mac: [u8; 32],
    pub body: Sealed,
    pub parts: Vec<NewPart>,
    /// A reaction stands in the list of residents' reactions too.
    pub reaction: Option<NewReaction>,
}

#[derive(Clone, Debug)]
pub struct ReportRow {
    pub id: Uuid,
    pub device: Uuid,
    pub officer: Uuid,
    pub form: FormKind,
    pub number: String,
    pub matter: Option<MatterId>,
    pub region: RegionCode,
    pub day: Date,
    pub received_at: Timestamp,
    pub late: bool,
    pub urgent: bool,
    pub problem: bool,
    pub summary: String,
    pub photos: u32,
    pub body_mac: [u8; 32],
    pub body: Sealed,
    pub reply: Option<String>,
}

/// What became of a report that is no matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeptReport {
    New {
        number: String,
    },
    /// The id is there already; nothing was written.
    Known,
}

/// What a list of reports is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct ReportAsked {
    pub prefixes: Vec<String>,
    pub form: Option<FormKind>,
    pub officer: Option<Uuid>,
    /// Only what somebody should look into.
    pub problems: bool,
    /// First and last day.
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// Counted from 1.
    pub page: u32,
}

const COLUMNS: &str = "r.id, r.device, r.officer, r.form, r.number, r.matter, r.region, r.day, r.received_at, r.late,
    r.urgent, r.problem, r.summary, r.photos, r.body_mac, r.key_id, r.blob, r.reply";

/// $1 prefixes, $2 form, $3 officer, $4 problems only, $5 and $6 first and last day.
const ASKED: &str = "($2 IS NULL OR r.form = $2) AND ($3 IS NULL OR r.officer = $3)
    AND (NOT $4 OR r.problem) AND ($5 IS NULL OR r.day >= $5) AND ($6 IS NULL OR r.day <= $6)";

impl Store {
    /// Keeps a report that is no matter, with its number and its row of the audit trail.
    ///
    /// # Errors
    /// When the database cannot be written: then nothing was kept.
    pub async fn keep_report(&self, new: &NewFieldReport, prefix: &str, act: &Act) -> Result<KeptReport, StorageError> {
        retrying!(self.keep_report_once(new, prefix, act))
    }

    async fn keep_report_once(
        &self,
        new: &NewFieldReport,
        prefix: &str,
        act: &Act,
    ) -> Result<KeptReport, StorageError> {
        let mut tx = self.begin().await?;
        let number = next_number(&mut tx, prefix, new.received_at).await?;
        if !insert(&mut tx, new, &number, None).await? {
            tx.rollback().await?;
            return Ok(KeptReport::Known);
        }
        audit::note(&mut tx, &Act { subject: number.clone(), ..act.clone() }).await?;
        tx.commit().await?;
        Ok(KeptReport::New { number })
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn report(&self, id: Uuid) -> Result<Option<ReportRow>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM field_report r WHERE r.id = $1");
        let row: Option<RawReport> = on!(self.reader(), pool => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.to_string()).fetch_optional(pool).await
        })?;
        row.map(RawReport::read).transpose()
    }

    /// A page of reports, newest first, and how many there are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn reports(&self, asked: &ReportAsked, page_size: u32) -> Result<(Vec<ReportRow>, u64), StorageError> {
        let within = format!(
            "FROM field_report r WHERE EXISTS (SELECT 1 FROM {} WHERE p.value <> ''
                 AND r.region >= p.value AND r.region < p.value || ':') AND {ASKED}",
            self.list()
        );
        let rows = format!("SELECT {COLUMNS} {within} ORDER BY r.received_at DESC, r.id LIMIT $7 OFFSET $8");
        let total = format!("SELECT COUNT(*) {within}");
        let prefixes = json(&asked.prefixes)?;
        let skip = i64::from(asked.page.saturating_sub(1)) * i64::from(page_size);
        macro_rules! bound {
            ($query:expr) => {
                $query
                    .bind(&prefixes)
                    .bind(asked.form.map(FormKind::as_str))
                    .bind(asked.officer.map(|id| id.to_string()))
                    .bind(asked.problems)
                    .bind(asked.from.map(|day| day.to_string()))
                    .bind(asked.until.map(|day| day.to_string()))
            };
        }
        let ((total,), rows): ((i64,), Vec<RawReport>) = on!(self.reader(), pool => (
            bound!(sqlx::query_as(sqlx::AssertSqlSafe(total))).fetch_one(pool).await?,
            bound!(sqlx::query_as(sqlx::AssertSqlSafe(rows)))
                .bind(i64::from(page_size))
                .bind(skip)
                .fetch_all(pool)
                .await?,
        ));
        let rows = rows.into_iter().map(RawReport::read).collect::<Result<_, _>>()?;
        Ok((rows, u64::try_from(total).unwrap_or_default()))
    }

    /// Keeps other bytes that came under a report's id; at most `most` of them, each once.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn keep_variant(
        &self,
        id: Uuid,
        report: Uuid,
        body_mac: &[u8; 32],
        body: &Sealed,
        most: u32,
        act: &Act,
    ) -> Result<(), StorageError> {
        let mut tx = self.begin().await?;
        let kept = on!(&mut tx, tx => {
            sqlx::query(
                "INSERT INTO field_variant (id, report, body_mac, received_at, key_id, blob)
                 SELECT $1, $2, $3, $4, $5, $6
                 WHERE (SELECT COUNT(*) FROM field_variant WHERE report = $2) < $7
                 ON CONFLICT DO NOTHING",
            )
            .bind(id.to_string())
            .bind(report.to_string())
            .bind(body_mac.as_slice())
            .bind(micros(act.at))
            .bind(&body.key_id)
            .bind(body.blob.as_slice())
            .bind(i64::from(most))
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected())
        })?;
        if kept == 1 {
            audit::note(&mut tx, act).await?;
        }
        tx.commit().await
    }

    /// Other bytes that came under a report's id, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn variants(&self, report: Uuid) -> Result<Vec<(Uuid, Timestamp, Sealed)>, StorageError> {
        let rows: Vec<(String, i64, String, Vec<u8>)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT id, received_at, key_id, blob FROM field_variant WHERE report = $1 ORDER BY received_at")
                .bind(report.to_string())
                .fetch_all(pool)
                .await
        })?;
        rows.into_iter()
            .map(|(id, at, key_id, blob)| {
                let reading = Reading { table: "field_variant", row: &id };
                Ok((reading.uuid("id", &id)?, reading.time("received_at", at)?, Sealed { key_id, blob }))
            })
            .collect()
    }

    /// What the coordinator answers on a record; the newest answer stands.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn reply_to_report(&self, id: Uuid, reply: &str, act: &Act) -> Result<(), StorageError> {
        let mut tx = self.begin().await?;
        on!(&mut tx, tx => {
            sqlx::query("UPDATE field_report SET reply = $2, replied_at = $3 WHERE id = $1")
                .bind(id.to_string())
                .bind(reply)
                .bind(micros(act.at))
                .execute(&mut **tx)
                .await
                .map(drop)
        })?;
        audit::note(&mut tx, act).await?;
        tx.commit().await
    }
}

/// Whether the report is new; one that is there already leaves everything as it was.
pub(crate) async fn insert(
    tx: &mut Tx,
    new: &NewFieldReport,
    number: &str,
    matter: Option<MatterId>,
) -> Result<bool, StorageError> {
    let inserted = on!(&mut *tx, tx => {
        sqlx::query(
            "INSERT INTO field_report (id, device, officer, form, number, matter, region, day, received_at, late,
                 urgent, problem, summary, photos, people, boxes, grams, outlet, body_mac, key_id, blob)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
             ON CONFLICT (id) DO NOTHING",
        )
        .bind(new.id.to_string())
        .bind(new.device.to_string())
        .bind(new.officer.to_string())
        .bind(new.form.as_str())
        .bind(number)
        .bind(matter.map(|matter| matter.to_string()))
        .bind(new.region.as_str())
        .bind(new.day.to_string())
        .bind(micros(new.received_at))
        .bind(new.late)
        .bind(new.urgent)
        .bind(new.problem)
        .bind(&new.summary)
        .bind(count(new.parts.len()))
        .bind(new.people.map(i64::from))
        .bind(new.boxes.map(i64::from))
        .bind(new.grams.map(i64::from))
        .bind(new.outlet.map(|id| id.to_string()))
        .bind(new.body_mac.as_slice())
        .bind(&new.body.key_id)
        .bind(new.body.blob.as_slice())
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected())
    })?;
    if inserted != 1 {
        return Ok(false);
    }
    for (ordinal, part) in (1_i64..).zip(&new.parts) {
        parts::insert(tx, new.id, ordinal, part).await?;
    }
    if let Some(reaction) = &new.reaction {
        reactions::insert(tx, reaction, number).await?;
    }
    if let Some(outlet) = new.outlet {
        super::outlets::visited(tx, outlet, new.day).await?;
    }
    Ok(true)
}

#[derive(FromRow)]
struct RawReport {
    id: String,
    device: String,
    officer: String,
    form: String,
    number: String,
    matter: Option<String>,
    region: String,
    day: String,
    received_at: i64,
    late: bool,
    urgent: bool,
    problem: bool,
    summary: String,
    photos: i64,
    body_mac: Vec<u8>,
    key_id: String,
    blob: Vec<u8>,
    reply: Option<String>,
}

impl RawReport {
    fn read(self) -> Result<ReportRow, StorageError> {
        let reading = Reading { table: "field_report", row: &self.id };
        Ok(ReportRow {
            id: reading.uuid("id", &self.id)?,
            device: reading.uuid("device", &self.device)?,
            officer: reading.uuid("officer", &self.officer)?,
            form: reading.named("form", FormKind::parse(&self.form))?,
            matter: self.matter.as_deref().map(|id| reading.uuid("matter", id)).transpose()?.map(MatterId),
            region: RegionCode::parse(&self.region).map_err(|_| reading.corrupt("region"))?,
            day: self.day.parse().map_err(|_| reading.corrupt("day"))?,
            received_at: reading.time("received_at", self.received_at)?,
            photos: reading.number("photos", self.photos)?,
            body_mac: reading.bytes32("body_mac", &self.body_mac)?,
            number: self.number,
            late: self.late,
            urgent: self.urgent,
            problem: self.problem,
            summary: self.summary,
            body: Sealed { key_id: self.key_id, blob: self.blob },
            reply: self.reply,
        })
    }
}
