//! 请信息员上门收: a resident asks the village officer to come and collect expired medicine.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::field::choices;
use crate::question::{DoorPlace, Phone, Refused, Salutation};
use crate::region::{Level, RegionCode, Regions};
use crate::report::FieldError;
use crate::site::Site;

/// Names of the form's fields.
pub mod field {
    pub const REGION: &str = "region";
    pub const PLACE: &str = "place";
    pub const PHONE: &str = "phone";
    /// 怎么称呼
    pub const CALL: &str = "call";
    pub const AMOUNT: &str = "amount";
    /// When somebody is at home.
    pub const HOME: &str = "home";
}

/// Two letters in a request's number: 云 YX-SM-2026-000012.
pub const MARK: &str = "SM";

choices! {
    /// Roughly, so that the officer knows what to bring.
    HowMuch {
        Boxes = "boxes", "几盒";
        Bag = "bag", "一袋";
        More = "more", "更多";
    }
}

choices! {
    AtHome {
        Morning = "morning", "上午";
        Afternoon = "afternoon", "下午";
        Evening = "evening", "晚上";
        Any = "any", "都可以";
    }
}

choices! {
    /// How a request ended.
    Ending {
        Collected = "collected", "信息员收好了";
        Repeated = "repeated", "重复";
        Unreachable = "unreachable", "联系不上";
        Brought = "brought", "已自行送到";
        /// The contact had to be destroyed before anybody had come.
        Lapsed = "lapsed", "到期没有收成";
    }
}

impl Ending {
    /// What a coordinator may end a request with.
    pub const DROPPED: [Self; 3] = [Self::Repeated, Self::Unreachable, Self::Brought];
}

/// What was typed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Typed {
    pub region: String,
    pub place: String,
    pub phone: String,
    pub call: String,
    pub amount: String,
    pub home: String,
}

/// A request that may be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// A village, or a township where somebody cannot tell which.
    pub region: RegionCode,
    pub amount: HowMuch,
    pub home: Option<AtHome>,
    pub contact: DoorContact,
}

/// What is sealed: whom to call, and where the house is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoorContact {
    pub phone: String,
    pub call: Option<String>,
    pub place: Option<String>,
}

/// Contacts of requests from before these times go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CollectLimits {
    /// Of those that ended before.
    pub ended: Timestamp,
    /// Of those that came in before, ended or not.
    pub asked: Timestamp,
}

/// Holds what was typed to the rules.
///
/// # Errors
/// All that is to be changed, at once.
pub fn check(typed: &Typed, regions: &Regions, site: &Site) -> Result<Wanted, Vec<FieldError>> {
    let mut faults = Faults(Vec::new());
    let region = faults.take(field::REGION, place_of(&typed.region, regions, site));
    let place = faults.take(field::PLACE, DoorPlace::parse(&typed.place)).flatten();
    let phone =
        Phone::parse(&typed.phone).and_then(|phone| phone.ok_or_else(|| refused("请写电话，信息员先打电话再去")));
    let phone = faults.take(field::PHONE, phone);
    let call = faults.take(field::CALL, Salutation::parse(&typed.call)).flatten();
    let amount =
        faults.take(field::AMOUNT, chosen(&typed.amount).and_then(|one| one.ok_or_else(|| refused("请选大概有多少"))));
    let home = faults.take(field::HOME, chosen(&typed.home)).flatten();
    match (region, phone, amount) {
        (Some(region), Some(phone), Some(amount)) if faults.0.is_empty() => {
            let contact = DoorContact {
                phone: phone.into_string(),
                call: call.map(Salutation::into_string),
                place: place.map(DoorPlace::into_string),
            };
            Ok(Wanted { region, amount, home, contact })
        }
        _ => Err(faults.0),
    }
}

/// The faults found until now, each under its field.
struct Faults(Vec<FieldError>);

impl Faults {
    fn take<T>(&mut self, field: &str, answer: Result<T, Refused>) -> Option<T> {
        answer.map_err(|Refused(message)| self.0.push(FieldError { field: field.to_owned(), message })).ok()
    }
}

fn place_of(typed: &str, regions: &Regions, site: &Site) -> Result<RegionCode, Refused> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(refused("请选乡镇和村"));
    }
    let code = RegionCode::parse(typed).map_err(|_| refused("没有这个地方，请重新选择"))?;
    if !site.covers(&code) {
        return Err(Refused(format!("这个地方不归{}管，请打当地市场监管局的电话问", site.bureau)));
    }
    let known = regions.get(&code).is_some_and(|place| place.level >= Level::Township);
    if known { Ok(code) } else { Err(refused("没有这个地方，请重新选择")) }
}

/// One of the listed answers; nothing where none was chosen.
fn chosen<C: crate::field::Choice>(typed: &str) -> Result<Option<C>, Refused> {
    match typed.trim() {
        "" => Ok(None),
        key => C::parse(key).map(Some).ok_or_else(|| refused("请从列出的选项里选择")),
    }
}

fn refused(message: &str) -> Refused {
    Refused(message.to_owned())
}

// A number and the way to a house must not slip into a log through `{:?}`.
impl std::fmt::Debug for DoorContact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DoorContact(…)")
    }
}

impl std::fmt::Debug for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Typed(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REGIONS: &str = "code,name,level\n530922000000,云县,county\n530922101000,爱华镇,township\n530922101201,永胜村,village\n530923000000,永德县,county\n";

    fn typed() -> Typed {
        Typed { region: "530922101201".into(), phone: "0883-3211423".into(), amount: "bag".into(), ..Typed::default() }
    }

    fn checked(typed: &Typed) -> Result<Wanted, Vec<FieldError>> {
        let site: Site = toml::from_str(include_str!("../../../content/sites/yunxian.toml")).unwrap();
        check(typed, &Regions::parse(REGIONS).unwrap(), &site)
    }

    fn fields(typed: &Typed) -> Vec<String> {
        checked(typed).unwrap_err().into_iter().map(|fault| fault.field).collect()
    }

    #[test]
    fn place_phone_and_amount_are_enough() {
        let wanted = checked(&typed()).unwrap();
        assert_eq!((wanted.amount, wanted.home, wanted.contact.phone.as_str()), (HowMuch::Bag, None, "08833211423"));
        assert_eq!((wanted.contact.call, wanted.contact.place), (None, None));
        assert!(checked(&Typed { region: "530922101000".into(), ..typed() }).is_ok(), "a township will do");
    }

    #[test]
    fn every_fault_is_told_at_its_field() {
        assert_eq!(fields(&Typed::default()), ["region", "phone", "amount"]);
        for (wrong, field) in [
            (Typed { region: "530922000000".into(), ..typed() }, "region"),
            (Typed { region: "530923000000".into(), ..typed() }, "region"),
            (Typed { region: "530922101999".into(), ..typed() }, "region"),
            (Typed { region: "x".into(), ..typed() }, "region"),
            (Typed { place: "村".repeat(101), ..typed() }, "place"),
            (Typed { phone: "1398831234".into(), ..typed() }, "phone"),
            (Typed { call: "王\u{202e}".into(), ..typed() }, "call"),
            (Typed { amount: "tons".into(), ..typed() }, "amount"),
            (Typed { home: "never".into(), ..typed() }, "home"),
        ] {
            assert_eq!(fields(&wrong), [field]);
        }
    }

    #[test]
    fn nothing_typed_is_printed() {
        let printed = format!("{:?} {:?}", typed(), checked(&typed()).unwrap());
        assert!(!printed.contains("0883"), "{printed}");
    }
}
