super::text_question!(
    /// What happened (举报内容, 投诉事实). 12315 takes 400 characters, so the form does too.
    Story, "经过", 400
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_hundred_characters_fit_and_one_more_does_not() {
        assert!(Story::parse(&"药".repeat(400)).unwrap().is_some());
        let refused = Story::parse(&"药".repeat(401)).unwrap_err();
        assert_eq!(refused.0, "经过最多 400 个字，现在 401 个字，请删掉 1 个字");
    }

    #[test]
    fn blanks_are_no_story() {
        assert_eq!(Story::parse(" \u{3000}\r\n ").unwrap(), None);
    }

    #[test]
    fn control_and_direction_characters_are_named() {
        for typed in ["药\u{0007}店", "药\u{202e}店"] {
            assert!(Story::parse(typed).unwrap_err().0.contains("控制字符"), "{typed:?}");
        }
    }
}
