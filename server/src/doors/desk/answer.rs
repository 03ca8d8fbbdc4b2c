use axum::http::StatusCode;
use domain::event::Event;
use domain::ports::DeskError;
use domain::report::FieldError;

use super::matter::record::happened;
use crate::doors::Trouble;
use crate::services::Services;

/// What a refused step shows on the page it was asked on.
#[derive(Clone, Debug, Default)]
pub struct Refusal {
    pub faults: Vec<FieldError>,
    pub not_now: Option<String>,
}

impl Refusal {
    /// What was typed is shown again with 422; a page nobody was refused on is simply shown.
    pub fn status(&self) -> StatusCode {
        if self.faults.is_empty() && self.not_now.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }

    /// Who did what since the page was drawn.
    pub fn stale(services: &Services, since: &[Event]) -> Self {
        let told = |event: &Event| {
            let line = happened(services, event);
            format!("{} {}：{}", line.at, line.who, line.text)
        };
        let told: Vec<_> = since.iter().map(told).collect();
        let why = format!(
            "您打开这一页以后，这件事有了变化。{}。您填的内容还在，请看过新情况再决定要不要提交。",
            told.join("；")
        );
        Self { faults: Vec::new(), not_now: Some(why) }
    }
}

/// Asks for what was read from a form: it is done, or the page says why not.
pub async fn asked<New, Done, Asking>(
    read: Result<New, Vec<FieldError>>,
    ask: impl FnOnce(New) -> Asking,
) -> Result<Result<Done, Refusal>, Trouble>
where
    Asking: Future<Output = Result<Done, DeskError>>,
{
    let answer = match read {
        Ok(new) => ask(new).await,
        Err(faults) => Err(DeskError::Invalid(faults)),
    };
    match answer {
        Ok(done) => Ok(Ok(done)),
        Err(error) => refusal(error).map(Err),
    }
}

/// Sorts what the page can say from what is trouble for the whole request.
pub fn refusal(error: DeskError) -> Result<Refusal, Trouble> {
    match error {
        DeskError::Invalid(faults) => Ok(Refusal { faults, not_now: None }),
        DeskError::NotNow(why) => Ok(Refusal { faults: Vec::new(), not_now: Some(why.to_string()) }),
        DeskError::NotReady(why) => Ok(Refusal { faults: Vec::new(), not_now: Some(why.to_owned()) }),
        other => Err(trouble(other)),
    }
}

/// Where there is no form to answer on.
pub fn trouble(error: DeskError) -> Trouble {
    match error {
        DeskError::NotFound => Trouble::NotFound,
        DeskError::Denied(_) => Trouble::Denied,
        DeskError::NotNow(why) => Trouble::BadRequest(why.to_string()),
        DeskError::NotReady(why) => Trouble::BadRequest(why.to_owned()),
        stale @ DeskError::Stale { .. } => Trouble::BadRequest(format!("{stale}，请刷新后再试")),
        DeskError::Invalid(faults) => {
            let told: Vec<_> = faults.into_iter().map(|fault| fault.message).collect();
            Trouble::BadRequest(told.join("；"))
        }
        DeskError::Internal(error) => error.into(),
    }
}
