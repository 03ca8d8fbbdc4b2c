use std::sync::Arc;

use domain::collecting::{AtHome, HowMuch, Typed, field};
use domain::field::Opt;
use domain::law::Laws;
use domain::region::{RegionCode, Regions};
use leptos::prelude::*;

use super::{COLLECT, TITLE};
use crate::frame::Frame;
use crate::parts::{
    Choice, Crumbs, ErrorSummary, Errors, FieldFault, Head, Paragraphs, PlaceSelect, Sheet, Shell, TextField, Unsent,
    form_key,
};

/// The form's `id`.
const FORM: &str = "collect";

#[derive(Clone)]
pub struct CollectForm {
    pub laws: Arc<Laws>,
    pub regions: Arc<Regions>,
    /// Chosen first on a site with very many places.
    pub township: Option<RegionCode>,
    pub typed: Typed,
    pub form_key: String,
    pub errors: Errors,
    /// Why nothing was kept, where it is not the answers.
    pub unsent: Option<(&'static str, &'static str)>,
}

pub fn page(data: CollectForm) -> impl IntoView {
    let frame = Frame::current();
    let head = Head {
        title: data.errors.title("请信息员上门收过期药"),
        description: "送不过去的，留下电话，请村里的药品安全信息员上门收过期药，不要钱。".to_owned(),
        sheet: Sheet::Form,
        noindex: !data.errors.is_empty(),
        ..Head::default()
    };
    let before = frame.naming_the_bureau(data.laws.notice("collect.before"));
    let errors = data.errors.clone();
    view! {
        <Shell head last=form_key(FORM, data.form_key.clone())>
            <main id="main" class="wrap" tabindex="-1">
                <Crumbs above=vec![("take-back".to_owned(), TITLE.to_owned())]/>
                <h1>"请信息员上门收过期药"</h1>
                {data.unsent.map(|(heading, words)| view! { <Unsent heading words/> })}
                <ErrorSummary errors/>
                <div class="warn"><Paragraphs text=before/></div>
                <p>"能送的，请送到"<a href=frame.href("take-back")>"回收点"</a>"。"</p>
                {form(&frame, data)}
            </main>
        </Shell>
    }
}

fn form(frame: &Frame, data: CollectForm) -> impl IntoView + use<> {
    let CollectForm { laws, typed, errors, .. } = &data;
    let place = place(frame, &data);
    let amount = group::<HowMuch>(field::AMOUNT, "大概有多少？", false, &typed.amount, errors);
    let home = group::<AtHome>(field::HOME, "什么时候家里有人？", true, &typed.home, errors);
    view! {
        <form id=FORM method="post" action=frame.href(COLLECT) novalidate>
            {place}
            <TextField
                name=field::PLACE label="怎么找到您家？" hint="例如：村小学对面，红铁门" optional=true
                value=typed.place.clone() error=errors.at(field::PLACE)
            />
            <TextField
                name=field::PHONE label="电话" hint="手机，或者带区号的固定电话。信息员先打这个电话，再去。"
                kind="tel" inputmode="tel" autocomplete="tel"
                value=typed.phone.clone() error=errors.at(field::PHONE)
            />
            <TextField
                name=field::CALL label="怎么称呼您？" hint="例如：王大妈" optional=true
                value=typed.call.clone() error=errors.at(field::CALL)
            />
            {amount}
            {home}
            <div class="hp" aria-hidden="true">
                <label>"这一格请空着"<input type="text" name="left_empty" tabindex="-1" autocomplete="off"/></label>
            </div>
            <h2>"您的电话怎么用"</h2>
            <Paragraphs text=frame.naming_the_bureau(laws.notice("collect.privacy"))/>
            <p>{laws.collect_retention.words()}</p>
            <p>"按“请人上门收”，就是同意这样用。"</p>
            <div class="actions"><button class="button">"请人上门收"</button></div>
        </form>
    }
}

fn place(frame: &Frame, data: &CollectForm) -> impl IntoView + use<> {
    let within = data.township.as_ref().map_or(frame.site.region.as_str(), |code| code.prefix()).to_owned();
    let change = data.township.as_ref().map(|_| view! { <p><a href=frame.href(COLLECT)>"换一个乡镇"</a></p> });
    view! {
        <PlaceSelect
            name=field::REGION hint="选您家所在的村" regions=data.regions.clone() within
            chosen=data.typed.region.clone() error=data.errors.at(field::REGION)
        />
        {change}
    }
}

fn group<C: domain::field::Choice>(
    name: &'static str,
    legend: &'static str,
    optional: bool,
    chosen: &str,
    errors: &Errors,
) -> impl IntoView + use<C> {
    let error = errors.at(name);
    let class = if error.is_some() { "field bad" } else { "field" };
    let card = |(index, option): (usize, &Opt)| {
        let id = (index == 0).then(|| name.to_owned());
        view! { <Choice name value=option.key words=option.words chosen=option.key == chosen.trim() id/> }
    };
    let cards = C::OPTIONS.iter().enumerate().map(card).collect_view();
    view! {
        <fieldset class=class>
            <legend>{legend}{optional.then(|| view! { <small>"（可以不填）"</small> })}</legend>
            <FieldFault name error/>
            {cards}
        </fieldset>
    }
}
