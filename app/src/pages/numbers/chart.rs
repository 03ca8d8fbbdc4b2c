use std::fmt::Write;

use domain::open_numbers::{OpenMonth, Told};
use leptos::prelude::*;

/// Units of the drawing; it is scaled to the width of the screen.
const HEIGHT: u64 = 150;
const SLOT: u64 = 28;
const BAR: u64 = 11;
const BELOW: u64 = 20;

/// Two bars a month: filled for what came in, outlined for what was handled. What is held back has none.
/// The table below says the same, so screen readers are sent there.
/// `None` when there is nothing to draw.
pub fn draw(months: &[OpenMonth]) -> Option<impl IntoView + use<>> {
    let counts = months.iter().flat_map(|month| [month.received, month.handled]).filter_map(Told::count);
    let most = counts.max().filter(|most| *most > 0)?;
    let width = SLOT.saturating_mul(u64::try_from(months.len()).unwrap_or_default()).max(SLOT);
    let mut drawn = String::new();
    let base = HEIGHT + BELOW;
    // Writing to a string does not fail.
    let _ =
        write!(drawn, r#"<text x="2" y="12">最高 {most} 件</text><line x1="0" x2="{width}" y1="{base}" y2="{base}"/>"#);
    for (left, month) in (0_u64..).map(|place| place * SLOT).zip(months) {
        for (told, x, class) in [(month.received, left + 2, "received"), (month.handled, left + 2 + BAR, "handled")] {
            let tall = told.count().unwrap_or_default().saturating_mul(HEIGHT) / most;
            let y = base - tall.min(HEIGHT);
            let _ = write!(drawn, r#"<rect class="{class}" x="{x}" y="{y}" width="{BAR}" height="{tall}"/>"#);
        }
        let (middle, below, name) = (left + SLOT / 2, base + 14, month.month.first_day().month());
        let _ = write!(drawn, r#"<text x="{middle}" y="{below}" text-anchor="middle">{name}</text>"#);
    }
    let size = format!("0 0 {width} {}", base + BELOW);
    Some(view! {
        <figure class="chart">
            <svg viewBox=size role="img" aria-label="每月收到和办结件数的柱状图，数字在下面的表里" inner_html=drawn></svg>
            <figcaption>"实心：收到；空心：办结。横着是月份。太少没写数的不画。"</figcaption>
        </figure>
    })
}
