//! Reactions of residents, and looks at them.

use domain::audit::{Act, Deed, Who};
use domain::field::FormKind;
use domain::reaction::{Alarm, Product};
use domain::region::RegionCode;
use jiff::Timestamp;
use storage::{
    GoneFile, KeptReaction, Landed, LookRow, NewFieldReport, NewReaction, Piece, ReactionsAsked, Sealed, Store,
};
use uuid::Uuid;

use crate::field::{self, PHOTO, REPORT};
use crate::samples::attachment;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_795_136_400 + seconds).unwrap()
}

fn act(deed: Deed) -> Act {
    Act::new(at(0), Who::System, deed, "x")
}

fn reaction(id: u128, name: &str, approval_no: &str, alarms: &[Alarm], seconds: i64) -> NewReaction {
    NewReaction {
        id: Uuid::from_u128(id),
        region: RegionCode::parse("530922101000").unwrap(),
        received_at: at(seconds),
        kind: "drug",
        product: name.into(),
        same: Product { name: name.into(), approval_no: approval_no.into() },
        alarms: alarms.to_vec(),
        body: Some(([7; 32], Sealed { key_id: "k".into(), blob: b"{}".to_vec() })),
    }
}

async fn keep(place: &Store, new: &NewReaction) -> KeptReaction {
    place.keep_reaction(new, "YX-BF", &act(Deed::ReactionKept)).await.unwrap()
}

fn asked(prefix: &str, unfiled: bool) -> ReactionsAsked {
    ReactionsAsked { prefixes: vec![prefix.into()], unfiled, cluster: (2, 30), page: 1 }
}

pub async fn a_reaction_is_kept_once_and_counted_with_others_on_its_product(place: &Store) {
    let day = 86_400;
    let first = reaction(1, "阿莫西林胶囊", "", &[], 0);
    assert!(matches!(keep(place, &first).await, KeptReaction::New { number } if number == "YX-BF-2026-000001"));
    assert_eq!(keep(place, &first).await, KeptReaction::Known);
    keep(place, &reaction(2, "板蓝根颗粒", "", &[Alarm::Hospital, Alarm::Severe], day)).await;
    keep(place, &reaction(3, "", "国药准字H20050001", &[], 2 * day)).await;
    keep(place, &reaction(4, "", "", &[], 3 * day)).await;
    let same = |row: &storage::ReactionRow| row.same;
    let row = place.reaction(first.id, 30).await.unwrap().unwrap();
    assert_eq!((same(&row), row.by_officer, row.body.blob), (1, false, b"{}".to_vec()));
    keep(place, &reaction(5, "阿莫西林胶囊", "国药准字H20050001", &[], 10 * day)).await;
    keep(place, &reaction(6, "阿莫西林胶囊", "", &[], 50 * day)).await;
    let (rows, total) = place.reactions(&asked("530922101", true), 10).await.unwrap();
    let seen: Vec<_> = rows.iter().map(|row| (row.id.as_u128(), row.same)).collect();
    let expected = [(5, 3), (3, 2), (2, 1), (1, 2), (6, 1), (4, 0)];
    assert_eq!((seen.as_slice(), total), (expected.as_slice(), 6), "urgent ones first, newest first");
    assert_eq!(rows[2].alarms, [Alarm::Hospital, Alarm::Severe]);
    place.file_reaction(Uuid::from_u128(5), "县中心", "王某", &act(Deed::ReactionKept)).await.unwrap();
    assert_eq!(place.reactions(&asked("530922101", true), 10).await.unwrap().1, 5);
    let all = place.reactions(&asked("530922", false), 10).await.unwrap().0;
    assert_eq!((all[5].id.as_u128(), all[5].filed_by.as_str()), (5, "王某"), "what is filed comes last");
    assert_eq!(place.reactions(&asked("530923", false), 10).await.unwrap().1, 0);
}

pub async fn a_look_is_asked_for_agreed_to_and_used_once(place: &Store) {
    let new = reaction(1, "阿莫西林胶囊", "", &[], 0);
    keep(place, &new).await;
    let staff = Uuid::from_u128(0xb1);
    let look = |id: u128| LookRow {
        id: Uuid::from_u128(id),
        staff,
        name: "李某".into(),
        reason: "整理上报".into(),
        asked_at: at(1),
        granted_by: String::new(),
        used_at: None,
    };
    let deed = act(Deed::ReactionLook);
    assert!(place.ask_reaction_look(new.id, &look(1), &deed).await.unwrap());
    assert!(!place.ask_reaction_look(new.id, &look(2), &deed).await.unwrap(), "one at a time");
    assert!(!place.use_reaction_look(new.id, staff, &deed).await.unwrap(), "nobody has agreed");
    assert!(place.grant_reaction_look(Uuid::from_u128(1), "王某", &deed).await.unwrap());
    assert!(!place.grant_reaction_look(Uuid::from_u128(1), "王某", &deed).await.unwrap());
    let (a, b) =
        tokio::join!(place.use_reaction_look(new.id, staff, &deed), place.use_reaction_look(new.id, staff, &deed));
    assert!(a.unwrap() != b.unwrap(), "one look");
    assert!(place.ask_reaction_look(new.id, &look(3), &deed).await.unwrap(), "the next is asked for anew");
    let looks = place.reaction_looks(new.id).await.unwrap();
    assert_eq!((looks.len(), looks[0].granted_by.as_str()), (2, "王某"));
}

pub async fn what_one_says_of_people_is_destroyed_and_the_rest_stays(place: &Store) {
    let own = reaction(1, "阿莫西林胶囊", "", &[], 0);
    keep(place, &own).await;
    keep(place, &reaction(2, "板蓝根颗粒", "", &[], 20)).await;
    let file = by_officer(place).await;
    let mut telling = place.telling_reactions(at(15), None, 1).await.unwrap();
    telling.extend(place.telling_reactions(at(15), telling.last(), 9).await.unwrap());
    let seen: Vec<_> = telling.iter().map(|one| (one.id, one.by_officer)).collect();
    assert_eq!(seen, [(own.id, false), (REPORT, true)], "oldest first, one after the other, up to a moment");
    let gone = act(Deed::DataDestroyed);
    place.file_reaction(own.id, "县中心", "王某", &act(Deed::ReactionKept)).await.unwrap();
    assert_eq!(place.destroy_reaction(&telling[0], &gone).await.unwrap(), None, "filed since it was read");
    let now = place.telling_reactions(at(15), None, 1).await.unwrap().remove(0);
    assert_eq!(place.destroy_reaction(&now, &gone).await.unwrap(), Some(Vec::new()));
    assert_eq!(place.destroy_reaction(&now, &gone).await.unwrap(), None, "once");
    let row = place.reaction(own.id, 30).await.unwrap().unwrap();
    assert!(row.body.blob.is_empty() && row.body.key_id.is_empty() && row.body_mac.is_empty());
    assert_eq!((row.product.as_str(), row.filed_by.as_str(), row.destroyed_at), ("阿莫西林胶囊", "王某", Some(at(0))));
    assert_eq!(place.destroy_reaction(&telling[1], &gone).await.unwrap(), Some(vec![file]));
    let report = place.report(REPORT).await.unwrap().unwrap();
    assert_eq!((report.body.blob.len(), report.body.key_id.as_str(), report.photos), (0, "", 0));
    assert!(place.parts(REPORT).await.unwrap().is_empty() && place.variants(REPORT).await.unwrap().is_empty());
    let left = place.telling_reactions(at(99), None, 9).await.unwrap();
    assert_eq!(left.iter().map(|one| one.id.as_u128()).collect::<Vec<_>>(), [2]);
}

/// An officer's, whose photo is in the vault and of which another version came.
async fn by_officer(place: &Store) -> GoneFile {
    field::enrolled(place).await;
    let listed = NewReaction { id: REPORT, body: None, ..reaction(0, "", "", &[], 10) };
    let new = NewFieldReport { reaction: Some(listed), ..field::report(REPORT, FormKind::Reaction, 1) };
    let kept = act(Deed::FieldKept);
    place.keep_report(&new, "YX-BF", &kept).await.unwrap();
    let sealed = Sealed { key_id: "k".into(), blob: b"v".to_vec() };
    place.keep_variant(Uuid::from_u128(9), REPORT, &[2; 32], &sealed, 2, &kept).await.unwrap();
    place.begin_part(REPORT, PHOTO, at(60)).await.unwrap();
    let piece = Piece { id: Uuid::from_u128(8), begins: 0, length: 10, sealed };
    assert!(place.add_piece(REPORT, PHOTO, &piece, at(60)).await.unwrap());
    let landed = Landed { report: REPORT, part: PHOTO, file: attachment(1), fault: None, matter: None };
    assert!(place.land(&landed, &kept).await.unwrap());
    GoneFile { id: landed.file.id, sha256: "0".repeat(64) }
}
