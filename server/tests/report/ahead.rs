//! Photos that a resident's phone sends before the form, in pieces.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::portal::{Answer, Form, TestPortal, Visitor, jpeg};
use crate::sheet::{Sheet, key, numbers_in};

/// A photo of one form, on its way.
struct Ahead {
    visitor: Visitor,
    key: String,
    id: Uuid,
    bytes: Vec<u8>,
}

impl Ahead {
    fn of(portal: &TestPortal, form: u32, bytes: Vec<u8>) -> Self {
        let id = Uuid::from_slice(&Sha256::digest(&bytes)[..16]).unwrap();
        Self { visitor: portal.visitor().sending("tus-resumable", "1.0.0"), key: key(form), id, bytes }
    }

    async fn create(&self) -> Answer {
        let metadata = format!("id {}", STANDARD.encode(self.id.to_string()));
        let length = self.bytes.len().to_string();
        let mut visitor = self.visitor.clone().sending("upload-metadata", &metadata).sending("upload-length", &length);
        visitor.send(Method::POST, &format!("report/u/{}", self.key), None, Body::empty()).await
    }

    async fn patch(&self, from: usize, to: usize) -> Answer {
        let mut visitor = self.visitor.clone().sending("upload-offset", &from.to_string());
        let body = Body::from(self.bytes[from..to].to_vec());
        visitor.send(Method::PATCH, &self.place(), Some("application/offset+octet-stream"), body).await
    }

    async fn head(&self) -> Answer {
        self.visitor.clone().send(Method::HEAD, &self.place(), None, Body::empty()).await
    }

    fn place(&self) -> String {
        format!("report/u/{}/{}", self.key, self.id)
    }

    async fn whole(self) -> Self {
        assert_eq!(self.create().await.status, StatusCode::CREATED);
        assert_eq!(self.patch(0, self.bytes.len()).await.status, StatusCode::NO_CONTENT);
        self
    }

    fn form(&self, sheet: &Sheet) -> Form {
        sheet.form(&self.key).text("photo_ahead", &self.id.to_string())
    }
}

#[tokio::test]
async fn a_photo_that_came_in_pieces_is_one_of_the_matter() {
    let portal = TestPortal::open().await;
    let ahead = Ahead::of(&portal, 3, jpeg(900, 700));
    let made = ahead.create().await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let address = format!("/report/u/{}/{}", Uuid::parse_str(&ahead.key).unwrap(), ahead.id);
    assert_eq!(made.header("location"), Some(address.as_str()));
    ahead.patch(0, 4_000).await;
    let again = ahead.create().await;
    assert_eq!((again.status, again.header("upload-offset")), (StatusCode::CREATED, Some("4000")));
    assert_eq!(ahead.head().await.header("upload-offset"), Some("4000"));
    assert_eq!(ahead.patch(0, 9).await.status, StatusCode::CONFLICT);
    assert_eq!(ahead.patch(4_000, ahead.bytes.len()).await.status, StatusCode::NO_CONTENT);

    let mut visitor = portal.visitor();
    let form = ahead.form(&Sheet::tip().photo("b.jpg", jpeg(40, 30)));
    let sent = visitor.post_multipart("report/new", &form).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let page = visitor.get(&sent.location()).await.text();
    assert!(page.contains("照片 2 张"), "{page}");
    let twice = visitor.post_multipart("report/new", &form).await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER, "who never heard the answer sends it again");
    assert_eq!(numbers_in(&visitor.get(&twice.location()).await.text()), numbers_in(&page));
}

#[tokio::test]
async fn a_photo_that_is_not_whole_or_another_sends_the_form_back() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let half = Ahead::of(&portal, 3, jpeg(900, 700));
    half.create().await;
    half.patch(0, 4_000).await;
    let other = Ahead { id: Uuid::from_u128(7), ..Ahead::of(&portal, 4, jpeg(60, 50)) }.whole().await;
    let never = Ahead::of(&portal, 5, jpeg(70, 50));
    for ahead in [&half, &other, &never] {
        let answer = visitor.post_multipart("report/new", &ahead.form(&Sheet::tip())).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text();
        assert!(page.contains("有照片没有传完整") && page.contains("盒子上的有效期到今年6月"), "{page}");
    }
    let odd = Sheet::tip().form(&key(6)).text("photo_ahead", "../x");
    assert_eq!(visitor.post_multipart("report/new", &odd).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_is_no_picture_is_told_as_with_any_other() {
    let portal = TestPortal::open().await;
    let ahead = Ahead::of(&portal, 3, b"PK\x03\x04zip".to_vec()).whole().await;
    let answer = portal.visitor().post_multipart("report/new", &ahead.form(&Sheet::tip())).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("第 1 张"), "{}", answer.text());
}

#[tokio::test]
async fn only_its_own_form_finds_a_photo_and_only_for_a_day() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let ahead = Ahead::of(&portal, 3, jpeg(60, 50)).whole().await;
    let strange = Sheet::tip().form(&key(4)).text("photo_ahead", &ahead.id.to_string());
    assert_eq!(visitor.post_multipart("report/new", &strange).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    portal.clock.turn(SignedDuration::from_hours(25));
    portal.services.store.give_ahead_up(portal.services.now()).await.unwrap();
    assert_eq!(ahead.head().await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        visitor.post_multipart("report/new", &ahead.form(&Sheet::tip())).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn a_form_has_room_for_a_few_photos_of_a_photos_size() {
    let portal = TestPortal::open().await;
    for seen in 1..=9_u8 {
        let ahead = Ahead::of(&portal, 3, vec![seen; 10]);
        let status = ahead.create().await.status;
        assert_eq!(status, if seen <= 8 { StatusCode::CREATED } else { StatusCode::FORBIDDEN }, "photo {seen}");
    }
    let large = Ahead::of(&portal, 4, vec![0; 8 * 1024 * 1024 + 1]);
    assert_eq!(large.create().await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let mut visitor = portal.visitor();
    let five = (1..=5_u8).fold(Sheet::tip().form(&key(3)), |form, seen| {
        form.text("photo_ahead", &Ahead::of(&portal, 3, vec![seen; 10]).id.to_string())
    });
    let answer = visitor.post_multipart("report/new", &five).await;
    assert!(answer.text().contains("照片最多 4 张，现在 5 张"), "{}", answer.text());
}
