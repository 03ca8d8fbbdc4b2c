use jiff::civil::date;

use super::*;
use crate::field::{Choice, FormKind, Given, Question, Reaction, Rules};
use crate::region::Regions;
use crate::report::FieldError;
use crate::site::Site;

fn content(path: &str) -> String {
    std::fs::read_to_string(format!("{}/../../content/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn regions() -> Regions {
    Regions::parse(&content("regions/530922.csv")).unwrap()
}

const TOLD: [(&str, &str); 8] = [
    ("sex", "female"),
    ("age", "61"),
    ("village", "530922101000"),
    ("kind", "drug"),
    ("product", "阿莫西林 胶囊"),
    ("signs", "rash"),
    ("contact_phone", "13977778888"),
    (CONSENT, "yes"),
];

fn given(changes: &[(&str, &str)]) -> Given {
    let mut given = Given::default();
    let kept = TOLD.iter().filter(|(name, _)| !changes.iter().any(|(other, _)| other == name));
    for (name, value) in kept.chain(changes).filter(|(_, value)| !value.is_empty()) {
        given.add(name, (*value).to_owned());
    }
    given
}

fn told(changes: &[(&str, &str)]) -> Result<Reaction, Vec<FieldError>> {
    let site: Site = toml::from_str(&content("sites/yunxian.toml")).unwrap();
    let rules = Rules {
        laws: crate::law::test_laws(),
        regions: &regions(),
        site: &site,
        today: date(2026, 11, 22),
        villages: &[],
        officer_name: "",
        outlet: None,
        photos: 0,
        voice: false,
    };
    check(&given(changes), &rules)
}

#[test]
fn the_four_elements_hold_every_question_of_the_officers_form_once() {
    let mut asked: Vec<&str> =
        Element::ALL.into_iter().flat_map(Element::questions).map(|question: &Question| question.name).collect();
    let mut all: Vec<&str> = FormKind::Reaction.questions().iter().map(|question| question.name).collect();
    asked.sort_unstable();
    all.sort_unstable();
    assert_eq!(asked, all);
    assert!(is_asked(CONSENT) && is_asked("age") && !is_asked("form_key"));
    let private = private_names();
    assert!(["age", "village", "story", "contact_phone"].iter().all(|name| private.contains(name)));
    assert!(!private.contains(&"product") && !private.contains(&"batch_no"));
}

#[test]
fn a_resident_is_asked_only_what_a_resident_can_tell() {
    let urgent = FormKind::Reaction.question("urgent").unwrap();
    let offered: Vec<&str> = options(urgent).map(|option| option.key).collect();
    assert_eq!(offered, ["hurt", "cluster", "vaccine", "narcotic"]);
}

#[test]
fn a_faults_order_is_that_of_the_form_and_consent_comes_last() {
    assert!(told(&[]).is_ok());
    let faults = told(&[("sex", ""), ("age", "6"), ("village", "530922000000"), ("product", ""), (CONSENT, "")]);
    let names: Vec<String> = faults.unwrap_err().into_iter().map(|fault| fault.field).collect();
    assert_eq!(names, ["sex", "guardian", "guardian_consent", "village", "product", CONSENT]);
    assert!(told(&[("age", "14")]).is_ok(), "fourteen speaks for itself");
}

#[test]
fn death_hospital_and_what_the_teller_ticks_are_urgent() {
    let of = |changes: &[(&str, &str)]| alarms(&told(changes).unwrap());
    assert_eq!(of(&[]), []);
    assert_eq!(of(&[("outcome", "died"), ("doctor", "hospital")]), [Alarm::Death, Alarm::Hospital]);
    assert_eq!(of(&[("outcome", "lasting")]), [Alarm::Severe]);
    assert_eq!(of(&[("signs", "breath")]), [Alarm::Severe]);
    assert_eq!(of(&[("urgent", "cluster")]), [Alarm::Several]);
    assert_eq!(of(&[("kind", "vaccine")]), [Alarm::Vaccine]);
    assert!(Alarm::ALL.iter().all(|alarm| Alarm::parse(alarm.key()) == Some(*alarm)));
}

#[test]
fn one_product_is_known_by_its_name_or_its_number_however_it_is_typed() {
    let of = |changes: &[(&str, &str)]| Product::of(&told(changes).unwrap());
    assert_eq!(of(&[]).name, of(&[("product", "阿莫西林胶囊")]).name);
    assert_ne!(of(&[]).name, of(&[("product", "板蓝根颗粒")]).name);
    assert_eq!(of(&[]).approval_no, "", "nobody shares what nobody wrote");
}

#[test]
fn the_national_form_is_filled_in_its_order_and_nothing_is_guessed() {
    let form: NationalForm = toml::from_str(&content("laws/reaction-form.toml")).unwrap();
    assert_eq!(form.faults(), Vec::<String>::new());
    let given = given(&[("outcome", "better")]);
    let entries = form.fill(Told {
        given: &given,
        number: "YX-BF-2026-000001",
        received_on: date(2026, 11, 22),
        region: "云县爱华镇",
        laws: crate::law::test_laws(),
        regions: &regions(),
    });
    let value = |name: &str| entries.iter().find(|entry| entry.name == name).unwrap().value.as_deref();
    assert_eq!((value("性别"), value("出生日期或年龄"), value("结果")), (Some("女"), Some("61岁"), Some("好转")));
    assert_eq!((value("通用名称（含剂型）"), value("联系方式")), (Some("阿莫西林 胶囊"), Some("13977778888")));
    assert_eq!((value("批准文号"), value("姓名"), value("报告人评价")), (None, None, None));
    assert!(form.is_for("drug") && !form.is_for("vaccine"));
}
