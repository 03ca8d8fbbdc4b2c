//! What a resident said instead of writing: heard at the desk, written down, never handed on.

use domain::access::Role;
use domain::audit::Deed;

use super::office::{Office, STATION};
use crate::sheet::{Sheet, numbers_in, spoken};

async fn said(office: &Office) -> String {
    let mut visitor = office.portal.visitor();
    let sent = Sheet::tapped().voice(spoken()).send(&mut visitor).await;
    let receipt = visitor.get(&sent.location()).await.text();
    assert!(!receipt.contains("照片 1 张"), "a recording is no photo");
    numbers_in(&receipt)[0].clone()
}

#[tokio::test]
async fn a_recording_is_heard_by_whoever_has_the_matter_and_every_time_is_a_row_of_the_trail() {
    let office = Office::open().await;
    let number = said(&office).await;
    office.assign(&number, STATION).await;
    let mut handler = office.person(Role::Handler, STATION).await;
    let page = handler.get(&format!("desk/matter/{number}")).await.text();
    assert!(page.contains(&format!("/desk/matter/{number}/voice/1")) && page.contains("把录音整理成文字"), "{page}");
    let heard = handler.get(&format!("desk/matter/{number}/voice/1")).await;
    assert_eq!((heard.status.as_u16(), heard.header("content-type")), (200, Some("audio/webm")));
    assert_eq!(heard.bytes, spoken());
    let mut auditor = office.person(Role::Auditor, "bureau").await;
    let trail = auditor.get("desk/audit").await.text();
    assert!(trail.contains(Deed::VoiceHeard.words()) && trail.contains(&number), "{trail}");
    let leader = office.person(Role::Leader, "bureau").await;
    for mut reads in [auditor, leader] {
        assert!(!reads.get(&format!("desk/matter/{number}")).await.text().contains("<audio"));
        let refused = reads.get(&format!("desk/matter/{number}/voice/1")).await;
        assert_eq!(refused.status.as_u16(), 403, "a voice tells who speaks");
    }
    let mut elsewhere = office.person(Role::Handler, "suo-manwan").await;
    assert_eq!(elsewhere.get(&format!("desk/matter/{number}/voice/1")).await.status.as_u16(), 404);
    assert_eq!(handler.get(&format!("desk/matter/{number}/voice/2")).await.status.as_u16(), 404);
    assert!(office.portal.house.keeper.verify().await.unwrap().checked.findings.is_whole());
}

#[tokio::test]
async fn what_was_written_down_goes_to_12315_and_the_voice_does_not() {
    let office = Office::open().await;
    let number = said(&office).await;
    let mut clerk = office.demo_clerk().await;
    let blank = office.try_step(&mut clerk, &number, "transcribe", &[("words", "")]).await;
    assert_eq!(blank.status.as_u16(), 422);
    office.step(&mut clerk, &number, "transcribe", &[("words", "架子上有九盒过期的药")]).await;
    let packet = clerk.get(&format!("desk/matter/{number}/packet")).await.text();
    assert!(packet.contains("录音里说：架子上有九盒过期的药") && packet.contains("勾选的情况"), "{packet}");
    assert!(!packet.contains("由工作人员整理成文字"), "the words took its place: {packet}");
    let files = clerk.get(&format!("desk/matter/{number}/packet.zip")).await;
    assert_ne!(files.status.as_u16(), 200, "there is no picture, and a voice is none");
    let page = clerk.get(&format!("desk/matter/{number}")).await.text();
    assert!(page.contains("录音整理成文字：架子上有九盒过期的药"), "{page}");
}

#[tokio::test]
async fn nobody_is_asked_to_write_down_what_was_not_said() {
    let office = Office::open().await;
    let number = office.number(super::office::tip("店里的药过期了")).await;
    let mut clerk = office.demo_clerk().await;
    assert!(!clerk.get(&format!("desk/matter/{number}")).await.text().contains("把录音整理成文字"));
    let refused = office.try_step(&mut clerk, &number, "transcribe", &[("words", "架子上有九盒过期的药")]).await;
    assert_eq!(refused.status.as_u16(), 422);
    assert!(refused.text().contains("这件事没有您能听的录音"), "{}", refused.text());
}
