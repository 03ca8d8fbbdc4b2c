//! 咨询: from the question to the answer, and what is published of it.

use axum::http::StatusCode;
use domain::access::Role;
use domain::audit::Deed;
use domain::tending::Indicator;
use jiff::SignedDuration;
use server::doors::Inside;

use crate::desk::office::{Office, STATION};
use crate::page::{attributes, between, without_tags};
use crate::portal::{Answer, Visitor};

const KEY: &str = "0123456789abcdef0123456789abcdef";
const PHONE: &str = "13988312345";
const HELP: &str = "有人现在不舒服，先打120";
const ADVICE: &str = "先看说明书，再问医生。";
const QUESTION: &str = "我爸爸张大山住爱华镇黑马塘村，降压药漏吃一次怎么办？";

fn form<'a>(key: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![("form_key", key), ("question", QUESTION)];
    fields.extend_from_slice(more);
    fields
}

fn code_in(page: &str) -> String {
    let code = between(page, "class=\"code\">", "</p>").unwrap();
    without_tags(code).chars().filter(char::is_ascii_digit).collect()
}

/// Sends the question and answers its code.
async fn ask(visitor: &mut Visitor, more: &[(&str, &str)]) -> String {
    let sent = visitor.post_form("ask", &form(KEY, more)).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let receipt = visitor.get(&sent.location()).await;
    assert_eq!((receipt.status, receipt.header("cache-control")), (StatusCode::OK, Some("no-store")));
    code_in(&receipt.text())
}

async fn the_one(person: &mut Visitor) -> String {
    let page = person.get("desk/questions").await.text();
    let links = attributes(&page, &["href"]);
    links
        .into_iter()
        .find_map(|link| Some(format!("desk/questions/{}", link.strip_prefix("/desk/questions/")?)))
        .unwrap()
}

async fn send(person: &mut Visitor, path: &str, fields: &[(&str, &str)]) -> Answer {
    person.post_form(path, fields).await
}

#[tokio::test]
async fn three_articles_are_shown_before_anything_is_sent() {
    let office = Office::open().await;
    let mut visitor = office.portal.visitor();
    let start = visitor.get("ask").await.text();
    assert!(start.contains(HELP));
    let asked = [("question", "老人吃好几种药，降压药漏吃一次怎么办？")];
    let page = visitor.post_form("ask/look", &asked).await;
    assert_eq!(page.status, StatusCode::OK);
    let page = page.text();
    let articles: Vec<String> =
        attributes(&page, &["href"]).into_iter().filter(|link| link.starts_with("/article/")).collect();
    assert_eq!(articles.len(), 3, "{articles:?}");
    assert!(articles.contains(&"/article/older-people-many-medicines".to_owned()), "{articles:?}");
    assert!(!page.contains(HELP), "nobody is unwell");
    let unwell = visitor.post_form("ask/look", &[("question", QUESTION), ("unwell", "yes")]).await.text();
    let (help, articles) = (unwell.find(HELP).unwrap(), unwell.find("/article/").unwrap());
    assert!(help < articles, "help comes first");
    let urgent = visitor.post_form("ask/look", &[("question", "孩子误食了降压药，怎么办？")]).await.text();
    assert!(urgent.find(HELP).unwrap() < urgent.find("还是要问").unwrap());
    let refused = visitor.post_form("ask/look", &[("question", "药")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("太短了"));
    assert_eq!(visitor.get("ask/look").await.location(), "ask");
    assert!(visitor.cookies().is_empty());
}

#[tokio::test]
async fn a_form_sent_twice_is_one_question_and_a_wrong_one_comes_back() {
    let office = Office::open().await;
    let mut visitor = office.portal.visitor();
    let code = ask(&mut visitor, &[]).await;
    assert_eq!(ask(&mut visitor, &[]).await, code);
    let changed = visitor.post_form("ask", &[("form_key", KEY), ("question", "另外一个很长的问题")]).await;
    assert_eq!(changed.status, StatusCode::CONFLICT);
    assert!(!changed.text().contains(KEY) && changed.text().contains("另外一个很长的问题"));
    let refused =
        visitor.post_form("ask", &form(&KEY.replace('0', "9"), &[("contact", "139"), ("publish", "yes")])).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    assert!(page.contains("手机号是 11 位") && page.contains("降压药漏吃一次") && page.contains(" checked"));
    let program = visitor.post_form("ask", &form(&KEY.replace('0', "8"), &[("left_empty", "x")])).await;
    assert_eq!(program.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut handler = office.person(Role::Handler, STATION).await;
    assert!(handler.get("desk/questions").await.text().contains("等答复 1 条"));
}

#[tokio::test]
async fn an_answer_is_read_with_the_code_and_says_neither_true_nor_false() {
    let office = Office::open().await;
    let mut visitor = office.portal.visitor();
    let code = ask(&mut visitor, &[("contact", PHONE)]).await;
    let before = visitor.post_form("track", &[("code", &code)]).await.text();
    assert!(before.contains("还没有答复") && before.contains("降压药漏吃一次"));
    let mut handler = office.person(Role::Handler, STATION).await;
    let path = the_one(&mut handler).await;
    let answer = format!("{path}/answer");
    for wrong in [
        "这药是假药，别吃。",
        "您得的是高血压。",
        "血压正常就可以停药。",
        "这个药能根治高血压。",
        "打我手机139 8831 2345。",
        " ",
    ] {
        let refused = send(&mut handler, &answer, &[("version", "1"), ("answer", wrong)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(refused.text().contains("id=\"answer-error\""), "{wrong}");
    }
    let good = "不能一次吃两倍。先看说明书，再问给他看病的医生。号码对不上的，不能说是假药，打12315。";
    let sent = send(&mut handler, &answer, &[("version", "1"), ("answer", good)]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let late = send(&mut handler, &answer, &[("version", "1"), ("answer", good)]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody answered meanwhile");
    let after = visitor.post_form("track", &[("code", &code)]).await.text();
    assert!(after.contains("不能一次吃两倍"), "{after}");
    assert!(!after.contains(PHONE));
    let wrong = visitor.post_form("track", &[("code", "1234567890123456")]).await;
    assert_ne!(wrong.status, StatusCode::OK);
}

#[tokio::test]
async fn a_phone_number_lies_sealed_and_every_look_is_written_down() {
    let office = Office::open().await;
    ask(&mut office.portal.visitor(), &[("contact", PHONE)]).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    let path = the_one(&mut handler).await;
    assert!(!handler.get(&path).await.text().contains(PHONE));
    let contact = format!("{path}/contact");
    assert_eq!(send(&mut handler, &contact, &[("reason", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(send(&mut handler, &contact, &[("reason", "要问清药名")]).await.text().contains(PHONE));
    let trail = office.person(Role::Auditor, STATION).await.get("desk/audit").await.text();
    assert!(trail.contains(Deed::ContactSeen.words()) && trail.contains("要问清药名"));
    assert!(!trail.contains(PHONE));
    let services = &office.portal.services;
    services.store.carry_over_log().await.unwrap();
    for file in std::fs::read_dir(office.portal.data()).unwrap().flatten().filter(|file| file.path().is_file()) {
        let bytes = std::fs::read(file.path()).unwrap();
        assert!(!bytes.windows(PHONE.len()).any(|part| part == PHONE.as_bytes()), "{:?}", file.path());
    }
    send(&mut handler, &format!("{path}/answer"), &[("version", "1"), ("answer", "先看说明书，再问医生。")]).await;
    office.portal.clock.turn(SignedDuration::from_hours(24 * 31));
    office.portal.house.caretaker.inspect(&Inside::of(services), services.now()).await.unwrap();
    let mut later = office.at_desk(&format!("{}.{STATION}", Role::Handler.as_str())).await;
    assert!(later.get(&path).await.text().contains("已经按期删掉"));
    office.portal.clock.turn(SignedDuration::from_hours(24 * 730));
    office.portal.house.caretaker.inspect(&Inside::of(services), services.now()).await.unwrap();
    let mut last = office.at_desk(&format!("{}.{STATION}", Role::Handler.as_str())).await;
    assert_eq!(last.get(&path).await.status, StatusCode::NOT_FOUND, "the question goes as well");
}

#[tokio::test]
async fn a_phone_number_goes_even_if_nobody_answers() {
    let office = Office::open().await;
    ask(&mut office.portal.visitor(), &[("contact", PHONE)]).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    let path = the_one(&mut handler).await;
    assert!(handler.get(&path).await.text().contains("留了电话"));
    let services = &office.portal.services;
    office.portal.clock.turn(SignedDuration::from_hours(24 * 181));
    office.portal.house.caretaker.inspect(&Inside::of(services), services.now()).await.unwrap();
    let mut later = office.at_desk(&format!("{}.{STATION}", Role::Handler.as_str())).await;
    assert!(later.get(&path).await.text().contains("已经按期删掉"));
}

#[tokio::test]
async fn it_is_published_only_in_words_a_colleague_read_and_that_point_at_nobody() {
    let office = Office::open().await;
    let mut visitor = office.portal.visitor();
    let code = ask(&mut visitor, &[("publish", "yes"), ("contact", PHONE)]).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    let path = the_one(&mut handler).await;
    send(&mut handler, &format!("{path}/answer"), &[("version", "1"), ("answer", ADVICE)]).await;
    let page = handler.get(&path).await.text();
    let masked = between(&page, "id=\"public_question\"", "</textarea>").unwrap();
    assert!(!masked.contains("黑马塘"), "a mask is proposed: {masked}");
    let (propose, publish) = (format!("{path}/propose"), format!("{path}/publish"));
    let words = [("version", "2"), ("public_question", QUESTION), ("public_answer", ADVICE)];
    let refused = send(&mut handler, &propose, &words).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("可能指向个人") && refused.text().contains("id=\"looked\""));
    let empty = send(&mut handler, &propose, &[("version", "2"), ("public_answer", "这是假药。")]).await.text();
    assert!(empty.contains("请写要公开的问题") && empty.contains("id=\"public_answer-error\""));
    let none = send(&mut handler, &publish, &[("version", "2")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing to publish yet");
    let clean = [("version", "2"), ("public_question", "降压药漏吃一次怎么办？"), ("public_answer", ADVICE)];
    let sent = send(&mut handler, &propose, &clean).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    assert!(handler.get("desk/questions").await.text().contains("等同事核对"));
    let alone = send(&mut handler, &publish, &[("version", "3")]).await;
    assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(alone.text().contains("要由别的同事核对以后公开"));
    assert!(visitor.get("questions").await.text().contains("还没有公开的问答"));
    let mut lead = office.person(Role::Lead, STATION).await;
    assert!(lead.get(&path).await.text().contains("核对过，公开"));
    let late = send(&mut lead, &publish, &[("version", "2")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "not the words that were read");
    assert_eq!(send(&mut lead, &publish, &[("version", "3")]).await.status, StatusCode::SEE_OTHER);
    let list = visitor.get("questions").await.text();
    assert!(list.contains("降压药漏吃一次怎么办") && !list.contains("张大山") && !list.contains(PHONE));
    assert!(visitor.get("questions?q=%E9%99%8D%E5%8E%8B").await.text().contains("漏吃"));
    assert!(visitor.get("questions?q=zzz").await.text().contains("没有找到"));
    assert_eq!(visitor.get("questions?page=9").await.status, StatusCode::NOT_FOUND);
    assert!(visitor.post_form("track", &[("code", &code)]).await.text().contains("已经<a"));
    send(&mut lead, &format!("{path}/answer"), &[("version", "4"), ("answer", "先问给他看病的医生。")]).await;
    assert!(!visitor.get("questions").await.text().contains("漏吃"), "a better answer is read by a colleague first");
    let again = [("version", "5"), ("public_question", "降压药漏吃一次怎么办？"), ("public_answer", ADVICE)];
    send(&mut lead, &propose, &again).await;
    send(&mut handler, &publish, &[("version", "6")]).await;
    assert!(visitor.get("questions").await.text().contains("漏吃"));
    send(&mut handler, &format!("{path}/take-down"), &[("version", "7")]).await;
    assert!(!visitor.get("questions").await.text().contains("漏吃"));
    let trail = office.person(Role::Auditor, STATION).await.get("desk/audit").await.text();
    for words in ["收到咨询", "提出公开问答", "核对后公开问答", "撤下公开的问答"] {
        assert!(trail.contains(words), "{words}");
    }
}

#[tokio::test]
async fn what_a_colleague_sends_back_is_not_published_and_can_be_written_anew() {
    let office = Office::open().await;
    let mut visitor = office.portal.visitor();
    ask(&mut visitor, &[("publish", "yes")]).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    let mut lead = office.person(Role::Lead, STATION).await;
    let path = the_one(&mut handler).await;
    send(&mut handler, &format!("{path}/answer"), &[("version", "1"), ("answer", ADVICE)]).await;
    let words = |version| [("version", version), ("public_question", "漏吃了怎么办？"), ("public_answer", ADVICE)];
    send(&mut handler, &format!("{path}/propose"), &words("2")).await;
    let stale = send(&mut lead, &format!("{path}/take-down"), &[("version", "2")]).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "not the words that were read");
    let back = send(&mut lead, &format!("{path}/take-down"), &[("version", "3")]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text());
    let page = lead.get(&path).await.text();
    assert!(!page.contains("核对过，公开") && page.contains("公开这条问答"), "{page}");
    let late = send(&mut lead, &format!("{path}/publish"), &[("version", "4")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "there is nothing to publish any more");
    assert!(visitor.get("questions").await.text().contains("还没有公开的问答"));
    send(&mut handler, &format!("{path}/propose"), &words("4")).await;
    assert_eq!(send(&mut lead, &format!("{path}/publish"), &[("version", "5")]).await.status, StatusCode::SEE_OTHER);
    assert!(visitor.get("questions").await.text().contains("漏吃了怎么办"));
}

#[tokio::test]
async fn without_the_askers_tick_nothing_is_published() {
    let office = Office::open().await;
    ask(&mut office.portal.visitor(), &[]).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    let path = the_one(&mut handler).await;
    send(&mut handler, &format!("{path}/answer"), &[("version", "1"), ("answer", "先看说明书，再问医生。")]).await;
    assert!(!handler.get(&path).await.text().contains("公开这条问答"));
    let words = [("version", "2"), ("public_question", "降压药怎么吃好？"), ("public_answer", "问医生。")];
    let refused = send(&mut handler, &format!("{path}/propose"), &words).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("没有同意公开"));
}

#[tokio::test]
async fn only_those_who_may_answer_see_questions() {
    let office = Office::open().await;
    ask(&mut office.portal.visitor(), &[]).await;
    let path = the_one(&mut office.person(Role::Handler, STATION).await).await;
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Handler) {
        let mut person = office.person(role, STATION).await;
        let may = role == Role::Lead;
        let wanted = if may { StatusCode::OK } else { StatusCode::FORBIDDEN };
        assert_eq!(person.get("desk/questions").await.status, wanted, "{role:?}");
        assert_eq!(person.get(&path).await.status, wanted, "{role:?}");
        let refused = if may { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::FORBIDDEN };
        for (step, field) in
            [("answer", "answer"), ("propose", "public_question"), ("publish", ""), ("contact", "reason")]
        {
            let got = send(&mut person, &format!("{path}/{step}"), &[("version", "1"), (field, "")]).await.status;
            assert_eq!(got, refused, "{role:?} {step}");
        }
    }
    assert_eq!(office.portal.visitor().get(&path).await.status, StatusCode::SEE_OTHER, "sign in first");
}

#[tokio::test]
async fn what_waits_too_long_stands_on_the_board() {
    let office = Office::open().await;
    ask(&mut office.portal.visitor(), &[]).await;
    let services = &office.portal.services;
    let board = async |days: i64| {
        office.portal.clock.turn(SignedDuration::from_hours(24 * days));
        office.portal.house.caretaker.inspect(&Inside::of(services), services.now()).await.unwrap();
        office.at_desk("lead.suo-aihua").await.get("desk/board").await.text()
    };
    office.hire("lead.suo-aihua", Role::Lead, STATION).await;
    let words = Indicator::QuestionWaiting.words();
    assert!(!board(5).await.contains("2026-11-20 的咨询"));
    let page = board(1).await;
    assert!(page.contains(words) && page.contains("已经等了 6 天（不超过 5 天）") && page.contains("/desk/questions/"));
}
