use domain::access::{Action, Staff};
use domain::audit::{Act, Deed};
use domain::ports::{DeskError, ExportRow, Filter, Internal, SavedFilter};
use domain::text;
use jiff::Timestamp;
use storage::REACHABLE_ROWS;

use super::caseload::Caseload;
use super::note::refused;
use crate::clock::new_id;

/// Rows read at once for a table.
const STRETCH: u32 = 500;
const LONGEST_NAME: usize = 20;
const MOST_FILTERS: usize = 20;
/// Characters of an address that is kept.
const LONGEST_QUERY: usize = 500;

impl Caseload {
    /// The table leaves the house only after the audit trail says that it did.
    pub(super) async fn table(
        &self,
        staff: &Staff,
        filter: &Filter,
        at: Timestamp,
    ) -> Result<Vec<ExportRow>, DeskError> {
        staff.may_ever(Action::Export)?;
        let mut rows = Vec::new();
        let most = u32::try_from(REACHABLE_ROWS).unwrap_or(u32::MAX).div_ceil(STRETCH);
        for page in 1..=most {
            let found = self.list_of(staff, &Filter { page, ..filter.clone() }, STRETCH, at).await?;
            let last = found.rows.len() < usize::try_from(STRETCH).unwrap_or(usize::MAX);
            rows.extend(found.rows);
            if last {
                break;
            }
        }
        let act = Act::new(at, staff, Deed::Exported, "事项列表").with_detail(format!("{} 件", rows.len()));
        self.store.note(&act).await.map_err(Internal::from)?;
        Ok(rows)
    }

    pub(super) async fn keep_filter(
        &self,
        staff: &Staff,
        name: &str,
        query: &str,
        at: Timestamp,
    ) -> Result<(), DeskError> {
        staff.may_ever(Action::ListMatters)?;
        let name = text::clean(name);
        let length = text::length(&name);
        if length == 0 || length > LONGEST_NAME || text::forbidden(&name).is_some() {
            return Err(refused("name", format!("给这个筛选起个名字，最多 {LONGEST_NAME} 个字")));
        }
        if text::length(query) > LONGEST_QUERY {
            return Err(refused("name", "筛选条件太长，存不下"));
        }
        let kept = self.store.saved_filters(staff.id).await.map_err(Internal::from)?;
        if kept.len() >= MOST_FILTERS && !kept.iter().any(|one| one.name == name) {
            return Err(refused("name", format!("最多存 {MOST_FILTERS} 个，请先删去不用的")));
        }
        let filter = SavedFilter { id: new_id(&*self.random, at), name, query: query.to_owned() };
        self.store.save_filter(staff.id, &filter, at).await.map_err(|error| Internal::from(error).into())
    }
}
