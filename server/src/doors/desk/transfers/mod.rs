//! 移送、移交: the list, opening one, one with all that may be done to it, its papers; cases handed to us.

mod paper;
mod received;
mod steps;

use app::pages::desk::Choice;
use app::pages::desk::ledger::{Cell, Control, FilePage, FormPage, Input, Line, ListPage};
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::get;
use domain::access::{Action, Staff};
use domain::law::Route;
use domain::ports::{Listed, NewTransfer};
use domain::track::local_minute;
use domain::transfer::{Good, Transfer};

use super::answer::{Refusal, asked, trouble};
use super::form::Posted;
use super::ledger::{
    Asked, Typed, answer_file, answer_form, answer_list, blank_form, file_of, filter, first, lights, page_of,
    refused_step, townships, unit_name,
};
use super::signed::Seat;
use super::top::{Counts, Done, top};
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

const HERE: &str = "desk/transfers";

pub fn routes() -> Router<Services> {
    Router::new()
        .route("/desk/transfers", get(list))
        .route("/desk/transfers/new", get(blank).post(open))
        .route("/desk/transfers/received", get(received::blank).post(received::register))
        .route("/desk/transfers/{number}", get(show).post(take))
        .route("/desk/transfers/{number}/letter", get(paper::letter))
        .route("/desk/transfers/{number}/goods", get(paper::goods))
}

async fn list(
    Seat { services, visit, staff }: Seat,
    Query(done): Query<Done>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let found = services.transfers.list(&staff, &asked.query()).await.map_err(trouble)?;
    let now = services.now();
    let line = |row: Listed<Transfer>| {
        let opening = row.record.opening.clone();
        let nearest = lights(&services, &row.record.clocks(&services.laws, &services.calendar), now).into_iter().next();
        Line {
            link: format!("{HERE}/{}", row.number),
            small: local_minute(row.opened_at),
            cells: vec![
                Cell::new(opening.to_name, opening.route.words()),
                Cell::new(opening.subject, row.matter.unwrap_or_else(|| "巡查等发现".to_owned())),
                Cell::new(row.record.stage.words(), unit_name(&services, row.unit.as_deref())),
            ],
            light: nearest.filter(|_| row.due.is_some()),
            number: row.number,
        }
    };
    let may_open = staff.may_ever(Action::Transfer).is_ok();
    let page = ListPage {
        top: top(&services, &staff, HERE, Counts::default(), &done),
        title: "移送、移交".to_owned(),
        intro: "移送公安按法定时限走；移交其他部门、给移送机关回执和反馈没有法定天数，日子是本局自己定的。".to_owned(),
        ways: if may_open { ways() } else { Vec::new() },
        filters: vec![
            filter("state", "状态", &asked.state, &[("", "没有办结的"), ("ended", "已经办结的"), ("all", "全部")]),
            filter("sort", "去向、来源", &asked.sort, &SORTS),
        ],
        columns: vec!["对方单位", "案由、事项", "进度、单位"],
        nothing: "没有符合条件的移送。".to_owned(),
        lines: found.rows.into_iter().map(line).collect(),
        ..ListPage::default()
    };
    answer_list(visit, page_of(&asked, HERE, found.total, found.page_size, page)).await
}

const SORTS: [(&str, &str); 4] =
    [("", "全部"), ("police", "移送公安"), ("body", "移交其他部门"), ("back", "移送给本局（反向移送）")];

fn ways() -> Vec<(String, String)> {
    let all = [("new", "登记移送"), ("received", "登记收到的移送")];
    all.iter().map(|(path, words)| (format!("{HERE}/{path}"), (*words).to_owned())).collect()
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct FromMatter {
    matter: String,
}

async fn blank(Seat { services, visit, staff }: Seat, Query(from): Query<FromMatter>) -> Result<Response, Trouble> {
    let typed = Typed::new(vec![("matter".to_owned(), from.matter)]);
    form(&services, visit, &staff, &typed, Refusal::default()).await
}

async fn open(
    Seat { services, visit, staff }: Seat,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    staff.may_ever(Action::Transfer).map_err(|denied| trouble(denied.into()))?;
    let mut typed = Typed::new(pairs);
    let new = NewTransfer {
        to: typed.raw("to").to_owned(),
        to_name: typed.optional("to_name", 60),
        matter: typed.optional("matter", 30),
        whole: typed.raw("whole") == "yes",
        region: typed.raw("region").to_owned(),
        subject: typed.text("subject", "案由", 60),
        facts: typed.text("facts", "基本情况", 1000),
        basis: typed.text("basis", "依据", 200),
    };
    let read = typed.done(Some(new));
    let asked = asked(read, |new| services.transfers.open(&staff, typed.form_id(), new, services.now())).await?;
    match asked {
        Ok(number) => Ok(respond::see_other(&visit.frame, &format!("{HERE}/{number}?done=kept"))),
        Err(refused) => form(&services, visit, &staff, &typed, refused).await,
    }
}

async fn form(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    typed: &Typed,
    refused: Refusal,
) -> Result<Response, Trouble> {
    staff.may_ever(Action::Transfer).map_err(|denied| trouble(denied.into()))?;
    let bodies = services.laws.bodies.body.iter().map(|body| {
        let phone = body.phone.as_ref().map(|phone| format!("，电话 {phone}")).unwrap_or_default();
        Choice::new(&body.key, format!("{}（{}{phone}）", body.name, body.what))
    });
    let scope = vec![Choice::new("yes", "整个案件"), Choice::new("no", "只移交其中的线索，本局继续办")];
    let places = first("请选择", townships(services, staff, true));
    let input = |name, label, control| Input::new(name, label, control).value(typed.shown(name));
    let page = FormPage {
        title: "登记移送".to_owned(),
        intro: vec![
            "涉嫌犯罪的，不得以罚款代替移送。反映干部不管、包庇、收钱的，请对方直接向纪检监察机关反映，不在这里登记。"
                .to_owned(),
        ],
        action: format!("{HERE}/new"),
        inputs: vec![
            input("to", "移送给", Control::Select(first("请选择", bodies.collect()))),
            input("to_name", "接收单位全称", Control::Line)
                .optional()
                .hint("例如 某某县公安局；移交其他县、其他部门时要写"),
            input("matter", "投诉举报编号", Control::Line).optional().hint("在事项中发现的填编号；巡查等发现的空着"),
            input("region", "发现的地方", Control::Select(places)).optional().hint("填了编号的，以事项为准"),
            input("whole", "移送范围", Control::Select(scope)),
            input("subject", "案由", Control::Line).hint("例如 涉嫌销售假药"),
            input("facts", "基本情况", Control::Area(1000)),
            input("basis", "依据", Control::Area(200)).hint("法律、条款"),
        ],
        button: "登记",
        ..blank_form(services, staff, HERE, typed, refused)
    };
    answer_form(visit, page).await
}

async fn show(
    Seat { services, visit, staff }: Seat,
    Path(number): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    let typed = Typed::new(Vec::new());
    file(&services, visit, &staff, &number, &done, &typed, Refusal::default()).await
}

async fn take(
    Seat { services, visit, staff }: Seat,
    Path(number): Path<String>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let now = services.now();
    let mut typed = Typed::new(pairs);
    // Who may not act at all is told so before what was typed is judged.
    let found = services.transfers.read(&staff, &number).await.map_err(trouble)?;
    steps::may(&staff, typed.raw("step")).map_err(|denied| trouble(denied.into()))?;
    let step = steps::read(&services, &found.listed.record, &mut typed);
    let refused =
        refused_step(&mut typed, step, now, |taking| services.transfers.take(&staff, &number, taking, now)).await?;
    let Some(refused) = refused else {
        return Ok(respond::see_other(&visit.frame, &format!("{HERE}/{number}?done=kept")));
    };
    file(&services, visit, &staff, &number, &Done::default(), &typed, refused).await
}

async fn file(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    number: &str,
    done: &Done,
    typed: &Typed,
    refused: Refusal,
) -> Result<Response, Trouble> {
    let found = services.transfers.read(staff, number).await.map_err(trouble)?;
    let now = services.now();
    let (listed, laws) = (&found.listed, &services.laws);
    let transfer = &listed.record;
    let matter = listed.matter.as_ref().map(|number| (format!("desk/matter/{number}"), format!("事项 {number}")));
    let at = format!("{HERE}/{}", listed.number);
    let mut links: Vec<_> = matter.into_iter().collect();
    let back = transfer.opening.route == Route::Back;
    links.push((format!("{at}/letter"), if back { "回执、复函打印版" } else { "移送书（函）打印版" }.to_owned()));
    if !transfer.goods.is_empty() {
        links.push((format!("{at}/goods"), "涉案物品清单打印版".to_owned()));
    }
    let paper = |key: &String| laws.bodies.paper(key).map_or(key.clone(), |paper| paper.name.clone());
    let missing = laws.bodies.missing(transfer.opening.route, !transfer.goods.is_empty(), &transfer.papers);
    let missing = missing.into_iter().map(|name| format!("还缺：{name}"));
    let papers: Vec<_> = transfer.papers.iter().map(paper).chain(missing).collect();
    let panels = steps::panels(services, staff, transfer, typed);
    let top = top(services, staff, HERE, Counts::default(), done);
    let page = FilePage {
        kind: transfer.opening.route.words(),
        stage: transfer.stage.words().to_owned(),
        lights: if transfer.stage.is_end() {
            Vec::new()
        } else {
            lights(services, &transfer.clocks(laws, &services.calendar), now)
        },
        facts: facts(services, transfer, &listed.region_name),
        links,
        sections: vec![
            typed.unsaved(&panels),
            ("涉案物品".to_owned(), Good::typed(&transfer.goods).lines().map(str::to_owned).collect()),
            ("附送材料".to_owned(), papers),
        ],
        panels,
        ..file_of(top, at, &found, refused)
    };
    answer_file(visit, page).await
}

fn facts(services: &Services, transfer: &Transfer, place: &str) -> Vec<(String, String)> {
    let opening = &transfer.opening;
    let whole = if opening.whole { "整个案件" } else { "只移交线索" };
    let (other, scope) = match opening.route {
        Route::Police => ("移送给", "涉嫌犯罪案件"),
        Route::Back => ("移送机关", "需要给予行政处罚的案件"),
        Route::Body | Route::Told => ("移送给", whole),
    };
    let mut facts = vec![
        (other, opening.to_name.clone()),
        ("对方文号", opening.their_no.clone().unwrap_or_default()),
        ("范围", scope.to_owned()),
        ("案由", opening.subject.clone()),
        ("基本情况", opening.facts.clone()),
        ("依据", opening.basis.clone()),
        ("地点", place.to_owned()),
        ("承办单位", unit_name(services, Some(&opening.unit))),
    ];
    let more = [
        ("专案组", transfer.team.join("、")),
        ("涉嫌罪名", transfer.crime.clone()),
        ("文号", transfer.document_no.clone().unwrap_or_default()),
        ("签收", transfer.signed_by.clone().unwrap_or_default()),
        (
            if opening.route == Route::Back { "本局立案文号" } else { "公安立案文号" },
            transfer.case_no.clone().unwrap_or_default(),
        ),
        ("结果", transfer.outcome.clone().unwrap_or_default()),
    ];
    facts.extend(more.into_iter().filter(|(_, value)| !value.is_empty()));
    facts.into_iter().map(|(label, value)| (label.to_owned(), value)).collect()
}
