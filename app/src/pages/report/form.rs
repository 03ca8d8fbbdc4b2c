//! The report form: one `<form>`, one long page; the island turns it into a question a page.

use std::sync::Arc;

use domain::law::Laws;
use domain::region::{RegionCode, Regions};
use domain::report::{Answers, Evidence, FieldError, Wish, field};
use jiff::civil::Date;
use leptos::prelude::*;

use super::category::Category;
use super::identity::Identity;
use super::photos::PhotoQuestion;
use super::requests::Requests;
use super::send::Send;
use super::story::Story;
use super::whereabouts::Whereabouts;
use crate::frame::Frame;
use crate::islands::Steps;
use crate::parts::{ErrorSummary, Errors, Head, Heard, Paragraphs, Sheet, Shell, Unsent, form_key, provide_clips};

/// Questions an address answers with a place: a draft kept on the phone does not take that away.
const GIVEN: &str = "region place respondent_name respondent_address";

/// Where the leave link goes: a page nobody wonders about.
const ELSEWHERE: &str = "https://www.weather.com.cn/";

/// The form's `id`.
const FORM: &str = "report";

#[derive(Clone)]
pub struct FormPage {
    pub laws: Arc<Laws>,
    pub regions: Arc<Regions>,
    pub today: Date,
    pub wish: Wish,
    pub filled: Filled,
    /// On a large site: the township whose villages are offered.
    pub township: Option<RegionCode>,
    /// Makes a double tap, a retry and the back button one matter; kept through every refusal.
    pub form_key: String,
    pub warning: Option<Warning>,
    /// Recordings of its questions.
    pub heard: Vec<Heard>,
    /// The page before this one, inside the site, with what is known already.
    pub start: String,
}

/// The answers as they stand and what is wrong with them.
#[derive(Clone, Default)]
pub struct Filled {
    pub answers: Answers,
    pub errors: Vec<FieldError>,
    /// What came with a refused form; browsers do not put files back.
    pub lost: Evidence,
    /// Of tips: a reward would be welcome.
    pub reward_wished: bool,
    /// The place an address brought, already written into the answers.
    pub given: Option<String>,
}

/// Why a form that was sent is shown again although no answer is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// 413
    TooLarge,
    /// 503
    Unavailable,
    /// 409: the same form was sent before with other content.
    SentBefore,
}

pub fn page(data: FormPage) -> impl IntoView {
    provide_clips(data.heard.clone());
    let frame = Frame::current();
    let errors = Errors::new(data.filled.errors.clone());
    let title = title_of(data.wish);
    let shown = if data.warning.is_some() { format!("没有提交成功：{title}") } else { errors.title(title) };
    let head = Head {
        title: shown,
        description: format!("{title}药品、医疗器械、化妆品的问题。"),
        sheet: Sheet::Form,
        islands: true,
        noindex: true,
        ..Head::default()
    };
    let start = frame.href(&data.start);
    let key = form_key(FORM, data.form_key.clone());
    view! {
        <Shell head last=key>
            <main id="main" class="wrap" tabindex="-1">
                {(data.wish == Wish::Tip).then(|| view! {
                    <a class="leave" href=ELSEWHERE rel="external noreferrer">"快速离开"</a>
                })}
                <nav class="crumbs" aria-label="所在位置"><a href=frame.href("")>"首页"</a>" › "<a href=start>"我要投诉举报"</a></nav>
                <h1>{title}</h1>
                {data.warning.map(|warning| view! { <WarningBox warning/> })}
                <ErrorSummary errors=errors.clone()/>
                {data.filled.given.clone().map(|place| view! { <Given place wish=data.wish start=data.start.clone()/> })}
                <Steps>
                    <Form data errors/>
                </Steps>
            </main>
        </Shell>
    }
}

fn title_of(wish: Wish) -> &'static str {
    match wish {
        Wish::Complaint => "投诉",
        Wish::Tip => "举报",
        Wish::Both => "投诉并举报",
    }
}

#[component]
fn Form(data: FormPage, errors: Errors) -> impl IntoView {
    let frame = Frame::current();
    let action = frame.href(&action_of(&data));
    let ahead = frame.assets.ahead_js.as_deref().map(|script| frame.href(script));
    let Filled { answers, lost, errors: faults, reward_wished, given } = data.filled;
    let (laws, wish) = (data.laws, data.wish);
    let platform_max = laws.platform.platform_name_max.to_string();
    let refused = (data.warning.is_some() || !faults.is_empty()).then_some("");
    let notice_version = laws.notices.get("privacy").map(|notice| notice.version.clone());
    view! {
        <form
            id=FORM method="post" action=action enctype="multipart/form-data" novalidate autocomplete="off"
            data-today=data.today.to_string() data-platform-max=platform_max
            data-refused=refused data-given=given.map(|_| GIVEN) data-ahead=ahead
        >
            <input type="hidden" name=field::WISH value=wish.as_str()/>
            <input type="hidden" name="notice_version" value=notice_version/>
            <Intro laws=laws.clone() wish/>
            <Category laws=laws.clone() wish answers=answers.clone() errors=errors.clone()/>
            <PhotoQuestion laws=laws.clone() errors=errors.clone() lost/>
            <Whereabouts regions=data.regions township=data.township wish answers=answers.clone() errors=errors.clone()/>
            <Story laws=laws.clone() wish answers=answers.clone() errors=errors.clone() lost/>
            {wish.asks_for_redress().then(|| view! {
                <Requests laws=laws.clone() answers=answers.clone() errors=errors.clone()/>
            })}
            <Identity laws=laws.clone() wish answers=answers.clone() errors=errors.clone()/>
            <Send laws wish reward_wished/>
        </form>
    }
}

fn action_of(data: &FormPage) -> String {
    match &data.township {
        Some(township) => format!("report/new?township={township}"),
        None => "report/new".to_owned(),
    }
}

/// Stands before the first question; the island leaves it there.
#[component]
fn Intro(laws: Arc<Laws>, wish: Wish) -> impl IntoView {
    let leave = (wish == Wish::Tip).then(|| view! {
        <details class="more"><summary>"旁边有人，不方便？"</summary><Paragraphs text=laws.notice("leave_quickly")/></details>
    });
    view! {
        <div class="intro">
            <p class="hint">"没有写“可以不填”的，都要填。填错了会告诉您，已填的不会丢。"</p>
            {leave}
        </div>
    }
}

/// Says which place a poster or the directory filled in, and the way to the other wish.
#[component]
fn Given(place: String, wish: Wish, start: String) -> impl IntoView {
    let start = Frame::current().href(&start);
    let other =
        if wish == Wish::Tip { "想退钱、换货？改选投诉" } else { "只想请人去查？改选举报" };
    view! {
        <div class="notice">
            <p>{format!("已经替您填好地方：{place}。不对可以改。")}</p>
            <p><a href=start>{other}</a></p>
        </div>
    }
}

#[component]
fn WarningBox(warning: Warning) -> impl IntoView {
    let frame = Frame::current();
    let (heading, words) = match warning {
        Warning::TooLarge => ("照片太大，没有提交", "文字还在。请少选几张照片，或者把照片改小，再提交一次。"),
        Warning::Unavailable => {
            ("现在存不下，没有提交", "填写的内容还在下面。请过几分钟再按“提交”；照片要重新选一次。急事请直接打电话。")
        }
        Warning::SentBefore => (
            "这张表已经提交过一次",
            "刚才的内容已经收到，您又改了内容。如果是同一件事，请用回执上的查询码去补充；如果是另外一件事，请再按一次“提交”。",
        ),
    };
    view! {
        <Unsent heading words>
            {(warning == Warning::SentBefore).then(|| view! { <li><a href=frame.href("track")>"用查询码补充"</a></li> })}
        </Unsent>
    }
}
