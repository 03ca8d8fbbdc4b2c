use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use super::answer::trouble;
use super::form::Posted;
use super::signed::Seat;
use crate::doors::{At, Trouble, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct FilterForm {
    name: String,
    query: String,
}

pub async fn save(
    Seat { services, visit, staff }: Seat,
    Posted(form): Posted<FilterForm>,
) -> Result<Response, Trouble> {
    let plain = form.query.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~=&%+".contains(&b));
    if !plain {
        return Err(Trouble::BadRequest("这个筛选存不下，请回到列表再试一次。".to_owned()));
    }
    services.casework.save_filter(&staff, &form.name, &form.query, services.now()).await.map_err(trouble)?;
    let mark = if form.query.is_empty() { "" } else { "&" };
    Ok(respond::see_other(&visit.frame, &format!("desk?{}{mark}done=filter", form.query)))
}

pub async fn forget(Seat { services, visit, staff }: Seat, At(id): At<Uuid>) -> Result<Response, Trouble> {
    services.casework.forget_filter(&staff, id).await?;
    Ok(respond::see_other(&visit.frame, "desk"))
}
