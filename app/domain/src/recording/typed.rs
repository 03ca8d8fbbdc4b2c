use super::{LANGUAGE_MAX, Part, READER_MAX, Voice};
use crate::region::RegionCode;
use crate::report::FieldError;
use crate::text;

/// The form a recording comes with, by field name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedRecording(pub Vec<(String, String)>);

/// How the form says the whole text; a heading stands behind the mark of a section.
const WHOLE: &str = "whole";
const SECTION: &str = "section:";

impl TypedRecording {
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// How the form posts a part.
    #[must_use]
    pub fn value_of(part: &Part) -> String {
        match part {
            Part::Whole => WHOLE.to_owned(),
            Part::Section(heading) => format!("{SECTION}{heading}"),
        }
    }

    /// # Errors
    /// One entry a fault, at its field.
    pub fn read(&self) -> Result<(Part, Voice), Vec<FieldError>> {
        let mut faults = Vec::new();
        let mut kept = |field: &str, read: Result<String, &str>| {
            read.unwrap_or_else(|message| {
                faults.push(FieldError { field: field.to_owned(), message: message.to_owned() });
                String::new()
            })
        };
        let language = match line(self.field("language"), LANGUAGE_MAX, "名称最多 12 个字") {
            Ok(language) if language.is_empty() => Err("写上说的是什么话，例如普通话、本地方言"),
            read => read,
        };
        let language = kept("language", language);
        let reader = kept("reader", line(self.field("reader"), READER_MAX, "名字最多 20 个字"));
        let part = self.part();
        if part.is_none() {
            kept("part", Err("选念的是全文还是哪一段"));
        }
        let town = self.field("town");
        let code = (!town.is_empty()).then(|| RegionCode::parse(town)).transpose();
        if code.is_err() {
            kept("town", Err("没有这个乡镇，请重新选"));
        }
        match (part, code) {
            (Some(part), Ok(town)) if faults.is_empty() => Ok((part, Voice { language, reader, town })),
            _ => Err(faults),
        }
    }

    fn part(&self) -> Option<Part> {
        let value = self.field("part");
        let heading = value.strip_prefix(SECTION).filter(|heading| !heading.is_empty());
        if value == WHOLE { Some(Part::Whole) } else { heading.map(|heading| Part::Section(heading.to_owned())) }
    }
}

/// One line of typed text.
fn line<'m>(typed: &str, most: usize, too_long: &'m str) -> Result<String, &'m str> {
    let typed = text::clean(typed);
    if text::forbidden(&typed).is_some() || typed.contains(['\n', '\t']) {
        return Err("里面有看不见的符号，请重新打一遍");
    }
    if text::length(&typed) > most { Err(too_long) } else { Ok(typed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Fields<'f> = &'f [(&'f str, &'f str)];

    fn typed(fields: Fields<'_>) -> TypedRecording {
        TypedRecording(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn what_was_typed_is_read() {
        let section = TypedRecording::value_of(&Part::Section("怎么丢".into()));
        let form = typed(&[("language", " 云县话 "), ("part", &section), ("town", "530922101000")]);
        let (part, voice) = form.read().unwrap();
        assert_eq!(
            (part, voice.language.as_str(), voice.reader.as_str()),
            (Part::Section("怎么丢".into()), "云县话", "")
        );
        assert_eq!(voice.town.unwrap().as_str(), "530922101000");
        let form = typed(&[("language", "普通话"), ("part", "whole"), ("reader", "王某")]);
        assert_eq!(form.read().unwrap().0, Part::Whole);
    }

    #[test]
    fn every_fault_is_said_once_at_its_field() {
        let long = "话".repeat(13);
        let cases: [(Fields<'_>, &[&str]); 4] = [
            (&[("language", "\u{200b}")], &["language", "part"]),
            (&[("language", &long), ("part", "section:")], &["language", "part"]),
            (&[("language", "云县\n话"), ("part", "whole"), ("town", "53")], &["language", "town"]),
            (&[("language", "彝语\u{202e}"), ("part", "whole"), ("reader", &"名".repeat(21))], &["language", "reader"]),
        ];
        for (fields, faulty) in cases {
            let faults = typed(fields).read().unwrap_err();
            let mut at: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
            at.sort_unstable();
            assert_eq!(at, faulty, "{fields:?}");
        }
    }
}
