//! TOML with the line of what is wrong, in the author's language.

use serde::de::DeserializeOwned;

use typeset::{Fault, breaks_before};

/// Reads TOML that begins on `first_line` of a file.
///
/// # Errors
/// The first thing wrong, with its line.
pub fn parse<T: DeserializeOwned>(label: &str, text: &str, first_line: usize) -> Result<T, Fault> {
    toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        Fault::new(label, first_line + breaks_before(text, start), in_chinese(error.message()))
    })
}

fn in_chinese(message: &str) -> String {
    let quoted = message.split('`').nth(1).unwrap_or_default();
    match message {
        m if m.starts_with("unknown field") => format!("不认识的键 {quoted}"),
        m if m.starts_with("missing field") => format!("缺少键 {quoted}"),
        m if m.starts_with("duplicate key") => "同一个键写了两次".to_owned(),
        m if m.starts_with("unknown variant") => format!("不认识的值 {quoted}"),
        m if m.contains("untagged enum Source") => {
            "[[source]] 应写 law 和 article，或者 name 和 checked（可加 url）".to_owned()
        }
        m if m.starts_with("invalid type") => format!("值的类型不对（{m}）"),
        m if m.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) => m.to_owned(),
        m => format!("TOML 写法不对（{m}）"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::reading::ArticleHead;

    fn fault(text: &str) -> String {
        parse::<ArticleHead>("a.md", text, 2).unwrap_err().to_string()
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        assert_eq!(fault("title = \"甲\"\ncolour = \"red\"\n"), "a.md:3: 不认识的键 colour");
    }

    #[test]
    fn a_missing_key_is_named() {
        assert_eq!(fault("title = \"甲\"\n"), "a.md:2: 缺少键 answer");
    }

    #[test]
    fn broken_toml_is_told_with_its_line() {
        assert!(fault("title = \"甲\"\nanswer = \n").starts_with("a.md:3: TOML 写法不对"));
    }
}
