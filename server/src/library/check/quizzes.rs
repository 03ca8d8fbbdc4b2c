//! Wording and reading light of the questions.

use domain::law::Laws;
use domain::newsroom::reading::{Limits, measure, sentences};
use domain::newsroom::wording::{FindingKind, Written, findings};
use domain::newsroom::{Passage, Place};
use domain::reading::ArticleHead;
use jiff::civil::Date;

use super::language::LONGEST_SENTENCE;
use super::wording::Lit;
use crate::library::dictionaries::Dictionaries;
use typeset::Fault;

use crate::library::gather::Page;
use crate::library::quizzes::QuizFile;

/// How hard the questions of a file are to read.
pub fn light(read: &QuizFile, words: &Dictionaries) -> Lit {
    let reading = measure(None, &passages(read, false), &words.literacy, Limits::default());
    Lit { name: format!("quiz/{}", read.file.stem), reading: Some(reading) }
}

/// An article nothing is asked about. No fault: what a bureau writes at its desk comes without questions.
pub fn unasked(page: &Page<ArticleHead>, quizzes: &[QuizFile]) -> Option<Fault> {
    let name = page.slug();
    let asked = quizzes.iter().any(|read| read.quiz.article == name);
    (!asked).then(|| page.fault("+++", format!("这篇文章还没有小题，可以写在 quiz/{name}.toml")))
}

/// Sentences that are too long.
pub fn faults(read: &QuizFile) -> Vec<Fault> {
    let passages = passages(read, false);
    let long = passages.iter().flat_map(sentences).filter(|sentence| sentence.length > LONGEST_SENTENCE);
    let told = |line, length| {
        Fault::new(&read.file.label, line, format!("这句话有 {length} 个字，超过 {LONGEST_SENTENCE} 个，请拆开"))
    };
    long.map(|sentence| told(sentence.place.line, sentence.length)).collect()
}

/// What the law forbids, then what is only pointed out. A wrong answer may be wrong.
pub fn findings_of(read: &QuizFile, words: &Dictionaries, laws: &Laws, today: Date) -> (Vec<Fault>, Vec<Fault>) {
    let written = Written { body: passages(read, true), sources: 1, ..Written::default() };
    let (mut faults, mut notes) = (Vec::new(), Vec::new());
    for found in findings(&written, &words.wording, laws, today) {
        // The source is the article itself.
        if found.kind == FindingKind::NoSource {
            continue;
        }
        let fault = Fault::new(&read.file.label, found.place.line, format!("{}；{}", found.what, found.way_out));
        if found.blocking { faults.push(fault) } else { notes.push(fault) }
    }
    (faults, notes)
}

fn passages(read: &QuizFile, only_true: bool) -> Vec<Passage> {
    let passage = |text: &str| Passage::from((Place { line: read.line_of(text), column: 1 }, text));
    let mut passages = Vec::new();
    for question in &read.quiz.questions {
        passages.push(passage(&question.ask));
        let answers = (1..).zip(&question.answers).filter(|(number, _)| !only_true || *number == question.right);
        passages.extend(answers.map(|(_, answer)| passage(answer)));
        passages.push(passage(&question.why));
    }
    passages
}
