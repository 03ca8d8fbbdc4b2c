//! What the walk hears from the page.

use std::rc::Rc;

use leptos::prelude::*;
use web_sys::{Element, Event};

use super::form::Form;
use super::walk::Walk;
use super::{conditions, dom, draft, faults, voice_note};

pub fn to_page(walk: Walk, form: &Rc<Form>) {
    to_form(walk, form);
    let Some(window) = dom::window() else { return };
    let back = form.clone();
    dom::on(&window, "popstate", move |_| walk.came_back(&back));
    let shown = form.clone();
    dom::on(&window, "pageshow", move |_| set_sending(&shown, false));
    let Some(body) = dom::document().and_then(|page| page.body()) else {
        return;
    };
    for link in dom::all(&body, ".error-summary a[href^='#']") {
        let form = form.clone();
        let to = dom::attribute(&link, "href");
        dom::on(&link, "click", move |event| to_fault(walk, &form, &to, &event));
    }
    for leave in dom::all(&body, "a.leave") {
        let to = dom::attribute(&leave, "href");
        dom::on(&leave, "click", move |event| leave_without_trace(&to, &event));
    }
}

fn to_form(walk: Walk, form: &Rc<Form>) {
    let heard = form.clone();
    let typed = move |_| {
        conditions::apply(&heard);
        draft::save(&heard, walk.step.get_untracked());
        walk.look_again(&heard);
    };
    dom::on(&form.element, "input", typed.clone());
    dom::on(&form.element, "change", typed);
    // The picker may end in the camera, and the camera may end the page.
    let picking = form.clone();
    dom::on(&form.element, "click", move |_| draft::save(&picking, walk.step.get_untracked()));
    let sending = form.clone();
    dom::on(&form.element, "submit", move |event| submit(walk, &sending, &event));
}

/// Enter in a field goes on; only the last page sends, and only what is whole.
fn submit(walk: Walk, form: &Rc<Form>, event: &Event) {
    if walk.step.get_untracked() + 1 < form.questions.len() {
        event.prevent_default();
        walk.advance();
        return;
    }
    let again = form.clone();
    if voice_note::heard_out(move || press_send(&again)) {
        event.prevent_default();
        return;
    }
    let refused = form.questions.iter().enumerate().find(|(_, question)| !form.faults(question).is_empty());
    match refused {
        Some((index, question)) => {
            event.prevent_default();
            walk.change(index);
            faults::show(question, &form.faults(question));
        }
        None => set_sending(form, true),
    }
}

fn press_send(form: &Form) {
    if let Some(button) = dom::within(&form.element, "button[type=submit]") {
        dom::press(&button);
    }
}

/// Photos take their time on a weak line: the button says that something happens.
fn set_sending(form: &Form, sending: bool) {
    let Some(button) = dom::within(&form.element, "button[type=submit]") else {
        return;
    };
    let words = dom::attribute(&button, "data-words");
    if words.is_empty() {
        dom::set(&button, "data-words", &dom::text(&button));
    }
    match (sending, words.is_empty()) {
        (true, _) => {
            dom::set(&button, "aria-busy", "true");
            button.set_text_content(Some("正在提交，请稍等…"));
        }
        (false, false) => {
            let _ = button.remove_attribute("aria-busy");
            button.set_text_content(Some(&words));
        }
        (false, true) => {}
    }
}

/// A link of the error summary may lead to a question that is not shown.
fn to_fault(walk: Walk, form: &Form, link: &str, event: &Event) {
    let Some(control) = dom::find(link) else {
        return;
    };
    let holds = |question: &Element| question.contains(Some(&control));
    if let Some(index) = form.questions.iter().position(holds) {
        event.prevent_default();
        walk.go(index);
        dom::focus(&control);
    }
}

/// 快速离开: forgets what was typed and takes this page's place in the history.
fn leave_without_trace(to: &str, event: &Event) {
    event.prevent_default();
    draft::clear();
    if let Some(window) = dom::window() {
        let _ = window.location().replace(to);
    }
}
