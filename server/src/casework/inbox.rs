use domain::access::{Action, Staff};
use domain::ports::{DeskError, ExportRow, Filter, Inbox, InboxRow, Internal};
use domain::text;
use jiff::Timestamp;
use storage::{MatterRow, View};

use super::caseload::Caseload;
use super::reach::written;
use crate::library::words;

const PAGE_SIZE: u32 = 30;
/// Fewest digits of a number of 12315's, so that a year or a price is looked for as a word.
const REGISTRATION_DIGITS: usize = 15;

/// A stretch of a list, as pages and tables are made of.
pub(super) struct Stretch {
    pub rows: Vec<ExportRow>,
    pub total: u64,
    pub more: bool,
    pub open: u64,
    pub unregistered: u64,
}

impl Caseload {
    pub(super) async fn list(&self, staff: &Staff, filter: &Filter, at: Timestamp) -> Result<Inbox, DeskError> {
        let found = self.list_of(staff, filter, PAGE_SIZE, at).await?;
        Ok(Inbox {
            rows: found.rows.into_iter().map(|found| found.row).collect(),
            total: found.total,
            more: found.more,
            page_size: PAGE_SIZE,
            open: found.open,
            unregistered: found.unregistered,
        })
    }

    /// A stretch of the list, `size` rows a page.
    pub(super) async fn list_of(
        &self,
        staff: &Staff,
        filter: &Filter,
        size: u32,
        at: Timestamp,
    ) -> Result<Stretch, DeskError> {
        staff.may_ever(Action::ListMatters)?;
        let view = View::of(staff);
        let words = filter.words.as_deref().map(text::clean).filter(|words| !words.is_empty());
        let named = match &words {
            Some(words) => self.by_number(words).await?,
            None => None,
        };
        let tokens = words.as_deref().filter(|_| named.is_none()).map(words::tokens);
        let asked = Filter { words: None, page: filter.page.max(1), ..filter.clone() };
        let found = self.store.inbox(&view, &asked, tokens.as_deref(), size).await.map_err(Internal::from)?;
        let (rows, total, more) = match named {
            // A number names one matter, whatever else the list is narrowed to.
            Some(row) if staff.may(Action::ReadMatter, &row.scope()).is_ok() => (vec![row], 1, false),
            Some(_) => (Vec::new(), 0, false),
            None => (found.rows, found.total, found.more),
        };
        Ok(Stretch {
            rows: rows.into_iter().map(|row| self.line(row, at)).collect(),
            total,
            more,
            open: found.open,
            unregistered: found.unregistered,
        })
    }

    /// The matter of a number, ours or 12315's.
    async fn by_number(&self, words: &str) -> Result<Option<MatterRow>, Internal> {
        let number = written(words);
        if number.starts_with(&format!("{}-", self.site.number_prefix)) {
            return Ok(self.store.matter_by_number(&number).await?);
        }
        let is_registration = words.len() >= REGISTRATION_DIGITS && words.bytes().all(|b| b.is_ascii_digit());
        if is_registration {
            return Ok(self.store.matter_by_registration(words).await?);
        }
        Ok(None)
    }

    fn line(&self, row: MatterRow, at: Timestamp) -> ExportRow {
        let unit = row.state.unit.as_deref().and_then(|key| self.site.unit(key));
        ExportRow {
            unit_name: unit.map(|unit| unit.name.clone()),
            closed_at: row.state.closed_at,
            row: self.row(row, at),
        }
    }

    pub(crate) fn row(&self, row: MatterRow, at: Timestamp) -> InboxRow {
        let next = self.next(&row);
        let category = self.laws.category(&row.facts.category).map(|category| category.label.clone());
        InboxRow {
            number: row.number,
            kind: row.kind,
            category: category.unwrap_or(row.facts.category),
            region_name: self.regions.full_name(&row.facts.region),
            respondent: row.facts.respondent.name,
            status: row.state.status(),
            waits_for_12315: row.state.waits_for_12315(),
            stage: row.state.stage,
            handler: row.state.office.handler.map(|handler| handler.name),
            unit: row.state.unit,
            registration_no: row.state.registration_no,
            received_at: row.state.received_at,
            photos: row.photos,
            days_left: self.days_left(next.as_ref(), at),
            next,
        }
    }
}
