use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What is looked for, in the order of the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Indicator {
    HomeStale,
    ColumnEmpty,
    ColumnStale,
    DeadLink,
    MissingTags,
    ReviewDue,
    Heavy,
    CaseOwed,
    /// A resident's question nobody has answered.
    QuestionWaiting,
}

/// Something that should be mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub indicator: Indicator,
    /// What it is about: a column, the title of a page, a unit.
    pub subject: String,
    pub detail: String,
    /// Path inside the site of the place where it is mended.
    pub fix: String,
    /// The address of a dead link, by which it is passed over.
    #[serde(default)]
    pub target: Option<String>,
}

/// One look at the whole site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub at: Timestamp,
    /// Pages that were fetched.
    pub pages: u32,
    /// Links out of the site that were tried; nothing where the site does not allow it.
    pub outside: Option<u32>,
    pub findings: Vec<Finding>,
}

impl Indicator {
    pub const ALL: [Self; 9] = [
        Self::HomeStale,
        Self::ColumnEmpty,
        Self::ColumnStale,
        Self::DeadLink,
        Self::MissingTags,
        Self::ReviewDue,
        Self::Heavy,
        Self::CaseOwed,
        Self::QuestionWaiting,
    ];

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::HomeStale => "首页没有更新",
            Self::ColumnEmpty => "空栏目",
            Self::ColumnStale => "栏目没有更新",
            Self::DeadLink => "打不开的链接",
            Self::MissingTags => "网页标签不全",
            Self::ReviewDue => "要复核",
            Self::Heavy => "网页太大",
            Self::CaseOwed => "典型案例没有报",
            Self::QuestionWaiting => "咨询没有答复",
        }
    }
}
