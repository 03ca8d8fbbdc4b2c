use app::pages::desk::news::{self, ListenPage, SpokenFormsPage};
use app::parts::Errors;
use axum::extract::{Query, Request};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Staff;
use domain::ports::{DeskError, NewRecording, Recorded, RecordedRow};
use domain::recording::{LARGEST, MANDARIN, Part, SpokenForm, Subject, TypedRecording};
use domain::report::FieldError;
use serde::Deserialize;
use uuid::Uuid;

use super::HERE;
use crate::doors::desk::answer::{Refusal, refusal, trouble};
use crate::doors::desk::form::Posted;
use crate::doors::desk::signed::Seat;
use crate::doors::desk::top::{Counts, Done, top};
use crate::doors::desk::upload::{self, Wanted};
use crate::doors::{At, Trouble, Visit, respond};
use crate::services::Services;

const RECORDING: Wanted = Wanted {
    most: LARGEST,
    none: "请选一个录音文件",
    too_large: "这个文件超过 6 MB，请分成几段，或者压小（64 kbps 就够清楚）再传",
};

/// An article or a form as an address names it, and one of its recordings.
#[derive(Deserialize)]
pub struct Place {
    item: Option<Uuid>,
    form: Option<String>,
    id: Option<Uuid>,
}

impl Place {
    fn subject(&self) -> Result<Subject, Trouble> {
        let form = || self.form.as_deref().and_then(SpokenForm::parse).map(Subject::Form);
        self.item.map(Subject::Item).or_else(form).ok_or(Trouble::NotFound)
    }
}

/// The forms, and how much of each can be heard.
pub async fn forms(Seat { services, visit, staff }: Seat) -> Result<Response, Trouble> {
    let page = SpokenFormsPage {
        top: top(&services, &staff, HERE, Counts::default(), &Done::default()),
        forms: services.recordings.forms(&staff).await.map_err(trouble)?,
        here: |form| here(Subject::Form(form)),
    };
    respond::personal_page(visit.frame, StatusCode::OK, move || news::spoken_forms(page.clone())).await
}

pub async fn show(
    Seat { services, visit, staff }: Seat,
    At(place): At<Place>,
    Query(done): Query<Done>,
) -> Result<Response, Trouble> {
    page(&services, visit, &staff, place.subject()?, blank(), Refusal::default(), &done).await
}

pub async fn take_in(
    Seat { services, visit, staff }: Seat,
    At(place): At<Place>,
    request: Request,
) -> Result<Response, Trouble> {
    let subject = place.subject()?;
    // Whoever may not do it learns nothing, not even what is wrong with their form.
    let found = services.recordings.of(&staff, subject).await.map_err(trouble)?;
    found.may_record.then_some(()).ok_or(Trouble::Denied)?;
    let uploaded = upload::read(request, &RECORDING).await?;
    let typed = TypedRecording(uploaded.texts);
    let mut faults = Vec::new();
    let bytes = uploaded.file.unwrap_or_else(|message| {
        faults.push(fault(&message));
        Vec::new()
    });
    let read = typed.read().map_err(|found| faults.extend(found)).ok();
    let mut refused = Refusal { faults, not_now: None };
    if let Some((part, voice)) = read.filter(|_| refused.faults.is_empty()) {
        let new = NewRecording { bytes, part, voice };
        match services.recordings.take_in(&staff, subject, new, services.now()).await {
            Ok(()) => return Ok(respond::see_other(&visit.frame, &format!("{}?done=recording", here(subject)))),
            Err(error) => refused = refusal(error)?,
        }
    }
    // A browser never keeps a chosen file in a form that comes back.
    if !refused.faults.iter().any(|fault| fault.field == "file") {
        refused.faults.push(fault("文件要重新选一次；别的都还在"));
    }
    page(&services, visit, &staff, subject, typed, refused, &Done::default()).await
}

#[derive(Deserialize)]
pub struct Confirmed {
    #[serde(default)]
    words: String,
}

/// A colleague has listened.
pub async fn confirm(
    Seat { services, visit, staff }: Seat,
    At(place): At<Place>,
    Posted(confirmed): Posted<Confirmed>,
) -> Result<Response, Trouble> {
    let (subject, id) = (place.subject()?, place.id.ok_or(Trouble::NotFound)?);
    let done = services.recordings.confirm(&staff, subject, id, &confirmed.words, services.now()).await;
    answer(&services, visit, &staff, subject, done, "confirmed").await
}

pub async fn end(Seat { services, visit, staff }: Seat, At(place): At<Place>) -> Result<Response, Trouble> {
    let (subject, id) = (place.subject()?, place.id.ok_or(Trouble::NotFound)?);
    let done = services.recordings.take_down(&staff, subject, id, services.now()).await;
    answer(&services, visit, &staff, subject, done, "silenced").await
}

/// What there is to hear of an article, in one line.
pub fn told(found: &Recorded) -> String {
    let line = |row: &RecordedRow| {
        let recording = &row.row.recording;
        let silent = if row.is_heard() { "" } else { "（居民听不到）" };
        format!("{}：{}{silent}", recording.part.words(), recording.voice.language)
    };
    found.rows.iter().map(line).collect::<Vec<_>>().join("；")
}

async fn answer(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    subject: Subject,
    done: Result<(), DeskError>,
    words: &str,
) -> Result<Response, Trouble> {
    match done {
        Ok(()) => Ok(respond::see_other(&visit.frame, &format!("{}?done={words}", here(subject)))),
        Err(error) => page(services, visit, staff, subject, blank(), refusal(error)?, &Done::default()).await,
    }
}

async fn page(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    subject: Subject,
    typed: TypedRecording,
    refused: Refusal,
    done: &Done,
) -> Result<Response, Trouble> {
    let status = refused.status();
    let towns = services.regions.townships(&services.site.region);
    let page = ListenPage {
        top: top(services, staff, HERE, Counts::default(), done),
        here: here(subject),
        found: services.recordings.of(staff, subject).await.map_err(trouble)?,
        languages: services.site.listening.languages.clone(),
        towns: towns.map(|town| (town.code.as_str().to_owned(), town.name.clone())).collect(),
        typed,
        errors: Errors::new(refused.faults),
        not_now: refused.not_now,
    };
    respond::personal_page(visit.frame, status, move || news::listen(page.clone())).await
}

fn blank() -> TypedRecording {
    let fields = [("language", MANDARIN.to_owned()), ("part", TypedRecording::value_of(&Part::Whole))];
    TypedRecording(fields.map(|(name, value)| (name.to_owned(), value)).into())
}

/// Where the recordings of an article or a form are kept.
pub fn here(subject: Subject) -> String {
    match subject {
        Subject::Item(item) => format!("{HERE}/{item}/listen"),
        Subject::Form(form) => format!("{HERE}/forms/{}", form.key()),
    }
}

fn fault(message: &str) -> FieldError {
    FieldError { field: "file".to_owned(), message: message.to_owned() }
}
