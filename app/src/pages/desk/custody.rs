//! The custody of one matter's identity: who asked to look, who agreed, and what the person it
//! belongs to asked about it.

use leptos::prelude::*;

use super::form::Refused;
use super::frame::{DeskPage, Top};
use crate::frame::Frame;
use crate::parts::{ErrorSummary, Errors, TextArea, TextField};

#[derive(Clone)]
pub struct CustodyPage {
    pub top: Top,
    pub number: String,
    /// The site wants a second person for a look.
    pub two_persons: bool,
    /// This person may ask.
    pub may_ask: bool,
    /// This person has been granted a look.
    pub granted: bool,
    pub asks: Vec<Asked>,
    /// Looks so far: when, who, why.
    pub looks: Vec<(String, String, String)>,
    /// What the reporter asks about the data kept, while it is unanswered.
    pub wish: Option<String>,
    pub may_answer: bool,
    pub reason: String,
    pub note: String,
    pub errors: Errors,
    pub not_now: Option<String>,
}

/// Somebody who waits for consent.
#[derive(Clone)]
pub struct Asked {
    pub id: String,
    pub name: String,
    pub reason: String,
    /// The person at the screen may agree.
    pub may_grant: bool,
}

pub fn page(data: CustodyPage) -> impl IntoView {
    let back = Frame::current().href(&format!("desk/matter/{}", data.number));
    let faulty = !data.errors.is_empty();
    view! {
        <DeskPage top=data.top.clone() title=format!("身份信息保管 {}", data.number) faulty>
            <ErrorSummary errors=data.errors.clone()/>
            <Refused title="现在不能这样做" why=data.not_now.clone()/>
            <h1>{format!("身份信息保管 {}", data.number)}</h1>
            <p><a href=back>"回到事项"</a></p>
            {consent(&data)}
            {wish(&data)}
            {looks(&data)}
        </DeskPage>
    }
}

fn consent(data: &CustodyPage) -> impl IntoView + use<> {
    let action = Frame::current().href(&format!("desk/matter/{}/custody/ask", data.number));
    let (reason, error) = (data.reason.clone(), data.errors.at("reason"));
    let form = (data.two_persons && data.may_ask && !data.granted).then(|| {
        view! {
            <form method="post" action=action>
                <TextField name="reason" label="查看事由" hint="至少 4 个字；负责人或者局领导同意以后可以看一次" value=reason error/>
                <div class="actions"><button class="button quiet">"申请查看"</button></div>
            </form>
        }
    });
    let rule = if data.two_persons {
        "查看身份信息要另一个人同意，每次同意只能看一次。"
    } else {
        "查看身份信息要写明事由，每次都记入办理经过。"
    };
    let (number, asks) = (data.number.clone(), data.asks.clone());
    let asks = asks.into_iter().map(move |asked| ask(&number, asked)).collect_view();
    view! {
        <section class="panel" aria-labelledby="consent">
            <h2 id="consent">"查看申请"</h2>
            <p>{rule}</p>
            {data.granted.then(|| view! { <p>"您的申请已经同意，可以在事项页写明事由查看一次。"</p> })}
            <ul>{asks}</ul>
            {form}
        </section>
    }
}

fn ask(number: &str, asked: Asked) -> impl IntoView + use<> {
    let action = Frame::current().href(&format!("desk/matter/{number}/custody/grant"));
    let form = asked.may_grant.then(|| {
        view! {
            <form method="post" action=action>
                <input type="hidden" name="to" value=asked.id/>
                <button class="button quiet">{format!("同意{}查看一次", asked.name)}</button>
            </form>
        }
    });
    view! { <li>{format!("{} 申请查看：{}", asked.name, asked.reason)}{form}</li> }
}

fn wish(data: &CustodyPage) -> impl IntoView + use<> {
    let action = Frame::current().href(&format!("desk/matter/{}/custody/answer", data.number));
    let (note, error, may) = (data.note.clone(), data.errors.at("note"), data.may_answer);
    data.wish.clone().map(|wish| {
        view! {
            <section class="panel" aria-labelledby="wish">
                <h2 id="wish">"对方对个人信息的申请"</h2>
                <p>{wish}</p>
                {may.then(|| view! {
                    <form method="post" action=action>
                        <TextArea name="note" label="答复" hint="对方用查询码能看到；不能删除的，写明依据" value=note error max=400 rows=4/>
                        <div class="actions"><button class="button quiet">"答复"</button></div>
                    </form>
                })}
            </section>
        }
    })
}

fn looks(data: &CustodyPage) -> impl IntoView + use<> {
    let none = data.looks.is_empty().then(|| view! { <p>"还没有人看过。"</p> });
    let rows = data.looks.clone().into_iter();
    let rows = rows.map(|(at, who, why)| view! { <li>{format!("{at} {who}：{why}")}</li> }).collect_view();
    view! {
        <section class="panel" aria-labelledby="looks">
            <h2 id="looks">"谁看过"</h2>
            {none}
            <ul>{rows}</ul>
        </section>
    }
}
