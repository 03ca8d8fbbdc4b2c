//! JSON Feed 1.1.

use domain::site::Site;
use serde_json::{Value, json};

use super::items::{Item, rfc3339};

pub fn document(site: &Site, items: &[Item]) -> String {
    let items: Vec<Value> = items.iter().map(|item| entry(site, item)).collect();
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.name,
        "home_page_url": site.url(""),
        "feed_url": site.url("feed.json"),
        "language": "zh-CN",
        "authors": [{ "name": site.bureau }],
        "items": items,
    })
    .to_string()
}

fn entry(site: &Site, item: &Item) -> Value {
    let address = site.url(&item.path);
    json!({
        "id": address,
        "url": address,
        "title": item.title,
        "summary": item.summary,
        "content_text": item.text,
        "date_published": rfc3339(item.published),
        "date_modified": rfc3339(item.updated),
        "tags": item.tags,
    })
}
