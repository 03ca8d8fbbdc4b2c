use domain::event::{Actor, Event, EventKind, Source};
use domain::matter::{MatterId, MatterKind};
use storage::{NewMatter, NewSubmission};
use uuid::Uuid;

use super::office::{Office, tip};

/// More matters at once than a search counts, all of which hold the same word.
async fn file(office: &Office, count: u16) {
    let services = &office.portal.services;
    let at = services.now();
    let submission = |number: u16| {
        let id = Uuid::from_u128(u128::from(number) + 1);
        let mut mark = [0; 32];
        mark[..2].copy_from_slice(&number.to_be_bytes());
        let received = EventKind::Received { source: Source::Web, notice_version: "1".into() };
        NewSubmission {
            id,
            key_mac: mark,
            content_sha256: mark,
            code_mac: mark,
            received_at: at,
            matters: vec![NewMatter {
                id: MatterId(id),
                kind: MatterKind::Tip,
                facts: tip("集市上卖假药").facts,
                search: "集市 假药".into(),
                due: None,
                phone_mac: None,
                identity: None,
                attachments: Vec::new(),
                events: vec![Event { at, actor: Actor::Reporter, kind: received }],
                jobs: Vec::new(),
            }],
            field: None,
        }
    };
    let batch: Vec<_> = (0..count).map(submission).collect();
    assert_eq!(services.store.record(&batch, "YX").await.unwrap().len(), usize::from(count));
}

#[tokio::test]
async fn a_search_that_finds_more_than_is_counted_says_so() {
    let office = Office::open().await;
    file(&office, 300).await;
    let mut clerk = office.demo_clerk().await;
    let search = "desk?q=%E5%81%87%E8%8D%AF";
    assert!(clerk.get(search).await.text().contains("符合条件的 300 件；"), "exactly as many");
    office.number(tip("集市上又在卖假药")).await;
    let page = clerk.get(search).await.text();
    assert!(page.contains("符合条件的 300 件以上；在办共 301 件"), "{page}");
    assert!(clerk.get("desk").await.text().contains("符合条件的 301 件；"), "without words all are counted");
}
