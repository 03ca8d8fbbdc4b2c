//! Draws a page to bytes: the one place where Leptos meets HTTP.

use app::Frame;
use axum::body::{Body, Bytes};
use axum::http::Request;
use domain::ports::Internal;
use leptos::prelude::*;
use typeset::without_marks;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_stands_behind_the_document() {
        let cut = without_trailing_scripts(Bytes::from_static(b"<html>x</html><script>1</script>"));
        assert_eq!(cut, Bytes::from_static(b"<html>x</html>"));
    }
}
