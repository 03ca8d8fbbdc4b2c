//! Registering a case that was handed to us (反向移送).

use app::pages::desk::Choice;
use app::pages::desk::ledger::{Control, FormPage, Input};
use axum::response::Response;
use domain::access::{Action, Staff};
use domain::ports::NewArrival;

use super::HERE;
use crate::doors::desk::answer::{Refusal, asked, trouble};
use crate::doors::desk::form::Posted;
use crate::doors::desk::ledger::{Typed, answer_form, blank_form, first, townships};
use crate::doors::desk::signed::Seat;
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

pub async fn blank(Seat { services, visit, staff }: Seat) -> Result<Response, Trouble> {
    form(&services, visit, &staff, &Typed::new(Vec::new()), Refusal::default()).await
}

pub async fn register(
    Seat { services, visit, staff }: Seat,
    Posted(pairs): Posted<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    staff.may_ever(Action::Transfer).map_err(|denied| trouble(denied.into()))?;
    let (mut typed, now) = (Typed::new(pairs), services.now());
    let new = NewArrival {
        from: typed.raw("from").to_owned(),
        from_name: typed.text("from_name", "移送机关全称", 60),
        their_no: typed.text("their_no", "对方文号", 60),
        matter: typed.optional("matter", 30),
        region: typed.raw("region").to_owned(),
        subject: typed.text("subject", "案由", 60),
        facts: typed.text("facts", "基本情况", 1000),
        basis: typed.text("basis", "依据", 200),
    };
    let received = typed.minute("received", "received", now);
    let asked =
        asked(typed.done(Some(new)), |new| services.transfers.receive(&staff, typed.form_id(), new, received, now))
            .await?;
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
    let senders = services.laws.bodies.sender.iter().map(|one| Choice::new(&one.key, &one.name)).collect();
    let places = first("请选择", townships(services, staff, true));
    let input = |name, label, control| Input::new(name, label, control).value(typed.shown(name));
    let page = FormPage {
        title: "登记收到的移送".to_owned(),
        intro: vec![
            "公安机关、检察机关、人民法院认为不用追究刑事责任、但要给予行政处罚的，移送给本局（反向移送）。".to_owned(),
            "登记后给对方回执，核查并决定是否立案，再把结果反馈给对方。".to_owned(),
        ],
        action: format!("{HERE}/received"),
        inputs: vec![
            input("from", "谁移送来的", Control::Select(first("请选择", senders))),
            input("from_name", "移送机关全称", Control::Line).hint("例如 某某县公安局"),
            input("their_no", "对方文号", Control::Line),
            input("received", "什么时候收到", Control::Minute).hint("不填就是现在").optional(),
            input("matter", "投诉举报编号", Control::Line).optional().hint("和本局的事项有关的填编号"),
            input("region", "发生的地方", Control::Select(places)).optional().hint("填了编号的，以事项为准"),
            input("subject", "案由", Control::Line).hint("例如 销售来路不明的药品"),
            input("facts", "基本情况", Control::Area(1000)),
            input("basis", "依据", Control::Area(200)).hint("法律、条款"),
        ],
        button: "登记",
        ..blank_form(services, staff, HERE, typed, refused)
    };
    answer_form(visit, page).await
}
