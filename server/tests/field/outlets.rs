//! Where an officer's patrol went: outlets of the own villages, from the ledger to the phone and back to it.

use axum::http::StatusCode;
use domain::field::PlaceKind;
use domain::ports::{FormId, NewOutlet};
use domain::region::RegionCode;
use domain::track::local_date;
use uuid::Uuid;

use super::crew::{Phone, VILLAGE, coordinator, phone, read};
use crate::portal::{Form, TestPortal};

/// Of the same township, and nobody's.
const NEXT_VILLAGE: &str = "530922101202";
const REPORT: &str = "0d3c2b1a-4f5e-4d6c-8b7a-998877665544";

/// Enters an outlet in the ledger.
async fn outlet(portal: &TestPortal, name: &str, village: &str, closed: bool) -> Uuid {
    let id = Uuid::new_v4();
    let new = NewOutlet {
        kind: PlaceKind::Pharmacy,
        name: name.into(),
        region: RegionCode::parse(village).unwrap(),
        licence_no: String::new(),
        keeper: "赵某某".into(),
        phone: "13900000000".into(),
        address: "新街路口12号".into(),
        closed,
    };
    let services = &portal.services;
    services.field_desk.keep_outlet(&coordinator(), FormId(id), new, services.now()).await.unwrap();
    id
}

/// The last visit as the desk shows it.
async fn visited(portal: &TestPortal, id: Uuid) -> Option<String> {
    let services = &portal.services;
    let outlet = services.field_desk.outlet(&coordinator(), id, services.now()).await.unwrap();
    outlet.visited_on.map(|day| day.to_string())
}

async fn patrol(phone: &mut Phone, outlet: &str) -> crate::portal::Answer {
    let body = phone.text("patrol", &[("place_kind", "pharmacy"), ("seen", "fine"), ("outlet", outlet)], &[]);
    phone.put_plain(Uuid::new_v4(), body).await
}

#[tokio::test]
async fn a_phone_is_told_what_stands_in_its_officers_villages_and_is_open() {
    let portal = TestPortal::open().await;
    let mut phone = phone(&portal).await;
    let own = outlet(&portal, "永胜大药房", VILLAGE, false).await;
    outlet(&portal, "关了的药房", VILLAGE, true).await;
    outlet(&portal, "别村药房", NEXT_VILLAGE, false).await;
    let hello = phone.visitor.get("officer/hello").await;
    let told = serde_json::json!([{ "id": own, "name": "永胜大药房", "kind": "pharmacy", "village": VILLAGE }]);
    assert_eq!(read(&hello)["officers"][0]["outlets"], told);
    let services = &portal.services;
    let device = services.field_work.device(&domain::ports::DeviceToken(phone.token.clone()), services.now()).await;
    let device = device.unwrap().unwrap().id;
    services.field_desk.revoke_phone(&coordinator(), phone.officer, device, services.now()).await.unwrap();
    let lost = read(&phone.visitor.get("officer/hello").await);
    assert_eq!((&lost["revoked"], &lost["officers"][0]["outlets"]), (&true.into(), &serde_json::json!([])));
}

#[tokio::test]
async fn a_patrol_is_the_outlets_last_visit_and_is_told_by_its_name() {
    let portal = TestPortal::open().await;
    let mut phone = phone(&portal).await;
    let own = outlet(&portal, "永胜大药房", VILLAGE, false).await;
    assert_eq!(visited(&portal, own).await, None);
    let sent = patrol(&mut phone, &own.to_string()).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    assert_eq!(visited(&portal, own).await, Some(local_date(portal.services.now()).to_string()));
    let reports = portal.services.field_work.own_reports(phone.officer, 1).await.unwrap();
    assert_eq!(reports.rows[0].summary, "永胜大药房：没看到问题");
    let id = reports.rows[0].report;
    let told = phone.visitor.get(&format!("officer/reports/{id}")).await.text();
    assert!(told.contains("去的是哪一家") && !told.contains(&own.to_string()), "{told}");
    let at_desk = portal.services.field_desk.record(&coordinator(), id).await.unwrap();
    assert!(at_desk.lines.iter().any(|line| line.answer == "永胜大药房"), "{:?}", at_desk.lines);
}

#[tokio::test]
async fn an_outlet_of_another_village_is_refused_at_its_question_and_not_seen() {
    let portal = TestPortal::open().await;
    let mut phone = phone(&portal).await;
    let foreign = outlet(&portal, "别村药房", NEXT_VILLAGE, false).await;
    for wrong in [foreign.to_string(), Uuid::nil().to_string(), "永胜大药房".to_owned()] {
        let refused = patrol(&mut phone, &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let field = &read(&refused)["fields"][0];
        assert_eq!(field["name"], "outlet");
        assert!(field["message"].as_str().unwrap().contains("不在您负责的村"), "{field}");
    }
    assert_eq!(visited(&portal, foreign).await, None);
}

#[tokio::test]
async fn a_form_from_before_the_question_is_taken_and_so_is_a_place_that_is_not_listed() {
    let portal = TestPortal::open().await;
    let mut phone = phone(&portal).await;
    let own = outlet(&portal, "永胜大药房", VILLAGE, false).await;
    let older = phone.text("patrol", &[("place_kind", "pharmacy"), ("seen", "fine")], &[]);
    assert_eq!(phone.put_plain(Uuid::new_v4(), older).await.status, StatusCode::CREATED);
    assert_eq!(patrol(&mut phone, "not_listed").await.status, StatusCode::CREATED);
    assert_eq!(visited(&portal, own).await, None);
}

#[tokio::test]
async fn without_script_the_list_leads_to_the_form_and_the_form_to_the_last_visit() {
    let portal = TestPortal::open().await;
    let mut phone = phone(&portal).await;
    assert!(phone.visitor.get("officer/outlets").await.text().contains("还没有药店、卫生室"));
    let own = outlet(&portal, "永胜大药房", VILLAGE, false).await;
    let foreign = outlet(&portal, "别村药房", NEXT_VILLAGE, false).await;
    let list = phone.visitor.get("officer/outlets").await.text();
    for told in ["永胜大药房", "永胜村民委员会新街路口12号", "还没去过"] {
        assert!(list.contains(told), "{told} in {list}");
    }
    for kept in ["别村药房", "赵某某", "13900000000"] {
        assert!(!list.contains(kept), "{kept}");
    }
    let to_form = format!("officer/new/patrol?outlet={own}");
    assert!(list.contains(&to_form), "{list}");
    let form = phone.visitor.get(&to_form).await.text();
    assert!(form.contains(&format!("<option value=\"{own}\" selected")), "{form}");
    assert!(!form.contains("别村药房"));
    let elsewhere = phone.visitor.get(&format!("officer/new/patrol?outlet={foreign}")).await.text();
    assert!(!elsewhere.contains("selected"), "not the officer's to choose");
    let anybodys = portal.visitor().get(&to_form).await.text();
    assert!(anybodys.contains("不在名单上") && !anybodys.contains("永胜大药房"));

    let filled = |outlet: &str| {
        let form = Form::default().text("form_key", REPORT).text("form_ver", "1").text("place_kind", "pharmacy");
        form.text("seen", "fine").text("outlet", outlet)
    };
    let refused = phone.visitor.post_multipart("officer/new/patrol", &filled(&foreign.to_string())).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("href=\"#outlet\"") && refused.text().contains("永胜大药房"), "{}", refused.text());
    let taken = phone.visitor.post_multipart("officer/new/patrol", &filled(&own.to_string())).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
    let today = local_date(portal.services.now()).to_string();
    assert_eq!(visited(&portal, own).await.as_ref(), Some(&today));
    assert!(phone.visitor.get("officer/outlets").await.text().contains(&format!("最近一次去：{today}")));
}
