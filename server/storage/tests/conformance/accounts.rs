use domain::access::Role;
use domain::audit::{Act, Deed, Who};
use jiff::SignedDuration;
use storage::{Sealed, StaffRow, Store};
use uuid::Uuid;

use crate::samples::*;

fn act() -> Act {
    Act::new(at(0), Who::System, Deed::AccountAdded, "zhang")
}

fn person(login: &str) -> StaffRow {
    StaffRow {
        id: Uuid::new_v4(),
        login: login.into(),
        name: "某某".into(),
        role: Role::SecurityAdmin,
        unit: "yaoxie".into(),
        password_hash: "$argon2id$…".into(),
        totp: Some(Sealed { key_id: "k1".into(), blob: vec![1, 2] }),
        totp_last_step: None,
        disabled: false,
        must_change_password: true,
    }
}

pub async fn a_person_is_added_once_and_changed(store: &Store) {
    let mut anna = person("zhang");
    assert!(store.add_staff(&anna, &act()).await.unwrap());
    assert!(!store.add_staff(&person("zhang"), &act()).await.unwrap(), "a login was given to two people");
    let other = StaffRow { totp: None, ..person("bao") };
    assert!(store.add_staff(&other, &act()).await.unwrap());
    assert_eq!(store.staff_by_login("zhang").await.unwrap().as_ref(), Some(&anna));
    assert_eq!(store.staff_by_id(anna.id).await.unwrap().as_ref(), Some(&anna));
    assert_eq!(store.list_staff().await.unwrap(), [other.clone(), anna.clone()]);

    assert!(store.set_password(anna.id, "$argon2id$new", &act()).await.unwrap());
    assert!(store.set_disabled(anna.id, true, &act()).await.unwrap());
    anna.password_hash = "$argon2id$new".into();
    (anna.must_change_password, anna.disabled) = (false, true);
    assert_eq!(store.staff_by_id(anna.id).await.unwrap().as_ref(), Some(&anna));
    assert!(store.start_over(anna.id, "$argon2id$again", true, &act()).await.unwrap());
    anna.password_hash = "$argon2id$again".into();
    (anna.must_change_password, anna.totp, anna.disabled) = (true, None, false);
    assert_eq!(store.staff_by_id(anna.id).await.unwrap(), Some(anna));
    assert_eq!(store.staff_by_login("bao").await.unwrap(), Some(other));

    assert_eq!(store.staff_by_login("nobody").await.unwrap(), None);
    assert!(!store.set_disabled(Uuid::new_v4(), true, &act()).await.unwrap());
    assert!(!store.set_password(Uuid::new_v4(), "x", &act()).await.unwrap());
}

pub async fn a_code_of_the_second_factor_counts_once(store: &Store) {
    let staff = person("zhang");
    store.add_staff(&staff, &act()).await.unwrap();
    assert!(store.use_totp_step(staff.id, 59_841_120).await.unwrap());
    assert!(!store.use_totp_step(staff.id, 59_841_120).await.unwrap(), "a code was used twice");
    assert!(!store.use_totp_step(staff.id, 59_841_119).await.unwrap(), "an older code was used after a newer one");
    assert!(store.use_totp_step(staff.id, 59_841_121).await.unwrap());
    let secret = Sealed { key_id: "k2".into(), blob: vec![3] };
    assert!(store.set_totp(staff.id, &secret, &act()).await.unwrap());
    let row = store.staff_by_id(staff.id).await.unwrap().unwrap();
    assert_eq!((row.totp, row.totp_last_step), (Some(secret), None));
}

pub async fn sessions_begin_last_and_end(store: &Store) {
    let staff = person("zhang");
    store.add_staff(&staff, &act()).await.unwrap();
    let end = |second: i64| at(second) + SignedDuration::from_hours(8);
    for token in ["a", "b", "c"] {
        store.add_session(&mac(token), staff.id, at(0), end(0), None).await.unwrap();
    }
    let session = store.session(&mac("a")).await.unwrap().unwrap();
    assert_eq!(
        (&session.staff, session.created_at, session.seen_at, session.expires_at),
        (&staff, at(0), at(0), end(0))
    );
    assert_eq!(store.session(&mac("another")).await.unwrap(), None);

    store.touch_session(&mac("a"), at(60), end(60)).await.unwrap();
    let session = store.session(&mac("a")).await.unwrap().unwrap();
    assert_eq!((session.created_at, session.seen_at, session.expires_at), (at(0), at(60), end(60)));

    store.end_session(&mac("b"), None).await.unwrap();
    assert_eq!(store.session(&mac("b")).await.unwrap(), None);
    assert_eq!(store.prune_sessions(end(0)).await.unwrap(), 1, "c has expired, a was used since");
    assert_eq!(store.session(&mac("c")).await.unwrap(), None);
    store.end_sessions_of(staff.id).await.unwrap();
    assert_eq!(store.session(&mac("a")).await.unwrap(), None);

    store.add_session(&mac("d"), staff.id, at(0), end(0), None).await.unwrap();
    store.set_disabled(staff.id, true, &act()).await.unwrap();
    assert_eq!(store.session(&mac("d")).await.unwrap(), None, "a disabled person is still signed in");
}
