//! The directory of outlets: what the bureau ticks is public, nothing else is, and reports begin there.

use axum::http::StatusCode;
use domain::access::Role;

use super::office::{Office, STATION};
use crate::portal::{Form, Visitor};

const VILLAGE: &str = "530922101201";
const ID: &str = "019aa000-0000-7000-8000-0000000000bb";
const PLACE: &str = "desk/field/outlets/019aa000-0000-7000-8000-0000000000bb";
const PHARMACY: [(&str, &str); 8] = [
    ("form_id", ID),
    ("kind", "pharmacy"),
    ("name", "永胜大药房"),
    ("region", VILLAGE),
    ("address", "新街路口12号"),
    ("licence_no", "云DA883000001"),
    ("keeper", "赵某某"),
    ("phone", "13900000000"),
];
const CHECK: [(&str, &str); 4] =
    [("step", "show"), ("checked_on", "2026-11-18"), ("checked", "licence"), ("checked", "name")];

async fn registered(office: &Office) -> (Visitor, Visitor) {
    let mut coordinator = office.person(Role::Coordinator, STATION).await;
    let added = coordinator.post_form("desk/field/outlets/new", &PHARMACY).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
    (coordinator, office.person(Role::Leader, "bureau").await)
}

fn with(name: &'static str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    let rest = PHARMACY.into_iter().filter(|(known, _)| *known != name && *known != "form_id");
    rest.chain([(name, value), ("step", "change")]).collect()
}

#[tokio::test]
async fn only_what_the_bureau_ticked_is_public_and_only_what_was_checked() {
    let office = Office::open().await;
    let (mut coordinator, mut leader) = registered(&office).await;
    let mut resident = office.portal.visitor();
    assert!(resident.get("outlets").await.text().contains("还没有公布"));
    assert_eq!(coordinator.post_form(PLACE, &CHECK).await.status, StatusCode::FORBIDDEN);
    assert!(!coordinator.get(PLACE).await.text().contains("公开到名录"));

    let shown = leader.post_form(PLACE, &CHECK).await;
    assert_eq!(shown.status, StatusCode::SEE_OTHER, "{}", shown.text());
    let page = resident.get("outlets").await.text();
    for told in ["永胜大药房", "新街路口12号", "云DA883000001", "2026-11-18", "看了证的原件", "爱华镇"]
    {
        assert!(page.contains(told), "{told}");
    }
    for kept in ["赵某某", "13900000000", "放心购买", "安全可靠"] {
        assert!(!page.contains(kept), "{kept}");
    }
    assert!(resident.get("").await.text().contains("href=\"/outlets\""));

    // Whatever residents would see otherwise than it was checked is shown no longer.
    let moved = coordinator.post_form(PLACE, &with("address", "别的地方1号")).await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.text());
    assert!(!resident.get("outlets").await.text().contains("永胜大药房"));
    assert_eq!(leader.post_form(PLACE, &CHECK).await.status, StatusCode::SEE_OTHER);
    assert!(resident.get("outlets").await.text().contains("别的地方1号"));
    assert_eq!(leader.post_form(PLACE, &[("step", "hide")]).await.status, StatusCode::SEE_OTHER);
    assert!(!resident.get("outlets").await.text().contains("永胜大药房"));
}

#[tokio::test]
async fn a_sheet_without_columns_takes_nothing_away_and_opens_nothing() {
    let office = Office::open().await;
    let (mut coordinator, mut leader) = registered(&office).await;
    assert_eq!(leader.post_form(PLACE, &CHECK).await.status, StatusCode::SEE_OTHER);
    let sheet = format!("类型,名称,村\n药店,永胜大药房,{VILLAGE}\n");
    let form = Form::default().file("file", "outlets.csv", sheet.into_bytes());
    let done = coordinator.post_multipart("desk/field/outlets/import", &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let public = office.portal.visitor().get("outlets").await.text();
    assert!(public.contains("云DA883000001") && public.contains("新街路口12号"), "{public}");
    let page = coordinator.get("desk/field/outlets").await.text();
    assert!(page.contains("赵某某") && page.contains("13900000000"), "{page}");

    assert_eq!(coordinator.post_form(PLACE, &with("closed", "yes")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(coordinator.post_multipart("desk/field/outlets/import", &form).await.status, StatusCode::SEE_OTHER);
    assert!(leader.post_form(PLACE, &CHECK).await.text().contains("停业了，不能公开"));
}

#[tokio::test]
async fn what_is_wrong_with_a_check_is_told_at_its_field() {
    let office = Office::open().await;
    let (mut coordinator, mut leader) = registered(&office).await;
    for (fields, told) in [
        (vec![("step", "show"), ("checked_on", "2026-11-21"), ("checked", "licence")], "不能晚于今天"),
        (vec![("step", "show"), ("checked_on", "昨天"), ("checked", "licence")], "写成 2026-11-21"),
        (vec![("step", "show"), ("checked_on", "2026-11-18")], "请选择核对了什么"),
    ] {
        let refused = leader.post_form(PLACE, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains(told), "{told}");
    }
    coordinator.post_form(PLACE, &with("licence_no", "")).await;
    assert!(leader.post_form(PLACE, &CHECK).await.text().contains("先在台账里填上"));
    coordinator.post_form(PLACE, &with("kind", "shop")).await;
    assert!(leader.post_form(PLACE, &CHECK).await.text().contains("只公开药店"));
    coordinator.post_form(PLACE, &with("closed", "yes")).await;
    assert!(leader.post_form(PLACE, &CHECK).await.text().contains("停业了，不能公开"));
}

#[tokio::test]
async fn another_stations_outlet_is_neither_seen_nor_taken_over() {
    let office = Office::open().await;
    registered(&office).await;
    let mut other = office.person(Role::Coordinator, "suo-manwan").await;
    assert_eq!(other.get(PLACE).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.get(&format!("{PLACE}/poster")).await.status, StatusCode::NOT_FOUND);
    let mut fields = PHARMACY.to_vec();
    fields[3] = ("region", "530922102201");
    assert_eq!(other.post_form("desk/field/outlets/new", &fields).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.get("desk/field/posters/530922101201").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn residents_narrow_the_directory_and_wrong_addresses_lead_somewhere() {
    let office = Office::open().await;
    let (_, mut leader) = registered(&office).await;
    leader.post_form(PLACE, &CHECK).await;
    let mut resident = office.portal.visitor();
    let found = resident.get("outlets?q=%E5%A4%A7%E8%8D%AF%E6%88%BF").await;
    assert!(found.text().contains("找到 1 家") && found.header("cache-control") == Some("no-store"));
    assert!(resident.get("outlets?town=530922101000").await.text().contains("永胜大药房"));
    let none = resident.get("outlets?town=530922102000").await.text();
    assert!(none.contains("没有找到") && none.contains("看全部"));
    assert!(resident.get("outlets?town=x&page=x&q=%25").await.text().contains("没有找到"));
    assert_eq!(resident.get("outlets?page=9").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_report_begins_with_the_place_filled_in_and_a_wrong_code_with_a_plain_form() {
    let office = Office::open().await;
    registered(&office).await;
    let mut resident = office.portal.visitor();
    let form = resident.get(&format!("report/new?wish=tip&outlet={ID}")).await;
    let page = form.text();
    assert_eq!((form.status, form.header("cache-control")), (StatusCode::OK, Some("no-store")));
    assert!(page.contains("已经替您填好地方：云县爱华镇永胜村民委员会，永胜大药房"), "{page}");
    for value in ["value=\"永胜大药房\"", "value=\"新街路口12号\""] {
        assert!(page.contains(value), "{value}");
    }
    assert!(page.contains(&format!("<option value=\"{VILLAGE}\" selected")), "the village is chosen");
    assert!(page.contains(&format!("report?outlet={ID}")), "the other wish keeps the place");
    let start = resident.get(&format!("report?outlet={ID}")).await.text();
    assert!(start.contains(&format!("wish=complaint&amp;outlet={ID}")), "{start}");
    for wrong in ["019aa000-0000-7000-8000-0000000000cc", "x", "%E6%B0%B8"] {
        let plain = resident.get(&format!("report/new?wish=tip&outlet={wrong}")).await;
        assert_eq!(plain.status, StatusCode::OK);
        assert!(!plain.text().contains("已经替您填好") && plain.text().contains("乡镇和村"));
    }
}

#[tokio::test]
async fn posters_hold_the_address_of_the_form() {
    let office = Office::open().await;
    let (mut coordinator, _) = registered(&office).await;
    let poster = coordinator.get(&format!("{PLACE}/poster")).await.text();
    assert!(poster.contains("<svg") && poster.contains("永胜大药房") && poster.contains("新街路口12号"));
    let list = coordinator.get("desk/field/posters").await.text();
    assert!(list.contains(&format!("desk/field/posters/{VILLAGE}")));
    let village = coordinator.get(&format!("desk/field/posters/{VILLAGE}")).await.text();
    assert!(village.contains("<svg") && village.contains("云县爱华镇永胜村民委员会"));
    for nowhere in ["530922000000", "530922101999", "x"] {
        assert_eq!(coordinator.get(&format!("desk/field/posters/{nowhere}")).await.status, StatusCode::NOT_FOUND);
    }
    let form = office.portal.visitor().get(&format!("report/new?wish=tip&region={VILLAGE}")).await.text();
    assert!(form.contains(&format!("<option value=\"{VILLAGE}\" selected")));
    let mut clerk = office.person(Role::Clerk, "bureau").await;
    assert_eq!(clerk.get("desk/field/posters").await.status, StatusCode::FORBIDDEN);
}
