use domain::recording::Part;
use leptos::prelude::*;

use crate::parts::{Beside, Heard, players};

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
