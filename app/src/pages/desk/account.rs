use domain::ports::{FirstStep, TotpSetup};
use leptos::prelude::*;

use super::frame::{DeskPage, Top};
use crate::frame::Frame;
use crate::parts::{ErrorSummary, Errors, TextField, qr};

#[derive(Clone)]
pub struct AccountPage {
    pub top: Top,
    pub login: String,
    pub has_totp: bool,
    /// Nothing else is shown until this is done.
    pub first: Option<FirstStep>,
    pub totp: TotpSetup,
    pub errors: Errors,
}

pub fn page(data: AccountPage) -> impl IntoView {
    let faulty = !data.errors.is_empty();
    let (heading, why) = match data.first {
        Some(FirstStep::ChangePassword) => {
            ("先换一个自己的密码", Some("现在的密码是别人给的，换成只有您知道的，才能开始工作。"))
        }
        Some(FirstStep::SetUpTotp) => {
            ("先绑定动态口令", Some("按本局的设置，登录办件台还要用手机上的动态口令。绑定以后才能开始工作。"))
        }
        None => ("我的账号", None),
    };
    let password = (data.first != Some(FirstStep::SetUpTotp)).then(|| password(&data));
    let totp = (data.first != Some(FirstStep::ChangePassword)).then(|| totp(&data));
    view! {
        <DeskPage top=data.top.clone() title=heading faulty>
            <ErrorSummary errors=data.errors.clone()/>
            <h1>{heading}</h1>
            {why.map(|why| view! { <div class="notice"><p>{why}</p></div> })}
            <p>{format!("账号：{}", data.login)}</p>
            {password}
            {totp}
        </DeskPage>
    }
}

fn password(data: &AccountPage) -> impl IntoView + use<> {
    let login = data.login.clone();
    let [old, new, again] = ["old", "new", "again"].map(|field| data.errors.at(field));
    view! {
        <section class="panel" aria-labelledby="change-password">
            <h2 id="change-password">"改密码"</h2>
            <form method="post" action=Frame::current().href("desk/account/password")>
                <input class="spoken" type="text" name="username" value=login autocomplete="username" tabindex="-1" aria-hidden="true" readonly=true/>
                <TextField name="old" label="现在的密码" value="" error=old kind="password" autocomplete="current-password"/>
                <TextField name="new" label="新密码" hint="至少 10 个字符，不要用生日、电话和常见的密码"
                    value="" error=new kind="password" autocomplete="new-password"/>
                <TextField name="again" label="再输入一次新密码" value="" error=again kind="password" autocomplete="new-password"/>
                <div class="actions"><button class="button">"改密码"</button></div>
            </form>
            <p class="hint">"改好以后，别处的登录都会退出。"</p>
        </section>
    }
}

fn totp(data: &AccountPage) -> impl IntoView + use<> {
    let (code, own) = (data.errors.at("code"), data.errors.at("password"));
    let own = data.has_totp.then(|| {
        view! {
            <TextField name="password" label="现在的密码" hint="已经绑定过，换绑要先核对密码"
                value="" error=own kind="password" autocomplete="current-password"/>
        }
    });
    let state = if data.has_totp {
        "已经绑定。换手机时在这里重新绑定。"
    } else {
        "还没有绑定。绑定以后，登录时除了密码还要输入手机上的 6 位数字。"
    };
    let secret = grouped(&data.totp.secret);
    view! {
        <section class="panel" aria-labelledby="second-factor">
            <h2 id="second-factor">"动态口令"</h2>
            <p>{state}</p>
            <p>"用手机上的验证器（支持 TOTP 的都可以）扫描二维码，再把显示的 6 位数字填在下面。"</p>
            {qr::svg(&data.totp.url).map(|svg| view! { <div class="totp-qr" role="img" aria-label="绑定动态口令的二维码" inner_html=svg></div> })}
            <p>"不能扫码时，手工输入密钥："<span class="totp-secret">{secret}</span></p>
            <form method="post" action=Frame::current().href("desk/account/totp")>
                <input type="hidden" name="ticket" value=data.totp.ticket.clone()/>
                <TextField name="code" label="手机上显示的 6 位数字" value="" error=code inputmode="numeric" autocomplete="one-time-code"/>
                {own}
                <div class="actions"><button class="button">"绑定"</button></div>
            </form>
        </section>
    }
}

/// In fours, for reading from a screen.
fn grouped(secret: &str) -> String {
    let characters: Vec<char> = secret.chars().collect();
    characters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
