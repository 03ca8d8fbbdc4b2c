//! Which parts of a text only speak of a claim and do not make it.

/// Marks that quote.
const QUOTES: [(char, char); 6] = [('“', '”'), ('「', '」'), ('『', '』'), ('‘', '’'), ('《', '》'), ('"', '"')];

const CLAUSE_ENDS: [char; 7] = ['。', '！', '？', '；', '，', '\n', '…'];

/// How far a word of warning reaches.
const REACH: usize = 10;

/// Words before a claim that deny it or say whose it is.
const BEFORE: [&str; 28] = [
    "不", "没", "无", "别", "勿", "莫", "禁", "非", "难以", "声称", "宣称", "自称", "号称", "吹嘘", "吹", "谎称",
    "所谓", "标着", "写着", "写有", "说", "叫", "骗", "警惕", "当心", "小心", "宣传", "夸大",
];

/// Words behind it that do the same.
const BEHIND: [&str; 14] = [
    "的骗局",
    "的广告",
    "的宣传",
    "的话",
    "的说法",
    "的谎",
    "不能信",
    "不可信",
    "不要信",
    "别信",
    "是假的",
    "都是假",
    "违法",
    "骗人",
];

/// For each character of a passage, whether it stands in quotes or in the ✗ half of a pair of mistakes.
pub fn quoted(text: &[char]) -> Vec<bool> {
    let mut marked = vec![false; text.len()];
    let mut open: Option<char> = None;
    let mut mistake = false;
    for (c, marked) in text.iter().zip(&mut marked) {
        match open {
            Some(close) if *c == close => open = None,
            None => open = QUOTES.iter().find(|(begin, _)| begin == c).map(|(_, close)| *close),
            Some(_) => {}
        }
        match c {
            '✗' => mistake = true,
            '✓' => mistake = false,
            _ => {}
        }
        *marked = mistake || open.is_some();
    }
    marked
}

/// Whether the clause around a word denies the word or says whose claim it is.
pub fn is_denied(text: &[char], from: usize, to: usize) -> bool {
    let before: Vec<char> = text
        .get(..from)
        .unwrap_or_default()
        .iter()
        .rev()
        .take_while(|c| !CLAUSE_ENDS.contains(c))
        .take(REACH)
        .copied()
        .collect();
    let before: String = before.into_iter().rev().collect();
    let behind: String =
        text.get(to..).unwrap_or_default().iter().take_while(|c| !matches!(c, '。' | '\n')).take(REACH).collect();
    BEFORE.iter().any(|word| before.contains(word)) || BEHIND.iter().any(|word| behind.contains(word))
}
