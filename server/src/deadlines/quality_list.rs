use std::collections::BTreeMap;

use domain::access::{Action, Staff};
use domain::ports::{DeskError, Internal, QualityAsked, QualityList, QualityRow};
use domain::quality::{Mark, late_units};
use jiff::{SignedDuration, Timestamp};
use storage::{FlagQuestion, QualityFlag, StorageError, View};

use super::Ledger;

const PAGE_SIZE: u32 = 30;

type Counted = Vec<(Mark, String, u64)>;

impl Ledger {
    /// For those who answer for others' work: heads of units for theirs, the county for all.
    pub(super) async fn quality_list(
        &self,
        staff: &Staff,
        asked: &QualityAsked,
        at: Timestamp,
    ) -> Result<QualityList, DeskError> {
        staff.may_ever(Action::Export)?;
        let view = View::of(staff);
        // A few of the newest changes are looked at here and now; the rest is at most half a minute old.
        self.inspect_some().await.map_err(Internal::from)?;
        let days = self.site.desk.late_days;
        let since = at.saturating_sub(SignedDuration::from_hours(24 * i64::from(days))).unwrap_or(at);
        let counted = self.store.flag_counts(&view).await.map_err(Internal::from)?;
        let late = self.store.late_counts(&view, since).await.map_err(Internal::from)?;
        let late = late.iter().map(|(unit, matters)| (unit.as_str(), *matters));
        let fits = |(mark, unit, _): &&(Mark, String, u64)| {
            asked.mark.is_none_or(|asked| asked == *mark) && asked.unit.as_ref().is_none_or(|asked| asked == unit)
        };
        let total = counted.iter().filter(fits).map(|(_, _, flags)| flags).sum();
        let rows = self.flagged(staff, &view, asked).await.map_err(Internal::from)?;
        Ok(QualityList {
            rows,
            counts: by_mark(&counted),
            late_units: late_units(late, self.site.desk.late_times),
            late_rule: (days, self.site.desk.late_times),
            total,
            page_size: PAGE_SIZE,
        })
    }

    async fn flagged(&self, staff: &Staff, view: &View, asked: &QualityAsked) -> Result<Vec<QualityRow>, StorageError> {
        let skip = asked.page.saturating_sub(1).saturating_mul(PAGE_SIZE);
        let question = FlagQuestion { mark: asked.mark, unit: asked.unit.clone(), skip };
        let flags = self.store.flags(view, &question, PAGE_SIZE).await?;
        let mut rows = Vec::with_capacity(flags.len());
        for flag in flags {
            let matter = self.store.matter(flag.matter).await?;
            rows.extend(matter.filter(|row| self.may_read(staff, row)).map(|row| line(row.number, flag)));
        }
        Ok(rows)
    }
}

fn line(number: String, flag: QualityFlag) -> QualityRow {
    QualityRow { number, mark: flag.mark, detail: flag.detail, unit: flag.unit, found_at: flag.found_at }
}

fn by_mark(counted: &Counted) -> Vec<(Mark, u64)> {
    let mut counts: BTreeMap<Mark, u64> = Mark::ALL.into_iter().map(|mark| (mark, 0)).collect();
    for (mark, _, flags) in counted {
        *counts.entry(*mark).or_default() += flags;
    }
    counts.into_iter().collect()
}
