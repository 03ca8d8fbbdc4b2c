use domain::access::{Action, Staff};
use domain::event::{Event, EventKind, HandoverOutcome};
use domain::ports::{DeskError, ExportedBatch, Internal};
use domain::site::Adapter;
use domain::track::beijing;
use jiff::Timestamp;
use storage::{MatterRow, View};

use super::columns::cells;
use super::workbook::{self, Sheet};
use crate::forwarding::Forwarder;
use crate::forwarding::hand_over::tries;

/// Most matters of one file.
pub const EXPORTED_AT_ONCE: u32 = 1_000;

impl Forwarder {
    /// Two sheets: what was never exported, and what was but has no number yet. A file that got
    /// lost is thus not lost work, and nothing is entered twice by exporting again.
    pub(in crate::forwarding) async fn export(&self, staff: &Staff, at: Timestamp) -> Result<ExportedBatch, DeskError> {
        let waiting = self.store.unregistered(&View::of(staff), EXPORTED_AT_ONCE).await.map_err(Internal::from)?;
        let (mut fresh, mut earlier) = (Vec::new(), Vec::new());
        for row in waiting {
            let events = self.store.events(row.id).await.map_err(Internal::from)?;
            let list = if events.iter().any(is_export) { &mut earlier } else { &mut fresh };
            list.push((row, tries(&events)));
        }
        let name = format!("12315-{}.xlsx", at.to_zoned(beijing()).strftime("%Y%m%d-%H%M%S"));
        let file = self.workbook(&fresh, &earlier).map_err(Internal::new)?;
        let rows = fresh.len();
        for (row, tries) in fresh {
            let outcome = HandoverOutcome::Exported { file: name.clone() };
            let event = EventKind::HandoverTried { adapter: Adapter::Batch, attempt: tries + 1, outcome };
            let actor = staff.actor(Action::HandOver, &row.scope());
            self.append(row, &actor, at, |_| Ok::<_, DeskError>(vec![event.clone()])).await?;
        }
        Ok(ExportedBatch { file, name, rows })
    }

    fn workbook(
        &self,
        fresh: &[(MatterRow, u32)],
        earlier: &[(MatterRow, u32)],
    ) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
        let rows = |list: &[(MatterRow, u32)]| -> Vec<Vec<String>> {
            list.iter().map(|(row, _)| cells(row, &self.laws, &self.regions, &self.site)).collect()
        };
        let (fresh, earlier) = (rows(fresh), rows(earlier));
        let sheets = [Sheet { name: "新增", rows: &fresh }, Sheet { name: "以前导出过还没有编号", rows: &earlier }];
        workbook::write(&self.laws.platform.export_columns, &sheets)
    }
}

fn is_export(event: &Event) -> bool {
    matches!(event.kind, EventKind::HandoverTried { outcome: HandoverOutcome::Exported { .. }, .. })
}
