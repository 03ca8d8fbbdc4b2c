use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use serde_json::Value;
use server::forwarding::signature::{Secrets, Signed};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use super::house::SECRET;

/// What the gateway does with the next request.
#[derive(Clone)]
pub enum Behaviour {
    Answer(u16, &'static str),
    /// With a `Retry-After`.
    Later(u16, &'static str),
    /// Closes the connection without a word.
    Drop,
    /// Says 200 and breaks off in the middle of the body.
    BreakOff,
    /// Takes the request and answers 200 only when told.
    Hold(Arc<Notify>),
}

/// A request whose signature held.
#[derive(Clone)]
pub struct Delivery {
    pub id: String,
    pub body: Value,
}

/// A gateway on this machine, which does as it is told and checks every signature.
#[derive(Clone)]
pub struct Receiver {
    pub url: String,
    script: Arc<Mutex<VecDeque<Behaviour>>>,
    deliveries: Arc<Mutex<Vec<Delivery>>>,
    forged: Arc<Mutex<u32>>,
    came: Arc<Notify>,
}

impl Receiver {
    /// After the script is played, everything is answered 200 with an empty object.
    pub async fn start(script: impl IntoIterator<Item = Behaviour>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let receiver = Self {
            url: format!("http://{}/12315", listener.local_addr().unwrap()),
            script: Arc::new(Mutex::new(script.into_iter().collect())),
            deliveries: Arc::default(),
            forged: Arc::default(),
            came: Arc::default(),
        };
        let serving = receiver.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let serving = serving.clone();
                tokio::spawn(async move { serving.serve(stream).await });
            }
        });
        receiver
    }

    pub fn deliveries(&self) -> Vec<Delivery> {
        self.deliveries.lock().unwrap().clone()
    }

    /// Requests whose signature did not hold.
    pub fn forged(&self) -> u32 {
        *self.forged.lock().unwrap()
    }

    /// Returns once a request has come that was not waited for before.
    pub async fn came(&self) {
        self.came.notified().await;
    }

    async fn serve(&self, mut stream: TcpStream) {
        let Some((head, body)) = read(&mut stream).await else {
            return;
        };
        self.take(&head, &body);
        let behaviour = self.script.lock().unwrap().pop_front().unwrap_or(Behaviour::Answer(200, "{}"));
        self.came.notify_one();
        let answer = match behaviour {
            Behaviour::Drop => return,
            Behaviour::Answer(status, body) => answer(status, "", body),
            Behaviour::Later(status, when) => answer(status, &format!("Retry-After: {when}\r\n"), ""),
            Behaviour::BreakOff => "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"regis".to_owned(),
            Behaviour::Hold(go) => {
                go.notified().await;
                answer(200, "", "{}")
            }
        };
        let _ = stream.write_all(answer.as_bytes()).await;
        let _ = stream.shutdown().await;
    }

    fn take(&self, head: &str, body: &[u8]) {
        let header = |name: &str| {
            let line = head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
            line.unwrap_or_default().to_owned()
        };
        let (id, timestamp, signature) =
            (header("webhook-id"), header("webhook-timestamp"), header("webhook-signature"));
        let sent = timestamp.parse().map(Timestamp::from_second).unwrap().unwrap();
        let signed = Signed { id: &id, timestamp: &timestamp, signature: &signature };
        if Secrets::parse(SECRET).unwrap().verify(signed, body, sent).is_err() {
            *self.forged.lock().unwrap() += 1;
            return;
        }
        let body = serde_json::from_slice(body).unwrap();
        self.deliveries.lock().unwrap().push(Delivery { id, body });
    }
}

fn answer(status: u16, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n{body}", body.len())
}

/// Head in lower-case names as reqwest writes them, and the whole body.
async fn read(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    loop {
        let mut chunk = [0; 8192];
        let length = stream.read(&mut chunk).await.ok().filter(|length| *length > 0)?;
        bytes.extend_from_slice(&chunk[..length]);
        let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8(bytes[..end].to_vec()).ok()?;
        let length: usize = head.lines().find_map(|line| line.strip_prefix("content-length: "))?.parse().ok()?;
        while bytes.len() < end + 4 + length {
            let mut chunk = [0; 8192];
            let length = stream.read(&mut chunk).await.ok().filter(|length| *length > 0)?;
            bytes.extend_from_slice(&chunk[..length]);
        }
        return Some((head, bytes[end + 4..end + 4 + length].to_vec()));
    }
}
