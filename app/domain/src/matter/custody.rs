//! Who may look at the sealed identity, and what the person it belongs to asked about it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Rule;
use crate::event::EventKind;

/// Looks that were asked for and granted, and the reporter's own wish about the data kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Custody {
    /// Staff who asked for a second person's consent to a look.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<Uuid>,
    /// Staff who may look once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub granted: Vec<Uuid>,
    /// What the reporter asks to be done with the personal data, until it is answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wish: Option<DataWish>,
    /// The period was over; nothing is left to look at.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub destroyed: bool,
}

/// What a person may ask of whoever keeps data about them (个人信息保护法 §45–§47).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataWish {
    /// 查阅、复制
    Copy,
    /// 更正、补充
    Correct,
    /// 删除
    Delete,
}

impl Custody {
    /// Whether it may happen now.
    pub(super) fn admits(&self, event: &EventKind, by: Option<Uuid>) -> Result<(), Rule> {
        let by = by.unwrap_or_default();
        match event {
            EventKind::IdentityAsked { .. } if self.asked.contains(&by) || self.granted.contains(&by) => {
                Err(Rule::Order)
            }
            EventKind::IdentityGranted { to, .. } if *to == by => Err(Rule::SecondPerson),
            EventKind::IdentityGranted { to, .. } if !self.asked.contains(to) => Err(Rule::Order),
            EventKind::DataDestroyed { .. } | EventKind::IdentityAsked { .. } if self.destroyed => Err(Rule::Order),
            EventKind::DataAsked { .. } if self.wish.is_some() => Err(Rule::Order),
            EventKind::DataAnswered { .. } if self.wish.is_none() => Err(Rule::Order),
            _ => Ok(()),
        }
    }

    /// Each grant is good for one look.
    pub(super) fn applied(&mut self, event: &EventKind, by: Option<Uuid>) {
        match (event, by) {
            (EventKind::IdentityAsked { .. }, Some(by)) => self.asked.push(by),
            (EventKind::IdentityGranted { to, .. }, _) => {
                self.asked.retain(|one| one != to);
                self.granted.push(*to);
            }
            (EventKind::IdentityViewed { .. }, Some(by)) => self.granted.retain(|one| *one != by),
            (EventKind::DataAsked { wish, .. }, _) => self.wish = Some(*wish),
            (EventKind::DataAnswered { .. }, _) => self.wish = None,
            (EventKind::DataDestroyed { .. }, _) => *self = Self { destroyed: true, ..Self::default() },
            _ => {}
        }
    }
}

impl DataWish {
    pub const ALL: [Self; 3] = [Self::Copy, Self::Correct, Self::Delete];

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Copy => "查阅、复制个人信息",
            Self::Correct => "更正、补充个人信息",
            Self::Delete => "删除个人信息",
        }
    }

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Correct => "correct",
            Self::Delete => "delete",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wish| wish.as_str() == text)
    }
}
