use domain::access::{Action, Staff};
use domain::ports::{DeskError, Internal};
use storage::MatterRow;

use super::caseload::Caseload;

impl Caseload {
    /// The matter, if it exists for this person and they may do that to it.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] outside their area or unit, so that numbers cannot be tried out;
    /// [`DeskError::Denied`] for a role that may not, whether or not the matter exists.
    pub(super) async fn reach(&self, staff: &Staff, number: &str, action: Action) -> Result<MatterRow, DeskError> {
        staff.may_ever(Action::ReadMatter)?;
        staff.may_ever(action)?;
        let row = self.store.matter_by_number(&written(number)).await.map_err(Internal::from)?;
        let row = row.filter(|row| staff.may(Action::ReadMatter, &row.scope()).is_ok()).ok_or(DeskError::NotFound)?;
        staff.may(action, &row.scope())?;
        Ok(row)
    }
}

/// A number as it is stored, however it was typed.
pub(super) fn written(number: &str) -> String {
    domain::text::clean(number).to_uppercase()
}
