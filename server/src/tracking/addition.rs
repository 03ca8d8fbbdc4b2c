use domain::ports::Addition;
use domain::query_code::QueryCode;
use domain::question::MessageText;
use domain::report::FieldError;
use domain::text;

use crate::media::{CheckedPhoto, Gallery};

/// The form's name of the message.
const TEXT: &str = "text";

/// A message that may be taken in.
pub(super) struct CheckedAddition {
    pub text: String,
    pub photos: Vec<CheckedPhoto>,
}

/// Holds a message to every rule at once.
pub(super) fn check(code: &QueryCode, addition: Addition) -> Result<CheckedAddition, Vec<FieldError>> {
    let text = text_of(code, &addition.text).map_err(|message| FieldError { field: TEXT.to_owned(), message });
    match (text, Gallery::check(addition.photos)) {
        (Ok(text), Ok(photos)) => Ok(CheckedAddition { text, photos }),
        (Err(text), Ok(_)) => Err(vec![text]),
        (Ok(_), Err(photos)) => Err(photos),
        (Err(text), Err(photos)) => Err([vec![text], photos].concat()),
    }
}

/// Words that may stay empty, under the form's name of their field.
pub(super) fn words(code: &QueryCode, field: &str, typed: &str) -> Result<String, Vec<FieldError>> {
    if text::clean(typed).is_empty() {
        return Ok(String::new());
    }
    text_of(code, typed).map_err(|message| vec![FieldError { field: field.to_owned(), message }])
}

fn text_of(code: &QueryCode, typed: &str) -> Result<String, String> {
    let text = MessageText::parse(typed).map_err(|refused| refused.0)?;
    let text = text.ok_or_else(|| "请写要补充的内容".to_owned())?.into_string();
    if holds(&text, code) {
        return Err("里面有您的查询码。查询码等于钥匙，谁拿到都能看，请删掉它再发".to_owned());
    }
    Ok(text)
}

/// People paste the code where they should write. Staff must not see it: it opens the matter.
fn holds(text: &str, code: &QueryCode) -> bool {
    let compact: String =
        text::clean(text).chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '—' | '–' | '·')).collect();
    compact.contains(code.digits())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_with_the_code_in_it_is_refused_however_it_is_spaced() {
        let code = QueryCode::from_random(123_456_789_012_345);
        for typed in [code.digits().to_owned(), code.to_string(), format!("我的码是 {}", code.groups().join("-"))] {
            assert!(text_of(&code, &typed).unwrap_err().contains("查询码"), "{typed}");
        }
        assert!(text_of(&code, "批号 1234 5678").is_ok());
    }

    #[test]
    fn a_message_has_1_to_400_characters() {
        let code = QueryCode::from_random(1);
        assert!(text_of(&code, &"药".repeat(400)).is_ok());
        assert!(text_of(&code, &"药".repeat(401)).unwrap_err().contains("最多 400 个字"));
        assert_eq!(text_of(&code, " \n ").unwrap_err(), "请写要补充的内容");
    }
}
