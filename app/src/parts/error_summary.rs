use leptos::prelude::*;

use super::Errors;

/// All faults of a form on top of the page, each a link to its field. Takes the focus by itself.
#[component]
pub fn ErrorSummary(errors: Errors) -> impl IntoView {
    (!errors.is_empty()).then(|| {
        let count = errors.list().len();
        let items = errors
            .list()
            .iter()
            .map(|error| view! { <li><a href=format!("#{}", error.field)>{error.message.clone()}</a></li> })
            .collect_view();
        view! {
            <div class="error-summary" role="alert" tabindex="-1" autofocus>
                <h2>{format!("有 {count} 处要改，已填的内容还在")}</h2>
                <ul>{items}</ul>
            </div>
        }
    })
}
