use js_sys::Function;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

use super::dom;
use super::kept_files::{drop_one, keep, restore};

#[wasm_bindgen(module = "/src/islands/voice_record.js")]
extern "C" {
    /// Whether this page can record at all.
    fn able() -> bool;
    /// Records into an input and tells `(state, seconds)`.
    fn start(input: &Element, told: &Function);
    fn recording() -> bool;
    fn stop();
    /// Stops, and goes on once the input holds what was said; soon in any case.
    fn stop_then(next: &Function);
    /// Where the file of an input can be played from.
    fn address(input: &Element) -> String;
}

/// The recording is kept beside the photos, in a slot none of them has.
const SLOT: u32 = 99;

/// Records what somebody says, lets it be heard, and takes it out again. Around the plain file input, which does
/// without it.
#[island]
pub fn VoiceNote(children: Children) -> impl IntoView {
    let note = Note { state: RwSignal::new(State::Asleep), heard: RwSignal::new(String::new()) };
    let place = NodeRef::<leptos::html::P>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get()
            && let Some(input) = input_near(&place)
        {
            dom::soon(move || note.wake(&input));
        }
    });
    view! {
        {move || note.controls()}
        <p class="hint" role="status" node_ref=place>{move || note.words()}</p>
        {children()}
    }
}

/// Where somebody is still speaking, ends that and does this afterwards, once what was said is in the form.
/// Returns whether it is done later.
pub fn heard_out(next: impl FnOnce() + 'static) -> bool {
    if !recording() {
        return false;
    }
    if let Some(next) = Closure::once_into_js(next).dyn_ref() {
        stop_then(next);
    }
    true
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// No island, or no microphone: the file input alone.
    Asleep,
    Ready,
    /// Seconds so far.
    On(u32),
    Denied,
    Failed,
}

#[derive(Clone, Copy)]
struct Note {
    state: RwSignal<State>,
    /// Where the recording can be played from; empty without one.
    heard: RwSignal<String>,
}

impl Note {
    fn wake(self, input: &Element) {
        if able() {
            self.state.set(State::Ready);
        }
        let chosen = input.clone();
        dom::on(input, "change", move |_| self.took(&chosen));
        if dom::holds_file(input) {
            self.took(input);
        } else {
            restore(SLOT, input);
        }
    }

    fn took(self, input: &Element) {
        self.heard.set(address(input));
        if dom::holds_file(input) {
            keep(SLOT, input);
            if let Some(lost) = dom::find("[data-voice-lost]") {
                lost.remove();
            }
        } else {
            drop_one(SLOT);
        }
    }

    fn press(self, input: &Element) {
        if matches!(self.state.get_untracked(), State::On(_)) {
            return stop();
        }
        let told = tell(move |state: String, seconds: u32| {
            self.state.set(match state.as_str() {
                "on" => State::On(seconds),
                "off" => State::Ready,
                "denied" => State::Denied,
                _ => State::Failed,
            });
        });
        start(input, &told);
    }

    fn take_out(self, input: &Element) {
        dom::set_value(input, "");
        self.took(input);
        // The button that was pressed goes away.
        let record = dom::closest(input, "[data-voice]").and_then(|note| dom::within(&note, ".voice .button"));
        dom::focus(record.as_ref().unwrap_or(input));
    }

    fn controls(self) -> Option<impl IntoView> {
        let state = self.state.get();
        let heard = self.heard.get();
        let name = match state {
            State::Asleep => None,
            State::On(_) => Some("停，录好了"),
            _ if heard.is_empty() => Some("开始录音"),
            _ => Some("重新录"),
        };
        let press = move |event: leptos::ev::MouseEvent| with_input(&event, |input| self.press(input));
        let remove = move |event: leptos::ev::MouseEvent| with_input(&event, |input| self.take_out(input));
        let button =
            name.map(|name| view! { <button class="button quiet" type="button" on:click=press>{name}</button> });
        // Not read out: the phone would speak into the recording every second.
        let counter = match state {
            State::On(seconds) => Some(format!("正在录，{} 分 {:02} 秒", seconds / 60, seconds % 60)),
            _ => None,
        };
        let counter = counter.map(|counter| view! { <p class="hint" aria-hidden="true">{counter}</p> });
        let player = (!heard.is_empty()).then(|| {
            view! {
                <audio controls aria-label="录音" src=heard></audio>
                <button class="link" type="button" on:click=remove>"删去录音"</button>
            }
        });
        (button.is_some() || player.is_some()).then(|| view! { <div class="voice">{button}{counter}{player}</div> })
    }

    fn words(self) -> String {
        match self.state.get() {
            State::On(_) => "开始录了，说完按“停”。".to_owned(),
            State::Denied => {
                "没有让这一页用麦克风。可以在手机设置里打开，或者用手机的录音机录好，在下面选文件。".to_owned()
            }
            State::Failed => "这里录不了。可以用手机的录音机录好，在下面选文件。".to_owned(),
            State::Ready if !self.heard.get().is_empty() => "录好了，可以听一遍。".to_owned(),
            State::Asleep | State::Ready => String::new(),
        }
    }
}

fn with_input(event: &leptos::ev::MouseEvent, work: impl FnOnce(&Element)) {
    if let Some(input) = dom::target(event).and_then(|button| input_near(&button)) {
        work(&input);
    }
}

fn input_near(element: &Element) -> Option<Element> {
    dom::within(&dom::closest(element, "[data-voice]")?, "input[type=file]")
}

/// A callback for the script; lives as long as the page.
fn tell(told: impl Fn(String, u32) + 'static) -> Function {
    Closure::<dyn FnMut(String, u32)>::new(told).into_js_value().unchecked_into()
}
