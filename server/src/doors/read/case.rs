use std::sync::Arc;

use app::pages::read::DisclosurePage;
use domain::law::{Citation, Laws};
use domain::newsroom::workflow::Kind;
use domain::reading::Disclosure;

use super::{entries, place};
use crate::doors::Trouble;
use crate::services::Services;

/// A typical case with the names its codes stand for.
///
/// # Errors
/// [`Trouble::Gone`] once it was taken down, [`Trouble::NotFound`] if there never was one.
pub fn disclosure(services: &Services, slug: &str) -> Result<DisclosurePage, Trouble> {
    let library = &services.library;
    let Some(case) = library.disclosure(slug) else {
        return Err(super::nothing(library.as_ref(), Kind::Disclosure, slug));
    };
    Ok(drawn(services, case))
}

/// The same of a case that need not be published.
pub fn drawn(services: &Services, case: Arc<Disclosure>) -> DisclosurePage {
    let library = &services.library;
    let head = &case.head;
    let category = services.laws.category(&head.category);
    let (column, above) = place::of_kind(library.as_ref(), Kind::Disclosure);
    DisclosurePage {
        column,
        above,
        category: category.map(|category| category.label.clone()).unwrap_or_default(),
        place: services.regions.full_name(&head.region),
        violated: cited(&services.laws, &head.violated),
        penalty_basis: cited(&services.laws, &head.penalty_basis),
        related: entries::related(library.as_ref(), &head.related),
        disclosure: case,
    }
}

fn cited(laws: &Laws, citations: &[Citation]) -> Vec<String> {
    citations.iter().map(|citation| laws.cite(&citation.law, &citation.article)).collect()
}
