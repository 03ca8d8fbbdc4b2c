use app::pages::desk::Choice;
use app::pages::desk::inbox::{self, Bulk, InboxLine, InboxPage, SavedLink};
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, Staff};
use domain::ports::{Inbox, SavedFilter};
use storage::REACHABLE_ROWS;

use super::answer::trouble;
use super::signed::Seat;
use super::top::{Counts, Done, top};
use super::welcome;
use crate::doors::{Trouble, respond};
use crate::services::Services;

mod asked;

pub use asked::Asked;

pub async fn show(
    Seat { services, visit, staff }: Seat,
    Query(done): Query<Done>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    if staff.may_ever(Action::ListMatters).is_err() {
        return welcome::show(&services, visit, &staff, &done).await;
    }
    let now = services.now();
    let found = services.casework.inbox(&staff, &asked.filter(&staff), now).await.map_err(trouble)?;
    let people = people(&services, &staff).await?;
    let saved = services.casework.saved_filters(&staff).await.map_err(Trouble::from)?;
    let stuck = match staff.may_ever(Action::HandOver) {
        Ok(()) => Some(services.forwarding.stuck(&staff).await.map_err(trouble)?.len()),
        Err(_) => None,
    };
    let reactions = match staff.may_ever(Action::ListReactions) {
        Ok(()) => Some(services.reactions.urgent(&staff).await.map_err(trouble)?),
        Err(_) => None,
    };
    let counts = Counts {
        open: Some(found.open),
        unregistered: Some(found.unregistered),
        stuck: stuck.and_then(|count| u64::try_from(count).ok()),
        reminders: Some(services.deadlines.reminder_count(&staff).await.map_err(trouble)?),
        reactions,
    };
    let data = InboxPage {
        top: top(&services, &staff, "desk", counts, &done),
        filters: asked.fields(&services, &staff, &people),
        views: asked.views(&staff),
        saved: saved.into_iter().map(saved_link).collect(),
        query: asked.kept(),
        may_export: staff.may_ever(Action::Export).is_ok(),
        bulk: bulk(&services, &staff, people),
        ..list(&services, found, &asked)
    };
    respond::personal_page(visit.frame, StatusCode::OK, move || inbox::page(data.clone())).await
}

fn list(services: &Services, found: Inbox, asked: &Asked) -> InboxPage {
    let size = u64::from(found.page_size.max(1));
    let (page, pages) = (asked.page_number(), found.total.min(REACHABLE_ROWS).div_ceil(size));
    let unit_name = |key: &str| services.site.unit(key).map_or(key.to_owned(), |unit| unit.name.clone());
    let lines = found.rows.into_iter().map(|row| InboxLine { unit: row.unit.as_deref().map(unit_name), row }).collect();
    InboxPage {
        top: Default::default(),
        heading: format!("待办 {} 件", found.open),
        open: found.open,
        unregistered: found.unregistered,
        total: found.total,
        more: found.more,
        lines,
        views: Vec::new(),
        saved: Vec::new(),
        query: String::new(),
        may_export: false,
        bulk: Bulk::default(),
        filters: Vec::new(),
        words: asked.q.clone(),
        narrowed: asked.is_narrowed(),
        page,
        pages,
        previous: (page > 1).then(|| asked.path(page - 1)),
        next: (u64::from(page) < pages).then(|| asked.path(page + 1)),
    }
}

/// Those who handle matters, as far as this person sees their units.
async fn people(services: &Services, staff: &Staff) -> Result<Vec<Choice>, Trouble> {
    let all = services.accounts.list().await.map_err(Trouble::from)?;
    let seen = |unit: &str| staff.narrowed_to_unit().is_none_or(|own| own == unit);
    let fits = all.into_iter().filter(|one| !one.disabled && one.role.handles_matters() && seen(&one.unit));
    Ok(fits.map(|one| Choice::new(one.id.to_string(), one.name)).collect())
}

/// A clerk gives several matters to one unit, a head several to one person.
fn bulk(services: &Services, staff: &Staff, people: Vec<Choice>) -> Bulk {
    let units = services.site.unit.iter().map(|unit| Choice::new(&unit.key, &unit.name));
    Bulk {
        units: if staff.may_ever(Action::Assign).is_ok() { units.collect() } else { Vec::new() },
        people: if staff.may_ever(Action::Approve).is_ok() { people } else { Vec::new() },
    }
}

fn saved_link(saved: SavedFilter) -> SavedLink {
    SavedLink { id: saved.id.to_string(), name: saved.name, path: format!("desk?{}", saved.query) }
}
