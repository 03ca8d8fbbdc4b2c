//! The letter and the list of goods as sheets for paper.

use app::pages::desk::ledger::{self, PaperPage, PaperTable};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::law::Route;
use domain::ports::{Listed, OnFile};
use domain::track::local_minute;
use domain::transfer::{Good, Transfer};

use super::HERE;
use crate::doors::desk::answer::trouble;
use crate::doors::desk::signed::Seat;
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;

pub async fn letter(Seat { services, visit, staff }: Seat, Path(number): Path<String>) -> Result<Response, Trouble> {
    let OnFile { listed, .. } = services.transfers.read(&staff, &number).await.map_err(trouble)?;
    let (transfer, laws) = (&listed.record, &services.laws);
    let opening = &transfer.opening;
    let papers = transfer.papers.iter().zip(1..).map(|(key, place)| {
        let name = laws.bodies.paper(key).map_or(key.as_str(), |paper| paper.name.as_str());
        format!("{place}. {name}")
    });
    if opening.route == Route::Back {
        return receipt(&services, visit, &listed).await;
    }
    let mut paragraphs = vec![
        format!("我局在工作中发现{}（{}）。{}", opening.subject, listed.region_name, opening.facts),
        format!("依据{}，现将{}移送你单位处理。", opening.basis, if opening.whole { "该案" } else { "有关线索" }),
        "请将办理情况及时反馈我局。".to_owned(),
        "附件：".to_owned(),
    ];
    paragraphs.extend(papers);
    let page = PaperPage {
        title: if opening.route == Route::Police {
            "涉嫌犯罪案件移送书".to_owned()
        } else {
            "移送函".to_owned()
        },
        document_no: transfer.document_no.clone().unwrap_or_else(|| "文号：".to_owned()),
        to: opening.to_name.clone(),
        paragraphs,
        foot: vec![services.site.bureau.clone(), "＿＿＿＿年＿＿月＿＿日（印章）".to_owned()],
        signatures: vec!["签收人：＿＿＿＿＿＿＿＿　签收时间：＿＿＿＿年＿＿月＿＿日＿＿时＿＿分".to_owned()],
        ..sheet(&services, &listed)
    };
    respond::personal_page(visit.frame, StatusCode::OK, move || ledger::paper(page.clone())).await
}

/// What the sender of a case gets: that we have it, and what became of it.
async fn receipt(services: &Services, visit: Visit, listed: &Listed<Transfer>) -> Result<Response, Trouble> {
    let (transfer, opening) = (&listed.record, &listed.record.opening);
    let their_no = opening.their_no.as_deref().unwrap_or_default();
    let mut paragraphs = vec![format!(
        "你单位移送的{}一案（{their_no}），我局已于{}收到。",
        opening.subject,
        local_minute(transfer.opened_at),
    )];
    paragraphs.extend(transfer.case_no.as_ref().map(|number| format!("我局已立案，文号{number}。")));
    paragraphs.extend(transfer.outcome.as_ref().map(|outcome| format!("处理情况：{outcome}。")));
    let page = PaperPage {
        title: if transfer.document_no.is_some() { "复函" } else { "收到移送案件回执" }.to_owned(),
        document_no: transfer.document_no.clone().unwrap_or_default(),
        to: opening.to_name.clone(),
        paragraphs,
        foot: vec![services.site.bureau.clone(), "＿＿＿＿年＿＿月＿＿日（印章）".to_owned()],
        signatures: vec!["签收人：＿＿＿＿＿＿＿＿　签收时间：＿＿＿＿年＿＿月＿＿日＿＿时＿＿分".to_owned()],
        ..sheet(services, listed)
    };
    respond::personal_page(visit.frame, StatusCode::OK, move || ledger::paper(page.clone())).await
}

pub async fn goods(Seat { services, visit, staff }: Seat, Path(number): Path<String>) -> Result<Response, Trouble> {
    let OnFile { listed, .. } = services.transfers.read(&staff, &number).await.map_err(trouble)?;
    let row = |(good, place): (&Good, usize)| {
        vec![
            place.to_string(),
            good.name.clone(),
            good.quantity.clone(),
            good.unit.clone(),
            good.batch.clone(),
            good.note.clone(),
        ]
    };
    let table = PaperTable {
        heads: vec!["序号", "品名", "数量", "单位", "批号", "备注"],
        rows: listed.record.goods.iter().zip(1..).map(row).collect(),
    };
    let page = PaperPage {
        title: "涉案物品清单".to_owned(),
        paragraphs: vec![format!("案由：{}", listed.record.opening.subject)],
        table: Some(table),
        signatures: vec![
            "移送单位经办人（两人签名）：＿＿＿＿＿＿＿＿　＿＿＿＿＿＿＿＿".to_owned(),
            "接收单位经办人（签名）：＿＿＿＿＿＿＿＿　接收时间：＿＿＿＿年＿＿月＿＿日＿＿时＿＿分".to_owned(),
        ],
        ..sheet(&services, &listed)
    };
    respond::personal_page(visit.frame, StatusCode::OK, move || ledger::paper(page.clone())).await
}

fn sheet(services: &Services, listed: &Listed<Transfer>) -> PaperPage {
    PaperPage { head: services.site.bureau.clone(), back: format!("{HERE}/{}", listed.number), ..PaperPage::default() }
}
