use axum::extract::{Path, State};
use axum::response::Response;
use uuid::Uuid;

use super::answer::trouble;
use super::signed::Signed;
use crate::doors::{Trouble, respond};
use crate::services::Services;

pub async fn show(
    State(services): State<Services>,
    Signed(staff): Signed,
    Path((number, id)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let id = Uuid::try_parse(&id).map_err(|_| Trouble::NotFound)?;
    let file = services.casework.attachment(&staff, &number, id).await.map_err(trouble)?;
    let disposition = format!("inline; filename=\"{}\"", file.name);
    Ok(respond::private_file(&file.media_type, &disposition, file.bytes))
}
