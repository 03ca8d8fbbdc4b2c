//! Shows faults at their fields, exactly as the server draws them.

use web_sys::Element;

use super::dom;

/// Takes away what was said before, then says what is wrong now and puts the focus there.
/// Returns whether nothing is wrong.
pub fn show(question: &Element, faults: &[(Element, String)]) -> bool {
    clear(question);
    for (control, message) in faults {
        mark(question, control, message);
    }
    if let Some((control, _)) = faults.first() {
        open_details(control);
        dom::focus(control);
    }
    faults.is_empty()
}

fn clear(question: &Element) {
    for told in dom::all(question, ".error:not([data-photos-lost]):not([data-voice-lost])") {
        told.remove();
    }
    let _ = question.class_list().remove_1("bad");
    for holder in dom::all(question, ".bad") {
        let _ = holder.class_list().remove_1("bad");
    }
    for control in dom::all(question, "[aria-invalid]") {
        let _ = control.remove_attribute("aria-invalid");
    }
}

fn mark(question: &Element, control: &Element, message: &str) {
    let Some(told) = dom::document().and_then(|document| document.create_element("p").ok()) else {
        return;
    };
    let id = format!("{}-error", dom::attribute(control, "name"));
    told.set_class_name("error");
    told.set_id(&id);
    dom::set(&told, "role", "alert");
    told.set_text_content(Some(message));
    match dom::closest(control, "div.field") {
        Some(field) => {
            let _ = field.insert_before(&told, Some(control));
            say(&field, control, &id);
        }
        None => {
            let group = dom::closest(control, "fieldset").unwrap_or_else(|| question.clone());
            under_legend(&group, &told);
            say(&group, control, &id);
        }
    }
}

fn say(holder: &Element, control: &Element, id: &str) {
    let _ = holder.class_list().add_2("field", "bad");
    dom::set(control, "aria-invalid", "true");
    let described = dom::attribute(control, "aria-describedby");
    if !described.split(' ').any(|known| known == id) {
        dom::set(control, "aria-describedby", format!("{described} {id}").trim());
    }
}

/// A fault of a whole group stands under its name.
fn under_legend(group: &Element, told: &Element) {
    let after = dom::within(group, "legend").and_then(|legend| legend.next_element_sibling());
    let after = after
        .and_then(|next| if next.class_list().contains("hint") { next.next_element_sibling() } else { Some(next) });
    let _ = group.insert_before(told, after.as_deref());
}

fn open_details(control: &Element) {
    if let Some(details) = dom::closest(control, "details") {
        dom::flag(&details, "open", true);
    }
}
