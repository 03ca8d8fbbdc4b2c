//! What was posted and may be posted once more: read within limits, and told in words.

use app::pages::desk::kept::Kept;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, Form, FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use domain::desk_step::StepName;

use super::LARGEST_TABLE;
use super::place::{checked_next, plain};
use crate::services::Services;

/// Most bytes of names and values a page carries: the longest text of the newsroom, with its fields.
const MOST_BYTES: usize = 384 * 1024;
/// Most fields and files; forms of the desk have a handful.
const MOST_FIELDS: usize = 40;

/// Whether a post to this place of the desk may be shown and sent again. Passwords and codes of the
/// account page never leave their own form.
pub fn may_carry(target: &str) -> bool {
    let own = target == "desk/account" || target.starts_with("desk/account/");
    !own && !target.contains('?') && target.starts_with("desk/") && checked_next(target).is_some()
}

/// Nothing where more was posted than is carried, or it could not be read.
pub async fn read(mut request: Request) -> Option<Kept> {
    let target = plain(request.uri()).to_owned();
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kept = if kind.starts_with("multipart/form-data") {
        // Read to its end: a browser looks at the answer only after it has sent everything.
        DefaultBodyLimit::max(LARGEST_TABLE).apply(&mut request);
        parts(target, Multipart::from_request(request, &()).await.ok()?).await?
    } else {
        let Form(fields) = Form::<Vec<(String, String)>>::from_request(request, &()).await.ok()?;
        Kept { target, fields, files: Vec::new() }
    };
    fits(&kept).then_some(kept)
}

/// What a sign-in form brought back is held to the same limits: it has been in somebody's hands.
pub fn checked(kept: Kept) -> Option<Kept> {
    (may_carry(&kept.target) && fits(&kept)).then_some(kept)
}

/// What sending it does, with the number of the matter it is about.
pub fn what(target: &str) -> String {
    let parts: Vec<&str> = target.split('/').collect();
    let words = match parts.last() {
        Some(&"message") => "给对方留言",
        Some(&"identity" | &"packet") => "查看身份信息",
        Some(&"register") => "记下12315登记编号",
        Some(&"ask") => "申请查看身份信息",
        Some(&"phone") => "按电话查事项",
        Some(&"batch") => "导入表格",
        Some(&"retry") => "再送一次",
        Some(step) => StepName::parse(step).map_or("刚才的提交", StepName::words),
        None => "刚才的提交",
    };
    match parts.as_slice() {
        ["desk", "matter", number, ..] => format!("{words}：{number}"),
        _ => words.to_owned(),
    }
}

/// Label and value of everything that is not empty.
pub fn lines(services: &Services, fields: &[(String, String)]) -> Vec<(String, String)> {
    let line = |(name, value): &(String, String)| (label(name).to_owned(), shown(services, name, value));
    // What a form carries for itself says nothing to the person.
    let told = |name: &str| !matches!(name, "step" | "seen" | "form_id");
    fields.iter().filter(|(name, value)| told(name) && !value.trim().is_empty()).map(line).collect()
}

fn label(name: &str) -> &'static str {
    match name {
        "unit" => "承办单位",
        "staff" => "承办人",
        "note" => "说明",
        "text" => "内容",
        "reason" => "事由、理由",
        "contact" => "联系人和电话",
        "ground" => "理由",
        "until" | "due" | "on" => "日期",
        "phone" => "电话",
        "registration_no" => "12315登记编号",
        "registered_at" => "录入时间",
        _ => "内容",
    }
}

/// A key by its name, as the form showed it.
fn shown(services: &Services, name: &str, value: &str) -> String {
    let known = match name {
        "unit" => services.site.unit(value).map(|unit| unit.name.clone()),
        _ => None,
    };
    known.unwrap_or_else(|| domain::text::without_forbidden(value))
}

async fn parts(target: String, mut form: Multipart) -> Option<Kept> {
    let mut kept = Kept { target, ..Kept::default() };
    while let Some(part) = form.next_field().await.ok()? {
        let name = part.name().unwrap_or_default().to_owned();
        if part.file_name().is_some() {
            pass_over(part).await?;
            kept.files.push(name);
        } else {
            kept.fields.push((name, part.text().await.ok()?));
        }
    }
    kept.files.dedup();
    Some(kept)
}

async fn pass_over(mut part: Field<'_>) -> Option<()> {
    while part.chunk().await.ok()?.is_some() {}
    Some(())
}

fn fits(kept: &Kept) -> bool {
    let bytes: usize = kept.fields.iter().map(|(name, value)| name.len() + value.len()).sum();
    let names: usize = kept.files.iter().map(String::len).sum();
    bytes + names <= MOST_BYTES && kept.fields.len() + kept.files.len() <= MOST_FIELDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_account_and_nothing_outside_the_desk_is_carried() {
        for good in ["desk/matter/YX-2026-000001/message", "desk/batch", "desk/stuck/1/retry"] {
            assert!(may_carry(good), "{good}");
        }
        let bad = [
            "desk/account",
            "desk/account/password",
            "desk/sign-in",
            "desk/sign-out",
            "report/new",
            "desk/../x",
            "//evil.example/desk/x",
            "https://evil.example/desk/x",
            "desk/batch?x=1",
            "desk",
            "",
        ];
        for target in bad {
            assert!(!may_carry(target), "{target}");
        }
    }

    #[test]
    fn it_is_told_what_will_be_sent_to_which_matter() {
        assert_eq!(what("desk/matter/YX-2026-000001/message"), "给对方留言：YX-2026-000001");
        assert_eq!(what("desk/batch"), "导入表格");
    }
}
