//! 12315's 登记编号: text, because its 25 digits overflow numbers, and its format is not published.

use domain::text;

/// What was typed or sent, cleaned.
///
/// # Errors
/// One sentence for the person who typed it.
pub(super) fn parse(typed: &str) -> Result<String, &'static str> {
    let number: String = text::clean(typed).chars().filter(|c| !c.is_whitespace()).collect();
    if number.is_empty() {
        return Err("请填写12315登记编号");
    }
    if text::length(&number) > 40 {
        return Err("登记编号最多 40 个字符");
    }
    let plain = number.chars().all(|c| c.is_alphanumeric() || c == '-');
    let digit = number.chars().any(|c| c.is_ascii_digit());
    if plain && digit {
        Ok(number)
    } else {
        Err("登记编号只有数字、字母和短横线，请照平台上的写")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_copy_them() {
        assert_eq!(parse(" 5309220000000 202611210001 ").unwrap(), "5309220000000202611210001");
        assert_eq!(parse("云市监举-２０２６-12").unwrap(), "云市监举-2026-12");
        for wrong in ["", "   ", "已录入", "=1+1", "1;2", &"9".repeat(41)] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
