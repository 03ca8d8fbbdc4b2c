use super::question::Question;
use super::{clue, help, household, patrol, publicity, reaction, take_back};

/// The seven forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormKind {
    /// 线索
    Clue,
    /// 不良反应
    Reaction,
    /// 巡查
    Patrol,
    /// 宣传
    Publicity,
    /// 入户看药箱
    Household,
    /// 过期药回收
    TakeBack,
    /// 代录: a villager's own complaint or tip, filed with the officer's help.
    Help,
}

impl FormKind {
    pub const ALL: [Self; 7] =
        [Self::Clue, Self::Reaction, Self::Patrol, Self::Publicity, Self::Household, Self::TakeBack, Self::Help];

    /// As addresses and bodies write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clue => "clue",
            Self::Reaction => "reaction",
            Self::Patrol => "patrol",
            Self::Publicity => "publicity",
            Self::Household => "household",
            Self::TakeBack => "take-back",
            Self::Help => "help",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.as_str() == text)
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Clue => "线索",
            Self::Reaction => "不良反应",
            Self::Patrol => "巡查",
            Self::Publicity => "宣传",
            Self::Household => "入户看药箱",
            Self::TakeBack => "过期药回收",
            Self::Help => "代录",
        }
    }

    /// The button on the home page.
    #[must_use]
    pub fn call(self) -> &'static str {
        match self {
            Self::Clue => "报线索",
            Self::Reaction => "报不良反应",
            Self::Patrol => "记巡查",
            Self::Publicity => "记宣传",
            Self::Household => "入户看药箱",
            Self::TakeBack => "记过期药回收",
            Self::Help => "帮村民填报",
        }
    }

    /// Two letters in the record's number: 云 YX-XC-2026-000012. A clue and what a villager files
    /// are matters and carry a matter's number.
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Self::Clue => "XS",
            Self::Reaction => "BF",
            Self::Patrol => "XC",
            Self::Publicity => "XZ",
            Self::Household => "RH",
            Self::TakeBack => "HS",
            Self::Help => "DL",
        }
    }

    /// The questions in the order they are asked.
    #[must_use]
    pub fn questions(self) -> &'static [Question] {
        match self {
            Self::Clue => clue::QUESTIONS,
            Self::Reaction => reaction::QUESTIONS,
            Self::Patrol => patrol::QUESTIONS,
            Self::Publicity => publicity::QUESTIONS,
            Self::Household => household::QUESTIONS,
            Self::TakeBack => take_back::QUESTIONS,
            Self::Help => help::QUESTIONS,
        }
    }

    #[must_use]
    pub fn question(self, name: &str) -> Option<&'static Question> {
        self.questions().iter().find(|question| question.name == name)
    }

    /// Answers that are never shown on a phone again: they name a patient or a villager who filed.
    #[must_use]
    pub fn private_names(self) -> &'static [&'static str] {
        match self {
            Self::Reaction => reaction::PRIVATE,
            Self::Help => help::PRIVATE,
            _ => &[],
        }
    }

    /// Most photos one report may carry. What a villager files goes through the residents' intake,
    /// which takes four.
    #[must_use]
    pub fn photos_max(self) -> usize {
        match self {
            Self::Help => 4,
            _ => 6,
        }
    }

    /// Whether a voice note may stand for words. A villager's own filing is read to him as text.
    #[must_use]
    pub fn takes_voice(self) -> bool {
        matches!(self, Self::Clue | Self::Reaction | Self::Patrol)
    }
}
