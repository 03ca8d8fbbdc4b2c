use domain::picture::{Area, Edit, Turn, WHOLE};
use leptos::prelude::*;

/// The whole picture with what is marked on it: places are seen before they are typed. `ratio` is
/// the turned picture's height in thousandths of its width.
#[component]
pub fn Marks(address: String, edit: Edit, ratio: u32) -> impl IntoView {
    let whole = u32::from(WHOLE);
    // The script that draws on it knows a rectangle by its fields.
    let rect = move |area: Area, class: &'static str, fields: String, number: Option<usize>| {
        let [left, top, width, height] = area.sides().map(u32::from);
        let (top, height) = (top * ratio / whole, (height * ratio / whole).max(1));
        let of = fields.clone();
        let words = number.map(|number| view! { <text data-fields=of x=left + 8 y=top + 40>{number}</text> });
        view! { <rect data-fields=fields class=class x=left y=top width=width height=height></rect>{words} }
    };
    let blurs = (1..)
        .zip(edit.blurs.clone())
        .map(|(number, area)| rect(area, "hide", format!("blur_{number}"), Some(number)))
        .collect_view();
    let crop = edit.crop.map(|area| rect(area, "keep", "crop".to_owned(), None));
    let (x, y) = (u32::from(edit.focus.x), u32::from(edit.focus.y) * ratio / whole);
    let said = said(&edit);
    view! {
        <svg class="marks" viewBox=format!("0 0 {whole} {ratio}") role="img" aria-label=said>
            <image href=address width=whole height=ratio></image>
            {crop}
            {blurs}
            <circle cx=x cy=y r="14"></circle>
        </svg>
    }
}

/// The turned picture's height in thousandths of its width.
#[must_use]
pub fn ratio(width: u32, height: u32, turn: Turn) -> u32 {
    let (width, height) = match turn {
        Turn::None | Turn::Around => (width, height),
        Turn::Right | Turn::Left => (height, width),
    };
    u32::try_from(u64::from(height) * u64::from(WHOLE) / u64::from(width.max(1))).unwrap_or(u32::MAX).max(1)
}

fn said(edit: &Edit) -> String {
    let crop = if edit.crop.is_some() { "，绿框以内是留下的" } else { "" };
    format!("没有裁切的原图，{}，遮住 {} 处{crop}，圆点是焦点", edit.turn.words(), edit.blurs.len())
}
