//! One matter: what was reported on the left, what to do about it on the right.

mod actions;
mod clocks;
mod conversation;
mod identity;
mod step;

use domain::matter::MatterKind;
use domain::ports::Message;
use leptos::prelude::*;

use super::form::Refused;
use super::frame::{DeskPage, Top};
use super::inbox::kind_class;
use crate::frame::Frame;
use crate::parts::{ErrorSummary, Errors};

pub use clocks::{ClockLine, ClockLines};
pub use conversation::Happened;
pub use identity::Identity;
pub use step::{Control, StepField, StepForm, StepGroup, field_id};

#[derive(Clone)]
pub struct MatterPage {
    pub top: Top,
    pub number: String,
    pub kind: MatterKind,
    /// Number of events; goes back with every step.
    pub version: u32,
    /// Where it stands, in the desk's words.
    pub stage: String,
    /// In the words its reporter reads, where these are others.
    pub status: String,
    /// Who has it: unit, handler, the one who had it first.
    pub holding: Vec<(&'static str, String)>,
    pub registration_no: Option<String>,
    /// A clue of the bureau's own gets no number there.
    pub needs_12315: bool,
    /// What stands beside the matter and must not be overlooked.
    pub remarks: Vec<String>,
    pub clocks: ClockLines,
    /// Label and value, in the order of the form.
    pub facts: Vec<(String, String)>,
    pub story: String,
    pub pictures: Vec<Picture>,
    /// Places of voice notes.
    pub voices: Vec<u32>,
    pub conversation: Vec<Message>,
    pub events: Vec<Happened>,
    pub identity: Identity,
    pub linked: Option<String>,
    pub same_fact: Vec<String>,
    /// Numbers of the clues found in it, or of what it was found in.
    pub clues: Vec<String>,
    pub may: May,
    pub next_steps: Vec<StepForm>,
    pub step_groups: Vec<StepGroup>,
    /// Path inside the site and words.
    pub links: Vec<(String, String)>,
    pub typed: MatterForms,
    pub errors: Errors,
    /// Why a step cannot be taken now.
    pub not_now: Option<String>,
}

/// Which forms this person has.
#[derive(Clone, Copy, Debug, Default)]
pub struct May {
    pub message: bool,
    pub view_identity: bool,
}

/// What was typed into the forms of the page, to be shown again after a refusal.
#[derive(Clone, Debug, Default)]
pub struct MatterForms {
    pub text: String,
    pub reason: String,
}

#[derive(Clone, Debug)]
pub struct Picture {
    pub id: String,
    pub ordinal: u32,
    pub state: PictureState,
    pub detail: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureState {
    Ready,
    Waiting,
    Unreadable,
}

pub fn page(data: MatterPage) -> impl IntoView {
    let faulty = !data.errors.is_empty();
    view! {
        <DeskPage top=data.top.clone() title=format!("{} {}", data.kind.words(), data.number) faulty>
            <ErrorSummary errors=data.errors.clone()/>
            <Refused title="现在不能这样做" why=data.not_now.clone()/>
            <h1><span class=kind_class(data.kind)>{data.kind.words()}</span>{data.number.clone()}</h1>
            {standing(&data)}
            {identity::opened(&data)}
            <div class="two">
                <div>
                    {facts(&data)}
                    {pictures(&data)}
                    {voices(&data)}
                    {conversation::messages(data.conversation.clone())}
                    {conversation::timeline(data.events.clone())}
                </div>
                <aside aria-label="办理">
                    {clocks::panel(data.clocks.clone())}
                    {step::steps(&data)}
                    {actions::all(&data)}
                    {identity::section(&data)}
                </aside>
            </div>
        </DeskPage>
    }
}

fn standing(data: &MatterPage) -> impl IntoView + use<> {
    let frame = Frame::current();
    let told = (data.status != data.stage).then(|| view! { <small>{format!("（对方看到：{}）", data.status)}</small> });
    let holding: Vec<_> = data.holding.iter().map(|(label, value)| format!("{label}：{value}")).collect();
    let link = |number: &String| {
        let href = frame.href(&format!("desk/matter/{number}"));
        view! { <a href=href>{number.clone()}</a>" " }
    };
    let linked = data.linked.as_ref().map(|number| {
        view! { <p>"同一次提交的另一件："{link(number)}"（投诉和举报分开办理）"</p> }
    });
    let same = (!data.same_fact.is_empty()).then(|| {
        let numbers = data.same_fact.iter().map(link).collect_view();
        view! { <p>"别人反映的同一件事："{numbers}"（合并核查，分别答复）"</p> }
    });
    let clues = (!data.clues.is_empty()).then(|| {
        let numbers = data.clues.iter().map(link).collect_view();
        let words = if data.kind == MatterKind::Complaint {
            "从中发现的违法线索："
        } else {
            "线索从这件投诉中发现："
        };
        view! { <p>{words}{numbers}"（分开办理，各算各的期限）"</p> }
    });
    let remarks = data.remarks.clone().into_iter().map(|words| view! { <div class="notice"><p>{words}</p></div> });
    view! {
        <p class="status">{data.stage.clone()}{told}</p>
        <p>{holding.join("　")}</p>
        <p>{match data.registration_no.clone() {
            Some(number) => view! { <span>"12315登记编号："<span class="nowrap">{number}</span></span> }.into_any(),
            None if !data.needs_12315 => view! { <span>"本局的线索（信息员报来，或者投诉中发现），不用录入12315"</span> }.into_any(),
            None => view! { <span class="tag amber">"未录入12315"</span> }.into_any(),
        }}</p>
        {remarks.collect_view()}
        {linked}
        {same}
        {clues}
    }
}

fn facts(data: &MatterPage) -> impl IntoView + use<> {
    let rows = data.facts.clone().into_iter();
    let rows = rows.map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> }).collect_view();
    view! {
        <section class="panel" aria-labelledby="reported">
            <h2 id="reported">"反映的内容"</h2>
            <p class="story">{data.story.clone()}</p>
            <dl class="facts">{rows}</dl>
        </section>
    }
}

fn pictures(data: &MatterPage) -> impl IntoView + use<> {
    let number = data.number.clone();
    let items = data.pictures.clone().into_iter().map(move |picture| picture_item(&number, picture)).collect_view();
    (!data.pictures.is_empty()).then(|| {
        view! {
            <section class="panel" aria-labelledby="pictures">
                <h2 id="pictures">"照片"</h2>
                <p class="hint">"看到的是去掉拍摄信息的副本，原件已封存。"</p>
                <ul class="photos">{items}</ul>
            </section>
        }
    })
}

fn voices(data: &MatterPage) -> impl IntoView + use<> {
    let (frame, number) = (Frame::current(), &data.number);
    let items = data.voices.iter().zip(1_u32..).map(|(place, ordinal)| {
        let path = frame.href(&format!("desk/matter/{number}/voice/{place}"));
        let name = format!("第 {ordinal} 段录音");
        view! {
            <li><audio controls preload="none" aria-label=name src=path.clone()></audio>" "<a href=path download>"放不出来的，下载来听"</a></li>
        }
    });
    let items = items.collect_view();
    (!data.voices.is_empty()).then(|| {
        view! {
            <section class="panel" aria-labelledby="voices">
                <h2 id="voices">"录音"</h2>
                <p class="hint">"声音能让人听出是谁：只为办理这件事听，不外传。听居民的录音，每次都有记录。"</p>
                <ul>{items}</ul>
            </section>
        }
    })
}

fn picture_item(number: &str, picture: Picture) -> impl IntoView + use<> {
    let link = Frame::current().href(&format!("desk/matter/{number}/photo/{}", picture.id));
    let name = format!("照片 {}", picture.ordinal);
    let (shown, words) = match picture.state {
        PictureState::Ready => {
            let image = view! { <a href=link.clone()><img src=link.clone() width="72" height="72" loading="lazy" alt=format!("打开{name}")/></a> };
            (image.into_any(), None)
        }
        PictureState::Waiting => (view! { <span></span> }.into_any(), Some("副本正在生成，请过一会儿刷新")),
        PictureState::Unreadable => (view! { <span></span> }.into_any(), Some("这张图打不开，原件已封存")),
    };
    view! { <li class="photo">{shown}<p>{name}<small class="state">{picture.detail}</small>{words.map(|words| view! { <small class="state">{words}</small> })}</p></li> }
}
