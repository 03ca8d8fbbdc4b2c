use std::sync::Arc;

use app::pages::read::{ArticlePage, LoudspeakerPage, Script, SourceLine, Variant, Word};
use domain::law::{Citation, Laws};
use domain::ports::Library;
use domain::reading::{Article, Source};
use domain::variant::is_behind;

use super::{entries, place};
use crate::doors::heard;
use crate::library::{glossary, loudspeaker, plain};
use crate::services::Services;

/// An article with the names its keys stand for.
pub fn article(services: &Services, slug: &str) -> Option<ArticlePage> {
    services.library.article(slug).map(|article| drawn(services, article))
}

/// The same of an article that need not be published.
pub fn drawn(services: &Services, article: Arc<Article>) -> ArticlePage {
    let library = services.library.as_ref();
    let (column, above) = place::of_article(library, &article.head.column);
    let original = library.original(&article);
    let behind = original.as_ref().filter(|original| is_behind(&article, original));
    ArticlePage {
        column,
        above,
        sources: sources(&services.laws, &article.head.source),
        related: entries::related(library, &article.head.related),
        words: words(services, &article),
        language: library.languages().get(&article.head.language).cloned(),
        others: others(library, &article, original.as_ref()),
        behind: behind.map(|original| address(original)),
        quiz: services.library.quiz(&article.slug).is_some(),
        overdue: article.head.review_due < services.today(),
        heard: heard::offered(services, &article.recordings),
        article,
    }
}

/// The same article in the other languages it is there in, the plain one first.
fn others(library: &dyn Library, article: &Article, original: Option<&Arc<Article>>) -> Vec<Variant> {
    let languages = library.languages();
    let others = library.other_variants(article).into_iter();
    let named = others.filter_map(|one| Some(Variant::new(address(&one), languages.get(&one.head.language)?)));
    original.map(|original| Variant::plain(address(original))).into_iter().chain(named).collect()
}

fn address(article: &Article) -> String {
    format!("article/{}", article.slug)
}

/// What its hard words mean, which are words of plain Chinese.
fn words(services: &Services, article: &Article) -> Vec<Word> {
    if article.head.is_variant() {
        return Vec::new();
    }
    let text = format!("{}\n{}", article.head.answer, plain::of_blocks(&article.blocks));
    let found = glossary(&text, &services.words.literacy);
    found.into_iter().map(|term| Word { word: term.word.clone(), plain: term.plain.clone() }).collect()
}

/// Seconds a loudspeaker's texts are to take.
const LOUDSPEAKER: [usize; 2] = [30, 60];

/// What is read out of an article.
pub fn loudspeaker(services: &Services, slug: &str) -> Option<LoudspeakerPage> {
    let article = services.library.article(slug).filter(|article| !article.head.is_variant())?;
    let drawn = |meant| {
        let script = loudspeaker::script(&article, meant);
        Script { meant, seconds: script.seconds, sentences: script.sentences }
    };
    Some(LoudspeakerPage {
        slug: article.slug.clone(),
        title: article.head.title.clone(),
        scripts: LOUDSPEAKER.map(drawn).into(),
        speed: loudspeaker::A_SECOND,
        overdue: article.head.review_due < services.today(),
    })
}

/// A line for each law with all its articles, and one for each other place.
fn sources(laws: &Laws, sources: &[Source]) -> Vec<SourceLine> {
    let mut lines: Vec<(Option<&str>, SourceLine)> = Vec::new();
    for source in sources {
        match source {
            Source::Law(citation) => match lines.iter_mut().find(|(key, _)| *key == Some(citation.law.as_str())) {
                Some((_, line)) => line.words.push_str(&format!("、{}", citation.article)),
                None => lines.push((Some(&citation.law), of_law(laws, citation))),
            },
            Source::Place { name, url, checked } => {
                lines.push((None, SourceLine { words: format!("{name}（{checked} 核对）"), url: url.clone() }));
            }
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

fn of_law(laws: &Laws, citation: &Citation) -> SourceLine {
    let published = laws.laws.get(&citation.law).map(|law| law.source.clone());
    SourceLine {
        words: laws.cite(&citation.law, &citation.article),
        url: published.filter(|source| source.starts_with("https://") || source.starts_with("http://")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Shelf, load_for_no_site};

    #[test]
    fn articles_of_one_law_stand_on_one_line() {
        let laws = load_for_no_site(&Shelf::BuiltIn).unwrap_or_else(|faults| panic!("{faults:?}")).laws;
        let law = |article: &str| Source::Law(Citation { law: "drug-law".into(), article: article.into() });
        let place = Source::Place { name: "公示栏".into(), url: None, checked: "2026-11-18".parse().unwrap() };
        let lines: Vec<String> =
            sources(&laws, &[law("第一条"), place, law("第二条")]).into_iter().map(|line| line.words).collect();
        assert_eq!(lines, ["《药品管理法》第一条、第二条", "公示栏（2026-11-18 核对）"]);
    }
}
