use domain::event::Actor;
use domain::newsroom::workflow::{ItemEvent, ItemState, Kind, NewsroomFile, NewsroomLaw, Stage, Step};
use jiff::civil::date;
use storage::{
    Counted, DayCount, DraftSaved, ItemFilter, ItemKept, ItemRow, ItemStanding, ItemStep, NewItem, NewShare, Store,
    text_digest,
};
use uuid::Uuid;

use crate::place::Place;
use crate::samples::at;

const FIRST: Uuid = Uuid::from_u128(1);
const AUTHOR: Uuid = Uuid::from_u128(7);

/// The little of the law that the state of an item needs.
fn law() -> NewsroomLaw {
    let file = serde_json::json!({
        "emergency_review": { "working_days": 1 },
        "rule": [],
        "take_down": [{ "penalty": "light", "months": 3, "law": "x", "article": "y" }],
        "withdrawal": []
    });
    NewsroomLaw::new(serde_json::from_value::<NewsroomFile>(file).unwrap())
}

fn event(second: i64, step: Step) -> ItemEvent {
    ItemEvent { at: at(second), actor: Actor::Staff { id: AUTHOR, name: "李某".into() }, step }
}

fn standing(slug: &str, title: &str, state: ItemState) -> ItemStanding {
    ItemStanding { slug: slug.into(), title: title.into(), unit: "yaoxie".into(), state }
}

async fn begin(place: &Store, id: Uuid, slug: &str) -> ItemKept {
    let event = event(0, Step::Begun { kind: Kind::Article });
    let state = ItemState::begun(&event).unwrap();
    let step = ItemStep { event: &event, text: None, words: "新建" };
    place.begin_item(id, &standing(slug, slug, state), &step).await.unwrap()
}

async fn read(place: &Store, id: Uuid) -> ItemRow {
    place.item(id).await.unwrap().unwrap()
}

async fn save(place: &Store, row: &ItemRow, second: i64, text: &str) -> ItemKept {
    let event = event(second, Step::Saved { digest: text_digest(text), address: None });
    let state = row.state.clone().applied(&event, &law());
    let step = ItemStep { event: &event, text: Some(text), words: "保存" };
    place.keep_item(row, &standing(&row.slug, "标题", state), &step).await.unwrap()
}

pub async fn an_item_is_kept_with_its_texts_and_steps(place: &Place) {
    assert_eq!(begin(place, FIRST, "expiry-date").await, ItemKept::Done);
    assert_eq!(begin(place, FIRST, "other").await, ItemKept::Known, "the same form sent twice");
    assert_eq!(save(place, &read(place, FIRST).await, 1, "一稿").await, ItemKept::Done);
    assert_eq!(save(place, &read(place, FIRST).await, 2, "二稿").await, ItemKept::Done);
    let row = read(place, FIRST).await;
    assert_eq!((row.version, row.title.as_str(), row.stage), (3, "标题", Stage::Draft));
    let events = place.item_events(FIRST).await.unwrap();
    assert_eq!(ItemState::replay(&events, &law()), Some(row.state));
    let texts = place.item_texts(FIRST).await.unwrap();
    assert_eq!(texts.iter().map(|text| text.seq).collect::<Vec<_>>(), [3, 2]);
    assert_eq!(place.item_text(FIRST, &texts[1].digest).await.unwrap().as_deref(), Some("一稿"));
    assert_eq!(place.item_text(FIRST, "0").await.unwrap(), None);
    assert!(place.item(Uuid::from_u128(9)).await.unwrap().is_none());
}

pub async fn two_who_read_the_same_item_do_not_both_write(place: &Place) {
    begin(place, FIRST, "a").await;
    let row = read(place, FIRST).await;
    assert_eq!(save(place, &row, 1, "我的").await, ItemKept::Done);
    assert_eq!(save(place, &row, 2, "他的").await, ItemKept::Conflict);
    assert_eq!(place.item_events(FIRST).await.unwrap().len(), 2, "nothing of it was kept");
}

pub async fn an_address_is_given_once_and_leads_on_when_it_changes(place: &Place) {
    begin(place, FIRST, "old").await;
    assert_eq!(begin(place, Uuid::from_u128(2), "old").await, ItemKept::SlugTaken);
    let rename = |row: ItemRow, slug: &'static str, second: i64| async move {
        let event = event(second, Step::Saved { digest: "d".into(), address: None });
        let state = row.state.clone().applied(&event, &law());
        let step = ItemStep { event: &event, text: None, words: "改网址" };
        place.keep_item(&row, &standing(slug, "标题", state), &step).await.unwrap()
    };
    assert_eq!(rename(read(place, FIRST).await, "new", 1).await, ItemKept::Done);
    for slug in ["old", "new"] {
        assert_eq!(place.item_at(Kind::Article, slug).await.unwrap().unwrap().slug, "new", "{slug}");
    }
    assert!(place.item_at(Kind::Disclosure, "old").await.unwrap().is_none());
    assert_eq!(begin(place, Uuid::from_u128(2), "old").await, ItemKept::SlugTaken, "an old address stays its own");
    assert_eq!(rename(read(place, FIRST).await, "old", 2).await, ItemKept::Done, "it may go back");
    assert_eq!(place.item_at(Kind::Article, "new").await.unwrap().unwrap().slug, "old");
}

pub async fn a_draft_is_kept_only_over_the_revision_its_writer_saw(place: &Place) {
    begin(place, FIRST, "a").await;
    assert_eq!(place.draft(FIRST).await.unwrap(), None);
    let save = |began, text: &'static str, who: u128| async move {
        place.save_draft(FIRST, began, text, (Uuid::from_u128(who), "某某", at(1))).await.unwrap()
    };
    assert_eq!(save(0, "一", 1).await, DraftSaved::Done(1));
    assert_eq!(save(1, "二", 1).await, DraftSaved::Done(2));
    let DraftSaved::Conflict(theirs) = save(1, "别人的", 2).await else { panic!("somebody's words were lost") };
    assert_eq!((theirs.revision, theirs.text.as_str(), theirs.staff), (2, "二", Uuid::from_u128(1)));
    assert!(matches!(save(0, "新的", 2).await, DraftSaved::Conflict(_)));
    place.forget_draft(FIRST).await.unwrap();
    assert_eq!(save(2, "写了很久的", 2).await, DraftSaved::Done(1), "nothing that was written is lost");
}

pub async fn what_is_due_is_found(place: &Place) {
    begin(place, FIRST, "a").await;
    begin(place, Uuid::from_u128(2), "b").await;
    let row = read(place, FIRST).await;
    let mut state = row.state.clone();
    (state.stage, state.scheduled) = (Stage::Scheduled, Some(at(100)));
    let scheduled = event(1, Step::TakenBack);
    let step = ItemStep { event: &scheduled, text: None, words: "定时" };
    place.keep_item(&row, &standing("a", "a", state), &step).await.unwrap();
    let due = |second, day| async move { place.items_due(at(second), day).await.unwrap().len() };
    assert_eq!(due(99, date(2026, 11, 21)).await, 0);
    assert_eq!(due(100, date(2026, 11, 21)).await, 1);
    let row = read(place, Uuid::from_u128(2)).await;
    let mut state = row.state.clone();
    let until = Some(date(2026, 11, 25));
    state.live = Some(domain::newsroom::workflow::Live {
        version: 1,
        digest: "d".into(),
        published: at(1),
        corrections: Vec::new(),
        until,
    });
    place.keep_item(&row, &standing("b", "b", state), &step).await.unwrap();
    assert_eq!(place.live_items(10).await.unwrap().len(), 1);
    assert_eq!(due(0, date(2026, 11, 25)).await, 0);
    assert_eq!(due(0, date(2026, 11, 26)).await, 1);
    let by = Actor::Staff { id: AUTHOR, name: "李某".into() };
    assert!(!place.put_item_away(row.id, Some(at(9)), (&by, at(9))).await.unwrap(), "residents see it");
}

pub async fn lists_are_narrowed_and_put_away_items_come_back(place: &Place) {
    for (number, slug) in [(1, "a"), (2, "b"), (3, "c_%")] {
        begin(place, Uuid::from_u128(number), slug).await;
    }
    let count = |filter: ItemFilter| async move { place.items(&filter, 2).await.unwrap() };
    let all = ItemFilter { page: 1, ..ItemFilter::default() };
    let page = count(all.clone()).await;
    assert_eq!((page.rows.len(), page.total), (2, 3));
    assert_eq!(count(ItemFilter { page: 2, ..all.clone() }).await.rows.len(), 1);
    assert_eq!(count(ItemFilter { words: Some("_%".into()), ..all.clone() }).await.total, 1);
    assert_eq!(count(ItemFilter { kind: Some(Kind::Notice), ..all.clone() }).await.total, 0);
    assert_eq!(
        count(ItemFilter { stages: vec![Stage::Draft], unit: Some("yaoxie".into()), ..all.clone() }).await.total,
        3
    );
    let by = Actor::Staff { id: AUTHOR, name: "李某".into() };
    assert!(place.put_item_away(FIRST, Some(at(5)), (&by, at(5))).await.unwrap());
    assert_eq!(count(all.clone()).await.total, 2);
    assert_eq!(save(place, &read(place, FIRST).await, 6, "x").await, ItemKept::Conflict, "it lies in the bin");
    let bin = count(ItemFilter { deleted: true, ..all.clone() }).await;
    assert_eq!((bin.total, bin.rows[0].deleted_at), (1, Some(at(5))));
    assert!(place.put_item_away(FIRST, None, (&by, at(6))).await.unwrap());
    assert_eq!(count(all).await.total, 3);
}

pub async fn steps_and_texts_are_neither_changed_nor_removed(place: &Place) {
    begin(place, FIRST, "a").await;
    save(place, &read(place, FIRST).await, 1, "一稿").await;
    for sql in [
        "UPDATE item_event SET step = '{}'",
        "DELETE FROM item_event",
        "UPDATE item_text SET text = 'x'",
        "DELETE FROM item_text",
    ] {
        assert!(place.say(sql).await.is_err(), "{sql}");
    }
}

pub async fn readers_are_counted_by_the_day(place: &Place) {
    begin(place, FIRST, "a").await;
    let (monday, tuesday) = (date(2026, 11, 16), date(2026, 11, 17));
    let one = |day, what, times| (FIRST, DayCount { day, what, times });
    place.add_counts(&[one(monday, Counted::Hit, 3), one(tuesday, Counted::Hit, 1)]).await.unwrap();
    place.add_counts(&[one(monday, Counted::Hit, 2), one(monday, Counted::NotUnderstood, 1)]).await.unwrap();
    let counted: Vec<_> = place
        .counts(FIRST, monday)
        .await
        .unwrap()
        .into_iter()
        .map(|count| (count.day, count.what, count.times))
        .collect();
    let expected = [(monday, Counted::Hit, 5), (monday, Counted::NotUnderstood, 1), (tuesday, Counted::Hit, 1)];
    assert_eq!(counted, expected);
    assert_eq!(place.counts(FIRST, tuesday).await.unwrap().len(), 1);
}

/// For the audit trail: rows 1 and 2.
pub async fn two_steps(place: &Store) {
    begin(place, FIRST, "a").await;
    save(place, &read(place, FIRST).await, 1, "一稿").await;
}

pub async fn items_are_brought_once_and_told_by_the_revision(place: &Place) {
    let item = |number: u128| {
        let begun = event(0, Step::Begun { kind: Kind::Notice });
        let digest = text_digest("通知");
        let imported = event(1, Step::Imported { digest, published: at(0), until: None });
        let state = ItemState::begun(&begun).unwrap().applied(&imported, &law());
        let steps = vec![(begun, None, "新建"), (imported, Some("通知".to_owned()), "导入")];
        NewItem { id: Uuid::from_u128(number), standing: standing("notice", "通知", state), steps }
    };
    assert!(!place.has_items().await.unwrap());
    let before = place.item_revision().await.unwrap();
    assert_eq!(place.bring_items(&[item(1)]).await.unwrap(), 1);
    assert_eq!(place.bring_items(&[item(2)]).await.unwrap(), 0, "its address is taken");
    assert!(place.item_revision().await.unwrap() > before && place.has_items().await.unwrap());
    let live = place.live_texts().await.unwrap();
    assert_eq!(live.iter().map(|(row, text)| (row.version, text.as_str())).collect::<Vec<_>>(), [(2, "通知")]);
    let row = read(place, FIRST).await;
    let seen = place.item_revision().await.unwrap();
    let corrected = event(2, Step::CorrectionBegun);
    let state = row.state.clone().applied(&corrected, &law());
    let step = ItemStep { event: &corrected, text: None, words: "更正" };
    place.keep_item(&row, &standing("notice", "通知", state), &step).await.unwrap();
    assert_eq!(place.item_revision().await.unwrap(), seen, "residents see the same");
    let row = read(place, FIRST).await;
    let gone = event(3, Step::Withdrawn { reason: domain::newsroom::workflow::Withdrawal::Error, note: "错".into() });
    let state = row.state.clone().applied(&gone, &law());
    let step = ItemStep { event: &gone, text: None, words: "撤下" };
    place.keep_item(&row, &standing("notice", "通知", state), &step).await.unwrap();
    assert!(place.item_revision().await.unwrap() > seen);
    assert_eq!((place.live_texts().await.unwrap().len(), place.ended_items().await.unwrap().len()), (0, 1));
    assert_eq!(place.item_tick().await.unwrap(), None);
    place.note_item_tick(at(7)).await.unwrap();
    assert_eq!(place.item_tick().await.unwrap(), Some(at(7)));
}

pub async fn a_link_is_found_by_its_hash_until_it_ends(place: &Place) {
    begin(place, FIRST, "a").await;
    let actor = Actor::Staff { id: AUTHOR, name: "李某".into() };
    let share = NewShare {
        id: Uuid::from_u128(5),
        item: FIRST,
        word: "hash",
        label: "某药师",
        expires: at(100),
        actor: &actor,
        at: at(1),
        slug: "a",
    };
    place.add_share(&share).await.unwrap();
    assert_eq!(place.share_by("other").await.unwrap(), None);
    let found = place.share_by("hash").await.unwrap().unwrap();
    assert_eq!((found.item, found.name.as_str(), found.ended_at), (FIRST, "李某", None));
    let remark = |number: u128| place.add_remark(Uuid::from_u128(number), &found, ("某", "好", at(2)), 2);
    assert!(remark(10).await.unwrap() && remark(11).await.unwrap());
    assert!(!remark(12).await.unwrap(), "no more than so many");
    assert_eq!(place.remarks(FIRST).await.unwrap().len(), 2);
    place.end_share(FIRST, share.id, at(3)).await.unwrap();
    place.end_share(FIRST, share.id, at(9)).await.unwrap();
    assert_eq!(place.shares(FIRST).await.unwrap()[0].ended_at, Some(at(3)), "it ended once");
}
