//! 长者模式 leads back to where it was chosen, and nowhere else.

use axum::http::StatusCode;

use crate::portal::TestPortal;

#[tokio::test]
async fn larger_type_leads_back_to_the_page_it_was_chosen_on() {
    let portal = TestPortal::open().await;
    for (back, place) in [
        ("", "/"),
        ("article/aconite", "/article/aconite"),
        ("read%3Fpage%3D2", "/read?page=2"),
        ("search%3Fq%3D%25E5%2581%2587%2BA*", "/search?q=%E5%81%87+A*"),
    ] {
        let mut visitor = portal.visitor();
        let answer = visitor.get(&format!("mode/large?back={back}")).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, Some(place)), "{back}");
        assert_eq!(visitor.cookies().get("mode").map(String::as_str), Some("large"));
    }
}

#[tokio::test]
async fn nobody_is_led_out_of_the_site() {
    let portal = TestPortal::with(|settings| settings.base_path = Some("/aqyy/".to_owned())).await;
    for back in [
        "%09/evil.example",
        "%0A/evil.example",
        "%0D/evil.example",
        "%0D%0A/evil.example",
        "/%09/evil.example",
        "%00/evil.example",
        "%20/evil.example",
        "/evil.example",
        "//evil.example",
        "%2F%2Fevil.example",
        "%5Cevil.example",
        "%5C%5Cevil.example",
        "/%5Cevil.example",
        "https://evil.example/",
        "read//evil.example",
        "../evil",
        "%252e%252E/evil",
    ] {
        let answer = portal.visitor().get(&format!("mode/large?back={back}")).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, Some("/aqyy/")), "{back}");
    }
}
