use super::HitKind;
use super::scan::Scan;

const BEGIN: [&str; 8] = ["接到", "接", "收到", "根据", "经", "因", "由于", "按照"];
const END: [&str; 4] = ["举报", "投诉", "反映", "检举"];
const BETWEEN: &str = "群众村民消费者居民市民患者家属顾客知情人信息员实名匿名电话来信来访的12345热线平台转来、有人";

/// Words that tell that somebody reported the matter: the respondent must not learn it
/// (投诉举报处理办法 §37).
pub(super) fn find(scan: &mut Scan<'_>) {
    for at in 0..scan.len() {
        let Some(begin) = BEGIN.iter().find(|word| scan.starts(at, word)) else { continue };
        let from = at + begin.chars().count();
        let between = scan.run(from, |c| BETWEEN.contains(c)).min(14);
        let ends = (0..=between).rev().find_map(|gap| {
            let word = END.iter().find(|word| scan.starts(from + gap, word))?;
            Some((gap, from + gap + word.chars().count()))
        });
        if let Some((gap, end)) = ends.filter(|(_, end)| !is_duty(scan, *end)) {
            let plain = gap == 0 && matches!(*begin, "经" | "因" | "由于" | "按照");
            if !plain {
                scan.hit(at..end, HitKind::Reporter, "在工作中发现");
            }
        }
    }
}

/// 根据投诉举报处理办法…, 收到举报后怎么办: about the duty, not about this case.
fn is_duty(scan: &Scan<'_>, end: usize) -> bool {
    ["举报", "处理", "办法", "的规定", "电话", "奖励", "人"].iter().any(|word| scan.starts(end, word))
}
