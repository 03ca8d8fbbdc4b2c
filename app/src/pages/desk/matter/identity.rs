use domain::matter::MatterKind;
use domain::report::Reporter;
use leptos::prelude::*;

use super::MatterPage;
use crate::frame::Frame;
use crate::parts::TextField;

/// What the page shows of the person who reported.
#[derive(Clone, Debug)]
pub enum Identity {
    /// Nothing was left.
    Anonymous,
    /// A clue of the bureau's own.
    Nobody,
    /// The period it was kept for is over.
    Destroyed,
    Sealed,
    /// Opened with a reason, for this one answer.
    Open(Reporter),
}

/// Above everything else, because it was asked for and is shown this once.
pub(super) fn opened(data: &MatterPage) -> impl IntoView + use<> {
    match &data.identity {
        Identity::Open(reporter) => Some(open(who(data.kind), reporter.clone())),
        _ => None,
    }
}

pub(super) fn section(data: &MatterPage) -> AnyView {
    match &data.identity {
        Identity::Anonymous => {
            without(who(data.kind), "没有留身份信息。要告诉对方的，用“给对方留言”，对方凭查询码能看到。").into_any()
        }
        Identity::Nobody => without(who(data.kind), "本局自己登记的线索，没有举报人。").into_any(),
        Identity::Destroyed => without(who(data.kind), "保存期限已满，身份信息、照片和录音已经销毁。").into_any(),
        Identity::Sealed => sealed(who(data.kind), data).into_any(),
        Identity::Open(_) => ().into_any(),
    }
}

fn who(kind: MatterKind) -> &'static str {
    match kind {
        MatterKind::Complaint => "投诉人",
        MatterKind::Tip => "举报人",
    }
}

fn without(who: &'static str, words: &'static str) -> impl IntoView + use<> {
    view! {
        <section class="panel" aria-labelledby="identity">
            <h2 id="identity">{who}</h2>
            <p>{words}</p>
        </section>
    }
}

fn open(who: &str, reporter: Reporter) -> impl IntoView + use<> {
    let row = |label: &'static str, value: Option<String>| {
        view! { <div><dt>{label}</dt><dd>{value.unwrap_or_else(|| "没有留".to_owned())}</dd></div> }
    };
    view! {
        <section class="sealed open" aria-labelledby="identity">
            <h2 id="identity">{format!("{who}身份信息（只显示这一次）")}</h2>
            <dl class="facts">
                {row("姓名", reporter.name)}
                {row("电话", Some(reporter.phone))}
                {row("地址", reporter.address)}
                {reporter.helper.map(|name| row("帮忙填表的人", Some(name)))}
            </dl>
            <p>"这次查看和事由已经记入办理经过。请勿外传。"</p>
        </section>
    }
}

fn sealed(who: &str, data: &MatterPage) -> impl IntoView + use<> {
    let custody = Frame::current().href(&format!("desk/matter/{}/custody", data.number));
    let action = Frame::current().href(&format!("desk/matter/{}/identity", data.number));
    let (reason, error) = (data.typed.reason.clone(), data.errors.at("reason"));
    let form = data.may.view_identity.then(|| {
        view! {
            <p>"查看会连同您的姓名和事由记入办理经过。"</p>
            <form method="post" action=action>
                <TextField name="reason" label="查看事由" hint="至少 4 个字，例如：联系核实购买经过" value=reason error/>
                <div class="actions"><button class="button quiet">"查看身份信息"</button></div>
            </form>
        }
    });
    view! {
        <section class="sealed" aria-labelledby="identity">
            <h2 id="identity">{format!("{who}身份信息（已封存）")}</h2>
            {form.is_none().then(|| view! { <p>"您的岗位不能查看。"</p> })}
            <p><a href=custody>"查看申请、对方对个人信息的申请"</a></p>
            {form}
        </section>
    }
}
