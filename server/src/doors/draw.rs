//! Draws a page to bytes: the one place where Leptos meets HTTP.

use app::Frame;
use axum::body::{Body, Bytes};
use axum::http::Request;
use domain::ports::Internal;
use leptos::prelude::*;

/// Most bytes a page may have; far above any of ours, so that a runaway list is an error here.
const MAX_PAGE: usize = 16 * 1024 * 1024;

/// Renders a page whose data is all at hand.
///
/// # Errors
/// When the document could not be read back, which would be a fault of ours.
pub async fn draw<V, F>(frame: Frame, page: F) -> Result<Bytes, Internal>
where
    V: IntoView + 'static,
    F: Fn() -> V + Clone + Send + Sync + 'static,
{
    // Leptos asks for an executor even where nothing is spawned; a second call changes nothing.
    let _ = any_spawner::Executor::init_tokio();
    let with_frame = move || provide_context(frame.clone());
    let handler = leptos_axum::render_app_async_with_context(with_frame, page);
    let response = handler(Request::new(Body::empty())).await;
    let bytes = axum::body::to_bytes(response.into_body(), MAX_PAGE).await.map_err(Internal::new)?;
    let page = without_trailing_scripts(bytes);
    let text = std::str::from_utf8(&page).map_err(Internal::new)?;
    Ok(without_marks(text).into())
}

/// Leptos appends two inert inline scripts behind the document. They would break the content
/// security policy, and their random nonce would make equal pages differ.
fn without_trailing_scripts(bytes: Bytes) -> Bytes {
    const END: &[u8] = b"</html>";
    match bytes.windows(END.len()).rposition(|window| window == END) {
        Some(at) => bytes.slice(..at + END.len()),
        None => bytes,
    }
}

/// Leptos marks where each piece of a page ends, for the browser to take it over. Ours takes over islands
/// alone; anywhere else the marks are only weight.
fn without_marks(page: &str) -> String {
    const MARK: &str = "<!>";
    let mut kept = String::with_capacity(page.len());
    let mut islands = 0u32;
    for part in page.split_inclusive('>') {
        let piece = if islands == 0 { part.strip_suffix(MARK).unwrap_or(part) } else { part };
        kept.push_str(piece);
        if part.contains("<leptos-island") {
            islands += 1;
        } else if part.ends_with("</leptos-island>") {
            islands = islands.saturating_sub(1);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stay_in_islands_alone() {
        let page = "<p>1<!></p><!><leptos-island data-props='a>b'><b>2<!></b><leptos-island><!></leptos-island><!></leptos-island><!>3";
        let kept =
            "<p>1</p><leptos-island data-props='a>b'><b>2<!></b><leptos-island><!></leptos-island><!></leptos-island>3";
        assert_eq!(without_marks(page), kept);
        assert_eq!(without_marks("<p>&lt;!&gt;</p>"), "<p>&lt;!&gt;</p>", "what a person typed is never a mark");
    }

    #[test]
    fn nothing_stands_behind_the_document() {
        let cut = without_trailing_scripts(Bytes::from_static(b"<html>x</html><script>1</script>"));
        assert_eq!(cut, Bytes::from_static(b"<html>x</html>"));
    }
}
