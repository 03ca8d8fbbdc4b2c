use jiff::civil::Date;

use super::finding::{Finding, FindingKind};
use crate::law::{Law, Laws};
use crate::newsroom::{Passage, Place};

/// What the name of a law, regulation or rule ends in.
const ENDINGS: [&str; 8] = ["法", "条例", "办法", "规定", "规范", "规则", "细则", "清单"];

/// Words before a name that say that it is told as history.
const HISTORY: [&str; 5] = ["原", "已废止的", "废止的", "旧", "过去的"];

/// Laws named in running text: none that no longer stands, and none that nobody checked.
pub fn look(passage: &Passage, laws: &Laws, today: Date, found: &mut Vec<Finding>) {
    let (places, text): (Vec<Place>, Vec<char>) = passage.characters().unzip();
    let mut rest = 0;
    while let Some((from, to)) = next_title(&text, rest) {
        rest = to;
        let name: String = text.get(from + 1..to).unwrap_or_default().iter().collect();
        let before: String = text.get(from.saturating_sub(4)..from).unwrap_or_default().iter().collect();
        let place = places.get(from).copied().unwrap_or_else(Place::start);
        let short = name.strip_prefix("中华人民共和国").unwrap_or(&name);
        let known: Vec<&Law> = laws.laws.values().filter(|law| law.name == short).collect();
        if known.iter().any(|law| law.in_force(today)) || HISTORY.iter().any(|word| before.ends_with(word)) {
            continue;
        }
        if let Some(law) = known.first() {
            let since = law.valid_to.map_or_else(String::new, |day| format!("，{day} 以后失效"));
            let what = format!("《{name}》现在没有施行或者已经失效{since}");
            found.push(Finding::new(FindingKind::RepealedLaw, place, what, "改用现行的法规；讲过去的事，写“原《…》”"));
        } else if !ENDINGS.contains(&short) && ENDINGS.iter().any(|ending| short.ends_with(ending)) {
            // A bare 《办法》 stands for a law that was named in full before.
            let what = format!("《{name}》不在法规库里，没有人核对过");
            found.push(Finding::new(
                FindingKind::UnknownLaw,
                place,
                what,
                "核对名称；确有这部法规的，请管理员加进法规库",
            ));
        }
    }
}

/// Where the next 《 stands, and its 》.
fn next_title(text: &[char], rest: usize) -> Option<(usize, usize)> {
    let from = rest + text.get(rest..)?.iter().position(|c| *c == '《')?;
    let to = from + text.get(from..)?.iter().position(|c| *c == '》')?;
    Some((from, to))
}
