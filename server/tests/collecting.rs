//! 上门收: from the resident's form over the desk to the officer's phone, and what is left of it.

use axum::http::StatusCode;
use domain::access::Role;
use domain::audit::Deed;
use jiff::SignedDuration;
use server::doors::Inside;

use crate::desk::office::{Office, STATION};
use crate::field::crew::{Phone, binding, code, officer, phone, with};
use crate::page::attributes;
use crate::portal::{Answer, TestPortal, Visitor};

const FORM: &str = "take-back/collect";
const LIST: &str = "desk/field/collects";
const KEY: &str = "0123456789abcdef0123456789abcdef";
const PHONE: &str = "13900007777";
const HOUSE: &str = "村小学对面红铁门";
const VILLAGE: &str = "530922101201";

fn form<'a>(key: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("form_key", key),
        ("region", VILLAGE),
        ("place", HOUSE),
        ("phone", PHONE),
        ("call", "王大妈"),
        ("amount", "bag"),
        ("home", "morning"),
    ];
    fields.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    fields.extend_from_slice(more);
    fields
}

async fn ask(office: &Office) {
    let sent = office.portal.visitor().post_form(FORM, &form(KEY, &[])).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
}

/// Address of the only request on the list.
async fn the_one(person: &mut Visitor) -> String {
    let page = person.get(LIST).await.text();
    let links: Vec<String> = attributes(&page, &["href"])
        .into_iter()
        .filter_map(|link| Some(format!("{LIST}/{}", link.strip_prefix(&format!("/{LIST}/"))?)))
        .collect();
    assert_eq!(links.len(), 1, "{links:?}");
    links.into_iter().next().unwrap()
}

async fn step(person: &mut Visitor, path: &str, seen: u32, fields: &[(&str, &str)]) -> Answer {
    person.post_form(&format!("{path}?seen={seen}"), fields).await
}

async fn give(person: &mut Visitor, path: &str, seen: u32, to: &Phone) {
    let given = step(person, path, seen, &[("step", "give"), ("officer", &to.officer.to_string())]).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text());
}

/// The path of a step of the only task that has one.
fn task(page: &str, step: &str) -> String {
    let links: Vec<String> = attributes(page, &["action", "formaction"]);
    links.into_iter().find(|link| link.ends_with(&format!("/{step}"))).unwrap().trim_start_matches('/').to_owned()
}

async fn trail(office: &Office) -> String {
    office.person(Role::Auditor, STATION).await.get("desk/audit").await.text()
}

async fn a_night_later(office: &Office, days: i64) {
    let services = &office.portal.services;
    office.portal.clock.turn(SignedDuration::from_hours(24 * days));
    office.portal.house.caretaker.inspect(&Inside::of(services), services.now()).await.unwrap();
}

#[tokio::test]
async fn from_the_question_to_the_bag_and_then_nothing_of_the_person_is_left() {
    let office = Office::open().await;
    let mut phone = phone(&office.portal).await;
    ask(&office).await;
    let mut coordinator = office.person(Role::Coordinator, STATION).await;
    let list = coordinator.get(LIST).await.text();
    for told in ["YX-SM-2026-000001", "爱华镇永胜", "一袋", "上午", "还没有派"] {
        assert!(list.contains(told), "{told} in {list}");
    }
    let path = the_one(&mut coordinator).await;
    let file = coordinator.get(&path).await.text();
    assert!(!list.contains(PHONE) && !file.contains(PHONE) && !file.contains(HOUSE), "sealed until somebody says why");
    assert_eq!(step(&mut coordinator, &path, 1, &[("step", "look"), ("reason", "")]).await.status, 422);
    let looked = step(&mut coordinator, &path, 1, &[("step", "look"), ("reason", "和村民约时间")]).await;
    assert!(looked.text().contains(PHONE) && looked.text().contains(HOUSE) && looked.text().contains("王大妈"));
    assert_eq!(looked.header("cache-control"), Some("no-store"));

    give(&mut coordinator, &path, 1, &phone).await;
    let before = phone.visitor.get("officer/tasks").await;
    assert_eq!(before.header("cache-control"), Some("no-store"));
    let before = before.text();
    assert!(before.contains("YX-SM-2026-000001") && !before.contains(PHONE), "not before the look is written down");
    phone.visitor.post_form(&task(&before, "read"), &[]).await;
    let open = phone.visitor.get("officer/tasks").await.text();
    for told in [&format!("tel:{PHONE}"), HOUSE, "王大妈", "上午"] {
        assert!(open.contains(told), "{told} in {open}");
    }
    let given = coordinator.get("desk/field/errands").await.text();
    assert!(given.contains("上门收过期药 YX-SM-2026-000001") && !given.contains(PHONE));

    let done = phone.visitor.post_form(&task(&open, "done"), &[("note", "收了一袋")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let after = phone.visitor.get("officer/tasks").await.text();
    assert!(after.contains("做完了") && !after.contains(PHONE) && !after.contains(HOUSE));
    assert!(coordinator.get(LIST).await.text().contains("没有等着上门收的"));
    assert!(coordinator.get(&format!("{LIST}?show=ended")).await.text().contains("信息员收好了"));
    let kept = step(&mut coordinator, &path, 3, &[("step", "look"), ("reason", "村民来电问")]).await.text();
    assert!(kept.contains(PHONE), "for some days somebody may ask");

    let trail = trail(&office).await;
    for told in ["和村民约时间", "村民来电问", "随任务看到", "派给李大山", "收好了", Deed::DoorSeen.words()]
    {
        assert!(trail.contains(told), "{told}");
    }
    assert!(!trail.contains(PHONE) && !trail.contains(HOUSE));
    office.portal.services.store.carry_over_log().await.unwrap();
    for file in std::fs::read_dir(office.portal.data()).unwrap().flatten().filter(|file| file.path().is_file()) {
        let bytes = std::fs::read(file.path()).unwrap();
        for plain in [PHONE, HOUSE] {
            assert!(!bytes.windows(plain.len()).any(|part| part == plain.as_bytes()), "{:?}", file.path());
        }
    }

    a_night_later(&office, 8).await;
    let mut later = office.at_desk(&format!("{}.{STATION}", Role::Coordinator.as_str())).await;
    let file = later.get(&path).await.text();
    assert!(file.contains("已经按期删掉") && file.contains("一袋") && file.contains("爱华镇永胜"), "{file}");
    let gone = step(&mut later, &path, 3, &[("step", "look"), ("reason", "再看一次")]).await;
    assert!(gone.status == StatusCode::UNPROCESSABLE_ENTITY && !gone.text().contains(PHONE));
    assert!(office.portal.house.keeper.verify().await.unwrap().checked.findings.is_whole());
}

#[tokio::test]
async fn a_form_sent_twice_is_one_request_and_its_receipt_shows_nothing_of_the_person() {
    let office = Office::open().await;
    let mut visitor = office.portal.visitor();
    let mut receipts = Vec::new();
    for _ in 0..2 {
        receipts.push(visitor.post_form(FORM, &form(KEY, &[])).await.location());
    }
    assert_eq!(receipts[0], receipts[1]);
    let receipt = visitor.get(&receipts[0]).await;
    assert_eq!(receipt.header("cache-control"), Some("no-store"));
    let receipt = receipt.text();
    assert!(receipt.contains("YX-SM-2026-000001") && receipt.contains("先打电话") && receipt.contains("tel:12315"));
    assert!(!receipt.contains(PHONE) && !receipt.contains("王大妈"));
    let changed = visitor.post_form(FORM, &form(KEY, &[("amount", "more")])).await;
    assert_eq!(changed.status, StatusCode::CONFLICT);
    assert!(!changed.text().contains(KEY) && changed.text().contains(HOUSE), "a fresh key, and what was typed");
    the_one(&mut office.person(Role::Coordinator, STATION).await).await;
    assert_eq!(visitor.get(&format!("{FORM}/received/{}", "0".repeat(32))).await.status, StatusCode::NOT_FOUND);
    assert!(visitor.cookies().is_empty());
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_field_and_what_was_typed_stays() {
    let office = Office::open().await;
    let mut visitor = office.portal.visitor();
    let long = "村".repeat(101);
    for (field, value, told) in [
        ("region", "", "请选乡镇和村"),
        ("region", "530923101000", "不归云县市场监督管理局管"),
        ("region", "530922101999", "没有这个地方"),
        ("phone", "", "请写电话"),
        ("phone", "139", "少了 8 位"),
        ("phone", "0883", "请带区号"),
        ("place", &long, "请删掉 1 个字"),
        ("call", "王\u{202e}", "看不见的控制字符"),
        ("amount", "", "请选大概有多少"),
        ("home", "night", "请从列出的选项里选择"),
    ] {
        let refused = visitor.post_form(FORM, &form(KEY, &[(field, value)])).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {value}");
        let page = refused.text();
        assert!(page.contains(told) && page.contains(&format!("id=\"{field}-error\"")), "{field} {value}: {told}");
        assert!(page.contains(KEY) && (field == "phone" || page.contains(PHONE)), "what was typed stays");
    }
    let program = visitor.post_form(FORM, &form(KEY, &[("left_empty", "x")])).await;
    assert_eq!(program.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(program.text().contains("应当空着"));
    assert_eq!(visitor.post_form(FORM, &[("phone", PHONE)]).await.status, StatusCode::BAD_REQUEST, "no key");
    let mut coordinator = office.person(Role::Coordinator, STATION).await;
    assert!(coordinator.get(LIST).await.text().contains("没有等着上门收的"), "nothing of it was kept");
}

#[tokio::test]
async fn the_form_says_what_the_phone_is_for_and_a_point_leads_to_it_with_its_village() {
    let office = Office::open().await;
    let mut visitor = office.portal.visitor();
    let page = visitor.get(FORM).await.text();
    for told in
        ["不要钱，也不给钱", "针头、水银体温计", "收完以后保存7天", "最多保存90天", "期限由本局规定", "left_empty"]
    {
        assert!(page.contains(told), "{told}");
    }
    assert_ne!(page, visitor.get(FORM).await.text(), "each form has a key of its own");
    let chosen = visitor.get(&format!("{FORM}?region={VILLAGE}")).await.text();
    assert!(chosen.contains(&format!("value=\"{VILLAGE}\" selected")), "{chosen}");
    let made_up = visitor.get(&format!("{FORM}?region=%22%3E%3Cb%3E")).await;
    assert!(made_up.status == StatusCode::OK && !made_up.text().contains("<b>"));
    assert!(visitor.get("take-back").await.text().contains(&format!("href=\"/{FORM}\"")));
    let point = [
        ("form_id", "019aa000-0000-7000-8000-0000000000cc"),
        ("name", "永胜村卫生室"),
        ("region", VILLAGE),
        ("address", "新街路口12号"),
        ("receiver", "值班医生"),
        ("phone", "13900000000"),
        ("days", "4"),
        ("hours", "8:30-11:30"),
    ];
    let mut coordinator = office.person(Role::Coordinator, STATION).await;
    coordinator.post_form("desk/field/points/new", &point).await;
    assert!(visitor.get("take-back").await.text().contains(&format!("/{FORM}?region={VILLAGE}\"")));
}

#[tokio::test]
async fn where_places_are_many_the_township_is_chosen_first() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("huzhou.toml");
    let yunxian = include_str!("../../content/sites/yunxian.toml");
    std::fs::write(&site, yunxian.replace("region = \"530922\"", "region = \"3305\"")).unwrap();
    let portal = TestPortal::with(|settings| settings.site = Some(site)).await;
    let town = portal.services.regions.townships("3305").next().unwrap().code.to_string();
    let mut visitor = portal.visitor();
    let first = visitor.get(FORM).await.text();
    assert!(first.contains("name=\"township\"") && !first.contains("name=\"phone\""));
    let then = visitor.get(&format!("{FORM}?township={town}")).await.text();
    assert!(then.contains("name=\"phone\"") && then.contains("换一个乡镇"));
}

#[tokio::test]
async fn another_officer_gets_it_and_the_first_one_sees_no_more() {
    let office = Office::open().await;
    let mut first = phone(&office.portal).await;
    let id = officer(&office.portal, "赵小河", "13988300000").await;
    let code = code(&office.portal, id).await;
    let services = &office.portal.services;
    let bound = services.field_work.bind(binding(&code, None), services.now()).await.unwrap();
    let visitor = with(&office.portal, &bound.0, id);
    let mut second = Phone { visitor, officer: id, token: bound.0 };
    ask(&office).await;
    let mut coordinator = office.person(Role::Coordinator, STATION).await;
    let path = the_one(&mut coordinator).await;
    give(&mut coordinator, &path, 1, &first).await;
    let page = first.visitor.get("officer/tasks").await.text();
    first.visitor.post_form(&task(&page, "read"), &[]).await;
    assert!(first.visitor.get("officer/tasks").await.text().contains(PHONE));
    assert!(!second.visitor.get("officer/tasks").await.text().contains("YX-SM"), "nobody else's");

    let stale = step(&mut coordinator, &path, 1, &[("step", "give"), ("officer", &id.to_string())]).await;
    assert!(stale.status == StatusCode::UNPROCESSABLE_ENTITY && stale.text().contains("有了变化"));
    let same = step(&mut coordinator, &path, 2, &[("step", "give"), ("officer", &first.officer.to_string())]).await;
    assert!(same.text().contains("已经在这位信息员手里"));
    give(&mut coordinator, &path, 2, &second).await;
    let page = first.visitor.get("officer/tasks").await.text();
    assert!(!page.contains(PHONE) && page.contains("改派给别人，不用去了"), "taken off the first: {page}");

    let page = second.visitor.get("officer/tasks").await.text();
    second.visitor.post_form(&task(&page, "read"), &[]).await;
    let page = second.visitor.get("officer/tasks").await.text();
    let back = task(&page, "back");
    let silent = second.visitor.post_form(&back, &[("note", " ")]).await;
    assert!(silent.status == StatusCode::UNPROCESSABLE_ENTITY && silent.text().contains("请写一句为什么"));
    assert_eq!(first.visitor.post_form(&back, &[("note", "不是我的")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(second.visitor.post_form(&back, &[("note", "家里没有人")]).await.status, StatusCode::SEE_OTHER);
    assert!(!second.visitor.get("officer/tasks").await.text().contains(PHONE));
    let list = coordinator.get(LIST).await.text();
    assert!(list.contains("交回来了") && list.contains("家里没有人"), "{list}");
}

#[tokio::test]
async fn a_coordinator_ends_it_with_a_reason_and_is_told_of_the_same_phone() {
    let office = Office::open().await;
    let mut phone = phone(&office.portal).await;
    ask(&office).await;
    let mut coordinator = office.person(Role::Coordinator, STATION).await;
    let path = the_one(&mut coordinator).await;
    let other = KEY.replace('0', "9");
    office.portal.visitor().post_form(FORM, &form(&other, &[("region", "530922101202")])).await;
    assert!(coordinator.get(&path).await.text().contains("还有 1 条没办完"));
    give(&mut coordinator, &path, 1, &phone).await;
    let page = phone.visitor.get("officer/tasks").await.text();
    phone.visitor.post_form(&task(&page, "read"), &[]).await;
    for wrong in ["", "collected", "lapsed", "x"] {
        let refused = step(&mut coordinator, &path, 2, &[("step", "end"), ("ending", wrong)]).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text().contains("请选为什么"), "{wrong}");
    }
    let ended = step(&mut coordinator, &path, 2, &[("step", "end"), ("ending", "repeated")]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.text());
    assert!(coordinator.get(&path).await.text().contains("重复"));
    assert!(!phone.visitor.get("officer/tasks").await.text().contains(PHONE), "the officer need not go");
    let late = step(&mut coordinator, &path, 3, &[("step", "end"), ("ending", "brought")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(step(&mut coordinator, &path, 3, &[("step", "x")]).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn nobody_keeps_a_phone_number_because_nobody_came() {
    let office = Office::open().await;
    let mut phone = phone(&office.portal).await;
    ask(&office).await;
    let mut coordinator = office.person(Role::Coordinator, STATION).await;
    let path = the_one(&mut coordinator).await;
    give(&mut coordinator, &path, 1, &phone).await;
    let page = phone.visitor.get("officer/tasks").await.text();
    phone.visitor.post_form(&task(&page, "read"), &[]).await;
    a_night_later(&office, 89).await;
    assert!(phone.visitor.get("officer/tasks").await.text().contains(PHONE));
    a_night_later(&office, 2).await;
    assert!(!phone.visitor.get("officer/tasks").await.text().contains(PHONE));
    let mut later = office.at_desk(&format!("{}.{STATION}", Role::Coordinator.as_str())).await;
    let file = later.get(&path).await.text();
    assert!(file.contains("到期没有收成") && file.contains("已经按期删掉"), "{file}");
    let trail = trail(&office).await;
    assert!(trail.contains("电话、称呼和住处 1 份"));
}

#[tokio::test]
async fn where_the_village_has_no_officer_the_townships_may_help_and_another_stations_see_nothing() {
    let office = Office::open().await;
    let phone = phone(&office.portal).await;
    let sent = office.portal.visitor().post_form(FORM, &form(KEY, &[("region", "530922101202")])).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let mut coordinator = office.person(Role::Coordinator, STATION).await;
    let path = the_one(&mut coordinator).await;
    let file = coordinator.get(&path).await.text();
    assert!(file.contains("这个村还没有信息员") && file.contains("李大山（"), "{file}");
    let mut other = office.person(Role::Coordinator, "suo-manwan").await;
    assert!(!other.get(LIST).await.text().contains("YX-SM"));
    assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND);
    for fields in [[("step", "look"), ("reason", "想看一看")], [("step", "end"), ("ending", "repeated")]] {
        assert_eq!(step(&mut other, &path, 1, &fields).await.status, StatusCode::NOT_FOUND);
    }
    let nobody = step(&mut coordinator, &path, 1, &[("step", "give"), ("officer", "")]).await;
    assert!(nobody.status == StatusCode::UNPROCESSABLE_ENTITY && nobody.text().contains("请选派给哪位"));
    give(&mut coordinator, &path, 1, &phone).await;
}
