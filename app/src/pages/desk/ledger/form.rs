use leptos::prelude::*;

use super::control::{Input, control};
use crate::frame::Frame;
use crate::pages::desk::form::Refused;
use crate::pages::desk::frame::{DeskPage, Top};
use crate::parts::{ErrorSummary, Errors};

#[derive(Clone, Default)]
pub struct FormPage {
    pub top: Top,
    pub title: String,
    /// Paragraphs above the form.
    pub intro: Vec<String>,
    /// Inside the site.
    pub action: String,
    /// Drawn with the form: sent twice it is one record.
    pub form_id: String,
    pub inputs: Vec<Input>,
    pub button: &'static str,
    pub errors: Errors,
    pub not_now: Option<String>,
}

pub fn form(data: FormPage) -> impl IntoView {
    let faulty = !data.errors.is_empty() || data.not_now.is_some();
    let action = Frame::current().href(&data.action);
    let inputs = data.inputs.clone().into_iter().map(|input| control(input, &data.errors)).collect_view();
    let intro = data.intro.clone().into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    view! {
        <DeskPage top=data.top.clone() title=data.title.clone() faulty>
            <ErrorSummary errors=data.errors.clone()/>
            <Refused title="现在不能这样做" why=data.not_now.clone()/>
            <h1>{data.title.clone()}</h1>
            {intro}
            <form method="post" action=action>
                <input type="hidden" name="form_id" value=data.form_id.clone()/>
                {inputs}
                <div class="actions"><button class="button">{data.button}</button></div>
            </form>
        </DeskPage>
    }
}
