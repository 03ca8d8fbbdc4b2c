use domain::field::{Envelope, FormKind, Given, lines};
use domain::ports::{DeskError, Internal, OpenedReaction};
use domain::reaction::Told;
use domain::track::local_date;
use storage::ReactionRow;

use super::{ReactionDesk, inside};
use crate::keys::Purpose;

impl ReactionDesk {
    /// What was told, in its own words and in the national form's order.
    pub(super) async fn opened(&self, row: &ReactionRow) -> Result<OpenedReaction, DeskError> {
        let given = self.told(row).await?;
        let line = self.line(row);
        let told = Told {
            given: &given,
            number: &row.number,
            received_on: local_date(row.received_at),
            region: &line.region_name,
            laws: &self.laws,
            regions: &self.regions,
        };
        let entries = self.form.fill(told);
        Ok(OpenedReaction {
            entries,
            lines: lines(FormKind::Reaction, &given, &self.laws, &self.regions, None),
            title: self.form.title.clone(),
            source: self.form.source.clone(),
            note: self.form.note.clone(),
            not_for: (!self.form.is_for(&row.kind)).then(|| self.form.other_kinds.clone()),
            line,
        })
    }

    async fn told(&self, row: &ReactionRow) -> Result<Given, DeskError> {
        if !row.by_officer {
            let plain = self.keys.open(Purpose::Reaction, row.id, &row.body).map_err(Internal::new)?;
            return Ok(serde_json::from_slice(&plain).map_err(Internal::new)?);
        }
        let report = self.store.report(row.id).await.map_err(inside)?.ok_or(DeskError::NotFound)?;
        let plain = self.keys.open(Purpose::FieldReport, report.id, &report.body).map_err(Internal::new)?;
        let envelope: Envelope = serde_json::from_slice(&plain).map_err(Internal::new)?;
        Ok(envelope.answers)
    }
}
