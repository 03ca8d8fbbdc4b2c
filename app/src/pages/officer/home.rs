//! The same for everybody: a tile for each form, what waits on this phone, and where to turn.

use domain::field::FormKind;
use leptos::prelude::*;

use super::frame::{DutyPhone, OfficerPage};
use super::picture::Picture;
use crate::frame::Frame;

/// What stands under a tile's words.
fn more(form: FormKind) -> &'static str {
    match form {
        FormKind::Clue => "游医、过期药、假药、会销……拍一张就行",
        FormKind::Reaction => "有人用药后不舒服",
        FormKind::Patrol => "看、问、记、报、劝、宣",
        FormKind::Publicity => "入户、广播、赶集",
        FormKind::Household => "家庭小药箱，一起看一看",
        FormKind::TakeBack => "两个人一起清点",
        FormKind::Help => "替不会填的村民填",
    }
}

pub fn page() -> impl IntoView {
    let frame = Frame::current();
    let tiles = FormKind::ALL
        .into_iter()
        .enumerate()
        .map(|(index, form)| {
            let class = if index == 0 { "tile first" } else { "tile" };
            let href = frame.href(&format!("officer/new/{}", form.as_str()));
            view! { <li class=class><a href=href><Picture key=form.as_str()/>{form.call()}<small>{more(form)}</small></a></li> }
        })
        .collect_view();
    view! {
        <OfficerPage title="信息员上报" kind="home">
            <h1 class="spoken">"信息员上报"</h1>
            <p class="who" data-officer-name></p>
            <div class="warn" data-officer-unbound hidden>
                <h2>"这部手机还没有绑定"</h2>
                <p>"向乡镇协管员要一个 8 位数的绑定码，绑定一次就能用。"</p>
                <a class="button" href=frame.href("officer/bind")>"绑定这部手机"</a>
            </div>
            <div class="notice" data-officer-untrained hidden>
                <p>"第一次上报前，请先花几分钟看培训卡，答几道小题。急事不用等。"</p>
                <a class="button quiet" href=frame.href("officer/training")>"看培训卡"</a>
            </div>
            <a class="pending" href=frame.href("officer/queue") data-officer-badge hidden></a>
            <ul class="tiles">{tiles}</ul>
            <details class="more"><summary>"有人受伤、出人命、好多人一起不舒服？"</summary>
                <p>"先打电话，人要紧，回头再填。"</p>
                <DutyPhone/>
            </details>
            <p><a href=frame.href("officer/queue")>"接着填没填完的"<b data-officer-drafts hidden></b></a></p>
            <p><a href=frame.href("officer/outlets")>"村里的药店、卫生室"</a></p>
            <p><a href=frame.href("officer/training")>"培训卡和小测验"</a></p>
            <div class="actions" data-officer-others hidden></div>
            <p><a href=frame.href("officer/who")>"换人用这部手机"</a></p>
            <p><a href=frame.href("officer/bind")>"再绑定一位信息员"</a></p>
        </OfficerPage>
    }
}
