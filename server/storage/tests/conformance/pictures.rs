use domain::event::Actor;
use domain::newsroom::workflow::{ItemEvent, ItemState, Kind, Step};
use domain::picture::{About, Edit};
use domain::ports::PictureQuery;
use storage::{
    CopyShape, ItemStanding, ItemStep, NewCopy, NewPictureRow, PictureKept, PictureSeal, SealedKind, Store, text_digest,
};
use uuid::Uuid;

use crate::place::Place;
use crate::samples::at;

const FIRST: Uuid = Uuid::from_u128(21);
const SECOND: Uuid = Uuid::from_u128(22);

fn actor() -> Actor {
    Actor::Staff { id: Uuid::from_u128(7), name: "李某".into() }
}

fn about(alt: &str) -> About {
    About { alt: alt.into(), decorative: false, credit: "本局".into() }
}

fn picture(id: Uuid, name: &str, file: &str) -> NewPictureRow {
    NewPictureRow {
        id,
        name: name.into(),
        about: about("药盒_背面"),
        edit: Edit::default(),
        unit: "yaoxie".into(),
        media_type: "image/jpeg".into(),
        size: 1234,
        sha256: file.into(),
        width: 800,
        height: 600,
        seal: PictureSeal { key_id: "k1".into(), wrapped_key: vec![1, 2, 3] },
    }
}

fn copies(digest: &str) -> Vec<NewCopy> {
    let copy = |shape, width, digest: &str| NewCopy {
        shape,
        width,
        height: 300,
        digest: digest.into(),
        bytes: digest.as_bytes().to_vec(),
    };
    vec![
        copy(CopyShape::Page, 720, &format!("{digest}-720")),
        copy(CopyShape::Page, 360, &format!("{digest}-360")),
        copy(CopyShape::Card, 300, &format!("{digest}-card")),
    ]
}

async fn add(place: &Store, id: Uuid, name: &str, file: &str) -> PictureKept {
    place.add_picture(&picture(id, name, file), &copies(name), (&actor(), at(0))).await.unwrap()
}

pub async fn a_picture_is_kept_once_and_changed_by_whoever_saw_it(place: &Place) {
    assert_eq!(add(place, FIRST, "tu-1", "aa").await, PictureKept::Done);
    assert_eq!(add(place, SECOND, "tu-1", "aa").await, PictureKept::Known(FIRST), "the same file");
    assert_eq!(add(place, SECOND, "tu-2", "bb").await, PictureKept::Done);
    let row = place.picture(FIRST).await.unwrap().unwrap();
    assert_eq!((row.version, row.width, row.name.as_str(), row.uploader.as_str()), (1, 800, "tu-1", "李某"));
    let widths: Vec<u32> = row.copies.iter().map(|copy| copy.width).collect();
    assert_eq!((widths, row.card.unwrap().width), (vec![360, 720], 300));
    assert_eq!(place.picture_seal(FIRST).await.unwrap().unwrap().wrapped_key, [1, 2, 3]);
    assert_eq!(place.keys_in_use(SealedKind::Picture).await.unwrap(), [("k1".to_owned(), 2)]);

    let change = |seen| {
        let (about, edit) = (about("新说明"), Edit::default());
        async move { place.change_picture((FIRST, seen), (&about, &edit), &copies("new"), (&actor(), at(1))).await.unwrap() }
    };
    assert_eq!(change(1).await, PictureKept::Done);
    assert_eq!(change(1).await, PictureKept::Conflict, "somebody changed it in the meantime");

    let found = |words: &str| {
        let query = PictureQuery { words: Some(words.into()), away: false, page: 1 };
        async move { place.pictures(&query, 10).await.unwrap().rows.into_iter().map(|row| row.name).collect::<Vec<_>>() }
    };
    assert_eq!(found("新说明").await, ["tu-1"]);
    assert_eq!(found("盒_背").await, ["tu-2"], "words are taken as they are typed");
    assert_eq!(found("").await.len(), 2);
}

pub async fn what_was_shown_is_gone_with_a_change(place: &Place) {
    add(place, FIRST, "tu-1", "aa").await;
    let revision = place.item_revision().await.unwrap();
    assert_eq!(place.picture_copy("tu-1-360").await.unwrap().as_deref(), Some(&b"tu-1-360"[..]));
    let (about, edit) = (about("x"), Edit::default());
    place.change_picture((FIRST, 1), (&about, &edit), &copies("new"), (&actor(), at(1))).await.unwrap();
    assert_eq!(place.picture_copy("tu-1-360").await.unwrap(), None);
    assert!(place.picture_copy("new-360").await.unwrap().is_some());
    assert!(place.item_revision().await.unwrap() > revision, "every server draws its pages anew");

    assert!(place.put_picture_away(FIRST, true, (&actor(), at(2))).await.unwrap());
    assert_eq!(place.picture_copy("new-360").await.unwrap(), None);
    assert!(place.picture_bytes(FIRST, "new-360").await.unwrap().is_some(), "staff still see it");
    assert!(place.shown_pictures().await.unwrap().is_empty());
    let named = place.picture_named("tu-1").await.unwrap().unwrap();
    assert!(named.away && named.copies.len() == 2, "its name is taken all the same");
    assert_eq!(place.picture_named("tu-_").await.unwrap(), None);
    assert!(place.put_picture_away(FIRST, false, (&actor(), at(3))).await.unwrap());
    assert_eq!(place.shown_pictures().await.unwrap().len(), 1);
    assert!(!place.put_picture_away(SECOND, true, (&actor(), at(3))).await.unwrap());
}

pub async fn texts_that_hold_words_are_found(place: &Place) {
    let event = |second: i64, step| ItemEvent { at: at(second), actor: actor(), step };
    let begun = event(0, Step::Begun { kind: Kind::Article });
    let state = ItemState::begun(&begun).unwrap();
    let text = "![盒](../pictures/tu-1.jpg)";
    let standing = ItemStanding { slug: "a".into(), title: "甲".into(), unit: "yaoxie".into(), state };
    place.begin_item(FIRST, &standing, &ItemStep { event: &begun, text: Some(text), words: "新建" }).await.unwrap();
    let uses = place.items_holding("../pictures/tu-1.jpg").await.unwrap();
    assert_eq!(uses.iter().map(|found| (found.title.as_str(), found.live)).collect::<Vec<_>>(), [("甲", false)]);
    assert!(place.items_holding("../pictures/tu-_.jpg").await.unwrap().is_empty());

    // A later text without it, and nothing published: it is used no more.
    let row = place.item(FIRST).await.unwrap().unwrap();
    let saved = event(1, Step::Saved { digest: text_digest("没有图"), address: None });
    let step = ItemStep { event: &saved, text: Some("没有图"), words: "保存" };
    place.keep_item(&row, &ItemStanding { state: row.state.clone(), ..standing }, &step).await.unwrap();
    assert!(place.items_holding("../pictures/tu-1.jpg").await.unwrap().is_empty());
}
