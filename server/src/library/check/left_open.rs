//! What a text leaves to the site it is shown at: words of its front matter, never of its body.

use typeset::Fault;

use crate::library::front_matter;
use crate::library::shelf::File;

const KNOWN: [&str; 2] = ["bureau", "region"];

/// Marks nobody fills in, which readers would see as they stand.
pub fn faults(file: &File) -> Vec<Fault> {
    let Ok(parts) = front_matter::split(file) else { return Vec::new() };
    let mut faults = Vec::new();
    for (number, line) in (1..).zip(file.text.lines()) {
        let in_head = number < parts.body_line;
        for name in marks(line) {
            let what = match KNOWN.contains(&name) {
                true if in_head => continue,
                true => format!("{{{name}}} 只能写在文件开头两行 +++ 中间，正文里不会换成名称"),
                false if in_head => format!("不认识的 {{{name}}}，可以用 {{bureau}}、{{region}}"),
                false => continue,
            };
            faults.push(Fault::new(&file.label, number, what));
        }
    }
    faults
}

/// Names in braces: `{bureau}`.
fn marks(line: &str) -> impl Iterator<Item = &str> {
    let inside = line.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    let inside = inside.map(|(name, _)| name);
    inside.filter(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase()))
}
