//! Hides what an earlier choice makes pointless, and counts characters.

use web_sys::Element;

use super::form::Form;
use super::{counter, dom};

/// Brings everything that depends on answers up to date. `data-when="identity=phone|named"` on a
/// part of the form says with which answers it is asked; a part not asked for is not posted.
pub fn apply(form: &Form) {
    let parts = dom::all(&form.element, "[data-when]");
    for part in &parts {
        dom::flag(part, "hidden", !holds(form, &dom::attribute(part, "data-when")));
    }
    for control in parts.iter().flat_map(|part| dom::all(part, "input, select, textarea")) {
        let hidden = dom::closest(&control, "[data-when][hidden]").is_some();
        dom::flag(&control, "disabled", hidden);
    }
    for area in dom::all(&form.element, "textarea[data-max]") {
        counter::count(&area);
    }
}

fn holds(form: &Form, condition: &str) -> bool {
    let Some((name, values)) = condition.split_once('=') else {
        return true;
    };
    let chosen = dom::within(&form.element, &format!("input[name={name}]:checked"));
    chosen.is_some_and(|radio| is_one_of(&radio, values))
}

fn is_one_of(radio: &Element, values: &str) -> bool {
    let value = dom::value(radio);
    values.split('|').any(|known| known == value)
}
