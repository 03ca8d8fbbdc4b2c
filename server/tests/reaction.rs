//! 不良反应: told by a resident, sorted at the desk, laid out for the monitoring body.

use std::fs;

use axum::http::StatusCode;
use domain::access::Role;
use jiff::SignedDuration;
use uuid::Uuid;

use crate::desk::office::{Office, STATION};
use crate::field::crew::{phone, read};
use crate::page::between;
use crate::portal::{Answer, Form, Visitor};

const TOWN: &str = "530922101000";

/// A grown-up who felt sick, told in full.
pub fn told() -> Vec<(&'static str, &'static str)> {
    vec![
        ("sex", "female"),
        ("age", "61"),
        ("village", TOWN),
        ("kind", "drug"),
        ("product", "阿莫西林胶囊"),
        ("how_used", "=一次两粒"),
        ("used_on", "2026-11-18"),
        ("signs", "rash"),
        ("began_on", "2026-11-19"),
        ("outcome", "better"),
        ("contact_phone", "13977778888"),
        ("consent", "yes"),
    ]
}

fn with(changes: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let kept = told().into_iter().filter(|(name, _)| changes.iter().all(|(other, _)| other != name));
    kept.chain(changes.iter().copied()).filter(|(_, value)| !value.is_empty()).collect()
}

async fn key(visitor: &mut Visitor) -> String {
    let page = visitor.get("reaction").await.text();
    page.split("name=\"form_key\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

async fn send(visitor: &mut Visitor, key: &str, fields: &[(&str, &str)]) -> Answer {
    let form = fields.iter().fold(Form::default().text("form_key", key), |form, (name, value)| form.text(name, value));
    visitor.post_multipart("reaction", &form).await
}

/// Tells it a minute later than the last, and answers its number.
pub async fn tell(office: &Office, fields: &[(&str, &str)]) -> String {
    office.portal.clock.turn(SignedDuration::from_mins(1));
    let mut visitor = office.portal.visitor();
    let key = key(&mut visitor).await;
    let sent = send(&mut visitor, &key, fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let page = visitor.get(&sent.location()).await.text();
    page.split("编号 <b>").nth(1).unwrap().split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn danger_stands_first_and_the_same_form_sent_twice_is_one_report() {
    let office = Office::open().await;
    let mut visitor = office.portal.visitor();
    let page = visitor.get("reaction").await.text();
    assert!(page.find("tel:120").unwrap() < page.find("<form id=\"reaction\"").unwrap());
    for words in ["一、谁用的", "二、用的什么", "三、怎么不舒服", "四、可以找谁了解", "单独同意"]
    {
        assert!(page.contains(words), "{words}");
    }
    let key = key(&mut visitor).await;
    let first = send(&mut visitor, &key, &told()).await;
    let again = send(&mut visitor, &key, &told()).await;
    assert_eq!((first.status, first.location()), (again.status, again.location()));
    let receipt = visitor.get(&first.location()).await;
    assert!(receipt.text().contains("YX-BF-2026-000001"));
    assert_eq!(receipt.header("cache-control"), Some("no-store"));
    let other = send(&mut visitor, &key, &with(&[("product", "板蓝根颗粒")])).await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    assert!(other.text().contains("板蓝根颗粒") && !other.text().contains(&key), "a new key, and what was typed");
    assert_eq!(visitor.get("reaction/received/00000000000000000000000000000000").await.status, StatusCode::NOT_FOUND);
}

/// What is sent instead, where it is told, and in which words.
type Fault = (&'static [(&'static str, &'static str)], &'static str, &'static str);

#[tokio::test]
async fn what_is_wrong_is_told_at_its_field_and_everything_typed_stays() {
    let office = Office::open().await;
    let mut visitor = office.portal.visitor();
    let key = key(&mut visitor).await;
    let table: [Fault; 8] = [
        (&[("consent", "")], "consent-error", "单独同意"),
        (&[("village", "")], "village-error", "请选择在哪个乡镇"),
        (&[("village", "110101001000")], "village-error", "请选择在哪个乡镇"),
        (&[("village", "530922000000")], "village-error", "请选择在哪个乡镇"),
        (&[("age", "6")], "guardian-error", "监护人"),
        (&[("product", "")], "product-error", "照着盒子写"),
        (&[("signs", "")], "signs-error", "哪里不舒服"),
        (&[("began_on", "2026-11-01")], "began_on-error", "用药以前"),
    ];
    for (changes, id, words) in table {
        let answer = send(&mut visitor, &key, &with(changes)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{id}");
        let page = answer.text();
        let fault =
            between(&page, &format!("<p id=\"{id}\" class=\"error\">"), "</p>").unwrap_or_else(|| panic!("{id}"));
        assert!(fault.contains(words), "{id}: {fault}");
        assert!(page.contains("=一次两粒") && page.contains("13977778888"), "what was typed stays");
    }
    let child = [("age", "6"), ("guardian", "mother"), ("guardian_consent", "yes")];
    assert_eq!(send(&mut visitor, &key, &with(&child)).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn urgent_ones_stand_first_and_two_on_one_product_are_urgent() {
    let office = Office::open().await;
    let quiet = tell(&office, &told()).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    let list = handler.get("desk/reactions").await.text();
    assert!(list.contains(&quiet) && list.contains("不急") && !list.contains("13977778888"), "no patient in the list");
    let hospital = tell(&office, &with(&[("product", "板蓝根颗粒"), ("doctor", "hospital")])).await;
    tell(&office, &with(&[("product", "头孢 克肟片")])).await;
    let second = tell(&office, &with(&[("product", "阿莫西林 胶囊"), ("outcome", "died")])).await;
    let list = handler.get("desk/reactions").await.text();
    assert!(list.contains("急：住院") && list.contains("有人去世；同一产品收到 2 份"), "{list}");
    let place = |number: &str| list.find(number).unwrap();
    assert!(place(&second) < place(&hospital) && place(&hospital) < place(&quiet), "the first of the two as well");
    assert!(place(&quiet) < list.find("头孢").unwrap(), "what is not urgent comes last");
}

#[tokio::test]
async fn the_sheet_opens_with_a_reason_and_says_what_is_missing() {
    let office = Office::open().await;
    let number = tell(&office, &told()).await;
    let path = format!("desk/reactions/{number}");
    let mut handler = office.person(Role::Handler, STATION).await;
    let page = handler.get(&path).await.text();
    assert!(!page.contains("13977778888") && !page.contains("一次两粒"), "sealed");
    let refused = handler.post_form(&path, &[("step", "open"), ("reason", "看"), ("as", "page")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.text().contains("13977778888"));
    let open = |form: &'static str| [("step", "open"), ("reason", "整理后交监测机构"), ("as", form)];
    let sheet = handler.post_form(&path, &open("page")).await;
    assert_eq!((sheet.status, sheet.header("cache-control")), (StatusCode::OK, Some("no-store")));
    let text = sheet.text();
    let order = ["首次报告/跟踪报告", "患者", "怀疑药品", "阿莫西林胶囊", "并用药品", "好转", "关联性评价", "备注"];
    let table = text.split("<tbody>").nth(1).unwrap();
    let places: Vec<usize> = order.iter().map(|name| table.find(name).unwrap_or_else(|| panic!("{name}"))).collect();
    assert!(places.is_sorted(), "{places:?}");
    let missing = text.split("还缺这些").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(missing.contains("体重") && missing.contains("批准文号") && !missing.contains("性别"), "{missing}");
    let csv = handler.post_form(&path, &open("csv")).await;
    assert!(csv.text().contains("\"'=一次两粒\""), "no cell a spreadsheet would run");
    assert!(csv.header("content-disposition").unwrap().contains("reaction-"));
    let mut auditor = office.person(Role::Auditor, "bureau").await;
    let trail = auditor.get("desk/audit").await.text();
    assert_eq!(trail.matches("查看不良反应内容：整理后交监测机构").count(), 2, "{trail}");
    assert!(!trail.contains("13977778888"));
    let filed = handler.post_form(&path, &[("step", "file"), ("note", "县监测机构")]).await;
    assert_eq!(filed.status, StatusCode::SEE_OTHER);
    assert!(!handler.get("desk/reactions").await.text().contains(&number));
    assert!(handler.get("desk/reactions?show=all").await.text().contains(&number));
}

#[tokio::test]
async fn only_those_who_handle_reactions_of_their_area_see_them() {
    let office = Office::open().await;
    let number = tell(&office, &told()).await;
    let path = format!("desk/reactions/{number}");
    let open = [("step", "open"), ("reason", "整理后交监测机构"), ("as", "page")];
    let mut elsewhere = office.person(Role::Handler, "suo-manwan").await;
    assert_eq!(elsewhere.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(elsewhere.post_form(&path, &open).await.status, StatusCode::NOT_FOUND);
    assert!(!elsewhere.get("desk/reactions").await.text().contains(&number));
    for (role, unit) in [(Role::Editor, "bangongshi"), (Role::Coordinator, STATION), (Role::Auditor, "bureau")] {
        let mut person = office.person(role, unit).await;
        assert_eq!(person.get("desk/reactions").await.status, StatusCode::FORBIDDEN, "{role:?}");
        assert_eq!(person.post_form(&path, &open).await.status, StatusCode::FORBIDDEN, "{role:?}");
    }
    let mut leader = office.person(Role::Leader, "bureau").await;
    assert_eq!(leader.get(&path).await.status, StatusCode::OK);
    let refused = leader.post_form(&path, &open).await;
    assert!(refused.status == StatusCode::FORBIDDEN && !refused.text().contains("13977778888"));
}

#[tokio::test]
async fn where_a_look_needs_two_persons_a_reactions_does_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("site.toml");
    let own = include_str!("../../content/sites/yunxian.toml");
    fs::write(&file, own.replace("identity_second_person = false", "identity_second_person = true")).unwrap();
    let office = Office::with(|settings| settings.site = Some(file)).await;
    let path = format!("desk/reactions/{}", tell(&office, &told()).await);
    let mut handler = office.person(Role::Handler, STATION).await;
    let mut lead = office.person(Role::Lead, STATION).await;
    let open = [("step", "open"), ("reason", "整理后交监测机构"), ("as", "page")];
    let refused = handler.post_form(&path, &open).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text().contains("另一个人同意"));
    let asked = handler.post_form(&path, &[("step", "ask"), ("reason", "整理后交监测机构")]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    let page = lead.get(&path).await.text();
    let select = page.split("name=\"look\"").nth(1).unwrap();
    let look = select.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let grant = [("step", "grant"), ("look", look.as_str())];
    assert_eq!(handler.post_form(&path, &grant).await.status, StatusCode::FORBIDDEN);
    assert_eq!(lead.post_form(&path, &grant).await.status, StatusCode::SEE_OTHER);
    assert!(handler.post_form(&path, &open).await.text().contains("13977778888"));
    assert_eq!(handler.post_form(&path, &open).await.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
}

#[tokio::test]
async fn an_officers_stands_in_the_same_list_and_its_record_says_nothing_of_the_patient() {
    let office = Office::open().await;
    let (id, number) = by_officer(&office).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    let list = handler.get("desk/reactions").await.text();
    assert!(list.contains(&number) && list.contains("信息员") && list.contains("急：住院"), "{list}");
    let mut coordinator = office.person(Role::Coordinator, STATION).await;
    let record = coordinator.get(&format!("desk/field/records/{id}")).await.text();
    assert!(record.contains("小儿氨酚黄那敏颗粒") && !record.contains("13977778888") && !record.contains("李家老二"));
    let open = [("step", "open"), ("reason", "整理后交监测机构"), ("as", "page")];
    let sheet = handler.post_form(&format!("desk/reactions/{number}"), &open).await.text();
    assert!(sheet.contains("13977778888") && sheet.contains("李家老二"));
}

#[tokio::test]
async fn the_receipt_says_whether_it_was_handed_on() {
    let office = Office::open().await;
    let mut visitor = office.portal.visitor();
    let key = key(&mut visitor).await;
    let place = send(&mut visitor, &key, &told()).await.location();
    let before = visitor.get(&place).await.text();
    assert!(before.contains("还没有交给不良反应监测机构") && !before.contains("13977778888"), "{before}");
    let mut handler = office.person(Role::Handler, STATION).await;
    let note = [("step", "file"), ("note", "县监测机构")];
    assert_eq!(handler.post_form("desk/reactions/YX-BF-2026-000001", &note).await.status, StatusCode::SEE_OTHER);
    let after = visitor.get(&place).await.text();
    assert!(after.contains("已经在 2026-11-20 交给不良反应监测机构") && !after.contains("县监测机构"), "{after}");
}

/// A child's, sent by an officer's phone: id and number.
pub async fn by_officer(office: &Office) -> (Uuid, String) {
    let mut phone = phone(&office.portal).await;
    let id = Uuid::new_v4();
    let answers = [
        ("sex", "male"),
        ("age", "6"),
        ("guardian", "mother"),
        ("guardian_consent", "yes"),
        ("kind", "drug"),
        ("product", "小儿氨酚黄那敏颗粒"),
        ("signs", "rash"),
        ("story", "李家老二吃了以后身上起疹子"),
        ("doctor", "hospital"),
        ("contact_phone", "13977778888"),
    ];
    let body = phone.text("reaction", &answers, &[]);
    let sent = phone.put_plain(id, body).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    (id, read(&sent)["number"].as_str().unwrap().to_owned())
}
