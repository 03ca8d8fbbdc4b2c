use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::ports::{Device, DeviceOfficer};

use crate::doors::wire::cookie;
use crate::doors::{Trouble, respond, visit};
use crate::services::Services;

/// The phone a page is asked from, and who has it in hand. Whoever has none is led to the binding.
pub struct AtPhone {
    pub device: Device,
    pub officer: DeviceOfficer,
}

impl FromRequestParts<Services> for AtPhone {
    type Rejection = axum::response::Response;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Self::Rejection> {
        let frame = visit::frame(services, parts);
        let unbound = || respond::see_other(&frame, "officer/bind");
        let device = device(services, &parts.headers).await.map_err(axum::response::IntoResponse::into_response)?;
        let device = device.filter(|device| !device.revoked).ok_or_else(unbound)?;
        let officer = at_phone(&device).ok_or_else(unbound)?;
        Ok(Self { device, officer })
    }
}

/// The bound phone a request comes from.
///
/// # Errors
/// When nothing can be read.
pub async fn device(services: &Services, headers: &axum::http::HeaderMap) -> Result<Option<Device>, Trouble> {
    match cookie::token(services, headers) {
        Some(token) => Ok(services.field_work.device(&token, services.now()).await?),
        None => Ok(None),
    }
}

/// Who has the phone in hand, or the only one it could be.
pub fn at_phone(device: &Device) -> Option<DeviceOfficer> {
    let active = device.officers.iter().find(|officer| Some(officer.id) == device.active);
    active.or_else(|| device.officers.first()).cloned()
}
