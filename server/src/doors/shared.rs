//! A text that is not published, shown to somebody staff asked about it. The word in the address is
//! all that opens it.

use app::{Frame, Preview, RemarkBox};
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use domain::ports::NewRemark;
use domain::text;
use domain::track::local_minute;
use serde::Deserialize;

use super::desk::{Done, Posted, preview_page};
use super::{Trouble, Visit, respond};
use crate::services::Services;

const LONGEST_NAME: usize = 40;
const LONGEST_TEXT: usize = 2_000;

/// What somebody says, as their form posts it.
#[derive(Default, Deserialize)]
struct Said {
    #[serde(default)]
    name: String,
    #[serde(default)]
    text: String,
}

pub fn routes() -> Router<Services> {
    Router::new().route("/shared/{word}", get(show).post(remark))
}

async fn show(
    State(services): State<Services>,
    visit: Visit,
    Path(word): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    let remark = RemarkBox { thanks: done.done == "remark", ..RemarkBox::default() };
    page(&services, visit.frame, &word, remark).await
}

async fn remark(
    State(services): State<Services>,
    visit: Visit,
    Path(word): Path<String>,
    Posted(said): Posted<Said>,
) -> Result<Response, Trouble> {
    let (name, text) = (text::clean(&text::without_forbidden(&said.name)), text::without_forbidden(&said.text));
    let fault = match (text::length(&name), text::length(text.trim())) {
        (0, _) | (_, 0) => Some("请写您的姓名（或者单位）和意见。".to_owned()),
        (long, _) if long > LONGEST_NAME => Some(format!("姓名最多 {LONGEST_NAME} 个字。")),
        (_, long) if long > LONGEST_TEXT => Some(format!("意见最多 {LONGEST_TEXT} 个字，现在是 {long} 个。")),
        _ => None,
    };
    if fault.is_none() {
        let remark = NewRemark { name: name.clone(), text: text.clone() };
        if services.newsroom.remark(&word, remark, services.now()).await? {
            return Ok(respond::see_other(&visit.frame, &format!("shared/{word}?done=remark")));
        }
        return Err(gone());
    }
    page(&services, visit.frame, &word, RemarkBox { name, text, fault, ..RemarkBox::default() }).await
}

async fn page(services: &Services, mut frame: Frame, word: &str, remark: RemarkBox) -> Result<Response, Trouble> {
    let shared = services.newsroom.shared(word, services.now()).await?.ok_or_else(gone)?;
    let Some(text) = shared.looked.drawn else {
        return Err(Trouble::BadRequest("稿件正在修改，暂时看不了，请过一会儿再打开。".to_owned()));
    };
    frame.preview = Some(Preview {
        words: format!("请您看稿：还没有发布，请不要转发。链接有效到 {}。", local_minute(shared.expires)),
        class: "",
        ways: Vec::new(),
        remark: Some(RemarkBox { action: format!("shared/{word}"), ..remark }),
    });
    // Neither search engines nor the page it leads to learn the address.
    preview_page(services, frame, text).await
}

fn gone() -> Trouble {
    Trouble::Gone("这个预览链接过期了，或者已经作废。请向发给您的人再要一个。".to_owned())
}
