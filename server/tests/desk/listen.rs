//! Recordings of articles: through the desk's door in, through the public one out.

use axum::body::Body;
use axum::http::Method;
use domain::access::Role;
use domain::newsroom::workflow::Kind;
use jiff::SignedDuration;
use storage::AuditFilter;
use uuid::Uuid;

use super::news::{ARTICLE, BUREAU, begin, done, newsroom, reviewed, with};
use super::office::{Office, STATION};
use crate::page::between;
use crate::portal::{Answer, Form, Visitor};

const PAGE: &str = "article/expired-medicine";
const AIHUA: &str = "530922101000";

/// Silent frames of MP3; other lengths are other files.
pub fn mp3(frames: usize) -> Vec<u8> {
    let mut frame = [0; 104];
    frame[..4].copy_from_slice(&[0xff, 0xfb, 0x10, 0xc4]);
    frame.repeat(frames)
}

pub fn form(part: &str, language: &str, bytes: Vec<u8>) -> Form {
    Form::default().text("part", part).text("language", language).file("file", "x.mp3", bytes)
}

/// The desk's page of recordings of an article.
async fn desk(office: &Office, slug: &str) -> String {
    let row = office.portal.services.store.item_at(Kind::Article, slug).await.unwrap().unwrap();
    format!("desk/news/{}/listen", row.id)
}

/// A second later than the one before, so that they have an order.
pub async fn put(office: &Office, person: &mut Visitor, at: &str, form: &Form) {
    office.portal.clock.turn(SignedDuration::from_secs(1));
    let answer = person.post_multipart(at, form).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
    assert_eq!(answer.location(), format!("{at}?done=recording"));
}

/// Somebody listens to all that waits for it.
pub async fn listened(person: &mut Visitor, at: &str) {
    let page = person.get(at).await.text();
    let begins = format!("action=\"/{at}/");
    let forms = page.split(&begins).skip(1).filter_map(|form| form.split_once("/confirm\""));
    let waiting: Vec<(&str, &str)> = forms.filter(|(id, _)| Uuid::parse_str(id).is_ok()).collect();
    assert!(!waiting.is_empty(), "{page}");
    for (id, rest) in waiting {
        let words = between(rest, "name=\"words\" value=\"", "\"").unwrap();
        let answer = person.post_form(&format!("{at}/{id}/confirm"), &[("words", words)]).await;
        assert_eq!(answer.location(), format!("{at}?done=confirmed"));
    }
}

pub async fn said(person: &mut Visitor, at: &str, form: &Form) -> String {
    let answer = person.post_multipart(at, form).await;
    assert_eq!(answer.status.as_u16(), 422, "{}", answer.text());
    answer.text()
}

/// Addresses of what a page lets people hear, in its order.
pub fn heard(page: &str) -> Vec<String> {
    let players = page.split("<audio ").skip(1).map(|rest| between(rest, "src=\"/", "\"").unwrap().to_owned());
    players.collect()
}

pub async fn take_down(person: &mut Visitor, at: &str) -> Answer {
    let page = person.get(at).await.text();
    let end = between(&page, &format!("action=\"/{at}/"), "/end\"").unwrap().rsplit('/').next().unwrap().to_owned();
    person.post_form(&format!("{at}/{end}/end"), &[]).await
}

#[tokio::test]
async fn a_recording_is_heard_once_a_colleague_has_listened_and_gone_at_once() {
    let office = newsroom().await;
    let at = desk(&office, "expired-medicine").await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let mut editor = office.person(Role::Editor, BUREAU).await;
    let mut resident = office.portal.visitor();
    let without = resident.get(PAGE).await.text();
    assert!(!without.contains("<audio") && !without.contains("听一听"), "what is not there is not spoken of");

    let dialect = form("whole", " 云县话 ", mp3(3)).text("reader", "王某").text("town", AIHUA);
    put(&office, &mut leader, &at, &dialect).await;
    assert_eq!(resident.get(PAGE).await.text(), without, "nobody but its uploader has listened");
    let page = leader.get(&at).await.text();
    assert!(page.contains("请另一位同事来听") && !page.contains("/confirm\""), "{page}");
    let own = office.portal.services.store.recordings().await.unwrap().remove(0).id;
    let refused = leader.post_form(&format!("{at}/{own}/confirm"), &[("words", "x")]).await;
    assert!(refused.status.as_u16() == 422 && refused.text().contains("请另一位同事听过再放"), "{}", refused.text());
    listened(&mut editor, &at).await;
    let page = resident.get(PAGE).await.text();
    assert_eq!(heard(&page).len(), 1);
    for words in ["听一听", "下面就是文字稿", "云县话（爱华镇）", "王某念，1 KB", "preload=\"none\"", "controls"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    put(&office, &mut leader, &at, &form("whole", "普通话", mp3(4))).await;
    listened(&mut editor, &at).await;
    let page = resident.get(PAGE).await.text();
    assert!(page.find("普通话").unwrap() < page.find("云县话").unwrap(), "Mandarin first");
    let both = heard(&page);
    let [mandarin, dialect] = &both[..] else { panic!("{page}") };
    assert_eq!(resident.get(mandarin).await.bytes, mp3(4));
    assert_eq!(resident.get(dialect).await.bytes, mp3(3));
    let item = leader.get(at.trim_end_matches("/listen")).await.text();
    assert!(item.contains("全文：云县话；全文：普通话"), "{item}");
    put(&office, &mut leader, &at, &form("whole", "普通话", mp3(4))).await;
    assert_eq!(heard(&resident.get(PAGE).await.text()).len(), 2, "the same file twice is one recording");

    assert_eq!(take_down(&mut leader, &at).await.location(), format!("{at}?done=silenced"));
    assert_eq!(heard(&resident.get(PAGE).await.text()), both[..1]);
    assert_eq!(resident.get(dialect).await.status.as_u16(), 404);
    take_down(&mut leader, &at).await;
    assert_eq!(resident.get(PAGE).await.text(), without, "as it was before");

    let filter = AuditFilter { subject: Some("expired-medicine".into()), ..AuditFilter::default() };
    let rows = office.portal.services.store.audit_rows(&filter, 50).await.unwrap();
    let own = rows.iter().filter(|row| row.what == "recording_kept").map(|row| row.detail.as_str());
    let expected = [
        "撤下录音（全文，普通话）",
        "撤下录音（全文，云县话）",
        "听过，和文字对得上（全文，普通话）",
        "上传录音（全文，普通话）",
        "听过，和文字对得上（全文，云县话）",
        "上传录音（全文，云县话）",
    ];
    assert_eq!(own.collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn a_part_is_heard_under_its_heading() {
    let office = newsroom().await;
    let at = desk(&office, "expired-medicine").await;
    let mut editor = office.person(Role::Editor, BUREAU).await;
    let page = editor.get(&at).await.text();
    let heading = between(&page, "value=\"section:", "\"").unwrap().to_owned();
    for known in ["彝语", "爱华镇", "最大 6 MB"] {
        assert!(page.contains(known), "{known}: {page}");
    }
    put(&office, &mut editor, &at, &form(&format!("section:{heading}"), "彝语", mp3(2))).await;
    listened(&mut office.person(Role::Leader, BUREAU).await, &at).await;
    let page = office.portal.visitor().get(PAGE).await.text();
    let (_, under) = page.split_once(&format!("<h2>{heading}</h2>")).unwrap();
    assert!(under.starts_with("<div class=\"listen\"><p>听这一段"), "{under}");
    assert!(!page.contains("听一听"), "that is said of the whole");
}

#[tokio::test]
async fn what_cannot_be_taken_is_refused_at_its_field_and_what_was_typed_stays() {
    let office = newsroom().await;
    let at = desk(&office, "expired-medicine").await;
    let mut editor = office.person(Role::Editor, BUREAU).await;
    let files: [(Vec<u8>, &str); 6] = [
        (b"RIFF\0\0\0\0WAVEfmt ".to_vec(), "是 WAV，太大"),
        (b"#!AMR\n123".to_vec(), "通话用的 AMR"),
        (b"<html>not a recording".to_vec(), "不是能放的录音"),
        (mp3(1), "没有传完整"),
        (vec![0xff; (6 << 20) + 1], "超过 6 MB"),
        (Vec::new(), "不是能放的录音"),
    ];
    for (bytes, words) in files {
        let typed = form("whole", "布朗语", bytes).text("reader", "岩某").text("town", AIHUA);
        let page = said(&mut editor, &at, &typed).await;
        assert!(page.contains("id=\"file-error\"") && page.contains(words), "{words}: {page}");
        assert!(page.contains("布朗语") && page.contains("岩某"), "{words}: what was typed stays");
    }
    let page = said(&mut editor, &at, &Form::default().text("part", "whole").text("language", "普通话")).await;
    assert!(page.contains("请选一个录音文件"), "{page}");
    let fields = [
        (form("section:没有这一段", "普通话", mp3(2)), "part", "没有这个小标题"),
        (form("", "普通话", mp3(2)), "part", "选念的是全文还是哪一段"),
        (form("whole", "", mp3(2)), "language", "说的是什么话"),
        (form("whole", "普通话", mp3(2)).text("town", "441581101000"), "town", "没有这个乡镇"),
        (form("whole", "普通话", mp3(2)).text("town", "530922101001"), "town", "没有这个乡镇"),
    ];
    for (typed, field, words) in fields {
        let page = said(&mut editor, &at, &typed).await;
        assert!(page.contains(&format!("id=\"{field}-error\"")) && page.contains(words), "{field}: {page}");
        assert!(page.contains("文件要重新选一次"), "{field}");
    }
    assert!(office.portal.services.store.recordings().await.unwrap().is_empty(), "nothing of all this was kept");

    put(&office, &mut editor, &at, &form("whole", "云县话", mp3(2)).text("town", AIHUA)).await;
    let page = said(&mut editor, &at, &form("whole", "彝语", mp3(3)).text("town", AIHUA)).await;
    assert!(page.contains("id=\"town-error\"") && page.contains("已经有一段（云县话）"), "{page}");
}

#[tokio::test]
async fn words_that_were_changed_are_not_read_aloud_until_somebody_has_listened() {
    let office = newsroom().await;
    let mut author = office.person(Role::Handler, STATION).await;
    let mut lead = office.person(Role::Lead, STATION).await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let mut resident = office.portal.visitor();
    let item = begin(&mut author, "article", &ARTICLE).await;
    let at = format!("{item}/listen");
    let early = said(&mut author, &at, &form("whole", "普通话", mp3(2))).await;
    assert!(early.contains("公开以后才能放录音"), "{early}");
    done(&mut author, &item, "submit", &[]).await;
    reviewed(&mut lead, &item).await;
    done(&mut leader, &item, "sign", &[]).await;
    put(&office, &mut author, &at, &form("whole", "普通话", mp3(2))).await;
    put(&office, &mut author, &at, &form("section:三步", "云县话", mp3(3))).await;
    listened(&mut lead, &at).await;
    let both = heard(&resident.get("article/opened-syrup").await.text());
    assert_eq!(both.len(), 2);

    done(&mut author, &item, "correct", &[]).await;
    let page = author.get(&format!("{item}/edit")).await.text();
    let began = between(&page, "name=\"began_with\" value=\"", "\"").unwrap().to_owned();
    let mut fields = with(&ARTICLE, "answer", "开封的药水放久了会坏，别再喝。");
    fields.push(("began_with", &began));
    assert_eq!(author.post_form(&format!("{item}/edit"), &fields).await.status.as_u16(), 303);
    done(&mut author, &item, "submit", &[]).await;
    reviewed(&mut lead, &item).await;
    assert_eq!(heard(&resident.get("article/opened-syrup").await.text()), both, "what residents read is as it was");
    done(&mut leader, &item, "sign", &[("correction", "改正了结论")]).await;
    let page = resident.get("article/opened-syrup").await.text();
    assert_eq!(heard(&page), both[1..], "the part says what it said");
    let page = lead.get(&at).await.text();
    assert!(page.contains("文字改过，先停放") && page.contains("居民正在听"), "{page}");

    let confirm = between(&page, &format!("action=\"/{at}/"), "/confirm\"").unwrap().to_owned();
    let words = between(&page, "name=\"words\" value=\"", "\"").unwrap().to_owned();
    let stale = lead.post_form(&format!("{at}/{confirm}/confirm"), &[("words", "0")]).await;
    assert!(stale.status.as_u16() == 422 && stale.text().contains("文字又改过"), "{}", stale.text());
    let own = author.post_form(&format!("{at}/{confirm}/confirm"), &[("words", &words)]).await;
    assert!(own.status.as_u16() == 422 && own.text().contains("您上传的"), "{}", own.text());
    listened(&mut lead, &at).await;
    assert_eq!(heard(&resident.get("article/opened-syrup").await.text()), both);

    done(&mut lead, &item, "withdraw", &[("withdraw_reason", "error"), ("withdraw_note", "错")]).await;
    for address in &both {
        assert_eq!(resident.get(address).await.status.as_u16(), 404, "it goes with its article");
    }
}

#[tokio::test]
async fn a_player_gets_the_part_it_asks_for() {
    let office = newsroom().await;
    let at = desk(&office, "expired-medicine").await;
    let mut editor = office.person(Role::Editor, BUREAU).await;
    // More than one piece of the database.
    let bytes = mp3(3000);
    put(&office, &mut editor, &at, &form("whole", "普通话", bytes.clone())).await;
    listened(&mut office.person(Role::Leader, BUREAU).await, &at).await;
    let address = heard(&office.portal.visitor().get(PAGE).await.text()).remove(0);
    let asking = |range: &str| office.portal.visitor().sending("range", range);

    let whole = office.portal.visitor().get(&address).await;
    assert_eq!((whole.status.as_u16(), &whole.bytes[..]), (200, &bytes[..]));
    assert_eq!(whole.header("content-type"), Some("audio/mpeg"));
    assert_eq!(whole.header("accept-ranges"), Some("bytes"));
    assert_eq!(whole.header("content-length"), Some("312000"));
    assert!(whole.header("cache-control").unwrap().contains("immutable") && whole.header("content-encoding").is_none());
    let parts = [
        ("bytes=0-1", 0, 1),
        ("bytes=262100-262200", 262_100, 262_200),
        ("bytes=311990-", 311_990, 311_999),
        ("bytes=-5", 311_995, 311_999),
    ];
    for (range, first, last) in parts {
        let answer = asking(range).get(&address).await;
        assert_eq!(answer.status.as_u16(), 206, "{range}");
        assert_eq!(answer.header("content-range"), Some(format!("bytes {first}-{last}/312000").as_str()));
        assert_eq!(answer.header("content-length"), Some((last - first + 1).to_string().as_str()));
        assert!(answer.bytes == bytes[first..=last], "{range}");
    }
    let behind = asking("bytes=312000-").get(&address).await;
    assert_eq!((behind.status.as_u16(), behind.header("content-range")), (416, Some("bytes */312000")));
    assert_eq!(asking("bytes=0-1,4-5").get(&address).await.status.as_u16(), 200);

    let tag = whole.header("etag").unwrap().to_owned();
    assert_eq!(asking("bytes=0-1").sending("if-range", &tag).get(&address).await.status.as_u16(), 206);
    assert_eq!(asking("bytes=0-1").sending("if-range", "\"other\"").get(&address).await.status.as_u16(), 200);
    assert_eq!(office.portal.visitor().sending("if-none-match", &tag).get(&address).await.status.as_u16(), 304);
    let head = office.portal.visitor().send(Method::HEAD, &address, None, Body::empty()).await;
    assert_eq!((head.status.as_u16(), head.header("content-length"), head.bytes.len()), (200, Some("312000"), 0));
    for nothing in
        [address.replace(".mp3", ".ogg"), address.replace(".mp3", ""), format!("listen/{}.mp3", "0".repeat(64))]
    {
        assert_eq!(office.portal.visitor().get(&nothing).await.status.as_u16(), 404, "{nothing}");
    }
}

/// Role, unit, whether they see the recordings of an article of the station, whether they may take some in.
const PEOPLE: [(Role, &str, bool, bool); 11] = [
    (Role::Handler, STATION, true, true),
    (Role::Handler, "yaoxie", false, false),
    (Role::Lead, STATION, true, true),
    (Role::Lead, "yaoxie", true, false),
    (Role::Leader, BUREAU, true, true),
    (Role::Editor, BUREAU, true, true),
    (Role::Auditor, BUREAU, true, false),
    (Role::Clerk, BUREAU, false, false),
    (Role::Admin, BUREAU, false, false),
    (Role::Officer, STATION, false, false),
    (Role::Coordinator, STATION, false, false),
];

#[tokio::test]
async fn only_those_who_write_an_article_put_recordings_to_it() {
    let office = newsroom().await;
    let mut author = office.person(Role::Editor, STATION).await;
    let item = begin(&mut author, "article", &ARTICLE).await;
    let at = format!("{item}/listen");
    let nobody = Uuid::nil();
    for (role, unit, sees, may) in PEOPLE {
        let mut person = office.person(role, unit).await;
        let page = person.get(&at).await;
        assert_eq!(page.status.as_u16() == 200, sees, "{role:?} of {unit} looks: {}", page.status);
        assert!(!sees || page.text().contains("公开以后才能放录音") == may, "{role:?} of {unit}");
        let posts = [
            person.post_multipart(&at, &form("whole", "普通话", mp3(2))).await.status.as_u16(),
            person.post_form(&format!("{at}/{nobody}/confirm"), &[]).await.status.as_u16(),
            person.post_form(&format!("{at}/{nobody}/end"), &[]).await.status.as_u16(),
        ];
        match (may, sees) {
            (true, _) => {
                assert_eq!(posts, [422, 404, 404], "{role:?} of {unit}: nothing is published, nothing is there")
            }
            (false, _) => {
                assert!(posts.iter().all(|status| matches!(status, 403 | 404)), "{role:?} of {unit}: {posts:?}")
            }
        }
    }
    assert_eq!(office.portal.visitor().get(&at).await.status.as_u16(), 303, "a stranger is sent to sign in");
    let other = office.portal.services.store.item_at(Kind::Article, "expired-medicine").await.unwrap().unwrap().id;
    put(&office, &mut author, &format!("desk/news/{other}/listen"), &form("whole", "普通话", mp3(2))).await;
    let row = office.portal.services.store.recordings().await.unwrap().remove(0);
    let elsewhere = author.post_form(&format!("{at}/{}/end", row.id), &[]).await;
    assert_eq!(elsewhere.status.as_u16(), 404, "a recording is reached through its own article");
}
