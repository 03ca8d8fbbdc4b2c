use serde::{Deserialize, Serialize};

use super::{Columns, fault, line};
use crate::newsroom::workflow::Kind;
use crate::report::FieldError;

/// More ways in at once are not taken in by people who read little.
pub const MENU_MOST: usize = 6;
/// So much stands on one line of a tile in large type at 360 px.
pub const LABEL_MOST: usize = 6;

/// A way in on the home page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuEntry {
    pub label: String,
    pub to: Target,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    Column(u32),
    Page(BuiltIn),
    Text { kind: Kind, slug: String },
}

/// A page every portal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BuiltIn {
    Report,
    Track,
    Read,
    Disclosures,
    Notices,
    TakeBack,
    Search,
    Check,
    Reaction,
    Outlets,
    Numbers,
    Ask,
    Contest,
}

impl MenuEntry {
    /// `own` is its place in the menu, where it has one.
    pub(super) fn faults(&self, columns: &Columns, own: Option<usize>) -> Vec<FieldError> {
        let mut faults: Vec<FieldError> = line("label", &self.label, "文字", LABEL_MOST).into_iter().collect();
        if let Target::Column(id) = self.to
            && columns.column(id).is_none()
        {
            faults.push(fault("to", "没有这个栏目"));
        }
        let mut others = columns.menu.iter().enumerate().filter(|(place, _)| Some(*place) != own);
        if others.any(|(_, other)| other.to == self.to) {
            faults.push(fault("to", "导航里已经有它"));
        }
        faults
    }
}

impl BuiltIn {
    /// In the order those that are not in the menu stand below it.
    pub const ALL: [Self; 13] = [
        Self::Report,
        Self::Track,
        Self::Read,
        Self::Disclosures,
        Self::Notices,
        Self::TakeBack,
        Self::Search,
        Self::Check,
        Self::Reaction,
        Self::Outlets,
        Self::Numbers,
        Self::Ask,
        Self::Contest,
    ];

    /// Its address inside the site, which is its name in files and forms as well.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Track => "track",
            Self::Read => "read",
            Self::Disclosures => "disclosures",
            Self::Notices => "notices",
            Self::TakeBack => "take-back",
            Self::Search => "search",
            Self::Check => "check",
            Self::Reaction => "reaction",
            Self::Outlets => "outlets",
            Self::Numbers => "numbers",
            Self::Ask => "ask",
            Self::Contest => "contest",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.path() == text)
    }

    /// Said where it stands as a line of its own.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Report => "我要投诉举报",
            Self::Track => "用查询码查进度",
            Self::Read => "安全用药：全部文章",
            Self::Disclosures => "典型案例：全部案例",
            Self::Notices => "通知提示：全部通知",
            Self::TakeBack => "过期药送到哪里",
            Self::Search => "搜一搜：药名、问题",
            Self::Check => "盒子上的号码是什么意思？查一查",
            Self::Reaction => "用药后不舒服？告诉我们",
            Self::Outlets => "药店、卫生室名录",
            Self::Numbers => "公开数据：每月收到、办结多少",
            Self::Ask => "用药问一问",
            Self::Contest => "知识竞赛：十道用药题",
        }
    }

    /// The smaller line of its tile.
    #[must_use]
    pub fn more(self) -> &'static str {
        match self {
            Self::Report => "买到问题药、无证卖药、虚假宣传。举报可以不留姓名",
            Self::Track => "用查询码",
            Self::Read => "看得懂的用药知识",
            Self::Disclosures => "用案例讲法律",
            Self::Notices => "通知、风险提示",
            Self::TakeBack => "送到哪里、什么时候收",
            Self::Search => "药名、问题",
            Self::Check => "盒子上的号码是什么意思",
            Self::Reaction => "用药后不舒服",
            Self::Outlets => "药店、卫生室在哪里",
            Self::Numbers => "每月收到、办结多少",
            Self::Ask => "用药的问题",
            Self::Contest => "十道用药题",
        }
    }

    /// The home page shows the newest of it further down, with a way to all.
    #[must_use]
    pub fn is_on_home(self) -> bool {
        matches!(self, Self::Read | Self::Disclosures | Self::Notices)
    }
}
