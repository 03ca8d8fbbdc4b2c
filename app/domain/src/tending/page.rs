//! What a drawn page says of itself, read off its own HTML. Our pages are written by one program, so
//! attributes stand in double quotes and tags are closed.

/// How many of the government meta tags a page must carry (政府网站网页标签规范).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    Any,
    List,
    Item,
}

const EVERY: [&str; 3] = ["SiteName", "SiteDomain", "SiteIDCode"];
const LISTS: [&str; 4] = ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"];
const ITEMS: [&str; 3] = ["ArticleTitle", "PubDate", "ContentSource"];

/// The meta tags a page lacks, or carries empty or as `null`.
#[must_use]
pub fn missing_tags(html: &str, kind: PageKind) -> Vec<&'static str> {
    let lists = LISTS.iter().filter(|_| kind != PageKind::Any);
    let items = ITEMS.iter().filter(|_| kind == PageKind::Item);
    let wanted = EVERY.iter().chain(lists).chain(items);
    wanted.copied().filter(|name| !is_filled(html, name)).collect()
}

/// Where the links of a page's main part lead, each once.
#[must_use]
pub fn links(html: &str) -> Vec<String> {
    let mut links: Vec<String> = attributes(main(html), "<a ", "href").collect();
    links.sort();
    links.dedup();
    links
}

/// The addresses of the pictures a page shows.
#[must_use]
pub fn pictures(html: &str) -> Vec<String> {
    attributes(main(html), "<img ", "src").collect()
}

fn is_filled(html: &str, name: &str) -> bool {
    let content = html.split_once(&format!("<meta name=\"{name}\" content=\"")).map(|(_, rest)| rest);
    let content = content.and_then(|rest| rest.split_once('"')).map(|(content, _)| content.trim());
    content.is_some_and(|content| !content.is_empty() && content != "null")
}

fn main(html: &str) -> &str {
    let behind = html.split_once("<main").map_or(html, |(_, rest)| rest);
    behind.split_once("</main>").map_or(behind, |(main, _)| main)
}

fn attributes<'a>(html: &'a str, tag: &'a str, name: &'a str) -> impl Iterator<Item = String> + 'a {
    html.split(tag).skip(1).filter_map(move |rest| {
        let (inside, _) = rest.split_once('>')?;
        // A blank before the name: `src` must not be found in `data-src`.
        let value = format!(" {inside}");
        let (_, value) = value.split_once(&format!(" {name}=\""))?;
        value.split_once('"').map(|(value, _)| value.replace("&amp;", "&"))
    })
}
