use app::pages::desk::batch::{self, BatchPage};
use app::parts::Errors;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;
use bytes::Bytes;
use domain::access::{Action, Staff};
use domain::ports::{BatchReport, DeskError, Filter};
use domain::report::FieldError;

use super::answer::{refusal, trouble};
use super::signed::{Seat, Signed};
use super::top::{Counts, Done, top};
use crate::doors::{Trouble, Visit, respond};
use crate::forwarding::EXPORTED_AT_ONCE;
use crate::services::Services;

const SPREADSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub async fn show(Seat { services, visit, staff }: Seat) -> Result<Response, Trouble> {
    page(&services, visit, &staff, None, Errors::default()).await
}

pub async fn export(State(services): State<Services>, Signed(staff): Signed) -> Result<Response, Trouble> {
    let batch = services.forwarding.export_batch(&staff, services.now()).await.map_err(trouble)?;
    let disposition = format!("attachment; filename=\"{}\"", batch.name);
    Ok(respond::private_file(SPREADSHEET, &disposition, batch.file))
}

/// The answer is the report itself: importing the same table again changes nothing.
pub async fn import(Seat { services, visit, staff }: Seat, multipart: Multipart) -> Result<Response, Trouble> {
    staff.may_ever(Action::HandOver).map_err(|denied| trouble(denied.into()))?;
    let imported = match uploaded(multipart).await? {
        Some(file) if !file.is_empty() => services.forwarding.import_batch(&staff, &file, services.now()).await,
        _ => Err(refused("请先选择一个表格文件")),
    };
    match imported {
        Ok(report) => page(&services, visit, &staff, Some(report), Errors::default()).await,
        Err(error) => page(&services, visit, &staff, None, Errors::new(refusal(error)?.faults)).await,
    }
}

async fn page(
    services: &Services,
    visit: Visit,
    staff: &Staff,
    report: Option<BatchReport>,
    errors: Errors,
) -> Result<Response, Trouble> {
    staff.may_ever(Action::HandOver).map_err(|denied| trouble(denied.into()))?;
    let now = services.now();
    let inbox = services.casework.inbox(staff, &Filter { open: true, ..Filter::default() }, now).await;
    let inbox = inbox.map_err(trouble)?;
    let counts = Counts { open: Some(inbox.open), unregistered: Some(inbox.unregistered), ..Counts::default() };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let data = BatchPage {
        top: top(services, staff, "desk/batch", counts, &Done::default()),
        unregistered: inbox.unregistered,
        at_once: EXPORTED_AT_ONCE,
        report,
        errors,
    };
    respond::personal_page(visit.frame, status, move || batch::page(data.clone())).await
}

async fn uploaded(mut multipart: Multipart) -> Result<Option<Bytes>, Trouble> {
    while let Some(field) = multipart.next_field().await? {
        if field.name() == Some("file") {
            return Ok(Some(field.bytes().await?));
        }
    }
    Ok(None)
}

fn refused(message: &str) -> DeskError {
    DeskError::Invalid(vec![FieldError { field: "file".to_owned(), message: message.to_owned() }])
}
