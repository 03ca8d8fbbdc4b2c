//! Texts as lines of a list.

use app::parts::Entry;
use domain::columns::{BuiltIn, Columns};
use domain::ports::Library;
use domain::reading::{Article, Disclosure, Post, Text};

pub fn of_article(article: &Article, columns: &Columns) -> Entry {
    let column = columns.of_topic(&article.head.column).filter(|column| !column.hidden);
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

pub fn of_text(text: &Text, columns: &Columns) -> Entry {
    match text {
        Text::Article(article) => of_article(article, columns),
        Text::Disclosure(case) => of_case(case),
        Text::Post(post) => of_post(post),
    }
}

pub fn of_page(page: BuiltIn) -> Entry {
    Entry {
        path: page.path().to_owned(),
        sample: false,
        title: page.words().to_owned(),
        excerpt: None,
        small: page.more().to_owned(),
    }
}

/// The articles a text points to.
pub fn related(library: &dyn Library, slugs: &[String]) -> Vec<Entry> {
    let columns = library.columns();
    let articles = slugs.iter().filter_map(|slug| library.article(slug));
    articles.map(|article| of_article(&article, &columns)).collect()
}
