use domain::recording::{Part, Recording};
use leptos::prelude::*;

use crate::frame::Frame;
use crate::parts::Beside;

/// A recording with the name of the township it is heard first in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    pub recording: Recording,
    pub town: Option<String>,
}

/// Recordings of the whole text. What is kept on phones leaves out the elements of this class, which
/// therefore hold none of their own kind.
pub fn whole(heard: &[Heard]) -> impl IntoView + use<> {
    let players = players(heard, &Part::Whole);
    (!players.is_empty()).then(|| {
        view! { <div class="listen"><h2>"听一听"</h2><p>"下面就是文字稿。"</p>{players}</div> }
    })
}

/// Recordings of parts, each under the heading of what it says.
pub fn beside(heard: &[Heard]) -> Beside {
    let mut beside = Beside::default();
    for one in heard {
        let part = &one.recording.part;
        if let Part::Section(heading) = part {
            let players = players(heard, part);
            beside
                .put(heading.clone(), view! { <div class="listen"><p>"听这一段，下面就是文字稿。"</p>{players}</div> });
        }
    }
    beside
}

fn players(heard: &[Heard], part: &Part) -> Vec<impl IntoView + use<>> {
    heard.iter().filter(|one| one.recording.part == *part).map(player).collect()
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
