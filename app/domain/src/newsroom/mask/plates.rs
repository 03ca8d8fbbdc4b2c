use super::HitKind;
use super::scan::Scan;

const PROVINCES: &str = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新";

/// Last signs of plates of schools, police, Hong Kong and Macau, consulates, trailers.
const LAST: &str = "学警港澳领挂超";

/// Vehicle plates: 云S12345, 云S·D12345 (new energy), 云S1234警.
pub(super) fn find(scan: &mut Scan<'_>) {
    for at in 0..scan.len() {
        let province = scan.at(at).filter(|c| PROVINCES.contains(*c));
        let letter = scan.at(at + 1).filter(|c| c.is_ascii_alphabetic());
        let (Some(province), Some(_)) = (province, letter) else { continue };
        let dot = usize::from(scan.at(at + 2).is_some_and(|c| matches!(c, '·' | '•' | '.' | ' ' | '-')));
        let from = at + 2 + dot;
        let run = scan.run(from, |c| c.is_ascii_alphanumeric());
        let digits = scan.usual(from..from + run).chars().filter(char::is_ascii_digit).count();
        let end = from + run;
        let last = scan.at(end).is_some_and(|c| LAST.contains(c));
        match run {
            4 if last && digits >= 2 => scan.hit(at..end + 1, HitKind::Plate, format!("{province}××")),
            5 | 6 if digits >= 2 => scan.hit(at..end, HitKind::Plate, format!("{province}××")),
            _ => {}
        }
    }
}
