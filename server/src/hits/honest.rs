use axum::http::HeaderMap;
use axum::http::header::{COOKIE, USER_AGENT};

use crate::doors::desk::is_signed_in;

/// What programs that do not hide call themselves. Nothing of a user agent is kept.
const PROGRAMS: [&[u8]; 12] = [
    b"bot",
    b"spider",
    b"crawl",
    b"slurp",
    b"curl/",
    b"wget/",
    b"python",
    b"java/",
    b"go-http",
    b"lighthouse",
    b"monitor",
    b"headless",
];

/// Whether a request is likely a resident's: no program that says so, no staff who are signed in, and
/// nothing fetched ahead of being wanted.
#[must_use]
pub fn is_person(headers: &HeaderMap) -> bool {
    let agent = headers.get(USER_AGENT).map_or(&b""[..], |value| value.as_bytes());
    let ahead = headers.get("sec-purpose").is_some_and(|value| value.as_bytes().starts_with(b"prefetch"));
    !ahead && !names_a_program(agent) && !headers.get_all(COOKIE).iter().any(is_signed_in)
}

fn names_a_program(agent: &[u8]) -> bool {
    PROGRAMS.iter().any(|name| {
        let same = |window: &[u8]| window.eq_ignore_ascii_case(name);
        agent.windows(name.len()).any(same)
    })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn programs_that_say_so_and_staff_are_left_out() {
        let person = |agent: &'static str, cookie: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(USER_AGENT, HeaderValue::from_static(agent));
            headers.insert(COOKIE, HeaderValue::from_static(cookie));
            is_person(&headers)
        };
        let phone = "Mozilla/5.0 (Linux; Android 9; V1818A) AppleWebKit/537.36 Chrome/78.0 MicroMessenger/8.0";
        assert!(person(phone, "mode=large"));
        assert!(person("", ""), "who says nothing may be a person");
        for program in ["Mozilla/5.0 (compatible; Baiduspider/2.0)", "Sogou web Spider", "bingBot/2.0", "curl/8.1"] {
            assert!(!person(program, ""), "{program}");
        }
        assert!(!person(phone, "mode=large; yaoan-desk-yunxian=abc"));
        assert!(!person(phone, "__Host-yaoan-desk-yunxian=abc"));
    }
}
