//! This door's part of the OpenAPI document.

use serde_json::Value;
use utoipa::OpenApi;

use super::UPDATES;

/// The name of a notice's schema among the document's.
pub const NOTICE: &str = "GatewayNotice";

#[derive(OpenApi)]
#[openapi(
    tags((name = "gateway", description = "For the gateway that carries matters to 12315, by agreement.")),
    paths(super::take_notice, super::give_attachment, super::give_schema)
)]
struct Described;

#[must_use]
pub fn described() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

/// The schema of a notice as it stands inside the document: the very file that is served, its own
/// references led to where it lies there.
///
/// # Errors
/// When the file is no JSON, which would be a fault of ours.
pub fn notice_schema() -> serde_json::Result<Value> {
    let inside = format!("\"#/components/schemas/{NOTICE}/$defs/");
    let mut schema: Value = serde_json::from_str(&UPDATES.replace("\"#/$defs/", &inside))?;
    if let Some(schema) = schema.as_object_mut() {
        // An `$id` would make it a document of its own, and its references would lead nowhere.
        schema.retain(|key, _| key != "$id" && key != "$schema");
    }
    Ok(schema)
}
