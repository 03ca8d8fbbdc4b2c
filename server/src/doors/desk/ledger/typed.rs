use app::pages::desk::ledger::Panel;
use domain::ports::{FormId, Taking};
use domain::report::FieldError;
use domain::text;
use domain::track::beijing;
use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// A form of a ledger as it was posted; gathers what is wrong with it, each under its field.
pub struct Typed {
    pairs: Vec<(String, String)>,
    faults: Vec<FieldError>,
}

impl Typed {
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        Self { pairs, faults: Vec::new() }
    }

    /// As it came; empty where it did not.
    pub fn raw(&self, name: &str) -> &str {
        self.pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// To be shown again.
    pub fn shown(&self, name: &str) -> String {
        text::without_forbidden(self.raw(name)).replace("\r\n", "\n")
    }

    pub fn all(&self, name: &str) -> Vec<String> {
        self.pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
    }

    /// A text that must be there.
    pub fn text(&mut self, name: &str, what: &str, max: usize) -> String {
        let text = self.optional(name, max);
        if text.is_empty() && !self.is_faulty(name) {
            self.fault(name, format!("请填写{what}"));
        }
        text
    }

    pub fn optional(&mut self, name: &str, max: usize) -> String {
        let text = text::clean(&self.raw(name).replace("\r\n", "\n"));
        let length = text::length(&text);
        if length > max {
            self.fault(name, format!("最多 {max} 个字，现在是 {length} 个，请删去 {} 个", length - max));
        } else if text::forbidden(&text).is_some() {
            self.fault(name, "里面有看不见的控制字符，请重新输入");
        }
        text
    }

    /// The entries of a list typed in one line or several.
    pub fn items(&mut self, name: &str, max: usize) -> Vec<String> {
        let text = self.optional(name, max);
        let parts = text.split(['、', '，', ',', ';', '；', '\n', ' ']);
        parts.map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    pub fn date(&mut self, name: &str, what: &str) -> Option<Date> {
        let date = text::clean(self.raw(name)).parse().ok();
        if date.is_none() {
            self.fault(name, format!("请填写{what}，写成 2026-11-21 这样"));
        }
        date
    }

    /// The last moment of a typed minute of Beijing time that has already been; nothing typed means
    /// now. A minute to come is passed on as it is: the rules refuse it.
    pub fn minute(&mut self, name: &str, id: &str, now: Timestamp) -> Timestamp {
        let typed = text::clean(self.raw(name)).replace(' ', "T");
        if typed.is_empty() {
            return now;
        }
        let local = typed.parse::<DateTime>().and_then(|local| local.to_zoned(beijing()));
        let Ok(start) = local.map(|zoned| zoned.timestamp()) else {
            self.fault(id, "时间请写成 2026-11-21 09:30 这样");
            return now;
        };
        let end = start.saturating_add(SignedDuration::from_secs(59)).unwrap_or(start);
        if start <= now { end.min(now) } else { start }
    }

    pub fn fault(&mut self, name: &str, message: impl Into<String>) {
        self.faults.push(FieldError { field: name.to_owned(), message: message.into() });
    }

    /// The value, or all that is wrong.
    ///
    /// # Errors
    /// The faults found until now.
    pub fn done<T>(&mut self, value: Option<T>) -> Result<T, Vec<FieldError>> {
        match value {
            Some(value) if self.faults.is_empty() => Ok(value),
            _ => Err(std::mem::take(&mut self.faults)),
        }
    }

    /// The step with when it happened and what the person had seen.
    ///
    /// # Errors
    /// The faults found until now.
    pub fn taking<S>(&mut self, step: Option<S>, now: Timestamp) -> Result<Taking<S>, Vec<FieldError>> {
        let id = format!("{}-happened", self.shown("step"));
        let happened = self.minute("happened", &id, now);
        let seen = self.raw("seen").parse().unwrap_or_default();
        let step = self.done(step)?;
        Ok(Taking { step, happened, seen })
    }

    /// The id the form was drawn with; a form without one is one of its own.
    pub fn form_id(&self) -> FormId {
        FormId(Uuid::parse_str(self.raw("form_id")).unwrap_or_else(|_| Uuid::new_v4()))
    }

    /// What was typed for a step that is not offered any more, so that it is not lost.
    pub fn unsaved(&self, panels: &[Panel]) -> (String, Vec<String>) {
        let step = self.raw("step");
        let gone = !step.is_empty() && !panels.iter().any(|panel| panel.key == step);
        let typed =
            self.pairs.iter().filter(|(name, value)| !matches!(name.as_str(), "step" | "seen") && !value.is_empty());
        let lines = typed.filter(|_| gone).map(|(_, value)| text::without_forbidden(value));
        ("刚才填写、没有保存的内容".to_owned(), lines.collect())
    }

    fn is_faulty(&self, name: &str) -> bool {
        self.faults.iter().any(|fault| fault.field == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        Typed::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn what_is_missing_or_too_long_is_said_at_its_field() {
        let mut form = typed(&[("a", "  "), ("b", "字字字")]);
        form.text("a", "理由", 5);
        form.text("b", "理由", 2);
        let faults = form.done(Some(())).unwrap_err();
        assert_eq!((faults[0].field.as_str(), faults[1].field.as_str()), ("a", "b"));
        assert!(faults[1].message.contains("请删去 1 个"));
    }

    #[test]
    fn a_minute_is_read_to_its_end_but_not_beyond_now() {
        let now: Timestamp = "2026-11-21T01:31:20Z".parse().unwrap();
        let mut form = typed(&[("t", "2026-11-21T09:31"), ("u", "2026-11-21 09:30"), ("v", "昨天")]);
        assert_eq!(form.minute("t", "t", now), now);
        assert_eq!(form.minute("u", "u", now), "2026-11-21T01:30:59Z".parse().unwrap());
        form.minute("v", "v", now);
        assert_eq!(form.done(Some(())).unwrap_err()[0].field, "v");
    }

    #[test]
    fn names_are_taken_apart_at_any_usual_mark() {
        assert_eq!(typed(&[("team", "张三、李四，王五\n赵六")]).items("team", 50), ["张三", "李四", "王五", "赵六"]);
    }
}
