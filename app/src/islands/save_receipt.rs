use js_sys::Function;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

use super::{dom, draft};

#[wasm_bindgen(module = "/src/islands/receipt_picture.js")]
extern "C" {
    /// Draws the receipt and tells a data URL, or nothing where it could not.
    fn draw(receipt: &Element, told: &Function);
}

/// Saves the receipt as a picture or prints it. What was typed has been sent, so the phone forgets it.
#[island]
pub fn SaveReceipt() -> impl IntoView {
    let awake = RwSignal::new(false);
    let picture = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        draft::clear();
        awake.set(true);
    });
    view! {
        {move || awake.get().then(|| buttons(picture))}
        {move || picture.get().map(saved)}
    }
}

fn buttons(picture: RwSignal<Option<String>>) -> impl IntoView {
    view! {
        <div class="actions">
            <button class="button" type="button" on:click=move |_| save(picture)>"存成图片"</button>
            <button class="button quiet" type="button" on:click=move |_| print()>"打印"</button>
        </div>
    }
}

/// A picture to press long on, which is how WeChat saves; the link does it elsewhere.
fn saved(picture: String) -> impl IntoView {
    let failed = picture.is_empty();
    view! {
        <div role="status">
            <p hidden=!failed>"这部手机存不了图片，请截屏或者抄下来。"</p>
            <div hidden=failed>
                <p>"长按图片可以保存，也可以"<a href=picture.clone() download="receipt.png">"下载图片"</a>"。"</p>
                <p><img src=picture alt="回执：编号、查询码和二维码"/></p>
            </div>
        </div>
    }
}

fn save(picture: RwSignal<Option<String>>) {
    if let Some(receipt) = dom::find("section.receipt") {
        let told = Closure::<dyn FnMut(String)>::new(move |drawn| picture.set(Some(drawn)));
        draw(&receipt, told.into_js_value().unchecked_ref());
    }
}

fn print() {
    if let Some(window) = dom::window() {
        let _ = window.print();
    }
}
