use super::cursor::Digits;
use super::fault::Fault;
use super::kind::Kind;
use super::province;

/// A piece of a number and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub label: &'static str,
    pub value: String,
}

/// A number while it is read.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub kind: Kind,
    pub normal: String,
    pub parts: Vec<Part>,
    pub faults: Vec<Fault>,
}

/// No drug was approved under the law before it came into force (药品管理法, 1985-07-01).
pub(super) const FIRST_YEAR: i16 = 1985;

impl Draft {
    pub fn new(kind: Kind, head: impl Into<String>) -> Self {
        Self { kind, normal: head.into(), parts: Vec::new(), faults: Vec::new() }
    }

    pub fn part(&mut self, label: &'static str, value: impl Into<String>) {
        self.parts.push(Part { label, value: value.into() });
    }

    /// Adds digits to the number; gives them back whole only if their count is right.
    pub fn digits(&mut self, read: Digits) -> Option<String> {
        let right = !read.faults.iter().any(|fault| matches!(fault, Fault::NoDigits | Fault::Digits { .. }));
        self.normal.push_str(&read.text);
        self.faults.extend(read.faults);
        right.then_some(read.text)
    }

    /// Four digits that say a year.
    pub fn year(&mut self, label: &'static str, digits: &str, now: i16) {
        let Ok(year) = digits.parse::<i16>() else { return };
        self.part(label, digits);
        if year > now {
            self.faults.push(Fault::FutureYear(year));
        } else if year < FIRST_YEAR {
            self.faults.push(Fault::EarlyYear(year));
        }
    }

    /// The province a sign stands for.
    pub fn province(&mut self, label: &'static str, sign: char) {
        if let Some(name) = province::by_sign(sign) {
            self.part(label, name);
        }
    }
}

/// What stands between two places of a text.
pub(super) fn cut(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or_default()
}
