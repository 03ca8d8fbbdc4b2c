use std::cmp::Reverse;

use app::pages::read::SearchPage;
use app::parts::{Entry, Paging, percent};
use domain::columns::Columns;
use domain::ports::{Best, Found, Library};
use domain::reading::{Article, Block, Text};
use domain::text;

use super::entries;
use super::lists::{self, PAGE_SIZE};
use crate::library::{plain, words};
use crate::services::Services;

/// Characters shown before and behind a word found in a text.
const BEFORE: usize = 12;
const BEHIND: usize = 36;

/// What a query finds; nothing for a page behind the last one.
pub fn search(services: &Services, typed: &str, page: u32) -> Option<SearchPage> {
    let typed = text::looked_for(typed);
    let library = &services.library;
    let columns = library.columns();
    let mut data = SearchPage {
        words: typed.clone(),
        instead: Vec::new(),
        marks: Vec::new(),
        best: Vec::new(),
        articles: Vec::new(),
        article_total: 0,
        variants: Vec::new(),
        variant_total: 0,
        disclosures: Vec::new(),
        disclosure_total: 0,
        posts: Vec::new(),
        post_total: 0,
        columns: lists::links(&columns, None),
        paging: Paging { path: "search".to_owned(), query: String::new(), page: 1, pages: 1 },
    };
    if typed.is_empty() {
        return Some(data);
    }
    let found = library.search(&typed, page, PAGE_SIZE);
    data.instead = found.instead.clone();
    let searched = if data.instead.is_empty() { std::slice::from_ref(&typed) } else { &data.instead };
    data.marks = searched.iter().flat_map(|words| marks(words)).collect();
    let Found { articles, variants, disclosures: cases, posts, .. } = &found;
    data.article_total = articles.total;
    data.variant_total = variants.total;
    data.disclosure_total = cases.total;
    data.post_total = posts.total;
    let most = articles.total.max(variants.total).max(cases.total).max(posts.total);
    let paging = lists::paging("search".to_owned(), page, most)?;
    data.paging = Paging { query: format!("q={}", percent(&typed)), ..paging };
    let shown = |text: Text| entry(&text, &columns, &data.marks);
    let best = |one: &Best| match one {
        Best::Page(page) => entries::of_page(*page),
        Best::Text(text) => shown(text.clone()),
    };
    let on_top: Vec<Entry> = found.best.iter().map(best).collect();
    // What stands on top is not said again right below it.
    let below = |entry: &Entry| page > 1 || on_top.iter().all(|top| top.path != entry.path);
    data.articles = articles.items.iter().cloned().map(Text::Article).map(shown).filter(below).collect();
    data.variants = variants.items.iter().map(|one| variant(one, library.as_ref(), &typed)).filter(below).collect();
    data.disclosures = cases.items.iter().cloned().map(Text::Disclosure).map(shown).filter(below).collect();
    data.posts = posts.items.iter().cloned().map(Text::Post).map(shown).filter(below).collect();
    if page == 1 {
        data.best = on_top;
    }
    Some(data)
}

/// A text as a line of the results, with the words that were found in it.
fn entry(text: &Text, columns: &Columns, marks: &[String]) -> Entry {
    let (answer, blocks): (&str, &[Block]) = match text {
        Text::Article(article) => (&article.head.answer, &article.blocks),
        Text::Disclosure(case) => (&case.head.outcome, &case.blocks),
        Text::Post(post) => (&post.head.summary, &post.blocks),
    };
    let excerpt = excerpt(&format!("{answer}\n{}", plain::of_blocks(blocks)), marks);
    Entry { excerpt, ..entries::of_text(text, columns) }
}

/// A variant is found by the words as they were typed, and shows where they stand.
fn variant(article: &Article, library: &dyn Library, typed: &str) -> Entry {
    let typed: Vec<String> = typed.split_whitespace().map(str::to_owned).collect();
    let text = format!("{}\n{}", article.head.answer, plain::of_blocks(&article.blocks));
    Entry { excerpt: excerpt(&text, &typed), ..entries::of_variant(article, library) }
}

/// The words to mark: those of the query, without single characters where there are longer ones,
/// because a lone 药 would light up the whole page.
fn marks(typed: &str) -> Vec<String> {
    let mut marks: Vec<String> = words::tokens(typed).split_whitespace().map(str::to_owned).collect();
    marks.push(typed.to_owned());
    if marks.iter().any(|mark| mark.chars().count() > 1) {
        marks.retain(|mark| mark.chars().count() > 1);
    }
    marks.sort_by_key(|mark| Reverse(mark.len()));
    marks.dedup();
    marks
}

/// The line of a text that holds one of the words, cut to what fits below a title.
fn excerpt(text: &str, marks: &[String]) -> Option<String> {
    let (line, at) =
        marks.iter().find_map(|mark| text.lines().find_map(|line| Some((line, line.find(mark.as_str())?))))?;
    let (head, tail) = line.split_at_checked(at)?;
    let skipped = head.chars().count().saturating_sub(BEFORE);
    let before: String = head.chars().skip(skipped).collect();
    let behind: String = tail.chars().take(BEHIND).collect();
    let more = |cut: bool| if cut { "…" } else { "" };
    Some(format!("{}{before}{behind}{}", more(skipped > 0), more(behind.len() < tail.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(list: &[&str]) -> Vec<String> {
        list.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn an_excerpt_shows_the_word_with_what_stands_around_it() {
        let text = "第一行\n这一行前面说了很多别的话，然后才说到假药，后面也还有话。";
        assert_eq!(excerpt(text, &words(&["假药"])).as_deref(), Some("…了很多别的话，然后才说到假药，后面也还有话。"));
        assert_eq!(excerpt(text, &words(&["感冒"])), None);
    }

    #[test]
    fn single_characters_are_marked_only_alone() {
        assert_eq!(marks("药"), ["药"]);
        assert!(marks("过期药").iter().all(|mark| mark.chars().count() > 1));
    }
}
