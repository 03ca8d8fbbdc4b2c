use app::pages::desk::Choice;
use app::pages::desk::field::{self, CodePage, FieldFile, FieldPanel, FieldRow, FieldTable};
use app::pages::desk::ledger::{Control, Input};
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, Staff};
use domain::ports::{BoundPhone, FormId, NewOfficer, OfficerFile, OfficerLine};
use domain::region::RegionCode;
use domain::track::local_minute;
use uuid::Uuid;

use super::{HERE, answer_file, answer_table, head, may, villages_of};
use crate::doors::desk::answer::{Refusal, asked, refusal, trouble};
use crate::doors::desk::form::Posted;
use crate::doors::desk::ledger::{Typed, answer_form, blank_form};
use crate::doors::desk::signed::Seat;
use crate::doors::desk::top::Done;
use crate::doors::{At, Trouble, Visit, respond};
use crate::services::Services;

pub async fn list(Seat { services, visit, staff }: Seat, Query(done): Query<Done>) -> Result<Response, Trouble> {
    let officers = services.field_desk.officers(&staff, services.now()).await.map_err(trouble)?;
    let manages = staff.may_ever(Action::ManageOfficers).is_ok();
    let page = FieldTable {
        top: head(&services, &staff, &done),
        title: "信息员".to_owned(),
        intro: String::new(),
        ways: if manages { vec![("desk/officers/new".to_owned(), "登记信息员".to_owned())] } else { Vec::new() },
        columns: vec!["姓名", "负责的村", "最近一次上报", "30 天上报", "未办结线索", "培训"],
        rows: officers.iter().map(|line| row(line, manages)).collect(),
        nothing: "还没有登记信息员。",
        ..FieldTable::default()
    };
    answer_table(visit, page).await
}

fn row(line: &OfficerLine, manages: bool) -> FieldRow {
    let plain = |words: String| (words, String::new());
    let state = match (line.let_in, line.conflict.is_empty()) {
        (false, _) => "已停用".to_owned(),
        (true, false) => "有利益关系，见登记".to_owned(),
        (true, true) => String::new(),
    };
    let cells = vec![
        (line.name.clone(), state),
        plain(line.villages.join("、")),
        plain(line.last.map_or_else(|| "还没有".to_owned(), local_minute)),
        plain(format!("{} 条", line.reports)),
        plain(format!("{} 件", line.open)),
        plain(if line.trained { "已通过" } else { "未通过" }.to_owned()),
    ];
    let link = if manages { format!("desk/officers/{}", line.id) } else { String::new() };
    FieldRow { link, cells, alarm: !line.conflict.is_empty() }
}

pub async fn blank(Seat { services, visit, staff }: Seat) -> Result<Response, Trouble> {
    form(&services, visit, &staff, &Typed::new(Vec::new()), Refusal::default()).await
}

pub async fn add(
    Seat { services, visit, staff }: Seat,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    may(&staff, Action::ManageOfficers)?;
    let mut typed = Typed::new(pairs);
    let FormId(id) = typed.form_id();
    let asked =
        asked(read(&mut typed), |new| services.field_desk.keep_officer(&staff, FormId(id), new, services.now()))
            .await?;
    match asked {
        Ok(()) => Ok(respond::see_other(&visit.frame, &format!("desk/officers/{id}?done=kept"))),
        Err(refused) => form(&services, visit, &staff, &typed, refused).await,
    }
}

fn read(typed: &mut Typed) -> Result<NewOfficer, Vec<domain::report::FieldError>> {
    let name = typed.text("name", "姓名", 40);
    let phone = typed.text("phone", "手机号", 20);
    let villages: Vec<RegionCode> =
        typed.all("villages").iter().filter_map(|code| RegionCode::parse(code).ok()).collect();
    if villages.is_empty() {
        typed.fault("villages", "请选择负责的村");
    }
    let conflict = typed.optional("conflict", 100);
    typed.done(Some(NewOfficer { name, phone, villages, conflict }))
}

async fn form(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    typed: &Typed,
    refused: Refusal,
) -> Result<Response, Trouble> {
    may(staff, Action::ManageOfficers)?;
    let page = app::pages::desk::ledger::FormPage {
        title: "登记信息员".to_owned(),
        action: "desk/officers/new".to_owned(),
        inputs: inputs(services, staff, &|name| typed.shown(name), &typed.all("villages")),
        button: "登记",
        ..blank_form(services, staff, HERE, typed, refused)
    };
    answer_form(visit, page).await
}

fn inputs(services: &Services, staff: &Staff, shown: &dyn Fn(&str) -> String, villages: &[String]) -> Vec<Input> {
    let input = |name, label, control| Input::new(name, label, control).value(shown(name));
    vec![
        input("name", "姓名", Control::Line),
        input("phone", "手机号", Control::Line).hint("封存保管，只给管理信息员的人看"),
        input("villages", "负责的村", Control::Checks(villages_of(services, staff), villages.to_vec())),
        input("conflict", "和药品买卖的关系", Control::Line)
            .optional()
            .hint("自己或家里人开药店、诊所、卖药的，写明是哪一家；没有就不写"),
    ]
}

pub async fn show(
    Seat { services, visit, staff }: Seat,
    At(id): At<Uuid>,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    page(&services, visit, &staff, id, &done, None, Refusal::default()).await
}

pub async fn take(
    Seat { services, visit, staff }: Seat,
    At(id): At<Uuid>,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let (now, desk) = (services.now(), &services.field_desk);
    let mut typed = Typed::new(pairs);
    let step = typed.raw("step").to_owned();
    let taken = match step.as_str() {
        "code" => {
            let file = desk.officer(&staff, id, now).await.map_err(trouble)?;
            match desk.new_code(&staff, id, now).await {
                Ok(code) => return coded(&services, visit, &staff, &file, &code).await,
                Err(error) => Err(error),
            }
        }
        "revoke" => match Uuid::parse_str(typed.raw("phone_id")) {
            Ok(phone) => desk.revoke_phone(&staff, id, phone, now).await,
            Err(_) => return Err(Trouble::BadRequest("请选择要停用的手机".to_owned())),
        },
        "stop" => desk.let_in(&staff, id, false, now).await,
        "resume" => desk.let_in(&staff, id, true, now).await,
        "change" => match read(&mut typed) {
            Ok(new) => desk.keep_officer(&staff, FormId(id), new, now).await,
            Err(faults) => Err(domain::ports::DeskError::Invalid(faults)),
        },
        _ => return Err(Trouble::BadRequest("没有这一步".to_owned())),
    };
    match taken {
        Ok(()) => Ok(respond::see_other(&visit.frame, &format!("desk/officers/{id}?done=kept"))),
        Err(error) => page(&services, visit, &staff, id, &Done::default(), Some(&typed), refusal(error)?).await,
    }
}

async fn coded(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    file: &OfficerFile,
    code: &domain::ports::BindCode,
) -> Result<Response, Trouble> {
    let (first, second) = code.digits.split_at_checked(4).unwrap_or((&code.digits, ""));
    let data = CodePage {
        top: head(services, staff, &Done::default()),
        officer: file.line.name.clone(),
        digits: format!("{first} {second}"),
        url: code.url.clone(),
        until: local_minute(code.expires_at),
        back: format!("desk/officers/{}", file.line.id),
    };
    respond::personal_page(visit.frame, StatusCode::OK, move || field::code(data.clone())).await
}

async fn page(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    id: Uuid,
    done: &Done,
    typed: Option<&Typed>,
    refused: Refusal,
) -> Result<Response, Trouble> {
    let file = services.field_desk.officer(staff, id, services.now()).await.map_err(trouble)?;
    let page = FieldFile {
        top: head(services, staff, done),
        title: format!("信息员 {}", file.line.name),
        status: if file.line.let_in { String::new() } else { "已停用".to_owned() },
        links: vec![(format!("desk/field/records?officer={id}"), "看上报记录".to_owned())],
        facts: facts(&file),
        sections: vec![("手机".to_owned(), file.phones.iter().map(told).collect())],
        panels: panels(services, staff, &file, typed),
        ..FieldFile::default()
    };
    answer_file(visit, page, refused).await
}

fn facts(file: &OfficerFile) -> Vec<(String, String)> {
    let line = &file.line;
    let none = |text: &str| if text.is_empty() { "没有".to_owned() } else { text.to_owned() };
    let facts = [
        ("手机号", file.phone.clone()),
        ("负责的村", line.villages.join("、")),
        ("和药品买卖的关系", none(&line.conflict)),
        ("培训合格证", file.certificate.clone().unwrap_or_else(|| "还没有通过测试".to_owned())),
        ("最近一次上报", line.last.map_or_else(|| "还没有".to_owned(), local_minute)),
        ("30 天上报", format!("{} 条", line.reports)),
        ("未办结线索", format!("{} 件", line.open)),
    ];
    facts.into_iter().map(|(label, value)| (label.to_owned(), value)).collect()
}

fn told(phone: &BoundPhone) -> String {
    let (bound, seen) = (local_minute(phone.bound_at), local_minute(phone.seen_at));
    let shared =
        if phone.shared_with > 0 { format!("，和另外 {} 人共用", phone.shared_with) } else { String::new() };
    match phone.revoked_at {
        Some(at) => format!("{bound} 绑定，{} 已停用{shared}", local_minute(at)),
        None => format!("{bound} 绑定，最近联系 {seen}{shared}"),
    }
}

fn panels(services: &Services, staff: &Staff, file: &OfficerFile, typed: Option<&Typed>) -> Vec<FieldPanel> {
    let action = format!("desk/officers/{}", file.line.id);
    let one =
        |key, title, note, inputs, button| FieldPanel { action: action.clone(), key, title, note, inputs, button };
    let mut panels = Vec::new();
    if file.line.let_in {
        let note = "出一个 8 位绑定码，48 小时内用一次。以前没用过的码同时作废。";
        panels.push(one("code", "绑定手机", note, Vec::new(), "出绑定码"));
    }
    let live: Vec<Choice> = file
        .phones
        .iter()
        .filter(|phone| phone.revoked_at.is_none())
        .map(|phone| Choice::new(phone.id.to_string(), told(phone)))
        .collect();
    if !live.is_empty() {
        let note = "手机丢了、换了就停用：下次联网时清掉草稿；已经封存没报完的，30 天内还收。";
        let inputs = vec![Input::new("phone_id", "哪一部", Control::Select(live))];
        panels.push(one("revoke", "停用手机", note, inputs, "停用这部手机"));
    }
    let now = |name: &str| match (typed.filter(|typed| typed.raw("step") == "change"), name) {
        (Some(typed), name) => typed.shown(name),
        (None, "name") => file.line.name.clone(),
        (None, "phone") => file.phone.clone(),
        (None, "conflict") => file.line.conflict.clone(),
        (None, _) => String::new(),
    };
    let kept: Vec<String> = file.codes.iter().map(ToString::to_string).collect();
    let chosen = typed.filter(|typed| typed.raw("step") == "change").map_or(kept, |typed| typed.all("villages"));
    panels.push(one("change", "改登记", "", inputs(services, staff, &now, &chosen), "保存"));
    panels.push(match file.line.let_in {
        true => one("stop", "停用信息员", "不再当信息员的，停用；上报过的都保留。", Vec::new(), "停用"),
        false => one("resume", "恢复信息员", "", Vec::new(), "恢复"),
    });
    panels
}
