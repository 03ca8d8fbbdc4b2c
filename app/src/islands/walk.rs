//! Walking through the form a question at a time, with the browser's own back button.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::Element;

use super::answer_rows::{self, Row};
use super::form::Form;
use super::{conditions, dom, draft, faults, listen, voice_note};

/// Where the walk stands; shared with the list of answers.
#[derive(Clone, Copy)]
pub struct Walk {
    /// False on the server and until the form has been taken over.
    pub awake: RwSignal<bool>,
    pub step: RwSignal<usize>,
    pub count: RwSignal<usize>,
    pub rows: RwSignal<Vec<Row>>,
    /// A draft was put back in.
    pub restored: RwSignal<bool>,
    /// Went back from the list of answers to change one, so the next step is the list again.
    changing: RwSignal<bool>,
    /// Steps taken on this page that the back button can undo.
    depth: RwSignal<u32>,
}

thread_local! {
    // Handles to the page cannot cross threads and so cannot stand in a signal.
    static FORM: RefCell<Option<Rc<Form>>> = const { RefCell::new(None) };
}

impl Walk {
    pub fn new() -> Self {
        Self {
            awake: RwSignal::new(false),
            step: RwSignal::new(0),
            count: RwSignal::new(0),
            rows: RwSignal::new(Vec::new()),
            restored: RwSignal::new(false),
            changing: RwSignal::new(false),
            depth: RwSignal::new(0),
        }
    }

    /// Takes the server-drawn form over.
    pub fn wake(self) {
        let Some(form) = Form::of_page().map(Rc::new) else {
            return;
        };
        FORM.set(Some(form.clone()));
        let left_at = if form.was_refused() { None } else { draft::restore(&form) };
        self.restored.set(left_at.is_some());
        self.count.set(form.questions.len());
        let (depth, step) = remembered().unwrap_or((0, begun(&form).or(left_at).unwrap_or(0)));
        let step = if form.was_refused() { first_refused(&form) } else { step };
        self.depth.set(depth);
        listen::to_page(self, &form);
        conditions::apply(&form);
        dom::set(&form.element, "data-steps", "");
        self.awake.set(true);
        self.show(&form, step);
        // A form that was only looked at is no draft.
        if form.was_refused() || form.controls().iter().any(dom::was_answered) {
            draft::save(&form, self.step.get_untracked());
        }
        self.remember(false);
    }

    pub fn is_last(self) -> bool {
        self.step.get() + 1 >= self.count.get()
    }

    /// 继续: on to the next question if nothing is wrong with this one. What is being said belongs to it.
    pub fn advance(self) {
        let Some(form) = form() else { return };
        let now = self.step.get_untracked();
        let later = move || {
            // Somebody may have gone back meanwhile.
            if self.step.get_untracked() == now {
                self.advance();
            }
        };
        if voice_note::heard_out(later) {
            return;
        }
        let Some(question) = form.questions.get(now) else {
            return;
        };
        if !faults::show(question, &form.faults(question)) {
            return;
        }
        // Its links have been followed, or are said at their fields.
        if let Some(summary) = dom::find(".error-summary") {
            summary.remove();
        }
        let last = self.count.get_untracked().saturating_sub(1);
        self.go(if self.changing.get_untracked() { last } else { now + 1 });
    }

    /// 上一步: what the browser's back button does, or one question back where it would leave.
    pub fn back(self) {
        if self.depth.get_untracked() > 0 {
            if let Some(history) = dom::window().and_then(|window| window.history().ok()) {
                let _ = history.back();
            }
            return;
        }
        let Some(form) = form() else { return };
        self.turn(&form, self.step.get_untracked().saturating_sub(1));
        self.remember(false);
        self.face(&form);
    }

    /// 修改: to one question and, after it, to the list again.
    pub fn change(self, question: usize) {
        self.go(question);
        self.changing.set(true);
    }

    /// The back or forward button was pressed.
    pub fn came_back(self, form: &Form) {
        let (depth, step) = remembered().unwrap_or_default();
        self.changing.set(false);
        self.depth.set(depth);
        self.turn(form, step);
        self.face(form);
    }

    /// Files come back after the page: where the answers are listed, they are listed anew.
    pub fn look_again(self, form: &Form) {
        if self.step.get_untracked() + 1 == form.questions.len() {
            self.rows.set(answer_rows::of(form));
        }
    }

    /// 清除草稿: an empty form.
    pub fn forget(self) {
        draft::clear();
        if let Some(window) = dom::window() {
            let _ = window.history().map(|history| history.replace_state_with_url(&JsValue::NULL, "", None));
            let _ = window.location().reload();
        }
    }

    pub fn go(self, step: usize) {
        let Some(form) = form() else { return };
        self.changing.set(false);
        self.restored.set(false);
        self.depth.update(|depth| *depth += 1);
        self.turn(&form, step);
        self.remember(true);
        self.face(&form);
    }

    fn turn(self, form: &Form, step: usize) {
        self.show(form, step);
        draft::save(form, self.step.get_untracked());
    }

    fn show(self, form: &Form, step: usize) {
        let last = form.questions.len().saturating_sub(1);
        let step = step.min(last);
        for (index, question) in form.questions.iter().enumerate() {
            let _ = question.class_list().toggle_with_force("now", index == step);
            // A question that is gone is not read on.
            dom::hush(question);
        }
        // What is said before the first question would only push the others down.
        if let Some(intro) = dom::within(&form.element, ".intro") {
            dom::flag(&intro, "hidden", step > 0);
        }
        if step == last {
            self.rows.set(answer_rows::of(form));
        }
        self.step.set(step);
    }

    /// Puts eyes and screen reader on the question.
    fn face(self, form: &Form) {
        if let Some(top) = dom::find("main") {
            top.scroll_into_view();
        }
        let question = form.questions.get(self.step.get_untracked());
        if let Some(legend) = question.and_then(|question| dom::within(question, "legend h2")) {
            dom::focus(&legend);
        }
    }

    /// The browser keeps the place with its history entry, also through a reload.
    fn remember(self, new_entry: bool) {
        let Some(history) = dom::window().and_then(|window| window.history().ok()) else {
            return;
        };
        let state = JsValue::from_str(&format!("{} {}", self.depth.get_untracked(), self.step.get_untracked()));
        let _ = if new_entry { history.push_state(&state, "") } else { history.replace_state(&state, "") };
    }
}

/// Depth and question of the history entry one is on.
fn remembered() -> Option<(u32, usize)> {
    let state = dom::window()?.history().ok()?.state().ok()?.as_string()?;
    let (depth, step) = state.split_once(' ')?;
    Some((depth.parse().ok()?, step.parse().ok()?))
}

/// The question somebody has begun to answer before the form was taken over.
fn begun(form: &Form) -> Option<usize> {
    form.questions.iter().position(|question| dom::within(question, ":focus").is_some())
}

/// The question the server found fault with; the last one where the fault is not an answer's.
fn first_refused(form: &Form) -> usize {
    let bad = |question: &Element| question.class_list().contains("bad") || dom::within(question, ".bad").is_some();
    form.questions.iter().position(bad).unwrap_or(form.questions.len())
}

fn form() -> Option<Rc<Form>> {
    FORM.with_borrow(Clone::clone)
}
