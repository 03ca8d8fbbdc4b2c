use std::time::Duration;

use reqwest::{Client, Method, StatusCode, Url, redirect};

const CONNECT: Duration = Duration::from_secs(8);
const WHOLE: Duration = Duration::from_secs(15);

/// Asks whether addresses outside still answer. Made only where the site file allows it.
#[derive(Clone)]
pub struct Outside {
    http: Client,
}

impl Outside {
    /// # Errors
    /// When this machine has no certificates to check others' against.
    pub fn new() -> Result<Self, String> {
        // Another part of the process may have chosen a provider first; that one serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = Client::builder()
            .connect_timeout(CONNECT)
            .timeout(WHOLE)
            // Where a link leads on to is its host's business; that it answers is enough.
            .redirect(redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .user_agent(concat!("yaoan-linkbot/", env!("CARGO_PKG_VERSION")));
        let http = builder.build().map_err(|error| format!("不能准备加密连接：{error}"))?;
        Ok(Self { http })
    }

    /// # Errors
    /// Why an address does not lead anywhere, in words that follow it.
    pub async fn answers(&self, address: &str) -> Result<(), String> {
        let url = Url::parse(address).map_err(|_| "不是完整的网址".to_owned())?;
        let status = match self.status(Method::HEAD, url.clone()).await {
            // Many servers know only GET; nothing of the body is read.
            Ok(StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_IMPLEMENTED | StatusCode::FORBIDDEN) => {
                self.status(Method::GET, url).await
            }
            other => other,
        }?;
        match status.as_u16() {
            404 | 410 => Err(format!("对方说没有这一页（{}）", status.as_u16())),
            code if code >= 500 => Err(format!("对方网站出错（{code}）")),
            // Whoever refuses a program may well answer a person.
            _ => Ok(()),
        }
    }

    async fn status(&self, method: Method, url: Url) -> Result<StatusCode, String> {
        match self.http.request(method, url).send().await {
            Ok(response) => Ok(response.status()),
            Err(error) if error.is_timeout() => Err("没有按时回答".to_owned()),
            Err(error) if error.is_connect() => Err("连接不上".to_owned()),
            Err(_) => Err("连接断了".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::http::StatusCode;
    use axum::routing::get;
    use tokio::net::TcpListener;

    use super::Outside;

    #[tokio::test]
    async fn only_what_is_gone_or_broken_is_dead() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new()
            .route("/there", get(async || "ok"))
            .route("/moved", get(async || (StatusCode::FOUND, [("location", "/there")])))
            .route("/broken", get(async || StatusCode::BAD_GATEWAY))
            .route("/no-heads", get(async || "ok").head(async || StatusCode::METHOD_NOT_ALLOWED))
            .route("/members", get(async || StatusCode::FORBIDDEN));
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let outside = Outside::new().unwrap();
        for (path, fine) in [
            ("there", true),
            ("moved", true),
            ("no-heads", true),
            ("members", true),
            ("broken", false),
            ("gone", false),
        ] {
            assert_eq!(outside.answers(&format!("http://{address}/{path}")).await.is_ok(), fine, "{path}");
        }
        serving.abort();
        let _ = serving.await;
        assert_eq!(outside.answers(&format!("http://{address}/there")).await, Err("连接不上".to_owned()));
        assert!(outside.answers("not an address").await.is_err());
    }
}
