//! The tus 1.0 protocol's demands, one by one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;

use axum::body::{Body, Bytes};
use axum::http::{Method, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures::StreamExt;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::crew::{Phone, listed, phone};
use crate::portal::{Answer, TestPortal, Visitor, jpeg};

/// A report with one photo that is still to come.
pub struct Awaited {
    pub phone: Phone,
    pub report: Uuid,
    pub photo: Uuid,
    pub bytes: Vec<u8>,
}

pub async fn awaited(portal: &TestPortal) -> Awaited {
    let mut phone = phone(portal).await;
    let (report, photo, bytes) = (Uuid::new_v4(), Uuid::new_v4(), jpeg(900, 700));
    assert!(bytes.len() > 10_000);
    let body = phone.text("clue", &[("tile", "stall")], &[listed(photo, &bytes, "image/jpeg")]);
    assert_eq!(phone.put_plain(report, body).await.status, StatusCode::CREATED);
    Awaited { phone, report, photo, bytes }
}

impl Awaited {
    pub fn place(&self) -> String {
        format!("officer/u/{}/{}", self.report, self.photo)
    }

    fn speaking(&self) -> Visitor {
        self.phone.visitor.clone().sending("tus-resumable", "1.0.0")
    }

    pub async fn create(&self) -> Answer {
        self.create_with(&self.speaking(), Body::empty(), None).await
    }

    async fn create_with(&self, visitor: &Visitor, body: Body, kind: Option<&str>) -> Answer {
        let metadata = format!("id {}", STANDARD.encode(self.photo.to_string()));
        let length = self.bytes.len().to_string();
        let mut visitor = visitor.clone().sending("upload-metadata", &metadata).sending("upload-length", &length);
        visitor.send(Method::POST, &format!("officer/u/{}", self.report), kind, body).await
    }

    pub async fn patch(&self, offset: usize, body: Body) -> Answer {
        self.patch_with(self.speaking(), offset, body).await
    }

    async fn patch_with(&self, visitor: Visitor, offset: usize, body: Body) -> Answer {
        let mut visitor = visitor.sending("upload-offset", &offset.to_string());
        visitor.send(Method::PATCH, &self.place(), Some("application/offset+octet-stream"), body).await
    }

    pub async fn head(&self) -> Answer {
        self.speaking().send(Method::HEAD, &self.place(), None, Body::empty()).await
    }

    fn part(&self, from: usize, to: usize) -> Body {
        Body::from(self.bytes[from..to].to_vec())
    }
}

#[tokio::test]
async fn a_photo_comes_in_pieces_and_every_answer_says_how_far() {
    let portal = TestPortal::open().await;
    let up = awaited(&portal).await;
    let made = up.create().await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    assert_eq!(made.header("location"), Some(format!("/{}", up.place()).as_str()));
    assert_eq!((made.header("upload-offset"), made.header("tus-resumable")), (Some("0"), Some("1.0.0")));
    assert!(made.header("upload-expires").unwrap().ends_with("GMT"));
    let first = up.patch(0, up.part(0, 4_000)).await;
    assert_eq!((first.status, first.header("upload-offset")), (StatusCode::NO_CONTENT, Some("4000")));
    let head = up.head().await;
    assert_eq!((head.status, head.header("upload-offset")), (StatusCode::OK, Some("4000")));
    assert_eq!(head.header("upload-length"), Some(up.bytes.len().to_string().as_str()));
    assert_eq!(head.header("cache-control"), Some("no-store"));
    assert!(head.header("upload-metadata").unwrap().starts_with("id "));
    let rest = up.patch(4_000, up.part(4_000, up.bytes.len())).await;
    assert_eq!(rest.status, StatusCode::NO_CONTENT, "{}", rest.text());
    assert_eq!(rest.header("upload-expires"), None, "what is whole does not expire");
    let again = up.create().await;
    assert_eq!(again.header("upload-offset"), Some(up.bytes.len().to_string().as_str()));
}

#[tokio::test]
async fn another_offset_another_length_another_type_change_nothing() {
    let portal = TestPortal::open().await;
    let mut up = awaited(&portal).await;
    assert_eq!(up.head().await.status, StatusCode::NOT_FOUND, "not begun");
    up.create().await;
    let conflict = up.patch(7, up.part(0, 100)).await;
    assert_eq!((conflict.status, conflict.header("upload-offset")), (StatusCode::CONFLICT, Some("0")));
    let mut visitor = up.speaking().sending("upload-offset", "0");
    let typed = visitor.send(Method::PATCH, &up.place(), Some("image/jpeg"), up.part(0, 100)).await;
    assert_eq!(typed.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let odd = up.speaking().sending("upload-offset", "-1");
    let mut odd = odd;
    let odd = odd.send(Method::PATCH, &up.place(), Some("application/offset+octet-stream"), up.part(0, 9)).await;
    assert_eq!(odd.status, StatusCode::BAD_REQUEST);
    let whole = std::mem::take(&mut up.bytes);
    up.bytes = whole[..100].to_vec();
    assert_eq!(up.create().await.status, StatusCode::CONFLICT, "another length");
    up.bytes = whole;
    let mut longer = up.bytes.clone();
    longer.extend_from_slice(&[0; 10]);
    assert_eq!(up.patch(0, Body::from(longer)).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn versions_and_abilities_are_told() {
    let portal = TestPortal::open().await;
    let up = awaited(&portal).await;
    let mut visitor = up.phone.visitor.clone();
    let told = visitor.send(Method::OPTIONS, "officer/u", None, Body::empty()).await;
    assert_eq!((told.status, told.header("tus-version")), (StatusCode::NO_CONTENT, Some("1.0.0")));
    assert_eq!(told.header("tus-extension"), Some("creation,creation-with-upload,expiration,checksum,termination"));
    assert_eq!(told.header("tus-checksum-algorithm"), Some("sha1,sha256"));
    let old = up.create_with(&visitor.clone().sending("tus-resumable", "0.2.2"), Body::empty(), None).await;
    assert_eq!((old.status, old.header("tus-version")), (StatusCode::PRECONDITION_FAILED, Some("1.0.0")));
    assert_eq!(up.head().await.status, StatusCode::NOT_FOUND, "nothing was begun");
}

#[tokio::test]
async fn only_what_a_report_awaits_is_taken() {
    let portal = TestPortal::open().await;
    let mut up = awaited(&portal).await;
    let own = up.photo;
    up.photo = Uuid::new_v4();
    assert_eq!(up.create().await.status, StatusCode::FORBIDDEN, "not listed");
    up.photo = own;
    up.report = Uuid::new_v4();
    assert_eq!(up.create().await.status, StatusCode::NOT_FOUND, "no such report");
    let mut stranger = portal.visitor().sending("tus-resumable", "1.0.0");
    let answer = stranger.send(Method::HEAD, &up.place(), None, Body::empty()).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn bytes_that_do_not_add_up_are_thrown_away() {
    let portal = TestPortal::open().await;
    let up = awaited(&portal).await;
    up.create().await;
    let said = |algorithm: &str, hash: &[u8]| format!("{algorithm} {}", STANDARD.encode(hash));
    let right = said("sha256", &Sha256::digest(&up.bytes[..4_000]));
    let wrong = said("sha256", &[0; 32]);
    let with = |checksum: &str| up.speaking().sending("upload-checksum", checksum);
    let bad = up.patch_with(with(&wrong), 0, up.part(0, 4_000)).await;
    assert_eq!(bad.status.as_u16(), 460);
    let unknown = up.patch_with(with(&said("md5", &[0; 16])), 0, up.part(0, 4_000)).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    assert_eq!(up.head().await.header("upload-offset"), Some("0"));
    let good = up.patch_with(with(&right), 0, up.part(0, 4_000)).await;
    assert_eq!((good.status, good.header("upload-offset")), (StatusCode::NO_CONTENT, Some("4000")));
}

#[tokio::test]
async fn a_whole_large_photo_may_stand_under_one_checksum() {
    let portal = TestPortal::open().await;
    let mut up = awaited(&portal).await;
    // Larger than any piece a phone of ours sends; what stands behind a picture's end is not looked at.
    up.bytes.resize(6 * 1024 * 1024, 7);
    let body = up.phone.text("clue", &[("tile", "stall")], &[listed(up.photo, &up.bytes, "image/jpeg")]);
    up.report = Uuid::new_v4();
    assert_eq!(up.phone.put_plain(up.report, body).await.status, StatusCode::CREATED);
    up.create().await;
    let checksum = format!("sha1 {}", STANDARD.encode(sha1::Sha1::digest(&up.bytes)));
    let sent = up.patch_with(up.speaking().sending("upload-checksum", &checksum), 0, up.part(0, up.bytes.len())).await;
    assert_eq!((sent.status, sent.header("upload-expires")), (StatusCode::NO_CONTENT, None), "{}", sent.text());
}

/// A server that answers and closes on somebody who still sends takes the answer away with it.
#[tokio::test]
async fn who_is_told_to_go_on_elsewhere_may_finish_speaking() {
    let portal = TestPortal::open().await;
    let up = awaited(&portal).await;
    up.create().await;
    up.patch(0, up.part(0, 4_000)).await;
    let kind = Some("application/offset+octet-stream");
    let (refused, created) = (Speech::of(&up.bytes), Speech::of(&up.bytes));
    assert_eq!(up.patch(0, refused.body()).await.status, StatusCode::CONFLICT);
    let again = up.create_with(&up.speaking(), created.body(), kind).await;
    assert_eq!((again.status, again.header("upload-offset")), (StatusCode::CREATED, Some("4000")));
    assert!(refused.is_heard() && created.is_heard());
}

/// Bytes that know whether anybody listened to the end.
struct Speech {
    frames: Vec<Bytes>,
    heard: Arc<AtomicBool>,
}

impl Speech {
    fn of(bytes: &[u8]) -> Self {
        let frames = bytes.chunks(1_000).map(Bytes::copy_from_slice).collect();
        Self { frames, heard: Arc::default() }
    }

    fn body(&self) -> Body {
        let heard = self.heard.clone();
        let end = futures::stream::poll_fn(move |_| {
            heard.store(true, Ordering::SeqCst);
            Poll::Ready(None::<Result<Bytes, std::io::Error>>)
        });
        Body::from_stream(futures::stream::iter(self.frames.clone().into_iter().map(Ok)).chain(end))
    }

    fn is_heard(&self) -> bool {
        self.heard.load(Ordering::SeqCst)
    }
}

#[tokio::test]
async fn a_photo_may_come_with_its_creation() {
    let portal = TestPortal::open().await;
    let up = awaited(&portal).await;
    let kind = Some("application/offset+octet-stream");
    let made = up.create_with(&up.speaking(), up.part(0, 5_000), kind).await;
    assert_eq!((made.status, made.header("upload-offset")), (StatusCode::CREATED, Some("5000")));
    let again = up.create_with(&up.speaking(), up.part(0, 5_000), kind).await;
    assert_eq!((again.status, again.header("upload-offset")), (StatusCode::CREATED, Some("5000")));
}

#[tokio::test]
async fn an_upload_is_given_up_by_its_sender_or_by_time() {
    let portal = TestPortal::open().await;
    let up = awaited(&portal).await;
    up.create().await;
    up.patch(0, up.part(0, 4_000)).await;
    let mut visitor = up.speaking();
    let gone = visitor.send(Method::DELETE, &up.place(), None, Body::empty()).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    assert_eq!(up.head().await.status, StatusCode::NOT_FOUND);
    assert_eq!(up.create().await.header("upload-offset"), Some("0"));
    up.patch(0, up.part(0, 4_000)).await;
    portal.clock.turn(jiff::SignedDuration::from_hours(24 * 31));
    assert_eq!(up.head().await.status, StatusCode::NOT_FOUND);
    assert_eq!(portal.services.store.give_parts_up(portal.services.now()).await.unwrap(), 1);
    assert_eq!(up.create().await.header("upload-offset"), Some("0"), "it begins anew");
}

#[tokio::test]
async fn a_post_may_stand_for_another_method() {
    let portal = TestPortal::open().await;
    let up = awaited(&portal).await;
    up.create().await;
    let visitor = up.speaking().sending("x-http-method-override", "PATCH").sending("upload-offset", "0");
    let mut visitor = visitor;
    let kind = Some("application/offset+octet-stream");
    let sent = visitor.send(Method::POST, &up.place(), kind, up.part(0, 3_000)).await;
    assert_eq!((sent.status, sent.header("upload-offset")), (StatusCode::NO_CONTENT, Some("3000")));
}

/// What a dropped connection looks like from here: bytes, then an error.
#[tokio::test]
async fn what_arrived_before_the_line_broke_is_kept() {
    let portal = TestPortal::open().await;
    let up = awaited(&portal).await;
    up.create().await;
    let arrived = Bytes::from(up.bytes[..6_000].to_vec());
    let frames: [Result<Bytes, std::io::Error>; 2] = [Ok(arrived), Err(std::io::Error::other("gone"))];
    up.patch(0, Body::from_stream(futures::stream::iter(frames))).await;
    assert_eq!(up.head().await.header("upload-offset"), Some("6000"));
}

/// A phone asks the moment its line broke; what came is then still on its way to the disk.
#[tokio::test]
async fn who_asks_after_a_break_hears_of_all_that_came() {
    let portal = TestPortal::open().await;
    let up = awaited(&portal).await;
    up.create().await;
    let (began, has_begun) = tokio::sync::oneshot::channel();
    let (breaks, broken) = tokio::sync::oneshot::channel::<()>();
    let arrived = Bytes::from(up.bytes[..6_000].to_vec());
    let first = futures::stream::once(async move {
        began.send(()).unwrap();
        Ok(arrived)
    });
    let last = futures::stream::once(async move {
        broken.await.unwrap();
        Err(std::io::Error::other("gone"))
    });
    let asking = async {
        has_begun.await.unwrap();
        let (head, ()) = tokio::join!(up.head(), async { breaks.send(()).unwrap() });
        head
    };
    let (_, head) = tokio::join!(up.patch(0, Body::from_stream(first.chain(last))), asking);
    assert_eq!(head.header("upload-offset"), Some("6000"));
}

#[tokio::test]
async fn of_two_senders_at_one_place_one_is_heard() {
    let portal = TestPortal::open().await;
    let up = awaited(&portal).await;
    up.create().await;
    let all = up.bytes.len();
    let (a, b) = tokio::join!(up.patch(0, up.part(0, all)), up.patch(0, up.part(0, all)));
    let mut both = [a.status, b.status];
    both.sort();
    assert_eq!(both, [StatusCode::NO_CONTENT, StatusCode::CONFLICT]);
    let receipt = up.phone.visitor.clone().get(&format!("officer/r/{}", up.report)).await;
    assert_eq!(super::crew::read(&receipt)["photos"][0]["complete"], true);
}

#[tokio::test]
async fn a_photo_that_changed_on_the_way_begins_anew() {
    let portal = TestPortal::open().await;
    let up = awaited(&portal).await;
    up.create().await;
    let mut changed = up.bytes.clone();
    changed[5_000] ^= 1;
    assert_eq!(up.patch(0, Body::from(changed)).await.status.as_u16(), 460);
    assert_eq!(up.head().await.header("upload-offset"), Some("0"));
    assert_eq!(up.patch(0, up.part(0, up.bytes.len())).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn an_upload_outlives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    let portal = TestPortal::open_in(folder, |_| {}).await;
    let up = awaited(&portal).await;
    up.create().await;
    up.patch(0, up.part(0, 4_000)).await;
    let TestPortal { services, house, folder, .. } = portal;
    house.reception.close().await;
    services.store.close().await;
    drop((services, house));
    let portal = TestPortal::open_in(folder, |_| {}).await;
    assert_eq!(portal.data(), path);
    let visitor = super::crew::with(&portal, &up.phone.token, up.phone.officer);
    let up = Awaited { phone: Phone { visitor, ..up.phone }, ..up };
    assert_eq!(up.head().await.header("upload-offset"), Some("4000"));
    assert_eq!(up.patch(4_000, up.part(4_000, up.bytes.len())).await.status, StatusCode::NO_CONTENT);
}
