//! sitemaps.org 0.9: every page that is the same for everybody.

use domain::columns::{Column, Columns};
use domain::site::Site;

use super::items::{Item, rfc3339};
use super::xml::escaped;

pub fn document(site: &Site, columns: &Columns, items: &[Item]) -> String {
    let fixed =
        ["", "read", "disclosures", "notices", "check", "ask", "questions", "contest", "report"].map(str::to_owned);
    let columns = columns.shown().map(Column::path);
    let lists: String = fixed.into_iter().chain(columns).map(|path| line(site, &path, "")).collect();
    let texts: String = items
        .iter()
        .map(|item| line(site, &item.path, &format!("<lastmod>{}</lastmod>", rfc3339(item.updated))))
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{lists}{texts}</urlset>\n"
    )
}

fn line(site: &Site, path: &str, more: &str) -> String {
    format!("<url><loc>{}</loc>{more}</url>\n", escaped(&site.url(path)))
}
