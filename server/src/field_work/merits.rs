use domain::field::{Merits, Month};
use domain::ports::Internal;
use uuid::Uuid;

use super::Phones;

impl Phones {
    pub(super) async fn merits_of(&self, officer: Uuid, month: Month) -> Result<Merits, Internal> {
        let rows = self.store.credited(Some(officer), month.first_day(), month.last_day()).await?;
        let records: Vec<_> = rows.into_iter().map(|row| (row.form, row.records)).collect();
        Ok(self.merits.merits(&records))
    }
}
