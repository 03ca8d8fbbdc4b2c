use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::access::{Action, Staff};
use domain::ports::{DeskError, Internal, ItemReaders, ReadDay, ReadLine, Readers};
use jiff::ToSpan;
use jiff::civil::Date;
use storage::{Counted, Store};
use uuid::Uuid;

/// What was counted, for those who write.
pub struct Readership {
    pub store: Store,
}

#[async_trait]
impl Readers for Readership {
    async fn list(&self, staff: &Staff, from: Date) -> Result<Vec<ReadLine>, DeskError> {
        staff.may_ever(Action::TendSite)?;
        Ok(self.store.read_lines(from).await.map_err(Internal::from)?)
    }

    async fn item(&self, staff: &Staff, item: Uuid, (from, to): (Date, Date)) -> Result<ItemReaders, DeskError> {
        staff.may_ever(Action::TendSite)?;
        let row = self.store.item(item).await.map_err(Internal::from)?.ok_or(DeskError::NotFound)?;
        let empty = |day| ReadDay { day, hits: 0, understood: 0, not_understood: 0 };
        let mut days: BTreeMap<Date, ReadDay> =
            from.series(1.day()).take_while(|day| *day <= to).map(|day| (day, empty(day))).collect();
        let mut line = ReadLine {
            item,
            kind: row.kind.as_str().to_owned(),
            slug: row.slug,
            title: row.title,
            hits: 0,
            understood: 0,
            not_understood: 0,
        };
        for count in self.store.counts(item, from).await.map_err(Internal::from)? {
            let Some(day) = days.get_mut(&count.day) else { continue };
            let (of_day, of_all) = match count.what {
                Counted::Hit => (&mut day.hits, &mut line.hits),
                Counted::Understood => (&mut day.understood, &mut line.understood),
                Counted::NotUnderstood => (&mut day.not_understood, &mut line.not_understood),
            };
            *of_day += count.times;
            *of_all += count.times;
        }
        Ok(ItemReaders { line, days: days.into_values().collect() })
    }
}
