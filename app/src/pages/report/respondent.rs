use domain::report::{Answers, Wish, field};
use leptos::prelude::*;

use crate::parts::{Errors, Question, TextField};

/// Whom it is against. A complaint must say so; a tip may not know.
#[component]
pub fn Respondent(wish: Wish, answers: Answers, errors: Errors) -> impl IntoView {
    let optional = !wish.asks_for_redress();
    let legend = if optional { "是谁，在哪里？" } else { "您要投诉谁？" };
    view! {
        <Question step="respondent" legend>
            <TextField
                name=field::RESPONDENT_NAME label="对方名称" optional hint="照店门、小票或网页上的写。摆摊的写摊主的样子、车牌"
                value=answers.respondent_name error=errors.at(field::RESPONDENT_NAME)
            />
            <TextField
                name=field::RESPONDENT_ADDRESS label="对方地址" optional hint="最多 40 个字，网店写页面上显示的地址"
                value=answers.respondent_address error=errors.at(field::RESPONDENT_ADDRESS)
            />
        </Question>
    }
}
