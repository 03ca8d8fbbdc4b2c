//! Every bad form gets its words at the right place and the right status; nothing typed is lost,
//! and nothing of it is kept.

use crate::portal::{Answer, Form, TestPortal, jpeg};
use crate::sheet::{Sheet, key, key_in, said_at};
use axum::body::Body;
use axum::http::{Method, StatusCode};
use domain::ports::IdempotencyKey;

/// Sends a form to a fresh portal and makes sure that nothing was kept.
async fn refused(form: &Form) -> Answer {
    let portal = TestPortal::open().await;
    let answer = portal.visitor().post_multipart("report/new", form).await;
    assert_nothing_kept(&portal).await;
    answer
}

async fn assert_nothing_kept(portal: &TestPortal) {
    let key = IdempotencyKey::parse(&key(1)).unwrap();
    let receipt = portal.services.intake.receipt(&key, portal.services.now()).await.unwrap();
    assert!(receipt.is_none(), "a refused form was kept");
    let sealed = walk(&portal.data().join("vault"));
    assert!(sealed.is_empty(), "photos of a refused form were kept: {sealed:?}");
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

#[tokio::test]
async fn an_empty_form_says_at_every_field_what_is_missing() {
    let answer = refused(&Form::default().text("form_key", &key(1)).text("wish", "complaint")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    assert!(page.contains("<title>有误：投诉"));
    assert!(page.contains("role=\"alert\" tabindex=\"-1\" autofocus"));
    for field in [
        "category",
        "region",
        "story",
        "respondent_name",
        "respondent_address",
        "requests",
        "reporter_name",
        "reporter_phone",
        "reporter_address",
    ] {
        assert!(!said_at(&page, field).is_empty(), "{field}");
        assert!(page.contains(&format!("href=\"#{field}\"")), "no link to {field} in the summary");
        assert!(page.contains(&format!("id=\"{field}\"")), "the link to {field} leads nowhere");
    }
    assert_eq!(key_in(&page), key(1));
}

#[tokio::test]
async fn everything_typed_is_shown_again() {
    let sheet =
        Sheet::both().with("reporter_phone", "1398831234").with("platform_name", "某平台").with("order_no", "A-17");
    let answer = refused(&sheet.form(&key(1))).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    assert_eq!(said_at(&page, "reporter_phone"), "手机号是 11 位，少了 1 位，请核对");
    for (name, value) in sheet.fields() {
        let shown = match name.as_str() {
            "category" | "channel" | "requests" | "mediation_consent" => {
                format!("name=\"{name}\" value=\"{value}\"")
            }
            "region" => format!("value=\"{value}\" selected"),
            "story" => format!("{value}</textarea>"),
            _ => format!("value=\"{value}\""),
        };
        assert!(page.contains(&shown), "{name} is not shown again as {shown}");
    }
    assert_eq!(page.matches(" checked").count(), 5, "category, channel, two requests, one consent");
}

#[tokio::test]
async fn single_answers_out_of_bounds_are_told_at_their_field() {
    let long = "药".repeat(401);
    let cases: &[(&str, &str, &str)] = &[
        ("story", &long, "经过最多 400 个字，现在 401 个字"),
        ("category", "D99", "没有这一类问题"),
        ("category", "D40", "医疗保障局"),
        ("region", "530923101001", "不归云县市场监督管理局管"),
        ("region", "530922999999", "没有这个地方"),
        ("region", "爱华镇", "地区代码"),
        ("happened_on", "2026-11-21", "日期在今天以后"),
        ("happened_on", "前天", "日期看不懂"),
        ("amount", "三十", "金额只写数字"),
        ("channel", "moon", "请从列出的选项里选择"),
        ("identity", "phone", "请写电话号码"),
        ("place", "药店\u{0007}旁", "看不见的控制字符"),
    ];
    for (field, value, words) in cases {
        let answer = refused(&Sheet::tip().with(field, value).form(&key(1))).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={value}");
        let at = if *field == "identity" { "reporter_phone" } else { field };
        let said = said_at(&answer.text(), at);
        assert!(said.contains(words), "{field}={value}: {said}");
    }
}

#[tokio::test]
async fn text_direction_characters_are_refused_and_shown_again_without() {
    let answer = refused(&Sheet::tip().with("story", "药店\u{202e}店药卖假货").form(&key(1))).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    assert!(said_at(&page, "story").contains("控制字符"));
    assert!(page.contains("药店店药卖假货</textarea>") && !page.contains('\u{202e}'));
}

#[tokio::test]
async fn typed_markup_stays_text() {
    let answer =
        refused(&Sheet::tip().with("story", "</textarea><script>x</script>").with("category", "").form(&key(1))).await;
    let page = answer.text();
    assert!(page.contains("&lt;/textarea&gt;&lt;script&gt;") && !page.contains("<script>x"));
}

#[tokio::test]
async fn a_text_of_nine_kilobytes_comes_back_cut() {
    let answer = refused(&Sheet::tip().with("story", &"药".repeat(3000)).form(&key(1))).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said_at(&answer.text(), "story").contains("写得太长"));
    assert!(answer.text().contains("药药药"));
}

#[tokio::test]
async fn twenty_photos_are_too_many() {
    let mut sheet = Sheet::tip();
    for _ in 0..20 {
        sheet = sheet.photo("a.jpg", jpeg(16, 16));
    }
    let answer = refused(&sheet.form(&key(1))).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(said_at(&answer.text(), "photos"), "照片最多 4 张，现在 20 张，请去掉几张");
    assert!(answer.text().contains("照片请重新选一次"));
}

#[tokio::test]
async fn files_that_are_no_pictures_are_told_at_the_photos() {
    let polyglot = [jpeg(16, 16), b"PK\x03\x04<?php echo 1; ?>".to_vec()].concat();
    let cases: [(&str, Vec<u8>); 4] = [
        ("a zip named .jpg", b"PK\x03\x04\x14\x00\x00\x00\x08\x00zip".to_vec()),
        ("a PNG of 30,000 by 30,000 pixels", huge_png()),
        ("a web page named .png", b"<html><script>1</script></html>".to_vec()),
        ("a HEIC photo", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic".to_vec()),
    ];
    for (what, bytes) in cases {
        let answer = refused(&Sheet::tip().photo("a.jpg", bytes).form(&key(1))).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
        let said = said_at(&answer.text(), "photos");
        assert!(said.contains("第 1 张"), "{what}: {said}");
    }
    // A picture with something else behind it is taken or refused by the media rules, never drawn as it came.
    let portal = TestPortal::open().await;
    let answer =
        portal.visitor().post_multipart("report/new", &Sheet::tip().photo("a.jpg", polyglot).form(&key(1))).await;
    assert!(matches!(answer.status, StatusCode::SEE_OTHER | StatusCode::UNPROCESSABLE_ENTITY), "{}", answer.status);
}

/// Only the head of a PNG: its pixels would need 3.6 GB.
fn huge_png() -> Vec<u8> {
    let side = 30_000_u32.to_be_bytes();
    let chunk = [b"IHDR".as_slice(), &side, &side, &[8, 2, 0, 0, 0]].concat();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    png.extend(13_u32.to_be_bytes());
    png.extend(&chunk);
    png.extend(crc(&chunk).to_be_bytes());
    png.extend([0, 0, 0, 0]);
    png.extend(b"IEND");
    png.extend(crc(b"IEND").to_be_bytes());
    png
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

#[tokio::test]
async fn photos_beyond_the_limit_give_413_with_the_words_kept() {
    let mut sheet = Sheet::tip();
    for _ in 0..4 {
        sheet = sheet.photo("a.jpg", vec![0xff; 12 << 20]);
    }
    let answer = refused(&sheet.form(&key(1))).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let page = answer.text();
    assert!(page.contains("照片太大，没有提交") && page.contains("盒子上的有效期到今年6月"));
    assert_eq!(key_in(&page), key(1));
}

#[tokio::test]
async fn a_form_that_breaks_off_is_not_taken() {
    let portal = TestPortal::open().await;
    let (content_type, body) = Sheet::tip().photo("a.jpg", jpeg(64, 64)).form(&key(1)).encoded();
    for length in [body.len() / 3, body.len() - 40] {
        let cut = Body::from(body[..length].to_vec());
        let answer = portal.visitor().send(Method::POST, "report/new", Some(&content_type), cut).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(answer.text().contains("没有收完整"), "cut at {length}");
    }
    assert_nothing_kept(&portal).await;
}

#[tokio::test]
async fn only_multipart_forms_are_read() {
    let portal = TestPortal::open().await;
    for kind in [Some("application/x-www-form-urlencoded"), Some("application/json"), Some("multipart/form-data"), None]
    {
        let answer = portal.visitor().send(Method::POST, "report/new", kind, Body::from("wish=tip")).await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind:?}");
    }
}

#[tokio::test]
async fn a_form_that_is_not_ours_is_sent_back() {
    let many = (0..70).fold(Form::default(), |form, _| form.text("requests", "return"));
    let cases = [
        ("a field we do not have", Sheet::tip().with("is_admin", "1").form(&key(1)), "is_admin"),
        ("no key", Sheet::tip().form(""), "编号"),
        ("a key that is none", Sheet::tip().form("../../../../../../etc/passwd/....."), "编号"),
        ("no wish", Sheet::tip().without("wish").form(&key(1)), "没有选"),
        ("too many fields", many, "太多"),
        ("a file in a text field", Form::default().file("story", "a.jpg", jpeg(8, 8)), "文件"),
    ];
    for (what, form, words) in cases {
        let answer = refused(&form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{what}");
        assert!(answer.text().contains(words), "{what}");
    }
}

#[tokio::test]
async fn text_that_is_not_utf8_is_sent_back() {
    let portal = TestPortal::open().await;
    let (content_type, mut body) = Sheet::tip().form(&key(1)).encoded();
    let at = body.windows(3).position(|bytes| bytes == "盒".as_bytes()).unwrap();
    body[at] = 0xff;
    let answer = portal.visitor().send(Method::POST, "report/new", Some(&content_type), Body::from(body)).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text().contains("UTF-8"));
}

#[tokio::test]
async fn what_fills_in_the_unseen_field_gets_the_form_back() {
    let form = Sheet::tip().with("left_empty", "http://spam.example").form(&key(1));
    let answer = refused(&form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("已替您清空") && !answer.text().contains("spam.example"));
}
