//! Asks once more before a matter is withdrawn.

use domain::matter::MatterKind;
use domain::query_code::QueryCode;
use leptos::prelude::*;

use super::actions::{Back, MatterForm};
use crate::parts::{Head, Shell};

#[derive(Clone)]
pub struct WithdrawPage {
    pub kind: MatterKind,
    pub number: String,
    pub code: QueryCode,
}

pub fn page(data: WithdrawPage) -> impl IntoView {
    let words = data.kind.words();
    let title = format!("撤回这件{words}？");
    let head = Head { title: title.clone(), noindex: true, ..Head::default() };
    let meaning = match data.kind {
        MatterKind::Complaint => "撤回以后，这件投诉就结束了，不能恢复。已经写的内容按规定保存。",
        MatterKind::Tip => "您的意思会告诉工作人员。已经收到的线索，按规定仍然可能核查。",
    };
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <h1>{title}</h1>
                <p>{format!("编号 {}", data.number)}</p>
                <p>{meaning}</p>
                <div class="actions">
                    <MatterForm path="track/withdraw" number=data.number code=data.code.clone()>
                        <input type="hidden" name="confirmed" value="yes"/>
                        <button class="button danger">"确定撤回"</button>
                    </MatterForm>
                    <Back code=data.code words="不撤回" class="button quiet"/>
                </div>
            </main>
        </Shell>
    }
}
