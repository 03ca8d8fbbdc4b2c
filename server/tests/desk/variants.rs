//! An article in another script goes the way of every text, and follows the one it says the same as.

use domain::access::Role;
use jiff::SignedDuration;

use super::news::{ARTICLE, BUREAU, begin, done, newsroom, reviewed, step, with};
use super::office::STATION;
use crate::page::{between, unescaped};
use crate::portal::Visitor;

const BODY: &str = "藥水開封以後，空氣和水會進去。\n\n## 三步 {.steps}\n\n1. 看日期。\n2. 看顏色。\n3. 壞了就扔。\n";

fn variant<'f>(language: &'f str, variant_of: &'f str, body: &'f str) -> Vec<(&'f str, &'f str)> {
    let mut fields = with(&ARTICLE, "title", "吃剩的藥水不要留");
    for (name, value) in [("slug", "opened-syrup-hant"), ("answer", "開封的藥水放久了會壞。"), ("body", body)]
    {
        fields = with(&fields, name, value);
    }
    fields.extend([("language", language), ("variant_of", variant_of)]);
    fields
}

async fn published(author: &mut Visitor, lead: &mut Visitor, leader: &mut Visitor, at: &str) {
    done(author, at, "submit", &[]).await;
    reviewed(lead, at).await;
    done(leader, at, "sign", &[]).await;
}

/// Another answer, reviewed and signed as a correction.
async fn corrected(
    (author, lead, leader): (&mut Visitor, &mut Visitor, &mut Visitor),
    at: &str,
    fields: &[(&str, &str)],
) {
    done(author, at, "correct", &[]).await;
    let form = author.get(&format!("{at}/edit")).await.text();
    let began = between(&form, "name=\"began_with\" value=\"", "\"").unwrap();
    let mut fields = with(fields, "answer", "放久了会坏。");
    fields.push(("began_with", began));
    let saved = author.post_form(&format!("{at}/edit"), &fields).await;
    assert_eq!(saved.status.as_u16(), 303, "{}", saved.text());
    done(author, at, "submit", &[]).await;
    reviewed(lead, at).await;
    done(leader, at, "sign", &[("correction", "改正了结论")]).await;
}

#[tokio::test]
async fn what_is_wrong_with_a_variant_is_told_at_its_field() {
    let office = newsroom().await;
    let mut author = office.person(Role::Handler, STATION).await;
    for (language, variant_of, field, why) in [
        ("fr", "expiry-date", "language", "不认识的文字 fr"),
        ("", "expiry-date", "language", "还要选文字"),
        ("zh-Hant", "approval-number", "language", "繁体中文版已经有了：approval-number-hant"),
        ("zh-Hant", "", "variant_of", "还要写对应的简体文章的网址名"),
        ("zh-Hant", "nowhere", "variant_of", "没有网址名是 nowhere 的文章"),
        ("zh-Hant", "approval-number-hant", "variant_of", "请写它的简体版 approval-number"),
        ("zh-Hant", "opened-syrup-hant", "variant_of", "不能是它自己"),
    ] {
        let answer = author.post_form("desk/news/new/article", &variant(language, variant_of, BODY)).await;
        let page = answer.text();
        assert_eq!(answer.status.as_u16(), 422, "{field} {why}");
        let told =
            between(&page, &format!("id=\"{field}-error\""), "</p>").unwrap_or_else(|| panic!("{field}: {page}"));
        assert!(told.contains(why), "{told}");
        assert!(page.contains("看顏色"), "what was typed is still there");
    }
    let blank = unescaped(&author.get("desk/news/new/article").await.text());
    assert!(blank.contains("简体中文") && blank.contains("维吾尔文 ئۇيغۇرچە"), "{blank}");
}

#[tokio::test]
async fn a_variant_follows_the_article_it_says_the_same_as() {
    let office = newsroom().await;
    let mut author = office.person(Role::Handler, STATION).await;
    let mut lead = office.person(Role::Lead, STATION).await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let mut resident = office.portal.visitor();
    let plain = begin(&mut author, "article", &ARTICLE).await;
    published(&mut author, &mut lead, &mut leader, &plain).await;

    let without_steps = variant("zh-Hant", "opened-syrup", "藥水開封以後會壞。\n");
    let lost = begin(&mut author, "article", &with(&without_steps, "slug", "lost")).await;
    let page = author.get(&lost).await.text();
    assert!(page.contains("简体版有“步骤”块 {.steps}，这里没有"), "{page}");
    assert_eq!(step(&mut author, &lost, "submit", &[]).await.status.as_u16(), 422, "a step that is lost is not signed");

    let fields = variant("zh-Hant", "opened-syrup", BODY);
    let at = begin(&mut author, "article", &fields).await;
    let page = author.get(&at).await.text();
    assert!(page.contains("这种文字不测易读程度") && !page.contains("可能不认识的字"), "{page}");
    assert!(page.contains("繁体中文，对应简体文章 opened-syrup"), "{page}");
    published(&mut author, &mut lead, &mut leader, &at).await;
    let page = resident.get("article/opened-syrup-hant").await.text();
    assert!(page.contains("看顏色") && !page.contains("比简体版旧"), "{page}");
    assert!(resident.get("article/opened-syrup").await.text().contains("繁體中文</a>"));
    assert!(author.get(&plain).await.text().contains("繁体中文 opened-syrup-hant"));
    assert!(!resident.get("column/drugs").await.text().contains("opened-syrup-hant"));

    office.portal.clock.turn(SignedDuration::from_mins(5));
    corrected((&mut author, &mut lead, &mut leader), &plain, &ARTICLE).await;
    let page = resident.get("article/opened-syrup-hant").await.text();
    let warned = between(&page, "<div class=\"warn\">", "</div>").unwrap_or_else(|| panic!("{page}"));
    assert!(
        warned.contains("这篇文字比简体版旧，以简体版为准") && warned.contains("/article/opened-syrup\""),
        "{warned}"
    );
    assert!(page.find("比简体版旧") < page.find("看顏色"), "above the text");

    office.portal.clock.turn(SignedDuration::from_mins(5));
    corrected((&mut author, &mut lead, &mut leader), &at, &fields).await;
    assert!(!resident.get("article/opened-syrup-hant").await.text().contains("比简体版旧"));
    let house = &office.portal.house;
    let carried = house.newsroom.carried(&house.shelf).await.unwrap();
    let file = carried.iter().find(|file| file.path == "articles/opened-syrup-hant.md").unwrap();
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    assert!(text.contains("language = \"zh-Hant\"\nvariant_of = \"opened-syrup\"\n"), "{text}");

    done(&mut lead, &plain, "withdraw", &[("withdraw_reason", "error"), ("withdraw_note", "数字不对")]).await;
    let gone = resident.get("article/opened-syrup-hant").await;
    assert_eq!(gone.status.as_u16(), 410, "{}", gone.text());
    assert!(gone.text().contains("它的简体版已经撤下") && gone.text().contains("内容有误"), "{}", gone.text());
    for list in ["sitemap.xml", "search?q=%E9%96%8B%E5%B0%81"] {
        assert!(!resident.get(list).await.text().contains("opened-syrup"), "{list}");
    }
}

const WITH_DANGER: &str = "药水开封以后，空气和水会进去。\n\n## 喝了出现这些情况，打120 {.danger}\n\n- 喘不上气\n\n\
    ## 三步 {.steps}\n\n1. 看日期。\n2. 看颜色。\n3. 坏了就扔。\n";

#[tokio::test]
async fn a_variant_is_not_signed_without_what_its_original_says_now() {
    let office = newsroom().await;
    let mut author = office.person(Role::Handler, STATION).await;
    let mut lead = office.person(Role::Lead, STATION).await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let plain = begin(&mut author, "article", &ARTICLE).await;
    published(&mut author, &mut lead, &mut leader, &plain).await;
    let fields = variant("zh-Hant", "opened-syrup", BODY);
    let signed = begin(&mut author, "article", &fields).await;
    let waiting = begin(&mut author, "article", &with(&fields, "slug", "opened-syrup-second")).await;
    for at in [&signed, &waiting] {
        done(&mut author, at, "submit", &[]).await;
        reviewed(&mut lead, at).await;
    }
    done(&mut leader, &signed, "sign", &[("release_at", "2026-11-20T12:00")]).await;

    office.portal.clock.turn(SignedDuration::from_mins(5));
    corrected((&mut author, &mut lead, &mut leader), &plain, &with(&ARTICLE, "body", WITH_DANGER)).await;
    assert_eq!(step(&mut leader, &waiting, "sign", &[]).await.status.as_u16(), 422, "the card is not lost");
    assert!(author.get(&waiting).await.text().contains("简体版有“危险信号”块"));
    let later = office.portal.services.now() + SignedDuration::from_hours(4);
    office.portal.house.newsroom.tick(later).await.unwrap();
    let early = office.portal.visitor().get("article/opened-syrup-hant").await;
    assert_eq!(early.status.as_u16(), 404, "nor where a time was set before");
}

#[tokio::test]
async fn of_two_variants_in_one_language_the_second_is_not_signed() {
    let office = newsroom().await;
    let mut author = office.person(Role::Handler, STATION).await;
    let mut lead = office.person(Role::Lead, STATION).await;
    let mut leader = office.person(Role::Leader, BUREAU).await;
    let plain = begin(&mut author, "article", &ARTICLE).await;
    published(&mut author, &mut lead, &mut leader, &plain).await;
    let fields = variant("zh-Hant", "opened-syrup", BODY);
    let first = begin(&mut author, "article", &fields).await;
    let second = begin(&mut author, "article", &with(&fields, "slug", "opened-syrup-second")).await;
    for at in [&first, &second] {
        done(&mut author, at, "submit", &[]).await;
        reviewed(&mut lead, at).await;
    }
    done(&mut leader, &first, "sign", &[]).await;
    assert_eq!(step(&mut leader, &second, "sign", &[]).await.status.as_u16(), 422);
    assert!(author.get(&second).await.text().contains("繁体中文版已经有了"));
}
