use domain::ports::ReadingQuery;
use domain::reading::{Article, Corrected, Disclosure, Post};
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use jiff::{Timestamp, Zoned};

use crate::library::plain;
use crate::services::Services;

/// Most texts a page of the library gives.
const AT_ONCE: u32 = 100;

/// Most texts of a feed: whoever reads it has read the older ones, and whole texts would make it grow
/// without end.
const NEWEST: usize = 100;

/// A text as feeds tell it.
pub struct Item {
    /// Inside the site.
    pub path: String,
    pub title: String,
    pub summary: String,
    /// The whole text without markup.
    pub text: String,
    pub tags: Vec<String>,
    pub published: Timestamp,
    /// When it was last checked or corrected, if later.
    pub updated: Timestamp,
}

/// What feeds carry: the newest of [`all`].
pub fn newest(services: &Services) -> Vec<Item> {
    newest_of(all(services))
}

/// All articles, cases and posts that may stand today.
pub fn all(services: &Services) -> Vec<Item> {
    let library = &services.library;
    let articles = every(|query| library.articles(query).items).into_iter().map(|article| of_article(&article));
    let cases = every(|query| library.disclosures(query).items).into_iter().map(|case| of_case(&case));
    let posts = every(|query| library.posts(None, query).items).into_iter().map(|post| of_post(&post));
    articles.chain(cases).chain(posts).collect()
}

/// Articles in other languages: they have addresses, and stand in no list.
pub fn variants(services: &Services) -> Vec<Item> {
    services.library.variants(None).iter().map(|article| of_article(article)).collect()
}

/// Time of day in Beijing, as feeds write it.
pub fn rfc3339(at: Timestamp) -> String {
    let beijing: Zoned = at.to_zoned(domain::track::beijing());
    beijing.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

fn newest_of(mut items: Vec<Item>) -> Vec<Item> {
    items.sort_by(|a, b| b.published.cmp(&a.published).then_with(|| a.path.cmp(&b.path)));
    items.truncate(NEWEST);
    items
}

fn every<T>(mut page_of: impl FnMut(&ReadingQuery) -> Vec<T>) -> Vec<T> {
    let mut all = Vec::new();
    for page in 1.. {
        let mut items = page_of(&ReadingQuery { page, page_size: AT_ONCE, ..ReadingQuery::default() });
        if items.is_empty() {
            break;
        }
        all.append(&mut items);
    }
    all
}

fn of_article(article: &Article) -> Item {
    let head = &article.head;
    Item {
        path: format!("article/{}", article.slug),
        title: head.title.clone(),
        summary: head.answer.clone(),
        text: plain::of_blocks(&article.blocks),
        tags: head.keywords.clone(),
        published: beijing(head.published),
        updated: updated(head.published, head.reviewed, &article.corrections),
    }
}

fn of_case(case: &Disclosure) -> Item {
    let head = &case.head;
    let sample = if head.sample { "【示例】" } else { "" };
    Item {
        path: format!("disclosure/{}", case.slug),
        title: format!("{sample}{}", head.title),
        summary: format!("{}：{}", head.unit, head.outcome),
        text: plain::of_blocks(&case.blocks),
        tags: head.keywords.clone(),
        published: beijing(head.published),
        updated: updated(head.published, head.reviewed, &case.corrections),
    }
}

fn of_post(post: &Post) -> Item {
    let head = &post.head;
    Item {
        path: format!("{}/{}", post.kind.as_str(), post.slug),
        title: head.title.clone(),
        summary: head.summary.clone(),
        text: plain::of_blocks(&post.blocks),
        tags: head.keywords.clone(),
        published: beijing(head.published),
        updated: updated(head.published, head.reviewed, &post.corrections),
    }
}

/// The last of publication, check and correction.
fn updated(published: DateTime, reviewed: Date, corrections: &[Corrected]) -> Timestamp {
    let corrected = corrections.iter().map(|one| one.at).max();
    beijing(published).max(morning(reviewed)).max(corrected.unwrap_or(Timestamp::MIN))
}

fn morning(day: Date) -> Timestamp {
    beijing(day.at(0, 0, 0, 0))
}

/// A time written in content files, which is Beijing's.
fn beijing(at: DateTime) -> Timestamp {
    Offset::constant(8).to_timestamp(at).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(second: i64) -> Item {
        let published = Timestamp::from_second(second).unwrap();
        let path = format!("article/{second}");
        let (title, summary, text) = (String::new(), String::new(), String::new());
        Item { path, title, summary, text, tags: Vec::new(), published, updated: published }
    }

    #[test]
    fn a_feed_carries_the_newest_texts_and_no_more() {
        let paths: Vec<String> = newest_of((0..250).map(item).collect()).into_iter().map(|item| item.path).collect();
        let expected: Vec<String> = (150..250).rev().map(|second| format!("article/{second}")).collect();
        assert_eq!(paths, expected);
    }
}
