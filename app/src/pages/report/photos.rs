use std::sync::Arc;

use domain::law::Laws;
use domain::report::{Evidence, field};
use leptos::prelude::*;

use crate::parts::{Errors, Paragraphs, PhotoFields, Question};

/// Up to four pictures of box, receipt and shop front.
#[component]
pub fn PhotoQuestion(laws: Arc<Laws>, errors: Errors, lost: Evidence) -> impl IntoView {
    view! {
        <Question step="photos" legend="有照片吗？" hint="最多 4 张，没有就跳过。">
            {(lost.photos > 0).then(|| view! { <p class="error" data-photos-lost>"照片请重新选一次"</p> })}
            <PhotoFields keep=true error=errors.at(field::PHOTOS)/>
            <details class="more"><summary>"拍什么，怎么拍"</summary><Paragraphs text=laws.notice("photo.advice")/></details>
        </Question>
    }
}
