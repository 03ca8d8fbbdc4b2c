use domain::event::{Event, EventKind};
use domain::ports::Side;
use storage::{Appended, Change, Destroyed, MatterRow, NewMessage, Sealed, Store};
use uuid::Uuid;

use crate::samples::*;

async fn ended(store: &Store, name: &str, second: i64) -> MatterRow {
    let mut new = tip(0);
    new.identity = Some(Sealed { key_id: "k1".into(), blob: vec![9, 8, 7] });
    new.phone_mac = Some(mac(name));
    new.attachments = vec![attachment(1)];
    let matter = kept(store, name, new).await;
    appended(store, &matter, None, &[event(second, EventKind::Closed { note: "办结".into() })]).await
}

fn forgotten(second: i64) -> Event {
    event(second, EventKind::DataDestroyed { rule: "tip".into(), identity: true, photos: 1 })
}

pub async fn what_ended_comes_page_by_page_in_the_order_of_its_end(store: &Store) {
    let mut numbers = Vec::new();
    for (name, second) in [("b", 50), ("c", 50), ("a", 40), ("late", 90)] {
        numbers.push(ended(store, name, second).await.number);
    }
    kept(store, "open", tip(0)).await;
    let (mut seen, mut after) = (Vec::new(), None);
    while let Some(one) = store.ended_before(at(90), after, 1).await.unwrap().pop() {
        after = Some(one.place);
        seen.push(one.row.number);
    }
    assert_eq!(seen, [numbers[2].clone(), numbers[0].clone(), numbers[1].clone()]);
}

pub async fn what_is_destroyed_is_gone_everywhere_and_only_there(store: &Store) {
    let (gone, other) = (ended(store, "gone", 40).await, ended(store, "other", 41).await);
    let gone = said(store, &gone, "我家住在河边").await;
    let before = store.losses(&gone).await.unwrap();
    assert!(before.identity && before.photos.len() == 1 && before.messages == 1, "{before:?}");

    assert_eq!(store.destroy(&gone, &forgotten(99), None).await.unwrap(), Destroyed::Done);

    let left = store.matter(gone.id).await.unwrap().unwrap();
    assert!(!left.has_identity && left.photos == 0 && left.state.custody.destroyed);
    assert_eq!(store.identity(gone.id).await.unwrap(), None);
    assert_eq!(store.attachments(gone.id).await.unwrap(), []);
    let told = store.messages(gone.id).await.unwrap();
    assert!(told.iter().all(|one| !one.text.contains("河边")), "{told:?}");
    assert!(store.losses(&other).await.unwrap().identity && store.identity(other.id).await.unwrap().is_some());
    assert_eq!(store.attachments(other.id).await.unwrap().len(), 1);
}

pub async fn a_matter_that_moved_on_loses_nothing(store: &Store) {
    let seen = ended(store, "moved", 40).await;
    appended(store, &seen, None, &[event(41, EventKind::Reopened { reason: "新情况".into() })]).await;
    assert_eq!(store.destroy(&seen, &forgotten(99), None).await.unwrap(), Destroyed::Conflict);
    let now = store.matter(seen.id).await.unwrap().unwrap();
    assert!(store.losses(&now).await.unwrap().identity && !now.state.custody.destroyed);
}

/// The reporter adds a word.
async fn said(store: &Store, matter: &MatterRow, text: &str) -> MatterRow {
    let id = Uuid::new_v4();
    let message = NewMessage { id, key_mac: None, side: Side::Reporter, text: text.into(), at: at(42) };
    let events = [event(42, EventKind::MessageFromReporter { message: id })];
    match store.append(matter, Change { events: &events, message: Some(message), ..Change::default() }).await.unwrap() {
        Appended::Done(row) => row,
        other => panic!("{other:?}"),
    }
}
