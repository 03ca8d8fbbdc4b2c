use app::pages::read::{ColumnLink, ListPage};
use app::parts::{Entry, Paging};
use domain::columns::{Column, Columns};
use domain::newsroom::workflow::Kind;
use domain::ports::ReadingQuery;

use super::entries;
use super::place::all_of;
use crate::services::Services;

/// Lines on one page of a list.
pub const PAGE_SIZE: u32 = 20;

/// All articles.
pub fn articles(services: &Services, page: u32) -> Option<ListPage> {
    let columns = services.library.columns();
    let found = services.library.articles(&query(page));
    let entries = found.items.iter().map(|article| entries::of_article(article, &columns)).collect();
    let paging = paging("read".to_owned(), page, found.total)?;
    let list = of_kind(Kind::Article, paging, entries, "还没有发布文章。");
    Some(ListPage { columns: links(&columns, None), ..list })
}

/// What stands in a column.
pub fn column(services: &Services, column: &Column, page: u32) -> Option<ListPage> {
    let columns = services.library.columns();
    let found = services.library.in_column(column, page, PAGE_SIZE);
    let all = all_of(Kind::Article);
    Some(ListPage {
        title: column.name.clone(),
        description: column.description.clone(),
        keywords: column.keywords.join(","),
        above: (!column.topics.is_empty()).then_some((all.slug, all.name)).into_iter().collect(),
        columns: links(&columns, Some(column.id)),
        entries: found.items.iter().map(|text| entries::of_text(text, &columns)).collect(),
        paging: paging(column.path(), page, found.total)?,
        empty: "这个栏目还没有内容。",
    })
}

/// All typical cases that may stand today.
pub fn disclosures(services: &Services, page: u32) -> Option<ListPage> {
    let found = services.library.disclosures(&query(page));
    let entries = found.items.iter().map(|case| entries::of_case(case)).collect();
    let paging = paging("disclosures".to_owned(), page, found.total)?;
    Some(of_kind(Kind::Disclosure, paging, entries, "还没有发布典型案例。"))
}

/// Notices, alerts, campaigns and leaflets that stand today.
pub fn posts(services: &Services, page: u32) -> Option<ListPage> {
    let found = services.library.posts(None, &query(page));
    let entries = found.items.iter().map(|post| entries::of_post(post)).collect();
    let paging = paging("notices".to_owned(), page, found.total)?;
    Some(of_kind(Kind::Notice, paging, entries, "还没有发布通知。"))
}

/// The columns as links, all articles first.
pub fn links(columns: &Columns, here: Option<u32>) -> Vec<ColumnLink> {
    let all = ColumnLink { path: "read".to_owned(), name: "全部文章".to_owned(), here: here.is_none() };
    let each = columns.shown().map(|column| ColumnLink {
        path: column.path(),
        name: column.name.clone(),
        here: here == Some(column.id),
    });
    [all].into_iter().chain(each).collect()
}

/// Nothing for a page behind the last one.
pub fn paging(path: String, page: u32, total: usize) -> Option<Paging> {
    let pages = u32::try_from(total).ok()?.div_ceil(PAGE_SIZE).max(1);
    (page <= pages).then_some(Paging { path, query: String::new(), page, pages })
}

fn of_kind(kind: Kind, paging: Paging, entries: Vec<Entry>, empty: &'static str) -> ListPage {
    let all = all_of(kind);
    ListPage {
        title: all.name,
        description: all.description,
        keywords: all.keywords.join(","),
        above: Vec::new(),
        columns: Vec::new(),
        entries,
        paging,
        empty,
    }
}

fn query(page: u32) -> ReadingQuery {
    ReadingQuery { page, page_size: PAGE_SIZE, ..ReadingQuery::default() }
}
