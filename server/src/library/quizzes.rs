//! The question bank: `quiz/*.toml`, the questions of one article each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::quiz::{AFTER_ARTICLE, Quiz};
use typeset::Fault;

use super::front_matter::line_of;
use super::shelf::{File, Shelf};
use super::toml_file;

/// Where they lie on a shelf.
pub const FOLDER: &str = "quiz";

/// The questions of a file, and the file.
pub struct QuizFile {
    pub file: File,
    pub quiz: Quiz,
}

/// The quizzes by the name of their article.
pub type Quizzes = BTreeMap<String, Arc<Quiz>>;

/// Reads all files. A shelf without the folder asks nothing.
pub fn gather(shelf: &Shelf, articles: &BTreeSet<String>, faults: &mut Vec<Fault>) -> Vec<QuizFile> {
    let mut files: Vec<QuizFile> = Vec::new();
    for path in shelf.paths(FOLDER, "toml") {
        let read = shelf.text(&path).and_then(|file| {
            let quiz = toml_file::parse(&file.label, &file.text, 1)?;
            Ok(QuizFile { file, quiz })
        });
        match read {
            Ok(read) => {
                let before = files.iter().any(|other| other.quiz.article == read.quiz.article);
                read.faults(articles, before, faults);
                files.push(read);
            }
            Err(fault) => faults.push(fault),
        }
    }
    files
}

pub fn by_article(files: Vec<QuizFile>) -> Quizzes {
    files.into_iter().map(|read| (read.quiz.article.clone(), Arc::new(read.quiz))).collect()
}

impl QuizFile {
    fn faults(&self, articles: &BTreeSet<String>, before: bool, faults: &mut Vec<Fault>) {
        let mut fault = |line: usize, what: String| faults.push(Fault::new(&self.file.label, line, what));
        let article = &self.quiz.article;
        let named = self.line_of(article);
        if !articles.contains(article) {
            fault(named, format!("没有文章 {article}"));
        }
        if before {
            fault(named, format!("文章 {article} 的题写在了两个文件里"));
        }
        let count = self.quiz.questions.len();
        if count < AFTER_ARTICLE {
            fault(named, format!("每篇文章至少 {AFTER_ARTICLE} 道题，现在有 {count} 道"));
        }
        let mut seen = BTreeSet::new();
        for question in &self.quiz.questions {
            let line = self.line_of(&question.ask);
            if let Some(what) = question.fault() {
                fault(line, what);
            }
            if !seen.insert(&question.ask) {
                fault(line, format!("“{}”写了两次", question.ask));
            }
        }
    }

    /// The line a value stands on.
    pub fn line_of(&self, value: &str) -> usize {
        line_of(&self.file.text, &format!("\"{value}\""))
    }
}
