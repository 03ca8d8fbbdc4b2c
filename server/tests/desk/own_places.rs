//! Places a bureau added itself, in the lists where any other place stands.

use axum::http::StatusCode;
use domain::access::Role;

use super::office::Office;
use crate::sheet::{Sheet, key_in};

/// 北关社区（示例）
const OWN: &str = "330502001901";
const NAMES: [&str; 2] = ["北关社区（示例）", "南塔社区（示例）"];

#[tokio::test]
async fn a_community_the_national_table_does_not_know_is_a_place_like_any_other() {
    let office = Office::with(|settings| {
        settings.site = Some("huzhou".into());
        settings.base_path = Some("/".to_owned());
    })
    .await;
    let mut resident = office.portal.visitor();
    let form = resident.get("report/new?wish=tip&township=330502001000").await.text();
    let tip = Sheet::tip().with("region", OWN).form(&key_in(&form));
    let receipt = resident.post_multipart("report/new", &tip).await;
    assert_eq!(receipt.status, StatusCode::SEE_OTHER, "{}", receipt.text());

    let mut coordinator = office.person(Role::Coordinator, "wuxing").await;
    let posters = coordinator.get("desk/field/posters").await.text();
    let officer = coordinator.get("desk/officers/new").await.text();
    let outlet = coordinator.get("desk/field/outlets/new").await.text();
    let point = coordinator.get("desk/field/points/new").await.text();
    for (page, text) in
        [("report", form), ("posters", posters), ("officer", officer), ("outlet", outlet), ("point", point)]
    {
        for name in NAMES {
            assert!(text.contains(name), "{page}: {name}");
        }
    }
    let poster = coordinator.get(&format!("desk/field/posters/{OWN}")).await;
    assert!(poster.status == StatusCode::OK && poster.text().contains(NAMES[0]));
    let point = [
        ("form_id", "019aa000-0000-7000-8000-0000000000cd"),
        ("name", "北关药房回收点"),
        ("region", OWN),
        ("address", "1号"),
        ("receiver", "店员"),
        ("phone", "13900000000"),
        ("days", "5"),
        ("hours", "8:00-20:00"),
    ];
    let kept = coordinator.post_form("desk/field/points/new", &point).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
    assert!(resident.get("take-back").await.text().contains("月河街道北关社区（示例）"));
}
