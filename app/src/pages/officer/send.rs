use domain::field::FormKind;
use leptos::prelude::*;

use crate::parts::{Errors, FieldFault, with_clip};

const HEADING: &str = "拍一张，存好上报";

/// The last page of every form: photos, a voice note, what may be added, and the button.
#[component]
pub fn Send(form: FormKind, folded: AnyView, errors: Errors) -> impl IntoView {
    let error = errors.at("photos");
    let bad = error.is_some().then_some("field bad");
    let class = if error.is_some() { "field bad" } else { "field" };
    let open = !errors.is_empty();
    view! {
        <fieldset data-step="send" class=bad>
            <legend><h2 tabindex="-1">{HEADING}</h2></legend>
            {with_clip(HEADING, view! { <p class="hint">{format!("照片最多 {} 张，没有也可以。", form.photos_max())}</p> }.into_any())}
            <div class=class data-officer-photos>
                <FieldFault name="photos" error/>
                <label class="button quiet add camera" for="photos">"拍照"</label>
                <input type="file" id="photos" name="photos" accept="image/*" capture="environment" class="picker"/>
                <label class="button quiet add" for="photos-kept">"从相册选"</label>
                <input type="file" id="photos-kept" name="photos" accept="image/jpeg,image/png,image/webp,image/heic" class="picker"/>
                {form.takes_voice().then(|| view! {
                    <label class="button quiet add" for="voice">"录一段话"</label>
                    <input type="file" id="voice" name="photos" accept="audio/*" capture="user" class="picker"/>
                })}
            </div>
            <div class="actions"><button class="button" type="submit" data-send>"存好上报"</button></div>
            <p class="hint">"没有信号也能存，有信号自动上报。"</p>
            <details class="more" open=open><summary>"还要补充（可以不填）"</summary>{folded}</details>
        </fieldset>
    }
}
