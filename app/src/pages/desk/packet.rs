//! A matter in 12315's own fields and order, for typing in beside the platform's page.

use domain::packet::Line;
use domain::ports::PacketView;
use leptos::prelude::*;

use super::frame::{DeskPage, Top};
use crate::frame::Frame;
use crate::parts::{ErrorSummary, Errors, TextField};

#[derive(Clone)]
pub struct PacketPage {
    pub top: Top,
    pub packet: PacketView,
    /// `投诉`, `举报`
    pub kind: String,
    /// Only the lines, for paper.
    pub for_print: bool,
    /// What was typed into the forms, or what they begin with.
    pub reason: String,
    pub registration_no: String,
    pub registered_at: String,
    pub number_hint: String,
    pub errors: Errors,
}

pub fn page(data: PacketPage) -> impl IntoView {
    let lines = data.packet.lines.clone().into_iter().map(|line| item(line, &data.packet)).collect_view();
    let faulty = !data.errors.is_empty();
    let too_long = data.packet.lines.iter().filter(|line| line.is_too_long()).count();
    view! {
        <DeskPage top=data.top.clone() title=format!("12315录入单 {}", data.packet.number) faulty>
            <ErrorSummary errors=data.errors.clone()/>
            <h1>{format!("12315录入单：{} {}", data.kind, data.packet.number)}</h1>
            {(!data.for_print).then(|| ways(&data))}
            {(too_long > 0).then(|| view! {
                <div class="warn"><p>{format!("有 {too_long} 栏超过12315的字数限制，录入前由您删减；本系统不会替您删。")}</p></div>
            })}
            {(!data.for_print).then(|| identity(&data))}
            <ol class="packet">{lines}</ol>
            {(!data.for_print).then(|| register(&data))}
        </DeskPage>
    }
}

fn ways(data: &PacketPage) -> impl IntoView + use<> {
    let frame = Frame::current();
    let base = format!("desk/matter/{}", data.packet.number);
    let zip = (data.packet.files > 0).then(|| {
        let words = format!("下载附件（{} 个，zip）", data.packet.files);
        view! { <a class="button quiet" href=frame.href(&format!("{base}/packet.zip"))>{words}</a> }
    });
    view! {
        <p>"12315的页面不能粘贴，请照着逐项输入，录完一项勾一项。勾选只作记号，不会保存。栏目和字数以12315页面为准。"</p>
        <div class="actions">
            <a class="button quiet" href=frame.href(&base)>"回到事项"</a>
            <a class="button quiet" href=frame.href(&format!("{base}/packet/print"))>"打印版"</a>
            {zip}
        </div>
    }
}

fn item(line: Line, packet: &PacketView) -> impl IntoView + use<> {
    let too_long = line.is_too_long();
    let count = line.max.filter(|_| !line.value.is_empty()).map(|max| {
        let class = if too_long { "count over" } else { "count" };
        let warning = if too_long { "，超长" } else { "" };
        view! { <small class=class>{format!("{}/{max} 字{warning}", line.length())}</small> }
    });
    let label = if line.required { format!("{} *", line.label) } else { line.label.clone() };
    let value = if line.value.is_empty() {
        view! { <span class="value none">{missing(&line, packet)}</span> }.into_any()
    } else {
        view! { <span class="value">{line.value.clone()}</span> }.into_any()
    };
    view! { <li><label><input type="checkbox" autocomplete="off"/><b>{label}</b>{value}{count}</label></li> }
}

fn missing(line: &Line, packet: &PacketView) -> &'static str {
    let personal = line.key.starts_with("reporter_");
    match (personal, packet.has_identity) {
        (true, true) if !packet.identity_open => "身份信息没有打开",
        (true, false) => "匿名，没有留",
        _ if line.required => "对方没有填，12315必填，请核实后录入",
        _ => "没有填",
    }
}

fn identity(data: &PacketPage) -> impl IntoView + use<> {
    let closed = data.packet.has_identity && !data.packet.identity_open;
    let action = Frame::current().href(&format!("desk/matter/{}/packet", data.packet.number));
    let (reason, error) = (data.reason.clone(), data.errors.at("reason"));
    let open = data.packet.identity_open.then(|| {
        view! { <div class="sealed open"><p>"下面有身份信息，只显示这一次。这次查看已经记入办理经过，请勿外传。需要纸面时，直接打印本页。"</p></div> }
    });
    view! {
        {open}
        {closed.then(|| view! {
            <section class="sealed" aria-labelledby="identity">
                <h2 id="identity">"身份信息（已封存）"</h2>
                <form method="post" action=action>
                    <TextField name="reason" label="查看事由" hint="至少 4 个字；会连同您的姓名记入办理经过" value=reason error/>
                    <div class="actions"><button class="button quiet">"打开身份信息"</button></div>
                </form>
            </section>
        })}
    }
}

fn register(data: &PacketPage) -> impl IntoView + use<> {
    let action = Frame::current().href(&format!("desk/matter/{}/register", data.packet.number));
    let (number, number_error) = (data.registration_no.clone(), data.errors.at("registration_no"));
    let (at, at_error) = (data.registered_at.clone(), data.errors.at("registered_at"));
    let recorded = data.packet.registration_no.clone();
    view! {
        <section class="panel" aria-labelledby="register">
            <h2 id="register">"录完以后"</h2>
            {recorded.map(|number| view! { <p>"已经记下的登记编号："<b class="nowrap">{number}</b>"。填错了可以在下面重新记。"</p> })}
            <form method="post" action=action>
                <p class="hint">{data.number_hint.clone()}</p>
                <TextField name="registration_no" label="12315登记编号" value=number error=number_error inputmode="numeric"/>
                <TextField name="registered_at" label="录入时间" value=at error=at_error kind="datetime-local"/>
                <div class="actions"><button class="button">"已录入12315"</button></div>
            </form>
        </section>
    }
}
