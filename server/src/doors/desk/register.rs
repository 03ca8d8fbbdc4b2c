use app::parts::Errors;
use axum::extract::Path;
use axum::response::Response;
use domain::ports::DeskError;
use domain::report::FieldError;
use domain::text;
use domain::track::beijing;
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::answer::refusal;
use super::form::Posted;
use super::packet::{self, PacketForms};
use super::signed::Seat;
use super::top::Done;
use crate::doors::{Trouble, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RegisterForm {
    registration_no: String,
    registered_at: String,
}

pub async fn record(
    Seat { services, visit, staff }: Seat,
    Path(number): Path<String>,
    Posted(form): Posted<RegisterForm>,
) -> Result<Response, Trouble> {
    let now = services.now();
    let done = match minute(&form.registered_at, now) {
        Ok(at) => services.forwarding.register(&staff, &number, &form.registration_no, at, now).await,
        Err(fault) => Err(DeskError::Invalid(vec![fault])),
    };
    let Err(error) = done else {
        let number = text::clean(&number).to_uppercase();
        return Ok(respond::see_other(&visit.frame, &format!("desk/matter/{number}?done=registered")));
    };
    let refused = refusal(error)?;
    if let Some(why) = refused.not_now {
        return Err(Trouble::BadRequest(why));
    }
    let view = packet::closed(&services, &staff, &number).await?;
    let forms = PacketForms {
        registration_no: form.registration_no,
        registered_at: form.registered_at,
        errors: Errors::new(refused.faults),
        ..PacketForms::default()
    };
    packet::page(&services, visit, &staff, view, forms, &Done::default(), false).await
}

/// The last moment of a typed minute of Beijing time that has already been: a minute holds
/// everything that happened in it. Nothing typed means now.
fn minute(typed: &str, now: Timestamp) -> Result<Timestamp, FieldError> {
    let typed = text::clean(typed).replace(' ', "T");
    if typed.is_empty() {
        return Ok(now);
    }
    let fault = || FieldError {
        field: "registered_at".to_owned(),
        message: "录入时间请写成 2026-11-21 09:30 这样".to_owned(),
    };
    let local: DateTime = typed.parse().map_err(|_| fault())?;
    let start = local.to_zoned(beijing()).map_err(|_| fault())?.timestamp();
    let end = start.saturating_add(SignedDuration::from_secs(59)).map_err(|_| fault())?;
    Ok(if start <= now { end.min(now) } else { start })
}

#[cfg(test)]
mod tests {
    use super::minute;
    use jiff::Timestamp;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_minute_of_beijing_is_read_to_its_end_but_not_beyond_now() {
        let now = at("2026-11-21T01:31:20Z");
        assert_eq!(minute("2026-11-21T09:30", now).unwrap(), at("2026-11-21T01:30:59Z"));
        assert_eq!(minute("2026-11-21 09:31", now).unwrap(), now);
        assert_eq!(minute("", now).unwrap(), now);
        assert_eq!(minute("2026-11-22T09:30", now).unwrap(), at("2026-11-22T01:30:00Z"));
    }

    #[test]
    fn what_is_no_time_is_said_so() {
        let now = at("2026-11-21T01:31:20Z");
        for typed in ["昨天", "2026-13-01T09:30", "09:30"] {
            assert_eq!(minute(typed, now).unwrap_err().field, "registered_at", "{typed}");
        }
    }
}
