use leptos::prelude::*;

/// A limit in words: how it stands, until when, by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockLine {
    /// `due red` and so on; the words say the same.
    pub colour: &'static str,
    pub title: String,
    pub words: String,
    pub detail: String,
    /// Law and article, or whose it is.
    pub basis: String,
}

/// The limits of a matter. The law's and the bureau's own never stand in one list.
#[derive(Clone, Debug, Default)]
pub struct ClockLines {
    pub statutory: Vec<ClockLine>,
    /// Days other masters set, such as 12345.
    pub orders: Vec<ClockLine>,
    pub local: Vec<ClockLine>,
    pub ended: Vec<ClockLine>,
}

pub(super) fn panel(lines: ClockLines) -> impl IntoView {
    let none = lines.statutory.is_empty();
    let ended = (!lines.ended.is_empty()).then(|| {
        let count = lines.ended.len();
        view! { <details class="step"><summary>{format!("已经结束的期限 {count} 个")}</summary>{list(lines.ended)}</details> }
    });
    let orders =
        (!lines.orders.is_empty()).then(|| view! { <h3>"交办工单的日期（不是法定期限）"</h3>{list(lines.orders)} });
    let local = (!lines.local.is_empty()).then(|| {
        view! {
            <div class="local-clocks">
                <h3>"本局内部时限（不是法定期限）"</h3>
                {list(lines.local)}
            </div>
        }
    });
    view! {
        <section class="panel" aria-labelledby="clocks">
            <h2 id="clocks">"法定期限"</h2>
            {none.then(|| view! { <p>"现在没有在走的法定期限。"</p> })}
            {list(lines.statutory)}
            {orders}
            {local}
            {ended}
        </section>
    }
}

fn list(lines: Vec<ClockLine>) -> impl IntoView {
    let items = lines
        .into_iter()
        .map(|line| {
            view! {
                <li>
                    <b>{line.title}</b>
                    <span class=line.colour>{line.words}</span>
                    <small>{line.detail}</small>
                    <small>{line.basis}</small>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="clocks">{items}</ul> }
}
