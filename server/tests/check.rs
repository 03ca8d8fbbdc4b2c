//! Checking a number off a box, through the whole router.

use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::content::Content;
use crate::page::{attributes, between, unescaped, without_tags};
use crate::portal::{Answer, TestPortal, Visitor};

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn ask(visitor: &mut Visitor, text: &str) -> Answer {
    visitor.get(&format!("check?q={}", encoded(text))).await
}

async fn main_of(text: &str) -> String {
    let portal = TestPortal::open().await;
    let answer = ask(&mut portal.visitor(), text).await;
    assert_eq!(answer.status, StatusCode::OK, "{text}");
    assert_eq!(answer.header("cache-control"), Some("no-store"), "nobody keeps what was asked after");
    between(&answer.text(), "<main", "</main>").unwrap().to_owned()
}

/// The links of a page that lead to the report form.
fn report_link(page: &str) -> String {
    let links = attributes(page, &["href"]);
    links.into_iter().find(|link| link.contains("report/new")).expect("a way to report")
}

#[tokio::test]
async fn the_empty_page_shows_where_numbers_stand_and_is_kept() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let first = visitor.get("check").await;
    let page = first.text();
    assert_eq!(first.status, StatusCode::OK);
    assert!(page.contains("method=\"get\"") && page.contains("action=\"/check\"") && page.contains("name=\"q\""));
    assert!(page.contains("号码在哪里") && page.contains("<svg") && page.contains("不等于东西是真的"));
    let etag = first.header("etag").expect("a strong tag").to_owned();
    assert!(etag.starts_with('"'));
    let again = portal.visitor().sending("if-none-match", &etag).get("check").await;
    assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
    let blank = visitor.get("check?q=%20%E3%80%80").await;
    assert_eq!(blank.status, StatusCode::OK);
    assert!(blank.text().contains("号码在哪里"));
}

#[tokio::test]
async fn every_example_leads_to_its_answer() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let page = visitor.get("check").await.text();
    let examples: Vec<String> =
        attributes(&page, &["href"]).into_iter().filter(|link| link.contains("check?q=")).collect();
    assert!(examples.len() >= 15, "{examples:?}");
    for link in examples {
        let answer = visitor.get(link.trim_start_matches('/')).await;
        let text = answer.text();
        assert_eq!(answer.status, StatusCode::OK, "{link}");
        assert!(text.contains("认出 1 个号码") && !text.contains("有地方要再看看"), "{link}");
    }
}

#[tokio::test]
async fn a_drug_number_is_told_with_its_parts_and_the_official_query() {
    let page = main_of("国药准字 ｈ2001 3001").await;
    let words = without_tags(&page);
    for said in ["药品批准文号", "国药准字H20013001", "化学药", "2001", "不等于东西是真的", "数据查询"]
    {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(page.contains("href=\"https://www.nmpa.gov.cn/datasearch/home-index.html\""));
    assert!(!words.contains("这不是药"));
}

#[tokio::test]
async fn what_is_no_medicine_is_said_in_plain_words() {
    for (text, name) in [
        ("国食健注G20190001", "保健食品"),
        ("云卫消证字（2020）第0001号", "消毒产品"),
        ("国械注准20153460123", "医疗器械"),
        ("云G妆网备字2021000123", "化妆品"),
        ("SC10744030704994", "食品"),
        ("兽药字010010001", "兽药"),
        ("听说是消字号的药膏", "消毒产品"),
    ] {
        let words = without_tags(&main_of(text).await);
        assert!(words.contains("这不是药") && words.contains(name), "{text}: {words}");
    }
}

#[tokio::test]
async fn no_answer_calls_a_thing_genuine_or_fake() {
    for text in ["国药准字H20013001", "国药准字H2001300", "81234567890123456789", "6901234567893", "你好"] {
        let words = without_tags(&main_of(text).await);
        for verdict in ["是真药", "是假药", "正品", "冒充"] {
            assert!(!words.contains(verdict), "{text}: {verdict}");
        }
    }
}

#[tokio::test]
async fn what_is_odd_is_said() {
    let words = without_tags(&main_of("国药准字H2001300").await);
    assert!(words.contains("数字一般是8位，这里是7位"), "{words}");
    let words = without_tags(&main_of("国药准字H2OO13OO1").await);
    assert!(words.contains("把“O”当成“0”来认了"), "{words}");
}

#[tokio::test]
async fn all_numbers_of_a_pasted_text_are_answered() {
    let words = without_tags(
        &main_of("【批准文号】国药准字H20013001\n追溯码 8123 4567 8901 2345 6789\n生产许可证 云20160001").await,
    );
    assert!(words.contains("认出 3 个号码"), "{words}");
    for number in ["国药准字H20013001", "81234567890123456789", "云20160001"] {
        assert!(words.contains(number), "{number}");
    }
}

#[tokio::test]
async fn what_is_not_known_says_what_to_look_at() {
    let words = without_tags(&main_of("药盒上没有号").await);
    assert!(words.contains("没有认出来") && words.contains("再看一看盒子") && words.contains("12315"), "{words}");
}

#[tokio::test]
async fn the_code_of_a_place_is_told_to_be_no_number_of_a_medicine() {
    let page = main_of("530922101201").await;
    for told in
        ["认出 1 个号码", "区划代码", "一个地方的编号，不是药品的号", "请在盒子上找“国药准字”", "云南", "再看一看盒子"]
    {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(!page.contains("number=530922101201") && !page.contains("格式对，不等于"));
}

#[tokio::test]
async fn a_watched_batch_is_told_first_and_marked_as_sample() {
    let page = main_of("国药准字H20260000 批号 sl260101").await;
    let words = without_tags(&page);
    let (notice, answer) = (words.find("这个批号在召回里").unwrap(), words.find("药品批准文号").unwrap());
    assert!(notice < answer && words.contains("示例"), "{words}");
    let words = without_tags(&main_of("国药准字H20260000").await);
    assert!(words.contains("这个产品有批号在召回里") && words.contains("SL260101、SL260102"), "{words}");
    let page = main_of("SL-MB01").await;
    assert!(page.contains("href=\"/disclosure/home-mixed-cream\""), "the case it belongs to");
    assert!(!without_tags(&main_of("国药准字H20013001").await).contains("在召回里"));
}

#[tokio::test]
async fn a_notice_of_a_case_goes_with_the_case() {
    let content = Content::copied();
    // The list says longer than the decision may be published.
    content.edit("watchlist.toml", "until = \"2029-10-30\"", "until = \"2031-10-30\"");
    content.edit("watchlist.toml", "until = \"2027-11-01\"", "until = \"2031-11-01\"");
    let folder = content.0.path().to_owned();
    let portal = TestPortal::with(|settings| settings.content = Some(folder)).await;
    assert!(ask(&mut portal.visitor(), "SL-MB01").await.text().contains("在典型案例里"));
    portal.clock.turn(SignedDuration::from_hours(24 * 365 * 3));
    let page = ask(&mut portal.visitor(), "SL-MB01").await.text();
    assert!(!page.contains("典型案例里") && !page.contains("某某祛斑霜"), "{page}");
    assert!(ask(&mut portal.visitor(), "SL260101").await.text().contains("在召回里"), "a recall rests on no case");
}

#[tokio::test]
async fn the_watch_list_is_renewed_without_a_restart() {
    let content = Content::copied();
    let folder = content.0.path().to_owned();
    let mut portal = TestPortal::with(|settings| settings.content = Some(folder)).await;
    assert!(ask(&mut portal.visitor(), "SL260101").await.text().contains("在召回里"));
    content.edit("watchlist.toml", "\"SL260101\", ", "");
    assert_eq!(portal.house.watcher.look(), server::library::Look::Replaced);
    assert!(!ask(&mut portal.visitor(), "SL260101").await.text().contains("在召回里"));
}

#[tokio::test]
async fn one_tap_leads_to_the_report_with_the_numbers_filled_in() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let page = ask(&mut visitor, "国药准字H20260000 批号SL260101，81234567890123456789").await.text();
    let link = report_link(&page);
    let form = visitor.get(link.trim_start_matches('/')).await;
    assert_eq!(form.status, StatusCode::OK);
    let text = form.text();
    let value = |name: &str| {
        let (_, field) = text.split_once(&format!("name=\"{name}\"")).unwrap();
        unescaped(between(field, "value=\"", "\"").unwrap())
    };
    assert_eq!(value("approval_no"), "国药准字H20260000");
    assert_eq!(value("batch_no"), "SL260101");
    assert_eq!((value("drug_name").as_str(), value("manufacturer").as_str()), ("某某片", "某某制药有限公司"));
    let (_, story) = text.split_once("name=\"story\"").unwrap();
    assert!(between(story, ">", "</textarea>").unwrap().contains("81234567890123456789"));
}

#[tokio::test]
async fn an_address_cannot_put_words_into_a_report() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let words = encoded("某某药店卖假药\"><b>");
    let path = format!("report/new?wish=tip&number={words}&watched={words}&drug_name={words}&story={words}");
    let answer = visitor.get(&path).await;
    assert_eq!(answer.status, StatusCode::OK);
    let text = unescaped(between(&answer.text(), "<main", "</main>").unwrap());
    assert!(!text.contains("某某药店"), "only numbers that are recognised get in");
    let long = visitor.get(&format!("report/new?wish=tip&number={}", encoded(&"9".repeat(5_000)))).await;
    assert_eq!(long.status, StatusCode::OK);
}

#[tokio::test]
async fn numbers_are_carried_on_where_the_township_is_asked_first() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("huzhou.toml");
    let yunxian = include_str!("../../content/sites/yunxian.toml");
    std::fs::write(&site, yunxian.replace("region = \"530922\"", "region = \"3305\"")).unwrap();
    let portal = TestPortal::with(|settings| settings.site = Some(site)).await;
    let page = portal.visitor().get("report/new?wish=tip&number=%E6%89%B9%E5%8F%B7SL260101&watched=x").await.text();
    assert!(page.contains("name=\"number\" value=\"批号SL260101\"") && page.contains("name=\"watched\""));
}

#[tokio::test]
async fn a_text_that_is_too_long_or_holds_control_characters_is_refused_with_what_was_typed() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let long = ask(&mut visitor, &"国药准字".repeat(200)).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = long.text();
    assert!(text.contains("最多 500 个字，现在 800 个字") && text.contains("国药准字国药准字"));
    assert!(text.contains("role=\"alert\"") && text.contains("aria-invalid=\"true\"") && text.contains("有误："));
    for odd in ["国药准字\u{7}H20013001", "国药准字\u{202e}H20013001"] {
        let answer = ask(&mut visitor, odd).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains("控制字符") && answer.text().contains("国药准字H20013001"));
    }
    let scanned = ask(&mut visitor, "0106901234567892\u{1d}10A2026").await;
    assert_eq!(scanned.status, StatusCode::OK, "what a barcode reader sends is no mistake");
    for broken in ["check?q=%ff%fe", "check?q=1&q=2", "check?x=%"] {
        assert!(visitor.get(broken).await.status.is_success(), "{broken}");
    }
}

#[tokio::test]
async fn what_was_typed_is_shown_as_text() {
    let page = main_of("<script>alert(1)</script></textarea><b>国药准字H20013001").await;
    assert!(!page.contains("<script>") && !page.contains("<b>国"));
}

#[tokio::test]
async fn a_persons_number_is_not_shown_again() {
    let portal = TestPortal::open().await;
    let answer = ask(&mut portal.visitor(), "11010519491231002X").await;
    let text = answer.text();
    assert!(text.contains("像是身份证号") && !text.contains("19491231"), "neither in the field nor in a link");
}

#[tokio::test]
async fn links_stay_under_the_base_path() {
    let portal = TestPortal::with(|settings| settings.base_path = Some("/aqyy/".to_owned())).await;
    let page = ask(&mut portal.visitor(), "国药准字H20260000").await.text();
    let strays: Vec<String> = attributes(&page, &["href", "action", "src"])
        .into_iter()
        .filter(|link| link.starts_with('/') && !link.starts_with("/aqyy/"))
        .collect();
    assert_eq!(strays, Vec::<String>::new());
}

#[tokio::test]
async fn home_search_and_site_map_lead_here() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    assert!(visitor.get("").await.text().contains("href=\"/check\""));
    assert!(visitor.get("sitemap.xml").await.text().contains("/check</loc>"));
    let found = visitor.get(&format!("search?q={}", encoded("国药准字h20013001"))).await.text();
    assert!(found.contains(&format!("/check?q={}H20013001", encoded("国药准字"))), "{found}");
    for words in ["假药", "530922101201"] {
        let found = visitor.get(&format!("search?q={}", encoded(words))).await.text();
        assert!(!found.contains("/check?q="), "no number off a box: {words}");
    }
}

#[test]
fn the_watch_list_holds_to_its_schema() {
    let schema = include_str!("../../content/schemas/watchlist.json");
    let list: serde_json::Value = toml::from_str(include_str!("../../content/watchlist.toml")).unwrap();
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("mem:///watchlist", serde_json::from_str(schema).unwrap()).unwrap();
    let schema = compiler.compile("mem:///watchlist", &mut schemas).unwrap();
    schemas.validate(&list, schema).unwrap();
    let entries = list["entry"].as_array().unwrap();
    assert!(entries.iter().all(|entry| entry["sample"] == true), "until the bureau puts its own in");
    let mut broken = list.clone();
    broken["entry"][0]["batches"] = serde_json::json!(["x"]);
    assert!(schemas.validate(&broken, schema).is_err());
}

#[tokio::test]
async fn only_pages_that_read_photos_may_run_webassembly() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let long = format!("check?q={}", encoded(&"药".repeat(501)));
    let asked = format!("check?q={}", encoded("国药准字H20013001"));
    // The second time the kept page is given out.
    for path in ["check", "check", &asked, &long] {
        let answer = visitor.get(path).await;
        let policy = answer.header("content-security-policy").unwrap().to_owned();
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval' 'sha256-"), "{path}: {policy}");
        assert!(policy.contains("default-src 'none'") && !policy.contains("worker-src"), "{path}: {policy}");
        assert_eq!(answer.text().matches("data-scan-script=").count(), 1, "{path}");
    }
    for path in ["", "numbers", "outlets", "take-back", "questions", "search?q=x", "check/words"] {
        let answer = visitor.get(path).await;
        let policy = answer.header("content-security-policy").unwrap().to_owned();
        assert!(!policy.contains("wasm-unsafe-eval"), "{path}: {policy}");
        assert!(!answer.text().contains("data-scan-script"), "{path}");
    }
}

#[tokio::test]
async fn the_phone_gets_the_words_of_the_page_and_nothing_of_anybody() {
    let portal = TestPortal::open().await;
    let answer = portal.visitor().get("check/words").await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, Some("application/json")));
    let words: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
    assert_eq!(words["name"]["drug-approval"], "药品批准文号");
    assert!(words["shape_only"].as_str().unwrap().contains("不等于东西是真的"));
    assert_eq!(words["name"].as_object().unwrap().len(), domain::printed_number::Kind::ALL.len());
    let page = portal.visitor().get("check").await.text();
    assert_eq!(attributes(&page, &["data-words"]), ["/check/words"]);
    assert_eq!(attributes(&page, &["data-year"]), ["2026"]);
}
