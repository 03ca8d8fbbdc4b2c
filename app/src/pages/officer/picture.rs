use leptos::prelude::*;

/// A line icon (24 grid, 1.8 stroke) for a tile, by the key of its answer; nothing where the word
/// says it better.
#[component]
pub fn Picture(key: &'static str) -> impl IntoView {
    paths(key).map(|paths| {
        view! { <svg class="icon" viewBox="0 0 24 24" width="36" height="36" aria-hidden="true" focusable="false" inner_html=paths></svg> }
    })
}

fn paths(key: &str) -> Option<&'static str> {
    Some(match key {
        // the forms
        "clue" => r#"<path d="M4 5h16v11H9l-5 4z"/><path d="M12 8v4M12 14.2v.1"/>"#,
        "reaction" => {
            r#"<circle cx="12" cy="8" r="4"/><path d="M5 20c1-4 4-6 7-6s6 2 7 6M10 7.5v.1M14 7.5v.1M10.5 10c1-.7 2-.7 3 0"/>"#
        }
        "patrol" => r#"<path d="M12 21c4-5 6-8 6-11a6 6 0 0 0-12 0c0 3 2 6 6 11z"/><path d="m9.5 10 2 2 3.5-3.5"/>"#,
        "publicity" => r#"<path d="M4 10v4h3l7 4V6l-7 4zM17 9c1 1.5 1 4.5 0 6M19.5 7c2 3 2 7 0 10"/>"#,
        "household" => r#"<path d="M3 20v-9l9-7 9 7v9zM8 20v-6h8v6M12 8v4M10 10h4"/>"#,
        "take-back" => r#"<path d="M6 8h12l-1 12H7zM4 8h16M9 8V5h6v3M10 12v5M14 12v5"/>"#,
        "help" => {
            r#"<circle cx="8" cy="8" r="3"/><circle cx="17" cy="9" r="2.5"/><path d="M3 19c.5-4 3-6 5-6s4.5 2 5 6M14 14c3-1.5 6 0 7 4"/>"#
        }
        // what was come upon
        "peddler" => r#"<circle cx="12" cy="5" r="2.5"/><path d="M12 8v6M8 21l4-7 4 7M6 11h5v5H6z"/>"#,
        "expired" => {
            r#"<rect x="4" y="6" width="16" height="14" rx="2"/><path d="M4 10h16M8 3v4M16 3v4M9.5 13l5 5M14.5 13l-5 5"/>"#
        }
        "stall" => r#"<path d="M4 9l2-5h12l2 5M4 9h16M6 9v11M18 9v11M6 14h12"/>"#,
        "suspicious" => {
            r#"<rect x="8" y="3" width="8" height="4" rx="1"/><path d="M7 7h10v12a2 2 0 0 1-2 2H9a2 2 0 0 1-2-2zM12 11v4M12 17.5v.1"/>"#
        }
        "lecture" => r#"<path d="M4 4h16v10H4zM12 14v3M8 21l4-4 4 4M8 8h8M8 11h5"/>"#,
        "online" => r#"<rect x="7" y="3" width="10" height="18" rx="2"/><path d="M10 9h4l-.5 4h-3zM12 18v.1"/>"#,
        "cosmetic" => r#"<path d="M9 10V5l3-2 3 2v5M7 10h10v11H7zM7 14h10"/>"#,
        "other" => {
            r#"<circle cx="6" cy="12" r="1.5"/><circle cx="12" cy="12" r="1.5"/><circle cx="18" cy="12" r="1.5"/>"#
        }
        // where one went
        "pharmacy" | "village_clinic" | "clinic" => r#"<path d="M4 20V9l8-5 8 5v11zM12 10v6M9 13h6"/>"#,
        "shop" => r#"<path d="M4 9l2-5h12l2 5M5 9v11h14V9M4 9h16M10 20v-6h4v6"/>"#,
        "village" => r#"<path d="M3 20v-8l5-4 5 4v8zM13 20v-5l4-3 4 3v5z"/>"#,
        _ => return None,
    })
}
