use leptos::prelude::*;

use super::MatterPage;
use crate::frame::Frame;
use crate::pages::desk::Choice;
use crate::pages::desk::form::Select;
use crate::parts::TextArea;

pub(super) fn all(data: &MatterPage) -> impl IntoView + use<> {
    view! {
        {data.may.hand_over.then(|| hand_over(data))}
        {(data.may.assign && !data.units.is_empty()).then(|| assign(data))}
        {(data.may.set_status && !data.statuses.is_empty()).then(|| decide(data))}
        {data.may.message.then(|| message(data))}
    }
}

fn hand_over(data: &MatterPage) -> impl IntoView + use<> {
    let frame = Frame::current();
    let packet = frame.href(&format!("desk/matter/{}/packet", data.number));
    let words = if data.registration_no.is_some() {
        "已经录入。需要核对时可以再打开录入单。"
    } else {
        "按12315的栏目顺序逐项照着录入，再记下登记编号。"
    };
    view! {
        <section class="panel" aria-labelledby="hand-over">
            <h2 id="hand-over">"12315录入"</h2>
            <p>{words}</p>
            <div class="actions"><a class="button" href=packet>"打开录入单"</a></div>
        </section>
    }
}

fn assign(data: &MatterPage) -> impl IntoView + use<> {
    let action = action(data, "assign");
    let choices = offered(&data.units);
    let (chosen, errors) = (data.typed.unit.clone(), data.errors.clone());
    view! {
        <section class="panel" aria-labelledby="assign">
            <h2 id="assign">"分送"</h2>
            <form method="post" action=action>
                <Select name="unit" label="承办单位" chosen choices errors/>
                <div class="actions"><button class="button quiet">"分送"</button></div>
            </form>
        </section>
    }
}

fn decide(data: &MatterPage) -> impl IntoView + use<> {
    let action = action(data, "status");
    let choices = offered(&data.statuses);
    let (chosen, note) = (data.typed.status.clone(), data.typed.note.clone());
    let (errors, error) = (data.errors.clone(), data.errors.at("note"));
    view! {
        <section class="panel" aria-labelledby="decide">
            <h2 id="decide">"办理状态"</h2>
            <form method="post" action=action>
                <Select name="status" label="改为" chosen choices errors/>
                <TextArea name="note" label="给对方看的说明" hint="不予受理、办结必须写明结果和理由" value=note error max=400 rows=4/>
                <div class="actions"><button class="button quiet">"记下状态"</button></div>
            </form>
        </section>
    }
}

fn message(data: &MatterPage) -> impl IntoView + use<> {
    let action = action(data, "message");
    let (text, error) = (data.typed.text.clone(), data.errors.at("text"));
    view! {
        <section class="panel" aria-labelledby="message">
            <h2 id="message">"给对方留言"</h2>
            <form method="post" action=action>
                <TextArea name="text" label="内容" hint="对方用查询码能看到；不要写别人的个人信息" value=text error max=400 rows=4/>
                <div class="actions"><button class="button quiet">"发送留言"</button></div>
            </form>
        </section>
    }
}

fn offered(choices: &[Choice]) -> Vec<Choice> {
    std::iter::once(Choice::new("", "请选择")).chain(choices.iter().cloned()).collect()
}

fn action(data: &MatterPage, what: &str) -> String {
    Frame::current().href(&format!("desk/matter/{}/{what}", data.number))
}
