//! Letters through the desk's door: writing, issuing, printing, and who may.

mod paper;

use domain::access::{Role, Staff};
use domain::event::{Actor, Event, EventKind};
use domain::letter::Recipient;
use domain::matter::{ComplaintStep, OfficeStep, TipStep};
use domain::report::Wish;
use storage::{Appended, Change};

use self::paper::{article, draft, issued, post, read};
use super::office::{Office, STATION, canary, complaint, report, tip};
use crate::page::without_tags;
use crate::portal::Visitor;

const STORY: &str = "金丝雀写的经过：买到变质的药";
const TOLD: &str = "金丝雀的留言";

/// Lets a matter go on without the desk's own forms, which have tests of their own.
async fn happen(office: &Office, number: &str, kinds: &[EventKind]) {
    let store = &office.portal.services.store;
    let row = store.matter_by_number(number).await.unwrap().unwrap();
    let actor = Actor::Staff { id: uuid::Uuid::from_u128(9), name: "经办某".into() };
    let at = office.portal.services.now();
    let events: Vec<Event> = kinds.iter().map(|kind| Event { at, actor: actor.clone(), kind: kind.clone() }).collect();
    let done = store.append(&row, Change { events: &events, ..Change::default() }).await.unwrap();
    assert!(matches!(done, Appended::Done(_)), "{done:?}");
}

fn accepted() -> EventKind {
    EventKind::Complaint(ComplaintStep::Accepted { contact: "王联系".into() })
}

fn agreed() -> EventKind {
    EventKind::Complaint(ComplaintStep::MediationAgreed)
}

fn terminated() -> EventKind {
    EventKind::Complaint(ComplaintStep::Terminated { grounds: vec![3], note: "双方没有谈成".into() })
}

fn refused() -> EventKind {
    EventKind::Complaint(ComplaintStep::Refused { grounds: vec![4], note: "买药已经四年".into() })
}

fn settled() -> EventKind {
    EventKind::Complaint(ComplaintStep::Settled { note: "退货退款".into() })
}

/// Each form about a matter at its stage, in the official order, with what its paper must say.
#[tokio::test]
async fn the_ten_forms_are_filled_issued_and_printed() {
    let office = Office::open().await;
    let mut clerk = office.person(Role::Clerk, "xiaojian").await;
    let staff = staff_of(&office, &mut clerk).await;
    type Case = (&'static str, Recipient, bool, Vec<EventKind>, &'static str, &'static [&'static str]);
    let table: [Case; 13] = [
        ("complaint-register", Recipient::Inside, true, vec![], "投登", &["被投诉人名称（姓名）某某药店"]),
        ("tip-register", Recipient::Inside, false, vec![], "举登", &["具体线索和相应的事实依据金丝雀写的经过"]),
        ("dispatch", Recipient::Inside, true, vec![], "分送", &["将处理结果于2026年11月24日前报告我局"]),
        ("identity-papers", Recipient::Reporter, true, vec![], "限补", &["请你在2026年11月24日前"]),
        ("acceptance", Recipient::Reporter, true, vec![accepted()], "投受", &["我局决定受理", "联系人：王联系"]),
        (
            "refusal",
            Recipient::Reporter,
            true,
            vec![refused()],
            "投不受",
            &["第十六条第四项", "买药已经四年", "第三十九条"],
        ),
        ("mediation", Recipient::Reporter, true, vec![accepted()], "投调通", &["2026年11月25日14时30分", "回避申请"]),
        ("mediation", Recipient::Respondent, true, vec![accepted()], "投调通", &["某某药店：", "填写的争议内容"]),
        ("termination", Recipient::Reporter, true, vec![accepted(), agreed(), terminated()], "投终", &["双方没有谈成"]),
        (
            "termination",
            Recipient::Respondent,
            true,
            vec![accepted(), agreed(), terminated()],
            "投终",
            &["民事诉讼、仲裁"],
        ),
        ("agreement", Recipient::Reporter, true, vec![accepted(), agreed(), settled()], "投调", &["填写的调解协议"]),
        (
            "agreement",
            Recipient::Respondent,
            true,
            vec![accepted(), agreed(), settled()],
            "投调",
            &["被投诉人某某药店"],
        ),
        (
            "tip-result",
            Recipient::Reporter,
            false,
            vec![
                EventKind::Tip(TipStep::VerificationStarted),
                EventKind::Tip(TipStep::NotFiled { reason: "没有违法事实".into() }),
            ],
            "举告",
            &["《药品管理法》第一百零六条", "填写的处理结果"],
        ),
    ];
    let mut count = std::collections::BTreeMap::new();
    for (form, to, is_complaint, events, mark, expected) in table {
        let number = office.number(if is_complaint { complaint(STORY) } else { tip(STORY) }).await;
        happen(&office, &number, &events).await;
        let draft = draft(&office, &staff, &number, form, to).await;
        let place = issued(&mut clerk, &draft).await;
        let ordinal = *count.entry(mark).and_modify(|count| *count += 1).or_insert(1);
        let document_number = format!("云市监{mark}〔2026〕第{ordinal}号");
        let page = clerk.get(&place).await.text();
        let print = clerk.get(&format!("{place}/print")).await.text();
        let pdf = clerk.get(&format!("{place}/pdf")).await;
        assert_eq!(pdf.header("content-type"), Some("application/pdf"));
        let text = read(&pdf.bytes);
        for part in expected.iter().chain([&document_number.as_str(), &"云县市场监督管理局2026年11月20日"])
        {
            let dense = |html: &str| article(html).chars().filter(|c| !c.is_whitespace()).collect::<String>();
            for (what, text) in [("page", dense(&page)), ("print", dense(&print)), ("pdf", text.clone())] {
                assert!(text.contains(part), "{form} to {to:?}: {what} lacks {part}:\n{text}");
            }
        }
        assert!(text.ends_with("—1—") || text.contains("—2—"), "{form}: the pages are not numbered: {text}");
        let event = office.events(&number).await.pop().unwrap().kind;
        assert!(matches!(event, EventKind::LetterIssued { number, .. } if number == document_number), "{form}");
    }
}

#[tokio::test]
async fn both_register_forms_hold_what_was_said() {
    let office = Office::open().await;
    let mut clerk = office.person(Role::Clerk, "xiaojian").await;
    let staff = staff_of(&office, &mut clerk).await;
    let said = EventKind::Office(OfficeStep::Transcribed { words: "架子上有九盒过期的药".into() });
    for (form, report) in [("complaint-register", complaint(STORY)), ("tip-register", tip(STORY))] {
        let number = office.number(report).await;
        happen(&office, &number, std::slice::from_ref(&said)).await;
        let draft = draft(&office, &staff, &number, form, Recipient::Inside).await;
        let place = issued(&mut clerk, &draft).await;
        let pdf = read(&clerk.get(&format!("{place}/pdf")).await.bytes);
        assert!(pdf.contains("录音里说：架子上有九盒过期的药"), "{form}: {pdf}");
    }
}

#[tokio::test]
async fn nothing_of_the_reporter_is_in_any_letter_to_the_respondent() {
    let office = Office::open().await;
    let mut clerk = office.person(Role::Clerk, "xiaojian").await;
    let staff = staff_of(&office, &mut clerk).await;
    let services = office.portal.services.clone();
    for (form, events) in [
        ("mediation", vec![accepted()]),
        ("termination", vec![accepted(), agreed(), terminated()]),
        ("agreement", vec![accepted(), agreed(), settled()]),
    ] {
        let mut both = report(Wish::Both, STORY);
        both.reporter = Some(canary());
        let receipt = office.submit(both, 1).await;
        let number = receipt.matters.iter().find(|m| m.kind.as_str() == "complaint").unwrap().number.clone();
        services.casework.message(&staff, &number, TOLD, services.now()).await.unwrap();
        happen(&office, &number, &events).await;

        let draft = draft(&office, &staff, &number, form, Recipient::Respondent).await;
        let path = format!("desk/matter/{number}/letters/new?form={form}&to=respondent");
        let blank = clerk.get(&path).await.text();
        let preview = post(&mut clerk, &draft, "preview", &[]).await.text();
        let place = issued(&mut clerk, &draft).await;
        let page = clerk.get(&place).await.text();
        let print = clerk.get(&format!("{place}/print")).await.text();
        let pdf = read(&clerk.get(&format!("{place}/pdf")).await.bytes);
        // Asking with a reason reveals nothing either: there is nothing to reveal.
        let opened = clerk.post_form(&format!("{place}/print"), &[("reason", "打印送达")]).await.text();
        let opened_pdf = clerk.post_form(&format!("{place}/pdf"), &[("reason", "打印送达")]).await.bytes;
        let row = services.store.letter(draft.draft.id).await.unwrap().unwrap();
        let kept =
            format!("{} {}", serde_json::to_string(&row.letter).unwrap(), serde_json::to_string(&row.typed).unwrap());
        assert!(!row.sealed && services.store.letter_identity(row.id).await.unwrap().is_none(), "{form}");
        let reporter = canary();
        let secrets = ["金丝雀", &reporter.name.unwrap(), &reporter.phone, &reporter.address.unwrap(), "不可外传街"];
        let letters =
            [article(&preview), article(&page), article(&print), article(&opened), pdf, read(&opened_pdf), kept];
        for text in letters.iter().chain([&blank, &preview, &page, &print, &opened]) {
            for secret in secrets {
                assert!(!text.contains(secret), "{form}: {secret} in {text}");
            }
        }
        for text in &letters {
            assert!(!text.contains(&number), "{form}: the reporter's number is in {text}");
            assert!(!text.replace("投诉举报", "").contains("举报"), "{form}: {text}");
        }
    }
}

#[tokio::test]
async fn what_is_typed_for_the_respondent_may_not_tell_who_complained() {
    let office = Office::open().await;
    let mut clerk = office.person(Role::Clerk, "xiaojian").await;
    let staff = staff_of(&office, &mut clerk).await;
    let number = office.number(complaint(STORY)).await;
    happen(&office, &number, &[accepted()]).await;
    let draft = draft(&office, &staff, &number, "mediation", Recipient::Respondent).await;
    let before = office.events(&number).await.len();
    for (typed, why) in [
        ("秘而不宣者买了变质的药", "姓名，不能让被投诉人知道"),
        ("投诉人电话139 7777 8888", "电话，不能让被投诉人知道"),
        ("住不可外传街99号", "地址，不能让被投诉人知道"),
        ("有人举报卖变质药", "有没有人举报"),
    ] {
        for step in ["preview", "issue"] {
            let answer = post(&mut clerk, &draft, step, &[("dispute", typed)]).await;
            let page = answer.text();
            assert_eq!(answer.status.as_u16(), 422, "{step} {typed}");
            assert!(page.contains(why) && page.contains(typed), "{step} {typed}: {}", without_tags(&page));
            assert!(page.contains("href=\"#dispute\""), "{typed}");
        }
    }
    assert_eq!(office.events(&number).await.len(), before, "the watch is nobody's look at the identity");
    assert!(office.portal.services.store.letters(matter_id(&office, &number).await).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_identity_is_filled_in_only_with_a_reason_that_is_kept() {
    let office = Office::open().await;
    let mut clerk = office.person(Role::Clerk, "xiaojian").await;
    let staff = staff_of(&office, &mut clerk).await;
    let number = office.number(complaint(STORY)).await;
    let draft = draft(&office, &staff, &number, "complaint-register", Recipient::Inside).await;
    let place = issued(&mut clerk, &draft).await;
    let row = office.portal.services.store.letter(draft.draft.id).await.unwrap().unwrap();
    let kept = serde_json::to_string(&row.letter).unwrap();
    assert!(row.sealed && !kept.contains(&canary().phone), "the identity is kept sealed: {kept}");
    for masked in [clerk.get(&place).await.text(), clerk.get(&format!("{place}/print")).await.text()] {
        assert!(masked.contains("〔电话〕") && !masked.contains(&canary().phone));
    }
    assert!(read(&clerk.get(&format!("{place}/pdf")).await.bytes).contains("联系电话〔电话〕"));

    let refused = clerk.post_form(&format!("{place}/print"), &[("reason", "看看")]).await;
    assert_eq!(refused.status.as_u16(), 422);
    assert!(refused.text().contains("至少 4 个字") && !refused.text().contains(&canary().phone));

    let reason = [("reason", "打印归档")];
    let opened = clerk.post_form(&format!("{place}/print"), &reason).await;
    assert_eq!(opened.header("cache-control"), Some("no-store"));
    assert!(article(&opened.text()).contains(&canary().phone));
    let pdf = read(&clerk.post_form(&format!("{place}/pdf"), &reason).await.bytes);
    assert!(pdf.contains("投诉人姓名秘而不宣者联系电话13977778888"), "{pdf}");
    let looks = office.events(&number).await.into_iter().filter_map(|event| match event.kind {
        EventKind::IdentityViewed { reason } => Some(reason),
        _ => None,
    });
    assert_eq!(looks.collect::<Vec<_>>(), ["打印归档（文书 云市监投登〔2026〕第1号）"; 2]);

    let mut leader = office.person(Role::Leader, STATION).await;
    assert_eq!(leader.get(&place).await.status.as_u16(), 200, "a leader may read it masked");
    assert_eq!(leader.post_form(&format!("{place}/print"), &reason).await.status.as_u16(), 403);
}

#[tokio::test]
async fn a_stale_page_issues_nothing_and_loses_nothing() {
    let office = Office::open().await;
    let mut clerk = office.person(Role::Clerk, "xiaojian").await;
    let staff = staff_of(&office, &mut clerk).await;
    let number = office.number(complaint(STORY)).await;
    happen(&office, &number, &[accepted()]).await;
    let old = draft(&office, &staff, &number, "mediation", Recipient::Respondent).await;
    happen(&office, &number, &[agreed()]).await;
    let answer = post(&mut clerk, &old, "issue", &[("dispute", "辛苦写好的争议")]).await;
    let page = answer.text();
    assert_eq!(answer.status.as_u16(), 422);
    assert!(page.contains("没有签发") && page.contains("辛苦写好的争议"), "{}", without_tags(&page));
    assert!(page.contains(&format!("value=\"{}\"", old.draft.version + 1)), "the page is drawn for what is now");

    happen(&office, &number, &[terminated()]).await;
    let answer = post(&mut clerk, &old, "issue", &[("dispute", "辛苦写好的争议")]).await;
    let page = answer.text();
    assert_eq!(answer.status.as_u16(), 422);
    assert!(page.contains("不能写投诉调解通知书") && page.contains("辛苦写好的争议"), "{}", without_tags(&page));
    let letters = office.portal.services.store.letters(matter_id(&office, &number).await).await.unwrap();
    assert!(letters.is_empty());
}

#[tokio::test]
async fn a_second_press_issues_no_second_letter() {
    let office = Office::open().await;
    let mut clerk = office.person(Role::Clerk, "xiaojian").await;
    let staff = staff_of(&office, &mut clerk).await;
    let number = office.number(complaint(STORY)).await;
    happen(&office, &number, &[accepted()]).await;
    let draft = draft(&office, &staff, &number, "acceptance", Recipient::Reporter).await;
    let first = issued(&mut clerk, &draft).await;
    assert_eq!(issued(&mut clerk, &draft).await, first);
    let list = clerk.get(&format!("desk/matter/{number}/letters")).await.text();
    assert_eq!(list.matches("云市监投受〔2026〕").count(), 1);
}

#[tokio::test]
async fn the_other_sides_copy_begins_with_what_was_typed_for_the_first() {
    let office = Office::open().await;
    let mut clerk = office.person(Role::Clerk, "xiaojian").await;
    let staff = staff_of(&office, &mut clerk).await;
    let number = office.number(complaint(STORY)).await;
    happen(&office, &number, &[accepted()]).await;
    let first = draft(&office, &staff, &number, "mediation", Recipient::Respondent).await;
    issued(&mut clerk, &first).await;
    let path = format!("desk/matter/{number}/letters/new?form=mediation&to=reporter");
    let page = clerk.get(&path).await.text();
    assert!(page.contains("填写的争议内容") && page.contains("2026-11-25T14:30"), "{}", without_tags(&page));
}

#[tokio::test]
async fn a_ground_that_was_not_decided_is_not_told() {
    let office = Office::open().await;
    let mut clerk = office.person(Role::Clerk, "xiaojian").await;
    let staff = staff_of(&office, &mut clerk).await;
    let number = office.number(complaint(STORY)).await;
    happen(&office, &number, &[refused()]).await;
    let draft = draft(&office, &staff, &number, "refusal", Recipient::Reporter).await;
    assert_eq!(draft.typed["ground"], "4", "the decision is filled in");
    let answer = post(&mut clerk, &draft, "issue", &[("ground", "1")]).await;
    assert_eq!(answer.status.as_u16(), 422);
    assert!(answer.text().contains("和事项上记下的决定不一致"));
}

#[tokio::test]
async fn without_a_font_the_print_view_still_works() {
    let office = Office::with(|settings| settings.letter_font = Some("/nowhere/none.ttc".into())).await;
    let mut clerk = office.person(Role::Clerk, "xiaojian").await;
    let staff = staff_of(&office, &mut clerk).await;
    let number = office.number(complaint(STORY)).await;
    happen(&office, &number, &[accepted()]).await;
    let place = issued(&mut clerk, &draft(&office, &staff, &number, "acceptance", Recipient::Reporter).await).await;
    let answer = clerk.get(&format!("{place}/pdf")).await;
    let page = answer.text();
    assert_eq!(answer.status.as_u16(), 503);
    for help in ["fonts-noto-cjk", "letter_font", "/nowhere/none.ttc", &format!("{place}/print")] {
        assert!(page.contains(help), "{help}");
    }
    assert_eq!(clerk.get(&format!("{place}/print")).await.status.as_u16(), 200);
}

#[tokio::test]
async fn letters_belong_to_their_matter_and_to_who_may_see_it() {
    let office = Office::open().await;
    let mut clerk = office.person(Role::Clerk, "xiaojian").await;
    let staff = staff_of(&office, &mut clerk).await;
    let (number, other) = (office.number(complaint(STORY)).await, office.number(complaint("别的事")).await);
    let place =
        issued(&mut clerk, &draft(&office, &staff, &number, "complaint-register", Recipient::Inside).await).await;
    assert_eq!(clerk.get(&place.replace(&number, &other)).await.status.as_u16(), 404, "under another number");
    assert_eq!(clerk.get(&format!("desk/matter/{number}/letter/nonsense")).await.status.as_u16(), 404);
    let mut handler = office.person(Role::Handler, STATION).await;
    for path in [place.clone(), format!("{place}/pdf"), format!("desk/matter/{number}/letters")] {
        assert_eq!(handler.get(&path).await.status.as_u16(), 404, "{path}: not assigned to this unit");
    }
    office.assign(&number, STATION).await;
    assert_eq!(handler.get(&place).await.status.as_u16(), 200);
    let auditor = office.person(Role::Auditor, STATION).await.get(&format!("desk/matter/{number}/letters")).await;
    assert_eq!(auditor.status.as_u16(), 200);
    assert!(!auditor.text().contains("/letters/new"), "an auditor writes nothing");
}

async fn staff_of(office: &Office, visitor: &mut Visitor) -> Staff {
    visitor.get("desk").await;
    let token = domain::ports::SessionToken(visitor.cookies().get("yaoan-desk-yunxian").unwrap().clone());
    office.portal.services.accounts.session(&token, office.portal.services.now()).await.unwrap().unwrap().staff
}

async fn matter_id(office: &Office, number: &str) -> domain::matter::MatterId {
    office.portal.services.store.matter_by_number(number).await.unwrap().unwrap().id
}
