use domain::event::EventKind;
use domain::matter::Status;
use domain::ports::{Shown, Side};
use storage::{Appended, Change, NewAttachment, NewMatter, NewMessage, Store};
use uuid::Uuid;

use crate::samples::*;

pub async fn a_picture_waits_until_its_copy_is_shown(store: &Store) {
    let mut matter = tip(0);
    matter.attachments = vec![attachment(2), attachment(1)];
    let row = kept(store, "a", matter.clone()).await;
    let rows = store.attachments(row.id).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.ordinal).collect::<Vec<_>>(), [1, 2]);

    let (new, there) = (&matter.attachments[0], &rows[1]);
    assert_eq!((there.id, there.matter, there.size, &there.sha256), (new.id, row.id, new.size, &new.sha256));
    assert_eq!(
        (&there.key_id, &there.wrapped_key, &there.media_type),
        (&new.key_id, &new.wrapped_key, &new.media_type)
    );
    assert_eq!((there.shown, &there.shown_type, there.message), (Shown::Waiting, &None, None));

    store.set_shown(rows[0].id, Shown::Ready, Some("image/webp")).await.unwrap();
    store.set_shown(rows[1].id, Shown::Unreadable, None).await.unwrap();
    let ready = store.attachment(rows[0].id).await.unwrap().unwrap();
    assert_eq!((ready.shown, ready.shown_type.as_deref()), (Shown::Ready, Some("image/webp")));
    assert_eq!(store.attachment(rows[1].id).await.unwrap().unwrap().shown, Shown::Unreadable);
    assert_eq!(store.attachment(Uuid::new_v4()).await.unwrap(), None);

    let mut ids = store.attachment_ids().await.unwrap();
    let mut expected: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    ids.sort();
    expected.sort();
    assert_eq!(ids, expected);
}

pub async fn a_recording_has_no_copy_to_wait_for_and_is_no_photo(store: &Store) {
    let mut matter = tip(0);
    matter.attachments = vec![attachment(1), NewAttachment { media_type: "audio/webm".into(), ..attachment(2) }];
    let row = kept(store, "a", matter).await;
    let shown: Vec<_> = store.attachments(row.id).await.unwrap().into_iter().map(|row| row.shown).collect();
    assert_eq!(shown, [Shown::Waiting, Shown::Sound]);
    assert_eq!(row.photos, 1);
}

pub async fn others_about_the_same_shop_are_counted_by_telephone_once_taken_up_and_before_a_moment(store: &Store) {
    let about = |name: &str, second: i64, phone: &str| {
        let mut matter = complaint(second);
        matter.facts.respondent.name = Some(name.to_owned());
        matter.phone_mac = (!phone.is_empty()).then(|| mac(phone));
        matter
    };
    let taken_up = async |key: &str, matter: NewMatter| {
        let row = kept(store, key, matter).await;
        appended(store, &row, None, &[status(200, Status::Accepted)]).await
    };
    let mine = taken_up("mine", about("平安大药房", 0, "own")).await;
    taken_up("again", about("平安大药房", 10, "own")).await;
    taken_up("one", about("平安 大药房", 10, "one")).await;
    taken_up("one more", about("平安大药房。", 20, "one")).await;
    taken_up("late", about("平安大药房", 100, "two")).await;
    taken_up("other", about("平安大药房二店", 10, "three")).await;
    taken_up("nobody", about("平安大药房", 10, "")).await;
    kept(store, "waiting", about("平安大药房", 10, "four")).await;
    let subject = mine.facts.subject().unwrap();
    assert_eq!(store.others_on(&subject, mine.submission, at(50)).await.unwrap(), 1);
    assert_eq!(store.others_on(&subject, mine.submission, at(101)).await.unwrap(), 2);
    assert_eq!(about("药店", 0, "").facts.subject(), None);
}

pub async fn a_message_brings_its_own_pictures(store: &Store) {
    let mut matter = tip(0);
    matter.attachments = vec![attachment(1)];
    let row = kept(store, "a", matter).await;
    let message =
        NewMessage { id: Uuid::new_v4(), key_mac: None, side: Side::Reporter, text: "补拍".into(), at: at(60) };
    let with = |ordinal| NewAttachment { message: Some(message.id), ..attachment(ordinal) };
    let pictures = [with(2), with(3)];
    let events = [event(60, EventKind::MessageFromReporter { message: message.id })];
    let change =
        Change { events: &events, message: Some(message.clone()), attachments: &pictures, ..Change::default() };
    let Appended::Done(now) = store.append(&row, change).await.unwrap() else { panic!("not appended") };
    assert_eq!(now.photos, 3);
    assert_eq!(store.matter(row.id).await.unwrap(), Some(now));
    assert_eq!(store.messages(row.id).await.unwrap()[0].photos, 2);
    let of: Vec<Option<Uuid>> = store.attachments(row.id).await.unwrap().into_iter().map(|row| row.message).collect();
    assert_eq!(of, [None, Some(message.id), Some(message.id)]);
    let known = store.submission_by_key(&mac("key a")).await.unwrap().unwrap();
    assert_eq!(known.photos, 1, "the receipt counts what came with the report");
}
