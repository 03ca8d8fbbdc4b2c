use axum::http::Method;
use domain::access::Role;
use uuid::Uuid;

use super::office::{Office, STATION, complaint};
use crate::portal::{Form, Visitor};

/// What is asked of the desk. Posted forms are faulty on purpose, so that being allowed shows as
/// 422 and changes nothing for those who come after.
enum Ask {
    Get(String),
    Post(String, &'static [(&'static str, &'static str)]),
    Upload(String),
}

/// A letter that does not fit a matter nobody has decided on.
const OUT_OF_TURN: [(&str, &str); 5] = [
    ("form", "refusal"),
    ("to", "reporter"),
    ("letter", "019aa000-0000-7000-8000-000000000000"),
    ("version", "1"),
    ("step", "issue"),
];

async fn status(visitor: &mut Visitor, ask: &Ask) -> u16 {
    let answer = match ask {
        Ask::Get(path) => visitor.send(Method::GET, path, None, axum::body::Body::empty()).await,
        Ask::Post(path, fields) => visitor.post_form(path, fields).await,
        Ask::Upload(path) => visitor.post_multipart(path, &Form::default().text("x", "y")).await,
    };
    answer.status.as_u16()
}

/// Each route with what the ten roles get, in the order of `Role::ALL`: clerk, handler, lead,
/// leader, editor, officer, coordinator, admin, security admin, auditor.
fn table(number: &str, photo: Uuid) -> Vec<(Ask, [u16; 10])> {
    let at = |rest: &str| format!("desk/matter/{number}{rest}");
    let reading = [200, 200, 200, 200, 403, 403, 403, 403, 403, 200];
    let clerk = |good: u16| [good, 403, 403, 403, 403, 403, 403, 403, 403, 403];
    let workers = [422, 422, 422, 403, 403, 403, 403, 403, 403, 403];
    let assigners = [422, 403, 403, 422, 403, 403, 403, 403, 403, 403];
    let heads = [403, 403, 422, 422, 403, 403, 403, 403, 403, 403];
    let notes = [422, 422, 422, 422, 403, 403, 403, 403, 403, 403];
    let bulk = [400, 403, 403, 400, 403, 403, 403, 403, 403, 403];
    let field = |reads: u16, manages: u16| [403, reads, manages, manages, 403, 403, manages, 403, 403, 403];
    let reactions = |good: u16| [good, good, good, good, 403, 403, 403, 403, 403, 403];
    let (readers, managers) = (field(200, 200), field(403, 200));
    let tends = |good: u16| [403, 403, good, good, good, 403, 403, 403, 403, 403];
    let signs = |good: u16| [403, 403, 403, good, 403, 403, 403, 403, 403, 403];
    vec![
        (Ask::Get("desk/news/bets".into()), tends(200)),
        (Ask::Get("desk/news/bets/new".into()), signs(200)),
        (Ask::Post("desk/news/bets/new".into(), &[("words", "")]), signs(422)),
        (Ask::Get("desk/news/bets/0".into()), signs(200)),
        (Ask::Post("desk/news/bets/0".into(), &[("words", "")]), signs(422)),
        (Ask::Post("desk/news/bets/0/drop".into(), &[]), signs(422)),
        (Ask::Post("desk/news/bets/filed/0".into(), &[]), signs(422)),
        (Ask::Get("desk/questions".into()), [403, 200, 200, 403, 403, 403, 403, 403, 403, 403]),
        (Ask::Get("desk/field".into()), readers),
        (Ask::Get("desk/officers".into()), readers),
        (Ask::Get("desk/officers/new".into()), managers),
        (Ask::Post("desk/officers/new".into(), &[("name", "")]), field(403, 422)),
        (Ask::Get(format!("desk/officers/{}", Uuid::nil())), field(403, 404)),
        (Ask::Post(format!("desk/officers/{}", Uuid::nil()), &[("step", "stop")]), field(403, 404)),
        (Ask::Get("desk/field/records".into()), readers),
        (Ask::Get(format!("desk/field/records/{}", Uuid::nil())), field(404, 404)),
        (Ask::Get(format!("desk/field/records/{}/file/1", Uuid::nil())), field(404, 404)),
        (Ask::Get(format!("desk/field/records/{}/label", Uuid::nil())), field(404, 404)),
        (Ask::Post(format!("desk/field/records/{}", Uuid::nil()), &[("reply", "")]), field(403, 404)),
        (Ask::Get("desk/field/errands".into()), managers),
        (Ask::Post("desk/field/errands/new".into(), &[("title", "")]), field(403, 422)),
        (Ask::Get("desk/field/collects".into()), managers),
        (Ask::Get(format!("desk/field/collects/{}", Uuid::nil())), field(403, 404)),
        (Ask::Post(format!("desk/field/collects/{}", Uuid::nil()), &[("step", "look")]), field(403, 404)),
        (Ask::Post(format!("desk/field/collects/{}", Uuid::nil()), &[("step", "give")]), field(403, 404)),
        (Ask::Post(format!("desk/field/collects/{}", Uuid::nil()), &[("step", "end")]), field(403, 404)),
        (Ask::Get("desk/field/month".into()), readers),
        (Ask::Get("desk/field/month/sheet".into()), readers),
        (Ask::Get("desk/field/merits".into()), readers),
        (Ask::Get("desk/field/month.xlsx".into()), readers),
        (Ask::Get("desk/field/outlets".into()), readers),
        (Ask::Post("desk/field/outlets/new".into(), &[("name", "")]), field(403, 422)),
        (Ask::Upload("desk/field/outlets/import".into()), field(403, 422)),
        (Ask::Get("desk/reactions".into()), reactions(200)),
        (Ask::Get("desk/reactions/YX-BF-1999-000001".into()), reactions(404)),
        (Ask::Post("desk/reactions/YX-BF-1999-000001".into(), &[("step", "open"), ("reason", "")]), reactions(404)),
        (Ask::Get("desk".into()), [200; 10]),
        (Ask::Get("desk/account".into()), [200; 10]),
        (Ask::Get("desk/audit".into()), [403, 403, 403, 403, 403, 403, 403, 403, 403, 200]),
        (Ask::Get(at("")), reading),
        (Ask::Get(at(&format!("/photo/{photo}"))), reading),
        (Ask::Get(at("/voice/1")), reading.map(|code| if code == 200 { 404 } else { code })),
        (Ask::Post(at("/step/dispatch"), &[("unit", "")]), assigners),
        (Ask::Post(at("/step/accept"), &[("contact", "")]), workers),
        (Ask::Post(at("/step/reopen"), &[("reason", "")]), heads),
        (Ask::Post(at("/step/note"), &[("text", "")]), notes),
        (Ask::Post(at("/step/nonsense"), &[]), [404; 10]),
        (Ask::Post("desk/bulk".into(), &[("step", "dispatch"), ("unit", STATION)]), bulk),
        (Ask::Get("desk/export/list.csv".into()), [200, 403, 200, 200, 403, 403, 403, 403, 403, 200]),
        (Ask::Get("desk/leave".into()), [200, 200, 200, 200, 403, 403, 403, 403, 403, 403]),
        (Ask::Post(at("/message"), &[("text", " ")]), workers),
        (Ask::Post(at("/identity"), &[("reason", "")]), workers),
        (Ask::Get(at("/custody")), reading),
        (Ask::Post(at("/custody/ask"), &[("reason", "")]), workers),
        (Ask::Post(at("/custody/grant"), &[("to", "")]), [403, 403, 422, 422, 403, 403, 403, 403, 403, 403]),
        (Ask::Post(at("/custody/answer"), &[("note", "")]), workers),
        (Ask::Get("desk/phone".into()), clerk(200)),
        (Ask::Post("desk/phone".into(), &[("phone", ""), ("reason", "")]), clerk(422)),
        (Ask::Get(at("/letters")), reading),
        (
            Ask::Get(at("/letters/new?form=complaint-register&to=inside")),
            workers.map(|code| if code == 422 { 200 } else { code }),
        ),
        (Ask::Post(at("/letters/new"), &OUT_OF_TURN), workers),
        (Ask::Get(at(&format!("/letter/{}", Uuid::nil()))), reading.map(|code| if code == 200 { 404 } else { code })),
        (Ask::Get(at("/packet")), clerk(200)),
        (Ask::Get(at("/packet/print")), clerk(200)),
        (Ask::Get(at("/packet.zip")), clerk(200)),
        (Ask::Post(at("/packet"), &[("reason", "")]), clerk(422)),
        (Ask::Post(at("/register"), &[("registration_no", "")]), clerk(422)),
        (Ask::Get("desk/batch".into()), clerk(200)),
        (Ask::Upload("desk/batch".into()), clerk(422)),
        (Ask::Get("desk/batch/export.xlsx".into()), clerk(200)),
        (Ask::Get("desk/stuck".into()), clerk(200)),
        (Ask::Post(format!("desk/stuck/{}/retry", Uuid::nil()), &[]), clerk(404)),
    ]
}

async fn matter_with_photo(office: &Office) -> (String, Uuid) {
    let number = office.submit(complaint("买到变质的药"), 1).await.matters.remove(0).number;
    office.portal.run_jobs().await;
    office.assign(&number, STATION).await;
    let store = &office.portal.services.store;
    let row = store.matter_by_number(&number).await.unwrap().unwrap();
    (number, store.attachments(row.id).await.unwrap()[0].id)
}

#[tokio::test]
async fn every_route_answers_every_role_as_the_table_says() {
    let office = Office::open().await;
    let (number, photo) = matter_with_photo(&office).await;
    let table = table(&number, photo);
    for (place, role) in Role::ALL.into_iter().enumerate() {
        let mut person = office.person(role, STATION).await;
        for (ask, expected) in &table {
            let (Ask::Get(path) | Ask::Post(path, _) | Ask::Upload(path)) = ask;
            assert_eq!(status(&mut person, ask).await, expected[place], "{role:?} {path}");
        }
    }
}

#[tokio::test]
async fn without_a_session_every_route_leads_to_sign_in() {
    let office = Office::open().await;
    let (number, photo) = matter_with_photo(&office).await;
    for (ask, _) in table(&number, photo) {
        let mut stranger = office.portal.visitor();
        let (Ask::Get(path) | Ask::Post(path, _) | Ask::Upload(path)) = &ask;
        let answer = match &ask {
            Ask::Get(path) => stranger.get(path).await,
            Ask::Post(path, fields) => stranger.post_form(path, fields).await,
            Ask::Upload(path) => stranger.post_multipart(path, &Form::default()).await,
        };
        if let Ask::Get(_) = ask {
            assert_eq!(answer.status.as_u16(), 303, "{path}");
            assert!(answer.location().starts_with("desk/sign-in"), "{path}: {}", answer.location());
        } else {
            assert_eq!(answer.status.as_u16(), 401, "{path}");
            assert!(
                answer.text().contains("action=\"/desk/sign-in\""),
                "{path}: the sign-in page keeps what was posted"
            );
        }
    }
}

#[tokio::test]
async fn accounts_without_a_desk_are_told_plainly_what_they_can_do() {
    let office = Office::open().await;
    let accounts = [
        (Role::Editor, "签发由局领导做", "href=\"/desk/news\""),
        (Role::Coordinator, "由承办单位办理", "href=\"/desk/field\""),
        (Role::Officer, "请乡镇协管员给您的手机一个绑定码", "href=\"/officer\""),
        (Role::Admin, "yaoan user", "href=\"/desk/account\""),
        (Role::SecurityAdmin, "yaoan keys", "href=\"/desk/account\""),
    ];
    for (role, words, way) in accounts {
        let page = office.person(role, STATION).await.get("desk").await.text();
        assert!(page.contains(words) && page.contains(way), "{role:?}");
        assert!(!page.contains("desk/batch"), "{role:?}");
    }
}

#[tokio::test]
async fn the_page_offers_only_what_the_person_may_do() {
    let office = Office::open().await;
    let (number, _) = matter_with_photo(&office).await;
    let auditor = office.person(Role::Auditor, STATION).await.get(&format!("desk/matter/{number}")).await.text();
    assert!(!auditor.contains("<form method=\"post\" action=\"/desk/matter"), "an auditor only reads");
    let handler = office.person(Role::Handler, STATION).await.get(&format!("desk/matter/{number}")).await.text();
    assert!(handler.contains("/step/accept\"") && handler.contains("/message\"") && handler.contains("/identity\""));
    assert!(!handler.contains("/step/dispatch\"") && !handler.contains("/packet\""));
}
