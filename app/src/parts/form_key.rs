use leptos::prelude::*;

/// Name of the field that makes a double tap, a retry and the back button one thing.
pub const FORM_KEY: &str = "form_key";

/// The key of the form with this `id`. It stands apart from it, as `last` of a [`Shell`](super::Shell), because a
/// kept form goes out packed only up to its key.
#[must_use]
pub fn form_key(form: &'static str, key: String) -> AnyView {
    view! { <input type="hidden" form=form name=FORM_KEY value=key/> }.into_any()
}
