//! The report form as the server drew it, read the way a browser would post it.

use domain::question::HappenedOn;
use domain::report::{Answers, Evidence, Limits, fault, field};
use jiff::civil::Date;
use web_sys::Element;

use super::dom;

/// Handles to the form and its questions.
#[derive(Clone)]
pub struct Form {
    pub element: Element,
    pub questions: Vec<Element>,
}

impl Form {
    pub fn of_page() -> Option<Self> {
        let element = dom::find("form[data-today]")?;
        let questions = dom::all(&element, "[data-step]");
        (!questions.is_empty()).then_some(Self { element, questions })
    }

    /// The server showed the form again: what stands in it is newer than any draft.
    pub fn was_refused(&self) -> bool {
        self.element.has_attribute("data-refused")
    }

    /// Names of the questions the address of the page answered.
    pub fn given(&self) -> String {
        dom::attribute(&self.element, "data-given")
    }

    /// Every control that posts something, in document order; the form's key stands apart from it.
    pub fn controls(&self) -> Vec<Element> {
        let mut all = controls(&self.element);
        all.extend(dom::find("input[form]"));
        all
    }

    pub fn answers(&self) -> Answers {
        let mut answers = Answers::default();
        for control in self.controls() {
            if is_posted(&control) {
                // Names that are no answers (key, version, honeypot) are refused, and left out here.
                let _ = answers.set(&dom::attribute(&control, "name"), dom::value(&control));
            }
        }
        answers
    }

    /// What is wrong in one question: the control and one sentence, in the order of the form.
    pub fn faults(&self, question: &Element) -> Vec<(Element, String)> {
        let (answers, limits) = (self.answers(), self.limits());
        let mut seen: Vec<String> = Vec::new();
        let mut faults = Vec::new();
        for control in controls(question) {
            let name = dom::attribute(&control, "name");
            if seen.contains(&name) || control.has_attribute("disabled") {
                continue;
            }
            let message = fault(&name, &answers, limits).or_else(|| elsewhere(question, &name));
            faults.extend(message.map(|message| (control, message)));
            seen.push(name);
        }
        faults
    }

    fn evidence(&self) -> Evidence {
        let files =
            |selector: &str| dom::all(&self.element, selector).iter().filter(|input| dom::holds_file(input)).count();
        Evidence { photos: files("[data-photo] input[type=file]"), voice: files("[data-voice] input[type=file]") > 0 }
    }

    /// The later of the server's day and the phone's: a clock that is slow must not refuse today.
    fn limits(&self) -> Limits {
        let drawn = day(&dom::attribute(&self.element, "data-today"));
        let phone = day(&beijing_today());
        Limits {
            today: drawn.max(phone).unwrap_or(Date::MAX),
            platform_name_max: dom::attribute(&self.element, "data-platform-max").parse().unwrap_or(usize::MAX),
            evidence: self.evidence(),
        }
    }
}

fn controls(root: &Element) -> Vec<Element> {
    dom::all(root, "input[name], select[name], textarea[name]")
}

/// Whether a browser would post this control as it stands; files are not text and not counted.
pub fn is_posted(control: &Element) -> bool {
    match dom::attribute(control, "type").as_str() {
        _ if control.has_attribute("disabled") => false,
        "file" => false,
        "radio" | "checkbox" => dom::checked(control),
        _ => true,
    }
}

/// A category that is another authority's business says so on its radio button.
fn elsewhere(question: &Element, name: &str) -> Option<String> {
    if name != field::CATEGORY {
        return None;
    }
    dom::within(question, "input:checked[data-elsewhere]").map(|radio| dom::attribute(&radio, "data-elsewhere"))
}

/// `2026-11-21`: the phone's day as it is in China, wherever the phone thinks it is.
fn beijing_today() -> String {
    const EIGHT_HOURS: f64 = 8.0 * 3_600_000.0;
    let shifted = js_sys::Date::new(&(js_sys::Date::now() + EIGHT_HOURS).into());
    String::from(shifted.to_iso_string()).split('T').next().unwrap_or_default().to_owned()
}

/// Read as the form reads days: the library's own reader would make the module much larger.
fn day(text: &str) -> Option<Date> {
    HappenedOn::parse(text, Date::MAX).ok().flatten().map(HappenedOn::date)
}
