use leptos::prelude::*;

/// What was found in a text, beside it.
#[derive(Clone, Debug, Default)]
pub struct Checks {
    /// What keeps it from being drawn.
    pub faults: Vec<CheckLine>,
    /// What the law forbids.
    pub blocking: Vec<CheckLine>,
    pub notes: Vec<CheckLine>,
    /// Colour and words of the reading light; empty where nothing could be measured.
    pub light: String,
    /// Characters a reader may not know.
    pub rare: Vec<String>,
    pub long: Vec<CheckLine>,
}

#[derive(Clone, Debug)]
pub struct CheckLine {
    /// `第 12 行`
    pub place: String,
    pub what: String,
    /// What its author can do about it.
    pub way_out: String,
}

pub fn checks(data: &Checks) -> impl IntoView + use<> {
    let nothing = data.faults.is_empty() && data.blocking.is_empty() && data.notes.is_empty();
    let rare = (!data.rare.is_empty()).then(|| {
        let rare = data.rare.join("　");
        view! { <p>"可能不认识的字："{rare}</p> }
    });
    view! {
        <section class="panel checks" aria-labelledby="checks">
            <h2 id="checks">"检查"</h2>
            {(!data.light.is_empty()).then(|| view! { <p><b>{data.light.clone()}</b></p> })}
            {rare}
            {group("要先改（页面画不出来）", "finding red", &data.faults)}
            {group("法律不允许，改了才能签发", "finding red", &data.blocking)}
            {group("提示，由人决定", "finding", &data.notes)}
            {group("长句", "finding", &data.long)}
            {nothing.then(|| view! { <p>"没有发现别的问题。"</p> })}
        </section>
    }
}

fn group(title: &'static str, class: &'static str, lines: &[CheckLine]) -> impl IntoView + use<> {
    let items = lines
        .iter()
        .cloned()
        .map(|line| {
            let way_out = (!line.way_out.is_empty()).then(|| view! { <small>{line.way_out}</small> });
            view! { <li><b>{line.place}</b>" "{line.what}{way_out}</li> }
        })
        .collect_view();
    (!lines.is_empty()).then(|| view! { <div class=class><h3>{title}</h3><ul>{items}</ul></div> })
}
