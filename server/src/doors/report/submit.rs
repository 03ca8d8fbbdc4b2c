use app::Frame;
use app::pages::report::{Filled, Warning};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::event::Source;
use domain::matter::MatterKind;
use domain::ports::{IntakeError, Internal, Photo, Receipt, Submission};
use domain::report::{Answers, Evidence, FieldError, Report, Rules, field};

use super::form::{self, Asked, Shown, new_form_key};
use super::posted::{self, Posted};
use super::sheet::Sheet;
use crate::doors::{Trouble, Visit, respond};
use crate::services::Services;
use crate::uploads::UploadRefused;

/// Takes a report in, or shows the form again with everything typed and what is wrong.
pub async fn submit(
    State(services): State<Services>,
    visit: Visit,
    asked: Result<Query<Asked>, QueryRejection>,
    request: Request,
) -> Result<Response, Trouble> {
    let township = asked.map(|Query(asked)| asked.township).unwrap_or_default();
    let mut posted = posted::read_with_voice(request).await?;
    let sheet = Sheet::of(&mut posted)?;
    let evidence = Evidence { photos: posted.photos_sent + sheet.photos_ahead.len(), voice: posted.voice.is_some() };
    let again = Again { services, frame: visit.frame, township, evidence, sheet };
    if posted.too_large {
        return again.warned(StatusCode::PAYLOAD_TOO_LARGE, Warning::TooLarge).await;
    }
    let (report, errors) = again.check();
    match report {
        Some(report) if errors.is_empty() => again.take_in(report, posted).await,
        _ => again.refused(errors).await,
    }
}

/// A sheet that is either taken in or shown again.
struct Again {
    services: Services,
    frame: Frame,
    township: String,
    /// What came with the form: a browser does not put it back.
    evidence: Evidence,
    sheet: Sheet,
}

impl Again {
    /// The faults of form and answers together, so that all are shown at once.
    fn check(&self) -> (Option<Report>, Vec<FieldError>) {
        let mut errors = self.sheet.faults.clone();
        let rules = Rules { evidence: Some(self.evidence), ..self.services.rules() };
        match Report::check(&self.sheet.answers, rules) {
            Ok(report) => (Some(report), errors),
            Err(faults) => {
                let known: Vec<String> = errors.iter().map(|error| error.field.clone()).collect();
                errors.extend(faults.into_iter().filter(|fault| !known.contains(&fault.field)));
                (None, errors)
            }
        }
    }

    async fn take_in(self, report: Report, posted: Posted) -> Result<Response, Trouble> {
        let photos = match self.with_those_ahead(posted.photos).await {
            Ok(photos) => photos,
            Err(UploadRefused::Internal(error)) => {
                tracing::error!(%error, "photos that came before a form could not be read");
                return self.warned(StatusCode::SERVICE_UNAVAILABLE, Warning::Unavailable).await;
            }
            Err(_) => {
                let message = "有照片没有传完整，请重新选一次".to_owned();
                return self.refused(vec![FieldError { field: field::PHOTOS.to_owned(), message }]).await;
            }
        };
        let key = self.sheet.key.clone();
        let submission = Submission {
            key: key.clone(),
            report,
            photos,
            voice: posted.voice,
            source: Source::Web,
            notice_version: self.notice_version(),
        };
        match self.services.intake.submit(submission, self.services.now()).await {
            Ok(receipt) => match self.settle(&receipt).await {
                Ok(()) => Ok(respond::see_other(&self.frame, &format!("report/receipt/{}", key.as_str()))),
                // Sent again, it is the same matter; only the claim code is missing yet.
                Err(error) => {
                    tracing::error!(%error, "a wish for a reward could not be kept");
                    self.warned(StatusCode::SERVICE_UNAVAILABLE, Warning::Unavailable).await
                }
            },
            Err(IntakeError::Invalid(errors)) => self.refused(errors).await,
            Err(IntakeError::KeyReused) => self.warned(StatusCode::CONFLICT, Warning::SentBefore).await,
            Err(IntakeError::Unavailable(error)) => {
                tracing::error!(%error, "a report could not be kept");
                self.warned(StatusCode::SERVICE_UNAVAILABLE, Warning::Unavailable).await
            }
            Err(IntakeError::Internal(error)) => Err(error.into()),
        }
    }

    /// Those that came before the form, then those with it.
    async fn with_those_ahead(&self, photos: Vec<Photo>) -> Result<Vec<Photo>, UploadRefused> {
        let mut all = self.services.ahead.whole(self.sheet.form(), &self.sheet.photos_ahead).await?;
        all.extend(photos);
        Ok(all)
    }

    /// What else is done for a report that was taken in.
    async fn settle(&self, receipt: &Receipt) -> Result<(), Internal> {
        if !self.sheet.photos_ahead.is_empty() {
            self.services.ahead.taken_in(self.sheet.form()).await?;
        }
        self.wish_for_reward(receipt).await
    }

    /// Only those who ask for a reward wait for its slow hash.
    async fn wish_for_reward(&self, receipt: &Receipt) -> Result<(), Internal> {
        let tip = receipt.matters.iter().find(|matter| matter.kind == MatterKind::Tip);
        match tip.filter(|_| self.sheet.reward_wished) {
            Some(tip) => self.services.rewards.wish(&self.sheet.key, &tip.number, self.services.now()).await,
            None => Ok(()),
        }
    }

    /// The version that was shown: a form may have stood open since before the notice was changed.
    fn notice_version(&self) -> String {
        let shown = &self.sheet.notice_version;
        let plausible =
            (1..=20).contains(&shown.len()) && shown.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if plausible {
            return shown.clone();
        }
        self.services.laws.notices.get("privacy").map(|notice| notice.version.clone()).unwrap_or_default()
    }

    async fn refused(self, errors: Vec<FieldError>) -> Result<Response, Trouble> {
        let key = self.sheet.key.as_str().to_owned();
        self.show(StatusCode::UNPROCESSABLE_ENTITY, errors, None, key).await
    }

    /// The key stays: trying again after a failure is the same matter. Only where it is used up a
    /// new one is drawn.
    async fn warned(self, status: StatusCode, warning: Warning) -> Result<Response, Trouble> {
        let key = match warning {
            Warning::SentBefore => new_form_key(&*self.services.random),
            _ => self.sheet.key.as_str().to_owned(),
        };
        self.show(status, Vec::new(), Some(warning), key).await
    }

    async fn show(
        self,
        status: StatusCode,
        errors: Vec<FieldError>,
        warning: Option<Warning>,
        key: String,
    ) -> Result<Response, Trouble> {
        let answers: Answers = self.sheet.answers.shown_again();
        let township = if self.township.is_empty() { answers.region.clone() } else { self.township };
        let filled =
            Filled { answers, errors, lost: self.evidence, reward_wished: self.sheet.reward_wished, given: None };
        let start = "report".to_owned();
        let shown = Shown { wish: self.sheet.wish, township, filled, warning, start };
        form::draw(&self.services, self.frame, status, shown, key).await
    }
}
