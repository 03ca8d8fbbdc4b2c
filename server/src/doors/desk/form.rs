use axum::extract::rejection::FormRejection;
use axum::extract::{Form, FromRequest, Request};
use axum::http::StatusCode;
use serde::de::DeserializeOwned;

use crate::doors::Trouble;
use crate::services::Services;

/// A posted form. Missing fields are empty: the page says what is missing, not the parser.
pub struct Posted<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Services> for Posted<T> {
    type Rejection = Trouble;

    async fn from_request(request: Request, services: &Services) -> Result<Self, Trouble> {
        match Form::<T>::from_request(request, services).await {
            Ok(Form(posted)) => Ok(Self(posted)),
            Err(refused) => Err(trouble(&refused)),
        }
    }
}

fn trouble(refused: &FormRejection) -> Trouble {
    match refused.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Trouble::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Trouble::WrongType,
        _ => Trouble::BadRequest("表格没有收完整，请回到原来的页面再提交一次。".to_owned()),
    }
}
