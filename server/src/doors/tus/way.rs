use std::convert::Infallible;
use std::future::Future;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::field::Expected;
use uuid::Uuid;

use crate::doors::wire::Phone;
use crate::media::MAX_FILE_BYTES;
use crate::services::Services;
use crate::uploads::{AheadShelf, FieldShelf, Place, Shelf, UploadRefused, Uploads};

/// Somebody who sends photos, and the way theirs come in.
pub trait Way: FromRequestParts<Services> + Send + Sync + 'static {
    type Shelf: Shelf;
    /// Where uploads stand inside the site, without slashes at the ends.
    const AT: &'static str;

    /// Most bytes of one photo.
    fn longest() -> u64;

    fn uploads(services: &Services) -> &Uploads<Self::Shelf>;

    /// What an address names: a report or form, and a photo.
    fn place(services: &Services, named: Named) -> Place;

    /// # Errors
    /// When this somebody may not send to it.
    fn may(&self, services: &Services, place: Place) -> impl Future<Output = Result<(), UploadRefused>> + Send;
}

/// Report or form, and photo, as an address names them.
#[derive(Clone, Copy)]
pub struct Named {
    pub of: Uuid,
    pub photo: Uuid,
}

impl Way for Phone {
    type Shelf = FieldShelf;
    const AT: &'static str = "officer/u";

    fn longest() -> u64 {
        Expected::BYTES_MAX
    }

    fn uploads(services: &Services) -> &Uploads<FieldShelf> {
        &services.uploads
    }

    fn place(_: &Services, Named { of, photo }: Named) -> Place {
        Place { report: of, photo }
    }

    async fn may(&self, services: &Services, place: Place) -> Result<(), UploadRefused> {
        services.uploads.may(&self.0, place.report).await
    }
}

/// Whoever has a form open: its key is the only thing to know.
pub struct Anybody;

impl Way for Anybody {
    type Shelf = AheadShelf;
    const AT: &'static str = "report/u";

    fn longest() -> u64 {
        u64::try_from(MAX_FILE_BYTES).unwrap_or(u64::MAX)
    }

    fn uploads(services: &Services) -> &Uploads<AheadShelf> {
        &services.ahead
    }

    fn place(services: &Services, Named { of, photo }: Named) -> Place {
        services.ahead.place(of, photo)
    }

    async fn may(&self, _: &Services, _: Place) -> Result<(), UploadRefused> {
        Ok(())
    }
}

impl FromRequestParts<Services> for Anybody {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, _: &Services) -> Result<Self, Infallible> {
        Ok(Self)
    }
}
