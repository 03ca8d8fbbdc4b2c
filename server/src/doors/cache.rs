//! Public pages, kept compressed in memory.
//!
//! A door marks an answer [`Cacheable`] or [`Keyed`]; [`keep`] compresses it once and
//! [`PageCache::find`] hands the bytes out before any routing. Everything is dropped when the
//! content or the day changes, because withdrawal dates and review dates turn with the day. What says
//! something of this minute names the moment until which it is true.

use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, PoisonError, RwLock};

use app::Mode;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, ETAG, IF_NONE_MATCH, VARY};
use axum::http::response::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::keyed::{Keyed, KeyedForm};
use super::report::new_form_key;
use super::visit;
use crate::services::Services;

/// Most pages kept, and most bytes of them in all their forms, so that made-up addresses cannot fill
/// the memory.
const MOST_PAGES: usize = 2_000;
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// Longest address kept, in bytes: far above any link of ours.
const LONGEST_ADDRESS: usize = 512;

/// Largest page kept, in bytes.
const LARGEST: usize = 512 * 1024;

/// Largest page there may be, in bytes. One that is too large to keep is drawn each time.
const LARGEST_DRAWN: usize = 16 * 1024 * 1024;

/// Marks an answer as the same for everybody.
#[derive(Clone, Copy)]
pub struct Cacheable {
    /// From then on it is drawn anew; `None`: with the content or the day.
    pub until: Option<Timestamp>,
}

#[derive(Default)]
pub struct PageCache(RwLock<Pages>);

/// Content version and day the kept pages were drawn from.
type Epoch = (u64, Date);

#[derive(Default)]
struct Pages {
    epoch: Epoch,
    normal: HashMap<String, Arc<Page>>,
    large: HashMap<String, Arc<Page>>,
}

enum Page {
    Same(Kept),
    Keyed {
        form: KeyedForm,
        /// What its three codings take at most.
        bytes: usize,
    },
}

/// A page in the three forms browsers ask for.
struct Kept {
    plain: Form,
    brotli: Form,
    gzip: Form,
    until: Option<Timestamp>,
}

/// One encoding of a page with all its headers.
struct Form {
    bytes: Bytes,
    headers: HeaderMap,
    etag: HeaderValue,
}

impl PageCache {
    /// The kept answer to a request, if it is for a kept page; `path` is seen from the base path.
    #[must_use]
    pub fn find(&self, services: &Services, path: &str, request: &Request) -> Option<Response> {
        if !is_read(request.method()) {
            return None;
        }
        let page = {
            let pages = self.0.read().unwrap_or_else(PoisonError::into_inner);
            let fresh = pages.epoch == epoch(services);
            fresh.then(|| pages.of(visit::mode(request.headers())).get(path).cloned()).flatten()?
        };
        if page.until().is_some_and(|until| until <= services.now()) {
            return None;
        }
        Some(page.answer(services, request.method(), request.headers()))
    }

    /// Keeps a page that was drawn in an epoch, unless that has passed meanwhile.
    fn store(&self, services: &Services, drawn: Epoch, mode: Mode, path: String, page: Arc<Page>) {
        let epoch = epoch(services);
        if drawn != epoch {
            return;
        }
        let mut pages = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if pages.epoch != epoch {
            *pages = Pages { epoch, ..Pages::default() };
        }
        pages.keep(mode, path, page);
    }
}

/// Keeps an answer a door marked [`Cacheable`], and gives it out in the form that was asked for.
pub async fn keep(State(services): State<Services>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let asked = request.headers().clone();
    let path = request.uri().path_and_query().map(|path| path.as_str().to_owned());
    let drawn = epoch(&services);
    let response = next.run(request).await;
    let (true, Some(path)) = (is_read(&method) && is_keepable(&response), path) else {
        return response;
    };
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, LARGEST_DRAWN).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    // A form cannot go out without its key, so it is packed whatever its size.
    if bytes.len() > LARGEST && parts.extensions.get::<Keyed>().is_none() {
        parts.headers.insert(VARY, HeaderValue::from_static("Cookie"));
        return Response::from_parts(parts, Body::from(bytes));
    }
    let packing = tokio::task::spawn_blocking(move || Page::new(bytes, &parts));
    let Ok(Some(page)) = packing.await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let answer = page.answer(&services, &method, &asked);
    services.pages.store(&services, drawn, visit::mode(&asked), path, Arc::new(page));
    answer
}

impl Page {
    /// `None` for a keyed form without a place for its key.
    fn new(bytes: Bytes, Parts { headers, extensions, .. }: &Parts) -> Option<Self> {
        if extensions.get::<Keyed>().is_some() {
            let form = KeyedForm::new(&bytes, headers)?;
            return Some(Self::Keyed { form, bytes: bytes.len().saturating_mul(3) });
        }
        let until = extensions.get::<Cacheable>().and_then(|mark| mark.until);
        Some(Self::Same(Kept::new(bytes, headers, until)))
    }

    fn until(&self) -> Option<Timestamp> {
        match self {
            Self::Same(kept) => kept.until,
            Self::Keyed { .. } => None,
        }
    }

    /// How much of [`MOST_BYTES`] it takes.
    fn bytes(&self) -> usize {
        match self {
            Self::Same(kept) => [&kept.plain, &kept.brotli, &kept.gzip].iter().map(|form| form.bytes.len()).sum(),
            Self::Keyed { bytes, .. } => *bytes,
        }
    }

    fn answer(&self, services: &Services, method: &Method, asked: &HeaderMap) -> Response {
        match self {
            Self::Same(kept) => kept.answer(method, asked),
            Self::Keyed { form, .. } => form.answer(method, asked, &new_form_key(&*services.random)),
        }
    }
}

impl Pages {
    fn of(&self, mode: Mode) -> &HashMap<String, Arc<Page>> {
        match mode {
            Mode::Normal => &self.normal,
            Mode::Large => &self.large,
        }
    }

    fn of_mut(&mut self, mode: Mode) -> &mut HashMap<String, Arc<Page>> {
        match mode {
            Mode::Normal => &mut self.normal,
            Mode::Large => &mut self.large,
        }
    }

    /// Keeps a page if room can be made for it. Addresses anybody can make up give way first, and
    /// never push out the others.
    fn keep(&mut self, mode: Mode, path: String, page: Arc<Page>) {
        if path.len() > LONGEST_ADDRESS {
            return;
        }
        self.of_mut(mode).remove(&path);
        if !self.has_room(&page) {
            self.forget(is_endless);
        }
        if !self.has_room(&page) && !is_endless(&path) {
            self.forget(|_| true);
        }
        if self.has_room(&page) {
            self.of_mut(mode).insert(path, page);
        }
    }

    fn has_room(&self, page: &Page) -> bool {
        let kept = || self.normal.values().chain(self.large.values());
        let bytes: usize = kept().map(|page| page.bytes()).sum();
        kept().count() < MOST_PAGES && bytes.saturating_add(page.bytes()) <= MOST_BYTES
    }

    fn forget(&mut self, gone: impl Fn(&str) -> bool) {
        for pages in [&mut self.normal, &mut self.large] {
            pages.retain(|path, _| !gone(path));
        }
    }
}

/// Whether anybody can make up any number of addresses like this one: a query, or letters written as
/// `%61`, which our own addresses never are.
fn is_endless(path: &str) -> bool {
    path.contains(['?', '%'])
}

impl Kept {
    fn new(bytes: Bytes, headers: &HeaderMap, until: Option<Timestamp>) -> Self {
        let mut digest = hex::encode(Sha256::digest(&bytes));
        digest.truncate(32);
        Self {
            brotli: Form::compressed(brotli(&bytes), &bytes, headers, "br", &digest),
            gzip: Form::compressed(gzip(&bytes), &bytes, headers, "gzip", &digest),
            plain: Form::new(bytes, headers, None, &digest),
            until,
        }
    }

    fn answer(&self, method: &Method, asked: &HeaderMap) -> Response {
        let form = self.form(asked);
        let mut response = Response::new(Body::empty());
        *response.headers_mut() = form.headers.clone();
        if matches_etag(asked, &form.etag) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response.headers_mut().remove(CONTENT_LENGTH);
        } else if method != Method::HEAD {
            *response.body_mut() = Body::from(form.bytes.clone());
        }
        response
    }

    fn form(&self, asked: &HeaderMap) -> &Form {
        if accepts(asked, "br") {
            &self.brotli
        } else if accepts(asked, "gzip") {
            &self.gzip
        } else {
            &self.plain
        }
    }
}

impl Form {
    /// Falls back to the plain bytes should compressing fail.
    fn compressed(
        packed: std::io::Result<Vec<u8>>,
        plain: &Bytes,
        headers: &HeaderMap,
        coding: &'static str,
        digest: &str,
    ) -> Self {
        match packed {
            Ok(packed) => Self::new(packed.into(), headers, Some(coding), digest),
            Err(_) => Self::new(plain.clone(), headers, None, digest),
        }
    }

    fn new(bytes: Bytes, headers: &HeaderMap, coding: Option<&'static str>, digest: &str) -> Self {
        let mut headers = headers.clone();
        // Each encoding is other bytes, so a strong tag must differ as well.
        let tag = format!("\"{digest}{}\"", coding.map(|coding| format!("-{coding}")).unwrap_or_default());
        let etag = HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\""));
        headers.insert(ETAG, etag.clone());
        headers.insert(VARY, HeaderValue::from_static("Accept-Encoding, Cookie"));
        headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        if let Some(coding) = coding {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        Self { bytes, headers, etag }
    }
}

fn epoch(services: &Services) -> Epoch {
    (services.library.version(), services.today())
}

fn is_read(method: &Method) -> bool {
    method == Method::GET || method == Method::HEAD
}

fn is_keepable(response: &Response) -> bool {
    response.status() == StatusCode::OK && is_for_everybody(response)
}

/// Whether a door marked an answer as one to be kept.
pub(super) fn is_for_everybody(response: &Response) -> bool {
    let marks = response.extensions();
    marks.get::<Cacheable>().is_some() || marks.get::<Keyed>().is_some()
}

/// Whether a request takes answers in a coding.
pub(super) fn accepts(asked: &HeaderMap, name: &str) -> bool {
    asked
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| is_wanted(coding, name))
}

/// Whether a coding of `Accept-Encoding` (`br;q=0.8`) is the one named, and not refused by `q=0`.
fn is_wanted(coding: &str, name: &str) -> bool {
    let mut parts = coding.split(';').map(str::trim);
    let named = parts.next().is_some_and(|coding| coding.eq_ignore_ascii_case(name));
    named && !parts.any(|weight| weight.strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()) == Some(0.0))
}

fn matches_etag(asked: &HeaderMap, etag: &HeaderValue) -> bool {
    let Ok(etag) = etag.to_str() else {
        return false;
    };
    asked.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).is_some_and(|list| {
        list.split(',').map(|tag| tag.trim().trim_start_matches("W/")).any(|tag| tag == etag || tag == "*")
    })
}

fn brotli(mut bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 9, lgwin: 20, ..Default::default() };
    brotli::BrotliCompress(&mut bytes, &mut out, &params)?;
    Ok(out)
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderName;

    fn page() -> Kept {
        Kept::new(Bytes::from("药品安全".repeat(100)), &HeaderMap::new(), None)
    }

    fn asked(pairs: &[(HeaderName, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn each_form_has_its_own_strong_tag() {
        let page = page();
        let tags = [&page.plain.etag, &page.brotli.etag, &page.gzip.etag];
        assert!(tags.iter().all(|tag| !tag.to_str().unwrap().starts_with("W/")));
        assert!(tags[0] != tags[1] && tags[1] != tags[2] && tags[0] != tags[2]);
    }

    #[test]
    fn the_best_wanted_coding_is_chosen() {
        let page = page();
        let coding = |accept: &'static str| {
            let form = page.form(&asked(&[(ACCEPT_ENCODING, accept)]));
            form.headers.get(CONTENT_ENCODING).map(|value| value.to_str().unwrap().to_owned())
        };
        assert_eq!(coding("gzip, deflate, br").as_deref(), Some("br"));
        assert_eq!(coding("gzip, br;q=0").as_deref(), Some("gzip"));
        assert_eq!(coding("identity"), None);
    }

    #[test]
    fn a_known_tag_is_answered_without_a_body() {
        let page = page();
        let mut headers = HeaderMap::new();
        headers.insert(IF_NONE_MATCH, page.plain.etag.clone());
        assert_eq!(page.answer(&Method::GET, &headers).status(), StatusCode::NOT_MODIFIED);
    }

    fn large_page() -> Arc<Page> {
        Arc::new(Page::Same(Kept::new(Bytes::from(vec![b' '; LARGEST]), &HeaderMap::new(), None)))
    }

    fn small_page() -> Arc<Page> {
        Arc::new(Page::Same(page()))
    }

    fn kept_bytes(pages: &Pages) -> usize {
        pages.normal.values().chain(pages.large.values()).map(|page| page.bytes()).sum()
    }

    #[test]
    fn the_memory_is_bounded_by_bytes() {
        let (mut pages, page) = (Pages::default(), large_page());
        for number in 0..300 {
            pages.keep(Mode::Normal, format!("/article/{number}"), page.clone());
            assert!(kept_bytes(&pages) <= MOST_BYTES);
            assert!(pages.normal.contains_key(&format!("/article/{number}")), "the newest is kept");
        }
    }

    #[test]
    fn made_up_addresses_give_way_and_push_nothing_out() {
        for (page, most) in [(small_page(), MOST_PAGES), (large_page(), MOST_BYTES / LARGEST)] {
            let mut pages = Pages::default();
            pages.keep(Mode::Normal, "/read".to_owned(), page.clone());
            for number in 0..most {
                pages.keep(Mode::Large, format!("/?{number}"), page.clone());
                pages.keep(Mode::Normal, format!("/rea%64?{number}"), page.clone());
            }
            assert!(pages.normal.contains_key("/read"));
            pages.keep(Mode::Normal, "/disclosures".to_owned(), page.clone());
            assert!(pages.normal.contains_key("/read") && pages.normal.contains_key("/disclosures"));
        }
    }

    #[test]
    fn where_only_real_pages_are_kept_a_made_up_address_is_not() {
        let (mut pages, page) = (Pages::default(), small_page());
        for number in 0..MOST_PAGES {
            pages.keep(Mode::Normal, format!("/article/{number}"), page.clone());
        }
        pages.keep(Mode::Normal, "/article/0?x".to_owned(), page.clone());
        assert!(pages.normal.len() == MOST_PAGES && !pages.normal.contains_key("/article/0?x"));
        pages.keep(Mode::Normal, "/article/0".to_owned(), page);
        assert_eq!(pages.normal.len(), MOST_PAGES, "drawn anew, it takes its own place");
    }

    #[test]
    fn an_address_that_is_too_long_is_not_kept() {
        let mut pages = Pages::default();
        pages.keep(Mode::Normal, format!("/?{}", "x".repeat(LONGEST_ADDRESS)), small_page());
        assert!(pages.normal.is_empty());
    }

    #[test]
    fn compressed_forms_hold_the_page() {
        let page = page();
        let mut out = Vec::new();
        brotli::BrotliDecompress(&mut page.brotli.bytes.as_ref(), &mut out).unwrap();
        assert_eq!(Bytes::from(out), page.plain.bytes);
    }
}
