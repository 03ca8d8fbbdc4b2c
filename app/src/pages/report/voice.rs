use std::sync::Arc;

use domain::law::Laws;
use domain::report::field;
use leptos::prelude::*;

use crate::islands::VoiceNote;
use crate::parts::{FieldFault, Paragraphs, described_by};

/// What happened, said into the phone: by the button where the page may record, else by a file of the phone's own
/// recorder.
#[component]
pub fn Voice(laws: Arc<Laws>, error: Option<String>, lost: bool) -> impl IntoView {
    const HINT: &str = "不想写字就说，三分钟以内，方言也可以。工作人员会整理成文字。";
    let describedby = described_by(field::VOICE, HINT, error.as_ref());
    let invalid = error.is_some().then_some("true");
    let class = if error.is_some() { "field bad" } else { "field" };
    view! {
        <div class=class data-voice="">
            <label for=field::VOICE>"录一段话"<small>"（可以不填）"</small></label>
            <p class="hint" id=format!("{}-hint", field::VOICE)>{HINT}</p>
            <FieldFault name=field::VOICE error/>
            {lost.then(|| view! { <p class="error" data-voice-lost>"录音请重新录一次"</p> })}
            <VoiceNote>
                <input
                    type="file" id=field::VOICE name=field::VOICE accept="audio/*"
                    aria-describedby=describedby aria-invalid=invalid
                />
            </VoiceNote>
            <details class="more"><summary>"录音会给谁听"</summary><Paragraphs text=laws.notice("voice")/></details>
        </div>
    }
}
