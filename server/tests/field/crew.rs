//! Officers with bound phones, and what such a phone sends.

use std::collections::BTreeMap;

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use axum::body::Body;
use axum::http::Method;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::access::{Role, Staff};
use domain::ports::{Binding, DeviceToken, FormId, NewOfficer, SealingKey};
use domain::region::RegionCode;
use hkdf::Hkdf;
use p256::{PublicKey, SecretKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::portal::{Answer, TestPortal, Visitor};

pub const VILLAGE: &str = "530922101201";
pub const PIN: &str = "258014";

/// What an officer fills in for a villager.
pub const HELPED: [(&str, &str); 6] = [
    ("consent_read", "yes"),
    ("wish", "tip"),
    ("category", "D01"),
    ("story", "在集市上买了一盒药，吃了没有用"),
    ("identity", "phone"),
    ("reporter_phone", "13712345678"),
];

/// A phone with one officer.
pub struct Phone {
    pub visitor: Visitor,
    pub officer: Uuid,
    pub token: String,
}

/// The coordinator of the station that owns 爱华镇.
pub fn coordinator() -> Staff {
    Staff {
        id: Uuid::from_u128(77),
        login: "coordinator".into(),
        name: "协管员".into(),
        role: Role::Coordinator,
        unit: "suo-aihua".into(),
        regions: vec!["530922101".into(), "530922105".into()],
        stands_in_for: Vec::new(),
    }
}

pub async fn officer(portal: &TestPortal, name: &str, phone: &str) -> Uuid {
    let id = Uuid::new_v4();
    let villages = vec![RegionCode::parse(VILLAGE).unwrap()];
    let new = NewOfficer { name: name.into(), phone: phone.into(), villages, conflict: String::new() };
    let services = &portal.services;
    services.field_desk.keep_officer(&coordinator(), FormId(id), new, services.now()).await.unwrap();
    id
}

pub async fn code(portal: &TestPortal, officer: Uuid) -> String {
    let services = &portal.services;
    services.field_desk.new_code(&coordinator(), officer, services.now()).await.unwrap().digits
}

pub fn binding(code: &str, device: Option<&str>) -> Binding {
    Binding {
        code: code.into(),
        pin: PIN.into(),
        pin_again: PIN.into(),
        device: device.map(|token| DeviceToken(token.to_owned())),
        address: "192.0.2.1".into(),
    }
}

pub async fn phone(portal: &TestPortal) -> Phone {
    let officer = officer(portal, "李大山", "13988312345").await;
    let code = code(portal, officer).await;
    let services = &portal.services;
    let DeviceToken(token) = services.field_work.bind(binding(&code, None), services.now()).await.unwrap();
    Phone { visitor: with(portal, &token, officer), officer, token }
}

pub fn with(portal: &TestPortal, token: &str, officer: Uuid) -> Visitor {
    let cookie = format!("yaoan-phone={token}");
    portal.visitor().sending("cookie", &cookie).sending("x-officer", &officer.to_string())
}

/// A photo as a report lists it.
pub fn listed(id: Uuid, bytes: &[u8], media_type: &str) -> Value {
    json!({ "id": id, "sha256": sha256(bytes), "size": bytes.len(), "type": media_type })
}

pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

impl Phone {
    /// Canonical JSON of a report.
    pub fn text(&self, form: &str, answers: &[(&str, &str)], photos: &[Value]) -> Vec<u8> {
        let answers: BTreeMap<&str, &str> = answers.iter().copied().collect();
        let body = json!({
            "v": 1, "form": form, "form_ver": 1, "officer": self.officer, "seq": 1,
            "device_at": 1_795_136_400_000_i64, "tz": 480, "skew_ms": null, "answers": answers, "photos": photos,
        });
        body.to_string().into_bytes()
    }

    pub async fn put(&mut self, report: Uuid, content_type: &str, body: Vec<u8>) -> Answer {
        self.visitor.send(Method::PUT, &format!("officer/r/{report}"), Some(content_type), Body::from(body)).await
    }

    /// A photo or voice note in one piece (tus: creation with upload).
    pub async fn upload(&self, report: Uuid, id: Uuid, bytes: &[u8]) -> Answer {
        let mut visitor = self
            .visitor
            .clone()
            .sending("tus-resumable", "1.0.0")
            .sending("upload-metadata", &format!("id {}", STANDARD.encode(id.to_string())))
            .sending("upload-length", &bytes.len().to_string());
        let kind = Some("application/offset+octet-stream");
        visitor.send(Method::POST, &format!("officer/u/{report}"), kind, Body::from(bytes.to_vec())).await
    }

    pub async fn put_plain(&mut self, report: Uuid, body: Vec<u8>) -> Answer {
        self.put(report, "application/json", body).await
    }
}

pub fn read(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.bytes).unwrap()
}

/// Seals as phones do.
pub fn seal(key: &SealingKey, bound: &str, plain: &[u8]) -> Vec<u8> {
    let scalar: [u8; 32] = Sha256::digest(bound.as_bytes()).into();
    let ephemeral = SecretKey::from_slice(&scalar).unwrap();
    let point = ephemeral.public_key().to_sec1_bytes();
    let bureau = PublicKey::from_sec1_bytes(&key.public).unwrap();
    let shared = ephemeral.diffie_hellman(&bureau);
    let salt = [&point[..], &key.public].concat();
    let mut secret = [0; 32];
    Hkdf::<Sha256>::new(Some(&salt), shared.raw_secret_bytes()).expand(b"yaoan officer report 1", &mut secret).unwrap();
    let iv = [7; 12];
    let payload = Payload { msg: plain, aad: bound.as_bytes() };
    let body = Aes256Gcm::new_from_slice(&secret).unwrap().encrypt(&Nonce::from(iv), payload).unwrap();
    [b"YS1\0".as_slice(), &key.id, &point, &iv, &body].concat()
}
