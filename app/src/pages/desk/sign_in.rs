use leptos::prelude::*;

use super::form::Refused;
use super::frame::BarePage;
use super::kept::{Carried, Kept};
use crate::frame::Frame;
use crate::parts::TextField;

#[derive(Clone, Debug, Default)]
pub struct SignInPage {
    pub login: String,
    /// Where to go on, inside the desk.
    pub next: String,
    /// Why the last try was refused.
    pub refused: Option<String>,
    pub signed_out: bool,
    /// Why one has to sign in in the middle of the work.
    pub lapsed: Option<Lapsed>,
    pub kept: Option<Kept>,
}

/// The session had ended when something was posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lapsed {
    Kept,
    /// More was posted than a page can carry.
    TooMuch,
}

pub fn page(data: SignInPage) -> impl IntoView {
    let frame = Frame::current();
    let faulty = data.refused.is_some();
    view! {
        <BarePage title="工作人员登录" faulty>
            <div class="sign-in">
                <h1>"工作人员登录"</h1>
                {data.signed_out.then(|| view! { <div class="done" role="status"><p>"已经退出。公用电脑请关掉浏览器。"</p></div> })}
                {data.lapsed.map(lapsed)}
                <Refused title="没有登录成功" why=data.refused/>
                <form method="post" action=frame.href("desk/sign-in")>
                    <input type="hidden" name="next" value=data.next/>
                    <Carried kept=data.kept/>
                    <TextField name="login" label="账号" value=data.login error=None autocomplete="username"/>
                    <TextField name="password" label="密码" value="" error=None kind="password" autocomplete="current-password"/>
                    <TextField name="totp" label="动态口令" hint="手机验证器上的 6 位数字；没有绑定的不用填"
                        value="" error=None inputmode="numeric" autocomplete="one-time-code"/>
                    <div class="actions"><button class="button">"登录"</button></div>
                </form>
                <p class="hint">"忘了密码，请找本单位系统管理员重置。群众投诉举报不用登录。"</p>
            </div>
        </BarePage>
    }
}

fn lapsed(lapsed: Lapsed) -> impl IntoView {
    let words = match lapsed {
        Lapsed::Kept => "登录已经失效，刚才的内容还没有送出去。登录以后会给您看，再由您提交。",
        Lapsed::TooMuch => "登录已经失效，刚才的内容太多，没有留住。请先按浏览器的“后退”，把写的复制下来。",
    };
    view! { <div class="warn" role="alert"><p>{words}</p></div> }
}
