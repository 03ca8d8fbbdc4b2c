use domain::matter::{MatterKind, Status};
use domain::ports::{Filter, Order};
use jiff::civil::date;
use storage::{MatterRow, NewMatter, Store, View};

use crate::samples::*;

/// All combinations against plain Rust, over enough matters that lists are walked as well as gathered.
pub async fn filters_agree_with_going_through_every_matter(store: &Store) {
    let county = View { regions: vec!["530922".into()], unit: None };
    let rows = crowd(store).await;
    let units = [None, Some("suo"), Some("yaoxie")];
    let statuses = [None, Some(Status::Received), Some(Status::Closed), Some(Status::Registered)];
    let regions = [None, Some("530922102"), Some("530922101001")];
    for (kind, registered) in [(None, None), (Some(MatterKind::Tip), None), (None, Some(false)), (None, Some(true))] {
        for (unit, status, region) in units
            .iter()
            .flat_map(|unit| statuses.iter().map(move |status| (unit, status)))
            .flat_map(|(unit, status)| regions.iter().map(move |region| (unit, status, region)))
        {
            for (open, order) in [(false, Order::NewestFirst), (true, Order::NewestFirst), (true, Order::DueFirst)] {
                let filter = Filter {
                    kind,
                    status: *status,
                    region: region.map(str::to_owned),
                    unit: unit.map(str::to_owned),
                    registered,
                    open,
                    order,
                    ..Filter::default()
                };
                let mut expected: Vec<&MatterRow> = rows.iter().filter(|row| fits(row, &filter)).collect();
                if order == Order::NewestFirst {
                    expected.reverse();
                }
                let total = u64::try_from(expected.len()).unwrap();
                expected.truncate(10);
                let expected: Vec<&str> = expected.iter().map(|row| row.number.as_str()).collect();
                // Every one of them is about 假药, so asking for it changes nothing.
                for words in [None, Some("假药")] {
                    let page = store.inbox(&county, &filter, words, 10).await.unwrap();
                    let got: Vec<&str> = page.rows.iter().map(|row| row.number.as_str()).collect();
                    assert_eq!((got, page.total), (expected.clone(), total), "{words:?} {filter:?}");
                }
            }
        }
    }
}

fn fits(row: &MatterRow, filter: &Filter) -> bool {
    let state = &row.state;
    let wants_number = state.registration_no.is_none() && state.status() != Status::Withdrawn;
    filter.kind.is_none_or(|kind| kind == row.kind)
        && filter.status.is_none_or(|status| status == state.status())
        && filter.region.as_deref().is_none_or(|prefix| row.facts.region.is_within(prefix))
        && filter.unit.as_deref().is_none_or(|unit| state.unit.as_deref() == Some(unit))
        && filter.registered.is_none_or(|yes| if yes { state.registration_no.is_some() } else { wants_number })
        && (!filter.open || !state.status().is_end())
}

/// 300 matters in three villages, all due the same day, in many states.
async fn crowd(store: &Store) -> Vec<MatterRow> {
    let mut batch = Vec::new();
    for n in 0..300_i64 {
        let region = ["530922101001", "530922101002", "530922102001"][usize::try_from(n % 3).unwrap()];
        let matter = if n % 2 == 0 { tip(n) } else { complaint(n) };
        let mut matter = NewMatter { facts: facts(region), due: Some(date(2026, 12, 1)), ..matter };
        if n % 5 != 0 {
            matter.events.push(assigned(n, if n % 7 == 0 { "yaoxie" } else { "suo" }));
        }
        if n % 4 == 0 {
            matter.events.push(registered(n, &format!("no{n}")));
        }
        if n % 11 == 0 {
            matter.events.push(status(n, Status::Closed));
        }
        batch.push(submission(&n.to_string(), vec![matter]));
    }
    store.record(&batch, "YX").await.unwrap();
    let mut rows = Vec::new();
    for (n, new) in batch.iter().enumerate() {
        let row = store.matter(new.matters[0].id).await.unwrap().unwrap();
        // Some have gone on since they came in.
        rows.push(match n % 13 {
            0 => appended(store, &row, Some(date(2026, 12, 1)), &[assigned(900, "yaoxie")]).await,
            1 => appended(store, &row, Some(date(2026, 12, 1)), &[status(900, Status::Closed)]).await,
            2 => {
                let number = format!("late{n}");
                appended(store, &row, Some(date(2026, 12, 1)), &[registered(900, &number)]).await
            }
            _ => row,
        });
    }
    rows
}
