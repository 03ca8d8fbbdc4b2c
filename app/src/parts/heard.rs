use domain::recording::{Part, Recording};
use leptos::prelude::*;

use crate::frame::Frame;

/// A recording with the name of the township it is heard first in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    pub recording: Recording,
    pub town: Option<String>,
}

/// Recordings of one part, in the order they are offered.
pub fn players(heard: &[Heard], part: &Part) -> Vec<impl IntoView + use<>> {
    heard.iter().filter(|one| one.recording.part == *part).map(player).collect()
}

/// Recordings of the questions of the form that is drawn, handed to the questions by context.
#[derive(Clone)]
struct Clips(Vec<Heard>);

/// To be called by a form before its questions are drawn.
pub fn provide_clips(heard: Vec<Heard>) {
    if !heard.is_empty() {
        provide_context(Clips(heard));
    }
}

/// Whether the page that is drawn can be heard.
pub fn has_clips() -> bool {
    use_context::<Clips>().is_some()
}

/// A question with what reads it aloud before its answers. Without that the view is as it was, to the byte: a
/// form has to arrive on a slow line.
pub fn with_clip(heading: &str, answers: AnyView) -> AnyView {
    let heard = use_context::<Clips>().map(|clips| clips.0).unwrap_or_default();
    let players = players(&heard, &Part::Section(heading.to_owned()));
    if players.is_empty() { answers } else { view! { <div class="listen">{players}</div>{answers} }.into_any() }
}

/// The browser's own player: it works without script and loads nothing before somebody presses it.
fn player(heard: &Heard) -> impl IntoView + use<> {
    let recording = &heard.recording;
    let voice = &recording.voice;
    let town = heard.town.as_ref().map(|town| format!("（{town}）")).unwrap_or_default();
    let language = format!("{}{town}", voice.language);
    let reader = if voice.reader.is_empty() { String::new() } else { format!("{}念，", voice.reader) };
    let label = format!("听{}：{language}", recording.part.words());
    let address = Frame::current().href(&recording.path());
    view! {
        <p><b>{language}</b>" "<small>{reader}{recording.weight()}</small></p>
        <audio controls=true preload="none" src=address aria-label=label></audio>
    }
}
