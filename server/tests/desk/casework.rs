use domain::access::Role;
use domain::desk_step::DeskStep;
use domain::event::EventKind;
use domain::matter::{ComplaintStep, MatterKind, Status, TipStep};
use domain::ports::{DeskError, Filter, Order};
use domain::report::Wish;
use jiff::SignedDuration;

use super::office::{Office, STATION, canary, complaint, kind_of, report, tip};

const CLERK: (Role, &str) = (Role::Clerk, "xiaojian");

#[tokio::test]
async fn changes_made_at_the_same_moment_are_all_kept() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖假药")).await;
    let clerk = office.staff(CLERK.0, CLERK.1).await;
    let services = &office.portal.services;
    let writing = (0..6).map(|count| {
        let (casework, clerk, number, at) = (services.casework.clone(), clerk.clone(), number.clone(), services.now());
        tokio::spawn(async move { casework.message(&clerk, &number, &format!("第 {count} 条留言"), at).await })
    });
    for written in writing.collect::<Vec<_>>() {
        written.await.unwrap().unwrap();
    }
    let found = services.casework.matter(&clerk, &number, services.now()).await.unwrap();
    assert_eq!(found.conversation.len(), 6);
    let told = found.events.iter().filter(|event| matches!(event.kind, EventKind::MessageToReporter { .. }));
    assert_eq!(told.count(), 6);
}

#[tokio::test]
async fn a_second_press_of_a_button_does_nothing_twice() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖假药")).await;
    let mut clerk = office.demo_clerk().await;
    let before = office.events(&number).await.len();
    let seen = before.to_string();
    for _ in 0..2 {
        let path = format!("desk/matter/{number}/message");
        assert_eq!(clerk.post_form(&path, &[("text", "请补充照片")]).await.status.as_u16(), 303);
        for (step, field) in [("verify", ("x", "")), ("dispatch", ("unit", STATION))] {
            let path = format!("desk/matter/{number}/step/{step}");
            // What one did oneself is no news, so the page may be as old as that.
            let answer = clerk.post_form(&path, &[field, ("seen", seen.as_str())]).await;
            assert_eq!(answer.status.as_u16(), 303, "{step}: {}", answer.text());
        }
    }
    let kinds: Vec<_> = office.events(&number).await.split_off(before);
    let count = |wanted: fn(&EventKind) -> bool| kinds.iter().filter(|event| wanted(&event.kind)).count();
    assert_eq!(count(|kind| matches!(kind, EventKind::Tip(TipStep::VerificationStarted))), 1);
    assert_eq!(count(|kind| matches!(kind, EventKind::MessageToReporter { .. })), 1);
    assert_eq!(count(|kind| matches!(kind, EventKind::Assigned { .. })), 1);
    office.portal.clock.turn(SignedDuration::from_mins(3));
    clerk.post_form(&format!("desk/matter/{number}/message"), &[("text", "请补充照片")]).await;
    assert_eq!(office.events(&number).await.len(), before + 4, "three minutes later it is said again on purpose");
}

#[tokio::test]
async fn what_the_reporter_reads_must_be_there_and_must_fit() {
    let office = Office::open().await;
    let number = office.number(complaint("买到变质的药")).await;
    let mut clerk = office.demo_clerk().await;
    let long = "字".repeat(401);
    for (step, fields, why) in [
        ("refuse", vec![("note", "理由"), ("ground", "")], "至少一项"),
        ("refuse", vec![("note", ""), ("ground", "1")], "要写明理由和其他途径"),
        ("accept", vec![("contact", long.as_str())], "请删去 1 个"),
        ("accept", vec![("contact", "王\u{202e}某")], "控制字符"),
        ("ask-identity", vec![("until", "下周")], "请填最晚哪一天"),
        ("ask-identity", vec![("until", "2026-11-19")], "不能早于今天"),
        ("dispatch", vec![("unit", "")], "请选择一个单位"),
    ] {
        let answer = office.try_step(&mut clerk, &number, step, &fields).await;
        assert_eq!(answer.status.as_u16(), 422, "{step} {why}");
        let page = answer.text();
        assert!(page.contains(why), "{step}: {why}");
        assert!(
            page.contains("autofocus") && page.contains(fields[0].1.trim()),
            "{step}: what was typed is still there"
        );
    }
    assert_eq!(clerk.post_form(&format!("desk/matter/{number}/step/eat"), &[]).await.status.as_u16(), 404);
    assert_eq!(office.events(&number).await.len(), 1);
}

#[tokio::test]
async fn the_next_limit_follows_every_change() {
    let office = Office::open().await;
    let number = office.number(complaint("买到变质的药")).await;
    let clerk = office.staff(CLERK.0, CLERK.1).await;
    let services = &office.portal.services;
    let due = || async {
        let row = services.casework.inbox(&clerk, &Filter::default(), services.now()).await.unwrap().rows.remove(0);
        row.next.map(|next| (next.clock_id, next.due.date.to_string(), row.days_left.unwrap()))
    };
    assert_eq!(due().await, Some(("T1".into(), "2026-12-01".into(), 7)));
    let act = async |step: ComplaintStep| {
        let seen = u32::try_from(office.events(&number).await.len()).unwrap();
        services.casework.act(&clerk, &number, DeskStep::Complaint(step), seen, services.now()).await
    };
    act(ComplaintStep::Accepted { contact: "王登记 3211423".into() }).await.unwrap();
    assert_eq!(due().await.map(|(clock, day, _)| (clock, day)), Some(("T3".into(), "2027-01-19".into())));
    act(ComplaintStep::MediationAgreed).await.unwrap();
    act(ComplaintStep::Settled { note: "退款 35.5 元".into() }).await.unwrap();
    assert_eq!(due().await, None);
    let again = act(ComplaintStep::MediationAgreed).await;
    assert!(matches!(again, Err(DeskError::NotNow(_))), "{again:?}");
}

#[tokio::test]
async fn a_number_of_12315_recorded_at_the_desk_is_seen_by_the_reporter() {
    let office = Office::open().await;
    let receipt = office.submit(tip("集市上卖假药"), 0).await;
    let number = receipt.matters[0].number.clone();
    let mut clerk = office.demo_clerk().await;
    let packet = clerk.get(&format!("desk/matter/{number}/packet")).await.text();
    assert!(packet.contains("集市上卖假药") && packet.contains("value=\"2026-11-20T10:00\""), "{packet}");
    let registration = "5309220000000202611200001";
    let fields = [("registration_no", registration), ("registered_at", "2026-11-20T10:00")];
    let answer = clerk.post_form(&format!("desk/matter/{number}/register"), &fields).await;
    assert_eq!(answer.location(), format!("desk/matter/{number}?done=registered"));
    assert!(clerk.get(&answer.location()).await.text().contains(registration));
    let tracked = office.portal.services.tracking.look_up(&receipt.code, office.portal.services.now()).await;
    let matter = tracked.unwrap().unwrap().matters.remove(0);
    assert_eq!(
        (matter.state.status(), matter.state.registration_no.as_deref()),
        (Status::Registered, Some(registration))
    );
    for (fields, why) in [
        ([("registration_no", ""), ("registered_at", "")], "registration_no"),
        ([("registration_no", registration), ("registered_at", "2026-11-20T23:00")], "registered_at"),
        ([("registration_no", registration), ("registered_at", "昨天")], "registered_at"),
    ] {
        let answer = clerk.post_form(&format!("desk/matter/{number}/register"), &fields).await;
        assert_eq!(answer.status.as_u16(), 422, "{why}");
        assert!(answer.text().contains(&format!("href=\"#{why}\"")), "{why}");
    }
}

#[tokio::test]
async fn the_inbox_narrows_and_orders() {
    let office = Office::open().await;
    let complained = office.number(complaint("买到变质的药")).await;
    office.portal.clock.turn(SignedDuration::from_hours(1));
    let tipped = office.number(tip("直播间卖保健品冒充药品")).await;
    let clerk = office.staff(CLERK.0, CLERK.1).await;
    let services = &office.portal.services;
    let dispatch = DeskStep::Dispatch { unit: STATION.into() };
    services.casework.act(&clerk, &tipped, dispatch, 1, services.now()).await.unwrap();
    let list = |filter: Filter| {
        let (clerk, services) = (&clerk, services);
        async move {
            let inbox = services.casework.inbox(clerk, &filter, services.now()).await.unwrap();
            inbox.rows.into_iter().map(|row| row.number).collect::<Vec<_>>()
        }
    };
    let words = |text: &str| Filter { words: Some(text.into()), ..Filter::default() };
    assert_eq!(list(Filter::default()).await, [tipped.as_str(), &complained]);
    assert_eq!(list(Filter { order: Order::DueFirst, ..Filter::default() }).await, [complained.as_str(), &tipped]);
    assert_eq!(list(Filter { kind: Some(MatterKind::Tip), ..Filter::default() }).await, [tipped.as_str()]);
    assert_eq!(list(Filter { unit: Some(STATION.into()), ..Filter::default() }).await, [tipped.as_str()]);
    assert_eq!(list(Filter { region: Some("530922102".into()), ..Filter::default() }).await, Vec::<String>::new());
    assert_eq!(list(words("保健品")).await, [tipped.as_str()]);
    assert_eq!(list(words("变质")).await, [complained.as_str()]);
    assert_eq!(list(words(&complained.to_lowercase())).await, [complained.as_str()]);
    assert_eq!(list(words(&canary().phone)).await, Vec::<String>::new());
    services
        .forwarding
        .register(&clerk, &tipped, "5309220000000202611200009", services.now(), services.now())
        .await
        .unwrap();
    assert_eq!(list(words("5309220000000202611200009")).await, [tipped.as_str()]);
    assert_eq!(list(Filter { registered: Some(false), ..Filter::default() }).await, [complained.as_str()]);
}

#[tokio::test]
async fn the_two_halves_of_a_mixed_submission_lead_to_each_other() {
    let office = Office::open().await;
    let mut mixed = report(Wish::Both, "卖变质药还不退钱");
    mixed.reporter = Some(canary());
    let receipt = office.submit(mixed, 0).await;
    let (complaint, tip) = (kind_of(&receipt, MatterKind::Complaint), kind_of(&receipt, MatterKind::Tip));
    let mut clerk = office.demo_clerk().await;
    for (here, there) in [(&complaint, &tip), (&tip, &complaint)] {
        let page = clerk.get(&format!("desk/matter/{here}")).await.text();
        assert!(page.contains(&format!("href=\"/desk/matter/{there}\"")), "{here} → {there}");
    }
}

#[tokio::test]
async fn a_picture_is_reached_only_through_its_own_matter() {
    let office = Office::open().await;
    let with_photo = office.submit(tip("有照片"), 1).await.matters.remove(0).number;
    let without = office.number(tip("没有照片")).await;
    let mut clerk = office.demo_clerk().await;
    let store = &office.portal.services.store;
    let row = store.matter_by_number(&with_photo).await.unwrap().unwrap();
    let id = store.attachments(row.id).await.unwrap()[0].id;
    let path = |number: &str| format!("desk/matter/{number}/photo/{id}");
    assert_eq!(clerk.get(&path(&with_photo)).await.status.as_u16(), 404, "its copy is not made yet");
    assert!(clerk.get(&format!("desk/matter/{with_photo}")).await.text().contains("副本正在生成"));
    office.portal.run_jobs().await;
    let picture = clerk.get(&path(&with_photo)).await;
    assert_eq!((picture.status.as_u16(), picture.header("content-type")), (200, Some("image/jpeg")));
    assert_eq!(clerk.get(&path(&without)).await.status.as_u16(), 404);
}
