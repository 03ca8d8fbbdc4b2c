//! 知识竞赛: three questions after an article, and a contest of the townships.

mod after_article;
mod certificate;
mod contest;
mod marked;
mod paper;
mod questions;

pub use after_article::{QuizPage, ResultPage, page as after_article, result};
pub use certificate::{CertificatePage, NAME, page as certificate};
pub use contest::{ContestPage, County, Papers, TOWN, Town, page as contest};
pub use marked::{MarkedPage, page as marked};
pub use paper::{DRAWN_HERE, FORM_KEY, PaperPage, page as paper};
