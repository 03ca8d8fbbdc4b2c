//! The report form's fields sorted out of what arrived.

use domain::ports::IdempotencyKey;
use domain::report::{Answers, FieldError, Wish, field};
use uuid::Uuid;

use super::posted::{PHOTOS_MAX, Posted};
use crate::doors::Trouble;

/// Names the form posts besides the answers.
pub const FORM_KEY: &str = "form_key";
pub const NOTICE_VERSION: &str = "notice_version";
pub const REWARD_WISH: &str = "reward_wish";
/// A photo that came before its form (`POST /report/u/{form_key}`): its id there, once for each.
pub const PHOTO_AHEAD: &str = "photo_ahead";
/// A field nobody sees; what fills it in is a program.
pub const LEFT_EMPTY: &str = "left_empty";

/// The form as its parts belong together.
pub struct Sheet {
    pub wish: Wish,
    pub answers: Answers,
    pub key: IdempotencyKey,
    pub notice_version: String,
    pub reward_wished: bool,
    pub photos_ahead: Vec<Uuid>,
    /// Faults of the form itself, before any rule has looked at the answers.
    pub faults: Vec<FieldError>,
}

impl Sheet {
    /// The key as the photos that came before name their form by it.
    pub fn form(&self) -> Uuid {
        Uuid::try_parse(self.key.as_str()).unwrap_or_default()
    }

    /// Takes the texts apart.
    ///
    /// # Errors
    /// `BadRequest` when the form is not ours: a name it does not have, no key, no wish.
    pub fn of(posted: &mut Posted) -> Result<Self, Trouble> {
        let mut answers = Answers::default();
        let (mut key, mut notice_version, mut left_empty) = (String::new(), String::new(), String::new());
        let (mut reward_wished, mut photos_ahead) = (false, Vec::new());
        for (name, value) in std::mem::take(&mut posted.texts) {
            match name.as_str() {
                FORM_KEY => key = value,
                NOTICE_VERSION => notice_version = value,
                REWARD_WISH => reward_wished = value == "yes",
                PHOTO_AHEAD => photos_ahead.push(Uuid::try_parse(&value).map_err(|_| not_ours("照片的编号不对"))?),
                LEFT_EMPTY => left_empty.push_str(&value),
                _ => answers.set(&name, value).map_err(|name| not_ours(&format!("有一项“{name}”不在表里")))?,
            }
        }
        let wish = Wish::parse(&answers.wish).ok_or_else(|| not_ours("没有选投诉还是举报"))?;
        Ok(Self {
            wish,
            answers,
            key: form_key(&key)?,
            notice_version,
            reward_wished,
            faults: faults(posted, photos_ahead.len(), &left_empty),
            photos_ahead,
        })
    }
}

/// The key drawn into a form: 32 hexadecimal digits.
///
/// # Errors
/// `BadRequest` for anything else.
pub fn form_key(text: &str) -> Result<IdempotencyKey, Trouble> {
    let drawn = text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit());
    let key = IdempotencyKey::parse(text).ok().filter(|_| drawn);
    key.ok_or_else(|| not_ours("缺少这张表的编号"))
}

/// Some browsers fill in what nobody sees; the form comes back with it empty.
pub fn filled_in_by_a_program(left_empty: &str) -> Option<FieldError> {
    let message = "表里有一格应当空着，已替您清空，请再提交一次".to_owned();
    (!left_empty.is_empty()).then(|| FieldError { field: "main".to_owned(), message })
}

fn faults(posted: &Posted, ahead: usize, left_empty: &str) -> Vec<FieldError> {
    let fault = |field: &str, message: String| FieldError { field: field.to_owned(), message };
    let mut faults: Vec<FieldError> = filled_in_by_a_program(left_empty).into_iter().collect();
    faults.extend(posted.cut.iter().map(|name| fault(name, "写得太长，只留下了前面一部分，请只写要点".to_owned())));
    let photos = posted.photos_sent + ahead;
    if photos > PHOTOS_MAX {
        let message = format!("照片最多 {PHOTOS_MAX} 张，现在 {photos} 张，请去掉几张");
        faults.push(fault(field::PHOTOS, message));
    }
    faults
}

fn not_ours(what: &str) -> Trouble {
    Trouble::BadRequest(format!("{what}。请从网页上的表格提交。"))
}
