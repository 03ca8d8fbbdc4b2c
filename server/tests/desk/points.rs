//! Points that take old medicine back: kept at the desk, told to residents.

use axum::http::StatusCode;
use domain::access::Role;
use jiff::SignedDuration;

use super::office::{Office, STATION};

const ID: &str = "019aa000-0000-7000-8000-0000000000cc";
const PLACE: &str = "desk/field/points/019aa000-0000-7000-8000-0000000000cc";
/// Open on Thursdays and Fridays; the test's day is a Friday.
const POINT: [(&str, &str); 9] = [
    ("form_id", ID),
    ("name", "永胜村卫生室"),
    ("region", "530922101201"),
    ("address", "新街路口12号"),
    ("receiver", "值班医生"),
    ("phone", "13900000000"),
    ("days", "4"),
    ("days", "5"),
    ("hours", "8：30到11：30"),
];

fn with(name: &'static str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    POINT.into_iter().filter(|(known, _)| *known != name).chain([(name, value)]).collect()
}

#[tokio::test]
async fn a_point_is_added_changed_and_closed_and_residents_see_it_at_once() {
    let office = Office::open().await;
    let mut coordinator = office.person(Role::Coordinator, STATION).await;
    let mut resident = office.portal.visitor();
    let empty = resident.get("take-back").await.text();
    assert!(empty.contains("还没有公布回收点") && empty.contains("不要卖给收药的人"));
    for _ in 0..2 {
        let added = coordinator.post_form("desk/field/points/new", &POINT).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
    }
    let page = resident.get("take-back").await.text();
    assert_eq!(page.matches("<h4>永胜村卫生室</h4>").count(), 1, "the same form twice is one point");
    for told in ["现在开着，到 11:30", "周四、周五", "新街路口12号", "值班医生", "tel:13900000000", "爱华镇"]
    {
        assert!(page.contains(told), "{told}");
    }
    assert!(resident.get("").await.text().contains("href=\"/take-back\""));
    assert!(resident.get("take-back?town=530922102000").await.text().contains("这个乡镇还没有"));
    assert!(resident.get("take-back?town=x").await.text().contains("永胜村卫生室"));
    office.portal.clock.turn(SignedDuration::from_hours(24));
    assert!(resident.get("take-back").await.text().contains("今天不开，周四 08:30 开"));

    // The session has ended meanwhile.
    let mut coordinator = office.at_desk("coordinator.suo-aihua").await;
    let form = coordinator.get(PLACE).await.text();
    assert!(form.contains("value=\"08:30-11:30\"") && form.contains("改回收点"));
    let changed = coordinator.post_form(PLACE, &with("hours", "9:00-10:00")).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.text());
    assert!(resident.get("take-back").await.text().contains("09:00—10:00"));
    coordinator.post_form(PLACE, &with("closed", "yes")).await;
    assert!(resident.get("take-back").await.text().contains("还没有公布回收点"));
    assert!(coordinator.get("desk/field/points").await.text().contains("已停收"));
}

#[tokio::test]
async fn a_kept_page_never_says_of_a_point_what_is_no_longer_true() {
    let office = Office::open().await;
    let mut coordinator = office.person(Role::Coordinator, STATION).await;
    let both = with("hours", "8:30-11:30 14:30-17:30");
    assert_eq!(coordinator.post_form("desk/field/points/new", &both).await.status, StatusCode::SEE_OTHER);
    let mut resident = office.portal.visitor();
    // From 10:00 on; each page is asked for twice, the second time it is a kept one.
    for (minutes, told) in [
        (0, "现在开着，到 11:30"),
        (89, "现在开着，到 11:30"),
        (1, "现在没开，今天 14:30 开"),
        (180, "现在开着，到 17:30"),
        (180, "今天已经关了，周四 08:30 开"),
        (389, "今天已经关了，周四 08:30 开"),
        (1, "今天不开，周四 08:30 开"),
    ] {
        office.portal.clock.turn(SignedDuration::from_mins(minutes));
        for path in ["take-back", "take-back", "take-back?town=530922101000"] {
            let page = resident.get(path).await.text();
            assert!(page.contains(told), "{path} {minutes} {told}");
        }
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_point_is_told_and_what_was_typed_stays() {
    let office = Office::open().await;
    let mut coordinator = office.person(Role::Coordinator, STATION).await;
    for (fields, told) in [
        (with("name", ""), "请填写名称"),
        (with("region", "x"), "请选择在哪里"),
        (with("region", "530922102201"), "不归您管"),
        (with("address", ""), "请填写地址"),
        (with("receiver", ""), "请填写谁收"),
        (with("phone", "1390"), "少了 7 位"),
        (with("phone", ""), "请填写电话"),
        (with("days", "9"), "请选择星期几开"),
        (with("hours", "上午"), "开门时间写成"),
    ] {
        let refused = coordinator.post_form("desk/field/points/new", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
        assert!(refused.text().contains(told), "{told}");
    }
    let kept = coordinator.post_form("desk/field/points/new", &with("hours", "上午")).await.text();
    assert!(kept.contains("value=\"上午\"") && kept.contains("永胜村卫生室"));
}

#[tokio::test]
async fn another_stations_point_is_neither_seen_nor_changed() {
    let office = Office::open().await;
    let mut coordinator = office.person(Role::Coordinator, STATION).await;
    coordinator.post_form("desk/field/points/new", &POINT).await;
    let mut other = office.person(Role::Coordinator, "suo-manwan").await;
    assert_eq!(other.get(PLACE).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.post_form(PLACE, &POINT).await.status, StatusCode::NOT_FOUND);
    let taken_over = with("region", "530922102201");
    assert_eq!(other.post_form("desk/field/points/new", &taken_over).await.status, StatusCode::NOT_FOUND);
    assert!(!other.get("desk/field/points").await.text().contains("永胜村卫生室"));
    let mut handler = office.person(Role::Handler, STATION).await;
    assert_eq!(handler.get("desk/field/points").await.status, StatusCode::OK);
    assert_eq!(handler.get("desk/field/points/new").await.status, StatusCode::FORBIDDEN);
}
