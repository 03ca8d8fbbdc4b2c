//! What was answered, in the words of the form: for the last look before sending.

use web_sys::Element;

use super::dom;
use super::form::{Form, is_posted};

/// One line of the list, and the question it can be changed in.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    pub question: usize,
    pub name: String,
    pub answer: String,
}

pub fn of(form: &Form) -> Vec<Row> {
    let mut rows = Vec::new();
    for (index, question) in form.questions.iter().enumerate() {
        for part in dom::all(question, "[data-answer]") {
            if dom::closest(&part, "[hidden]").is_none() {
                let answer = answer(&part);
                let answer = if answer.is_empty() { "没有填".to_owned() } else { answer };
                rows.push(Row { question: index, name: dom::attribute(&part, "data-answer"), answer });
            }
        }
        rows.extend(photos(index, question));
        rows.extend(voice(index, question));
    }
    rows
}

fn answer(part: &Element) -> String {
    let controls = dom::all(part, "input, select, textarea");
    let answers = controls.iter().filter(|control| is_posted(control)).map(words);
    answers.filter(|words| !words.is_empty()).collect::<Vec<_>>().join("、")
}

fn words(control: &Element) -> String {
    match dom::attribute(control, "type").as_str() {
        "radio" | "checkbox" => beside(control),
        _ if control.tag_name() == "SELECT" => chosen(control),
        _ => dom::value(control).trim().to_owned(),
    }
}

/// The words of a choice without the small print under them.
fn beside(control: &Element) -> String {
    let span = control.next_element_sibling();
    let first = span.and_then(|span| span.first_child()).and_then(|node| node.text_content());
    first.unwrap_or_default()
}

/// `爱华镇 草皮街社区`: the place with the township it is listed under.
fn chosen(select: &Element) -> String {
    let Some(option) = dom::within(select, "option:checked") else {
        return String::new();
    };
    if dom::value(&option).is_empty() {
        return String::new();
    }
    let name = dom::text(&option);
    let group = option.parent_element().map(|group| dom::attribute(&group, "label")).unwrap_or_default();
    if name.starts_with(&group) { name } else { format!("{group} {name}") }
}

fn photos(question: usize, within: &Element) -> Option<Row> {
    let inputs = dom::all(within, "[data-photo] input[type=file]");
    let count = inputs.iter().filter(|input| dom::holds_file(input)).count();
    let answer = if count == 0 { "没有照片".to_owned() } else { format!("{count} 张") };
    (!inputs.is_empty()).then(|| Row { question, name: "照片".to_owned(), answer })
}

fn voice(question: usize, within: &Element) -> Option<Row> {
    let input = dom::within(within, "[data-voice] input[type=file]")?;
    let answer = if dom::holds_file(&input) { "有一段" } else { "没有录音" };
    Some(Row { question, name: "录音".to_owned(), answer: answer.to_owned() })
}
