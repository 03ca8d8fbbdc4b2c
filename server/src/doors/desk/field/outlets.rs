use app::pages::desk::Choice;
use app::pages::desk::field::{FieldFile, FieldPanel, FieldRow, FieldTable, Upload};
use app::pages::desk::ledger::{Control, FormPage, Input};
use app::parts::Errors;
use axum::extract::{Multipart, Query};
use axum::response::Response;
use domain::access::{Action, Staff};
use domain::field::{Checked, Choice as _, PlaceKind};
use domain::ports::{DeskError, FormId, NewOutlet, Outlet, OutletCheck};
use domain::question::RespondentAddress;
use domain::region::RegionCode;
use uuid::Uuid;

use super::{HERE, answer_file, answer_table, file_of, head, may, villages_of};
use crate::doors::desk::answer::{Refusal, asked, refusal, trouble};
use crate::doors::desk::form::Posted;
use crate::doors::desk::ledger::{Typed, answer_form, blank_form, first};
use crate::doors::desk::signed::Seat;
use crate::doors::desk::top::Done;
use crate::doors::{At, Trouble, Visit, respond};
use crate::services::Services;

const PATH: &str = "desk/field/outlets";

pub async fn list(Seat { services, visit, staff }: Seat, Query(done): Query<Done>) -> Result<Response, Trouble> {
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
    let shown = outlets.iter().filter(|outlet| outlet.shown).count();
    let manages = staff.may_ever(Action::ManageOfficers).is_ok();
    let upload = Upload {
        action: format!("{PATH}/import"),
        title: "从表格导入",
        label: "表格文件",
        hint: "xlsx 或 csv。要有类型、名称、村三列（村写 12 位区划代码，或不重名的村名）；地址、许可证号、负责人、电话可以没有。同村同名的更新，不重复。",
        accept: ".xlsx,.csv",
        button: "导入",
    };
    let page = FieldTable {
        top: head(services, staff, done),
        title: "药店、卫生室、诊所、小卖部台账".to_owned(),
        intro: format!(
            "共 {} 家，很久没去的在前。居民看得到 {} 家。证号只看格式，格式对不等于证是真的。",
            outlets.len(),
            shown
        ),
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
    let state = if outlet.closed { "，已停业" } else { "" };
    let shown = if outlet.shown { "居民看得到" } else { "" };
    let cells = vec![
        (outlet.name.clone(), format!("{}{state}", outlet.kind.words())),
        (outlet.region_name.clone(), shown.to_owned()),
        (known(&outlet.licence_no), outlet.licence_note.clone()),
        (known(&outlet.keeper), outlet.phone.clone()),
        (outlet.visited_on.map_or_else(|| "还没去过".to_owned(), |day| day.to_string()), String::new()),
    ];
    FieldRow { link: format!("{PATH}/{}", outlet.id), cells, alarm: false }
}

fn known(text: &str) -> String {
    if text.is_empty() { "没有登记".to_owned() } else { text.to_owned() }
}

pub async fn blank(Seat { services, visit, staff }: Seat) -> Result<Response, Trouble> {
    form(&services, visit, &staff, &Typed::new(Vec::new()), Refusal::default()).await
}

pub async fn keep(
    Seat { services, visit, staff }: Seat,
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

pub async fn import(Seat { services, visit, staff }: Seat, multipart: Multipart) -> Result<Response, Trouble> {
    let (name, bytes) = file_of(multipart).await?;
    match services.field_desk.import_outlets(&staff, &name, &bytes, services.now()).await {
        Ok(_) => Ok(respond::see_other(&visit.frame, &format!("{PATH}?done=kept"))),
        Err(error) => {
            let faults = refusal(error)?.faults;
            page(&services, visit, &staff, &Done::default(), Errors::new(faults)).await
        }
    }
}

fn read(typed: &mut Typed) -> Result<NewOutlet, Vec<domain::report::FieldError>> {
    let kind = PlaceKind::parse(typed.raw("kind")).filter(|kind| PlaceKind::IN_LEDGER.contains(kind));
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
    // As long as 12315 takes an address, so that it fits the report form.
    let address = typed.optional("address", RespondentAddress::MAX);
    let closed = typed.raw("closed") == "yes";
    let new = kind.zip(region).map(|(kind, region)| NewOutlet {
        kind,
        name,
        region,
        licence_no,
        keeper,
        phone,
        address,
        closed,
    });
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
    let page = FormPage {
        title: "登记药店、卫生室".to_owned(),
        action: format!("{PATH}/new"),
        intro: vec!["同村同名的会更新原来那一家。".to_owned()],
        inputs: inputs(services, staff, |name| typed.shown(name)),
        button: "登记",
        ..blank_form(services, staff, HERE, typed, refused)
    };
    answer_form(visit, page).await
}

fn inputs(services: &Services, staff: &Staff, now: impl Fn(&str) -> String) -> Vec<Input> {
    let kinds = PlaceKind::IN_LEDGER.iter().map(|kind| Choice::new(kind.key(), kind.words())).collect();
    let input = |name, label, control| Input::new(name, label, control).value(now(name));
    vec![
        input("kind", "类型", Control::Select(first("请选择", kinds))),
        input("name", "名称", Control::Line),
        input("region", "在哪个村", Control::Select(first("请选择", villages_of(services, staff)))),
        input("address", "地址", Control::Line).optional().hint("街道、门牌，例如：新街路口12号。要公开的必须有"),
        input("licence_no", "许可证号", Control::Line).optional().hint("药店写药品经营许可证号"),
        input("keeper", "负责人", Control::Line).optional(),
        input("phone", "电话", Control::Line).optional(),
        input("closed", "还开着吗", Control::Select(vec![Choice::new("", "开着"), Choice::new("yes", "停业了")])),
    ]
}

pub async fn show(
    Seat { services, visit, staff }: Seat,
    At(id): At<Uuid>,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    file(&services, visit, &staff, id, &done, &Typed::new(Vec::new()), Refusal::default()).await
}

pub async fn take(
    Seat { services, visit, staff }: Seat,
    At(id): At<Uuid>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let mut typed = Typed::new(pairs);
    let (desk, now) = (&services.field_desk, services.now());
    let step = typed.raw("step").to_owned();
    let taken = match step.as_str() {
        "show" => match checked(&mut typed) {
            Ok(check) => desk.show_outlet(&staff, id, Some(check), now).await,
            Err(faults) => Err(DeskError::Invalid(faults)),
        },
        "hide" => desk.show_outlet(&staff, id, None, now).await,
        "change" => match read(&mut typed) {
            Ok(new) => desk.keep_outlet(&staff, FormId(id), new, now).await,
            Err(faults) => Err(DeskError::Invalid(faults)),
        },
        _ => return Err(Trouble::BadRequest("没有这一步".to_owned())),
    };
    match taken {
        Ok(()) => Ok(respond::see_other(&visit.frame, &format!("{PATH}/{id}?done=kept"))),
        Err(error) => file(&services, visit, &staff, id, &Done::default(), &typed, refusal(error)?).await,
    }
}

fn checked(typed: &mut Typed) -> Result<OutletCheck, Vec<domain::report::FieldError>> {
    let on = typed.date("checked_on", "核对日期");
    let what = typed.all("checked").iter().filter_map(|key| Checked::parse(key)).collect();
    let check = on.map(|on| OutletCheck { on, what });
    typed.done(check)
}

async fn file(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    id: Uuid,
    done: &Done,
    typed: &Typed,
    refused: Refusal,
) -> Result<Response, Trouble> {
    let outlet = services.field_desk.outlet(staff, id, services.now()).await.map_err(trouble)?;
    let status = match (outlet.closed, outlet.shown) {
        (true, _) => "已停业",
        (false, true) => "居民在名录里看得到",
        (false, false) => "没有公开",
    };
    let page = FieldFile {
        top: head(services, staff, done),
        title: outlet.name.clone(),
        status: status.to_owned(),
        links: vec![(format!("{PATH}/{id}/poster"), "扫码海报（A4）".to_owned())],
        facts: facts(&outlet),
        panels: panels(services, staff, &outlet, typed),
        ..FieldFile::default()
    };
    answer_file(visit, page, refused).await
}

fn facts(outlet: &Outlet) -> Vec<(String, String)> {
    let check = outlet.check.as_ref().map_or_else(|| "还没有核对过".to_owned(), |check| check.words());
    let licence = match outlet.licence_note.as_str() {
        "" => known(&outlet.licence_no),
        note => format!("{}（{note}）", known(&outlet.licence_no)),
    };
    let facts = [
        ("类型", outlet.kind.words().to_owned()),
        ("村", outlet.region_name.clone()),
        ("地址", known(&outlet.address)),
        ("许可证号", licence),
        ("负责人", known(&outlet.keeper)),
        ("电话", known(&outlet.phone)),
        ("信息员最近一次去", outlet.visited_on.map_or_else(|| "还没去过".to_owned(), |day| day.to_string())),
        ("本局最近一次核对", check),
    ];
    facts.into_iter().map(|(label, value)| (label.to_owned(), value)).collect()
}

fn panels(services: &Services, staff: &Staff, outlet: &Outlet, typed: &Typed) -> Vec<FieldPanel> {
    let action = format!("{PATH}/{}", outlet.id);
    let one =
        |key, title, note, inputs, button| FieldPanel { action: action.clone(), key, title, note, inputs, button };
    let mut panels = Vec::new();
    if staff.may_ever(Action::ShowOutlets).is_ok() && !outlet.closed {
        let again = typed.raw("step") == "show";
        let day = if again { typed.shown("checked_on") } else { services.today().to_string() };
        let chosen = if again { typed.all("checked") } else { Vec::new() };
        let what = Checked::ALL.iter().map(|one| Choice::new(one.key(), one.words())).collect();
        let inputs = vec![
            Input::new("checked_on", "哪天核对的", Control::Date).value(day),
            Input::new("checked", "核对了什么", Control::Checks(what, chosen)),
        ];
        let (title, button) =
            if outlet.shown { ("重新核对", "记下核对") } else { ("公开到名录", "公开") };
        let note = "居民会看到名称、类型、地址、许可证号，和下面填的核对日期、内容；看不到负责人和电话。以后台账里改了这些，会自动撤下，要重新核对。";
        panels.push(one("show", title, note, inputs, button));
    }
    if staff.may_ever(Action::ShowOutlets).is_ok() && outlet.shown {
        panels.push(one("hide", "从名录撤下", "撤下后居民看不到，台账里还在。", Vec::new(), "撤下"));
    }
    if staff.may_ever(Action::ManageOfficers).is_ok() {
        let again = typed.raw("step") == "change";
        let now = |name: &str| match name {
            name if again => typed.shown(name),
            "kind" => outlet.kind.key().to_owned(),
            "name" => outlet.name.clone(),
            "region" => outlet.code.to_string(),
            "address" => outlet.address.clone(),
            "licence_no" => outlet.licence_no.clone(),
            "keeper" => outlet.keeper.clone(),
            "phone" => outlet.phone.clone(),
            "closed" if outlet.closed => "yes".to_owned(),
            _ => String::new(),
        };
        panels.push(one("change", "改台账", "", inputs(services, staff, now), "保存"));
    }
    panels
}
