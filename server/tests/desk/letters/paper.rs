//! A letter as it is begun, sent and read.

use domain::access::Staff;
use domain::letter::{Kind, Recipient, Typed};
use domain::ports::{Asked, LetterDraft};
use lopdf::Document;

use crate::desk::office::Office;
use crate::page::{between, without_tags};
use crate::portal::{Answer, Visitor};

/// A form as the desk begins it, with something fitting in every field that is still empty.
pub async fn draft(office: &Office, staff: &Staff, number: &str, form: &str, to: Recipient) -> LetterDraft {
    let asked = Asked { number: number.into(), form: form.into(), to };
    let services = &office.portal.services;
    let mut draft = services.letters.draft(staff, &asked, services.now()).await.unwrap();
    for field in draft.template.field.clone() {
        let value = draft.typed.entry(field.key).or_default();
        if value.is_empty() {
            *value = match field.kind {
                Kind::Date => "2026-11-24".into(),
                Kind::Time => "2026-11-25T14:30".into(),
                Kind::Choice => "1".into(),
                Kind::Text | Kind::Long => format!("填写的{}", field.label),
            };
        }
    }
    draft
}

pub async fn post(visitor: &mut Visitor, draft: &LetterDraft, step: &str, change: &[(&str, &str)]) -> Answer {
    let (id, version) = (draft.draft.id.to_string(), draft.draft.version.to_string());
    let mut typed: Typed = draft.typed.clone();
    typed.extend(change.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())));
    let mut fields: Vec<(&str, &str)> = typed.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    fields.extend([
        ("form", draft.template.key.as_str()),
        ("to", draft.to.as_str()),
        ("letter", id.as_str()),
        ("version", version.as_str()),
        ("step", step),
    ]);
    visitor.post_form(&format!("desk/matter/{}/letters/new", draft.number), &fields).await
}

/// Where the letter is after it was issued.
pub async fn issued(visitor: &mut Visitor, draft: &LetterDraft) -> String {
    let answer = post(visitor, draft, "issue", &[]).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", without_tags(&answer.text()));
    answer.location().split('?').next().unwrap().to_owned()
}

/// The text of a PDF, blanks and line ends taken out, after a look at its fonts.
pub fn read(pdf: &[u8]) -> String {
    let document = Document::load_mem(pdf).unwrap();
    let embedded = document.objects.values().filter_map(|object| object.as_dict().ok());
    let embedded: Vec<bool> = embedded
        .filter(|dict| dict.get(b"Type").and_then(|name| name.as_name()).is_ok_and(|name| name == b"FontDescriptor"))
        .map(|dict| dict.has(b"FontFile2") || dict.has(b"FontFile3"))
        .collect();
    assert!(!embedded.is_empty() && embedded.iter().all(|embedded| *embedded), "a font is not embedded");
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text = document.extract_text(&pages).unwrap();
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

pub fn article(page: &str) -> String {
    without_tags(between(page, "<article", "</article>").unwrap())
}
