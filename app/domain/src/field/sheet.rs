use jiff::civil::Date;

use super::choice::Choice;
use super::given::Given;
use super::record::Rules;
use super::urgency::Urgency;
use crate::question::{HappenedOn, Refused, bounded};
use crate::region::RegionCode;
use crate::report::FieldError;

/// Reads answers one by one and gathers what is wrong, so that all faults are told together.
pub(super) struct Sheet<'a> {
    pub given: &'a Given,
    pub rules: &'a Rules<'a>,
    faults: Vec<FieldError>,
}

impl<'a> Sheet<'a> {
    pub fn new(given: &'a Given, rules: &'a Rules<'a>) -> Self {
        Self { given, rules, faults: Vec::new() }
    }

    pub fn finish<T>(self, record: T) -> Result<T, Vec<FieldError>> {
        if self.faults.is_empty() { Ok(record) } else { Err(self.faults) }
    }

    pub fn refuse(&mut self, name: &str, message: impl Into<String>) {
        self.faults.push(FieldError { field: name.to_owned(), message: message.into() });
    }

    /// One of a list, or nothing.
    pub fn one<C: Choice>(&mut self, name: &str) -> Option<C> {
        let typed = self.given.one(name);
        let choice = C::parse(typed);
        if choice.is_none() && !typed.is_empty() {
            self.refuse(name, "请从列出的选项里选择");
        }
        choice
    }

    /// One of a list that has to be there. The stand-in is never seen: the sheet carries a fault.
    pub fn needed<C: Choice>(&mut self, name: &str, missing: &str) -> Option<C> {
        if self.given.one(name).is_empty() {
            self.refuse(name, missing);
            return None;
        }
        self.one(name)
    }

    /// At least one of a list.
    pub fn some<C: Choice>(&mut self, name: &str, missing: &str) -> Vec<C> {
        if self.given.several(name).next().is_none() {
            self.refuse(name, missing);
        }
        self.many(name)
    }

    pub fn many<C: Choice>(&mut self, name: &str) -> Vec<C> {
        let mut chosen = Vec::new();
        for typed in self.given.several(name) {
            match C::parse(typed) {
                Some(choice) if chosen.contains(&choice) => {}
                Some(choice) => chosen.push(choice),
                None => {
                    self.faults.push(FieldError {
                        field: name.to_owned(), message: "请从列出的选项里选择".to_owned()
                    });
                    return chosen;
                }
            }
        }
        chosen
    }

    pub fn urgent(&mut self) -> Vec<Urgency> {
        self.many(super::clue::URGENT)
    }

    pub fn text(&mut self, name: &str, what: &str, max: usize) -> Option<String> {
        let read = bounded(self.given.one(name), what, max);
        self.answer(name, read)
    }

    pub fn answer<T>(&mut self, name: &str, read: Result<Option<T>, Refused>) -> Option<T> {
        match read {
            Ok(answer) => answer,
            Err(Refused(message)) => {
                self.refuse(name, message);
                None
            }
        }
    }

    pub fn day(&mut self, name: &str) -> Option<Date> {
        let read = HappenedOn::parse(self.given.one(name), self.rules.today);
        self.answer(name, read).map(HappenedOn::date)
    }

    /// A whole number from 0 to `max`.
    pub fn number(&mut self, name: &str, max: u32) -> Option<u32> {
        let typed = crate::text::clean(self.given.one(name));
        if typed.is_empty() {
            return None;
        }
        match typed.parse::<u32>() {
            Ok(number) if number <= max => Some(number),
            Ok(_) => {
                self.refuse(name, format!("数字太大，最多 {max}，请核对"));
                None
            }
            Err(_) => {
                self.refuse(name, "只写数字");
                None
            }
        }
    }

    /// Kilograms with at most three decimals, in grams; at most ten tonnes.
    pub fn grams(&mut self, name: &str) -> Option<u32> {
        let typed: String =
            crate::text::clean(self.given.one(name)).trim_end_matches(['斤', '公', 'k', 'g', 'K', 'G', ' ']).to_owned();
        if typed.is_empty() {
            return None;
        }
        let (whole, part) = typed.split_once('.').unwrap_or((&typed, ""));
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let fits = !whole.is_empty() && whole.len() <= 5 && part.len() <= 3 && digits(whole) && digits(part);
        let grams = fits.then(|| format!("{whole}{part:0<3}").parse::<u32>().ok()).flatten();
        match grams {
            Some(grams) if grams <= 10_000_000 => Some(grams),
            _ => {
                self.refuse(name, "重量写公斤数，例如 2 或 2.5");
                None
            }
        }
    }

    /// The village it belongs to: one of the officer's, or the township one of them lies in (a
    /// market, a road). An officer with a single village is not asked.
    pub fn village(&mut self) -> RegionCode {
        let name = super::clue::VILLAGE;
        let typed = self.given.one(name).trim();
        let own = self.rules.villages;
        if typed.is_empty() {
            return match own {
                [only] => only.clone(),
                _ => {
                    self.refuse(name, "请选择是哪个村");
                    RegionCode::nowhere()
                }
            };
        }
        let code = RegionCode::parse(typed).ok();
        let near = |code: &RegionCode| {
            own.contains(code) || own.iter().any(|village| village.township().as_ref() == Some(code))
        };
        match code {
            Some(code) if near(&code) => code,
            _ => {
                self.refuse(name, "这个村不在您负责的范围，请重新选择，或请协管员登记");
                RegionCode::nowhere()
            }
        }
    }
}
