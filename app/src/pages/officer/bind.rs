use domain::report::FieldError;
use leptos::prelude::*;

use super::frame::OfficerPage;
use crate::frame::Frame;
use crate::parts::{ErrorSummary, Errors, TextField};

#[derive(Clone, Default)]
pub struct BindPage {
    /// As typed, or as the QR code carried it.
    pub code: String,
    pub errors: Vec<FieldError>,
}

pub fn page(data: BindPage) -> impl IntoView {
    let frame = Frame::current();
    let errors = Errors::new(data.errors);
    view! {
        <OfficerPage title=errors.title("绑定手机") kind="bind">
            <h1>"绑定这部手机"</h1>
            <ErrorSummary errors=errors.clone()/>
            <form method="post" action=frame.href("officer/bind") novalidate data-officer-pin>
                <TextField
                    name="code" label="绑定码" hint="协管员给的 8 位数字" inputmode="numeric" autocomplete="one-time-code"
                    value=data.code error=errors.at("code")
                />
                <TextField
                    name="pin" label="自己定一个 6 位密码" hint="打开没填完的表、换人用手机时要它；不要告诉别人"
                    kind="password" inputmode="numeric" autocomplete="new-password" value=String::new() error=errors.at("pin")
                />
                <TextField
                    name="pin_again" label="再输一次密码" kind="password" inputmode="numeric" autocomplete="new-password"
                    value=String::new() error=errors.at("pin_again")
                />
                <div class="actions"><button class="button">"绑定"</button></div>
            </form>
        </OfficerPage>
    }
}
