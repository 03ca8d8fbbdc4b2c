use domain::letter::Letter;
use domain::ports::LetterDraft;
use leptos::prelude::*;

use super::form::hidden;
use super::sheet::sheet;
use crate::frame::Frame;
use crate::pages::desk::Top;
use crate::pages::desk::frame::DeskPage;

#[derive(Clone)]
pub struct PreviewPage {
    pub top: Top,
    pub draft: LetterDraft,
    pub letter: Letter,
}

pub fn page(data: PreviewPage) -> impl IntoView {
    let draft = data.draft;
    let action = Frame::current().href(&format!("desk/matter/{}/letters/new", draft.number));
    let masked = domain::letter::secrecy::stands_masked(&data.letter);
    let typed = draft.template.field.iter().map(|field| {
        let value = draft.typed.get(&field.key).cloned().unwrap_or_default();
        view! { <input type="hidden" name=field.key.clone() value=value/> }
    });
    let typed = typed.collect_view();
    view! {
        <DeskPage top=data.top title=format!("预览文书 {}", draft.number)>
            <h1>{format!("预览：{}（{}）", draft.template.title, draft.to.words(draft.kind))}</h1>
            <div class="notice">
                <p>"还没有签发。签发时编文号，签发以后不能改；写错了，只能另写一份更正的。"</p>
                {masked.then(|| view! { <p>"身份信息封存保管，这里不显示；打印时写明事由才填入。"</p> })}
            </div>
            {sheet(&data.letter, "（签发时编号）", 2)}
            <form method="post" action=action>
                {hidden(&draft)}
                {typed}
                <div class="actions">
                    <button class="button" name="step" value="issue">"签发"</button>
                    <button class="button quiet" name="step" value="edit">"返回修改"</button>
                </div>
            </form>
        </DeskPage>
    }
}
