//! Questions after an article, and the contest of the townships.

use std::path::Path;

use axum::http::StatusCode;
use domain::newsroom::reading::Light;
use domain::ports::IdempotencyKey;
use domain::quiz::{AFTER_ARTICLE, Asked, DRAWN, after_article, draw};
use jiff::SignedDuration;
use jiff::civil::date;
use server::library::{check, review};

use crate::content::{Content, own_content};
use crate::page::{attributes, between};
use crate::portal::{TestPortal, Visitor};

const KEY: &str = "0123456789abcdef0123456789abcdef";
const OTHER_KEY: &str = "fedcba9876543210fedcba9876543210";
/// 爱华镇
const TOWN: &str = "530922101000";

type Fields = Vec<(String, String)>;

fn right(questions: &[Asked]) -> Fields {
    questions.iter().map(|asked| (asked.id.clone(), asked.question.right.to_string())).collect()
}

/// A paper that was drawn now, with every answer right.
fn paper(portal: &TestPortal, key: &str, more: &[(&str, &str)]) -> Fields {
    let mut fields = right(&draw(&portal.services.library.quizzes(), key));
    let proof = portal.services.contests.proof(&IdempotencyKey::parse(key).unwrap(), portal.services.now());
    let own = [("form_key", key), ("drawn_here", proof.as_str()), ("town", TOWN)];
    fields.extend(own.iter().chain(more).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    fields
}

async fn post(visitor: &mut Visitor, path: &str, fields: &Fields) -> (StatusCode, String) {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = visitor.post_form(path, &fields).await;
    (answer.status, answer.text())
}

async fn papers(portal: &TestPortal) -> u64 {
    let sums = portal.services.contests.sums(portal.services.now()).await.unwrap();
    sums.iter().map(|(_, papers)| papers).sum()
}

#[tokio::test]
async fn an_article_leads_to_its_questions_and_back() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let article = visitor.get("article/expiry-date").await.text();
    assert!(article.contains("href=\"/quiz/expiry-date\""), "{article}");
    let page = visitor.get("quiz/expiry-date").await;
    assert_eq!(page.status, StatusCode::OK);
    let page = page.text();
    assert_eq!(page.matches("<fieldset").count(), AFTER_ARTICLE);
    assert!(!page.contains("<script") || !page.contains("islands"), "a page without an island ships no script");
    let quiz = portal.services.library.quiz("expiry-date").unwrap();
    let mut fields = right(&after_article(&quiz));
    let (status, told) = post(&mut visitor, "quiz/expiry-date", &fields).await;
    assert_eq!(status, StatusCode::OK);
    assert!(told.contains("href=\"/quiz/expiry-date/family/3\""), "a link for the family: {told}");
    assert!(told.contains("3 题答对 3 题") && told.contains(&quiz.questions[0].why));
    assert!(told.contains("href=\"/article/expiry-date\""));
    fields[0].1 = if fields[0].1 == "1" { "2" } else { "1" }.to_owned();
    let (_, told) = post(&mut visitor, "quiz/expiry-date", &fields).await;
    assert!(told.contains("3 题答对 2 题") && told.contains("应当选：10月31日"), "{told}");
    assert!(visitor.cookies().is_empty());
}

#[tokio::test]
async fn the_family_hears_how_many_were_right_and_answers_the_same_questions() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let page = visitor.get("quiz/expiry-date/family/2").await;
    assert_eq!(page.status, StatusCode::OK);
    let page = page.text();
    assert!(page.contains("家人做了这 3 道题，答对 2 道") && page.contains("action=\"/quiz/expiry-date\""), "{page}");
    assert!(visitor.cookies().is_empty());
    for nothing in [
        "quiz/expiry-date/family/4",
        "quiz/expiry-date/family/-1",
        "quiz/expiry-date/family/x",
        "quiz/no-such/family/1",
    ] {
        assert_eq!(visitor.get(nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

#[tokio::test]
async fn a_question_without_an_answer_is_asked_for_and_the_others_stay() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let fields = vec![("expiry-date-1".to_owned(), "3".to_owned()), ("expiry-date-2".to_owned(), "99".to_owned())];
    let (status, page) = post(&mut visitor, "quiz/expiry-date", &fields).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("第 2 题还没有选") && page.contains("第 3 题还没有选") && !page.contains("第 1 题还没有选"));
    assert!(page.contains("href=\"#expiry-date-2\"") && page.contains("id=\"expiry-date-2\""));
    assert_eq!(page.matches(" checked").count(), 1);
}

#[tokio::test]
async fn where_there_is_no_article_or_no_question_there_is_no_page() {
    let content = Content::copied();
    std::fs::remove_file(content.0.path().join("quiz/expiry-date.toml")).unwrap();
    let portal = TestPortal::with(|partial| partial.content = Some(content.0.path().to_owned())).await;
    let mut visitor = portal.visitor();
    assert_eq!(visitor.get("quiz/expiry-date").await.status, StatusCode::NOT_FOUND);
    assert_eq!(visitor.get("quiz/nothing").await.status, StatusCode::NOT_FOUND);
    assert!(!visitor.get("article/expiry-date").await.text().contains("/quiz/"));
}

#[tokio::test]
async fn a_paper_has_ten_questions_and_counts_once() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let start = visitor.get("contest").await.text();
    assert!(start.contains("今年还没有人交卷") && start.contains("爱华镇"));
    let refused = visitor.get("contest?town=").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("请选您所在的乡镇"));
    let sheet = visitor.get(&format!("contest?town={TOWN}")).await.text();
    assert_eq!(sheet.matches("<fieldset").count(), DRAWN);
    assert!(attributes(&sheet, &["value"]).iter().any(|value| value.len() == 32), "its own number");

    let fields = paper(&portal, KEY, &[]);
    let (status, told) = post(&mut visitor, "contest", &fields).await;
    assert_eq!(status, StatusCode::OK);
    assert!(told.contains("10 题答对 10 题") && told.contains("已为爱华镇记上一份"), "{told}");
    let (_, again) = post(&mut visitor, "contest", &fields).await;
    assert!(again.contains("先前交过"));
    assert_eq!(papers(&portal).await, 1);
    assert!(visitor.get("contest").await.text().contains("不到 5 份"), "small numbers are not told");
    for digit in 1..5 {
        post(&mut visitor, "contest", &paper(&portal, &format!("{digit:032x}"), &[])).await;
    }
    assert!(visitor.get("contest").await.text().contains(">5 份<"));
    assert!(visitor.cookies().is_empty());
}

#[tokio::test]
async fn a_paper_that_was_not_drawn_here_is_marked_and_not_counted() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let own = paper(&portal, KEY, &[]);
    let proof = own.iter().find(|(name, _)| name == "drawn_here").unwrap().1.clone();
    let with = |fields: Fields, proof: &str| -> Fields {
        let others = fields.into_iter().filter(|(name, _)| name != "drawn_here");
        others.chain([("drawn_here".to_owned(), proof.to_owned())]).collect()
    };
    let cut = proof.split_at(proof.len() - 1).0.to_owned();
    let later = proof.replace("2026-11-20", "2026-11-21");
    for (fields, proof) in [
        (paper(&portal, OTHER_KEY, &[]), proof.as_str()),
        (own.clone(), ""),
        (own.clone(), cut.as_str()),
        (own.clone(), later.as_str()),
        (own.clone(), "2026-11-20.药"),
    ] {
        let (status, page) = post(&mut visitor, "contest", &with(fields, proof)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{proof}");
        assert!(page.contains("这份卷子没有计数") && page.contains("10 题答对 10 题"), "{page}");
        assert!(page.contains(&format!("href=\"/contest?town={TOWN}\"")) && page.contains("重新抽一份"));
    }
    assert_eq!(papers(&portal).await, 0);
    assert_eq!(post(&mut visitor, "contest", &own).await.0, StatusCode::OK);
    portal.clock.turn(SignedDuration::from_hours(24 * 30));
    assert!(post(&mut visitor, "contest", &own).await.1.contains("先前交过"));
    portal.clock.turn(SignedDuration::from_hours(24));
    let (status, page) = post(&mut visitor, "contest", &own).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "its hash is no longer kept");
    assert!(page.contains("放得太久了"));
    assert_eq!(papers(&portal).await, 1);
}

#[tokio::test]
async fn a_paper_as_the_portal_draws_it_is_counted() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let sheet = visitor.get(&format!("contest?town={TOWN}")).await.text();
    let hidden = |name: &str| between(&sheet, &format!("name=\"{name}\" value=\""), "\"").unwrap().to_owned();
    let (key, proof) = (hidden("form_key"), hidden("drawn_here"));
    let mut fields = paper(&portal, &key, &[]);
    assert!(fields.iter().any(|(name, value)| name == "drawn_here" && *value == proof));
    let (first, _) = fields.remove(0);
    let (status, again) = post(&mut visitor, "contest", &fields).await;
    assert!(
        status == StatusCode::UNPROCESSABLE_ENTITY && again.contains(&proof),
        "an unfinished paper keeps its proof"
    );
    fields.push((first, "1".to_owned()));
    assert!(post(&mut visitor, "contest", &fields).await.1.contains("已为爱华镇记上一份"));
}

#[tokio::test]
async fn an_unfinished_paper_comes_back_with_what_was_chosen_and_is_not_counted() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let mut fields = paper(&portal, KEY, &[]);
    let (missing, _) = fields.remove(4);
    let (status, page) = post(&mut visitor, "contest", &fields).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("第 5 题还没有选") && page.contains(&format!("id=\"{missing}\"")));
    assert_eq!((page.matches(" checked").count(), page.contains(KEY)), (9, true));
    for wrong in [("town", "530922"), ("town", "441581101000"), ("town", "x")] {
        let fields = vec![("form_key".to_owned(), KEY.to_owned()), (wrong.0.to_owned(), wrong.1.to_owned())];
        assert_eq!(post(&mut visitor, "contest", &fields).await.0, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
    }
    assert_eq!(post(&mut visitor, "contest", &Fields::new()).await.0, StatusCode::BAD_REQUEST, "no form of ours");
    assert_eq!(papers(&portal).await, 0);
}

#[tokio::test]
async fn a_certificate_bears_the_name_and_nobody_keeps_it() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let certificate = "contest/certificate";
    let (status, page) =
        post(&mut visitor, certificate, &paper(&portal, OTHER_KEY, &[("name", "山茶花家的<李奶奶>")])).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("山茶花家的&lt;李奶奶") && page.contains("10 题答对 10 题") && page.contains("爱华镇"));
    assert_eq!(papers(&portal).await, 0, "a certificate counts nothing");
    portal.services.store.carry_over_log().await.unwrap();
    for file in std::fs::read_dir(portal.data()).unwrap().flatten().filter(|file| file.path().is_file()) {
        let bytes = std::fs::read(file.path()).unwrap();
        let name = "李奶奶".as_bytes();
        assert!(!bytes.windows(name.len()).any(|part| part == name), "{:?}", file.path());
    }
    for (name, why) in [("", "请写上"), ("名".repeat(21).as_str(), "最多 20 个字"), ("李\u{202e}某", "看不见的字符")]
    {
        let (status, page) = post(&mut visitor, certificate, &paper(&portal, OTHER_KEY, &[("name", name)])).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(page.contains(why), "{why}");
    }
}

#[tokio::test]
async fn without_enough_questions_there_is_no_contest() {
    let content = Content::copied();
    std::fs::remove_dir_all(content.0.path().join("quiz")).unwrap();
    let portal = TestPortal::with(|partial| partial.content = Some(content.0.path().to_owned())).await;
    let mut visitor = portal.visitor();
    let page = visitor.get("contest").await;
    assert_eq!((page.status, page.text().contains("竞赛还没有开始")), (StatusCode::OK, true));
    assert!(visitor.get(&format!("contest?town={TOWN}")).await.text().contains("竞赛还没有开始"));
    let fields = vec![("form_key".to_owned(), KEY.to_owned()), ("town".to_owned(), TOWN.to_owned())];
    assert!(post(&mut visitor, "contest", &fields).await.1.contains("竞赛还没有开始"));
}

#[test]
fn the_bank_is_plain_and_large_enough() {
    let checked = review(&own_content(), date(2026, 11, 22));
    let lights: Vec<_> = checked.lights.iter().filter(|lit| lit.name.starts_with("quiz/")).collect();
    assert!(lights.len() >= 30, "{}", lights.len());
    for lit in lights {
        let reading = lit.reading.as_ref().unwrap();
        let rare: Vec<char> = reading.rare.iter().map(|rare| rare.character).collect();
        assert_eq!(reading.light, Light::Green, "{} {rare:?} {:?}", lit.name, reading.long);
    }
}

#[test]
fn every_article_has_its_questions_and_one_without_is_named() {
    let unasked = |folder: &Path| -> Vec<String> {
        let notes = review(folder, date(2026, 11, 22)).notes.into_iter();
        notes.map(|note| note.what).filter(|what| what.contains("还没有小题")).collect()
    };
    assert_eq!(unasked(&own_content()), [""; 0]);
    let content = Content::copied();
    std::fs::remove_file(content.0.path().join("quiz/expiry-date.toml")).unwrap();
    assert_eq!(unasked(content.0.path()), ["这篇文章还没有小题，可以写在 quiz/expiry-date.toml"]);
}

#[test]
fn what_is_wrong_with_a_question_is_told_with_its_line() {
    let after = |from: &str, to: &str| {
        let content = Content::copied();
        content.edit("quiz/expiry-date.toml", from, to);
        let root = format!("{}/", content.0.path().display());
        let told = check(content.0.path()).iter().map(|fault| fault.to_string().replace(&root, "")).collect::<Vec<_>>();
        told.join("\n")
    };
    assert_eq!(after("right = 3", "right = 4"), "quiz/expiry-date.toml:4: right = 4 不是第几个答案");
    assert_eq!(after("article = \"expiry-date\"", "article = \"no\""), "quiz/expiry-date.toml:1: 没有文章 no");
    assert_eq!(
        after("article = \"expiry-date\"", "article = \"trace-code\""),
        "quiz/trace-code.toml:1: 文章 trace-code 的题写在了两个文件里"
    );
    assert_eq!(after("right = 3", "rihgt = 3"), "quiz/expiry-date.toml:6: 不认识的键 rihgt");
    assert_eq!(
        after("\"10月1日\", \"9月30日\"", "\"10月1日\", \"10月1日\""),
        "quiz/expiry-date.toml:4: 答案“10月1日”写了两次"
    );
    let told = after("why = \"写到月，用到那个月最后一天。\"", "why = \"这种药包治百病。\"");
    assert!(told.starts_with("quiz/expiry-date.toml:7: “包治”"), "{told}");
}

#[test]
fn the_bank_holds_to_its_schema() {
    let schema = include_str!("../../content/schemas/quiz.json");
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("mem:///quiz", serde_json::from_str(schema).unwrap()).unwrap();
    let schema = compiler.compile("mem:///quiz", &mut schemas).unwrap();
    let mut last = serde_json::Value::Null;
    for file in std::fs::read_dir(own_content().join("quiz")).unwrap().flatten() {
        last = toml::from_str(&std::fs::read_to_string(file.path()).unwrap()).unwrap();
        assert!(schemas.validate(&last, schema).is_ok(), "{:?}", file.path());
    }
    last["question"][0]["right"] = serde_json::json!(5);
    assert!(schemas.validate(&last, schema).is_err());
}
