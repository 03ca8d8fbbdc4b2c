use std::collections::BTreeSet;

use serde::Deserialize;

/// What everything else here is written in.
pub const PLAIN: &str = "zh-CN";

/// The same in words.
pub const PLAIN_WORDS: &str = "简体中文";

/// A language or script an article may be written in besides plain Chinese.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// BCP 47: `mn-Mong`
    pub tag: String,
    /// In itself, for those who read it.
    pub name: String,
    /// 蒙古文: for those who do not.
    pub chinese: String,
    #[serde(default)]
    pub writing: Writing,
}

/// How its lines run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Writing {
    #[default]
    Horizontal,
    /// From right to left.
    Rtl,
    /// From top to bottom, the first line at the left.
    VerticalLr,
}

/// Those a site knows, in the order they are offered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Languages {
    #[serde(default, rename = "language")]
    pub all: Vec<Language>,
}

impl Languages {
    #[must_use]
    pub fn get(&self, tag: &str) -> Option<&Language> {
        self.all.iter().find(|language| language.tag == tag)
    }

    /// Where it stands in the list; behind all where it is not in it.
    #[must_use]
    pub fn place(&self, tag: &str) -> usize {
        self.all.iter().position(|language| language.tag == tag).unwrap_or(self.all.len())
    }

    /// What is wrong with the list, each with the tag it is about.
    #[must_use]
    pub fn faults(&self) -> Vec<(String, String)> {
        let mut seen = BTreeSet::new();
        let fault = |language: &Language| {
            let Language { tag, name, chinese, .. } = language;
            let what = if !is_tag(tag) {
                format!("{tag} 不是语言标记，应像 mn-Mong")
            } else if ["zh", "zh-CN", "zh-Hans"].contains(&tag.as_str()) {
                format!("{tag} 就是简体版，不是别种文字")
            } else if name.trim().is_empty() || chinese.trim().is_empty() {
                format!("{tag} 要写它自己的名称 name 和汉语的名称 chinese")
            } else if !seen.insert(tag.clone()) {
                format!("{tag} 写了两次")
            } else {
                return None;
            };
            Some((tag.clone(), what))
        };
        self.all.iter().filter_map(fault).collect()
    }
}

/// A language of two or three letters, and what narrows it.
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    let letters = language.bytes().all(|byte| byte.is_ascii_lowercase());
    let narrows = |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (2..=3).contains(&language.len()) && letters && parts.all(narrows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_says_what_is_wrong_with_it() {
        let language = |tag: &str, name: &str| Language {
            tag: tag.into(),
            name: name.into(),
            chinese: "某文".into(),
            writing: Writing::Horizontal,
        };
        for (tag, fault) in [
            ("bo", None),
            ("kk-Arab", None),
            ("Tibetan!", Some("Tibetan! 不是语言标记，应像 mn-Mong")),
            ("b", Some("b 不是语言标记，应像 mn-Mong")),
            ("bo-", Some("bo- 不是语言标记，应像 mn-Mong")),
            ("zh-Hans", Some("zh-Hans 就是简体版，不是别种文字")),
            ("ug", Some("ug 写了两次")),
        ] {
            let all = vec![language("ug", "ئۇيغۇرچە"), language(tag, "x")];
            let found = Languages { all }.faults();
            assert_eq!(found.first().map(|(_, what)| what.as_str()), fault, "{tag}");
        }
        let nameless = Languages { all: vec![language("bo", " ")] }.faults();
        assert_eq!(nameless, [("bo".to_owned(), "bo 要写它自己的名称 name 和汉语的名称 chinese".to_owned())]);
    }
}
