//! Texts as lines of a list.

use app::parts::Entry;
use domain::columns::{BuiltIn, Columns};
use domain::newsroom::workflow::Kind;
use domain::ports::Library;
use domain::reading::{Article, Disclosure, Post, Text};

pub fn of_article(article: &Article, columns: &Columns) -> Entry {
    let column = columns.of_topic(&article.head.column).filter(|column| !column.hidden);
    let name = column.map(|column| column.name.clone());
    let minutes = (!article.head.is_variant()).then(|| format!("{} 分钟读完", article.minutes));
    Entry {
        path: format!("article/{}", article.slug),
        sample: false,
        title: article.head.title.clone(),
        excerpt: None,
        small: name.into_iter().chain(minutes).collect::<Vec<_>>().join(" · "),
        lang: article.head.is_variant().then(|| article.head.language.clone()),
    }
}

/// Marked with what it is written in.
pub fn of_variant(article: &Article, library: &dyn Library) -> Entry {
    let entry = of_article(article, &library.columns());
    let languages = library.languages();
    let language = languages.get(&article.head.language).map(|language| language.chinese.clone());
    let small: Vec<String> = language.into_iter().chain([entry.small]).filter(|words| !words.is_empty()).collect();
    Entry { small: small.join(" · "), ..entry }
}

pub fn of_case(case: &Disclosure) -> Entry {
    Entry {
        path: format!("disclosure/{}", case.slug),
        sample: case.head.sample,
        title: case.head.title.clone(),
        excerpt: None,
        small: format!("{} · {}", case.head.published.date(), case.head.unit),
        lang: None,
    }
}

pub fn of_post(post: &Post) -> Entry {
    Entry {
        path: format!("{}/{}", post.kind.as_str(), post.slug),
        sample: false,
        title: post.head.title.clone(),
        excerpt: None,
        small: format!("{} · {} · {}", post.kind.words(), post.head.published.date(), post.head.unit),
        lang: None,
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
        lang: None,
    }
}

/// The articles a text points to, by the names they have or had before.
pub fn related(library: &dyn Library, slugs: &[String]) -> Vec<Entry> {
    let columns = library.columns();
    let moved = |slug: &str| library.article(&library.moved(Kind::Article, slug)?);
    let articles = slugs.iter().filter_map(|slug| library.article(slug).or_else(|| moved(slug)));
    articles.map(|article| of_article(&article, &columns)).collect()
}
