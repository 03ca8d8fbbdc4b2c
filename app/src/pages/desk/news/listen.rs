use domain::ports::{Recorded, RecordedRow, Wording};
use domain::recording::{MANDARIN, Part, Subject, TypedRecording};
use domain::track::local_minute;
use leptos::prelude::*;

use crate::frame::Frame;
use crate::pages::desk::Choice;
use crate::pages::desk::form::{Refused, Select};
use crate::pages::desk::frame::{DeskPage, Top};
use crate::parts::{ErrorSummary, Errors, FieldFrame, TextField, described_by};

/// Recordings of an article or a form, with the form one comes in by.
#[derive(Clone)]
pub struct ListenPage {
    pub top: Top,
    /// Where this page stands, inside the site.
    pub here: String,
    pub found: Recorded,
    /// What is spoken here beside Mandarin.
    pub languages: Vec<String>,
    /// Code and name.
    pub towns: Vec<(String, String)>,
    pub typed: TypedRecording,
    pub errors: Errors,
    pub not_now: Option<String>,
}

pub fn page(data: ListenPage) -> impl IntoView {
    let frame = Frame::current();
    let faulty = !data.errors.is_empty() || data.not_now.is_some();
    let title = format!("录音：{}", data.found.title);
    let said = Said::of(data.found.subject);
    let (above, back) = said.above;
    let above = frame.href(&above);
    let public = data.found.parts.is_some();
    let seen = frame.href(&data.found.page);
    view! {
        <DeskPage top=data.top.clone() title=title.clone() faulty>
            <ErrorSummary errors=data.errors.clone()/>
            <Refused title="没有改" why=data.not_now.clone()/>
            <h1>{title}</h1>
            <div class="actions">
                <a class="button quiet" href=above>{back}</a>
                {public.then(|| view! { <a class="button quiet" href=seen>"看网上的页面"</a> })}
            </div>
            <p>{said.first}"只放人念的录音，念的要和文字一样。上传以后，由另一位同事听过再放；文字改了，录音自动停放，听过还对得上再放。"</p>
            {asked(&data)}
            {list(&data)}
            {upload(&data)}
        </DeskPage>
    }
}

/// What differs between an article and a form.
struct Said {
    /// The page above, and the words of the way there.
    above: (String, &'static str),
    first: &'static str,
    part_gone: &'static str,
    unheard: &'static str,
    changed: &'static str,
    heard: &'static str,
    ended: &'static str,
    which: &'static str,
}

impl Said {
    fn of(subject: Subject) -> Self {
        match subject {
            Subject::Item(item) => Self {
                above: (format!("desk/news/{item}"), "回到稿件"),
                first: "居民在文章里按一下就能听。",
                part_gone: "正文里没有这个小标题了，居民听不到。",
                unheard: "还没有另一位同事听过，居民听不到。",
                changed: "文字改过，先停放，居民听不到。",
                heard: "居民正在听。",
                ended: "居民马上听不到，文件也删掉，不能取回；要再放，得重新上传。",
                which: "念的是哪里",
            },
            Subject::Form(_) => Self {
                above: ("desk/news/forms".to_owned(), "回到各张表"),
                first: "填表的人在题目下面按一下就能听；别的表里一字不差的题，也放这一段。",
                part_gone: "表里没有这一题了，谁也听不到。",
                unheard: "还没有另一位同事听过，谁也听不到。",
                changed: "题目上的字改过，先停放，谁也听不到。",
                heard: "正在放。",
                ended: "网上马上听不到，文件也删掉，不能取回；信息员手机里存过的，联网打开一次以后也没有了。要再放，得重新上传。",
                which: "念的是哪一题",
            },
        }
    }
}

/// What is to be read, question by question. An article says it on its page.
fn asked(data: &ListenPage) -> impl IntoView + use<> {
    let heard = |heading: &str| {
        let here = |row: &&RecordedRow| row.row.recording.part.heading() == heading && row.is_heard();
        data.found.rows.iter().filter(here).count()
    };
    let question = |one: &Wording| {
        let lines = one.words.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
        let heard = match heard(&one.heading) {
            0 => String::new(),
            many => format!("（{many} 段正在放）"),
        };
        view! { <li><details><summary>{one.heading.clone()}{heard}</summary>{lines}</details></li> }
    };
    let questions = data.found.asked.iter().map(question).collect_view();
    (!data.found.asked.is_empty()).then(|| {
        view! {
            <h2>"照着念"</h2>
            <p>"一题一段，点开看要念的字。网页上折起来的、下拉单里的，可以不念。"</p>
            <ul class="findings">{questions}</ul>
            <h2>"录音"</h2>
        }
    })
}

fn list(data: &ListenPage) -> impl IntoView + use<> {
    let rows = data.found.rows.iter().map(|row| line(data, row)).collect_view();
    if data.found.rows.is_empty() {
        view! { <p>"还没有录音。"</p> }.into_any()
    } else {
        view! { <ul class="findings">{rows}</ul> }.into_any()
    }
}

fn line(data: &ListenPage, row: &RecordedRow) -> impl IntoView + use<> {
    let RecordedRow { row: kept, now, .. } = row;
    let recording = &kept.recording;
    let voice = &recording.voice;
    let town = voice.town.as_ref().and_then(|code| data.towns.iter().find(|(own, _)| own == code.as_str()));
    let town = town.map(|(_, name)| format!("，{name}先放")).unwrap_or_default();
    let reader = if voice.reader.is_empty() { String::new() } else { format!("，{}念", voice.reader) };
    let about = format!("{}{reader}{town}，{}", voice.language, recording.weight());
    let by = format!("{} {}上传", local_minute(kept.uploaded_at), kept.uploader_name);
    let public = data.found.parts.is_some();
    let said = Said::of(data.found.subject);
    let standing = match (public, now.is_some(), kept.words.is_some(), row.is_heard()) {
        (false, ..) => "文章没有公开，居民听不到。",
        (true, false, ..) => said.part_gone,
        (true, true, false, _) => said.unheard,
        (true, true, true, false) => said.changed,
        (true, true, true, true) => said.heard,
    };
    let address = Frame::current().href(&recording.path());
    let label = format!("听{}：{}", recording.part.words(), voice.language);
    let player = public.then(|| view! { <audio controls=true preload="none" src=address aria-label=label></audio> });
    let again = now.clone().filter(|_| !row.is_heard());
    let steps = data.found.may_record.then(|| steps(data, row, again));
    view! {
        <li>
            <p><b>{recording.part.words().to_owned()}</b>"："{about}<br/><small>{by}</small></p>
            <p>{standing}</p>
            {player}
            {steps}
        </li>
    }
}

/// `again` is the hash of the words somebody has to compare a recording with.
fn steps(data: &ListenPage, row: &RecordedRow, again: Option<String>) -> impl IntoView + use<> {
    let frame = Frame::current();
    let at = format!("{}/{}", data.here, row.row.id);
    let (confirm, end) = (frame.href(&format!("{at}/confirm")), frame.href(&format!("{at}/end")));
    view! {
        {again.map(|words| match row.is_own {
            true => view! { <p>"这是您上传的，请另一位同事来听。"</p> }.into_any(),
            false => view! {
                <form method="post" action=confirm>
                    <input type="hidden" name="words" value=words/>
                    <button class="button">"听过了，和现在的文字一样，可以放"</button>
                </form>
            }.into_any(),
        })}
        <details>
            <summary>"撤下"</summary>
            <p>{Said::of(data.found.subject).ended}</p>
            <form method="post" action=end><button class="button quiet">"确定撤下"</button></form>
        </details>
    }
}

fn upload(data: &ListenPage) -> impl IntoView + use<> {
    let parts = data.found.parts.clone();
    match parts.filter(|_| data.found.may_record) {
        Some(parts) => form(data, &parts).into_any(),
        None if data.found.may_record => view! { <p>"文章公开以后才能放录音。"</p> }.into_any(),
        None => ().into_any(),
    }
}

fn form(data: &ListenPage, parts: &[Part]) -> impl IntoView + use<> {
    let frame = Frame::current();
    let (typed, errors) = (&data.typed, &data.errors);
    let error = errors.at("file");
    let described = described_by("file", "hint", error.as_ref());
    let invalid = error.is_some().then_some("true");
    let parts = parts.iter().map(|part| Choice::new(TypedRecording::value_of(part), part.words())).collect();
    let towns = data.towns.iter().map(|(code, name)| Choice::new(code.clone(), name.clone()));
    let towns = std::iter::once(Choice::new("", "不选")).chain(towns).collect();
    let action = frame.href(&data.here);
    let which = Said::of(data.found.subject).which;
    view! {
        <h2>"上传一段录音"</h2>
        <form class="upload" method="post" enctype="multipart/form-data" action=action>
            <FieldFrame name="file" label="录音文件" hint="MP3、M4A 或 Ogg Opus，最大 6 MB（说话大约 13 分钟）。建议用 MP3 或 M4A，各种手机都能放。文件原样公开，里面如果带着地点、姓名，也会公开" error>
                <input
                    type="file" id="file" name="file" accept="audio/*,.mp3,.m4a,.ogg,.opus"
                    aria-describedby=described aria-invalid=invalid
                />
            </FieldFrame>
            <Select name="part" label=which chosen=typed.field("part") choices=parts errors=errors.clone()/>
            {language(data)}
            <TextField name="reader" label="谁念的" value=typed.field("reader") error=errors.at("reader") optional=true hint="本人同意公开名字才写"/>
            <Select name="town" label="哪个乡镇先放这一段（可以不选）" chosen=typed.field("town") choices=towns errors=errors.clone()/>
            <button class="button">"上传"</button>
        </form>
    }
}

/// Free words, with those used here offered.
fn language(data: &ListenPage) -> impl IntoView + use<> {
    let error = data.errors.at("language");
    let described = described_by("language", "hint", error.as_ref());
    let invalid = error.is_some().then_some("true");
    let offered = std::iter::once(MANDARIN.to_owned()).chain(data.languages.iter().cloned());
    let offered = offered.map(|language| view! { <option value=language></option> }).collect_view();
    let typed = data.typed.field("language").to_owned();
    view! {
        <FieldFrame name="language" label="说的是什么话" hint="普通话，或者方言、民族语言的名称，例如本地方言、彝语、蒙古语" error>
            <input
                type="text" id="language" name="language" list="languages" autocomplete="off"
                value=typed aria-describedby=described aria-invalid=invalid
            />
            <datalist id="languages">{offered}</datalist>
        </FieldFrame>
    }
}
