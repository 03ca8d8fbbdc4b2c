//! Pictures carried out of one portal and into another.

use std::path::Path;

use domain::access::Role;
use domain::ports::PictureRow;
use server::library::Shelf;
use server::newsroom::{Carried, Outcome};
use tempfile::TempDir;

use super::office::Office;
use super::pictures::{crc32, halves, upload};
use crate::portal::{jpeg, png};

/// A portal with an article that shows a picture of which the left was cut off and the right covered,
/// and the picture's name.
async fn showing() -> (Office, String) {
    let office = Office::open().await;
    let mut editor = office.person(Role::Editor, "yaoxie").await;
    let place = upload(&mut editor, halves(400, 200)).await;
    let fields = [
        ("seen", "1"),
        ("alt", "药盒背面"),
        ("credit", "本局"),
        ("focus_x", "70"),
        ("focus_y", "50"),
        ("crop_left", "25"),
        ("crop_top", "0"),
        ("crop_width", "75"),
        ("crop_height", "100"),
        ("blur_1_left", "75"),
        ("blur_1_top", "0"),
        ("blur_1_width", "25"),
        ("blur_1_height", "50"),
    ];
    assert_eq!(editor.post_form(&place, &fields).await.status.as_u16(), 303);
    let name = office.portal.services.store.shown_pictures().await.unwrap().remove(0).name;
    upload(&mut editor, jpeg(50, 40)).await;
    office.publish("with-picture", &format!("![](../pictures/{name}.jpg)")).await;
    (office, name)
}

async fn carried(office: &Office, originals: bool) -> Vec<Carried> {
    let house = &office.portal.house;
    let texts = house.newsroom.carried(&house.shelf).await.unwrap();
    house.album.carried(texts, originals).await.unwrap()
}

async fn row(office: &Office, name: &str) -> PictureRow {
    office.portal.services.store.picture_named(name).await.unwrap().unwrap()
}

/// Public addresses of what is shown of a picture.
async fn shown(office: &Office, name: &str) -> Vec<String> {
    row(office, name).await.copies.iter().map(|copy| format!("pictures/{}.jpg", copy.digest)).collect()
}

pub fn written(files: &[Carried]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        put(folder.path(), &file.path, &file.bytes);
    }
    folder
}

fn put(folder: &Path, path: &str, bytes: &[u8]) {
    let to = folder.join(path);
    std::fs::create_dir_all(to.parent().unwrap()).unwrap();
    std::fs::write(to, bytes).unwrap();
}

async fn taken_in(office: &Office, folder: &Path) -> Vec<(String, Outcome)> {
    let (house, now) = (&office.portal.house, office.portal.services.now());
    let shelf = Shelf::Folder(folder.to_owned());
    let mut outcomes = house.album.import(&shelf, "yaoxie", now).await.unwrap();
    outcomes.extend(house.newsroom.import(&shelf, true, now).await.unwrap());
    outcomes
}

fn file<'a>(files: &'a [Carried], path: &str) -> &'a Carried {
    files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("no {path}"))
}

fn of<'a>(outcomes: &'a [(String, Outcome)], path: &str) -> &'a Outcome {
    &outcomes.iter().find(|(own, _)| own == path).unwrap_or_else(|| panic!("nothing of {path}: {outcomes:?}")).1
}

#[tokio::test]
async fn carried_out_in_and_out_again_they_are_the_same_bytes_and_hold_nothing_that_was_covered() {
    let (office, name) = showing().await;
    let out = carried(&office, false).await;
    let photo = file(&out, &format!("pictures/{name}.jpg"));
    let public = office.portal.visitor().get(&shown(&office, &name).await[0]).await.bytes;
    assert_eq!(photo.bytes, public, "what goes out is what everybody sees");
    let about = String::from_utf8(file(&out, &format!("pictures/{name}.toml")).bytes.clone()).unwrap();
    assert_eq!(about, "alt = \"药盒背面\"\ncredit = \"本局\"\n\n[focus]\nx = 600\ny = 500\n");
    let photos = |files: &[Carried]| files.iter().filter(|file| file.path.ends_with(".jpg")).count();
    assert_eq!(photos(&out), 1, "a picture nothing shows stays behind");
    assert!(!out.iter().any(|file| file.path.starts_with("originals/")));

    let folder = written(&out);
    assert_eq!(server::library::check(folder.path()), [], "the folder is whole by itself");
    let again = taken_in(&office, folder.path()).await;
    assert!(again.iter().all(|(_, outcome)| *outcome == Outcome::Same), "{again:?}");

    let other = Office::open().await;
    let brought = taken_in(&other, folder.path()).await;
    assert_eq!(*of(&brought, &format!("pictures/{name}.toml")), Outcome::TakenIn);
    assert_eq!(*of(&brought, "articles/with-picture.md"), Outcome::Published);
    let page = other.portal.visitor().get("article/with-picture").await.text();
    let there = shown(&other, &name).await;
    assert!(page.contains(&there[0]) && page.contains("alt=\"药盒背面\""), "{page}");
    assert_eq!(other.portal.visitor().get(&there[0]).await.status.as_u16(), 200);
    assert_eq!(carried(&other, false).await, out, "byte for byte, though it was drawn anew");
    let third = Office::open().await;
    taken_in(&third, written(&carried(&other, false).await).path()).await;
    assert_eq!(carried(&third, false).await, out);
}

#[tokio::test]
async fn with_originals_everything_comes_along_and_goes_on_being_covered() {
    let (office, name) = showing().await;
    let out = carried(&office, true).await;
    assert_eq!(file(&out, &format!("originals/{name}.png")).bytes, halves(400, 200));
    let folder = written(&out);
    assert!(taken_in(&office, folder.path()).await.iter().all(|(_, outcome)| *outcome == Outcome::Same));
    let other = Office::open().await;
    taken_in(&other, folder.path()).await;
    assert_eq!(carried(&other, true).await, out);
    assert_eq!(shown(&other, &name).await, shown(&office, &name).await, "the same copies under the same addresses");
    assert_eq!(row(&other, &name).await.edit, row(&office, &name).await.edit);
    let vault = std::fs::read_dir(other.portal.data().join("vault")).unwrap().count();
    assert!(vault > 0, "the original lies in the vault");
    assert_eq!(carried(&other, false).await, carried(&office, false).await);

    // A content folder that holds originals does not hand them on.
    let third = Office::with(|partial| partial.content = Some(folder.path().to_owned())).await;
    let house = &third.portal.house;
    house.newsroom.open(&house.shelf, third.portal.services.now()).await.unwrap();
    assert!(!carried(&third, false).await.iter().any(|file| file.path.starts_with("originals/")));
    let direct = third.portal.visitor().get(&format!("originals/{name}.png")).await;
    assert_eq!(direct.status.as_u16(), 404);
}

/// Name, description, file beside it, and what is said of them.
type Case<'a> = (&'a str, &'a str, Option<(&'a str, Vec<u8>)>, &'a str);

#[tokio::test]
async fn what_does_not_fit_is_refused_with_its_reason_and_nothing_is_changed() {
    let (office, name) = showing().await;
    let folder = tempfile::tempdir().unwrap();
    let plain = "alt = \"药盒\"\ncredit = \"本局\"\n";
    let original = "alt = \"盒\"\ncredit = \"局\"\n[original]\nturn = \"none\"\nblurs = []\nfocus = { x = 1, y = 1 }\n";
    let mut bomb = png(4, 4);
    bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let checksum = crc32(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&checksum.to_be_bytes());
    let long = format!("alt = \"{}\"\ncredit = \"局\"\n", "长".repeat(121));
    let far = plain.to_owned() + "focus = { x = 1001, y = 0 }\n";
    let beyond = original.replace("blurs = []", "blurs = [{ left = 900, top = 0, width = 200, height = 10 }]");
    let taken = format!("pictures/{name}.jpg");
    let cases: [Case<'_>; 15] = [
        ("alone", plain, None, "缺少图片 pictures/alone.jpg"),
        ("no-original", original, Some(("pictures/no-original.jpg", jpeg(9, 9))), "缺少原图"),
        ("words", plain, Some(("pictures/words.jpg", b"hello".to_vec())), "不是照片"),
        ("cut-off", plain, Some(("pictures/cut-off.jpg", jpeg(60, 60)[..300].to_vec())), "打不开"),
        ("a-png", plain, Some(("pictures/a-png.jpg", png(9, 9))), "后缀不一样"),
        ("bomb", original, Some(("originals/bomb.png", bomb)), "3600 万像素"),
        ("heavy", plain, Some(("pictures/heavy.jpg", vec![0xff; 9 << 20])), "最多 8 MB"),
        ("odd", "alt = \"盒\"\ncolour = 1\n", Some(("pictures/odd.jpg", jpeg(9, 9))), "第 2 行：不认识的键 colour"),
        ("long", &long, Some(("pictures/long.jpg", jpeg(9, 9))), "最多 120 个字"),
        ("far", &far, Some(("pictures/far.jpg", jpeg(9, 9))), "点在图片外面"),
        ("beyond", &beyond, Some(("originals/beyond.jpg", jpeg(9, 9))), "框超出了图片"),
        ("Capital", plain, Some(("pictures/Capital.jpg", jpeg(9, 9))), "小写英文字母"),
        ("same", plain, Some(("pictures/same.jpg", jpeg(50, 40))), "在图片库里叫 tu-"),
        (&name, plain, Some((&taken, jpeg(8, 8))), "内容不一样，没有动它"),
        ("twice", original, Some(("originals/twice.png", png(9, 9))), "原图有两份"),
    ];
    put(folder.path(), "originals/twice.jpg", &jpeg(9, 9));
    put(folder.path(), "originals/lonely.jpg", &jpeg(9, 9));
    for (name, about, picture, _) in &cases {
        put(folder.path(), &format!("pictures/{name}.toml"), about.as_bytes());
        if let Some((path, bytes)) = picture {
            put(folder.path(), path, bytes);
        }
    }
    let text = office.portal.house.shelf.text("articles/home-medicine-box.md").unwrap().text;
    let drawing = text.lines().find(|line| line.starts_with("![")).unwrap();
    let lacking = text.replace(drawing, "![药盒](../pictures/nowhere.jpg)");
    put(folder.path(), "articles/lacking.md", lacking.as_bytes());

    let before = carried(&office, true).await;
    let outcomes = taken_in(&office, folder.path()).await;
    for (name, _, _, words) in cases {
        let outcome = of(&outcomes, &format!("pictures/{name}.toml"));
        assert!(matches!(outcome, Outcome::Refused(why) if why.contains(words)), "{name}: {outcome:?}");
    }
    let lonely = of(&outcomes, "originals/lonely.jpg");
    assert!(matches!(lonely, Outcome::Refused(why) if why.contains("没有 [original]")), "{lonely:?}");
    let lacking = of(&outcomes, "articles/lacking.md");
    assert!(matches!(lacking, Outcome::Refused(why) if why.contains("nowhere.jpg 这里没有")), "{lacking:?}");
    assert_eq!(carried(&office, true).await, before);

    let mut described = before.iter().find(|file| file.path == format!("pictures/{name}.toml")).unwrap().clone();
    described.bytes = String::from_utf8(described.bytes).unwrap().replace("药盒背面", "别的").into_bytes();
    let other = written(&before);
    put(other.path(), &described.path, &described.bytes);
    let outcomes = taken_in(&office, other.path()).await;
    let told = of(&outcomes, &described.path);
    assert!(matches!(told, Outcome::Refused(why) if why.contains("说明或者裁切、遮住的地方不一样")), "{told:?}");
    assert_eq!(carried(&office, true).await, before);
}
