use std::collections::BTreeMap;

use domain::access::{Action, Staff};
use domain::event::EventKind;
use domain::matter::MatterId;
use domain::ports::{BatchDifference, BatchFault, BatchReport, DeskError, Internal};
use jiff::Timestamp;
use storage::{MatterRow, View};

use super::incoming::{self, Incoming, Reading};
use super::table::Table;
use crate::forwarding::Forwarder;
use crate::forwarding::desk::fault;

/// Most matters of ours listed as still without a number.
const MAX_LISTED: u32 = 1_000;

/// What became of one row.
enum Row {
    Registered,
    Unchanged,
    Unknown,
    Fault { column: &'static str, message: String },
}

impl Forwarder {
    /// Takes 12315's numbers over. Nothing else of a row is: the export tells no day on which a
    /// status changed, and the law's clocks count from such days.
    pub(in crate::forwarding) async fn import(
        &self,
        staff: &Staff,
        file: &[u8],
        at: Timestamp,
    ) -> Result<BatchReport, DeskError> {
        let reading = self.reading(file.to_vec()).await?;
        let mut report = BatchReport { rows: reading.rows.len() + reading.faults.len(), ..BatchReport::default() };
        report.faults = reading.faults;
        let mut seen = BTreeMap::new();
        for row in &reading.rows {
            match self.taken(staff, row, &mut seen, at).await? {
                Row::Registered => report.registered += 1,
                Row::Unchanged => report.unchanged += 1,
                Row::Unknown => report.theirs_unknown.push(unknown(row)),
                Row::Fault { column, message } => {
                    report.faults.push(BatchFault { row: row.row, column: column.to_owned(), message });
                }
            }
        }
        report.faults.sort_by_key(|fault| fault.row);
        report.ours_without_number = self.without_number(staff).await?;
        Ok(report)
    }

    /// Unpacking a stranger's file takes its time, and may take a thread down.
    async fn reading(&self, file: Vec<u8>) -> Result<Reading, DeskError> {
        let prefix = self.site.number_prefix.clone();
        let work = move || {
            let table = Table::read(&file).map_err(|why| why.to_string())?;
            incoming::read(&table, &prefix)
                .map_err(|_| "没有找到表头：表里应有“登记编号”和“具体问题”或者“诉求内容”这些列".to_owned())
        };
        let read = tokio::task::spawn_blocking(work).await.map_err(Internal::new)?;
        read.map_err(|why| DeskError::Invalid(vec![fault("file", &why)]))
    }

    async fn taken(
        &self,
        staff: &Staff,
        incoming: &Incoming,
        seen: &mut BTreeMap<MatterId, String>,
        at: Timestamp,
    ) -> Result<Row, DeskError> {
        let Some(row) = self.ours(staff, incoming).await? else {
            return Ok(Row::Unknown);
        };
        let refuse = |column, message: String| Ok(Row::Fault { column, message });
        if incoming.kind.is_some_and(|kind| kind != row.kind) {
            return refuse("类型", format!("{} 在本系统是{}", row.number, row.kind.words()));
        }
        let Some(registration_no) = &incoming.registration_no else {
            return Ok(Row::Unchanged);
        };
        if let Some(earlier) = seen.get(&row.id).filter(|earlier| *earlier != registration_no) {
            return refuse("登记编号", format!("{} 在这份表里出现了两次，上一行的编号是 {earlier}", row.number));
        }
        match &row.state.registration_no {
            Some(known) if known == registration_no => return Ok(Row::Unchanged),
            Some(known) => {
                return refuse("登记编号", format!("{} 已经记有编号 {known}，请核对", row.number));
            }
            None => {}
        }
        if let Some(other) = self.holder(registration_no, &row).await? {
            return refuse("登记编号", format!("这个编号已经记在 {other} 上，请核对"));
        }
        seen.insert(row.id, registration_no.clone());
        let event = EventKind::Registered { registration_no: registration_no.clone(), registered_at: at };
        let actor = staff.actor(Action::HandOver, &row.scope());
        self.append(row, &actor, at, |row| {
            Ok::<_, DeskError>(if row.state.registration_no.is_none() { vec![event.clone()] } else { Vec::new() })
        })
        .await?;
        Ok(Row::Registered)
    }

    /// Our matter of a row: by our number in its text, else by 12315's.
    async fn ours(&self, staff: &Staff, incoming: &Incoming) -> Result<Option<MatterRow>, DeskError> {
        let found = match (&incoming.number, &incoming.registration_no) {
            (Some(number), _) => self.store.matter_by_number(number).await,
            (None, Some(registration_no)) => self.store.matter_by_registration(registration_no).await,
            (None, None) => Ok(None),
        };
        let found = found.map_err(Internal::from)?;
        Ok(found.filter(|row| staff.may(Action::HandOver, &row.scope()).is_ok()))
    }

    async fn without_number(&self, staff: &Staff) -> Result<Vec<BatchDifference>, DeskError> {
        let rows = self.store.unregistered(&View::of(staff), MAX_LISTED).await.map_err(Internal::from)?;
        let text = |row: &MatterRow| {
            let label = self.laws.category(&row.facts.category).map_or("", |category| category.label.as_str());
            format!("{}　{label}", row.kind.words())
        };
        Ok(rows.iter().map(|row| BatchDifference { number: row.number.clone(), text: text(row) }).collect())
    }
}

fn unknown(row: &Incoming) -> BatchDifference {
    let number = row.registration_no.as_ref().or(row.number.as_ref()).cloned().unwrap_or_default();
    BatchDifference { number, text: format!("第 {} 行　{}", row.row, row.company) }
}
