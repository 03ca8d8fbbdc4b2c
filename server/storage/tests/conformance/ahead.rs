//! Photos that come before their form.

use jiff::{SignedDuration, Timestamp};
use storage::{AheadLimits, AheadRow, Begun, Piece, Sealed, Store};
use uuid::Uuid;

const FORM: Uuid = Uuid::from_u128(0xa1);
const PHOTO: Uuid = Uuid::from_u128(0xf1);
const LIMITS: AheadLimits = AheadLimits { photos: 2, bytes: 100 };

fn at(hours: i64) -> Timestamp {
    Timestamp::from_second(1_795_136_400).unwrap() + SignedDuration::from_hours(hours)
}

fn photo(form: Uuid, id: u128, size: u64) -> AheadRow {
    AheadRow { form, id: Uuid::from_u128(id), size, here: 0, expires_at: at(24) }
}

fn piece(begins: u64, length: u64) -> Piece {
    let sealed = Sealed { key_id: "k".into(), blob: b"12345".to_vec() };
    Piece { id: Uuid::new_v4(), begins, length, sealed }
}

pub async fn a_photo_is_begun_once_and_of_two_pieces_at_one_offset_one_is_kept(place: &Store) {
    let new = photo(FORM, 0xf1, 60);
    assert!(!place.add_ahead((FORM, PHOTO), &piece(0, 5), LIMITS, at(24)).await.unwrap(), "nothing was begun");
    assert_eq!(place.begin_ahead(new, LIMITS, at(0)).await.unwrap(), Begun::Here(new));
    let (one, two) = (piece(0, 50), piece(0, 50));
    let (a, b) = tokio::join!(
        place.add_ahead((FORM, PHOTO), &one, LIMITS, at(25)),
        place.add_ahead((FORM, PHOTO), &two, LIMITS, at(25))
    );
    assert!(a.unwrap() != b.unwrap());
    assert!(!place.add_ahead((FORM, PHOTO), &piece(50, 11), LIMITS, at(25)).await.unwrap(), "more than was said");
    let longer = AheadRow { size: 61, expires_at: at(30), ..new };
    let known = AheadRow { here: 50, expires_at: at(30), ..new };
    assert_eq!(place.begin_ahead(longer, LIMITS, at(1)).await.unwrap(), Begun::Here(known));
    assert_eq!(place.ahead_photo(FORM, PHOTO).await.unwrap(), Some(known));
    assert_eq!(place.pieces(FORM, PHOTO).await.unwrap().len(), 1);
    place.drop_ahead(FORM, PHOTO).await.unwrap();
    assert_eq!(place.ahead_photo(FORM, PHOTO).await.unwrap(), None);
    assert!(place.pieces(FORM, PHOTO).await.unwrap().is_empty());
}

pub async fn nobody_leaves_more_photos_than_is_allowed(place: &Store) {
    let other = Uuid::from_u128(0xa2);
    for id in [1, 2] {
        assert!(matches!(place.begin_ahead(photo(FORM, id, 60), LIMITS, at(0)).await.unwrap(), Begun::Here(_)));
    }
    assert_eq!(place.begin_ahead(photo(FORM, 3, 1), LIMITS, at(0)).await.unwrap(), Begun::TooMany);
    let mine = |id| (FORM, Uuid::from_u128(id));
    assert!(place.add_ahead(mine(1), &piece(0, 60), LIMITS, at(24)).await.unwrap());
    assert!(
        !place.add_ahead(mine(2), &piece(0, 60), LIMITS, at(24)).await.unwrap(),
        "together they are too many bytes"
    );
    assert_eq!(place.begin_ahead(photo(other, 1, 41), LIMITS, at(0)).await.unwrap(), Begun::Full);
    assert!(matches!(place.begin_ahead(photo(other, 1, 40), LIMITS, at(0)).await.unwrap(), Begun::Here(_)));
}

pub async fn what_has_expired_makes_room(place: &Store) {
    place.begin_ahead(photo(FORM, 0xf1, 90), LIMITS, at(0)).await.unwrap();
    place.add_ahead((FORM, PHOTO), &piece(0, 90), LIMITS, at(24)).await.unwrap();
    let other = photo(Uuid::from_u128(0xa2), 1, 90);
    assert_eq!(place.begin_ahead(other, LIMITS, at(1)).await.unwrap(), Begun::Full);
    place.hasten_ahead(FORM, at(2)).await.unwrap();
    place.hasten_ahead(FORM, at(9)).await.unwrap();
    assert_eq!(place.ahead_photo(FORM, PHOTO).await.unwrap().unwrap().expires_at, at(2));
    assert!(matches!(place.begin_ahead(other, LIMITS, at(2)).await.unwrap(), Begun::Here(_)));
    assert!(place.pieces(FORM, PHOTO).await.unwrap().is_empty());
    assert_eq!(place.give_ahead_up(at(2)).await.unwrap(), 0);
}
