//! What has been typed, kept on the phone so that a reload or the camera costs nothing. What is a
//! day old is gone when a page with islands is opened (`photo_store.js`); so it is once the form was
//! sent, or when somebody presses the button.

use web_sys::{Element, Storage};

use super::dom;
use super::form::{Form, is_posted};
use super::kept_files;

const PLACE: &str = "yaoan.draft";
const LIFE_MS: f64 = 24.0 * 3_600_000.0;

/// Belongs to the page, not to the person who fills it in.
const NOT_KEPT: [&str; 3] = ["wish", "notice_version", "left_empty"];

/// Keeps the form as it stands. The key goes with it: a form that was sent, but whose answer got
/// lost on the way, is the same matter when it is sent again after a reload.
pub fn save(form: &Form, question: usize) {
    let mut lines = vec![String::from(js_sys::Date::new_0().to_iso_string()), question.to_string()];
    for control in form.controls() {
        let name = dom::attribute(&control, "name");
        if is_kept(&control, &name) && is_posted(&control) {
            let value = js_sys::encode_uri_component(&dom::value(&control));
            lines.push(format!("{name}={}", String::from(value)));
        }
    }
    if let Some(storage) = storage() {
        // A full or forbidden storage costs the draft, not the form.
        let _ = storage.set_item(PLACE, &lines.join("\n"));
    }
}

/// Puts a kept draft back in and says at which question it was left.
pub fn restore(form: &Form) -> Option<usize> {
    let kept = storage()?.get_item(PLACE).ok().flatten()?;
    let mut lines = kept.lines();
    let saved = js_sys::Date::parse(lines.next()?);
    let question = lines.next()?.parse().ok()?;
    let fresh = js_sys::Date::now() - saved < LIFE_MS;
    if !fresh {
        clear();
        return None;
    }
    let pairs: Vec<(&str, String)> = lines.filter_map(pair).collect();
    let given = form.given();
    for control in form.controls() {
        if !given.split(' ').any(|name| name == dom::attribute(&control, "name")) {
            put_back(&control, &pairs);
        }
    }
    Some(question)
}

/// Forgets texts and photos.
pub fn clear() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(PLACE);
    }
    kept_files::drop_all();
}

fn put_back(control: &Element, pairs: &[(&str, String)]) {
    let name = dom::attribute(control, "name");
    let mut kept = pairs.iter().filter(|(known, _)| *known == name).map(|(_, value)| value);
    match dom::attribute(control, "type").as_str() {
        _ if !is_kept(control, &name) => {}
        "radio" | "checkbox" => {
            let value = dom::value(control);
            if pairs.iter().any(|(known, _)| *known == name) {
                dom::set_checked(control, kept.any(|kept| *kept == value));
            }
        }
        _ => {
            // What was typed before the form was taken over is newer; so is what the page came with.
            if let Some(value) = kept.next()
                && !dom::was_typed(control)
                && (!value.is_empty() || dom::value(control).is_empty())
            {
                dom::set_value(control, value);
            }
        }
    }
}

fn is_kept(control: &Element, name: &str) -> bool {
    !NOT_KEPT.contains(&name) && dom::attribute(control, "type") != "file"
}

fn pair(line: &str) -> Option<(&str, String)> {
    let (name, value) = line.split_once('=')?;
    Some((name, js_sys::decode_uri_component(value).ok()?.into()))
}

fn storage() -> Option<Storage> {
    dom::window()?.local_storage().ok().flatten()
}
