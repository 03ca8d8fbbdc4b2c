//! The red list: what leaders require of matters, until when, and what came of it.

use leptos::prelude::*;

use super::due::Light;
use super::form::Refused;
use super::frame::{DeskPage, Top};
use super::ledger::{Input, control};
use crate::frame::Frame;
use crate::parts::{ErrorSummary, Errors};

#[derive(Clone, Default)]
pub struct RedPage {
    pub top: Top,
    pub items: Vec<RedItem>,
    /// The forms of leaders; empty for others.
    pub require: Vec<Input>,
    pub escalate: Vec<Input>,
    pub errors: Errors,
    pub not_now: Option<String>,
}

#[derive(Clone, Debug)]
pub struct RedItem {
    pub id: String,
    pub number: String,
    pub title: &'static str,
    pub place: String,
    pub unit: String,
    pub requirement: String,
    pub light: Light,
    pub progress: Vec<String>,
    pub escalated_to: Option<String>,
    /// With what was typed before a refusal.
    pub note: Input,
    pub may_report: bool,
    pub may_lift: bool,
}

pub fn page(data: RedPage) -> impl IntoView {
    let faulty = !data.errors.is_empty() || data.not_now.is_some();
    let items = data.items.clone().into_iter().map(|one| item(one, &data.errors)).collect_view();
    let require = panel("require", "督办", data.require.clone(), &data.errors);
    let escalate = panel("escalate", "提级", data.escalate.clone(), &data.errors);
    view! {
        <DeskPage top=data.top.clone() title="督办" faulty>
            <ErrorSummary errors=data.errors.clone()/>
            <Refused title="现在不能这样做" why=data.not_now.clone()/>
            <h1>"督办"</h1>
            <p>"只有提出督办的人能解除。"</p>
            <div class="two">
                <div>
                    {if data.items.is_empty() {
                        view! { <div class="empty"><p>"现在没有督办的事项。"</p></div> }.into_any()
                    } else {
                        view! { <ul class="stuck">{items}</ul> }.into_any()
                    }}
                </div>
                <aside aria-label="提出督办">{require}{escalate}</aside>
            </div>
        </DeskPage>
    }
}

fn item(one: RedItem, errors: &Errors) -> impl IntoView + use<> {
    let frame = Frame::current();
    let matter = frame.href(&format!("desk/matter/{}", one.number));
    let progress = one.progress.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
    let escalated = one.escalated_to.clone().map(|to| view! { <p>{format!("已提级，由{to}办理")}</p> });
    let forms = (one.may_report || one.may_lift).then(|| {
        let action = frame.href("desk/supervision");
        view! {
            <form method="post" action=action>
                <input type="hidden" name="number" value=one.number.clone()/>
                <input type="hidden" name="supervision" value=one.id.clone()/>
                {control(one.note.clone(), errors)}
                <div class="actions">
                    {one.may_report.then(|| view! { <button class="button quiet" name="step" value="progress">"记进展"</button> })}
                    {one.may_lift.then(|| view! { <button class="button quiet" name="step" value="lift">"解除督办"</button> })}
                </div>
            </form>
        }
    });
    view! {
        <li>
            <b><span class="tag amber">{one.title}</span><a href=matter>{one.number.clone()}</a></b>
            <small>{format!("{} · {}", one.place, one.unit)}</small>
            <p class=one.light.colour>{one.light.words}" "<small>{one.light.detail}</small></p>
            <p>{one.requirement}</p>
            {escalated}
            <ul>{progress}</ul>
            {forms}
        </li>
    }
}

fn panel(key: &'static str, title: &'static str, inputs: Vec<Input>, errors: &Errors) -> impl IntoView + use<> {
    let action = Frame::current().href("desk/supervision");
    let heading = format!("do-{key}");
    let labelled_by = heading.clone();
    (!inputs.is_empty()).then(|| {
        let inputs = inputs.into_iter().map(|input| control(input, errors)).collect_view();
        view! {
            <section class="panel" aria-labelledby=labelled_by>
                <h2 id=heading>{title}</h2>
                <form method="post" action=action>
                    <input type="hidden" name="step" value=key/>
                    {inputs}
                    <div class="actions"><button class="button quiet">"记下"</button></div>
                </form>
            </section>
        }
    })
}
