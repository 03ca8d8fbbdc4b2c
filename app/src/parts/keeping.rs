//! The one line of script on a text: long after everything is drawn it asks the phone to keep the worker
//! that opens texts without a network. It stands in the page, since a file of its own would be one
//! request more; the content security policy names its hash.

use domain::site::Site;
use leptos::prelude::*;

use crate::frame::Frame;

/// The script as it stands between its tags.
#[must_use]
pub fn script(site: &Site) -> String {
    let (worker, scope) = (site.path("sw.js"), site.path(""));
    format!(
        "addEventListener('load',function(){{var w=navigator.serviceWorker;if(w)setTimeout(function(){{\
         w.register('{worker}',{{scope:'{scope}',updateViaCache:'none'}}).catch(function(){{}})}},2e3)}})"
    )
}

/// Nothing where the site has stopped its worker, or in a look ahead of publishing.
pub(super) fn tag() -> impl IntoView {
    let Frame { site, preview, .. } = Frame::current();
    (!site.reading.stop_worker && preview.is_none())
        .then(|| view! { <script data-keeping="" inner_html=script(&site)></script> })
}
