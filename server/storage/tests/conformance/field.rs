//! Officers, their phones and what they send.

use domain::audit::{Act, Deed, Who};
use domain::event::{Event, EventKind};
use domain::field::{Checked, ErrandKind, FormKind, Opening};
use domain::matter::{Decision, TipStep};
use domain::region::RegionCode;
use jiff::{SignedDuration, Timestamp};
use storage::{
    KeptReport, NewBinding, NewErrand, NewFieldReport, NewOfficer, NewPart, Opened, OutletRow, Piece, PointRow,
    ReportAsked, Sealed, ShownAsked, Store,
};
use uuid::Uuid;

use crate::samples::{self, submission};

const OFFICER: Uuid = Uuid::from_u128(0xa1);
const DEVICE: Uuid = Uuid::from_u128(0xd1);
pub const REPORT: Uuid = Uuid::from_u128(0xe1);
pub const PHOTO: Uuid = Uuid::from_u128(0xf1);

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_795_136_400 + seconds).unwrap()
}

fn act(deed: Deed) -> Act {
    Act::new(at(0), Who::System, deed, "x")
}

fn sealed(text: &str) -> Sealed {
    Sealed { key_id: "k".into(), blob: text.as_bytes().to_vec() }
}

fn village(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

fn officer(id: Uuid, phone: u8, villages: &[&str]) -> NewOfficer {
    NewOfficer {
        id,
        name: "李大山".into(),
        phone: sealed("139"),
        phone_mac: [phone; 32],
        villages: villages.iter().map(|code| village(code)).collect(),
        conflict: String::new(),
    }
}

pub fn report(id: Uuid, form: FormKind, mac: u8) -> NewFieldReport {
    NewFieldReport {
        id,
        device: DEVICE,
        officer: OFFICER,
        form,
        region: village("530922101201"),
        day: "2026-11-20".parse().unwrap(),
        received_at: at(0),
        late: false,
        urgent: false,
        problem: form == FormKind::Patrol,
        summary: "x".into(),
        people: (form == FormKind::Publicity).then_some(60),
        boxes: None,
        grams: (form == FormKind::TakeBack).then_some(2_500),
        outlet: None,
        body_mac: [mac; 32],
        body: sealed("{}"),
        parts: vec![NewPart {
            id: PHOTO,
            media_type: "image/jpeg".into(),
            size: 10,
            sha256: "0".repeat(64),
            sealed: false,
        }],
        reaction: None,
    }
}

pub async fn enrolled(place: &Store) {
    let (officer, act) = (officer(OFFICER, 1, &["530922101201", "530922101202"]), act(Deed::OfficerKept));
    assert!(place.keep_officer(&officer, at(0), &act).await.unwrap());
}

pub async fn officers_are_found_by_any_of_their_villages(place: &Store) {
    enrolled(place).await;
    let other = officer(Uuid::from_u128(0xa2), 1, &["530922102201"]);
    assert!(!place.keep_officer(&other, at(1), &act(Deed::OfficerKept)).await.unwrap(), "the number is taken");
    let changed = officer(OFFICER, 2, &["530922102201"]);
    assert!(place.keep_officer(&changed, at(1), &act(Deed::OfficerKept)).await.unwrap());
    let found = place.officers(&["530922102".into()]).await.unwrap();
    assert_eq!((found.len(), found[0].created_at), (1, at(0)));
    assert!(place.officers(&["530922101".into()]).await.unwrap().is_empty());
    let (right, certificate) = ((5, 6), Some("YX-PX-1"));
    place.keep_test(OFFICER, "2026-11", right, certificate, &act(Deed::OfficerKept)).await.unwrap();
    place.keep_test(OFFICER, "2026-11", right, Some("YX-PX-2"), &act(Deed::OfficerKept)).await.unwrap();
    assert_eq!(place.officer(OFFICER).await.unwrap().unwrap().certificate.as_deref(), Some("YX-PX-1"));
}

pub async fn a_code_binds_one_phone(place: &Store) {
    enrolled(place).await;
    place.keep_officer_code(&[9; 32], OFFICER, at(60), &act(Deed::OfficerCode)).await.unwrap();
    assert!(place.officer_code(&[9; 32], at(61)).await.unwrap().is_none(), "too old");
    assert_eq!(place.officer_code(&[9; 32], at(0)).await.unwrap().unwrap().officer, OFFICER);
    let new =
        NewBinding { code_mac: [9; 32], officer: OFFICER, device: DEVICE, token_hash: Some([7; 32]), pin_hash: "hash" };
    let bound = act(Deed::PhoneBound);
    let (first, second) =
        tokio::join!(place.bind_officer(&new, at(1), &bound), place.bind_officer(&new, at(1), &bound));
    assert!(first.unwrap() != second.unwrap(), "one of two is bound");
    let device = place.device_by_token(&[7; 32]).await.unwrap().unwrap();
    assert_eq!(device.active, Some(OFFICER));
    for _ in 0..5 {
        place.count_pin_try(DEVICE, OFFICER, 5, at(300)).await.unwrap();
    }
    let binding = place.bindings(DEVICE).await.unwrap().remove(0);
    assert_eq!((binding.failures, binding.locked_until), (5, Some(at(300))));
    place.forgive_pin(DEVICE, OFFICER).await.unwrap();
    assert!(place.revoke_device(DEVICE, at(2), &act(Deed::PhoneRevoked)).await.unwrap());
    assert!(!place.revoke_device(DEVICE, at(3), &act(Deed::PhoneRevoked)).await.unwrap());
    assert_eq!(place.devices_of(OFFICER).await.unwrap()[0].revoked_at, Some(at(2)));
}

pub async fn a_report_is_kept_once_and_other_bytes_beside_it(place: &Store) {
    enrolled(place).await;
    let new = report(REPORT, FormKind::Patrol, 1);
    let kept = act(Deed::FieldKept);
    let (a, b) = tokio::join!(place.keep_report(&new, "YX-XC", &kept), place.keep_report(&new, "YX-XC", &kept));
    let mut both = [a.unwrap(), b.unwrap()];
    both.sort_by_key(|kept| *kept == KeptReport::Known);
    assert!(matches!(&both[0], KeptReport::New { number } if number.starts_with("YX-XC-2026-00000")), "{both:?}");
    assert_eq!(both[1], KeptReport::Known);
    for mac in [2, 2, 3, 4] {
        let id = Uuid::new_v4();
        place.keep_variant(id, REPORT, &[mac; 32], &sealed("v"), 2, &act(Deed::FieldKept)).await.unwrap();
    }
    assert_eq!(place.variants(REPORT).await.unwrap().len(), 2, "each once, and not more than asked for");
    let asked = ReportAsked { prefixes: vec!["530922101".into()], problems: true, page: 1, ..ReportAsked::default() };
    let (rows, total) = place.reports(&asked, 10).await.unwrap();
    assert_eq!((rows.len(), total), (1, 1));
    let elsewhere = ReportAsked { prefixes: vec!["530922102".into()], page: 1, ..ReportAsked::default() };
    assert_eq!(place.reports(&elsewhere, 10).await.unwrap().1, 0);
    place.reply_to_report(REPORT, "谢谢", &act(Deed::FieldKept)).await.unwrap();
    assert_eq!(place.report(REPORT).await.unwrap().unwrap().reply.as_deref(), Some("谢谢"));
}

pub async fn of_two_pieces_at_one_offset_one_is_kept(place: &Store) {
    enrolled(place).await;
    place.keep_report(&report(REPORT, FormKind::Patrol, 1), "YX-XC", &act(Deed::FieldKept)).await.unwrap();
    let piece = |begins, length| Piece { id: Uuid::new_v4(), begins, length, sealed: sealed("12345") };
    let (first, second) = (piece(0, 5), piece(0, 5));
    assert!(!place.add_piece(REPORT, PHOTO, &first, at(60)).await.unwrap(), "nothing was begun");
    place.begin_part(REPORT, PHOTO, at(60)).await.unwrap();
    let (a, b) =
        tokio::join!(place.add_piece(REPORT, PHOTO, &first, at(60)), place.add_piece(REPORT, PHOTO, &second, at(60)));
    assert!(a.unwrap() != b.unwrap());
    let too_long = piece(5, 6);
    assert!(!place.add_piece(REPORT, PHOTO, &too_long, at(60)).await.unwrap(), "more than the report said");
    assert_eq!(place.part(REPORT, PHOTO).await.unwrap().unwrap().here, 5);
    assert_eq!(place.pieces(REPORT, PHOTO).await.unwrap().len(), 1);
    assert_eq!(place.give_parts_up(at(59)).await.unwrap(), 0);
    assert_eq!(place.give_parts_up(at(60)).await.unwrap(), 1);
    let part = place.part(REPORT, PHOTO).await.unwrap().unwrap();
    assert_eq!((part.here, part.expires_at), (0, None));
    assert!(place.pieces(REPORT, PHOTO).await.unwrap().is_empty());
}

pub async fn a_month_adds_up_and_errands_are_answered(place: &Store) {
    enrolled(place).await;
    for (id, form) in [(1, FormKind::Publicity), (2, FormKind::TakeBack), (3, FormKind::Patrol)] {
        let new = report(Uuid::from_u128(id), form, 1);
        place.keep_report(&new, &format!("YX-{}", form.mark()), &act(Deed::FieldKept)).await.unwrap();
    }
    let (from, to) = ("2026-11-01".parse().unwrap(), "2026-11-30".parse().unwrap());
    let sums = place.month_sums(&["530922".into()], from, to).await.unwrap();
    assert_eq!(sums.iter().map(|sum| sum.people).sum::<u64>(), 60);
    assert_eq!(sums.iter().map(|sum| sum.grams).sum::<u64>(), 2_500);
    assert_eq!(sums.iter().map(|sum| sum.problems).sum::<u64>(), 1);
    let credited = place.credited(Some(OFFICER), from, to).await.unwrap();
    assert_eq!(credited.iter().map(|row| row.records).collect::<Vec<_>>(), [1, 1, 1]);
    assert_eq!(place.credited(None, to, to).await.unwrap(), []);
    let activity = place.officer_activity(at(0).saturating_sub(SignedDuration::from_secs(1)).unwrap()).await.unwrap();
    assert_eq!((activity[0].recent, activity[0].open), (3, 0));
    let errand = NewErrand {
        id: Uuid::from_u128(0xb1),
        kind: ErrandKind::Collect,
        urgent: true,
        title: "x".into(),
        body: "y".into(),
        giver: "z".into(),
        region: "530922101".into(),
        until: None,
        to: vec![OFFICER],
    };
    place.give_errand(&errand, &act(Deed::ErrandGiven)).await.unwrap();
    place.give_errand(&errand, &act(Deed::ErrandGiven)).await.unwrap();
    place.errand_read(errand.id, OFFICER, at(1)).await.unwrap();
    assert!(place.errand_done(errand.id, OFFICER, "好", at(2)).await.unwrap());
    assert!(!place.errand_done(errand.id, DEVICE, "", at(2)).await.unwrap());
    let given = place.errands_given(&["530922".into()], 10).await.unwrap();
    assert_eq!((given.len(), given[0].to, given[0].read, given[0].done), (1, 1, 1, 1));
    let own = place.errands_of(OFFICER).await.unwrap();
    assert_eq!((own[0].kind, own[0].read_at), (ErrandKind::Collect, Some(at(1))));
    assert_eq!(place.errand_to(errand.id).await.unwrap()[0].note, "好");
}

pub async fn a_clue_is_confirmed_by_a_case_that_stands(place: &Store) {
    enrolled(place).await;
    let tip = |step| samples::event(60, EventKind::Tip(step));
    let filed = || tip(TipStep::Filed { case_no: "云市监案〔2026〕7号".into() });
    let decided = |decision| {
        let (document_no, on) = ("云市监罚〔2026〕7号".into(), "2026-11-21".parse().unwrap());
        tip(TipStep::Decided { decision, document_no, on, elsewhere: false })
    };
    let ways = [
        vec![],
        vec![filed()],
        vec![filed(), decided(Decision::Penalty)],
        vec![filed(), decided(Decision::Dropped)],
        vec![filed(), decided(Decision::Dropped), filed()],
        vec![tip(TipStep::NotFiled { reason: "没有查到".into() })],
        vec![tip(TipStep::SentToPolice { transfer: Uuid::from_u128(1), to: "云县公安局".into() })],
    ];
    let month = ("2026-11-01".parse().unwrap(), "2026-11-30".parse().unwrap());
    let mut confirmed = Vec::new();
    for (number, way) in (1_i64..).zip(ways) {
        let mut clue = submission(&number.to_string(), vec![samples::tip(number)]);
        clue.field = Some(report(Uuid::from_u128(number.unsigned_abs().into()), FormKind::Clue, 1));
        let Opened::New { id, .. } = place.open_within(&clue, "YX", None).await.unwrap() else { panic!() };
        let matter = place.matter(id).await.unwrap().unwrap();
        let steps: Vec<Event> = std::iter::once(tip(TipStep::VerificationStarted)).chain(way).collect();
        samples::appended(place, &matter, None, &steps).await;
        let sums = place.month_sums(&["530922".into()], month.0, month.1).await.unwrap();
        assert_eq!((sums.len(), sums[0].reports), (1, number.unsigned_abs()));
        confirmed.push(sums[0].confirmed);
    }
    assert_eq!(confirmed, [0, 1, 2, 2, 3, 3, 4]);
}

fn outlet(id: u128, name: &str, keeper: &str) -> OutletRow {
    OutletRow {
        id: Uuid::from_u128(id),
        kind: domain::field::PlaceKind::Pharmacy,
        name: name.into(),
        region: village("530922101201"),
        licence_no: String::new(),
        keeper: keeper.into(),
        phone: String::new(),
        address: "新街路口".into(),
        visited_on: None,
        closed: false,
        shown: false,
        checked: None,
    }
}

pub async fn outlets_are_known_by_village_and_name(place: &Store) {
    place.keep_outlets(&[outlet(1, "甲", "赵"), outlet(2, "乙", "钱")], &act(Deed::OutletKept)).await.unwrap();
    place.keep_outlets(&[outlet(3, "甲", "孙")], &act(Deed::OutletKept)).await.unwrap();
    let listed = place.outlets(&["530922".into()], 10).await.unwrap();
    assert_eq!(listed.len(), 2);
    assert_eq!(place.outlet(Uuid::from_u128(1)).await.unwrap().unwrap().keeper, "孙");
    enrolled(place).await;
    let visit = NewFieldReport { outlet: Some(Uuid::from_u128(1)), ..report(REPORT, FormKind::Patrol, 1) };
    place.keep_report(&visit, "YX-XC", &act(Deed::FieldKept)).await.unwrap();
    let seen = place.outlet(Uuid::from_u128(1)).await.unwrap().unwrap().visited_on;
    assert_eq!(seen.map(|day| day.to_string()).as_deref(), Some("2026-11-20"));
    let shut = OutletRow { closed: true, ..outlet(4, "丁", "李") };
    let away = OutletRow { region: village("530922101203"), ..outlet(5, "戊", "周") };
    place.keep_outlets(&[shut, away], &act(Deed::OutletKept)).await.unwrap();
    let names = async |most| {
        let open = place.open_outlets(&[village("530922101202"), village("530922101201")], most).await.unwrap();
        open.into_iter().map(|row| row.name).collect::<Vec<_>>()
    };
    assert_eq!((names(10).await, names(1).await), (vec!["乙".to_owned(), "甲".to_owned()], vec!["乙".to_owned()]));
}

pub async fn an_outlet_is_shown_as_it_was_checked_and_no_otherwise(place: &Store) {
    let kept = act(Deed::OutletKept);
    place.keep_outlets(&[outlet(1, "甲大药房", "赵"), outlet(2, "乙", "钱")], &kept).await.unwrap();
    let all = ShownAsked { most: 10, ..ShownAsked::default() };
    assert_eq!(place.shown_outlets(&all).await.unwrap().1, 0, "nothing is shown by itself");
    let check = ("2026-11-18".parse().unwrap(), vec![Checked::Licence, Checked::Name]);
    let revision = place.item_revision().await.unwrap();
    assert!(place.show_outlet(Uuid::from_u128(1), Some(&check), &kept).await.unwrap());
    assert!(place.item_revision().await.unwrap() > revision, "kept pages are drawn anew");
    assert!(!place.show_outlet(Uuid::from_u128(9), Some(&check), &kept).await.unwrap(), "not there");
    let names = async |prefix: &str, name: &str| {
        let asked = ShownAsked { prefix: prefix.into(), name: name.into(), ..all.clone() };
        let (rows, total) = place.shown_outlets(&asked).await.unwrap();
        assert_eq!(u64::try_from(rows.len()).unwrap(), total);
        rows.into_iter().map(|row| row.name).collect::<Vec<_>>()
    };
    assert_eq!(names("", "").await, ["甲大药房"]);
    assert_eq!(names("530922101", "药房").await, ["甲大药房"]);
    assert!(names("530922102", "").await.is_empty() && names("", "%").await.is_empty());
    assert_eq!(place.shown_outlet_towns().await.unwrap(), [("530922101".to_owned(), 1)]);

    // A new keeper is nothing residents see; a table that knows no addresses takes none away.
    let told = OutletRow { address: String::new(), ..outlet(3, "甲大药房", "孙") };
    place.keep_outlets(&[told], &kept).await.unwrap();
    let row = place.outlet(Uuid::from_u128(1)).await.unwrap().unwrap();
    assert_eq!((row.shown, row.address.as_str(), row.checked), (true, "新街路口", Some(check.clone())));
    for change in [
        |row: &mut OutletRow| row.licence_no = "云DA883000001".into(),
        |row: &mut OutletRow| row.address = "别处".into(),
        |row: &mut OutletRow| row.closed = true,
        |row: &mut OutletRow| row.kind = domain::field::PlaceKind::Clinic,
    ] {
        for id in [1, 4] {
            place.keep_outlets(&[outlet(1, "甲大药房", "孙")], &kept).await.unwrap();
            place.show_outlet(Uuid::from_u128(1), Some(&check), &kept).await.unwrap();
            let mut other = outlet(id, "甲大药房", "孙");
            change(&mut other);
            place.keep_outlets(&[other], &kept).await.unwrap();
            assert!(!place.outlet(Uuid::from_u128(1)).await.unwrap().unwrap().shown);
        }
    }
    let shut = OutletRow { closed: true, ..outlet(1, "甲大药房", "孙") };
    place.keep_outlets(&[shut], &kept).await.unwrap();
    assert!(!place.show_outlet(Uuid::from_u128(1), Some(&check), &kept).await.unwrap(), "a closed one");
    a_sheet_changes_only_what_it_says(place).await;
}

/// A row found by village and name; cells it leaves empty are not facts.
async fn a_sheet_changes_only_what_it_says(place: &Store) {
    let kept = act(Deed::OutletKept);
    let check = ("2026-11-18".parse().unwrap(), vec![Checked::Licence, Checked::Name]);
    let whole =
        OutletRow { licence_no: "云DA883000001".into(), phone: "13900000000".into(), ..outlet(6, "己药房", "吴") };
    let bare = OutletRow { address: String::new(), ..outlet(7, "己药房", "") };
    let now = async || {
        let row = place.outlet(Uuid::from_u128(6)).await.unwrap().unwrap();
        ([row.licence_no, row.keeper, row.phone, row.address].join(" "), row.shown, row.closed)
    };
    place.keep_outlets(std::slice::from_ref(&whole), &kept).await.unwrap();
    assert!(place.show_outlet(Uuid::from_u128(6), Some(&check), &kept).await.unwrap());
    place.keep_outlets(std::slice::from_ref(&bare), &kept).await.unwrap();
    assert_eq!(now().await, ("云DA883000001 吴 13900000000 新街路口".to_owned(), true, false));
    let told = OutletRow { phone: "13900000001".into(), keeper: "郑".into(), ..bare.clone() };
    place.keep_outlets(&[told], &kept).await.unwrap();
    assert_eq!(now().await, ("云DA883000001 郑 13900000001 新街路口".to_owned(), true, false));
    let licence = OutletRow { licence_no: "云DA883000002".into(), ..bare.clone() };
    place.keep_outlets(&[licence], &kept).await.unwrap();
    assert_eq!(now().await, ("云DA883000002 郑 13900000001 新街路口".to_owned(), false, false));
    place.keep_outlets(&[OutletRow { closed: true, ..whole.clone() }], &kept).await.unwrap();
    place.keep_outlets(&[bare], &kept).await.unwrap();
    assert!(now().await.2, "a sheet opens nothing");
    // The form says all there is, so what it leaves empty is empty.
    place.keep_outlets(&[OutletRow { phone: String::new(), ..whole }], &kept).await.unwrap();
    assert_eq!(now().await, ("云DA883000001 吴  新街路口".to_owned(), false, false));
}

pub async fn points_are_kept_by_id_and_listed_by_place(place: &Store) {
    let point = |id, name: &str, region: &str, closed| PointRow {
        id: Uuid::from_u128(id),
        name: name.into(),
        region: village(region),
        address: "新街路口".into(),
        receiver: "值班医生".into(),
        phone: "13900000000".into(),
        opening: Opening::parse("45", "8:30-11:30 14:30-17:30", true).unwrap(),
        note: "赶集日全天".into(),
        closed,
    };
    let kept = act(Deed::PointKept);
    let (shut, open) = (point(1, "甲", "530922101201", true), point(2, "乙", "530922101201", false));
    let away = point(3, "丙", "530922102201", false);
    for row in [&shut, &open, &away] {
        place.keep_point(row, &kept).await.unwrap();
    }
    assert_eq!(place.points(&["530922101".into()]).await.unwrap(), [open.clone(), shut]);
    let again = PointRow { name: "甲二".into(), closed: false, ..point(1, "", "530922101202", true) };
    place.keep_point(&again, &kept).await.unwrap();
    assert_eq!(place.point(Uuid::from_u128(1)).await.unwrap(), Some(again.clone()));
    assert_eq!(place.points(&["530922".into()]).await.unwrap(), [open, again, away]);
    assert_eq!(place.point(Uuid::from_u128(9)).await.unwrap(), None);
}
