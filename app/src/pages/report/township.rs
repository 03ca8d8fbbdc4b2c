//! On a site with very many places the township is chosen first, so that the form stays small.

use std::sync::Arc;

use domain::region::{Level, Regions};
use domain::report::Wish;
use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Head, Shell};

#[derive(Clone)]
pub struct TownshipPage {
    pub regions: Arc<Regions>,
    pub wish: Wish,
    /// Category known from the page one came from.
    pub category: Option<String>,
    /// What else the address carried on, by name.
    pub carried: Vec<(&'static str, String)>,
}

pub fn page(data: TownshipPage) -> impl IntoView {
    let frame = Frame::current();
    let head = Head { title: "在哪个乡镇".to_owned(), noindex: true, ..Head::default() };
    let prefix = frame.site.region.clone();
    let counties = data
        .regions
        .within(&prefix)
        .filter(|region| region.level == Level::County)
        .map(|county| {
            let towns = data
                .regions
                .townships(county.code.prefix())
                .map(|town| view! { <option value=town.code.as_str().to_owned()>{town.name.clone()}</option> })
                .collect_view();
            view! { <optgroup label=county.name.clone()>{towns}</optgroup> }
        })
        .collect_view();
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <nav class="crumbs" aria-label="所在位置">
                    <a href=frame.href("")>"首页"</a>" › "<a href=frame.href("report")>"我要投诉举报"</a>
                </nav>
                <h1>"在哪个乡镇？"</h1>
                <form method="get" action=frame.href("report/new")>
                    <input type="hidden" name="wish" value=data.wish.as_str()/>
                    {data.category.map(|category| view! { <input type="hidden" name="category" value=category/> })}
                    {data.carried.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()}
                    <div class="field">
                        <label for="township">"乡镇"</label>
                        <p class="hint" id="township-hint">"选发生的地方。网上买的，选您自己住的地方。"</p>
                        <select id="township" name="township" aria-describedby="township-hint">{counties}</select>
                    </div>
                    <div class="actions"><button class="button">"继续"</button></div>
                </form>
            </main>
        </Shell>
    }
}
