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
    /// 反向移送: the police or the prosecutors hand a case to us (行政处罚法 第二十七条).
    Back,
    /// 纪检监察: nothing is handed over or registered here.
    Told,
}

/// Who hands a case to us.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sender {
    pub key: String,
    pub name: String,
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
    /// The word of transfers in document numbers, behind the agency's: 云市监移〔2026〕1号.
    pub mark: String,
    pub body: Vec<Body>,
    pub sender: Vec<Sender>,
    pub paper: Vec<Paper>,
}

impl Bodies {
    #[must_use]
    pub fn body(&self, key: &str) -> Option<&Body> {
        self.body.iter().find(|body| body.key == key)
    }

    #[must_use]
    pub fn sender(&self, key: &str) -> Option<&Sender> {
        self.sender.iter().find(|sender| sender.key == key)
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
            Self::Back => "反向移送",
            Self::Told => "告知",
        }
    }

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Police => "police",
            Self::Body => "body",
            Self::Back => "back",
            Self::Told => "told",
        }
    }
}
