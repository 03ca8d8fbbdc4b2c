use domain::ports::DeviceOfficer;
use domain::report::FieldError;
use leptos::prelude::*;

use super::frame::OfficerPage;
use crate::frame::Frame;
use crate::parts::{Choice, ErrorSummary, Errors, FieldFault, TextField};

#[derive(Clone)]
pub struct WhoPage {
    pub officers: Vec<DeviceOfficer>,
    /// Ids of officers.
    pub active: Option<String>,
    pub chosen: Option<String>,
    pub errors: Vec<FieldError>,
}

pub fn page(data: WhoPage) -> impl IntoView {
    let frame = Frame::current();
    let errors = Errors::new(data.errors);
    let active = data.active;
    let chosen = data.chosen.or_else(|| active.clone());
    let choices = data
        .officers
        .into_iter()
        .enumerate()
        .map(|(index, officer)| {
            let villages: Vec<String> = officer.villages.into_iter().map(|village| village.name).collect();
            let id = officer.id.to_string();
            let now = if active.as_deref() == Some(&id) { "，现在用着" } else { "" };
            view! {
                <Choice
                    name="officer" value=id.clone() words=officer.name small=format!("{}{now}", villages.join("、"))
                    chosen=chosen.as_deref() == Some(&id) id=(index == 0).then(|| "officer".to_owned())
                />
            }
        })
        .collect_view();
    view! {
        <OfficerPage title=errors.title("换人") kind="who">
            <h1>"谁在用这部手机？"</h1>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action=frame.href("officer/who") novalidate data-officer-pin>
                <fieldset>
                    <legend><h2>"选自己的名字"</h2></legend>
                    <FieldFault name="officer" error=errors.at("officer")/>
                    {choices}
                </fieldset>
                <TextField
                    name="pin" label="6 位密码" kind="password" inputmode="numeric" autocomplete="current-password"
                    value=String::new() error=errors.at("pin")
                />
                <div class="actions"><button class="button">"换成我"</button></div>
            </form>
            <p class="hint">"忘了密码，找协管员重新要一个绑定码，再绑定一次。"</p>
        </OfficerPage>
    }
}
