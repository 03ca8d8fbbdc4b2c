//! The few things islands ask of the browser. A thing that is not there is `None` or nothing: no
//! island may break the page it stands on.

use js_sys::Reflect;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, HtmlMediaElement, Window};

pub fn window() -> Option<Window> {
    web_sys::window()
}

pub fn document() -> Option<Document> {
    window()?.document()
}

/// The first element of the page that fits.
pub fn find(selector: &str) -> Option<Element> {
    document()?.query_selector(selector).ok().flatten()
}

/// The first element inside that fits.
pub fn within(root: &Element, selector: &str) -> Option<Element> {
    root.query_selector(selector).ok().flatten()
}

/// All elements inside that fit, in document order.
pub fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

pub fn closest(element: &Element, selector: &str) -> Option<Element> {
    element.closest(selector).ok().flatten()
}

/// Listens for as long as the page lives.
pub fn on(target: &EventTarget, kind: &str, handler: impl FnMut(Event) + 'static) {
    listen(target, kind, Box::new(handler));
}

// Apart from `on`, so that the module holds this code once and not once a handler.
fn listen(target: &EventTarget, kind: &str, handler: Box<dyn FnMut(Event)>) {
    let handler = Closure::wrap(handler).into_js_value();
    if let Some(handler) = handler.dyn_ref() {
        let _ = target.add_event_listener_with_callback(kind, handler);
    }
}

/// Does something in a task of its own: a slow phone may answer a finger before.
pub fn soon(work: impl FnOnce() + 'static) {
    let work = Closure::once_into_js(work);
    if let (Some(window), Some(work)) = (window(), work.dyn_ref()) {
        let _ = window.set_timeout_with_callback(work);
    }
}

pub fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Stops what is heard inside.
pub fn hush(root: &Element) {
    for sound in all(root, "audio") {
        if let Some(sound) = sound.dyn_ref::<HtmlMediaElement>() {
            let _ = sound.pause();
        }
    }
}

pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// As if somebody had pressed it.
pub fn press(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        element.click();
    }
}

pub fn attribute(element: &Element, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}

pub fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// Sets or takes away an attribute that has no value.
pub fn flag(element: &Element, name: &str, on: bool) {
    let _ = element.toggle_attribute_with_force(name, on);
}

pub fn text(element: &Element) -> String {
    element.text_content().unwrap_or_default()
}

#[wasm_bindgen]
extern "C" {
    /// Input, select and text area in one, which saves a class each; what one of them lacks is undefined.
    type Control;
    #[wasm_bindgen(method, getter)]
    fn value(this: &Control) -> JsValue;
    #[wasm_bindgen(method, setter)]
    fn set_value(this: &Control, value: &str);
    #[wasm_bindgen(method, getter, js_name = defaultValue)]
    fn default_value(this: &Control) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn checked(this: &Control) -> JsValue;
    #[wasm_bindgen(method, setter)]
    fn set_checked(this: &Control, on: bool);
    #[wasm_bindgen(method, getter, js_name = defaultChecked)]
    fn default_checked(this: &Control) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn files(this: &Control) -> JsValue;
}

pub fn value(control: &Element) -> String {
    as_control(control).value().as_string().unwrap_or_default()
}

pub fn set_value(control: &Element, value: &str) {
    as_control(control).set_value(value);
}

/// Whether a text is another than the one the page came with.
pub fn was_typed(control: &Element) -> bool {
    let control = as_control(control);
    let drawn = control.default_value();
    !drawn.is_undefined() && drawn != control.value()
}

/// The same, or another choice.
pub fn was_answered(control: &Element) -> bool {
    let (drawn, now) = (as_control(control).default_checked(), as_control(control).checked());
    was_typed(control) || (!drawn.is_undefined() && drawn != now)
}

pub fn checked(control: &Element) -> bool {
    as_control(control).checked().is_truthy()
}

pub fn set_checked(control: &Element, on: bool) {
    as_control(control).set_checked(on);
}

/// Whether a file input holds a file.
pub fn holds_file(control: &Element) -> bool {
    let files = as_control(control).files();
    Reflect::get(&files, &JsValue::from_str("length")).is_ok_and(|length| length.is_truthy())
}

fn as_control(element: &Element) -> &Control {
    element.unchecked_ref()
}
