use app::pages::read::{ColumnLink, ListPage};
use app::parts::Paging;
use domain::ports::ReadingQuery;
use domain::reading::Column;

use super::entries;
use crate::services::Services;

/// Lines on one page of a list.
pub const PAGE_SIZE: u32 = 20;

/// Name of the list of all articles.
const ALL: &str = "安全用药";
const ALL_DESCRIPTION: &str = "看得懂的用药知识：认药用药、医疗器械、化妆品、网上买药、过期药和维权。";

/// All articles or those of a column; nothing where there is no such column or page.
pub fn articles(services: &Services, key: Option<&str>, page: u32) -> Option<ListPage> {
    let columns = services.library.columns();
    let column = match key {
        Some(key) => Some(columns.iter().find(|column| column.key == key)?),
        None => None,
    };
    let query = query(key.map(str::to_owned), page);
    let found = services.library.articles(&query);
    let path = key.map_or("read".to_owned(), |key| format!("read/{key}"));
    Some(ListPage {
        title: column.map_or(ALL, |column| &column.name).to_owned(),
        description: column.map_or(ALL_DESCRIPTION, |column| &column.description).to_owned(),
        keywords: column.map_or_else(|| names(&columns), |column| column.keywords.join(",")),
        above: key.map(|_| vec![("read".to_owned(), ALL.to_owned())]).unwrap_or_default(),
        columns: links(&columns, key),
        entries: found.items.iter().map(|article| entries::of_article(article, &columns)).collect(),
        paging: paging(path, page, found.total)?,
        empty: "这个栏目还没有文章。",
    })
}

/// All typical cases that may stand today.
pub fn disclosures(services: &Services, page: u32) -> Option<ListPage> {
    let column = services.library.disclosure_column();
    let found = services.library.disclosures(&query(None, page));
    Some(ListPage {
        title: column.name,
        description: column.description,
        keywords: column.keywords.join(","),
        above: Vec::new(),
        columns: Vec::new(),
        entries: found.items.iter().map(|case| entries::of_case(case)).collect(),
        paging: paging("disclosures".to_owned(), page, found.total)?,
        empty: "还没有发布典型案例。",
    })
}

/// Notices, alerts, campaigns and leaflets that stand today.
pub fn posts(services: &Services, page: u32) -> Option<ListPage> {
    let column = super::post::column();
    let found = services.library.posts(None, &query(None, page));
    Some(ListPage {
        title: column.name,
        description: column.description,
        keywords: column.keywords.join(","),
        above: Vec::new(),
        columns: Vec::new(),
        entries: found.items.iter().map(|post| entries::of_post(post)).collect(),
        paging: paging("notices".to_owned(), page, found.total)?,
        empty: "还没有发布通知。",
    })
}

/// The columns as links, all articles first.
pub fn links(columns: &[Column], here: Option<&str>) -> Vec<ColumnLink> {
    let all = ColumnLink { path: "read".to_owned(), name: "全部".to_owned(), here: here.is_none() };
    let each = columns.iter().map(|column| ColumnLink {
        path: format!("read/{}", column.key),
        name: column.name.clone(),
        here: here == Some(column.key.as_str()),
    });
    [all].into_iter().chain(each).collect()
}

/// Nothing for a page behind the last one.
pub fn paging(path: String, page: u32, total: usize) -> Option<Paging> {
    let pages = u32::try_from(total).ok()?.div_ceil(PAGE_SIZE).max(1);
    (page <= pages).then_some(Paging { path, query: String::new(), page, pages })
}

pub fn query(column: Option<String>, page: u32) -> ReadingQuery {
    ReadingQuery { column, words: None, page, page_size: PAGE_SIZE }
}

fn names(columns: &[Column]) -> String {
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    names.join(",")
}
