//! The directory of pharmacies and clinics the bureau shows residents: what was checked and when, and a
//! way to report. It never says that a shop is safe.

use domain::field::Choice as _;
use domain::ports::{OutletList, ShownOutlet};
use domain::region::RegionCode;
use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::{ColumnMeta, Crumbs, FieldFrame, Head, Pages, Paging, Shell, TextField, percent};

const TITLE: &str = "药店、卫生室名录";

#[derive(Clone)]
pub struct OutletsPage {
    pub list: OutletList,
    pub town: Option<RegionCode>,
    /// Part of a name that was asked for.
    pub name: String,
    pub paging: Paging,
}

pub fn page(data: OutletsPage) -> impl IntoView {
    let frame = Frame::current();
    let description = format!("{}公布的药店、卫生室、诊所：地址、许可证号，哪天核对了什么。", frame.site.bureau);
    let asked = data.town.is_some() || !data.name.is_empty();
    let head = Head {
        title: TITLE.to_owned(),
        description: description.clone(),
        column: Some(ColumnMeta {
            name: TITLE.to_owned(),
            description: description.clone(),
            keywords: "药店,卫生室,诊所,放心药店,药品经营许可证".to_owned(),
        }),
        noindex: !data.name.is_empty(),
        ..Head::default()
    };
    let empty = data.list.rows.is_empty().then(|| nothing(asked, !data.list.towns.is_empty()));
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <Crumbs above=Vec::new()/>
                <h1>{TITLE}</h1>
                <p>{description}</p>
                <div class="notice">
                    <p>"名录只写本局哪天核对了什么。核对以后有没有变化，以店里挂的证为准。不在名录里，不等于有问题。"</p>
                </div>
                {(!data.list.towns.is_empty()).then(|| view! { <Asking data=data.clone()/> })}
                {empty}
                {found(&data, asked)}
                <Pages paging=data.paging/>
            </main>
        </Shell>
    }
}

#[component]
fn Asking(data: OutletsPage) -> impl IntoView {
    let chosen = data.town.as_ref().map(|town| town.as_str().to_owned()).unwrap_or_default();
    let towns = data.list.towns.iter().map(|town| {
        let words = format!("{}（{} 家）", town.name, town.outlets);
        let value = town.code.as_str().to_owned();
        view! { <option value=value.clone() selected=value == chosen>{words}</option> }
    });
    let towns = towns.collect_view();
    view! {
        <form method="get" action=Frame::current().href("outlets")>
            <FieldFrame name="town" label="乡镇" error=None>
                <select id="town" name="town"><option value="">"全部"</option>{towns}</select>
            </FieldFrame>
            <TextField name="q" label="店名" optional=true value=data.name error=None kind="search"/>
            <div class="actions"><button class="button">"找一找"</button></div>
        </form>
    }
}

fn nothing(asked: bool, any: bool) -> impl IntoView {
    let frame = Frame::current();
    let words = match (asked, any) {
        (true, true) => "没有找到。换个乡镇，或者店名少写几个字试试。",
        _ => "还没有公布药店、卫生室。",
    };
    view! {
        <div class="empty">
            <p>{words}</p>
            {asked.then(|| view! { <a class="button quiet" href=frame.href("outlets")>"看全部"</a> })}
        </div>
    }
}

fn found(data: &OutletsPage, asked: bool) -> impl IntoView + use<> {
    let total = data.list.total;
    let mut town = String::new();
    let rows = data.list.rows.iter().map(|outlet| {
        let head = (outlet.town != town).then(|| view! { <h2>{outlet.town.clone()}</h2> });
        town.clone_from(&outlet.town);
        view! { {head}{card(outlet)} }
    });
    let rows = rows.collect_view();
    view! {
        {(asked && total > 0).then(|| view! { <p role="status">{format!("找到 {total} 家。")}</p> })}
        {rows}
    }
}

fn card(outlet: &ShownOutlet) -> impl IntoView + use<> {
    let frame = Frame::current();
    let number = frame.href(&format!("check?q={}", percent(&outlet.licence_no)));
    let report = frame.href(&format!("report/new?wish=tip&outlet={}", outlet.id));
    let what: Vec<&str> = outlet.check.what.iter().map(|one| one.words()).collect();
    view! {
        <section class="number">
            <h3>{outlet.name.clone()}</h3>
            <dl class="facts">
                <div><dt>"类型"</dt><dd>{outlet.kind.words()}</dd></div>
                <div><dt>"地址"</dt><dd>{format!("{}　{}", outlet.region_name, outlet.address)}</dd></div>
                <div>
                    <dt>"许可证号"</dt>
                    <dd>{outlet.licence_no.clone()}" "<a href=number rel="nofollow">"怎么核对"<span class="spoken">{outlet.licence_no.clone()}</span></a></dd>
                </div>
                <div><dt>"上次核对"</dt><dd>{outlet.check.on.to_string()}</dd></div>
                <div><dt>"核对了什么"</dt><dd>{what.join("；")}</dd></div>
            </dl>
            <p><a class="button quiet" href=report rel="nofollow">"举报这里的问题"<span class="spoken">{format!("：{}", outlet.name)}</span></a></p>
        </section>
    }
}
