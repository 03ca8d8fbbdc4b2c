//! Atom (RFC 4287). An entry's id is its address, which never changes.

use domain::site::Site;
use jiff::Timestamp;

use super::items::{Item, rfc3339};
use super::xml::escaped;

pub fn document(site: &Site, items: &[Item]) -> String {
    let updated = items.iter().map(|item| item.updated).max().unwrap_or(Timestamp::UNIX_EPOCH);
    let entries: String = items.iter().map(|item| entry(site, item)).collect();
    let home = escaped(&site.url(""));
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n\
         <id>{home}</id>\n<title>{}</title>\n<updated>{}</updated>\n\
         <author><name>{}</name></author>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n{entries}</feed>\n",
        escaped(&site.name),
        rfc3339(updated),
        escaped(&site.bureau),
        escaped(&site.url("feed.atom")),
    )
}

fn entry(site: &Site, item: &Item) -> String {
    let address = escaped(&site.url(&item.path));
    let tags: String = item.tags.iter().map(|tag| format!("<category term=\"{}\"/>\n", escaped(tag))).collect();
    format!(
        "<entry>\n<id>{address}</id>\n<title>{}</title>\n<link rel=\"alternate\" type=\"text/html\" href=\"{address}\"/>\n\
         <published>{}</published>\n<updated>{}</updated>\n{tags}<summary>{}</summary>\n\
         <content type=\"text\">{}</content>\n</entry>\n",
        escaped(&item.title),
        rfc3339(item.published),
        rfc3339(item.updated),
        escaped(&item.summary),
        escaped(&item.text),
    )
}
