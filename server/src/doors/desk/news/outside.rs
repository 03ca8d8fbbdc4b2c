use app::Frame;
use axum::response::Response;
use domain::access::Staff;
use domain::ports::NewShare;
use domain::track::beijing;
use uuid::Uuid;

use super::item::{Answer, refused};
use super::{HERE, trouble};
use crate::doors::desk::ledger::Typed;
use crate::doors::desk::signed::Seat;
use crate::doors::{At, Trouble, Visit, respond};
use crate::services::Services;

/// Makes a link; the answer shows it once.
pub async fn make(
    services: &Services,
    visit: &Visit,
    staff: &Staff,
    item: Uuid,
    typed: &mut Typed,
) -> Result<Answer, Trouble> {
    let label = typed.text("share_label", "给谁看", 60);
    let until = typed.date("share_until", "有效到哪一天");
    let expires = until.and_then(|day| day.at(23, 59, 59, 0).to_zoned(beijing()).ok());
    let share = match typed.done(expires.map(|zoned| NewShare { label, expires: zoned.timestamp() })) {
        Ok(share) => share,
        Err(faults) => return Ok(Answer { faults, ..Answer::default() }),
    };
    match services.newsroom.share(staff, item, share, services.now()).await {
        Ok(word) => Ok(Answer { shared: Some(address(&visit.frame, &word)), ..Answer::default() }),
        Err(error) => {
            let mut answer = refused(error)?;
            for fault in &mut answer.faults {
                fault.field = "share_until".to_owned();
            }
            Ok(answer)
        }
    }
}

pub async fn end(
    Seat { services, visit, staff }: Seat,
    At((item, share)): At<(Uuid, Uuid)>,
) -> Result<Response, Trouble> {
    services.newsroom.end_share(&staff, item, share, services.now()).await.map_err(trouble)?;
    Ok(respond::see_other(&visit.frame, &format!("{HERE}/{item}?done=kept")))
}

fn address(frame: &Frame, word: &str) -> String {
    frame.site.url(&format!("shared/{word}"))
}
