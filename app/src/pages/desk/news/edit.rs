use domain::newsroom::Body;
use leptos::prelude::*;
use typeset::Preview;

use super::checks::{Checks, checks};
use crate::frame::Frame;
use crate::pages::desk::form::Refused;
use crate::pages::desk::frame::{DeskPage, Top};
use crate::pages::desk::ledger::{Input, control};
use crate::parts::{ErrorSummary, Errors, described_by, textarea_text};

#[derive(Clone, Default)]
pub struct EditPage {
    pub top: Top,
    pub title: String,
    /// Where the form posts to; inside the site.
    pub action: String,
    /// Back to the item; nothing for a new one.
    pub back: Option<String>,
    pub form_id: String,
    /// Digest of the text the writer began with.
    pub began_with: String,
    /// Revision of the draft the page was drawn with.
    pub revision: u32,
    pub inputs: Vec<Input>,
    pub body: String,
    /// Kind of block headings there are, for the hint.
    pub blocks_hint: &'static str,
    /// Who else is writing.
    pub others: Option<String>,
    /// What was kept while somebody wrote, and may be taken up: told, with the way.
    pub kept: Option<(String, String)>,
    /// Saved by somebody else in the meantime.
    pub theirs: Option<Theirs>,
    pub checks: Option<Checks>,
    /// The text beside its form: at first as it was saved, then as it was asked for without JavaScript.
    pub preview: Body,
    pub errors: Errors,
    pub not_now: Option<String>,
    /// Where the script keeps drafts, asks for checks, cleans pastes, takes their pictures and asks what a
    /// text names.
    pub places: [String; 5],
    /// Of the text, as the preview's module knows it.
    pub kind: &'static str,
}

#[derive(Clone)]
pub struct Theirs {
    pub words: String,
    pub text: String,
    pub digest: String,
}

pub fn page(data: EditPage) -> impl IntoView {
    let frame = Frame::current();
    let faulty = !data.errors.is_empty() || data.not_now.is_some() || data.theirs.is_some();
    let inputs = data.inputs.clone().into_iter().map(|input| control(input, &data.errors)).collect_view();
    let [draft, look, paste, pasted, named] = data.places.clone().map(|place| frame.href(&place));
    let began = data.theirs.as_ref().map_or_else(|| data.began_with.clone(), |theirs| theirs.digest.clone());
    view! {
        <DeskPage top=data.top.clone() title=data.title.clone() faulty>
            <ErrorSummary errors=data.errors.clone()/>
            <Refused title="没有保存" why=data.not_now.clone()/>
            <h1>{data.title.clone()}</h1>
            {data.others.clone().map(|words| view! { <p class="warn">{words}</p> })}
            {data.kept.clone().map(|(words, path)| view! { <p class="notice">{words}" "<a href=frame.href(&path)>"打开没保存的内容"</a></p> })}
            {data.theirs.clone().map(theirs)}
            <div class="two">
                <form
                    id="edit" method="post" action=frame.href(&data.action)
                    data-draft=draft data-look=look data-paste=paste data-pasted=pasted data-named=named
                    data-kind=data.kind data-revision=data.revision.to_string()
                >
                    <input type="hidden" name="form_id" value=data.form_id.clone()/>
                    <input type="hidden" name="began_with" value=began/>
                    {inputs}
                    {body(&data)}
                    <p id="draft-state" class="hint" role="status"></p>
                    <div class="actions">
                        <button class="button">"保存"</button>
                        <button class="button quiet" name="only" value="preview">"预览和检查"</button>
                        {data.back.clone().map(|path| view! { <a class="link" href=frame.href(&path)>"不保存，返回"</a> })}
                    </div>
                </form>
                <aside id="beside" aria-label="检查和预览" tabindex="0">
                    <div id="looked">{looked(data.checks.as_ref(), data.preview.clone())}</div>
                </aside>
            </div>
            {script(&frame)}
        </DeskPage>
    }
}

/// Checks and preview, alone: what the script puts beside the text while somebody writes.
///
/// The preview's own place lets the module draw it anew alone; it needs to know where the body begins.
pub fn looked(found: Option<&Checks>, preview: Body) -> impl IntoView + use<> {
    view! {
        <div id="found">{found.map(checks)}</div>
        <div id="preview" data-first-line=preview.first_line.to_string()>
            <Preview blocks=preview.blocks faults=preview.faults/>
        </div>
    }
}

/// Makes the editor nicer; the module draws the preview in the browser.
fn script(frame: &Frame) -> impl IntoView + use<> {
    frame.assets.editor.as_ref().map(|files| {
        let (src, wasm) = (frame.href(&files.js), frame.href(&files.wasm));
        view! { <script defer=true src=src data-editor-script=wasm data-base=frame.href("")></script> }
    })
}

fn body(data: &EditPage) -> impl IntoView + use<> {
    let error = data.errors.at("body").or_else(|| data.errors.at("text"));
    let class = if error.is_some() { "field bad" } else { "field" };
    let describedby = described_by("body", "hint", error.as_ref());
    let invalid = error.is_some().then_some("true");
    view! {
        <div class=class>
            <label for="body">"正文"</label>
            <p class="hint" id="body-hint">{data.blocks_hint}</p>
            {error.map(|message| view! { <p class="error" id="body-error">{message}</p> })}
            <div id="toolbar"></div>
            <textarea
                id="body" name="body" rows="24" aria-describedby=describedby aria-invalid=invalid
                inner_html=textarea_text(&data.body)
            ></textarea>
        </div>
    }
}

fn theirs(theirs: Theirs) -> impl IntoView {
    view! {
        <section class="panel error-summary" role="alert" tabindex="-1" autofocus aria-labelledby="theirs">
            <h2 id="theirs">"没有保存：别人先保存了新的一稿"</h2>
            <p>{theirs.words}</p>
            <p>"您写的还在下面的表格里，一个字也没有丢。对照以后，把要的合在一起，再按保存，就以您的为准；别人的那一稿留在历史里。"</p>
            <details><summary>"看别人保存的全文"</summary><pre>{theirs.text}</pre></details>
        </section>
    }
}
