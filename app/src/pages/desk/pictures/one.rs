use domain::picture::{BLURS_MAX, NINTHS, TypedPicture};
use domain::ports::{PictureCopy, PictureOnFile, PictureUse};
use domain::track::local_minute;
use leptos::prelude::*;

use super::AboutFields;
use super::marks::{Marks, ratio};
use crate::frame::Frame;
use crate::pages::desk::form::Refused;
use crate::pages::desk::frame::{DeskPage, Top};
use crate::parts::{Choice, ErrorSummary, Errors};

/// Empty rectangles offered beside those that are there.
const SPARE: usize = 2;

#[derive(Clone)]
pub struct PicturePage {
    pub top: Top,
    pub found: PictureOnFile,
    pub typed: TypedPicture,
    /// The version the form was drawn for.
    pub seen: u32,
    pub errors: Errors,
    pub not_now: Option<String>,
}

pub fn one(data: PicturePage) -> impl IntoView {
    let row = data.found.row.clone();
    let faulty = !data.errors.is_empty() || data.not_now.is_some();
    let errors = data.errors.clone();
    let title = if row.about.decorative { "装饰图".to_owned() } else { row.about.alt.clone() };
    view! {
        <DeskPage top=data.top.clone() title=title.clone() faulty>
            <ErrorSummary errors/>
            <Refused title="没有改" why=data.not_now.clone()/>
            <h1>{title}</h1>
            {shown(&data)}
            {facts(&data)}
            {used(data.found.used_in.clone())}
            {(!row.away).then(|| form(&data))}
            {put_away(&data)}
        </DeskPage>
    }
}

/// What residents see: on a page, in its largest size, and where a text is passed on.
fn shown(data: &PicturePage) -> impl IntoView + use<> {
    let row = &data.found.row;
    let copy = |copy: Option<&PictureCopy>, way: &str, class: &'static str, words: &'static str| {
        let address = Frame::current().href(&format!("desk/pictures/{}/{way}?{}", row.id, row.version));
        copy.map(|copy| {
            view! {
                <figure class=class>
                    <img src=address alt=row.about.alt.clone() width=copy.width height=copy.height/>
                    <figcaption>{words}</figcaption>
                </figure>
            }
        })
    };
    view! {
        <div class="shown-copies">
            {copy(row.copies.last(), "page", "shown", "居民看到的样子")}
            {copy(row.card.as_ref(), "card", "shown small", "转发时的小图")}
        </div>
    }
}

fn facts(data: &PicturePage) -> impl IntoView + use<> {
    let row = &data.found.row;
    let sizes: Vec<String> =
        row.copies.iter().map(|copy| format!("{} 宽 {} KB", copy.width, copy.size.div_ceil(1024))).collect();
    let rows = [
        ("放进文章", row.about.markdown(&row.name)),
        ("大小", sizes.join("，")),
        ("原图", format!("{}×{} 像素，{}", row.width, row.height, row.edit.turn.words())),
        ("来源", row.about.credit.clone()),
        ("上传", format!("{} {}", row.uploader, local_minute(row.uploaded_at))),
    ];
    let rows =
        rows.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view();
    view! { <dl class="facts">{rows}</dl> }
}

fn used(uses: Vec<PictureUse>) -> impl IntoView {
    let frame = Frame::current();
    let empty = uses.is_empty();
    let lines = uses
        .into_iter()
        .map(|found| {
            let link = frame.href(&format!("desk/news/{}", found.item));
            let live = if found.live { "，居民正在看" } else { "" };
            view! { <li><a href=link>{found.title}</a>{live}</li> }
        })
        .collect_view();
    view! {
        <h2>"用在哪里"</h2>
        {if empty { view! { <p>"还没有文章用这张图片。"</p> }.into_any() } else { view! { <ul>{lines}</ul> }.into_any() }}
    }
}

fn form(data: &PicturePage) -> impl IntoView + use<> {
    let frame = Frame::current();
    let row = &data.found.row;
    let (typed, errors) = (&data.typed, &data.errors);
    let whole = frame.href(&format!("desk/pictures/{}/whole?{}", row.id, row.version));
    let used = row.edit.blurs.len().max(filled(typed));
    let blurs = (1..=(used + SPARE).min(BLURS_MAX))
        .map(|number| rectangle(format!("blur_{number}"), format!("遮住第 {number} 处"), typed, errors))
        .collect_view();
    view! {
        <h2>"裁切、遮住、转正"</h2>
        <p>"位置都按整张图的百分比填：左边 0，右边 100。脸、车牌、证件号、二维码要遮住；遮住的地方在公开的图里真的没有了，谁也还原不出来。"</p>
        <Marks address=whole edit=row.edit.clone() ratio=ratio(row.width, row.height, row.edit.turn)/>
        <form class="picture" method="post" action=frame.href(&format!("desk/pictures/{}", row.id))>
            <input type="hidden" name="seen" value=data.seen.to_string()/>
            <AboutFields
                alt=typed.field("alt").to_owned() decorative=!typed.field("decorative").is_empty()
                credit=typed.field("credit").to_owned() errors=errors.clone()
            />
            {blurs}
            {rectangle("crop".to_owned(), "只留下这一块（不填就是整张）".to_owned(), typed, errors)}
            {focus(typed, errors)}
            <div class="actions">
                <button class="button">"保存"</button>
                <button class="button quiet" name="turn" value="left">"保存并向左转"</button>
                <button class="button quiet" name="turn" value="right">"保存并向右转"</button>
            </div>
        </form>
        <script type="module" src=frame.href("picture.js") data-picture-script=""></script>
    }
}

/// One of nine places, or a place in numbers; whichever is changed counts.
fn focus(typed: &TypedPicture, errors: &Errors) -> impl IntoView + use<> {
    let chosen = typed.field("focus").to_owned();
    let ninths = NINTHS.iter().enumerate().map(|(place, ninth)| {
        let id = (place == 0).then(|| "focus".to_owned());
        view! { <Choice name="focus" value=ninth.name words=ninth.words chosen=chosen == ninth.name id/> }
    });
    let ninths = ninths.collect_view();
    let error = errors.at("focus").map(|message| view! { <p class="error" id="focus-error">{message}</p> });
    let spot =
        [("focus_x", "从左"), ("focus_y", "从上")].map(|(name, label)| number(name.to_owned(), label, typed, errors));
    view! {
        <fieldset class="focus">
            <legend>"焦点：转发到微信的方形小图以它为中心，最要紧的东西就不会被裁掉"</legend>
            {error}
            <div class="ninths">{ninths}</div>
            <div class="sides" role="group" aria-label="焦点的准确位置，百分比">{spot}</div>
        </fieldset>
    }
}

/// The last rectangle something was typed for.
fn filled(typed: &TypedPicture) -> usize {
    let any = |number: &usize| {
        typed.0.iter().any(|(name, value)| name.starts_with(&format!("blur_{number}_")) && !value.trim().is_empty())
    };
    (1..=BLURS_MAX).filter(any).max().unwrap_or(0)
}

fn rectangle(prefix: String, legend: String, typed: &TypedPicture, errors: &Errors) -> impl IntoView + use<> {
    let sides = [("left", "从左"), ("top", "从上"), ("width", "宽"), ("height", "高")];
    let fields = sides.map(|(side, label)| number(format!("{prefix}_{side}"), label, typed, errors));
    view! { <fieldset class="sides"><legend>{legend}</legend>{fields}</fieldset> }
}

fn number(name: String, label: &'static str, typed: &TypedPicture, errors: &Errors) -> impl IntoView + use<> {
    let error = errors.at(&name);
    let described = error.as_ref().map(|_| format!("{name}-error"));
    let invalid = error.is_some().then_some("true");
    let message = error.map(|message| view! { <p class="error" id=format!("{name}-error")>{message}</p> });
    view! {
        <div class="side">
            <label for=name.clone()>{label}</label>
            <input
                type="text" inputmode="decimal" id=name.clone() name=name.clone() value=typed.field(&name).to_owned()
                autocomplete="off" aria-describedby=described aria-invalid=invalid
            />
            {message}
        </div>
    }
}

fn put_away(data: &PicturePage) -> impl IntoView + use<> {
    let frame = Frame::current();
    let row = &data.found.row;
    let (words, value) = if row.away { ("从回收站取回", "back") } else { ("移入回收站", "away") };
    view! {
        <form class="away" method="post" action=frame.href(&format!("desk/pictures/{}/{value}", row.id))>
            <button class="button quiet">{words}</button>
        </form>
    }
}
