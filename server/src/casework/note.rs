use domain::ports::DeskError;
use domain::report::FieldError;
use domain::text;

/// Characters of what the reporter reads.
const LONGEST: usize = 400;

/// A text as the reporter will read it.
///
/// # Errors
/// Under the form's field, in words for the desk.
pub(super) fn checked(field: &str, typed: &str) -> Result<String, DeskError> {
    let text = text::clean(typed);
    let length = text::length(&text);
    if length > LONGEST {
        return Err(refused(field, format!("最多 {LONGEST} 个字，现在是 {length} 个，请删去 {} 个", length - LONGEST)));
    }
    if text::forbidden(&text).is_some() {
        return Err(refused(field, "里面有看不见的控制字符，请重新输入"));
    }
    Ok(text)
}

/// Why somebody wants to see who reported; stands in the matter's events for good.
///
/// # Errors
/// As above.
pub(crate) fn checked_reason(typed: &str) -> Result<String, DeskError> {
    let reason = checked("reason", typed)?.replace(['\n', '\t'], " ");
    match text::length(&reason) {
        0 => Err(refused("reason", "请写明查看事由")),
        1..4 => Err(refused("reason", "查看事由至少 4 个字，写明办理什么需要")),
        4..=100 => Ok(reason),
        length => Err(refused("reason", format!("查看事由最多 100 个字，现在是 {length} 个"))),
    }
}

/// One fault of a form.
pub(super) fn refused(field: &str, message: impl Into<String>) -> DeskError {
    DeskError::Invalid(vec![FieldError { field: field.to_owned(), message: message.into() }])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(error: DeskError) -> String {
        match error {
            DeskError::Invalid(faults) => faults[0].message.clone(),
            other => panic!("{other}"),
        }
    }

    #[test]
    fn four_hundred_characters_fit_and_one_more_is_counted() {
        assert_eq!(checked("note", &"字".repeat(400)).unwrap().chars().count(), 400);
        assert!(message(checked("note", &"字".repeat(401)).unwrap_err()).contains("请删去 1 个"));
    }

    #[test]
    fn direction_marks_are_refused() {
        assert!(message(checked("note", "已查\u{202e}实").unwrap_err()).contains("控制字符"));
    }

    #[test]
    fn a_reason_is_four_to_a_hundred_characters() {
        for bad in ["", "   ", "核实", &"事".repeat(101)] {
            assert!(checked_reason(bad).is_err(), "{bad}");
        }
        assert_eq!(checked_reason(" 联系核实\n情况 ").unwrap(), "联系核实 情况");
    }
}
