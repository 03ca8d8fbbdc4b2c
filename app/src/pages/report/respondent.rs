use domain::report::{Answers, Wish, field};
use leptos::prelude::*;

use crate::parts::{Errors, TextField};

/// Whom it is against. A complaint must say so; a tip may not know, and is asked behind a line one can open.
#[component]
pub fn Respondent(wish: Wish, answers: Answers, errors: Errors) -> impl IntoView {
    let names = [field::RESPONDENT_NAME, field::RESPONDENT_ADDRESS];
    let filled = [&answers.respondent_name, &answers.respondent_address].into_iter().any(|typed| !typed.is_empty());
    let open = filled || names.into_iter().any(|name| errors.at(name).is_some());
    let optional = !wish.asks_for_redress();
    let fields = view! {
        <TextField
            name=field::RESPONDENT_NAME label="对方名称" optional hint="照店门、小票或网页上的写。摆摊的写摊主的样子、车牌"
            value=answers.respondent_name error=errors.at(field::RESPONDENT_NAME)
        />
        <TextField
            name=field::RESPONDENT_ADDRESS label="对方地址" optional hint="最多 40 个字，网店写页面上显示的地址"
            value=answers.respondent_address error=errors.at(field::RESPONDENT_ADDRESS)
        />
    };
    if optional {
        view! { <details class="more" open=open><summary>"知道是哪家，写在这里"</summary>{fields}</details> }.into_any()
    } else {
        fields.into_any()
    }
}
