//! Texts as lines of a list.

use app::parts::Entry;
use domain::ports::Library;
use domain::reading::{Article, Column, Disclosure, Post};

pub fn of_article(article: &Article, columns: &[Column]) -> Entry {
    let column = columns.iter().find(|column| column.key == article.head.column);
    let column = column.map(|column| format!("{} · ", column.name)).unwrap_or_default();
    Entry {
        path: format!("article/{}", article.slug),
        sample: false,
        title: article.head.title.clone(),
        excerpt: None,
        small: format!("{column}{} 分钟读完", article.minutes),
    }
}

pub fn of_case(case: &Disclosure) -> Entry {
    Entry {
        path: format!("disclosure/{}", case.slug),
        sample: case.head.sample,
        title: case.head.title.clone(),
        excerpt: None,
        small: format!("{} · {}", case.head.published.date(), case.head.unit),
    }
}

pub fn of_post(post: &Post) -> Entry {
    Entry {
        path: format!("{}/{}", post.kind.as_str(), post.slug),
        sample: false,
        title: post.head.title.clone(),
        excerpt: None,
        small: format!("{} · {} · {}", post.kind.words(), post.head.published.date(), post.head.unit),
    }
}

/// The articles a text points to.
pub fn related(library: &dyn Library, slugs: &[String]) -> Vec<Entry> {
    let columns = library.columns();
    let articles = slugs.iter().filter_map(|slug| library.article(slug));
    articles.map(|article| of_article(&article, &columns)).collect()
}
