use domain::query_code::QueryCode;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::dom;

/// Takes the code a QR code carries behind `#` into the field, and out of the address and the
/// history, where others could read it.
#[island]
pub fn TrackCode() -> impl IntoView {
    Effect::new(move |_| {
        take();
    });
}

fn take() -> Option<()> {
    let window = dom::window()?;
    let location = window.location();
    let typed = location.hash().ok()?;
    let code = QueryCode::parse(typed.strip_prefix('#')?).ok()?;
    let path = location.pathname().ok()?;
    let _ = window.history().ok()?.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    let field = dom::find("input[name=code]")?;
    dom::set_value(&field, &code.to_string());
    dom::focus(&dom::find("form button.button")?);
    Some(())
}
