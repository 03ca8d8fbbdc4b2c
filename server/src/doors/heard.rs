//! Recordings as pages offer them.

use app::parts::Heard;
use domain::recording::{Recording, SpokenForm};

use crate::services::Services;

/// What of a form's questions can be heard.
pub async fn of_form(services: &Services, form: SpokenForm) -> Vec<Heard> {
    offered(services, &services.recordings.heard(form).await)
}

/// Recordings with the names of the townships they are heard first in.
pub fn offered(services: &Services, recordings: &[Recording]) -> Vec<Heard> {
    let town = |recording: &Recording| services.regions.get(recording.voice.town.as_ref()?);
    let heard = |recording: &Recording| Heard {
        recording: recording.clone(),
        town: town(recording).map(|town| town.name.clone()),
    };
    recordings.iter().map(heard).collect()
}
