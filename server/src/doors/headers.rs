//! Security headers on every answer.

use std::sync::Arc;

use app::Assets;
use app::parts::{keeping, later};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::site::Site;
use memchr::memmem;
use sha2::{Digest, Sha256};

/// Which content security policy an answer gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// A page that ships no script.
    Page,
    /// A page with islands: our own module and its WebAssembly.
    Islands,
    /// The report form, where somebody may say what happened: islands, and the microphone.
    Voice,
    /// A page of the village officers or their worker: our own script, without WebAssembly.
    Officer,
    /// The newsroom's editor: our own script and the WebAssembly of its preview.
    Editor,
    /// The page that checks numbers: our own script and the WebAssembly that reads photos.
    Scan,
    /// A picture of the newsroom: our own script, without WebAssembly.
    Picture,
    /// A text: the one line of script that keeps it on the phone, by its hash.
    Kept,
}

impl Policy {
    /// Read off the page: only pages with islands name their WebAssembly file, only officers' pages and
    /// those of the newsroom and the one that checks numbers their scripts.
    #[must_use]
    pub fn of_page(page: &[u8]) -> Self {
        let holds = |mark: &str| stands_in_a_tag(page, &format!("{mark}=\""));
        if holds("data-voice") {
            Self::Voice
        } else if holds("data-wasm") {
            Self::Islands
        } else if holds("data-officer-script") {
            Self::Officer
        } else if holds("data-editor-script") {
            Self::Editor
        } else if holds("data-scan-script") {
            Self::Scan
        } else if holds("data-picture-script") {
            Self::Picture
        } else if holds("data-keeping") {
            Self::Kept
        } else {
            Self::Page
        }
    }

    fn text(self, known: &Hashes, frame_ancestors: &str) -> String {
        let script = match self {
            Self::Page => String::new(),
            Self::Islands | Self::Voice | Self::Scan => {
                format!("script-src 'self' 'wasm-unsafe-eval' {}; ", known.later)
            }
            Self::Editor => "script-src 'self' 'wasm-unsafe-eval'; ".to_owned(),
            Self::Picture => "script-src 'self'; ".to_owned(),
            Self::Officer => "script-src 'self'; worker-src 'self'; manifest-src 'self'; ".to_owned(),
            Self::Kept => format!("script-src {}; worker-src 'self'; ", known.keeping),
        };
        // The report form is long, and its headers come in the same first round trip.
        let styles = if self == Self::Voice { &known.form_styles } else { &known.styles };
        // What was just recorded is played from the page's own memory.
        let media = if self == Self::Voice { "'self' blob:" } else { "'self'" };
        format!(
            "default-src 'none'; {script}style-src {styles}; img-src 'self' data: blob:; media-src {media}; \
             connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {frame_ancestors}",
        )
    }
}

/// Whether a mark is an attribute of the page's own: in what somebody typed a bracket or a quote would be escaped.
fn stands_in_a_tag(page: &[u8], mark: &str) -> bool {
    memmem::find_iter(page, mark).any(|at| {
        let before = page.get(..at).unwrap_or_default();
        before.iter().rev().find(|byte| matches!(byte, b'<' | b'>')) == Some(&b'<')
    })
}

/// The headers of one site, written out once: the hashes of the style sheets would cost every answer
/// as much as drawing a short page.
pub struct Headers {
    public: Policies,
    staff: Policies,
    https: bool,
}

struct Hashes {
    styles: String,
    form_styles: String,
    keeping: String,
    later: String,
}

struct Policies {
    kept: HeaderValue,
    page: HeaderValue,
    islands: HeaderValue,
    voice: HeaderValue,
    officer: HeaderValue,
    editor: HeaderValue,
    scan: HeaderValue,
    picture: HeaderValue,
}

impl Headers {
    #[must_use]
    pub fn new(site: &Site, assets: &Assets) -> Self {
        let (form, heard) = (hash(&assets.form_css), hash(&assets.heard_css));
        let rest = [&assets.public_css, &assets.desk_css, &assets.officer_css].map(|sheet| hash(sheet)).join(" ");
        let form_styles = format!("{form} {heard}");
        let styles = format!("{rest} {form_styles}");
        let known = Hashes { styles, form_styles, keeping: hash(&keeping::script(site)), later: hash(later::SCRIPT) };
        let ancestors = std::iter::once("'self'").chain(site.frame_ancestors.iter().map(String::as_str));
        Self {
            public: Policies::new(&known, &ancestors.collect::<Vec<_>>().join(" ")),
            staff: Policies::new(&known, "'none'"),
            https: site.public_url.starts_with("https://"),
        }
    }

    fn policy(&self, policy: Option<Policy>, staff: bool) -> HeaderValue {
        let policies = if staff { &self.staff } else { &self.public };
        match policy {
            Some(Policy::Page) => policies.page.clone(),
            Some(Policy::Islands) => policies.islands.clone(),
            Some(Policy::Voice) => policies.voice.clone(),
            Some(Policy::Officer) => policies.officer.clone(),
            Some(Policy::Kept) => policies.kept.clone(),
            Some(Policy::Editor) => policies.editor.clone(),
            Some(Policy::Scan) => policies.scan.clone(),
            Some(Policy::Picture) => policies.picture.clone(),
            None => HeaderValue::from_static(NOTHING),
        }
    }
}

impl Policies {
    fn new(known: &Hashes, frame_ancestors: &str) -> Self {
        let value = |policy: Policy| {
            // A setting no header can hold allows nothing rather than everything.
            HeaderValue::from_str(&policy.text(known, frame_ancestors)).unwrap_or(HeaderValue::from_static(NOTHING))
        };
        Self {
            kept: value(Policy::Kept),
            page: value(Policy::Page),
            islands: value(Policy::Islands),
            voice: value(Policy::Voice),
            officer: value(Policy::Officer),
            editor: value(Policy::Editor),
            scan: value(Policy::Scan),
            picture: value(Policy::Picture),
        }
    }
}

/// Adds the headers; what is not a page gets a policy that allows nothing.
pub async fn secure(State(fixed): State<Arc<Headers>>, request: Request, next: Next) -> Response {
    let staff = request.uri().path().starts_with("/desk");
    let mut response = next.run(request).await;
    let policy = response.extensions().get::<Policy>().copied();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, fixed.policy(policy, staff));
    for (name, value) in FIXED {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    let allowed = if policy == Some(Policy::Voice) { MICROPHONE } else { NO_DEVICES };
    headers.insert(HeaderName::from_static("permissions-policy"), HeaderValue::from_static(allowed));
    if staff {
        headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    }
    if fixed.https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    response
}

const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

const NO_DEVICES: &str = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), midi=(), display-capture=()";
const MICROPHONE: &str =
    "camera=(), microphone=(self), geolocation=(), payment=(), usb=(), midi=(), display-capture=()";

const FIXED: [(&str, &str); 4] = [
    ("x-content-type-options", "nosniff"),
    // With `no-referrer` a browser without script could not come back from a refused form.
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
}
