//! Rules of alerts, notices, campaigns and leaflets.

use std::collections::BTreeSet;

use domain::newsroom::workflow::Kind;
use domain::reading::PostHead;

use super::check::Shown;
use typeset::Fault;

use super::gather::Page;

/// A leaflet is one sheet of paper.
const LONGEST_LEAFLET: usize = 400;

/// One as its reader sees it.
pub fn shown(kind: Kind, page: &Page<PostHead>) -> Shown<'_, PostHead> {
    let head = &page.head;
    let sources = usize::from(head.origin.is_some() || kind != Kind::Alert);
    Shown { page, title: &head.title, answer: Some(&head.summary), sources }
}

/// What keeps one from being drawn. `articles` are the names of those there are.
pub fn faults(kind: Kind, page: &Page<PostHead>, articles: &BTreeSet<String>) -> Vec<Fault> {
    let head = &page.head;
    let mut faults = Vec::new();
    let words = [("title", &head.title), ("summary", &head.summary), ("unit", &head.unit)];
    for (key, _) in words.into_iter().filter(|(_, value)| value.trim().is_empty()) {
        faults.push(page.fault(key, format!("{key} 没有填写")));
    }
    for name in head.articles.iter().filter(|name| !articles.contains(*name)) {
        faults.push(page.fault(&format!("\"{name}\""), format!("没有发布过网址名是 {name} 的文章")));
    }
    match kind {
        // A county may not issue an alert of its own (药品管理法 §107).
        Kind::Alert if !head.origin.as_ref().is_some_and(|origin| origin.url.starts_with("https://")) => {
            faults.push(page.fault("origin", "风险提示只能转发：写明发布机关、网址（https:// 开头）和日期"));
        }
        Kind::Campaign => match (head.from, head.to) {
            (Some(from), Some(to)) if to < from => faults.push(page.fault("to", "结束日期早于开始日期")),
            (Some(_), Some(_)) => {}
            _ => faults.push(page.fault("+++", "专题要写开始和结束的日期")),
        },
        Kind::Leaflet => {
            let length: usize = page
                .text
                .passages
                .iter()
                .flat_map(|passage| &passage.pieces)
                .map(|piece| piece.text.chars().count())
                .sum();
            if length > LONGEST_LEAFLET {
                faults.push(
                    page.fault("+++", format!("海报的字太多，一张纸最多 {LONGEST_LEAFLET} 个字，现在 {length} 个")),
                );
            }
            if head.articles.len() != 1 {
                faults.push(page.fault("articles", "海报的二维码通向一篇文章，请写一篇的网址名"));
            }
        }
        _ => {}
    }
    faults
}
