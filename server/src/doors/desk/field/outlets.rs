use app::pages::desk::Choice;
use app::pages::desk::field::{FieldRow, FieldTable, Upload};
use app::pages::desk::ledger::{Control, FormPage, Input};
use app::parts::Errors;
use axum::extract::{Multipart, Query, State};
use axum::response::Response;
use domain::access::{Action, Staff};
use domain::field::{Choice as _, PlaceKind};
use domain::ports::{NewOutlet, Outlet};
use domain::region::RegionCode;

use super::{HERE, answer_table, head, may};
use crate::doors::desk::answer::{Refusal, asked, refusal, trouble};
use crate::doors::desk::form::Posted;
use crate::doors::desk::ledger::{Typed, answer_form, blank_form, first};
use crate::doors::desk::signed::Signed;
use crate::doors::desk::top::Done;
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

const PATH: &str = "desk/field/outlets";
/// Kinds that stand in the ledger: a walk through the village is none.
const KINDS: [PlaceKind; 5] =
    [PlaceKind::Pharmacy, PlaceKind::VillageClinic, PlaceKind::Clinic, PlaceKind::Shop, PlaceKind::Stall];

pub async fn list(
    State(services): State<Services>,
    visit: Visit,
    Signed(staff): Signed,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    page(&services, visit, &staff, &done, Errors::default()).await
}

async fn page(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    done: &Done,
    errors: Errors,
) -> Result<Response, Trouble> {
    let outlets = services.field_desk.outlets(staff, services.now()).await.map_err(trouble)?;
    let manages = staff.may_ever(Action::ManageOfficers).is_ok();
    let upload = Upload {
        action: format!("{PATH}/import"),
        title: "从表格导入",
        hint: "xlsx 或 csv。要有类型、名称、村三列（村写 12 位区划代码，或不重名的村名）；许可证号、负责人、电话可以没有。同村同名的更新，不重复。",
        button: "导入",
    };
    let page = FieldTable {
        top: head(services, staff, done),
        title: "药店、卫生室、诊所、小卖部台账".to_owned(),
        intro: format!("共 {} 家，很久没去的在前。证号只看格式，格式对不等于证是真的。", outlets.len()),
        ways: if manages { vec![(format!("{PATH}/new"), "登记一家".to_owned())] } else { Vec::new() },
        columns: vec!["名称", "地点", "许可证号", "负责人、电话", "最近一次去"],
        rows: outlets.iter().map(row).collect(),
        nothing: "台账还是空的。",
        upload: manages.then_some(upload),
        errors,
        ..FieldTable::default()
    };
    answer_table(visit, page).await
}

fn row(outlet: &Outlet) -> FieldRow {
    let known = |text: &str| if text.is_empty() { "没有登记".to_owned() } else { text.to_owned() };
    let state = if outlet.closed { "，已停业" } else { "" };
    let cells = vec![
        (outlet.name.clone(), format!("{}{state}", outlet.kind.words())),
        (outlet.region_name.clone(), String::new()),
        (known(&outlet.licence_no), outlet.licence_note.clone()),
        (known(&outlet.keeper), outlet.phone.clone()),
        (outlet.visited_on.map_or_else(|| "还没去过".to_owned(), |day| day.to_string()), String::new()),
    ];
    FieldRow { link: String::new(), cells, alarm: false }
}

pub async fn blank(State(services): State<Services>, visit: Visit, Signed(staff): Signed) -> Result<Response, Trouble> {
    form(&services, visit, &staff, &Typed::new(Vec::new()), Refusal::default()).await
}

pub async fn keep(
    State(services): State<Services>,
    visit: Visit,
    Signed(staff): Signed,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    may(&staff, Action::ManageOfficers)?;
    let mut typed = Typed::new(pairs);
    let asked =
        asked(read(&mut typed), |new| services.field_desk.keep_outlet(&staff, typed.form_id(), new, services.now()))
            .await?;
    match asked {
        Ok(()) => Ok(respond::see_other(&visit.frame, &format!("{PATH}?done=kept"))),
        Err(refused) => form(&services, visit, &staff, &typed, refused).await,
    }
}

pub async fn import(
    State(services): State<Services>,
    visit: Visit,
    Signed(staff): Signed,
    mut multipart: Multipart,
) -> Result<Response, Trouble> {
    let (mut name, mut bytes) = (String::new(), axum::body::Bytes::new());
    while let Some(field) = multipart.next_field().await? {
        if field.name() == Some("file") {
            name = field.file_name().unwrap_or_default().to_owned();
            bytes = field.bytes().await?;
        }
    }
    match services.field_desk.import_outlets(&staff, &name, &bytes, services.now()).await {
        Ok(_) => Ok(respond::see_other(&visit.frame, &format!("{PATH}?done=kept"))),
        Err(error) => {
            let faults = refusal(error)?.faults;
            page(&services, visit, &staff, &Done::default(), Errors::new(faults)).await
        }
    }
}

fn read(typed: &mut Typed) -> Result<NewOutlet, Vec<domain::report::FieldError>> {
    let kind = PlaceKind::parse(typed.raw("kind")).filter(|kind| KINDS.contains(kind));
    if kind.is_none() {
        typed.fault("kind", "请选择类型");
    }
    let region = RegionCode::parse(typed.raw("region")).ok();
    if region.is_none() {
        typed.fault("region", "请选择在哪个村");
    }
    let name = typed.text("name", "名称", 60);
    let (licence_no, keeper, phone) =
        (typed.optional("licence_no", 60), typed.optional("keeper", 40), typed.optional("phone", 20));
    let closed = typed.raw("closed") == "yes";
    let new =
        kind.zip(region).map(|(kind, region)| NewOutlet { kind, name, region, licence_no, keeper, phone, closed });
    typed.done(new)
}

async fn form(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    typed: &Typed,
    refused: Refusal,
) -> Result<Response, Trouble> {
    may(staff, Action::ManageOfficers)?;
    let kinds = KINDS.iter().map(|kind| Choice::new(kind.key(), kind.words())).collect();
    let inside = staff.seen_regions().iter().flat_map(|prefix| services.regions.villages(prefix));
    let villages: Vec<Choice> =
        inside.map(|one| Choice::new(one.code.as_str(), services.regions.full_name(&one.code))).collect();
    let input = |name, label, control| Input::new(name, label, control).value(typed.shown(name));
    let page = FormPage {
        title: "登记药店、卫生室".to_owned(),
        action: format!("{PATH}/new"),
        intro: vec!["同村同名的会更新原来那一家。".to_owned()],
        inputs: vec![
            input("kind", "类型", Control::Select(first("请选择", kinds))),
            input("name", "名称", Control::Line),
            input("region", "在哪个村", Control::Select(first("请选择", villages))),
            input("licence_no", "许可证号", Control::Line).optional().hint("药店写药品经营许可证号"),
            input("keeper", "负责人", Control::Line).optional(),
            input("phone", "电话", Control::Line).optional(),
            input("closed", "还开着吗", Control::Select(vec![Choice::new("", "开着"), Choice::new("yes", "停业了")])),
        ],
        button: "登记",
        ..blank_form(services, staff, HERE, typed, refused)
    };
    answer_form(visit, page).await
}
