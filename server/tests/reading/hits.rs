//! How often texts are read, counted without knowing who reads.

use domain::access::Role;

use crate::desk::office::{Office, STATION};

const PAGE: &str = "article/home-medicine-box";
const PHONE: &str = "Mozilla/5.0 (Linux; Android 9; V1818A) MicroMessenger/8.0";

async fn seeded() -> Office {
    let office = Office::open().await;
    let house = &office.portal.house;
    assert!(house.newsroom.open(&house.shelf, office.portal.services.now()).await.unwrap() > 20);
    office
}

#[tokio::test]
async fn reads_and_answers_reach_the_editor_and_nothing_else_is_kept() {
    let office = seeded().await;
    let services = &office.portal.services;
    let mut reader = office.portal.visitor().sending("user-agent", PHONE);
    for _ in 0..3 {
        assert_eq!(reader.get(PAGE).await.status.as_u16(), 200);
    }
    // A visit whose page is still good counts like any other.
    let tag = reader.get(PAGE).await.header("etag").unwrap().to_owned();
    let again = office.portal.visitor().sending("if-none-match", &tag).get(PAGE).await;
    assert_eq!(again.status.as_u16(), 304);
    office.portal.visitor().sending("user-agent", "Baiduspider/2.0").get(PAGE).await;
    office.portal.visitor().get("article/no-such-text").await;
    let mut editor = office.person(Role::Editor, STATION).await;
    editor.get(PAGE).await;

    let said = reader.post_form("understood", &[("page", PAGE), ("answer", "no")]).await;
    assert_eq!((said.status.as_u16(), said.location()), (303, format!("{PAGE}?said=thanks#said")));
    assert!(reader.get(&format!("{PAGE}?said=thanks")).await.text().contains("谢谢，已经记下"));
    assert!(reader.cookies().is_empty());

    services.hits.write(&services.store).await.unwrap();
    services.hits.write(&services.store).await.unwrap();
    let list = editor.get("desk/readers").await.text();
    assert!(list.contains("家里的小药箱怎么放") && !list.contains("no-such-text"), "{list}");
    let lines = services.store.read_lines(services.today()).await.unwrap();
    let [line] = lines.as_slice() else { panic!("{lines:?}") };
    assert_eq!((line.hits, line.understood, line.not_understood), (5, 0, 1));
    let one = editor.get(&format!("desk/readers/{}", line.item)).await.text();
    assert!(one.contains("打开 5 次") && one.contains("0% 说看懂了") && one.contains("<rect"), "{one}");
}

#[tokio::test]
async fn only_a_text_is_led_back_to() {
    let office = seeded().await;
    let mut reader = office.portal.visitor();
    for bad in ["https://evil.example/", "//evil.example", "desk", "article/../desk", "", "column/drugs"] {
        let answer = reader.post_form("understood", &[("page", bad), ("answer", "yes")]).await;
        assert_eq!(answer.status.as_u16(), 404, "{bad}");
    }
    assert_eq!(reader.post_form("understood", &[("page", PAGE), ("answer", "?")]).await.status.as_u16(), 400);
}

#[tokio::test]
async fn who_reads_what_is_for_those_who_tend_the_site() {
    let office = Office::open().await;
    for role in Role::ALL {
        let mut person = office.person(role, STATION).await;
        let may = matches!(role, Role::Editor | Role::Lead | Role::Leader);
        assert_eq!(person.get("desk/readers").await.status.as_u16(), if may { 200 } else { 403 }, "{role:?}");
        let of_one = format!("desk/readers/{}", uuid::Uuid::nil());
        assert_eq!(person.get(&of_one).await.status.as_u16(), if may { 404 } else { 403 }, "{role:?}");
    }
}
