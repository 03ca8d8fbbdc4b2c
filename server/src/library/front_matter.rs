//! The `+++` header of a Markdown file.

use domain::site::Site;
use serde::de::DeserializeOwned;
use typeset::Fault;

use super::shelf::File;
use super::toml_file;

const FENCE: &str = "+++";

/// Header and body of a file, each with the line it begins on.
pub struct Parts<'a> {
    pub header: &'a str,
    pub body: &'a str,
    pub body_line: usize,
}

/// The header begins on the line after the opening fence.
pub const HEADER_LINE: usize = 2;

/// # Errors
/// When the file does not begin with a header between two `+++` lines.
pub fn split(file: &File) -> Result<Parts<'_>, Fault> {
    let missing = || Fault::new(&file.label, 1, "文件开头应有两行 +++，中间写标题、审核人等");
    let rest = file.text.strip_prefix(FENCE).and_then(|rest| rest.strip_prefix('\n')).ok_or_else(missing)?;
    let (header, body) = rest.split_once("\n+++\n").ok_or_else(missing)?;
    Ok(Parts { header, body, body_line: HEADER_LINE + header.matches('\n').count() + 2 })
}

/// The header, with what it leaves to the site filled in.
///
/// # Errors
/// What is wrong in the header, with its line in the file.
pub fn parse<T: DeserializeOwned>(file: &File, parts: &Parts<'_>, site: &Site) -> Result<T, Fault> {
    toml_file::parse(&file.label, &site.naming(parts.header), HEADER_LINE)
}

/// The line a value or key stands on in the header of a file; its first line where it is not found.
#[must_use]
pub fn line_of(text: &str, needle: &str) -> usize {
    text.lines().position(|line| line.contains(needle)).map_or(1, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_line_is_counted_from_the_top_of_the_file() {
        let file = File { label: "a".into(), stem: "a".into(), text: "+++\nx = 1\ny = 2\n+++\n正文\n".into() };
        let parts = split(&file).unwrap_or_else(|fault| panic!("{fault}"));
        assert_eq!((parts.header, parts.body, parts.body_line), ("x = 1\ny = 2", "正文\n", 5));
    }

    #[test]
    fn a_file_without_a_header_is_refused() {
        let file = File { label: "a.md".into(), stem: "a".into(), text: "正文\n".into() };
        let fault = split(&file).err().map(|fault| fault.to_string());
        assert_eq!(fault.as_deref(), Some("a.md:1: 文件开头应有两行 +++，中间写标题、审核人等"));
    }
}
