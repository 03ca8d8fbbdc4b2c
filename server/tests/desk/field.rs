//! A coordinator's day with village officers.

use std::io::Cursor;

use axum::http::StatusCode;
use calamine::{Reader, Xlsx};
use domain::access::Role;
use domain::field::ErrandKind;
use domain::ports::{Binding, DeviceToken};
use uuid::Uuid;

use super::news::BUREAU;
use super::office::{Office, STATION};
use crate::field::crew::{listed, phone, read, seal, sha256};
use crate::portal::{Answer, Form, Visitor, jpeg};

const VILLAGE: &str = "530922101201";
const OFFICER: [(&str, &str); 4] = [
    ("form_id", "019aa000-0000-7000-8000-0000000000aa"),
    ("name", "李大山"),
    ("phone", "13988312345"),
    ("villages", VILLAGE),
];
const PLACE: &str = "desk/officers/019aa000-0000-7000-8000-0000000000aa";

async fn enrolled(office: &Office) -> Visitor {
    let mut coordinator = office.person(Role::Coordinator, STATION).await;
    let added = coordinator.post_form("desk/officers/new", &OFFICER).await;
    assert_eq!(
        (added.status, added.location().as_str()),
        (StatusCode::SEE_OTHER, format!("{PLACE}?done=kept").as_str())
    );
    coordinator
}

/// The eight digits a code page shows.
fn digits(page: &Answer) -> String {
    let text = page.text();
    let (_, rest) = text.split_once("class=\"code\">").unwrap();
    rest.split('<').next().unwrap().replace(' ', "")
}

async fn bound(office: &Office, code: &str) -> DeviceToken {
    let services = &office.portal.services;
    let (pin, address) = ("258014".to_owned(), "192.0.2.1".to_owned());
    let binding = Binding { code: code.to_owned(), pin: pin.clone(), pin_again: pin, device: None, address };
    services.field_work.bind(binding, services.now()).await.unwrap()
}

#[tokio::test]
async fn an_officer_is_enrolled_bound_and_cut_off() {
    let office = Office::open().await;
    let mut coordinator = enrolled(&office).await;
    let again = coordinator.post_form("desk/officers/new", &OFFICER).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "the same form twice is one officer");
    let list = coordinator.get("desk/officers").await.text();
    assert_eq!(list.matches("李大山").count(), 1);
    assert!(list.contains("永胜村民委员会") && list.contains("未通过"));
    let code = coordinator.post_form(PLACE, &[("step", "code")]).await;
    assert!(code.text().contains("<svg"), "a code to scan");
    let token = bound(&office, &digits(&code)).await;
    let file = coordinator.get(PLACE).await.text();
    assert!(file.contains("13988312345") && file.contains("最近联系"), "{file}");
    let services = &office.portal.services;
    let device = services.field_work.device(&token, services.now()).await.unwrap().unwrap();
    let fields = [("step", "revoke"), ("phone_id", &*device.id.to_string())];
    assert_eq!(coordinator.post_form(PLACE, &fields).await.status, StatusCode::SEE_OTHER);
    assert!(services.field_work.device(&token, services.now()).await.unwrap().unwrap().revoked);
    assert!(coordinator.get(PLACE).await.text().contains("已停用"));
}

#[tokio::test]
async fn what_is_wrong_with_an_enrolment_is_told_and_what_was_typed_stays() {
    let office = Office::open().await;
    let mut coordinator = enrolled(&office).await;
    let short = coordinator
        .post_form("desk/officers/new", &[("name", "王秀英"), ("phone", "1398"), ("villages", VILLAGE)])
        .await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.text().contains("少了 7 位") && short.text().contains("王秀英"));
    let taken = [("name", "王秀英"), ("phone", "13988312345"), ("villages", VILLAGE)];
    assert!(coordinator.post_form("desk/officers/new", &taken).await.text().contains("已经登记在另一位"));
    let elsewhere = [("name", "王秀英"), ("phone", "13988300000"), ("villages", "530922102201")];
    assert!(coordinator.post_form("desk/officers/new", &elsewhere).await.text().contains("不在您管的地方"));
}

#[tokio::test]
async fn another_stations_coordinator_sees_nothing_of_it() {
    let office = Office::open().await;
    enrolled(&office).await;
    let mut other = office.person(Role::Coordinator, "suo-manwan").await;
    assert_eq!(other.get(PLACE).await.status, StatusCode::NOT_FOUND);
    assert!(!other.get("desk/officers").await.text().contains("李大山"));
    assert!(!other.get("desk/field").await.text().contains("爱华镇"));
    let cut_off = other.post_form(PLACE, &[("step", "stop")]).await;
    assert_eq!(cut_off.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_overview_says_who_is_silent_and_where_nobody_is() {
    let office = Office::open().await;
    let mut coordinator = enrolled(&office).await;
    let page = coordinator.get("desk/field").await.text();
    assert!(page.contains("爱华镇") && page.contains("李大山"), "silent until the first report");
    let home = coordinator.get("desk").await.text();
    assert!(home.contains("登记信息员"));
}

#[tokio::test]
async fn a_task_is_read_and_done_on_the_phone_and_seen_at_the_desk() {
    let office = Office::open().await;
    let mut coordinator = enrolled(&office).await;
    let errand = [
        ("kind", "check"),
        ("urgent", "yes"),
        ("region", "530922101000"),
        ("title", "查看集市"),
        ("text", "本周赶集日到桥头看一看"),
        ("until", "2026-11-30"),
    ];
    let given = coordinator.post_form("desk/field/errands/new", &errand).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text());
    let services = &office.portal.services;
    let officer = "019aa000-0000-7000-8000-0000000000aa".parse().unwrap();
    let tasks = services.field_work.errands(officer).await.unwrap();
    assert_eq!((tasks.len(), tasks[0].kind, tasks[0].urgent, tasks[0].read_at), (1, ErrandKind::Check, true, None));
    services.field_work.errand_read(officer, tasks[0].id, services.now()).await.unwrap();
    let page = format!("desk/field/errands/{}", tasks[0].id);
    assert!(coordinator.get(&page).await.text().contains("看过，还没做"));
    services.field_work.errand_done(officer, tasks[0].id, "没看到", services.now()).await.unwrap();
    assert!(coordinator.get(&page).await.text().contains("做完：没看到"));
    assert!(coordinator.get("desk/field/errands").await.text().contains("紧急核查任务"));
    let nobody = [("kind", "other"), ("region", "530922105000"), ("title", "x"), ("text", "y")];
    assert!(coordinator.post_form("desk/field/errands/new", &nobody).await.text().contains("还没有信息员"));
    let foreign = [("kind", "notice"), ("region", "530922102000"), ("title", "x"), ("text", "y")];
    assert!(coordinator.post_form("desk/field/errands/new", &foreign).await.text().contains("不归您管"));
}

#[tokio::test]
async fn outlets_come_from_a_spreadsheet_whole_or_not_at_all() {
    let office = Office::open().await;
    let mut coordinator = enrolled(&office).await;
    let table = "类型,名称,村,许可证号,负责人,电话\n药店,永胜大药房,永胜,云DA883000001,赵某,13900000000\n卫生室,永胜村卫生室,530922101201,,钱某,\n";
    let form = Form::default().file("file", "outlets.csv", table.as_bytes().to_vec());
    let done = coordinator.post_multipart("desk/field/outlets/import", &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert_eq!(coordinator.post_multipart("desk/field/outlets/import", &form).await.status, StatusCode::SEE_OTHER);
    let page = coordinator.get("desk/field/outlets").await.text();
    assert!(page.contains("共 2 家") && page.contains("还没去过"), "the same table twice is the same ledger");
    let wrong = "类型,名称,村\n药店,好药房,永胜\n理发店,某店,永胜\n";
    let form = Form::default().file("file", "outlets.csv", wrong.as_bytes().to_vec());
    let refused = coordinator.post_multipart("desk/field/outlets/import", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("第 3 行") && !refused.text().contains("好药房"));
    let odd = [("kind", "pharmacy"), ("name", "某药房"), ("region", VILLAGE), ("licence_no", "12345")];
    assert_eq!(coordinator.post_form("desk/field/outlets/new", &odd).await.status, StatusCode::SEE_OTHER);
    assert!(coordinator.get("desk/field/outlets").await.text().contains("不像药品经营许可证"));
}

#[tokio::test]
async fn the_monthly_sheet_opens_on_paper_and_as_a_spreadsheet() {
    let office = Office::open().await;
    let mut coordinator = enrolled(&office).await;
    let page = coordinator.get("desk/field/month?month=2026-11").await.text();
    assert!(page.contains("2026 年 11 月") && page.contains("合计"));
    let sheet = coordinator.get("desk/field/month.xlsx?month=2026-11").await;
    assert!(sheet.bytes.starts_with(b"PK"));
    let paper = coordinator.get("desk/field/month/sheet?month=2026-11").await.text();
    assert!(
        paper.contains("村药品安全信息员月报（2026 年 11 月）") && paper.contains("1 名村药品安全信息员"),
        "{paper}"
    );
}

#[tokio::test]
async fn a_clue_that_led_to_a_case_stands_in_the_monthly_sheet_as_confirmed() {
    let office = Office::open().await;
    let mut phone = phone(&office.portal).await;
    let mut coordinator = office.person(Role::Coordinator, STATION).await;
    let mut numbers = Vec::new();
    for story in ["桥头有人摆摊卖药", "村口有人讲课卖药"] {
        let body = phone.text("clue", &[("tile", "peddler"), ("story", story)], &[]);
        let sent = phone.put_plain(Uuid::new_v4(), body).await;
        assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
        numbers.push(read(&sent)["number"].as_str().unwrap().to_owned());
    }
    let counted = "报送线索 2 条，其中查实";
    let before = coordinator.get("desk/field/month/sheet").await.text();
    assert!(before.contains(&format!("{counted} 0 条")), "{before}");

    let number = &numbers[0];
    office.assign(number, STATION).await;
    let mut lead = office.person(Role::Lead, STATION).await;
    office.step(&mut lead, number, "verify", &[]).await;
    office.step(&mut lead, number, "file", &[("case_no", "云市监案〔2026〕7号")]).await;
    office.assign(&numbers[1], STATION).await;
    office.step(&mut lead, &numbers[1], "verify", &[]).await;
    office.step(&mut lead, &numbers[1], "do-not-file", &[("reason", "没有发现违法")]).await;
    let paper = coordinator.get("desk/field/month/sheet").await.text();
    assert!(paper.contains(&format!("{counted} 1 条")) && paper.contains("立了案又撤销的不算"), "{paper}");
    let page = coordinator.get("desk/field/month").await.text();
    assert!(page.contains("查实线索（条）"), "{page}");
    let xlsx = coordinator.get("desk/field/month.xlsx").await;
    let rows = table(&xlsx.bytes);
    let column = rows.iter().find_map(|row| row.iter().position(|cell| cell == "查实线索（条）")).unwrap();
    let sum = rows.iter().find(|row| row[0] == "合计").unwrap();
    assert_eq!((sum[column - 1].as_str(), sum[column].as_str()), ("2", "1"));
}

/// The cells of a workbook's only sheet.
fn table(xlsx: &[u8]) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[tokio::test]
async fn a_sealed_bag_gets_a_label_and_other_records_get_none() {
    let office = Office::open().await;
    let mut phone = phone(&office.portal).await;
    let mut coordinator = office.person(Role::Coordinator, STATION).await;
    let taken_back = [("kg", "2.5"), ("second_person", "王秀英"), ("handed_to", "kept"), ("narcotics", "yes")];
    let patrol = [("place_kind", "pharmacy"), ("seen", "fine")];
    let (bag, walk) = (Uuid::new_v4(), Uuid::new_v4());
    for (id, form, answers) in [(bag, "take-back", taken_back.as_slice()), (walk, "patrol", patrol.as_slice())] {
        let body = phone.text(form, answers, &[]);
        assert_eq!(phone.put_plain(id, body).await.status, StatusCode::CREATED);
    }
    let record = format!("desk/field/records/{bag}");
    assert!(coordinator.get(&record).await.text().contains(&format!("{record}/label")));
    let label = coordinator.get(&format!("{record}/label")).await.text();
    for words in ["YX-HS-2026-000001", "王秀英", "2.5 公斤", "已封存"] {
        assert!(label.contains(words), "{words} in {label}");
    }
    assert_eq!(coordinator.get(&format!("desk/field/records/{walk}/label")).await.status, StatusCode::NOT_FOUND);
}

/// What the phone's 导出 puts into a file.
fn exported(report: Uuid, officer: Uuid, body: &[u8], photos: &[(Uuid, Vec<u8>)]) -> Vec<u8> {
    let listed: Vec<_> = photos.iter().map(|(id, bytes)| listed(*id, bytes, "image/jpeg")).collect();
    let head = serde_json::json!({
        "yaoan": "officer report 1", "id": report, "officer": officer, "form": "patrol",
        "sha256": sha256(body), "size": body.len(), "photos": listed,
    });
    let photos: Vec<u8> = photos.iter().flat_map(|(_, bytes)| bytes.clone()).collect();
    [format!("{head}\n").as_bytes(), body, &photos].concat()
}

async fn bring(visitor: &mut Visitor, file: Vec<u8>) -> Answer {
    visitor.post_multipart("desk/field/records", &Form::default().file("file", "药安上报.yaoan", file)).await
}

#[tokio::test]
async fn a_report_that_never_left_its_phone_is_brought_by_the_coordinator() {
    let office = Office::open().await;
    let mut phone = phone(&office.portal).await;
    let mut coordinator = office.person(Role::Coordinator, STATION).await;
    let key = office.portal.services.field_work.sealing_key();
    let (report, photo) = (Uuid::new_v4(), Uuid::new_v4());
    let picture = seal(&key, &format!("{report}/{photo}"), &jpeg(400, 300));
    let text =
        phone.text("patrol", &[("place_kind", "stall"), ("seen", "quack")], &[listed(photo, &picture, "image/jpeg")]);
    let body = seal(&key, &report.to_string(), &text);
    let file = exported(report, phone.officer, &body, &[(photo, picture)]);

    let cut_off = bring(&mut coordinator, file[..file.len() - 1].to_vec()).await;
    assert_eq!(cut_off.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(cut_off.text().contains("文件不完整"), "{}", cut_off.text());
    assert!(bring(&mut coordinator, b"PK".to_vec()).await.text().contains("不是从信息员手机里导出的"));
    let mut elsewhere = office.person(Role::Coordinator, "suo-manwan").await;
    assert!(bring(&mut elsewhere, file.clone()).await.text().contains("没有这份上报的信息员"));
    let mut clerk = office.person(Role::Clerk, "xiaojian").await;
    assert_eq!(bring(&mut clerk, file.clone()).await.status, StatusCode::FORBIDDEN);
    assert!(office.portal.services.store.report(report).await.unwrap().is_none(), "nothing of that was kept");

    let place = format!("desk/field/records/{report}");
    for _ in 0..2 {
        let brought = bring(&mut coordinator, file.clone()).await;
        assert_eq!((brought.status, brought.location()), (StatusCode::SEE_OTHER, format!("{place}?done=kept")));
    }
    assert_eq!(coordinator.get(&format!("{place}/file/1")).await.status, StatusCode::OK);
    let later = phone.put(report, "application/octet-stream", body).await;
    assert_eq!(later.status, StatusCode::OK, "the phone hears that it is there");
    assert_eq!(read(&later)["photos"][0]["complete"], true);
    let own = office.portal.services.field_work.own_reports(phone.officer, 1).await.unwrap();
    assert_eq!(own.total, 1);
    assert!(office.portal.house.keeper.verify().await.unwrap().checked.findings.is_whole());
}

#[tokio::test]
async fn what_an_officer_said_is_heard_at_the_matter() {
    let office = Office::open().await;
    let mut phone = phone(&office.portal).await;
    let key = office.portal.services.field_work.sealing_key();
    let (report, voice) = (Uuid::new_v4(), Uuid::new_v4());
    let sealed = seal(&key, &format!("{report}/{voice}"), b"\x1a\x45\xdf\xa3 a recording");
    let text = phone.text("clue", &[("tile", "peddler")], &[listed(voice, &sealed, "audio/webm")]);
    let body = seal(&key, &report.to_string(), &text);
    let sent = phone.put(report, "application/octet-stream", body).await;
    let matter = format!("desk/matter/{}", read(&sent)["number"].as_str().unwrap());
    let mut leader = office.person(Role::Leader, BUREAU).await;
    assert!(!leader.get(&matter).await.text().contains("<audio"), "not before it is whole");
    assert_eq!(phone.upload(report, voice, &sealed).await.status, StatusCode::CREATED);
    assert!(leader.get(&matter).await.text().contains(&format!("/{matter}/voice/1\"")));
    let heard = leader.get(&format!("{matter}/voice/1")).await;
    assert_eq!(heard.headers["content-type"], "audio/webm");
    assert!(heard.bytes.starts_with(b"\x1a\x45\xdf\xa3"));
    assert_eq!(leader.get(&format!("{matter}/voice/2")).await.status, StatusCode::NOT_FOUND);
    let mut elsewhere = office.person(Role::Handler, "suo-manwan").await;
    assert_ne!(elsewhere.get(&format!("{matter}/voice/1")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_month_of_records_earns_points_once_a_day_and_village() {
    let office = Office::open().await;
    let mut phone = phone(&office.portal).await;
    let coordinator = office.person(Role::Coordinator, STATION).await;
    for _ in 0..3 {
        let body = phone.text("patrol", &[("place_kind", "pharmacy"), ("seen", "fine")], &[]);
        assert_eq!(phone.put_plain(Uuid::new_v4(), body).await.status, StatusCode::CREATED);
    }
    let clue = phone.text("clue", &[("tile", "peddler"), ("story", "桥头有人摆摊卖药")], &[]);
    assert_eq!(phone.put_plain(Uuid::new_v4(), clue).await.status, StatusCode::CREATED);
    let page = coordinator.clone().get("desk/field/merits").await.text();
    assert!(page.contains("李大山") && page.contains("<span>3</span>") && page.contains("线索 1，巡查 1"), "{page}");
    assert!(coordinator.clone().get("desk/field/merits?month=2026-10").await.text().contains("这个月没有上报"));
    let own = phone.visitor.get("officer/reports").await.text();
    assert!(own.contains("<b>3 分</b>") && own.contains("不是钱"), "{own}");
}
