//! A complaint and a tip carried from receipt to the end, each step by its own form.

use domain::access::Role;
use domain::event::EventKind;
use domain::matter::{OfficeStep, Stage};
use jiff::SignedDuration;

use super::office::{Office, STATION, complaint, tip};
use crate::sheet::Sheet;

#[tokio::test]
async fn a_complaint_is_accepted_mediated_terminated_told_and_closed() {
    let office = Office::open().await;
    let number = office.number(complaint("买到变质的药")).await;
    office.assign(&number, STATION).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    let mut lead = office.person(Role::Lead, STATION).await;
    for (step, fields, stage) in [
        ("take", vec![], Stage::Received),
        ("ask-identity", vec![("until", "2026-11-25")], Stage::IdentityAsked),
        ("identity-given", vec![], Stage::Received),
        ("accept", vec![("contact", "王某 3211423")], Stage::Accepted),
        ("agree", vec![], Stage::Mediating),
        ("pause", vec![("ground", "appraisal"), ("note", "送市检验所")], Stage::Mediating),
        ("resume", vec![("ground", "appraisal"), ("note", "鉴定意见已出")], Stage::Mediating),
        ("find-clue", vec![("what", "店里还有过期药")], Stage::Mediating),
        ("challenge", vec![("reason", "与店主是亲戚")], Stage::Challenged),
    ] {
        office.step(&mut handler, &number, step, &fields).await;
        assert_eq!(office.state(&number).await.stage, stage, "{step}");
    }
    let refused = office.try_step(&mut handler, &number, "decide-challenge", &[("upheld", "yes")]).await;
    assert_eq!(refused.status.as_u16(), 403, "a head decides");
    office.step(&mut lead, &number, "decide-challenge", &[("upheld", "yes")]).await;
    let ticked = [("ground", "3"), ("ground", "4"), ("note", "双方不能达成一致。您可以向人民法院提起诉讼。")];
    office.step(&mut handler, &number, "terminate", &ticked).await;
    let early = office.try_step(&mut handler, &number, "close", &[("note", "调解不成")]).await;
    assert_eq!(early.status.as_u16(), 422);
    assert!(early.text().contains("违法线索还没有处理") && early.text().contains("调解不成"), "{}", early.text());
    for (step, fields) in [
        ("settle-clue", vec![("outcome", "已另行立案")]),
        ("tell-parties", vec![("how", "11月20日寄出告知书")]),
        ("close", vec![("note", "调解不成，已告知其他途径")]),
    ] {
        office.step(&mut handler, &number, step, &fields).await;
    }
    assert_eq!(office.state(&number).await.stage, Stage::Closed);
    let page = handler.get(&format!("desk/matter/{number}")).await.text();
    assert!(page.contains("终止调解（第3、4项）") && !page.contains("/step/close\""), "{page}");
    office.step(&mut lead, &number, "reopen", &[("reason", "又有新证据")]).await;
    assert_eq!(office.state(&number).await.stage, Stage::Accepted);
}

#[tokio::test]
async fn a_tip_is_verified_extended_filed_decided_answered_and_closed() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖假药")).await;
    office.assign(&number, STATION).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    let mut lead = office.person(Role::Lead, STATION).await;
    office.step(&mut handler, &number, "take", &[]).await;
    office.step(&mut handler, &number, "verify", &[]).await;
    office.step(&mut handler, &number, "ask-extension", &[("clock", "T6"), ("reason", "等检验结果")]).await;
    assert_eq!(office.try_step(&mut handler, &number, "extend", &[("clock", "T6+15")]).await.status.as_u16(), 403);
    let waiting = lead.get("desk?asks=yes").await.text();
    assert!(waiting.contains(&number), "it waits for the head");
    office.step(&mut lead, &number, "extend", &[("clock", "T6+15"), ("reason", "同意")]).await;
    assert!(!lead.get("desk?asks=yes").await.text().contains(&number));
    office.step(&mut handler, &number, "propose-filing", &[("file", "yes"), ("reason", "查实")]).await;
    assert!(lead.get("desk?asks=yes").await.text().contains(&number));
    office.step(&mut lead, &number, "reject-filing", &[("reason", "再查进货渠道")]).await;
    office.step(&mut handler, &number, "propose-filing", &[("file", "yes"), ("reason", "渠道已查清")]).await;
    let page = lead.get(&format!("desk/matter/{number}")).await.text();
    assert!(page.contains("承办人建议立案：渠道已查清"), "{page}");
    office.step(&mut lead, &number, "file", &[("case_no", "云市监案〔2026〕7号")]).await;
    let decided =
        [("decision", "penalty"), ("document_no", "云市监罚〔2026〕7号"), ("on", "2026-11-20"), ("elsewhere", "no")];
    office.step(&mut handler, &number, "decide", &decided).await;
    office.step(&mut handler, &number, "answer", &[("note", "已依法作出处理")]).await;
    office.step(&mut handler, &number, "close", &[("note", "已依法作出处理")]).await;
    office.step(&mut handler, &number, "publish", &[]).await;
    assert_eq!(office.state(&number).await.stage, Stage::Closed);
}

#[tokio::test]
async fn the_first_handler_stays_named_through_every_hand() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖假药")).await;
    office.assign(&number, STATION).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    let mut lead = office.person(Role::Lead, STATION).await;
    office.step(&mut handler, &number, "take", &[]).await;
    office.step(&mut lead, &number, "take", &[]).await;
    office.step(&mut lead, &number, "return", &[("reason", "不归我们管")]).await;
    office.assign(&number, "yaoxie").await;
    let state = office.state(&number).await.office;
    assert_eq!(state.first.map(|first| first.name).as_deref(), Some("承办人某"));
    assert_eq!((state.first_unit.as_deref(), state.handler), (Some(STATION), None));
}

#[tokio::test]
async fn a_handler_is_somebody_of_the_unit() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖假药")).await;
    office.assign(&number, STATION).await;
    let own = office.staff(Role::Handler, STATION).await;
    let foreign = office.staff(Role::Handler, "yaoxie").await;
    let mut lead = office.person(Role::Lead, STATION).await;
    for id in [foreign.id.to_string(), "nobody".to_owned(), String::new()] {
        let answer = office.try_step(&mut lead, &number, "name-handler", &[("staff", &id)]).await;
        assert_eq!(answer.status.as_u16(), 422, "{id}");
    }
    office.step(&mut lead, &number, "name-handler", &[("staff", &own.id.to_string())]).await;
    assert_eq!(office.state(&number).await.office.handler.map(|handler| handler.id), Some(own.id));
}

#[tokio::test]
async fn whoever_declares_an_involvement_does_not_see_the_matter_again() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖假药")).await;
    office.assign(&number, STATION).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    office.step(&mut handler, &number, "take", &[]).await;
    let answer = office.try_step(&mut handler, &number, "conflict", &[("reason", "店主是我表哥")]).await;
    assert_eq!((answer.status.as_u16(), answer.location().as_str()), (303, "desk?done=conflict"));
    assert_eq!(handler.get(&format!("desk/matter/{number}")).await.status.as_u16(), 404);
    assert_eq!(office.state(&number).await.office.handler, None);
}

#[tokio::test]
async fn two_reporters_on_one_fact_are_linked_on_both_matters() {
    let office = Office::open().await;
    let one = office.number(tip("集市上卖假药")).await;
    let other = office.number(tip("集市东头卖假药")).await;
    let mut clerk = office.demo_clerk().await;
    for wrong in [one.as_str(), "YX-2026-999999", ""] {
        assert_eq!(
            office.try_step(&mut clerk, &one, "same-fact", &[("other", wrong)]).await.status.as_u16(),
            422,
            "{wrong}"
        );
    }
    office.step(&mut clerk, &one, "same-fact", &[("other", &other.to_lowercase())]).await;
    assert_eq!(office.state(&one).await.office.same_fact, [other.as_str()]);
    assert_eq!(office.state(&other).await.office.same_fact, [one.as_str()]);
    office.step(&mut clerk, &one, "same-fact", &[("other", &other)]).await;
    let links = |events: &[domain::event::Event]| {
        let link = |event: &&domain::event::Event| matches!(event.kind, EventKind::Office(OfficeStep::SameFact { .. }));
        events.iter().filter(link).count()
    };
    assert_eq!((links(&office.events(&one).await), links(&office.events(&other).await)), (1, 1), "once on each");
}

#[tokio::test]
async fn a_repeat_names_an_earlier_tip() {
    let office = Office::open().await;
    let earlier = office.number(tip("集市上卖假药")).await;
    let complained = office.number(complaint("买到变质的药")).await;
    office.portal.clock.turn(SignedDuration::from_hours(1));
    let later = office.number(tip("集市上卖假药，还在卖")).await;
    let mut clerk = office.demo_clerk().await;
    for wrong in [complained.as_str(), later.as_str(), "YX-2026-999999"] {
        let answer = office.try_step(&mut clerk, &later, "repeat", &[("earlier", wrong), ("note", "与此前相同")]).await;
        assert_eq!(answer.status.as_u16(), 422, "{wrong}");
    }
    assert_eq!(
        office.try_step(&mut clerk, &earlier, "repeat", &[("earlier", &later), ("note", "x")]).await.status.as_u16(),
        422
    );
    office.step(&mut clerk, &later, "repeat", &[("earlier", &earlier), ("note", "与此前相同")]).await;
    assert_eq!(office.state(&later).await.stage, Stage::Repeat);
}

#[tokio::test]
async fn an_order_of_12345_has_a_day_of_its_own() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖假药")).await;
    let mut clerk = office.demo_clerk().await;
    let order = [("master", "12345"), ("number", "LC20261120001"), ("due", "2026-11-25")];
    office.step(&mut clerk, &number, "take-order", &order).await;
    let page = clerk.get(&format!("desk/matter/{number}")).await.text();
    assert!(page.contains("交办工单的日期（不是法定期限）") && page.contains("12345 工单 LC20261120001"), "{page}");
    assert!(page.contains("本局内部时限（不是法定期限）"), "the bureau's own limits stand apart");
    office.step(&mut clerk, &number, "answer-order", &[("number", "LC20261120001")]).await;
    assert!(office.state(&number).await.history.orders.is_empty());
}

/// A report about officials is no matter of market supervision (令121 §44): told where to go, not kept.
#[tokio::test]
async fn a_report_about_officials_never_becomes_a_matter() {
    let office = Office::open().await;
    let mut visitor = office.portal.visitor();
    let refused = Sheet::tip().with("category", "D47").send(&mut visitor).await;
    assert_eq!(refused.status.as_u16(), 422);
    assert!(refused.text().contains("12388"), "told where to go");
    let mut clerk = office.demo_clerk().await;
    assert!(clerk.get("desk?status=all").await.text().contains("符合条件的 0 件"));
}
