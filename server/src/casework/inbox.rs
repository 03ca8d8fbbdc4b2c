use domain::access::{Action, Staff};
use domain::ports::{DeskError, Filter, Inbox, InboxRow, Internal};
use domain::text;
use jiff::Timestamp;
use storage::{MatterRow, View};

use super::caseload::Caseload;
use super::reach::{scope, written};
use crate::library::words;

const PAGE_SIZE: u32 = 30;
/// Fewest digits of a number of 12315's, so that a year or a price is looked for as a word.
const REGISTRATION_DIGITS: usize = 15;

impl Caseload {
    pub(super) async fn list(&self, staff: &Staff, filter: &Filter, at: Timestamp) -> Result<Inbox, DeskError> {
        staff.may_ever(Action::ListMatters)?;
        let view = View { regions: staff.regions.clone(), unit: staff.narrowed_to_unit().map(str::to_owned) };
        let words = filter.words.as_deref().map(text::clean).filter(|words| !words.is_empty());
        let named = match &words {
            Some(words) => self.by_number(words).await?,
            None => None,
        };
        let tokens = words.as_deref().filter(|_| named.is_none()).map(words::tokens);
        let asked = Filter { words: None, page: filter.page.max(1), ..filter.clone() };
        let found = self.store.inbox(&view, &asked, tokens.as_deref(), PAGE_SIZE).await.map_err(Internal::from)?;
        let (rows, total, more) = match named {
            // A number names one matter, whatever else the list is narrowed to.
            Some(row) if staff.may(Action::ReadMatter, &scope(&row)).is_ok() => (vec![row], 1, false),
            Some(_) => (Vec::new(), 0, false),
            None => (found.rows, found.total, found.more),
        };
        Ok(Inbox {
            rows: rows.into_iter().map(|row| self.line(row, at)).collect(),
            total,
            more,
            page_size: PAGE_SIZE,
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

    fn line(&self, row: MatterRow, at: Timestamp) -> InboxRow {
        let next = self.next(&row);
        let category = self.laws.category(&row.facts.category).map(|category| category.label.clone());
        InboxRow {
            number: row.number,
            kind: row.kind,
            category: category.unwrap_or(row.facts.category),
            region_name: self.regions.full_name(&row.facts.region),
            respondent: row.facts.respondent.name,
            status: row.state.status(),
            unit: row.state.unit,
            registration_no: row.state.registration_no,
            received_at: row.state.received_at,
            photos: row.photos,
            days_left: self.days_left(next.as_ref(), at),
            next,
        }
    }
}
