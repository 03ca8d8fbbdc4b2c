use axum::http::Uri;

use crate::doors::mode::leads_inside;

/// Where to go on after signing in, if that is a place of the desk and nothing else.
pub fn checked_next(next: &str) -> Option<&str> {
    let path = next.split('?').next().unwrap_or_default();
    let inside = path == "desk" || path.starts_with("desk/");
    (inside && leads_inside(next) && !path.starts_with("desk/sign-")).then_some(next)
}

/// The page a form stands on: `desk/matter/YX-2026-000001/status` on that of the matter,
/// `desk/stuck/7/retry` on the list.
pub fn page_of(posted: &str) -> String {
    let path = posted.split('?').next().unwrap_or_default();
    let of_one = [
        "desk/matter/",
        "desk/transfers/",
        "desk/risks/",
        "desk/tasks/",
        "desk/minutes/",
        "desk/rewards/",
        "desk/pictures/",
        "desk/officers/",
    ];
    let length = if of_one.iter().any(|start| path.starts_with(start)) { 3 } else { 2 };
    path.split('/').take(length).collect::<Vec<_>>().join("/")
}

/// A path of the router as the rest of the desk writes it: inside the site, without a query.
pub fn plain(uri: &Uri) -> &str {
    uri.path().trim_start_matches('/')
}

#[cfg(test)]
mod tests {
    use super::{checked_next, page_of};

    #[test]
    fn a_form_is_found_again_on_its_page() {
        for (posted, page) in [
            ("desk/matter/YX-2026-000001/status", "desk/matter/YX-2026-000001"),
            ("desk/stuck/7/retry", "desk/stuck"),
            ("desk/account/password", "desk/account"),
            ("desk/batch", "desk/batch"),
        ] {
            assert_eq!(page_of(posted), page);
        }
    }

    #[test]
    fn only_places_of_the_desk_are_gone_on_to() {
        for good in ["desk", "desk/matter/YX-2026-000001", "desk?status=all&q=%E5%81%87", "desk/batch"] {
            assert_eq!(checked_next(good), Some(good));
        }
        let bad = [
            "",
            "/desk",
            "//evil.example/desk",
            "https://evil.example/",
            "desk//evil.example",
            "desk/../report",
            "deskx",
            "desk\\evil",
            "desk/\r\nset-cookie:x",
            "desk/sign-out",
            "report",
        ];
        for next in bad {
            assert_eq!(checked_next(next), None, "{next}");
        }
    }
}
