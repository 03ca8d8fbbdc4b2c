use std::collections::BTreeMap;
use std::sync::Arc;

use domain::columns::Column;
use domain::newsroom::workflow::Kind;
use domain::ports::{Fetched, Library, Listing, OwnPages, ReadingQuery};
use domain::site::Site;
use domain::tending::{
    ColumnAge, Finding, Indicator, Indicators, PageKind, Report, column_findings, home_finding, links, missing_tags,
    pictures,
};
use domain::track::local_date;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::forwarding::Outside;

/// Texts read at a time, which is the most a list gives.
const PAGE: u32 = 100;

/// Links out of the site that are tried in one night.
const MOST_OUTSIDE: usize = 500;

/// One look through the site.
pub struct Look<'a> {
    pub site: &'a Site,
    pub library: &'a dyn Library,
    pub rules: &'a Indicators,
    pub pages: &'a dyn OwnPages,
    /// Nothing where the site does not allow it.
    pub outside: Option<&'a Outside>,
}

/// A page to be fetched.
struct Stop {
    path: String,
    title: String,
    kind: PageKind,
    /// Where it is mended.
    fix: String,
    published: Option<Date>,
    review_due: Option<Date>,
}

impl Look<'_> {
    pub async fn report(&self, at: Timestamp) -> Report {
        let today = local_date(at);
        let stops = self.stops();
        let mut findings = self.ages(&stops, today);
        let mut walk = Walk { known: BTreeMap::new(), outside: BTreeMap::new() };
        for stop in &stops {
            let page = self.fetch(&mut walk, &stop.path).await;
            findings.extend(self.judge(&mut walk, stop, &page).await);
        }
        findings.extend(stops.iter().filter_map(|stop| self.review(stop, today)));
        let tried = self.try_outside(&walk.outside, &mut findings).await;
        findings.sort_by_key(|finding| finding.indicator);
        let pages = u32::try_from(stops.len()).unwrap_or(u32::MAX);
        Report { at, pages, outside: tried, findings }
    }

    /// Everything residents come to by a list, and the lists.
    fn stops(&self) -> Vec<Stop> {
        let plain = |path: &str, title: &str, kind| Stop {
            path: path.to_owned(),
            title: title.to_owned(),
            kind,
            fix: path.to_owned(),
            published: None,
            review_due: None,
        };
        let mut stops = vec![plain("", "首页", PageKind::Any), plain("read", "安全用药", PageKind::List)];
        stops.extend(self.library.columns().shown().map(|column| plain(&column.path(), &column.name, PageKind::List)));
        stops.push(plain("disclosures", Kind::Disclosure.words(), PageKind::List));
        for article in all(|query| self.library.articles(query)).into_iter().chain(self.library.variants(None)) {
            let head = &article.head;
            stops.push(Stop {
                // What stands in no list keeps no page fresh.
                published: (!head.is_variant()).then(|| head.published.date()),
                review_due: Some(head.review_due),
                fix: format!("desk/news?words={}", app::parts::percent(&head.title)),
                ..plain(&format!("article/{}", article.slug), &head.title, PageKind::Item)
            });
        }
        for case in all(|query| self.library.disclosures(query)) {
            stops.push(Stop {
                published: Some(case.head.published.date()),
                fix: format!("desk/news?words={}", app::parts::percent(&case.head.title)),
                ..plain(&format!("disclosure/{}", case.slug), &case.head.title, PageKind::Item)
            });
        }
        stops
    }

    fn ages(&self, stops: &[Stop], today: Date) -> Vec<Finding> {
        let newest =
            |column: &Column| self.library.in_column(column, 1, 1).items.first().map(|text| text.published().date());
        let columns = self.library.columns();
        let columns: Vec<ColumnAge> = columns
            .shown()
            .map(|column| ColumnAge {
                newest: newest(column),
                fix: format!("desk/news/columns/{}", column.id),
                name: column.name.clone(),
                days: column.days,
            })
            .collect();
        let home = home_finding(stops.iter().filter_map(|stop| stop.published).max(), self.rules, today);
        home.into_iter().chain(column_findings(&columns, self.rules, today)).collect()
    }

    async fn judge(&self, walk: &mut Walk, stop: &Stop, page: &Fetched) -> Vec<Finding> {
        let finding = |indicator, detail| Finding {
            indicator,
            subject: stop.title.clone(),
            detail,
            fix: stop.fix.clone(),
            target: None,
        };
        if page.status != 200 {
            return vec![finding(Indicator::DeadLink, format!("这一页打不开（{}）", page.status))];
        }
        let mut findings = Vec::new();
        let missing = missing_tags(&page.html, stop.kind);
        if !missing.is_empty() {
            findings.push(finding(Indicator::MissingTags, missing.join("、")));
        }
        let mut weight = page.weight;
        for address in pictures(&page.html) {
            if let Some(path) = self.inside(&address) {
                weight += self.fetch(walk, &path).await.weight;
            }
        }
        let most = u64::from(self.rules.page_kilobytes.number);
        if weight.div_ceil(1024) > most {
            findings
                .push(finding(Indicator::Heavy, format!("连图片 {} KB（不超过 {most} KB）", weight.div_ceil(1024))));
        }
        for link in links(&page.html) {
            if let Some(path) = self.inside(&link) {
                let status = self.fetch(walk, &path).await.status;
                if status >= 400 {
                    let detail = format!("链接 {link} 打不开（{status}）");
                    findings.push(Finding { target: Some(link), ..finding(Indicator::DeadLink, detail) });
                }
            } else if link.starts_with("http://") || link.starts_with("https://") {
                walk.outside.entry(link).or_insert_with(|| (stop.title.clone(), stop.fix.clone()));
            }
        }
        findings
    }

    fn review(&self, stop: &Stop, today: Date) -> Option<Finding> {
        let due = stop.review_due?;
        let horizon = today.saturating_add(i64::from(self.rules.review_days.number).days());
        let detail =
            if due < today { format!("{due} 应复核，已经过了") } else { format!("{due} 前要复核") };
        (due <= horizon).then(|| Finding {
            indicator: Indicator::ReviewDue,
            subject: stop.title.clone(),
            detail,
            fix: stop.fix.clone(),
            target: None,
        })
    }

    /// The number of links that were tried.
    async fn try_outside(
        &self,
        links: &BTreeMap<String, (String, String)>,
        findings: &mut Vec<Finding>,
    ) -> Option<u32> {
        let outside = self.outside?;
        let mut tried = 0;
        for (link, (subject, fix)) in links.iter().take(MOST_OUTSIDE) {
            tried += 1;
            if let Err(why) = outside.answers(link).await {
                findings.push(Finding {
                    indicator: Indicator::DeadLink,
                    subject: subject.clone(),
                    detail: format!("链接 {link} {why}"),
                    fix: fix.clone(),
                    target: Some(link.clone()),
                });
            }
        }
        Some(tried)
    }

    /// The path of an address of ours; nothing for what leads elsewhere or to another place of the page.
    fn inside(&self, address: &str) -> Option<String> {
        let path = address.strip_prefix(&self.site.public_url).unwrap_or(address);
        let path = path.split('#').next().unwrap_or_default().strip_prefix(&self.site.base_path)?;
        (!path.starts_with('/')).then(|| path.to_owned())
    }

    /// Each address once a look.
    async fn fetch(&self, walk: &mut Walk, path: &str) -> Arc<Fetched> {
        if let Some(known) = walk.known.get(path) {
            return known.clone();
        }
        let fetched = Arc::new(self.pages.get(path).await);
        walk.known.insert(path.to_owned(), fetched.clone());
        fetched
    }
}

/// What was seen on the way.
struct Walk {
    known: BTreeMap<String, Arc<Fetched>>,
    /// Links out of the site, with the page they were first seen on and where it is mended.
    outside: BTreeMap<String, (String, String)>,
}

/// All pages of a list.
fn all<T>(list: impl Fn(&ReadingQuery) -> Listing<T>) -> Vec<Arc<T>> {
    let page = |page| list(&ReadingQuery { page, page_size: PAGE, ..ReadingQuery::default() }).items;
    (1..).map(page).take_while(|items| !items.is_empty()).flatten().collect()
}
