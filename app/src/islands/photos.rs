use std::rc::Rc;

use js_sys::Function;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

use super::dom;
use super::kept_files::{drop_one, keep, restore};

#[wasm_bindgen(module = "/src/islands/photo_shrink.js")]
extern "C" {
    /// Makes the file of an input smaller where that helps and tells `(preview, before, after)`:
    /// a picture as data URL, or nothing where the browser cannot read it, and kilobytes.
    fn shrink(input: &Element, told: &Function);
}

#[wasm_bindgen(module = "/src/islands/photo_ahead.js")]
extern "C" {
    /// Loads the script that sends photos ahead of their form, once.
    fn load(address: &str);
}

/// Shrinks photos on the phone before they are sent, shows them, and takes them out again. Around
/// the plain file inputs, which do without it.
#[island]
pub fn Photos(children: Children) -> impl IntoView {
    let taken = RwSignal::new(Vec::<Taken>::new());
    let list = NodeRef::<leptos::html::Ul>::new();
    Effect::new(move |_| {
        if let Some(list) = list.get()
            && let Some(holder) = dom::closest(&list, "[data-photos], form")
        {
            dom::soon(move || wake(taken, &holder));
        }
    });
    view! {
        <ul class="photos" node_ref=list hidden=move || taken.with(Vec::is_empty)>
            {move || taken.get().into_iter().map(|photo| line(taken, photo)).collect_view()}
        </ul>
        {children()}
    }
}

/// Stands where the browser cannot draw a photo: one transparent point.
const BLANK: &str = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";

/// A chosen photo.
#[derive(Clone)]
struct Taken {
    slot: u32,
    preview: String,
    state: String,
}

fn line(taken: RwSignal<Vec<Taken>>, photo: Taken) -> impl IntoView {
    let slot = photo.slot;
    let name = format!("照片 {slot}");
    let preview = if photo.preview.is_empty() { BLANK.to_owned() } else { photo.preview };
    let remove = move |event: leptos::ev::MouseEvent| {
        let holder = dom::target(&event).and_then(|button| dom::closest(&button, "leptos-island"));
        if let Some(holder) = holder {
            take_out(taken, &holder, slot);
        }
    };
    view! {
        <li class="photo">
            <img width="72" height="72" src=preview alt=name.clone()/>
            <p>{name.clone()}<small class="state">{photo.state}</small></p>
            <button class="link" type="button" on:click=remove>"删去"<span class="spoken">{name}</span></button>
        </li>
    }
}

fn wake(taken: RwSignal<Vec<Taken>>, holder: &Element) {
    let keeps = dom::attribute(holder, "data-photos") == "keep";
    for input in inputs(holder) {
        let slot = slot_of(&input);
        let (chosen, all) = (input.clone(), holder.clone());
        dom::on(&input, "change", move |_| take_in(taken, &all, &chosen, keeps));
        if dom::holds_file(&input) {
            // The browser's back button brought the page back with its files.
            take_in(taken, holder, &input, keeps);
        } else if keeps {
            restore(slot, &input);
        }
    }
    show_next(holder);
}

fn take_in(taken: RwSignal<Vec<Taken>>, holder: &Element, input: &Element, keeps: bool) {
    if !dom::holds_file(input) {
        return;
    }
    let (slot, input_told, holder) = (slot_of(input), input.clone(), holder.clone());
    let told = move |preview: String, before: u32, after: u32| {
        let state = state(&preview, before, after);
        taken.update(|photos| {
            photos.retain(|photo| photo.slot != slot);
            photos.push(Taken { slot, preview, state });
            photos.sort_by_key(|photo| photo.slot);
        });
        if keeps {
            keep(slot, &input_told);
        }
        if let Some(lost) = dom::find("[data-photos-lost]") {
            lost.remove();
        }
        show_next(&holder);
    };
    if let Some(form) = dom::closest(input, "form[data-ahead]") {
        load(&dom::attribute(&form, "data-ahead"));
    }
    shrink(input, &tell(told));
}

fn take_out(taken: RwSignal<Vec<Taken>>, holder: &Element, slot: u32) {
    if let Some(input) = inputs(holder).into_iter().find(|input| slot_of(input) == slot) {
        dom::set_value(&input, "");
        taken.update(|photos| photos.retain(|photo| photo.slot != slot));
        drop_one(slot);
        show_next(holder);
        dom::focus(&input);
    }
}

/// Offers one empty input at a time.
fn show_next(holder: &Element) {
    let mut offered = false;
    for input in inputs(holder) {
        let full = dom::holds_file(&input);
        if let Some(field) = dom::closest(&input, "[data-photo]") {
            dom::flag(&field, "hidden", full || offered);
        }
        offered |= !full;
    }
}

fn state(preview: &str, before: u32, after: u32) -> String {
    if preview.is_empty() {
        return format!("这部手机打不开，原样提交，{before} KB");
    }
    if after < before {
        return format!("已缩小，{after} KB");
    }
    format!("{after} KB")
}

fn inputs(holder: &Element) -> Vec<Element> {
    dom::all(holder, "[data-photo] input[type=file]")
}

fn slot_of(input: &Element) -> u32 {
    dom::closest(input, "[data-photo]").and_then(|field| dom::attribute(&field, "data-photo").parse().ok()).unwrap_or(0)
}

/// A callback for the scripts; lives as long as the page.
fn tell(told: impl Fn(String, u32, u32) + 'static) -> Function {
    let told = Rc::new(told);
    let closure =
        Closure::<dyn FnMut(String, u32, u32)>::new(move |preview, before, after| told(preview, before, after));
    closure.into_js_value().unchecked_into()
}
