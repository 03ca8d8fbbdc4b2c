use app::pages::desk::matter::{Happened, Picture, PictureState};
use domain::event::{Actor, Event, EventKind};
use domain::ports::{AttachmentInfo, Shown};
use domain::track::local_minute;

use crate::services::Services;

/// An event in the desk's words; a unit by its name rather than its key.
pub(in crate::doors::desk) fn happened(services: &Services, event: &Event) -> Happened {
    let text = match &event.kind {
        EventKind::Assigned { unit } => {
            let name = services.site.unit(unit).map_or(unit.as_str(), |unit| unit.name.as_str());
            EventKind::Assigned { unit: name.to_owned() }.desk_text()
        }
        other => other.desk_text(),
    };
    let who = match &event.actor {
        Actor::Reporter => "对方".to_owned(),
        Actor::Staff { name, .. } => name.clone(),
        Actor::System => "系统".to_owned(),
    };
    Happened { at: local_minute(event.at), who, text }
}

pub(super) fn picture(info: &AttachmentInfo) -> Picture {
    let when = if info.message.is_some() { "补充的，" } else { "" };
    let sum: String = info.sha256.chars().take(12).collect();
    Picture {
        id: info.id.to_string(),
        ordinal: info.ordinal,
        state: match info.shown {
            Shown::Ready => PictureState::Ready,
            Shown::Waiting => PictureState::Waiting,
            Shown::Unreadable | Shown::Sound => PictureState::Unreadable,
        },
        detail: format!("{when}原件 {} KB，校验码 {sum}…", info.size.div_ceil(1024)),
    }
}
