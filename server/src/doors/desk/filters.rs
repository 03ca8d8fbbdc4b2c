use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use super::answer::trouble;
use super::form::Posted;
use super::signed::Signed;
use crate::doors::{At, Trouble, Visit, respond};
use crate::services::Services;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct FilterForm {
    name: String,
    query: String,
}

pub async fn save(
    State(services): State<Services>,
    visit: Visit,
    Signed(staff): Signed,
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

pub async fn forget(
    State(services): State<Services>,
    visit: Visit,
    Signed(staff): Signed,
    At(id): At<Uuid>,
) -> Result<Response, Trouble> {
    services.casework.forget_filter(&staff, id).await?;
    Ok(respond::see_other(&visit.frame, "desk"))
}
