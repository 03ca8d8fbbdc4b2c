//! 广播稿: what a village loudspeaker reads out of an article, in its own sentences and no other.

use domain::reading::{Article, Block};
use domain::text;

use super::plain;

/// Characters somebody reads aloud in a second, slowly enough for a loudspeaker.
pub const A_SECOND: usize = 4;

/// A text to be read aloud.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// What it takes about.
    pub seconds: usize,
    pub sentences: Vec<String>,
}

/// The conclusion, then when to call 120, then the steps as far as the time goes, and the conclusion
/// again. Danger is never left out for lack of time, and nothing is cut in the middle.
#[must_use]
pub fn script(article: &Article, meant: usize) -> Script {
    let answer = sentence(&article.head.answer);
    let first = format!("各位乡亲，现在说一说：{}", sentence(&article.head.title));
    let last = format!("再说一遍：{answer}");
    let mut sentences = vec![first, answer];
    sentences.extend(article.blocks.iter().filter_map(danger));
    let mut length = sentences.iter().chain([&last]).map(|said| text::length(said)).sum::<usize>();
    for said in article.blocks.iter().flat_map(steps) {
        let more = text::length(&said);
        if length + more > meant * A_SECOND {
            break;
        }
        length += more;
        sentences.push(said);
    }
    sentences.push(last);
    Script { seconds: length.div_ceil(A_SECOND), sentences }
}

fn danger(block: &Block) -> Option<String> {
    let Block::Danger { title, html } = block else { return None };
    let signs: Vec<String> = plain::of_html(html).lines().map(bare).filter(|line| !line.is_empty()).collect();
    Some(sentence(&format!("{}：{}", bare(title), signs.join("；"))))
}

fn steps(block: &Block) -> Vec<String> {
    let Block::Steps { items, .. } = block else { return Vec::new() };
    let said = items.iter().enumerate().map(|(place, item)| {
        let words = plain::of_html(item);
        let words: Vec<String> = words.lines().map(bare).filter(|line| !line.is_empty()).collect();
        sentence(&format!("第{}步，{}", COUNT.get(place).copied().unwrap_or("下一"), words.join("，")))
    });
    said.collect()
}

const COUNT: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// Without what ends it.
fn bare(words: &str) -> String {
    words.trim().trim_end_matches(['。', '；', '：', '，']).to_owned()
}

fn sentence(words: &str) -> String {
    let words = bare(words);
    if words.ends_with(['？', '！', '”']) { words } else { format!("{words}。") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Shelf, load_for_no_site};

    #[test]
    fn every_articles_script_begins_and_ends_with_the_conclusion_and_never_loses_the_danger() {
        let loaded = load_for_no_site(&Shelf::BuiltIn).unwrap_or_else(|faults| panic!("{faults:?}"));
        assert!(loaded.reading.articles.len() >= 60);
        for article in &loaded.reading.articles {
            let [short, long] = [30, 60].map(|seconds| script(article, seconds));
            let answer = sentence(&article.head.answer);
            for script in [&short, &long] {
                assert_eq!(script.sentences.get(1), Some(&answer));
                assert!(script.sentences.last().is_some_and(|last| last.ends_with(&answer)));
                let dangers = article.blocks.iter().filter_map(danger).count();
                assert!(script.sentences.len() >= 3 + dangers, "{}", article.slug);
            }
            assert!(long.sentences.len() >= short.sentences.len());
            assert!(long.seconds <= 60 || long.sentences.len() == short.sentences.len(), "{}", article.slug);
        }
    }
}
