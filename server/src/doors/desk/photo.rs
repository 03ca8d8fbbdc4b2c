use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use super::answer::trouble;
use super::signed::Signed;
use crate::doors::{At, Trouble, respond};
use crate::services::Services;

pub async fn show(
    State(services): State<Services>,
    Signed(staff): Signed,
    At((number, id)): At<(String, Uuid)>,
) -> Result<Response, Trouble> {
    let file = services.casework.attachment(&staff, &number, id).await.map_err(trouble)?;
    let disposition = format!("inline; filename=\"{}\"", file.name);
    Ok(respond::private_file(&file.media_type, &disposition, file.bytes))
}

/// What somebody said instead of typing.
pub async fn voice(
    State(services): State<Services>,
    Signed(staff): Signed,
    At((number, place)): At<(String, u32)>,
) -> Result<Response, Trouble> {
    let file = services.casework.voice(&staff, &number, place, services.now()).await.map_err(trouble)?;
    let disposition = format!("inline; filename=\"{}\"", file.name);
    Ok(respond::private_file(&file.media_type, &disposition, file.bytes))
}
