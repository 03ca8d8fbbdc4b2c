use app::pages::desk::Choice;
use app::pages::desk::field::{FieldRow, FieldTable};
use app::pages::desk::ledger::{Control, FormPage, Input};
use axum::extract::Query;
use axum::response::Response;
use domain::access::{Action, Staff};
use domain::field::{Opening, OpeningFault};
use domain::ports::{FormId, NewPoint, TakeBackPoint};
use domain::question::{Phone, PostalAddress, Refused};
use domain::region::{Level, RegionCode};
use domain::report::FieldError;
use uuid::Uuid;

use super::{HERE, answer_table, head, may};
use crate::doors::desk::answer::{Refusal, asked, trouble};
use crate::doors::desk::form::Posted;
use crate::doors::desk::ledger::{Typed, answer_form, blank_form, first};
use crate::doors::desk::signed::Seat;
use crate::doors::desk::top::Done;
use crate::doors::{At, Trouble, Visit, respond};
use crate::services::Services;

const PATH: &str = "desk/field/points";
const WEEK: [(&str, &str); 7] =
    [("1", "周一"), ("2", "周二"), ("3", "周三"), ("4", "周四"), ("5", "周五"), ("6", "周六"), ("7", "周日")];

pub async fn list(Seat { services, visit, staff }: Seat, Query(done): Query<Done>) -> Result<Response, Trouble> {
    let points = services.field_desk.points(&staff).await.map_err(trouble)?;
    let manages = staff.may_ever(Action::ManageOfficers).is_ok();
    let page = FieldTable {
        top: head(&services, &staff, &done),
        title: "过期药回收点".to_owned(),
        intro: "居民在“过期药回收”里看得到。停收的不显示，记录还在。".to_owned(),
        ways: if manages { vec![(format!("{PATH}/new"), "登记回收点".to_owned())] } else { Vec::new() },
        columns: vec!["名称", "地点", "什么时候收", "谁收、电话"],
        rows: points.iter().map(|point| row(point, manages)).collect(),
        nothing: "还没有登记回收点。",
        ..FieldTable::default()
    };
    answer_table(visit, page).await
}

fn row(point: &TakeBackPoint, manages: bool) -> FieldRow {
    let state = if point.closed { "已停收" } else { "" };
    let cells = vec![
        (point.name.clone(), state.to_owned()),
        (point.region_name.clone(), point.address.clone()),
        (point.opening.words(), point.note.clone()),
        (point.receiver.clone(), point.phone.clone()),
    ];
    let link = if manages { format!("{PATH}/{}", point.id) } else { String::new() };
    FieldRow { link, cells, alarm: false }
}

pub async fn blank(Seat { services, visit, staff }: Seat) -> Result<Response, Trouble> {
    form(&services, visit, &staff, None, &Typed::new(Vec::new()), Refusal::default()).await
}

pub async fn show(Seat { services, visit, staff }: Seat, At(id): At<Uuid>) -> Result<Response, Trouble> {
    let point = services.field_desk.point(&staff, id).await.map_err(trouble)?;
    let mut typed = vec![
        ("name", point.name),
        ("region", point.code.to_string()),
        ("address", point.address),
        ("receiver", point.receiver),
        ("phone", point.phone),
        ("hours", point.opening.hours_key()),
        ("holidays", if point.opening.holidays { "yes" } else { "" }.to_owned()),
        ("note", point.note),
        ("closed", if point.closed { "yes" } else { "" }.to_owned()),
    ];
    typed.extend(point.opening.days_key().chars().map(|day| ("days", day.to_string())));
    let typed = Typed::new(typed.into_iter().map(|(name, value)| (name.to_owned(), value)).collect());
    form(&services, visit, &staff, Some(point.id), &typed, Refusal::default()).await
}

pub async fn add(
    Seat { services, visit, staff }: Seat,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    keep(&services, visit, &staff, None, Typed::new(pairs)).await
}

pub async fn change(
    Seat { services, visit, staff }: Seat,
    At(id): At<Uuid>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    services.field_desk.point(&staff, id).await.map_err(trouble)?;
    keep(&services, visit, &staff, Some(id), Typed::new(pairs)).await
}

async fn keep(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    id: Option<Uuid>,
    mut typed: Typed,
) -> Result<Response, Trouble> {
    may(staff, Action::ManageOfficers)?;
    let form_id = id.map_or_else(|| typed.form_id(), FormId);
    let keep = |new| services.field_desk.keep_point(staff, form_id, new, services.now());
    match asked(read(&mut typed), keep).await? {
        Ok(()) => Ok(respond::see_other(&visit.frame, &format!("{PATH}?done=kept"))),
        Err(refused) => form(services, visit, staff, id, &typed, refused).await,
    }
}

fn read(typed: &mut Typed) -> Result<NewPoint, Vec<FieldError>> {
    let name = typed.text("name", "名称", 40);
    let region = RegionCode::parse(typed.raw("region")).ok();
    if region.is_none() {
        typed.fault("region", "请选择在哪里");
    }
    let address = typed.text("address", "地址", PostalAddress::MAX);
    let receiver = typed.text("receiver", "谁收", 20);
    let phone = match Phone::parse(typed.raw("phone")) {
        Ok(Some(phone)) => phone.as_str().to_owned(),
        Ok(None) => {
            typed.fault("phone", "请填写电话");
            String::new()
        }
        Err(Refused(why)) => {
            typed.fault("phone", why);
            String::new()
        }
    };
    let (days, hours) = (typed.all("days").concat(), typed.optional("hours", 60));
    let opening = match Opening::parse(&days, &hours, typed.raw("holidays") == "yes") {
        Ok(opening) => Some(opening),
        Err(fault) => {
            let field = if fault == OpeningFault::Days { "days" } else { "hours" };
            typed.fault(field, fault.to_string());
            None
        }
    };
    let note = typed.optional("note", 60);
    let closed = typed.raw("closed") == "yes";
    let new = region.zip(opening).map(|(region, opening)| NewPoint {
        name,
        region,
        address,
        receiver,
        phone,
        opening,
        note,
        closed,
    });
    typed.done(new)
}

async fn form(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    id: Option<Uuid>,
    typed: &Typed,
    refused: Refusal,
) -> Result<Response, Trouble> {
    may(staff, Action::ManageOfficers)?;
    let input = |name, label, control| Input::new(name, label, control).value(typed.shown(name));
    let two = |no: &str, yes: &str| Control::Select(vec![Choice::new("", no), Choice::new("yes", yes)]);
    let week = WEEK.iter().map(|(value, words)| Choice::new(*value, *words)).collect();
    let (title, action, button) = match id {
        Some(id) => ("改回收点", format!("{PATH}/{id}"), "保存"),
        None => ("登记回收点", format!("{PATH}/new"), "登记"),
    };
    let page = FormPage {
        title: title.to_owned(),
        action,
        intro: vec!["下面写的居民都看得到，请先和回收点说好。".to_owned()],
        inputs: vec![
            input("name", "名称", Control::Line).hint("例如：永胜村卫生室"),
            input("region", "在哪里", Control::Select(first("请选择", places(services, staff)))),
            input("address", "地址", Control::Line),
            input("receiver", "谁收", Control::Line).hint("写岗位或者称呼，例如：值班医生"),
            input("phone", "电话", Control::Line),
            Input::new("days", "星期几收", Control::Checks(week, typed.all("days"))),
            input("hours", "几点到几点", Control::Line).hint("写成 08:30-11:30 14:30-17:30 这样"),
            input("holidays", "法定节假日收吗", two("不收", "照常收")),
            input("note", "要说明的", Control::Line).optional().hint("例如：赶集日全天收"),
            input("closed", "还收吗", two("收", "停收了")),
        ],
        button,
        ..blank_form(services, staff, HERE, typed, refused)
    };
    answer_form(visit, page).await
}

/// Townships and villages of the person's area.
fn places(services: &Services, staff: &Staff) -> Vec<Choice> {
    let inside = staff.seen_regions().iter().flat_map(|prefix| services.regions.within(prefix));
    let small = inside.filter(|place| place.level >= Level::Township);
    small.map(|place| Choice::new(place.code.as_str(), services.regions.full_name(&place.code))).collect()
}
