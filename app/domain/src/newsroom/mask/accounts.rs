use super::HitKind;
use super::scan::Scan;

/// What an account is introduced by; longer words first.
const WORDS: [&str; 12] =
    ["微信号", "微信", "QQ号", "qq号", "QQ", "qq", "支付宝账号", "支付宝", "抖音号", "快手号", "VX", "vx"];

/// What may stand between the word and the account.
const BETWEEN: &str = "：:为是号码账户 （(“\"「";

/// Accounts that reach one person, and mail addresses.
pub(super) fn find(scan: &mut Scan<'_>) {
    for at in 0..scan.len() {
        if let Some(word) = WORDS.iter().find(|word| scan.starts(at, word)) {
            let behind = at + word.chars().count();
            let from = behind + scan.run(behind, |c| BETWEEN.contains(c)).min(4);
            let run = scan.run(from, |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
            if run >= 5 {
                scan.hit(from..from + run, HitKind::Account, "×××");
            }
        }
        if scan.at(at) == Some('@') {
            mail(scan, at);
        }
    }
}

fn mail(scan: &mut Scan<'_>, at: usize) {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let free = |back: &usize| scan.is_free(at - back..at);
    let before = (1..=at).take_while(|back| scan.before(at, *back).is_some_and(is_part) && free(back)).count();
    let behind = scan.run(at + 1, is_part);
    let domain = scan.usual(at + 1..at + 1 + behind);
    let trimmed = domain.trim_end_matches(['.', '-', '_', '+']);
    if before > 0 && trimmed.trim_start_matches('.').contains('.') {
        scan.hit(at - before..at + 1 + trimmed.len(), HitKind::Email, "×××");
    }
}
