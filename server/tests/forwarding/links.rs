use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request, StatusCode};
use domain::ports::Shown;
use domain::site::Adapter;
use sha2::{Digest, Sha256};
use tower::ServiceExt;

use super::house::{House, tip};
use super::receiver::Receiver;

async fn get(house: &House, path: &str) -> (StatusCode, Bytes) {
    let response = house.door().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
    let status = response.status();
    (status, to_bytes(response.into_body(), usize::MAX).await.unwrap())
}

/// A tip with two photos, handed over; and the attachments as the gateway got them.
async fn delivered() -> (House, Vec<serde_json::Value>) {
    let receiver = Receiver::start([]).await;
    let house = House::new(Adapter::Gateway, &receiver.url).await;
    house.submit(super::house::Submitted { photos: 2, ..tip("照片里是过期的药") }).await;
    house.worker().run_due().await.unwrap();
    let attachments = receiver.deliveries()[0].body["data"]["attachments"].as_array().unwrap().clone();
    (house, attachments)
}

fn path(attachment: &serde_json::Value) -> String {
    attachment["url"].as_str().unwrap().strip_prefix("http://127.0.0.1:3000").unwrap().to_owned()
}

#[tokio::test]
async fn the_gateway_fetches_the_very_pictures_it_was_told_of() {
    let (house, attachments) = delivered().await;
    assert_eq!(attachments.len(), 2);
    for (attachment, name) in attachments.iter().zip(["YX-2026-000001-1.jpg", "YX-2026-000001-2.jpg"]) {
        let (status, picture) = get(&house, &path(attachment)).await;
        assert_eq!((status, attachment["name"].as_str()), (StatusCode::OK, Some(name)));
        let digest = hex::encode(Sha256::digest(&picture));
        assert_eq!(attachment["sha256"], digest);
        assert_eq!(attachment["size"], picture.len());
        assert_eq!(image::load_from_memory(&picture).unwrap().width(), 40);
    }
}

#[tokio::test]
async fn a_link_closes_by_itself_and_cannot_be_bent() {
    let (house, attachments) = delivered().await;
    let (one, two) = (path(&attachments[0]), path(&attachments[1]));
    let (_, proof) = one.split_once('?').unwrap();
    let (other, _) = two.split_once('?').unwrap();
    let bent = [
        format!("{other}?{proof}"),
        one.replace("exp=1", "exp=2"),
        one.split('?').next().unwrap().to_owned(),
        "/api/v1/attachments/x?exp=1&sig=2".to_owned(),
        format!("{one}0"),
    ];
    for path in bent {
        assert_eq!(get(&house, &path).await.0, StatusCode::FORBIDDEN, "{path}");
    }
    house.clock.seconds(60 * 60 - 1);
    assert_eq!(get(&house, &one).await.0, StatusCode::OK);
    house.clock.seconds(1);
    assert_eq!(get(&house, &one).await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_picture_that_is_not_ready_or_cannot_be_drawn_is_said_so() {
    let (house, attachments) = delivered().await;
    let path = path(&attachments[0]);
    let id = path.split(['/', '?']).nth(4).unwrap().parse().unwrap();
    for (shown, expected) in [(Shown::Waiting, StatusCode::CONFLICT), (Shown::Unreadable, StatusCode::NOT_FOUND)] {
        house.store.set_shown(id, shown, None).await.unwrap();
        let (status, problem) = get(&house, &path).await;
        assert_eq!(status, expected);
        assert!(String::from_utf8_lossy(&problem).contains("\"detail\""));
    }
}
