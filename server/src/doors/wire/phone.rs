use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::ports::Device;

use super::cookie;
use super::problem::Problem;
use crate::services::Services;

/// The bound phone a request comes from.
pub struct Phone(pub Device);

impl FromRequestParts<Services> for Phone {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Problem> {
        let token = cookie::token(services, &parts.headers).ok_or_else(Problem::unknown_phone)?;
        let device = services.field_work.device(&token, services.now()).await?;
        device.map(Self).ok_or_else(Problem::unknown_phone)
    }
}
