use app::pages::desk::overview::COLUMNS;
use app::pages::desk::sheet::{self, SheetPage, SheetTable};
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use domain::overview::{Part, Stretch, Topic};
use domain::text::written_day;

use super::{Asked, drawn, path, whose};
use crate::doors::desk::answer::trouble;
use crate::doors::desk::signed::Seat;
use crate::doors::{Trouble, respond};

/// What a bureau files by month and quarter, drafted from the numbers: sentences, then tables.
pub(super) async fn show(
    Seat { services, visit, staff }: Seat,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let stretch = asked.stretch(services.today()).unwrap_or_else(|_| Stretch::months(services.today(), 1));
    let found = services.overviews.overview(&staff, stretch, services.now()).await.map_err(trouble)?;
    let heads = |head: &'static str| std::iter::once(head).chain(COLUMNS).collect();
    let sum = Part { key: String::new(), words: "合计".to_owned(), numbers: found.total };
    let numbers = |caption: &str, head, parts: &[Part]| SheetTable {
        caption: caption.to_owned(),
        heads: heads(head),
        rows: parts
            .iter()
            .chain([&sum])
            .map(|part| std::iter::once(part.words.clone()).chain(drawn::shown(&part.numbers)).collect())
            .collect(),
    };
    let topics = |caption: &str, topics: &[Topic]| SheetTable {
        caption: caption.to_owned(),
        heads: vec!["内容", "件数"],
        rows: topics.iter().map(|topic| vec![topic.words.clone(), topic.received.to_string()]).collect(),
    };
    let mut tables = vec![
        numbers("一、按乡镇", "乡镇", &found.towns),
        numbers("二、按承办单位", "承办单位", &found.units),
        topics("三、反映最多的问题", &found.categories),
        topics("四、写明产品名称最多的", &found.drugs),
    ];
    tables.retain(|table| !table.rows.is_empty());
    let head = whose(&services, &staff);
    let page = SheetPage {
        title: format!("药品安全投诉举报办理情况（{}）", stretch.words()),
        sentences: found.sentences(drawn::speaker(&staff)),
        tables,
        foot: vec![head.clone(), written_day(services.today())],
        back: (path(stretch, ""), "回到办理情况"),
        head,
    };
    respond::personal_page(visit.frame, StatusCode::OK, move || sheet::page(page.clone())).await
}
