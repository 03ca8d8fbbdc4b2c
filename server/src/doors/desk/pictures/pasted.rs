use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::access::Action;
use domain::picture::About;
use domain::ports::{DeskError, NewPicture, TakenIn};
use serde_json::json;

use super::PICTURE;
use crate::doors::Trouble;
use crate::doors::desk::answer::trouble;
use crate::doors::desk::signed::Signed;
use crate::doors::desk::upload;
use crate::services::Services;

/// A picture out of a paste. What it shows and where it is from its author still has to say; until
/// then the checks of the text point at it.
pub async fn take_in(
    State(services): State<Services>,
    Signed(staff): Signed,
    request: Request,
) -> Result<Response, Trouble> {
    staff.may_ever(Action::ManagePictures).map_err(|denied| trouble(denied.into()))?;
    let bytes = match upload::read(request, &PICTURE).await?.file {
        Ok(bytes) => bytes,
        Err(why) => return Ok(refused(&why)),
    };
    let new = NewPicture { bytes, about: About::default() };
    let (TakenIn::New(id) | TakenIn::Known(id)) = match services.pictures.take_in(&staff, new, services.now()).await {
        Ok(taken) => taken,
        Err(DeskError::Invalid(faults)) => {
            return Ok(refused(faults.first().map_or("这张图收不了", |fault| fault.message.as_str())));
        }
        Err(other) => return Err(trouble(other)),
    };
    let row = services.pictures.open(&staff, id).await.map_err(trouble)?.row;
    if row.away {
        return Ok(refused("这张图在回收站里，先在“图片”里取回，再粘贴"));
    }
    Ok(Json(json!({ "address": format!("../pictures/{}.jpg", row.name) })).into_response())
}

fn refused(why: &str) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "why": why }))).into_response()
}
