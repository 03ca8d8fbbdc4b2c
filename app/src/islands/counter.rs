//! How many characters are typed, counted as the rules count them.

use web_sys::Element;

use super::dom;

pub fn count(area: &Element) {
    let Ok(max) = dom::attribute(area, "data-max").parse::<usize>() else {
        return;
    };
    let Some(line) = dom::closest(area, ".field").and_then(|field| dom::within(&field, ".count")) else {
        return;
    };
    let length = domain::text::length(&domain::text::clean(&dom::value(area)));
    line.set_text_content(Some(&format!("{length}/{max} 字")));
    let _ = line.class_list().toggle_with_force("over", length > max);
}
