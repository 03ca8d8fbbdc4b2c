//! Where, when and to whom; why not to sell or pour away; how much was taken back.

use domain::field::{OpenNow, kilograms};
use domain::ports::{MonthWeight, TakeBackPoint};
use domain::region::RegionCode;
use leptos::prelude::*;

use super::{COLLECT, TITLE};
use crate::frame::Frame;
use crate::parts::{ColumnMeta, Crumbs, FieldFrame, Head, Shell};

#[derive(Clone)]
pub struct TakeBackPage {
    /// Of the township asked for, or all.
    pub points: Vec<OpenPoint>,
    /// Townships that have a point.
    pub towns: Vec<(RegionCode, String)>,
    pub town: Option<RegionCode>,
    /// The newest month first.
    pub weights: Vec<MonthWeight>,
    /// The way to the column about old medicine, where there is one.
    pub column: Option<String>,
}

#[derive(Clone)]
pub struct OpenPoint {
    pub point: TakeBackPoint,
    pub now: OpenNow,
}

pub fn page(data: TakeBackPage) -> impl IntoView {
    let frame = Frame::current();
    let description = "过期药送到哪里、什么时候收、找谁，为什么不能卖、不能往下水道倒。".to_owned();
    let head = Head {
        title: TITLE.to_owned(),
        description: description.clone(),
        column: Some(ColumnMeta {
            name: TITLE.to_owned(),
            description,
            keywords: "过期药,回收点,家庭小药箱".to_owned(),
        }),
        ..Head::default()
    };
    let column = data.column.map(|path| view! { <p><a href=frame.href(&path)>"过期药怎么认、怎么包，看文章"</a></p> });
    let points = if data.points.is_empty() {
        nothing(&frame, data.town.is_some()).into_any()
    } else {
        list(&data.points).into_any()
    };
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <Crumbs above=Vec::new()/>
                <h1>{TITLE}</h1>
                <div class="notice">
                    <p>"过期药不要吃、不要送人，连盒带说明书一起送到回收点。"</p>
                    <p>"不要卖给收药的人：药可能被换上新盒子，再卖给别人吃。"</p>
                    <p>"不要倒进下水道：药会进到水和土里。附近没有回收点的，当有害垃圾投放。"</p>
                </div>
                {column}
                <h2>"回收点"</h2>
                {(data.towns.len() > 1).then(|| view! { <Asking towns=data.towns town=data.town/> })}
                {points}
                <h2>"送不过去？"</h2>
                <p>"腿脚不方便、离得远的，可以请村里的信息员上门收。不要钱，也不给钱。"</p>
                <div class="actions"><a class="button quiet" href=frame.href(COLLECT)>"请信息员上门收"</a></div>
                <Weights weights=data.weights/>
            </main>
        </Shell>
    }
}

#[component]
fn Asking(towns: Vec<(RegionCode, String)>, town: Option<RegionCode>) -> impl IntoView {
    let towns = towns
        .into_iter()
        .map(|(code, name)| {
            let selected = town.as_ref() == Some(&code);
            view! { <option value=String::from(code) selected=selected>{name}</option> }
        })
        .collect_view();
    view! {
        <form method="get" action=Frame::current().href("take-back")>
            <FieldFrame name="town" label="乡镇" error=None>
                <select id="town" name="town"><option value="">"全部"</option>{towns}</select>
            </FieldFrame>
            <div class="actions"><button class="button">"找一找"</button></div>
        </form>
    }
}

fn nothing(frame: &Frame, asked: bool) -> impl IntoView + use<> {
    let lead = frame.site.hotline.iter().find(|line| line.lead).cloned();
    let words = if asked { "这个乡镇还没有回收点。" } else { "还没有公布回收点。" };
    view! {
        <div class="empty">
            <p>{words}</p>
            {asked.then(|| view! { <a class="button quiet" href=frame.href("take-back")>"看全部"</a> })}
            {lead.map(|line| view! { <p>"可以打电话问："<a href=format!("tel:{}", line.number)>{line.number.clone()}</a></p> })}
        </div>
    }
}

fn list(points: &[OpenPoint]) -> impl IntoView + use<> {
    let mut town = String::new();
    let cards = points.iter().map(|one| {
        let head = (one.point.town_name != town).then(|| view! { <h3>{one.point.town_name.clone()}</h3> });
        town.clone_from(&one.point.town_name);
        view! { {head}{card(one)} }
    });
    cards.collect_view()
}

fn card(OpenPoint { point, now }: &OpenPoint) -> impl IntoView + use<> {
    let class = if now.is_open() { "tag" } else { "tag amber" };
    let holidays = if point.opening.holidays { "，节假日照常" } else { "，法定节假日不收" };
    let door = Frame::current().href(&format!("{COLLECT}?region={}", point.code));
    let note = (!point.note.is_empty()).then(|| view! { <div><dt>"说明"</dt><dd>{point.note.clone()}</dd></div> });
    view! {
        <section class="number">
            <h4>{point.name.clone()}</h4>
            <p><span class=class>{now.words()}</span></p>
            <dl class="facts">
                <div><dt>"地址"</dt><dd>{format!("{}　{}", point.region_name, point.address)}</dd></div>
                <div><dt>"什么时候收"</dt><dd>{point.opening.words()}{holidays}</dd></div>
                <div><dt>"找谁"</dt><dd>{point.receiver.clone()}</dd></div>
                {note}
            </dl>
            <div class="actions">
                <a class="button quiet" href=format!("tel:{}", point.phone)>{format!("打电话 {}", point.phone)}</a>
                <a class="button quiet" href=door>"送不过去，请人上门收"<span class="spoken">{format!("：{}", point.region_name)}</span></a>
            </div>
        </section>
    }
}

/// Months without a record are told as such; where there never was one, nothing is.
#[component]
fn Weights(weights: Vec<MonthWeight>) -> impl IntoView {
    let any = weights.iter().any(|one| one.grams > 0);
    let rows = weights
        .into_iter()
        .map(|one| {
            view! { <tr><th scope="row">{one.month.words()}</th><td>{kilograms(one.grams)}</td></tr> }
        })
        .collect_view();
    any.then(|| {
        view! {
            <h2>"收了多少"</h2>
            <p>"信息员登记的回收重量，按月合计。"</p>
            <div class="prose">
                <table>
                    <caption class="spoken">"每月回收的过期药"</caption>
                    <thead><tr><th scope="col">"月份"</th><th scope="col">"公斤"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    })
}
