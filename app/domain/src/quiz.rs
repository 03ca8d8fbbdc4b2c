//! 知识竞赛: questions about articles, and a contest drawn from all of them.

use std::sync::Arc;

use serde::Deserialize;

use crate::report::FieldError;

/// Questions of a contest.
pub const DRAWN: usize = 10;

/// Questions shown after an article.
pub const AFTER_ARTICLE: usize = 3;

/// Fewer papers than this could point at persons, so a township's sum is only said to be small.
pub const FEW: u64 = 5;

/// The questions about one article.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quiz {
    /// Name of the article, which is the source of every answer.
    pub article: String,
    #[serde(rename = "question")]
    pub questions: Vec<Question>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub ask: String,
    pub answers: Vec<String>,
    /// The right answer, counted from 1.
    pub right: usize,
    /// One line that says why.
    pub why: String,
}

/// A question as it stands on a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Name of its field: `expiry-date-2`.
    pub id: String,
    pub article: String,
    pub question: Question,
}

/// A question with the answer somebody chose, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    pub asked: Asked,
    pub chosen: usize,
}

impl Question {
    /// What is wrong with it.
    #[must_use]
    pub fn fault(&self) -> Option<String> {
        let texts = [&self.ask, &self.why];
        if texts.into_iter().chain(&self.answers).any(|text| text.trim().is_empty()) {
            return Some("ask、answers、why 都要写".to_owned());
        }
        if !(2..=4).contains(&self.answers.len()) {
            return Some(format!("答案要有 2 到 4 个，现在有 {} 个", self.answers.len()));
        }
        if self.answer(self.right).is_none() {
            return Some(format!("right = {} 不是第几个答案", self.right));
        }
        let twice =
            self.answers.iter().enumerate().find(|(at, answer)| self.answers.iter().take(*at).any(|a| a == *answer));
        twice.map(|(_, answer)| format!("答案“{answer}”写了两次"))
    }

    /// An answer by its number, counted from 1.
    #[must_use]
    pub fn answer(&self, number: usize) -> Option<&str> {
        self.answers.get(number.checked_sub(1)?).map(String::as_str)
    }

    /// The words of the right answer.
    #[must_use]
    pub fn right_words(&self) -> &str {
        self.answer(self.right).unwrap_or_default()
    }
}

impl Answered {
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.chosen == self.asked.question.right
    }
}

/// The questions shown after an article.
#[must_use]
pub fn after_article(quiz: &Quiz) -> Vec<Asked> {
    asked(quiz).take(AFTER_ARTICLE).collect()
}

/// Draws the questions of a contest: the same for the same seed and bank, none twice.
#[must_use]
pub fn draw(bank: &[Arc<Quiz>], seed: &str) -> Vec<Asked> {
    let mut left: Vec<Asked> = bank.iter().flat_map(|quiz| asked(quiz)).collect();
    let mut dice = Dice::new(seed);
    let mut drawn = Vec::new();
    while drawn.len() < DRAWN && !left.is_empty() {
        drawn.push(left.swap_remove(dice.below(left.len())));
    }
    drawn
}

/// Reads what was chosen.
///
/// # Errors
/// A fault for every question without an answer.
pub fn read(questions: Vec<Asked>, typed: impl Fn(&str) -> Option<String>) -> Result<Vec<Answered>, Vec<FieldError>> {
    let (mut answered, mut faults) = (Vec::new(), Vec::new());
    for (number, asked) in (1..).zip(questions) {
        let chosen = typed(&asked.id).and_then(|value| value.parse().ok());
        match chosen.filter(|chosen| asked.question.answer(*chosen).is_some()) {
            Some(chosen) => answered.push(Answered { asked, chosen }),
            None => faults.push(FieldError { field: asked.id, message: format!("第 {number} 题还没有选") }),
        }
    }
    if faults.is_empty() { Ok(answered) } else { Err(faults) }
}

/// How many were right.
#[must_use]
pub fn score(answered: &[Answered]) -> usize {
    answered.iter().filter(|answered| answered.is_right()).count()
}

fn asked(quiz: &Quiz) -> impl Iterator<Item = Asked> {
    (1..).zip(&quiz.questions).map(|(number, question): (usize, _)| Asked {
        id: format!("{}-{number}", quiz.article),
        article: quiz.article.clone(),
        question: question.clone(),
    })
}

/// SplitMix64 over a seed that was drawn at random; no secret hangs on it.
struct Dice(u64);

impl Dice {
    fn new(seed: &str) -> Self {
        let mixed = seed
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        Self(mixed)
    }

    /// A number from 0 to one less than `count`, which is not 0.
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        let count = u64::try_from(count).unwrap_or(u64::MAX).max(1);
        usize::try_from(mixed % count).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(ask: &str) -> Question {
        Question { ask: ask.into(), answers: vec!["能".into(), "不能".into()], right: 2, why: "因为".into() }
    }

    fn bank() -> Vec<Arc<Quiz>> {
        let quiz = |name: usize| Quiz {
            article: format!("a{name}"),
            questions: (0..3).map(|number| question(&format!("{name}{number}"))).collect(),
        };
        (0..8).map(|name| Arc::new(quiz(name))).collect()
    }

    fn ids(drawn: &[Asked]) -> Vec<&str> {
        drawn.iter().map(|asked| asked.id.as_str()).collect()
    }

    #[test]
    fn a_seed_draws_the_same_ten_and_none_twice() {
        let bank = bank();
        let (one, again, other) = (draw(&bank, "seed-1"), draw(&bank, "seed-1"), draw(&bank, "seed-2"));
        assert_eq!(one, again);
        assert_ne!(ids(&one), ids(&other));
        let mut sorted = ids(&one);
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), DRAWN);
    }

    #[test]
    fn every_question_comes_up_about_as_often() {
        let bank = bank();
        let mut times = std::collections::BTreeMap::<String, u32>::new();
        for seed in 0..2400 {
            for asked in draw(&bank, &format!("{seed:032x}")) {
                *times.entry(asked.id).or_default() += 1;
            }
        }
        assert_eq!(times.len(), 24);
        assert!(times.values().all(|times| (800..1200).contains(times)), "{times:?}");
    }

    #[test]
    fn what_was_not_chosen_is_asked_for() {
        let questions = after_article(&bank()[0]);
        let typed = |id: &str| (id != "a0-2").then(|| if id == "a0-1" { "2" } else { "1" }.to_owned());
        let faults = read(questions.clone(), typed).unwrap_err();
        assert_eq!((faults.len(), faults[0].field.as_str()), (1, "a0-2"));
        assert!(read(questions.clone(), |_| Some("3".into())).is_err(), "no such answer");
        assert!(read(questions.clone(), |_| Some("0".into())).is_err());
        let answered = read(questions, |id| Some(if id == "a0-1" { "2" } else { "1" }.into())).unwrap();
        assert_eq!(score(&answered), 1);
    }

    #[test]
    fn a_question_needs_answers_and_one_that_is_right() {
        assert_eq!(question("能不能").fault(), None);
        let with = |change: fn(&mut Question)| {
            let mut one = question("能不能");
            change(&mut one);
            one.fault().unwrap()
        };
        assert_eq!(with(|one| one.right = 3), "right = 3 不是第几个答案");
        assert_eq!(with(|one| one.right = 0), "right = 0 不是第几个答案");
        assert_eq!(with(|one| one.answers.truncate(1)), "答案要有 2 到 4 个，现在有 1 个");
        assert_eq!(with(|one| one.answers.push("能".into())), "答案“能”写了两次");
        assert_eq!(with(|one| one.why.clear()), "ask、answers、why 都要写");
    }
}
