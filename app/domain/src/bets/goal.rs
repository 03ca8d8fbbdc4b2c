use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::columns::BuiltIn;
use crate::newsroom::workflow::Kind;

/// Where somebody who searches is led first. Files and the database write it as an address inside the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Goal {
    Page(BuiltIn),
    Text { kind: Kind, slug: String },
}

/// An address that names neither a text nor a page.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("“{0}”不是本站文章、案例、通知提示或者页面的网址")]
pub struct NoGoal(pub String);

impl Goal {
    /// What an address names, be it whole, as a browser shows it, or inside the site.
    ///
    /// # Errors
    /// Says that it names nothing.
    pub fn at(address: &str) -> Result<Self, NoGoal> {
        let path = address.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let mut parts = path.rsplit('/');
        let (last, before) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let text = Kind::parse(before).filter(|_| !last.is_empty());
        let text = text.map(|kind| Self::Text { kind, slug: last.to_owned() });
        let page = || BuiltIn::parse(last).map(Self::Page);
        text.or_else(page).ok_or_else(|| NoGoal(address.to_owned()))
    }

    /// Its address inside the site.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Page(page) => page.path().to_owned(),
            Self::Text { kind, slug } => format!("{}/{slug}", kind.as_str()),
        }
    }
}

impl TryFrom<String> for Goal {
    type Error = NoGoal;

    fn try_from(address: String) -> Result<Self, NoGoal> {
        Self::at(&address)
    }
}

impl From<Goal> for String {
    fn from(goal: Goal) -> Self {
        goal.path()
    }
}
