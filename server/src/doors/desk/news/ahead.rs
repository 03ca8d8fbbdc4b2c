//! The page as residents will see it, before it is published.

use app::pages::desk::news::{self, ShareCard};
use app::pages::read;
use app::{Mode, Preview};
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use domain::reading::Text;
use serde::Deserialize;
use uuid::Uuid;

use super::entry::address;
use super::{HERE, trouble};
use crate::doors::desk::signed::Seat;
use crate::doors::desk::top::{Counts, Done, top};
use crate::doors::read::drawn;
use crate::doors::{At, Trouble, respond};
use crate::services::Services;

#[derive(Default, Deserialize)]
pub struct Asked {
    #[serde(default, rename = "as")]
    how: String,
}

pub async fn show(
    Seat { services, visit, staff }: Seat,
    At(item): At<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let found = services.newsroom.item(&staff, item).await.map_err(trouble)?;
    let Some(text) = found.looked.drawn.clone() else {
        return Err(Trouble::BadRequest("稿件还有要先改的地方，画不出页面；请回稿件看“检查”。".to_owned()));
    };
    if asked.how == "card" {
        let top = top(&services, &staff, HERE, Counts::default(), &Done::default());
        let (title, description) = about(&text);
        let address = services.site.url(&address(&found.line));
        let card =
            ShareCard { top, back: format!("{HERE}/{item}"), title, description, address, picture: picture(&text) };
        return respond::personal_page(visit.frame, StatusCode::OK, move || news::share_card(card.clone())).await;
    }
    let here = format!("{HERE}/{item}");
    let other = |how: &str, words: &str| (format!("{here}/preview?as={how}"), words.to_owned());
    let ways = vec![
        (here.clone(), "返回稿件".to_owned()),
        other("phone", "手机"),
        other("large", "大字"),
        other("print", "打印"),
        other("card", "转发卡片"),
    ];
    let class = match asked.how.as_str() {
        "phone" => "phone",
        "print" => "paper",
        _ => "",
    };
    let words = "预览：还没有发布的样子".to_owned();
    let mut frame = visit.frame;
    frame.preview = Some(Preview { words, class, ways, remark: None });
    frame.mode = if asked.how == "large" { Mode::Large } else { Mode::Normal };
    page(&services, frame, text).await
}

/// The public page of a text, kept by nobody.
pub async fn page(services: &Services, frame: app::Frame, text: Text) -> Result<Response, Trouble> {
    match text {
        Text::Article(article) => {
            let data = drawn::article(services, article);
            respond::personal_page(frame, StatusCode::OK, move || read::article(data.clone())).await
        }
        Text::Disclosure(case) => {
            let data = drawn::disclosure(services, case);
            respond::personal_page(frame, StatusCode::OK, move || read::disclosure(data.clone())).await
        }
        Text::Post(post) => {
            let data = drawn::post(services, post);
            respond::personal_page(frame, StatusCode::OK, move || read::post(data.clone())).await
        }
    }
}

fn picture(text: &Text) -> Option<String> {
    match text {
        Text::Article(article) => article.card.clone(),
        Text::Disclosure(case) => case.card.clone(),
        Text::Post(post) => post.card.clone(),
    }
}

fn about(text: &Text) -> (String, String) {
    match text {
        Text::Article(article) => (article.head.title.clone(), article.head.answer.clone()),
        Text::Disclosure(case) => (case.head.title.clone(), format!("{}：{}", case.head.unit, case.head.outcome)),
        Text::Post(post) => (post.head.title.clone(), post.head.summary.clone()),
    }
}
