use leptos::prelude::*;

use super::control::{Input, control};
use crate::frame::Frame;
use crate::pages::desk::due::Light;
use crate::pages::desk::form::Refused;
use crate::pages::desk::frame::{DeskPage, Top};
use crate::pages::desk::matter::Happened;
use crate::parts::{ErrorSummary, Errors};

#[derive(Clone, Default)]
pub struct FilePage {
    pub top: Top,
    /// `移送`
    pub kind: &'static str,
    pub number: String,
    pub stage: String,
    pub lights: Vec<Light>,
    /// Label and value.
    pub facts: Vec<(String, String)>,
    /// Path inside the site and words.
    pub links: Vec<(String, String)>,
    /// Texts and lists, each under its heading.
    pub sections: Vec<(String, Vec<String>)>,
    pub events: Vec<Happened>,
    /// Where all panels post to; inside the site.
    pub action: String,
    pub seen: u32,
    pub panels: Vec<Panel>,
    pub errors: Errors,
    pub not_now: Option<String>,
}

/// One thing that may be done now.
#[derive(Clone, Debug)]
pub struct Panel {
    /// What the post names as `step`.
    pub key: &'static str,
    pub title: &'static str,
    pub note: String,
    pub inputs: Vec<Input>,
    pub button: &'static str,
}

pub fn file(data: FilePage) -> impl IntoView {
    let frame = Frame::current();
    let faulty = !data.errors.is_empty() || data.not_now.is_some();
    let light = |light: &Light| {
        let detail = format!("{}（{}）", light.detail, light.basis);
        view! { <p class=light.colour>{light.words.clone()}" "<small>{detail}</small></p> }
    };
    let lights = data.lights.iter().map(light).collect_view();
    let link = |(path, words): &(String, String)| {
        view! { <a class="button quiet" href=frame.href(path)>{words.clone()}</a> }
    };
    let links = data.links.iter().map(link).collect_view();
    let hidden = vec![("seen", data.seen.to_string())];
    let panels =
        data.panels.clone().into_iter().map(|one| panel(one, &data.action, &hidden, &data.errors)).collect_view();
    view! {
        <DeskPage top=data.top.clone() title=format!("{} {}", data.kind, data.number) faulty>
            <ErrorSummary errors=data.errors.clone()/>
            <Refused title="现在不能这样做" why=data.not_now.clone()/>
            <h1><span class="tag blue">{data.kind}</span>{data.number.clone()}</h1>
            <p class="status">{data.stage.clone()}</p>
            {lights}
            {(!data.links.is_empty()).then(|| view! { <div class="actions">{links}</div> })}
            <div class="two">
                <div>
                    {facts(&data)}
                    {sections(&data)}
                    {timeline(&data)}
                </div>
                <aside aria-label="办理">{panels}</aside>
            </div>
        </DeskPage>
    }
}

fn facts(data: &FilePage) -> impl IntoView + use<> {
    let rows = data
        .facts
        .clone()
        .into_iter()
        .map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="facts">
            <h2 id="facts">"登记内容"</h2>
            <dl class="facts">{rows}</dl>
        </section>
    }
}

fn sections(data: &FilePage) -> impl IntoView + use<> {
    let section = |(title, lines): (String, Vec<String>)| {
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <section class="panel"><h2>{title}</h2><ul>{lines}</ul></section> }
    };
    data.sections.clone().into_iter().filter(|(_, lines)| !lines.is_empty()).map(section).collect_view()
}

fn timeline(data: &FilePage) -> impl IntoView + use<> {
    let last = data.events.len().saturating_sub(1);
    let items = data.events.clone().into_iter().enumerate().map(|(index, event)| {
        let class = if index == last { "now" } else { "" };
        view! { <li class=class><time>{event.at}</time>" "<small>{event.who}</small><p>{event.text}</p></li> }
    });
    view! {
        <section class="panel" aria-labelledby="events">
            <h2 id="events">"经过"</h2>
            <ol class="timeline">{items.collect_view()}</ol>
        </section>
    }
}

/// A form for one step; `hidden` says what its page was drawn from.
pub(in crate::pages::desk) fn panel(
    panel: Panel,
    action: &str,
    hidden: &[(&'static str, String)],
    errors: &Errors,
) -> impl IntoView + use<> {
    let action = Frame::current().href(action);
    let inputs = panel.inputs.into_iter().map(|input| control(input, errors)).collect_view();
    let hidden = hidden.iter().cloned().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    let hidden = hidden.collect_view();
    let heading = format!("do-{}", panel.key);
    let labelled_by = heading.clone();
    view! {
        <section class="panel" aria-labelledby=labelled_by>
            <h2 id=heading>{panel.title}</h2>
            {(!panel.note.is_empty()).then(|| view! { <p class="hint">{panel.note}</p> })}
            <form method="post" action=action>
                <input type="hidden" name="step" value=panel.key/>
                {hidden}
                {inputs}
                <div class="actions"><button class="button quiet">{panel.button}</button></div>
            </form>
        </section>
    }
}
