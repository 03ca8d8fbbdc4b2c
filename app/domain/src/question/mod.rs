//! One small type per question of the report form. Each reads what was typed and either is the
//! clean answer or says in one sentence what to do.

mod amount;
mod asked;
mod drug;
mod happened;
mod message;
mod name;
mod phone;
mod place;
mod respondent;
mod story;

pub use amount::Amount;
pub use asked::{AnswerText, AskedText};
pub use drug::{ApprovalNo, BatchNo, DrugName, Manufacturer};
pub use happened::HappenedOn;
pub use message::MessageText;
pub use name::{PersonName, Salutation};
pub use phone::Phone;
pub use place::{DoorPlace, Place, PostalAddress};
pub use respondent::{RespondentAddress, RespondentName};
pub use story::Story;

use crate::text;

/// A refusal of an answer: a sentence for the person who typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(pub String);

impl Refused {
    fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

/// Cleans a text answer and holds it to a length; `what` names the answer in the message.
///
/// An empty answer is `Ok(None)`: whether it may be empty is the form's rule, not the field's.
pub(crate) fn bounded(typed: &str, what: &str, max: usize) -> Result<Option<String>, Refused> {
    let answer = text::clean(typed);
    if text::forbidden(&answer).is_some() {
        return Err(Refused::new(format!("{what}里有看不见的控制字符，已替您去掉，请看一遍再提交")));
    }
    let length = text::length(&answer);
    if length > max {
        return Err(Refused::new(format!("{what}最多 {max} 个字，现在 {length} 个字，请删掉 {} 个字", length - max)));
    }
    Ok((!answer.is_empty()).then_some(answer))
}

/// Declares a question type that is a cleaned text of at most `MAX` characters.
macro_rules! text_question {
    ($(#[$doc:meta])* $name:ident, $what:literal, $max:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// Most characters this answer may have.
            pub const MAX: usize = $max;

            /// `None` when nothing was typed.
            ///
            /// # Errors
            /// [`Refused`](crate::question::Refused) says what is wrong with the answer.
            pub fn parse(typed: &str) -> Result<Option<Self>, crate::question::Refused> {
                Ok(crate::question::bounded(typed, $what, Self::MAX)?.map(Self))
            }

            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            #[must_use]
            pub fn into_string(self) -> String {
                self.0
            }
        }
    };
}
use text_question;
