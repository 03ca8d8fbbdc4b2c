//! Names that must exist somewhere else: columns, related texts, laws, categories, places.

use std::collections::BTreeSet;

use domain::columns::Columns;
use domain::law::{Citation, Laws};
use domain::reading::{DisclosureHead, Source};
use domain::region::Regions;
use typeset::Fault;

use super::gather::{Gathered, Page};
use super::letters;

pub fn faults(gathered: &Gathered) -> Vec<Fault> {
    let mut faults = gathered.laws.as_ref().map_or_else(Vec::new, |laws| letters::faults(&gathered.letters, laws));
    let articles = &gathered.plain_names();
    for page in &gathered.articles {
        if let Some(columns) = &gathered.columns {
            column(page, &page.head.column, columns, &mut faults);
        }
        related(page, &page.head.related, articles, &mut faults);
        citations(page, cited(&page.head.source), gathered.laws.as_ref(), &mut faults);
    }
    for page in &gathered.disclosures {
        let head = &page.head;
        related(page, &head.related, articles, &mut faults);
        case(page, gathered.laws.as_ref(), gathered.regions.as_ref(), &mut faults);
    }
    faults
}

/// What a case names that must exist: laws, category and place.
pub fn case(page: &Page<DisclosureHead>, laws: Option<&Laws>, regions: Option<&Regions>, faults: &mut Vec<Fault>) {
    let head = &page.head;
    citations(page, head.violated.iter().chain(&head.penalty_basis), laws, faults);
    if laws.is_some_and(|laws| laws.category(&head.category).is_none()) {
        faults.push(page.fault("category", format!("laws/categories.toml 里没有类别 {}", head.category)));
    }
    if regions.is_some_and(|regions| regions.get(&head.region).is_none()) {
        faults.push(page.fault("region", format!("regions 里没有区划代码 {}", head.region)));
    }
}

/// The laws among an article's sources.
pub fn cited(sources: &[Source]) -> impl Iterator<Item = &Citation> {
    sources.iter().filter_map(|source| match source {
        Source::Law(citation) => Some(citation),
        Source::Place { .. } => None,
    })
}

pub fn column<H>(page: &Page<H>, topic: &str, columns: &Columns, faults: &mut Vec<Fault>) {
    if columns.of_topic(topic).is_none() {
        faults.push(page.fault("column", format!("没有栏目收 {topic}")));
    }
}

pub fn related<H>(page: &Page<H>, names: &[String], articles: &BTreeSet<String>, faults: &mut Vec<Fault>) {
    for name in names {
        if !articles.contains(name) || name == page.slug() {
            faults.push(page.fault(&format!("\"{name}\""), format!("related 里的 {name} 不是别的文章的文件名")));
        }
    }
}

pub fn citations<'a, H>(
    page: &Page<H>,
    citations: impl Iterator<Item = &'a Citation>,
    laws: Option<&Laws>,
    faults: &mut Vec<Fault>,
) {
    let Some(laws) = laws else { return };
    for citation in citations {
        if !laws.laws.contains_key(&citation.law) {
            let needle = format!("law = \"{}\"", citation.law);
            faults.push(page.fault(&needle, format!("laws/laws.toml 里没有 {}", citation.law)));
        }
    }
}
