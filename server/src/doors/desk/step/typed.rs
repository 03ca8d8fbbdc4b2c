use domain::report::FieldError;
use domain::text;
use jiff::civil::Date;
use uuid::Uuid;

/// Characters of a text of the desk, as of everything its reporters may read.
pub const LONGEST: usize = 400;
/// Characters of a name, a number, a body.
pub const LONGEST_LINE: usize = 80;

/// The fields of a posted form, as typed.
#[derive(Clone, Debug, Default)]
pub struct Typed(Vec<(String, String)>);

/// What a form lacks, field by field.
#[derive(Debug, Default)]
pub struct Faults(pub Vec<FieldError>);

impl Typed {
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    pub fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    pub fn many(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(own, _)| own == name).map(|(_, value)| value.clone()).collect()
    }

    /// The version of the matter the form was drawn for; a form without one has seen nothing.
    pub fn seen(&self) -> u32 {
        self.one("seen").parse().unwrap_or(0)
    }

    /// A text that must be there.
    pub fn text(&self, name: &'static str, missing: &str, faults: &mut Faults) -> String {
        self.checked(name, missing, LONGEST, faults)
    }

    /// A name or number on one line.
    pub fn line(&self, name: &'static str, missing: &str, faults: &mut Faults) -> String {
        self.checked(name, missing, LONGEST_LINE, faults).replace(['\n', '\t'], " ")
    }

    pub fn day(&self, name: &'static str, missing: &str, faults: &mut Faults) -> Date {
        let day = text::clean(self.one(name)).parse::<Date>();
        day.unwrap_or_else(|_| {
            faults.add(name, missing);
            Date::default()
        })
    }

    pub fn id(&self, name: &'static str, missing: &str, faults: &mut Faults) -> Uuid {
        Uuid::parse_str(self.one(name)).unwrap_or_else(|_| {
            faults.add(name, missing);
            Uuid::nil()
        })
    }

    /// The ticked numbers of a list.
    pub fn numbers(&self, name: &str) -> Vec<u8> {
        let mut numbers: Vec<u8> = self.many(name).iter().filter_map(|value| value.parse().ok()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    fn checked(&self, name: &'static str, missing: &str, longest: usize, faults: &mut Faults) -> String {
        let text = text::clean(self.one(name));
        let length = text::length(&text);
        if length == 0 {
            faults.add(name, missing);
        } else if length > longest {
            faults.add(name, format!("最多 {longest} 个字，现在是 {length} 个，请删去 {} 个", length - longest));
        } else if text::forbidden(&text).is_some() {
            faults.add(name, "里面有看不见的控制字符，请重新输入");
        }
        text
    }
}

impl Faults {
    pub fn add(&mut self, field: &'static str, message: impl Into<String>) {
        self.0.push(FieldError { field: field.to_owned(), message: message.into() });
    }
}
