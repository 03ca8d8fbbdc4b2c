use domain::access::Role;
use domain::event::Source;
use domain::ports::{Claimed, IdempotencyKey, LedgerQuery, Photo, Submission};

use super::office::{Office, STATION, tip};
use crate::portal::Visitor;

const KEY: &str = "0123456789abcdef0123456789abcdef";

/// A tip filed with the wish for a reward. Answers its number and the claim code as printed.
async fn wished(office: &Office) -> (String, String) {
    let services = &office.portal.services;
    let key = IdempotencyKey::parse(KEY).unwrap();
    let photos: Vec<Photo> = Vec::new();
    let report = tip("集市上卖没有批号的药");
    let submission =
        Submission { key: key.clone(), report, photos, voice: None, source: Source::Web, notice_version: "1".into() };
    let number = services.intake.submit(submission, services.now()).await.unwrap().matters.remove(0).number;
    services.rewards.wish(&key, &number, services.now()).await.unwrap();
    services.rewards.wish(&key, &number, services.now()).await.unwrap();
    let code = services.rewards.code(&key, &number, services.now()).await.unwrap().unwrap();
    (number, code.to_string())
}

async fn step(visitor: &mut Visitor, at: &str, seen: &str, fields: &[(&str, &str)]) -> (u16, String) {
    let fields: Vec<_> = fields.iter().copied().chain([("seen", seen)]).collect();
    let answer = visitor.post_form(at, &fields).await;
    (answer.status.as_u16(), answer.text())
}

#[tokio::test]
async fn a_reward_goes_from_the_wish_to_the_payment_through_two_persons() {
    let office = Office::open().await;
    let (number, code) = wished(&office).await;
    office.assign(&number, STATION).await;
    let mut person = office.portal.visitor();
    let word = |again: &'static str| {
        vec![("code", code.clone()), ("word", "山茶花开".to_owned()), ("again", again.to_owned())]
    };
    async fn ask(person: &mut Visitor, path: &str, fields: Vec<(&str, String)>) -> (u16, String) {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = person.post_form(path, &fields).await;
        (answer.status.as_u16(), answer.text())
    }
    let (status, page) = ask(&mut person, "reward", word("")).await;
    assert!(status == 200 && page.contains("再输入一次暗语") && !page.contains("山茶花开"), "{page}");
    assert_eq!(ask(&mut person, "reward", word("山茶花落")).await.0, 422);
    let (status, page) = ask(&mut person, "reward", word("山茶花开")).await;
    assert!(status == 200 && page.contains("还没有结果"), "{page}");
    let wrong = vec![("code", code.clone()), ("word", "别的暗语".to_owned())];
    assert_eq!(ask(&mut person, "reward", wrong).await.0, 404);
    let applied = ask(&mut person, "reward/apply", word("")).await.1;
    assert!(applied.contains("还没有结果"), "nothing to apply for yet");

    let (mut lead, mut leader) =
        (office.person(Role::Lead, STATION).await, office.person(Role::Leader, "bureau").await);
    let at = "desk/rewards/JL-2026-0001";
    let result = [("step", "qualified"), ("document_no", "云市监罚〔2026〕1号"), ("fine", "200000"), ("crime", "no")];
    assert_eq!(step(&mut lead, at, "1", &result).await.0, 303);
    let propose = [("step", "proposed"), ("grade", "2"), ("sharers", "2"), ("proposed_reason", "证据直接")];
    let (status, page) = step(&mut lead, at, "2", &propose).await;
    assert!(status == 422 && page.contains("还没有申请领奖"), "{page}");
    let (_, page) = ask(&mut person, "reward/apply", word("")).await;
    assert!(page.contains("已经申请领奖"), "{page}");
    assert_eq!(step(&mut lead, at, "3", &propose).await.0, 303);
    let (status, page) = step(&mut lead, at, "4", &[("step", "decided")]).await;
    assert!(status == 422 && page.contains("不能自己批准"), "{page}");
    let (_, page) = ask(&mut person, "reward", word("")).await;
    assert!(page.contains("正在审批") && !page.contains("3000 元"), "no sum before it is decided");
    assert_eq!(step(&mut leader, at, "4", &[("step", "decided")]).await.0, 303);
    let (_, page) = ask(&mut person, "reward", word("")).await;
    assert!(page.contains("您可以领取 3000 元"), "{page}");
    let early = [("step", "waived"), ("waived_reason", "没有来"), ("given_up", "no")];
    assert!(step(&mut leader, at, "5", &early).await.1.contains("领取的期限还没有过"));
    assert_eq!(step(&mut leader, at, "5", &[("step", "paid"), ("voucher", "第1号")]).await.0, 303);
}

#[tokio::test]
async fn the_code_is_nowhere_in_the_database_and_shown_for_an_hour() {
    let office = Office::open().await;
    let (number, code) = wished(&office).await;
    let services = &office.portal.services;
    let key = IdempotencyKey::parse(KEY).unwrap();
    assert!(office.portal.visitor().get(&format!("report/receipt/{KEY}")).await.text().contains("领奖码"));
    office.portal.clock.turn(jiff::SignedDuration::from_mins(61));
    assert_eq!(services.rewards.code(&key, &number, services.now()).await.unwrap(), None);
    assert!(!office.portal.visitor().get(&format!("report/receipt/{KEY}")).await.text().contains("领奖码"));
    let plain = code.replace('-', "");
    let secret = plain.get(6..).unwrap().as_bytes();
    for file in std::fs::read_dir(office.portal.data()).unwrap().map(|file| file.unwrap().path()) {
        if file.is_file() {
            let bytes = std::fs::read(&file).unwrap();
            assert!(!bytes.windows(secret.len()).any(|part| part == secret), "{}", file.display());
        }
    }
    let parsed = domain::reward::ClaimCode::parse(&code).unwrap();
    assert_eq!(
        services.rewards.claim(&parsed, "短", "短", services.now()).await.unwrap(),
        Claimed::BadWord("领奖暗语要 4 到 20 个字")
    );
}

#[tokio::test]
async fn who_does_not_ask_for_a_reward_gets_no_code() {
    let office = Office::open().await;
    let receipt = office.submit(tip("集市上卖没有批号的药"), 0).await;
    let page = office.portal.visitor().get("report/receipt/desk-test-key-000000").await.text();
    assert!(page.contains(&receipt.matters[0].number) && !page.contains("领奖码"));
    let leader = office.staff(Role::Leader, "bureau").await;
    assert_eq!(office.portal.services.rewards.list(&leader, &LedgerQuery::default()).await.unwrap().total, 0);
}

#[tokio::test]
async fn only_leads_and_leaders_see_the_ledger_and_only_their_units() {
    let office = Office::open().await;
    let (number, _) = wished(&office).await;
    office.assign(&number, STATION).await;
    let may = |good: u16| [403, 403, good, good, 403, 403, 403, 403, 403, 403];
    for (place, role) in Role::ALL.into_iter().enumerate() {
        let mut person = office.person(role, STATION).await;
        for path in ["desk/rewards", "desk/rewards/JL-2026-0001"] {
            assert_eq!(person.get(path).await.status.as_u16(), may(200)[place], "{role:?} {path}");
        }
        let answer = person.post_form("desk/rewards/JL-2026-0001", &[("step", "told"), ("told_how", "")]).await;
        assert_eq!(answer.status.as_u16(), may(422)[place], "{role:?}");
    }
    let mut other = office.person(Role::Lead, "suo-manwan").await;
    assert_eq!(other.get("desk/rewards/JL-2026-0001").await.status.as_u16(), 404);
}
