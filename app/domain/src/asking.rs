//! 咨询: what a resident asks about medicine, and how a pharmacist answers.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::question::{AskedText, Phone};
use crate::report::FieldError;
use crate::tending::{Finding, Indicator, Indicators};
use crate::text;
use crate::track::local_date;

/// Fewest characters that can be a question.
const SHORTEST: usize = 5;

/// Names of the form's fields.
pub mod field {
    pub const QUESTION: &str = "question";
    pub const CONTACT: &str = "contact";
    /// 有人现在不舒服
    pub const UNWELL: &str = "unwell";
    pub const PUBLISH: &str = "publish";
}

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    pub question: String,
    pub contact: String,
    pub unwell: bool,
    pub publish: bool,
}

/// A question that may be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    pub text: AskedText,
    pub contact: Option<Phone>,
    /// The asker allows question and answer to be published without anything that tells who they are.
    pub may_publish: bool,
}

/// A question that waits for its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub id: Uuid,
    pub asked_at: Timestamp,
}

/// The question alone, before matching articles are shown.
///
/// # Errors
/// What to change.
pub fn check_text(typed: &str) -> Result<AskedText, FieldError> {
    let fault = |message: String| FieldError { field: field::QUESTION.to_owned(), message };
    let asked = AskedText::parse(typed).map_err(|refused| fault(refused.0))?;
    let asked = asked.ok_or_else(|| fault("请写下您想问的".to_owned()))?;
    if text::length(asked.as_str()) < SHORTEST {
        return Err(fault("太短了，请写清楚是什么药、想问什么".to_owned()));
    }
    Ok(asked)
}

/// Everything together.
///
/// # Errors
/// All that is to be changed, at once.
pub fn check(typed: &Typed) -> Result<Asking, Vec<FieldError>> {
    let contact = Phone::parse(&typed.contact)
        .map_err(|refused| FieldError { field: field::CONTACT.to_owned(), message: refused.0 });
    match (check_text(&typed.question), contact) {
        (Ok(text), Ok(contact)) => Ok(Asking { text, contact, may_publish: typed.publish }),
        (text, contact) => Err([text.err(), contact.err()].into_iter().flatten().collect()),
    }
}

/// The questions that have waited longer than the board allows.
#[must_use]
pub fn overdue(waiting: &[Waiting], rules: &Indicators, today: Date) -> Vec<Finding> {
    let most = i64::from(rules.question_days.number);
    let days = |one: &Waiting| local_date(one.asked_at).until(today).map_or(0, |span| i64::from(span.get_days()));
    let late = waiting.iter().map(|one| (one, days(one))).filter(|(_, days)| *days > most);
    late.map(|(one, days)| Finding {
        indicator: Indicator::QuestionWaiting,
        subject: format!("{} 的咨询", local_date(one.asked_at)),
        detail: format!("已经等了 {days} 天（不超过 {most} 天）"),
        fix: format!("desk/questions/{}", one.id),
        target: None,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(question: &str, contact: &str) -> Typed {
        Typed { question: question.into(), contact: contact.into(), ..Typed::default() }
    }

    #[test]
    fn a_question_needs_words_and_a_phone_may_be_left_out() {
        let asked = check(&typed("降压药漏吃一次怎么办？", "")).unwrap();
        assert_eq!((asked.contact, asked.may_publish), (None, false));
        let fields = |typed: &Typed| {
            let faults = check(typed).unwrap_err();
            faults.into_iter().map(|fault| fault.field).collect::<Vec<_>>()
        };
        assert_eq!(fields(&typed("", "139")), ["question", "contact"]);
        assert_eq!(fields(&typed("药？", "")), ["question"]);
        assert_eq!(fields(&typed(&"药".repeat(401), "13988312345")), ["question"]);
    }
}
