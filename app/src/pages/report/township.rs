//! On a site with very many places the township is chosen first, so that a form stays small.

use std::sync::Arc;

use domain::region::Regions;
use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{Crumbs, Head, Shell, township_options};

#[derive(Clone)]
pub struct TownshipPage {
    pub regions: Arc<Regions>,
    /// Path of the form, inside the site.
    pub form: &'static str,
    /// Path and name of the page above it.
    pub above: (&'static str, &'static str),
    pub hint: &'static str,
    /// What the address carried on, by name.
    pub carried: Vec<(&'static str, String)>,
}

pub fn page(data: TownshipPage) -> impl IntoView {
    let frame = Frame::current();
    let head = Head { title: "在哪个乡镇".to_owned(), noindex: true, ..Head::default() };
    let (path, name) = data.above;
    let towns = township_options(&data.regions);
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <Crumbs above=vec![(path.to_owned(), name.to_owned())]/>
                <h1>"在哪个乡镇？"</h1>
                <form method="get" action=frame.href(data.form)>
                    {data.carried.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()}
                    <div class="field">
                        <label for="township">"乡镇"</label>
                        <p class="hint" id="township-hint">{data.hint}</p>
                        <select id="township" name="township" aria-describedby="township-hint">{towns}</select>
                    </div>
                    <div class="actions"><button class="button">"继续"</button></div>
                </form>
            </main>
        </Shell>
    }
}
