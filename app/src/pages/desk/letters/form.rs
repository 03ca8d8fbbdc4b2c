use domain::ports::LetterDraft;
use leptos::prelude::*;

use super::field::field;
use crate::frame::Frame;
use crate::pages::desk::Top;
use crate::pages::desk::frame::DeskPage;
use crate::parts::{ErrorSummary, Errors};

#[derive(Clone)]
pub struct LetterFormPage {
    pub top: Top,
    pub draft: LetterDraft,
    pub errors: Errors,
}

pub fn page(data: LetterFormPage) -> impl IntoView {
    let faulty = !data.errors.is_empty();
    let draft = data.draft;
    let frame = Frame::current();
    let back = frame.href(&format!("desk/matter/{}/letters", draft.number));
    let action = frame.href(&format!("desk/matter/{}/letters/new", draft.number));
    let heading = format!("{}（{}）", draft.template.title, draft.to.words(draft.kind));
    let fields = draft.template.field.iter().map(|one| {
        let value = draft.typed.get(&one.key).map(String::as_str).unwrap_or_default();
        let choices = draft.choices.iter().find(|(key, _)| *key == one.key);
        field(one, value, choices.map(|(_, choices)| choices.as_slice()).unwrap_or_default(), &data.errors)
    });
    let fields = fields.collect_view();
    let none = draft.template.field.is_empty().then(|| view! { <p>"没有要填的，内容都从事项里来。"</p> });
    view! {
        <DeskPage top=data.top title=format!("写文书 {}", draft.number) faulty>
            <ErrorSummary errors=data.errors.clone()/>
            <h1 id="letter" tabindex="-1">{heading}</h1>
            <p>{draft.template.help.clone()}</p>
            <p><a href=back>"不写了，回到文书列表"</a></p>
            <form method="post" action=action class="panel">
                {hidden(&draft)}
                {none}
                {fields}
                <div class="actions"><button class="button" name="step" value="preview">"预览"</button></div>
            </form>
        </DeskPage>
    }
}

/// What every post of the form carries besides its fields.
pub(super) fn hidden(draft: &LetterDraft) -> impl IntoView + use<> {
    let values = [
        ("form", draft.template.key.clone()),
        ("to", draft.to.as_str().to_owned()),
        ("letter", draft.draft.id.to_string()),
        ("version", draft.draft.version.to_string()),
    ];
    values.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()
}
