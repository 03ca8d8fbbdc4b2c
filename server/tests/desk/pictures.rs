//! Pictures for texts, through the desk's door and the public one.

use domain::access::Role;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

use super::news::{ARTICLE, with};
use super::office::{Office, STATION};
use crate::portal::{Form, Visitor, jpeg, png};

fn about() -> Form {
    Form::default().text("alt", "药盒背面，有效期印在左下角").text("credit", "本局药械股")
}

/// Half white, half black, which is easily told apart after compression.
pub fn halves(width: u32, height: u32) -> Vec<u8> {
    let image = RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([255; 3]) } else { Rgb([0; 3]) });
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(image).write_to(&mut out, ImageFormat::Png).unwrap();
    out.into_inner()
}

/// As PNG chunks carry it.
pub fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}

pub async fn upload(editor: &mut Visitor, bytes: Vec<u8>) -> String {
    let answer = editor.post_multipart("desk/pictures", &about().file("file", "x.jpg", bytes)).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
    answer.location().split('?').next().unwrap().to_owned()
}

/// Public addresses of what is shown of the only picture.
async fn addresses(office: &Office) -> Vec<String> {
    let rows = office.portal.services.store.shown_pictures().await.unwrap();
    rows.iter().flat_map(|row| row.copies.iter().map(|copy| format!("pictures/{}.jpg", copy.digest))).collect()
}

#[tokio::test]
async fn a_picture_is_taken_in_and_served_in_sizes_for_ever() {
    let office = Office::open().await;
    let mut editor = office.person(Role::Editor, STATION).await;
    let place = upload(&mut editor, jpeg(1600, 1200)).await;
    let page = editor.get(&place).await.text();
    assert!(page.contains("药盒背面") && page.contains("../pictures/tu-"), "{page}");
    let mut anybody = office.portal.visitor();
    let addresses = addresses(&office).await;
    assert_eq!(addresses.len(), 3);
    for address in &addresses {
        let answer = anybody.get(address).await;
        assert_eq!(answer.status.as_u16(), 200);
        assert_eq!(answer.header("content-type"), Some("image/jpeg"));
        assert!(answer.header("cache-control").unwrap().contains("immutable"));
        let tag = answer.header("etag").unwrap().to_owned();
        assert_eq!(office.portal.visitor().sending("if-none-match", &tag).get(address).await.status.as_u16(), 304);
    }
    assert_eq!(anybody.get(&format!("pictures/{}.jpg", "0".repeat(64))).await.status.as_u16(), 404);
}

#[tokio::test]
async fn the_same_file_is_the_same_picture() {
    let office = Office::open().await;
    let mut editor = office.person(Role::Editor, STATION).await;
    let first = upload(&mut editor, png(100, 80)).await;
    assert_eq!(upload(&mut editor, png(100, 80)).await, first);
    assert_ne!(upload(&mut editor, png(101, 80)).await, first);
}

#[tokio::test]
async fn what_cannot_be_a_picture_is_refused_and_what_was_typed_stays() {
    let office = Office::open().await;
    let mut editor = office.person(Role::Editor, STATION).await;
    let mut bomb = png(4, 4);
    // The header claims 60,000 × 60,000.
    bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let checksum = crc32(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&checksum.to_be_bytes());
    let cases: [(Vec<u8>, &str); 5] = [
        (bomb, "3600 万像素"),
        (b"MZ not a picture".to_vec(), "不是照片"),
        (jpeg(60, 60)[..300].to_vec(), "打不开"),
        (vec![0xff; 9 << 20], "超过 8 MB"),
        (Vec::new(), "空文件"),
    ];
    for (bytes, words) in cases {
        let answer = editor.post_multipart("desk/pictures", &about().file("file", "x.jpg", bytes)).await;
        assert_eq!(answer.status.as_u16(), 422, "{words}");
        let text = answer.text();
        assert!(text.contains(words) && text.contains("药盒背面") && text.contains("本局药械股"), "{words}: {text}");
    }
    let silent = Form::default().file("file", "x.jpg", jpeg(40, 40));
    let answer = editor.post_multipart("desk/pictures", &silent).await;
    assert_eq!(answer.status.as_u16(), 422);
    assert!(answer.text().contains("看不见图的人") && answer.text().contains("要重新选一次"));
    assert!(addresses(&office).await.is_empty(), "nothing of all this was kept");
}

#[tokio::test]
async fn what_is_passed_on_is_cut_around_the_focus() {
    let office = Office::open().await;
    let mut editor = office.person(Role::Editor, "yaoxie").await;
    let place = upload(&mut editor, halves(1200, 300)).await;
    let name = office.portal.services.store.shown_pictures().await.unwrap().remove(0).name;
    office.publish("with-picture", &format!("![](../pictures/{name}.jpg)")).await;
    let mut reader = office.portal.visitor();
    let mut shades = Vec::new();
    for (seen, focus) in [("1", "left"), ("2", "right")] {
        let fields = [
            ("seen", seen),
            ("alt", "药盒"),
            ("credit", "本局"),
            ("focus", focus),
            ("focus_x", if seen == "1" { "50" } else { "16.7" }),
            ("focus_y", "50"),
        ];
        let answer = editor.post_form(&place, &fields).await;
        assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
        let page = reader.get("article/with-picture").await.text();
        let card = page.split("<meta property=\"og:image\" content=\"").nth(1).unwrap().split('"').next().unwrap();
        let path = format!("pictures/{}", card.rsplit('/').next().unwrap());
        let card = image::load_from_memory(&reader.get(&path).await.bytes).unwrap().into_rgb8();
        assert_eq!(card.dimensions(), (300, 300), "as square as chats draw it");
        shades.push([card.get_pixel(10, 150).0[0], card.get_pixel(290, 150).0[0]]);
    }
    let [[a, b], [c, d]] = shades[..] else { panic!("{shades:?}") };
    assert!(a > 200 && b > 200 && c < 50 && d < 50, "white around the left, black around the right: {shades:?}");
    let page = editor.get(&place).await.text();
    assert!(page.contains("value=\"right\" checked") || page.contains("checked value=\"right\""), "{page}");
    let both =
        [("seen", "3"), ("alt", "药盒"), ("credit", "本局"), ("focus", "top"), ("focus_x", "9"), ("focus_y", "9")];
    let answer = editor.post_form(&place, &both).await;
    assert_eq!(answer.status.as_u16(), 422);
    assert!(answer.text().contains("id=\"focus-error\"") && answer.text().contains("只改一样"));
}

#[tokio::test]
async fn a_picture_out_of_a_paste_is_taken_in_without_words_and_pointed_at_until_it_has_them() {
    let office = Office::open().await;
    office.portal.house.newsroom.open(&office.portal.house.shelf, office.portal.services.now()).await.unwrap();
    let mut editor = office.person(Role::Editor, "yaoxie").await;
    let pasted = |bytes| Form::default().file("file", "paste", bytes);
    let answer = editor.post_multipart("desk/pictures/pasted", &pasted(png(90, 60))).await;
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
    let said: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
    let row = office.portal.services.store.shown_pictures().await.unwrap().remove(0);
    assert_eq!(said["address"], format!("../pictures/{}.jpg", row.name));
    assert_eq!((row.about.alt.as_str(), row.about.credit.as_str(), row.about.decorative), ("", "", false));
    let again = editor.post_multipart("desk/pictures/pasted", &pasted(png(90, 60))).await;
    assert_eq!(again.bytes, answer.bytes, "the same file is the same picture");

    let line = format!("![]({})", said["address"].as_str().unwrap());
    let looked = async |editor: &mut Visitor, line: &str| {
        editor.post_form("desk/news/look/article", &with(&ARTICLE, "body", line)).await.text()
    };
    let page = looked(&mut editor, &line).await;
    assert!(page.contains("图片没有文字说明") && page.contains("还没有写来源"), "{page}");
    let fields = [("seen", "1"), ("alt", "药盒"), ("credit", "本局")];
    let place = format!("desk/pictures/{}", row.id);
    assert_eq!(editor.post_form(&place, &fields).await.status.as_u16(), 303);
    let page = looked(&mut editor, &line).await;
    assert!(!page.contains("图片没有文字说明") && !page.contains("还没有写来源"), "{page}");
    let page = looked(&mut editor, "![这里少一张图：没有传上去](paste:1)").await;
    assert!(page.contains("这里少一张图"), "{page}");

    for (bytes, words) in [(b"GIF89a".to_vec(), "动图"), (vec![0xff; 9 << 20], "超过 8 MB"), (Vec::new(), "空文件")]
    {
        let answer = editor.post_multipart("desk/pictures/pasted", &pasted(bytes)).await;
        assert_eq!(answer.status.as_u16(), 422, "{words}");
        let said: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
        assert!(said["why"].as_str().unwrap().contains(words), "{said}");
    }
    assert_eq!(editor.post_form(&format!("{place}/away"), &[]).await.status.as_u16(), 303);
    let away = editor.post_multipart("desk/pictures/pasted", &pasted(png(90, 60))).await;
    assert_eq!(away.status.as_u16(), 422);
    assert!(away.text().contains("回收站"));
}

#[tokio::test]
async fn what_is_covered_is_gone_from_what_was_served_before() {
    let office = Office::open().await;
    let mut editor = office.person(Role::Editor, STATION).await;
    let place = upload(&mut editor, halves(400, 200)).await;
    let before = addresses(&office).await;
    let fields = [
        ("seen", "1"),
        ("alt", "药盒"),
        ("credit", "本局"),
        ("blur_1_left", "0"),
        ("blur_1_top", "0"),
        ("blur_1_width", "100"),
        ("blur_1_height", "100"),
        ("crop_left", "25"),
        ("crop_top", "0"),
        ("crop_width", "50"),
        ("crop_height", "100"),
        ("turn", "right"),
    ];
    let answer = editor.post_form(&place, &fields).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
    let after = addresses(&office).await;
    let mut anybody = office.portal.visitor();
    for address in before {
        assert!(!after.contains(&address));
        assert_eq!(anybody.get(&address).await.status.as_u16(), 404, "the uncovered copy is gone");
    }
    let shown = image::load_from_memory(&anybody.get(&after[0]).await.bytes).unwrap().into_rgb8();
    assert_eq!(shown.dimensions(), (200, 200), "cut to half its width, and turned with its marks");
    // Somebody who still has the old page open does not undo it.
    let stale = editor.post_form(&place, &[("seen", "1"), ("alt", "别的说明"), ("credit", "本局")]).await;
    assert_eq!(stale.status.as_u16(), 422);
    assert!(stale.text().contains("别人改过这张图片") && stale.text().contains("别的说明"));
}

#[tokio::test]
async fn a_wrong_number_is_said_at_its_field() {
    let office = Office::open().await;
    let mut editor = office.person(Role::Editor, STATION).await;
    let place = upload(&mut editor, halves(100, 100)).await;
    let fields = [("seen", "1"), ("alt", "药盒"), ("credit", "本局"), ("blur_1_left", "八")];
    let answer = editor.post_form(&place, &fields).await;
    assert_eq!(answer.status.as_u16(), 422);
    assert!(answer.text().contains("id=\"blur_1_left-error\"") && answer.text().contains("value=\"八\""));
}

#[tokio::test]
async fn a_picture_is_put_away_and_brought_back() {
    let office = Office::open().await;
    let mut editor = office.person(Role::Editor, STATION).await;
    let place = upload(&mut editor, halves(100, 100)).await;
    let address = addresses(&office).await.remove(0);
    assert_eq!(editor.post_form(&format!("{place}/away"), &[]).await.status.as_u16(), 303);
    assert_eq!(office.portal.visitor().get(&address).await.status.as_u16(), 404);
    assert!(editor.get("desk/pictures?away=1").await.text().contains("药盒背面"));
    assert_eq!(editor.get(&format!("{place}/page")).await.status.as_u16(), 200, "still to be looked at here");
    assert_eq!(editor.post_form(&format!("{place}/back"), &[]).await.status.as_u16(), 303);
    assert_eq!(office.portal.visitor().get(&address).await.status.as_u16(), 200);
}

#[tokio::test]
async fn only_those_who_write_see_the_album_and_what_was_covered() {
    let office = Office::open().await;
    let mut editor = office.person(Role::Editor, "yaoxie").await;
    let place = upload(&mut editor, halves(100, 100)).await;
    for role in Role::ALL {
        let mut person = office.person(role, STATION).await;
        let may = matches!(role, Role::Editor | Role::Handler | Role::Lead | Role::Leader);
        let ways = ["", "/whole", "/page", "/card"].map(|way| format!("{place}{way}"));
        for way in ways.iter().map(String::as_str).chain(["desk/pictures"]) {
            let status = person.get(way).await.status.as_u16();
            assert_eq!(status, if may { 200 } else { 403 }, "{role:?} {way}");
        }
        let posts = ["", "/away", "/back"].map(|way| format!("{place}{way}"));
        if !may {
            for way in &posts {
                assert_eq!(person.post_form(way, &[]).await.status.as_u16(), 403, "{role:?} {way}");
            }
            let answer = person.post_multipart("desk/pictures", &about().file("file", "x", jpeg(9, 9))).await;
            assert_eq!(answer.status.as_u16(), 403, "{role:?} uploads");
            let answer = person.post_multipart("desk/pictures/pasted", &about().file("file", "x", jpeg(9, 9))).await;
            assert_eq!(answer.status.as_u16(), 403, "{role:?} pastes");
        }
    }
    for way in ["", "/whole", "/page", "/card"] {
        let answer = office.portal.visitor().get(&format!("{place}{way}")).await;
        assert_eq!(answer.status.as_u16(), 303, "a stranger is sent to sign in: {way}");
    }
}

#[tokio::test]
async fn a_published_text_shows_it_and_a_change_is_there_at_once() {
    let office = Office::open().await;
    let mut editor = office.person(Role::Editor, "yaoxie").await;
    let place = upload(&mut editor, halves(900, 600)).await;
    let services = &office.portal.services;
    let name = services.store.shown_pictures().await.unwrap().remove(0).name;
    let body = format!("![](../pictures/{name}.jpg)\n\n字。\n\n![第二张](../pictures/{name}.jpg)\n");
    office.publish("with-picture", &body).await;
    let mut reader = office.portal.visitor();
    let page = reader.get("article/with-picture").await.text();
    let before = addresses(&office).await;
    assert!(before.iter().all(|address| page.contains(address)), "every size is offered: {page}");
    assert!(page.contains("alt=\"药盒背面，有效期印在左下角\"") && page.contains("width=\"900\" height=\"600\""));
    assert_eq!(page.matches("loading=\"lazy\"").count(), 1, "the first picture is not put off");

    let refused = editor.post_form(&format!("{place}/away"), &[]).await;
    assert_eq!(refused.status.as_u16(), 422);
    assert!(refused.text().contains("还有文章在用"));
    let fields = [("seen", "1"), ("alt", "药盒"), ("credit", "本局"), ("turn", "left")];
    assert_eq!(editor.post_form(&place, &fields).await.status.as_u16(), 303);
    let page = reader.get("article/with-picture").await.text();
    assert!(before.iter().all(|address| !page.contains(address)), "no page names what is gone");
    assert!(addresses(&office).await.iter().all(|address| page.contains(address)));
}
