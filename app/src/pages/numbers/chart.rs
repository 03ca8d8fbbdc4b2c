use domain::open_numbers::{OpenMonth, Told};
use leptos::prelude::*;

/// Units of the drawing; it is scaled to the width of the screen.
const HEIGHT: u64 = 150;
const SLOT: u64 = 28;
const BAR: u64 = 11;
const BELOW: u64 = 20;

/// Two bars a month: filled for what came in, outlined for what was handled. What is held back has none.
/// The table below says the same, so screen readers are sent there.
pub fn draw(months: &[OpenMonth]) -> impl IntoView + use<> {
    let counts = months.iter().flat_map(|month| [month.received, month.handled]).filter_map(Told::count);
    let most = counts.max().unwrap_or_default().max(1);
    let places = (0_u64..).map(|place| place * SLOT).zip(months);
    let bars = places.map(|(x, month)| {
        let bar = |told: Told, x: u64, class: &'static str| {
            let tall = told.count().unwrap_or_default().saturating_mul(HEIGHT) / most;
            let (left, top) = (x.to_string(), (HEIGHT - tall + BELOW).to_string());
            (tall > 0).then(|| {
                view! { <rect class=class x=left y=top width=BAR.to_string() height=tall.to_string()/> }
            })
        };
        let (middle, below) = ((x + SLOT / 2).to_string(), (HEIGHT + BELOW + 14).to_string());
        let name = month.month.first_day().month().to_string();
        view! {
            {bar(month.received, x + 2, "received")}
            {bar(month.handled, x + 2 + BAR, "handled")}
            <text x=middle y=below text-anchor="middle">{name}</text>
        }
    });
    let bars = bars.collect_view();
    let width = SLOT.saturating_mul(u64::try_from(months.len()).unwrap_or_default()).max(SLOT);
    let (base, size) = ((HEIGHT + BELOW).to_string(), format!("0 0 {width} {}", HEIGHT + BELOW + BELOW));
    view! {
        <figure class="chart">
            <svg viewBox=size role="img" aria-label="每月收到和办结件数的柱状图，数字在下面的表里">
                <text x="2" y="12">{format!("最高 {most} 件")}</text>
                <line x1="0" x2=width.to_string() y1=base.clone() y2=base/>
                {bars}
            </svg>
            <figcaption>"实心：收到；空心：办结。横着是月份。太少没写数的不画。"</figcaption>
        </figure>
    }
}
