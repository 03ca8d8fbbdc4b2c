//! What pages of an item share.

use domain::access::Staff;
use domain::newsroom::workflow::Kind;
use domain::ports::{NewsItem, NewsLine};
use domain::track::local_minute;
use jiff::{SignedDuration, Timestamp};

/// Whoever wrote within this is still at it.
const WRITING: SignedDuration = SignedDuration::from_mins(15);

/// Where residents read it, inside the site.
pub fn address(line: &NewsLine) -> String {
    format!("{}/{}", line.kind.as_str(), line.slug)
}

/// That somebody else is writing.
pub fn warn_of_others(found: &NewsItem, staff: &Staff, now: Timestamp) -> Option<String> {
    let draft = found.draft.as_ref().filter(|draft| draft.by != staff.id)?;
    let fresh = now.duration_since(draft.at) < WRITING;
    fresh.then(|| {
        format!("{} 正在修改这份稿件（{} 还在写）。一起改会有人要重来，先问一问。", draft.name, local_minute(draft.at))
    })
}

/// What blocks a text of a kind may have.
pub fn blocks_hint(kind: Kind) -> &'static str {
    match kind {
        Kind::Disclosure => {
            "小标题写成：## 基本案情 {.facts}。可用的块：facts 案情、evidence 证据、discretion 裁量、meaning 典型意义、check 您手里有没有、advice 提示。"
        }
        _ => {
            "小标题写成：## 怎么做 {.steps}。可用的块：danger 危险信号、steps 步骤、not-for 谁不能用、myths 误会（- ✗ 误会 ✓ 实情）。"
        }
    }
}
