use leptos::prelude::*;

/// Line icons of one family (24 grid, 1.8 stroke), always with a word beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A speech bubble with a mark: say what is wrong.
    Report,
    /// A slip with a tick: follow a matter.
    Follow,
    /// A page: read.
    Read,
    /// Scales: cases decided.
    Cases,
    /// A bin: hand in old medicine.
    TakeBack,
    Search,
}

impl Icon {
    fn paths(self) -> &'static str {
        match self {
            Self::Report => r#"<path d="M4 5h16v11H9l-5 4z"/><path d="M12 8v4M12 14.2v.1"/>"#,
            Self::Follow => r#"<path d="M6 3h12v18l-3-2-3 2-3-2-3 2z"/><path d="m9 11 2.2 2.2L15.5 9"/>"#,
            Self::Read => r#"<path d="M5 4h9l5 5v11H5zM14 4v5h5M8 13h8M8 16.5h6"/>"#,
            Self::Cases => r#"<path d="M12 4v16M8 20h8M5 7h14M5 7l-2.5 6h5zM19 7l-2.5 6h5z"/>"#,
            Self::TakeBack => r#"<path d="M6 8h12l-1 12H7zM4 8h16M9 8V5h6v3M10 12v5M14 12v5"/>"#,
            Self::Search => r#"<circle cx="11" cy="11" r="6"/><path d="m20 20-4.5-4.5"/>"#,
        }
    }
}

/// An icon; it says nothing to a screen reader, which reads the word.
#[component]
pub fn Picture(icon: Icon) -> impl IntoView {
    view! { <svg class="icon" viewBox="0 0 24 24" width="36" height="36" aria-hidden="true" focusable="false" inner_html=icon.paths()></svg> }
}
