use domain::event::{Event, EventKind, Source};
use domain::matter::{OfficeStep, Status};
use domain::ports::Filter;
use storage::{Beside, NewMatter, Opened, Store, View};

use crate::samples::*;

fn found(second: i64) -> NewMatter {
    let kind = EventKind::Received { source: Source::Officer, notice_version: String::new() };
    NewMatter { events: vec![event(second, kind), assigned(second, "suo-aihua")], ..tip(second) }
}

fn linked(number: &str) -> Vec<Event> {
    vec![event(9, EventKind::Office(OfficeStep::ClueLinked { other: number.to_owned() }))]
}

pub async fn a_matter_opened_within_has_a_number_and_waits_for_no_12315(store: &Store) {
    let other = kept(store, "a", tip(0)).await;
    let new = submission("b", vec![found(5)]);
    let opened = store.open_within(&new, "YX", None).await.unwrap();
    let Opened::New { id, number } = &opened else { panic!("{opened:?}") };
    assert_eq!((*id, number.as_str()), (new.matters[0].id, "YX-2026-000002"));
    let row = store.matter(*id).await.unwrap().unwrap();
    assert!(row.state.found_within && row.state.status() == Status::Received);

    let view = View { regions: vec!["530922".into()], unit: None };
    let waiting = store.unregistered(&view, 9).await.unwrap();
    assert_eq!(waiting.iter().map(|row| row.id).collect::<Vec<_>>(), [other.id]);
    let asked = Filter { registered: Some(false), page: 1, ..Filter::default() };
    let listed = store.inbox(&view, &asked, None, 9).await.unwrap();
    assert_eq!((listed.total, listed.unregistered, listed.open), (1, 1, 2));

    let again = submission("b", vec![found(60)]);
    let known = Opened::Known { id: *id, number: number.clone() };
    assert_eq!(store.open_within(&again, "YX", None).await.unwrap(), known);
    assert_eq!(number_of_next(store).await, "YX-2026-000003", "a repetition takes no number");
}

pub async fn a_clue_and_the_matter_it_came_up_in_are_written_together(store: &Store) {
    let stale = kept(store, "a", complaint(0)).await;
    let row = appended(store, &stale, None, &[assigned(3, "suo-aihua")]).await;
    let events = |number: &str| linked(number);

    let lost = submission("b", vec![found(5)]);
    let beside = Beside { matter: &stale, events: &events, due: None };
    assert_eq!(store.open_within(&lost, "YX", Some(beside)).await.unwrap(), Opened::Conflict);
    assert_eq!(store.matter(lost.matters[0].id).await.unwrap(), None, "nothing of it was kept");

    let beside = Beside { matter: &row, events: &events, due: None };
    let opened = store.open_within(&lost, "YX", Some(beside)).await.unwrap();
    let Opened::New { number, .. } = opened else { panic!("{opened:?}") };
    assert_eq!(number, "YX-2026-000002", "the lost try gave its number back");
    let after = store.matter(row.id).await.unwrap().unwrap();
    assert_eq!((after.version, &after.state.office.clues), (row.version + 1, &vec![number]));
}

async fn number_of_next(store: &Store) -> String {
    kept(store, "next", tip(70)).await.number
}
