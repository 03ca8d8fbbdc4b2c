//! A form without script: what the phone's queue does with script, done while somebody waits.

use app::Frame;
use app::pages::officer::{self, FilledForm, OfficerForm, VillageOption, Warning};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use domain::field::{Envelope, Expected, FormKind, Given, LedgerOutlet, Patrol, current_version};
use domain::ports::{Body, Device, DeviceOfficer, Photo, Sending, TakeError, Taken};
use domain::recording::SpokenForm;
use domain::report::FieldError;
use futures::stream;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::device::{at_phone, device};
use super::everybody::{empty_form, new_report_id};
use crate::doors::report::posted::{self, Posted};
use crate::doors::{Trouble, Visit, heard, respond};
use crate::services::Services;
use crate::uploads::{Place, UploadRefused};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Where the officer wants to go.
    outlet: String,
}

/// The form for everybody; on a bound phone with its officer's villages and their outlets, for whoever has no
/// script.
pub async fn show(
    State(services): State<Services>,
    visit: Visit,
    headers: HeaderMap,
    Path(form): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Trouble> {
    let form = FormKind::parse(&form).ok_or(Trouble::NotFound)?;
    let officer = device(&services, &headers).await?.as_ref().and_then(at_phone);
    let places = Places::of(&services, form, officer.as_ref()).await?;
    let wanted = asked.map(|Query(asked)| asked.outlet).unwrap_or_default();
    let wanted = places.outlets.iter().find(|outlet| outlet.id.to_string() == wanted);
    let given = wanted.map(Patrol::begun_at).unwrap_or_default();
    let heard = heard::of_form(&services, SpokenForm::Officer(form)).await;
    let empty = empty_form(&services.laws, form, new_report_id(&*services.random).to_string());
    let filled = FilledForm { given, ..FilledForm::default() };
    let data = OfficerForm { villages: places.villages, outlets: places.outlets, filled, heard, ..empty };
    respond::personal_page(visit.frame, StatusCode::OK, move || officer::form(data.clone())).await
}

/// Takes a posted form in, or shows it again with everything typed and what is wrong.
pub async fn take(
    State(services): State<Services>,
    visit: Visit,
    headers: HeaderMap,
    Path(form): Path<String>,
    request: Request,
) -> Result<Response, Trouble> {
    let form = FormKind::parse(&form).ok_or(Trouble::NotFound)?;
    let device = device(&services, &headers).await?;
    let officer = device.as_ref().and_then(at_phone);
    let posted = posted::read(request).await?;
    let (too_large, too_many) = (posted.too_large, posted.photos_sent.saturating_sub(posted::PHOTOS_MAX));
    let sheet = Sheet::of(form, posted)?;
    let again = Again {
        services: services.clone(),
        frame: visit.frame,
        form,
        places: Places::of(&services, form, officer.as_ref()).await?,
    };
    if too_large {
        return again.show(StatusCode::PAYLOAD_TOO_LARGE, sheet, Vec::new(), Some(Warning::TooLarge)).await;
    }
    if too_many > 0 {
        let message = format!("照片最多 {} 张，请去掉 {too_many} 张", posted::PHOTOS_MAX);
        let errors = vec![FieldError { field: "photos".to_owned(), message }];
        return again.show(StatusCode::UNPROCESSABLE_ENTITY, sheet, errors, None).await;
    }
    match device.zip(officer) {
        Some((device, officer)) => take_in(again, sheet, &device, &officer).await,
        None => again.show(StatusCode::UNAUTHORIZED, sheet, Vec::new(), Some(Warning::Unbound)).await,
    }
}

/// What arrived.
struct Sheet {
    report: Uuid,
    form_ver: u32,
    given: Given,
    photos: Vec<(Expected, Vec<u8>)>,
}

impl Sheet {
    fn of(form: FormKind, posted: Posted) -> Result<Self, Trouble> {
        let (mut report, mut form_ver, mut given) = (None, current_version(form), Given::default());
        for (name, value) in posted.texts {
            match name.as_str() {
                "form_key" => report = Uuid::parse_str(&value).ok(),
                "form_ver" => form_ver = value.parse().unwrap_or_default(),
                name if form.question(name).is_some() => given.add(name, value),
                _ => {}
            }
        }
        let report =
            report.ok_or_else(|| Trouble::BadRequest("缺少这张表的编号。请从网页上的表格提交。".to_owned()))?;
        let photos = posted.photos.into_iter().zip(0u8..).map(|(photo, at)| expected(report, at, photo)).collect();
        Ok(Self { report, form_ver, given, photos })
    }

    /// The same post is the same bytes, so that sending it twice is one report.
    fn body(&self, form: FormKind, officer: Uuid) -> Result<Vec<u8>, Trouble> {
        let envelope = Envelope {
            v: Envelope::VERSION,
            form: form.as_str().to_owned(),
            form_ver: self.form_ver,
            officer,
            seq: 0,
            device_at: 0,
            tz: 480,
            skew_ms: None,
            answers: self.given.clone(),
            photos: self.photos.iter().map(|(expected, _)| expected.clone()).collect(),
        };
        // A value of serde_json keeps its keys sorted, which makes it canonical.
        let value = serde_json::to_value(&envelope).map_err(domain::ports::Internal::new)?;
        Ok(value.to_string().into_bytes())
    }
}

/// The id of a photo follows from its report, its place and its bytes.
fn expected(report: Uuid, at: u8, Photo { bytes }: Photo) -> (Expected, Vec<u8>) {
    let digest = Sha256::digest(&bytes);
    let named: Vec<u8> = report.as_bytes().iter().copied().chain([at]).chain(digest.iter().copied()).collect();
    let mut id = [0; 16];
    id.iter_mut().zip(Sha256::digest(&named).iter()).for_each(|(to, from)| *to = *from);
    let expected = Expected {
        id: uuid::Builder::from_random_bytes(id).into_uuid(),
        sha256: hex::encode(digest),
        size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        media_type: media_type(&bytes).to_owned(),
    };
    (expected, bytes)
}

/// A plain form says nothing reliable about a file; the vault looks at the bytes itself later.
fn media_type(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xd8, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        [_, _, _, _, b'f', b't', b'y', b'p', b'h', b'e', b'i' | b'v', ..] => "image/heic",
        _ => "audio/mpeg",
    }
}

async fn take_in(again: Again, sheet: Sheet, device: &Device, officer: &DeviceOfficer) -> Result<Response, Trouble> {
    let services = again.services.clone();
    let body = Body::Plain(sheet.body(again.form, officer.id)?);
    let sending = Sending { report: sheet.report, officer: officer.id, body };
    match services.field_work.take_in(device, sending, services.now()).await {
        Ok(Taken::New(_) | Taken::Again(_)) => {}
        Ok(Taken::Variant(_)) => {
            return again.show(StatusCode::CONFLICT, sheet, Vec::new(), Some(Warning::SentBefore)).await;
        }
        Err(TakeError::Invalid(errors)) => {
            return again.show(StatusCode::UNPROCESSABLE_ENTITY, sheet, errors, None).await;
        }
        Err(TakeError::NotHere | TakeError::Unknown) => {
            return again.show(StatusCode::UNAUTHORIZED, sheet, Vec::new(), Some(Warning::Unbound)).await;
        }
        Err(TakeError::Unreadable(what)) => return Err(Trouble::BadRequest(what.to_owned())),
        Err(TakeError::Unavailable(error)) => {
            tracing::error!(%error, "an officer's form could not be kept");
            return again.show(StatusCode::SERVICE_UNAVAILABLE, sheet, Vec::new(), Some(Warning::Unavailable)).await;
        }
        Err(TakeError::Internal(error)) => return Err(error.into()),
    }
    if let Err(error) = keep_photos(&services, &sheet).await {
        tracing::error!(%error, "a photo of an officer's form could not be kept");
        return again.show(StatusCode::SERVICE_UNAVAILABLE, sheet, Vec::new(), Some(Warning::Unavailable)).await;
    }
    Ok(respond::see_other(&again.frame, &format!("officer/reports/{}", sheet.report)))
}

async fn keep_photos(services: &Services, sheet: &Sheet) -> Result<(), UploadRefused> {
    for (expected, bytes) in &sheet.photos {
        keep(services, Place { report: sheet.report, photo: expected.id }, bytes).await?;
    }
    Ok(())
}

/// Sent again after a failure, a photo that is there already is left as it is.
async fn keep(services: &Services, place: Place, bytes: &[u8]) -> Result<(), UploadRefused> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let state = services.uploads.begin(place, size).await?;
    let here = usize::try_from(state.here).unwrap_or(usize::MAX);
    if state.complete {
        return Ok(());
    }
    let rest = Bytes::copy_from_slice(bytes.get(here..).unwrap_or_default());
    let arriving = Box::pin(stream::iter([Ok::<_, std::io::Error>(rest)]));
    services.uploads.receive(services.uploads.sending(place).await, state.here, arriving, None).await.map(|_| ())
}

/// Draws the form again.
struct Again {
    services: Services,
    frame: Frame,
    form: FormKind,
    places: Places,
}

impl Again {
    async fn show(
        self,
        status: StatusCode,
        sheet: Sheet,
        errors: Vec<FieldError>,
        warning: Option<Warning>,
    ) -> Result<Response, Trouble> {
        let form_key = match warning {
            Some(Warning::SentBefore) => new_report_id(&*self.services.random).to_string(),
            _ => sheet.report.to_string(),
        };
        let filled = FilledForm { given: sheet.given, errors };
        let data = OfficerForm {
            form: self.form,
            laws: self.services.laws.clone(),
            villages: self.places.villages,
            outlets: self.places.outlets,
            filled,
            form_key,
            warning,
            heard: heard::of_form(&self.services, SpokenForm::Officer(self.form)).await,
        };
        respond::personal_page(self.frame, status, move || officer::form(data.clone())).await
    }
}

/// What the officer at the phone chooses from; nobody has none of it.
#[derive(Default)]
struct Places {
    villages: Vec<VillageOption>,
    outlets: Vec<LedgerOutlet>,
}

impl Places {
    async fn of(services: &Services, form: FormKind, officer: Option<&DeviceOfficer>) -> Result<Self, Trouble> {
        let Some(officer) = officer else { return Ok(Self::default()) };
        let outlets = match form {
            FormKind::Patrol => services.field_work.outlets(officer).await?,
            _ => Vec::new(),
        };
        Ok(Self { villages: villages(officer), outlets })
    }
}

pub fn villages(officer: &DeviceOfficer) -> Vec<VillageOption> {
    let option = |village: &domain::ports::OfficerVillage| VillageOption {
        code: village.code.to_string(),
        name: village.name.clone(),
    };
    officer.villages.iter().map(option).collect()
}
