use crate::field::{Ask, Choice, FormKind, Given, Opt, Question, Reaction, Record, Rules, Urgency, current_version};
use crate::region::{Level, RegionCode};
use crate::report::FieldError;

/// The box for what the law asks a consent of its own for (个人信息保护法 §29).
pub const CONSENT: &str = "consent";

const VILLAGE: &str = "village";

/// The four elements without which nobody can judge a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// 谁用的
    Patient,
    /// 用的什么
    Product,
    /// 怎么不舒服
    Event,
    /// 可以找谁了解
    Teller,
}

impl Element {
    pub const ALL: [Self; 4] = [Self::Patient, Self::Product, Self::Event, Self::Teller];

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Patient => "一、谁用的",
            Self::Product => "二、用的什么",
            Self::Event => "三、怎么不舒服",
            Self::Teller => "四、可以找谁了解",
        }
    }

    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Patient => &["sex", "age", "guardian", "guardian_consent", VILLAGE],
            Self::Product => &["kind", "product", "approval_no", "batch_no", "manufacturer", "how_used", "used_on"],
            Self::Event => &["urgent", "signs", "began_on", "story", "doctor", "outcome"],
            Self::Teller => &["contact_name", "contact_phone"],
        }
    }

    /// The questions of the officers' form that belong to it, so that both are answered alike.
    pub fn questions(self) -> impl Iterator<Item = &'static Question> {
        self.names().iter().filter_map(|name| FormKind::Reaction.question(name))
    }
}

/// Whether the residents' form asks it.
#[must_use]
pub fn is_asked(name: &str) -> bool {
    name == CONSENT || Element::ALL.into_iter().any(|element| element.names().contains(&name))
}

/// What a question offers to tick; a resident is not asked what only an officer on the spot can see.
pub fn options(question: &Question) -> impl Iterator<Item = &'static Opt> + use<> {
    let all: &'static [Opt] = match question.ask {
        Ask::One(options) | Ask::Tiles(options) | Ask::Many(options) => options,
        _ => &[],
    };
    all.iter().filter(|option| option.key != Urgency::Moving.key())
}

/// Answers that speak of the patient or of whoever tells, in officers' reports as well: opened with a
/// reason only.
#[must_use]
pub fn private_names() -> Vec<&'static str> {
    let others = Element::ALL.into_iter().filter(|element| *element != Element::Product);
    others.flat_map(Element::names).copied().collect()
}

/// Holds a resident's answers to the rules of the officers' form, and to the consent.
///
/// # Errors
/// One entry a fault, in the order of the form.
pub fn check(given: &Given, rules: &Rules<'_>) -> Result<Reaction, Vec<FieldError>> {
    let place = RegionCode::parse(given.one(VILLAGE).trim()).ok();
    let small = |code: &RegionCode| code.level() >= Level::Township && rules.site.covers(code);
    let place = place.filter(|code| small(code) && rules.regions.get(code).is_some());
    let given_here = if place.is_some() { given.clone() } else { given.clone().without(&[VILLAGE]) };
    let villages: Vec<RegionCode> = place.into_iter().collect();
    let rules = Rules { villages: &villages, photos: 0, voice: false, ..*rules };
    let checked = Record::check(FormKind::Reaction, current_version(FormKind::Reaction), &given_here, &rules);
    let mut faults = Vec::new();
    let reaction = match checked {
        Ok(Record::Reaction(reaction)) => Some(reaction),
        Ok(_) => None,
        Err(found) => {
            faults = found.into_iter().map(in_residents_words).collect();
            None
        }
    };
    if given.one(CONSENT) != "yes" {
        let message = "要您单独同意，我们才能收下和身体有关的情况".to_owned();
        faults.push(FieldError { field: CONSENT.to_owned(), message });
    }
    let place_in_form = |fault: &FieldError| {
        let mut names = Element::ALL.into_iter().flat_map(Element::names);
        names.position(|name| *name == fault.field).unwrap_or(usize::MAX)
    };
    faults.sort_by_key(place_in_form);
    reaction.filter(|_| faults.is_empty()).ok_or(faults)
}

/// What is said to an officer with a camera, said to somebody with a plain form.
fn in_residents_words(fault: FieldError) -> FieldError {
    let message = match fault.field.as_str() {
        VILLAGE => "请选择在哪个乡镇",
        "product" if fault.message.contains("照片") => "请写名称，照着盒子写",
        "guardian_consent" => "孩子不满 14 岁，要监护人同意",
        "signs" if fault.message.contains("说一段话") => "请选哪里不舒服，或者在“经过”里写几句",
        _ => return fault,
    };
    FieldError { message: message.to_owned(), ..fault }
}
