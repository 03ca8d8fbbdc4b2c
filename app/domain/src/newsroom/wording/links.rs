use serde::{Deserialize, Serialize};

use super::finding::{Finding, FindingKind};
use crate::law::Laws;
use crate::newsroom::Place;

/// A link out of the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    pub place: Place,
    pub target: String,
}

/// `content/words/links.toml`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkFile {
    pub host: Vec<HostRule>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostRule {
    /// Ends of host names, without a leading dot.
    pub ends: Vec<String>,
    pub kind: HostKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HostKind {
    /// Public bodies and what they run.
    Trusted,
    /// Sells things (互联网广告管理办法 §8).
    Shop,
    /// Hides where it leads.
    Short,
}

#[derive(Clone, Debug)]
pub struct LinkRules {
    pub hosts: Vec<HostRule>,
}

impl LinkRules {
    /// What is odd about a link; nothing for links inside the site and telephone links.
    pub(super) fn look(&self, link: &Link, laws: &Laws) -> Option<Finding> {
        let (scheme, rest) = link.target.split_once("://")?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = authority.rsplit('@').next().unwrap_or_default();
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name).trim_end_matches('.').to_ascii_lowercase();
        let finding = |what: String, way_out: &str| {
            Some(Finding::new(FindingKind::Link, link.place, format!("链接 {}：{what}", link.target), way_out))
        };
        match self.kind(&name) {
            Some(HostKind::Shop) => {
                let basis = laws.cite("ad-online-rules", "第八条");
                let found = finding(format!("是购物网站，科普文章里不能有购物链接（{basis}）"), "去掉链接");
                return found.map(|found| found.blocking(true));
            }
            Some(HostKind::Short) => return finding("是短链接，看不出通向哪里".to_owned(), "换成完整的网址"),
            _ => {}
        }
        if authority.contains('@') {
            return finding("网址里带有用户名，常用来冒充别的网站".to_owned(), "换成官方公布的网址");
        }
        if name.starts_with("xn--") || name.contains(".xn--") || !name.is_ascii() {
            return finding("域名里有像别的字母的字".to_owned(), "核对以后换成官方公布的网址");
        }
        if name.split('.').all(|part| part.parse::<u16>().is_ok()) || name.starts_with('[') {
            return finding("只有 IP 地址，没有域名".to_owned(), "换成官方公布的网址");
        }
        if is_program(rest) {
            return finding("直接下载程序".to_owned(), "链接到介绍这个程序的官方页面");
        }
        match (scheme, self.kind(&name)) {
            (_, None) => finding("不是政府或者公共机构的网站".to_owned(), "确有必要才留，并写明是谁的网站"),
            ("http", _) => finding("没有加密，内容可能被改".to_owned(), "有 https 的换成 https"),
            _ => None,
        }
    }

    fn kind(&self, name: &str) -> Option<HostKind> {
        let is_under = |end: &&String| name == end.as_str() || name.ends_with(&format!(".{end}"));
        self.hosts.iter().find(|rule| rule.ends.iter().any(|end| is_under(&end))).map(|rule| rule.kind)
    }
}

fn is_program(rest: &str) -> bool {
    let path = rest.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let file = path.split_once('/').map(|(_, path)| path).unwrap_or_default();
    [".exe", ".apk", ".msi", ".bat", ".scr", ".dmg", ".jar", ".ipa"].iter().any(|ending| file.ends_with(ending))
}
