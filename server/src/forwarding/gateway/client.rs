use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Client, Response, Url, redirect};

use super::Answer;
use crate::forwarding::signature::{self, Secrets};

const CONNECT: Duration = Duration::from_secs(10);
const WHOLE: Duration = Duration::from_secs(30);
/// Most bytes of an answer that are read.
const MAX_ANSWER: usize = 64 * 1024;

/// Sends signed messages to the gateway.
#[derive(Clone)]
pub struct GatewayClient {
    http: Client,
    url: Url,
    secrets: Secrets,
}

impl GatewayClient {
    /// # Errors
    /// When this machine has no certificates to check the gateway's against.
    pub fn new(url: Url, secrets: Secrets) -> Result<Self, String> {
        // Another part of the process may have chosen a provider first; that one serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = Client::builder()
            .connect_timeout(CONNECT)
            .timeout(WHOLE)
            .redirect(redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .no_proxy()
            .user_agent(concat!("yaoan/", env!("CARGO_PKG_VERSION")));
        // An http address is this very machine; it needs no certificates, and may have none.
        let builder = if url.scheme() == "http" { builder.tls_certs_only([]) } else { builder };
        let http = builder.build().map_err(|error| format!("不能准备加密连接：{error}"))?;
        Ok(Self { http, url, secrets })
    }

    /// One try. `id` stays the same over all tries of one message, so that the gateway can drop
    /// what it has already taken.
    pub async fn send(&self, id: &str, at: Timestamp, body: Vec<u8>) -> Answer {
        let request = self
            .http
            .post(self.url.clone())
            .header(CONTENT_TYPE, "application/json")
            .header(signature::ID, id)
            .header(signature::TIMESTAMP, at.as_second().to_string())
            .header(signature::SIGNATURE, self.secrets.sign(id, at, &body))
            .body(body);
        match request.send().await {
            Ok(response) => read(response, at).await,
            Err(error) if error.is_timeout() => Answer::failed("网关没有按时回答"),
            Err(error) if error.is_connect() => Answer::failed("连接不上网关"),
            Err(_) => Answer::failed("与网关的连接断了"),
        }
    }
}

async fn read(mut response: Response, at: Timestamp) -> Answer {
    let status = response.status().as_u16();
    let retry_after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let mut body = Vec::new();
    // The status decides; a body that breaks off or never ends takes nothing back.
    while let Ok(Some(chunk)) = response.chunk().await {
        if body.len() + chunk.len() > MAX_ANSWER {
            break;
        }
        body.extend_from_slice(&chunk);
    }
    Answer::read(status, retry_after.as_deref(), &body, at)
}
