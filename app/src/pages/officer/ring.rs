use domain::field::Ring;
use leptos::prelude::*;

use super::frame::DutyPhone;

/// Whom to ring, at the top of a question, from the moment an answer is ticked that cannot wait. The
/// style sheet shows it by itself; script does where a browser does not know `:has()`, and without
/// either it stands there for everybody.
#[component]
pub fn RingFirst(ring: Ring) -> impl IntoView {
    view! {
        <div class="warn ring" role="alert" data-ring>
            <p><b>{ring.words}</b></p>
            <DutyPhone ambulance=ring.ambulance/>
        </div>
    }
}
