//! What was posted when the session had lapsed: carried through the sign-in page in hidden fields,
//! shown after it, and sent again only by the person. Neither server nor browser stores it.

use domain::ports::FirstStep;
use leptos::prelude::*;

use super::frame::{DeskPage, Top};
use crate::frame::Frame;

/// The names it is carried under, apart from those of the sign-in form itself.
const TARGET: &str = "kept_target";
const FILE: &str = "kept_file";
const FIELD: &str = "kept.";

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Where it was posted, inside the site.
    pub target: String,
    /// As posted, in order.
    pub fields: Vec<(String, String)>,
    /// Names of fields that held a file. The files themselves are not carried.
    pub files: Vec<String>,
}

impl Kept {
    /// Takes what is carried out of a posted sign-in form, and leaves that form's own fields.
    pub fn take_from(pairs: &mut Vec<(String, String)>) -> Option<Self> {
        let mut kept = Self::default();
        let mut own = Vec::new();
        for (name, value) in std::mem::take(pairs) {
            match name.as_str() {
                TARGET => kept.target = value,
                FILE => kept.files.push(value),
                other => match other.strip_prefix(FIELD) {
                    Some(field) => kept.fields.push((field.to_owned(), value)),
                    None => own.push((name, value)),
                },
            }
        }
        *pairs = own;
        (!kept.target.is_empty()).then_some(kept)
    }

    fn carried(self) -> Vec<(String, String)> {
        let target = (TARGET.to_owned(), self.target);
        let files = self.files.into_iter().map(|name| (FILE.to_owned(), name));
        let fields = self.fields.into_iter().map(|(name, value)| (format!("{FIELD}{name}"), value));
        std::iter::once(target).chain(files).chain(fields).collect()
    }
}

/// The hidden fields of the sign-in form.
#[component]
pub fn Carried(kept: Option<Kept>) -> impl IntoView {
    kept.map(|kept| hidden(kept.carried()))
}

#[derive(Clone, Debug)]
pub struct KeptPage {
    pub top: Top,
    pub kept: Kept,
    /// What the button does, in words: `留言（YX-2026-000001）`.
    pub what: String,
    /// What was typed or chosen, label by label.
    pub lines: Vec<(String, String)>,
    /// What this person has to do before anything can be sent.
    pub first: Option<FirstStep>,
    /// The page the form stands on, inside the site.
    pub back: String,
}

pub fn page(data: KeptPage) -> impl IntoView {
    let frame = Frame::current();
    let kept = data.kept;
    let enctype = (!kept.files.is_empty()).then_some("multipart/form-data");
    let lines = data
        .lines
        .into_iter()
        .map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> })
        .collect_view();
    let why = match data.first {
        None => "刚才提交的时候登录已经失效，内容没有送出去。看一看，要提交就再按一次按钮。",
        Some(_) => "刚才的内容没有送出去。办好下面这一步，再回到这一页按按钮。",
    };
    view! {
        <DeskPage top=data.top title="您刚才写的还在">
            <h1>"您刚才写的还在"</h1>
            <div class="notice" role="status"><p>{why}</p></div>
            {data.first.map(first_step)}
            <section class="panel" aria-labelledby="kept">
                <h2 id="kept">{data.what}</h2>
                <dl class="answers">{lines}</dl>
                <form method="post" action=frame.href(&kept.target) enctype=enctype>
                    {hidden(kept.fields)}
                    {files(kept.files)}
                    <div class="actions">
                        <button class="button">"再提交一次"</button>
                        <a class="button quiet" href=frame.href(&data.back)>"不提交了"</a>
                    </div>
                </form>
            </section>
        </DeskPage>
    }
}

/// Done in another tab: this page is the only place the text is.
fn first_step(step: FirstStep) -> impl IntoView {
    let words = match step {
        FirstStep::ChangePassword => "先换一个自己的密码",
        FirstStep::SetUpTotp => "先绑定动态口令",
    };
    let account = Frame::current().href("desk/account");
    view! { <div class="warn"><p><a href=account target="_blank">{words}"（在新的标签页打开）"</a></p></div> }
}

fn files(names: Vec<String>) -> impl IntoView {
    names
        .into_iter()
        .enumerate()
        .map(|(index, name)| {
            let id = format!("kept-file-{index}");
            view! {
                <div class="field">
                    <label for=id.clone()>"文件没有留下，请重新选一次"</label>
                    <input type="file" id=id name=name/>
                </div>
            }
        })
        .collect_view()
}

fn hidden(fields: Vec<(String, String)>) -> impl IntoView {
    fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_carried_comes_out_as_it_went_in_beside_the_forms_own_fields() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let kept = Kept {
            target: "desk/batch".to_owned(),
            fields: vec![pair("text", "第一行\n第二行"), pair("login", "不是账号"), pair("text", "")],
            files: vec!["file".to_owned()],
        };
        let mut posted = kept.clone().carried();
        posted.push(pair("login", "clerk"));
        assert_eq!(Kept::take_from(&mut posted), Some(kept));
        assert_eq!(posted, [pair("login", "clerk")]);
        assert_eq!(Kept::take_from(&mut posted), None);
    }
}
