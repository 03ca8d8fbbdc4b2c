use serde::{Deserialize, Serialize};

use super::Confidence;

/// A body a case or a clue is handed to, from `content/laws/bodies.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    pub key: String,
    pub name: String,
    pub route: Route,
    /// What it is competent for.
    pub what: String,
    /// A published national number, where there is one.
    #[serde(default)]
    pub phone: Option<String>,
    /// The name of one body stands on the letter, so it is written by hand where there are many.
    #[serde(default)]
    pub many: bool,
    /// What is said where nothing is handed over, but the person is told where to go.
    #[serde(default)]
    pub told: Option<String>,
    pub checked: Confidence,
}

/// Which steps a transfer takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// 移送公安 (行刑衔接)
    Police,
    /// 移交别的部门、别的县、上级
    Body,
    /// 纪检监察: nothing is handed over or registered here.
    Told,
}

/// A paper that goes with a transfer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    pub key: String,
    pub name: String,
    /// Routes it must go with.
    #[serde(default)]
    pub required: Vec<Route>,
    /// Only where there are goods.
    #[serde(default)]
    pub with_goods: bool,
}

/// `content/laws/bodies.toml`
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bodies {
    pub body: Vec<Body>,
    pub paper: Vec<Paper>,
}

impl Bodies {
    #[must_use]
    pub fn body(&self, key: &str) -> Option<&Body> {
        self.body.iter().find(|body| body.key == key)
    }

    #[must_use]
    pub fn paper(&self, key: &str) -> Option<&Paper> {
        self.paper.iter().find(|paper| paper.key == key)
    }

    /// Names of the papers that are missing from a transfer.
    #[must_use]
    pub fn missing(&self, route: Route, has_goods: bool, papers: &[String]) -> Vec<&str> {
        let needed = self.paper.iter().filter(|paper| paper.required.contains(&route));
        let needed = needed.filter(|paper| has_goods || !paper.with_goods);
        needed.filter(|paper| !papers.contains(&paper.key)).map(|paper| paper.name.as_str()).collect()
    }
}

impl Route {
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Police => "移送公安",
            Self::Body => "移交",
            Self::Told => "告知",
        }
    }

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Police => "police",
            Self::Body => "body",
            Self::Told => "told",
        }
    }
}
