use crate::text;

/// Reads yuan with at most two decimals, as fen; `None` for anything else.
#[must_use]
pub fn fen(typed: &str) -> Option<u64> {
    let typed = text::clean(typed).replace(',', "");
    let (whole, part) = typed.split_once('.').unwrap_or((&typed, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let part: u64 = format!("{part:0<2}").parse().ok()?;
    whole.parse::<u64>().ok()?.checked_mul(100)?.checked_add(part)
}

/// `617.25`, `5000`
#[must_use]
pub fn yuan(fen: u64) -> String {
    match fen % 100 {
        0 => (fen / 100).to_string(),
        part => format!("{}.{part:02}", fen / 100),
    }
}
