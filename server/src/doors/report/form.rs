use app::Frame;
use app::pages::report::{self, Filled, FormPage, TownshipPage, Warning};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::ports::OutletPlace;
use domain::recording::SpokenForm;
use domain::region::{Level, RegionCode};
use domain::report::{Answers, Wish};
use serde::Deserialize;
use uuid::Uuid;

use super::{number, outlet};
use crate::clock::Random;
use crate::doors::{Trouble, Visit, heard, respond};
use crate::services::Services;

/// With more places than this the township is asked first.
const PLACES_MAX: usize = 600;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub wish: String,
    pub category: String,
    pub region: String,
    pub township: String,
    /// Numbers off a box.
    pub number: String,
    /// Key of an entry of the watch-list.
    pub watched: String,
    /// Id of an outlet of the ledger.
    pub outlet: String,
}

/// Answers that an address may carry; what does not exist is left out.
#[derive(Default)]
pub struct Known {
    category: Option<String>,
    region: Option<RegionCode>,
    outlet: Option<Uuid>,
}

pub async fn show(
    State(services): State<Services>,
    visit: Visit,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Trouble> {
    let Query(asked) = asked.unwrap_or_default();
    let known = Known::of(&services, &asked.category, &asked.region, &asked.outlet);
    let Some(wish) = Wish::parse(&asked.wish) else {
        let start = format!("report?{}", known.as_query().trim_start_matches('&'));
        return Ok(respond::see_other(&visit.frame, start.trim_end_matches('?')));
    };
    let place = match known.outlet {
        Some(id) => services.outlets.whereabouts(id).await?,
        None => None,
    };
    let chosen = [&asked.township, &asked.region].into_iter().find(|code| !code.is_empty()).cloned();
    let chosen = chosen.or_else(|| place.as_ref().map(|place| place.region.to_string())).unwrap_or_default();
    let township = township(&services, &chosen);
    if township.is_none() && is_large(&services) {
        let category = known.category.unwrap_or_default();
        let carried = [("category", category), ("number", asked.number), ("watched", asked.watched)];
        let carried = carried.into_iter().filter(|(_, value)| !value.is_empty());
        let data = TownshipPage {
            regions: services.regions.clone(),
            form: "report/new",
            above: ("report", "我要投诉举报"),
            hint: "选发生的地方。网上买的，选您自己住的地方。",
            carried: std::iter::once(("wish", wish.as_str().to_owned())).chain(carried).collect(),
        };
        return respond::personal_page(visit.frame, StatusCode::OK, move || report::township(data.clone())).await;
    }
    // Only addresses of ours are worth keeping a form for; made-up ones would fill the memory.
    let for_everybody = known.region.is_none()
        && known.outlet.is_none()
        && visit.frame.here == format!("report/new?wish={}{}", wish.as_str(), known.as_query());
    let start = format!("report?{}", known.as_query().trim_start_matches('&')).trim_end_matches('?').to_owned();
    let mut answers = Answers {
        wish: wish.as_str().to_owned(),
        category: known.category.unwrap_or_default(),
        region: known.region.map(RegionCode::into).unwrap_or_default(),
        ..Answers::default()
    };
    number::fill_in(&services, &asked.number, &asked.watched, &mut answers);
    if let Some(place) = &place {
        outlet::fill_in(place, &mut answers);
    }
    let given = place.as_ref().map(|place| given(&services, place));
    let filled = Filled { answers, given, ..Filled::default() };
    let form = Shown { wish, township: chosen, filled, warning: None, start };
    if for_everybody {
        let data = page(&services, form, respond::KEY_PLACE.to_owned()).await;
        return respond::keyed_form(visit.frame, move || report::form(data.clone())).await;
    }
    let key = new_form_key(&*services.random);
    draw(&services, visit.frame, StatusCode::OK, form, key).await
}

/// A form to be shown, for the first time or again.
pub struct Shown {
    pub wish: Wish,
    /// The township chosen first on a large site, or a place in it.
    pub township: String,
    pub filled: Filled,
    pub warning: Option<Warning>,
    /// Where to choose between complaint and tip, with what is known.
    pub start: String,
}

pub async fn draw(
    services: &Services,
    frame: Frame,
    status: StatusCode,
    form: Shown,
    form_key: String,
) -> Result<Response, Trouble> {
    let data = page(services, form, form_key).await;
    respond::personal_page(frame, status, move || report::form(data.clone())).await
}

async fn page(services: &Services, form: Shown, form_key: String) -> FormPage {
    FormPage {
        laws: services.laws.clone(),
        regions: services.regions.clone(),
        today: services.today(),
        wish: form.wish,
        township: is_large(services).then(|| township(services, &form.township)).flatten(),
        filled: form.filled,
        form_key,
        warning: form.warning,
        heard: heard::of_form(services, SpokenForm::Report(form.wish)).await,
        start: form.start,
    }
}

/// A fresh key for a form: random, so that nobody else's receipt can be guessed.
pub fn new_form_key(random: &dyn Random) -> String {
    let mut bytes = [0; 16];
    random.fill(&mut bytes);
    hex::encode(bytes)
}

impl Known {
    pub fn of(services: &Services, category: &str, region: &str, outlet: &str) -> Self {
        let region = RegionCode::parse(region).ok();
        let here = |code: &RegionCode| {
            let small = code.level() >= Level::Township;
            small && services.site.covers(code) && services.regions.get(code).is_some()
        };
        Self {
            category: services.laws.category(category).map(|category| category.code.clone()),
            region: region.filter(here),
            outlet: Uuid::try_parse(outlet).ok(),
        }
    }

    /// `&category=D03&region=530922101000`, and the same of an outlet.
    pub fn as_query(&self) -> String {
        let category = self.category.iter().map(|code| format!("&category={code}"));
        let region = self.region.iter().map(|code| format!("&region={code}"));
        let outlet = self.outlet.iter().map(|id| format!("&outlet={id}"));
        category.chain(region).chain(outlet).collect()
    }
}

/// The place that was filled in, as it is told above the form.
fn given(services: &Services, place: &OutletPlace) -> String {
    format!("{}，{}", services.regions.full_name(&place.region), place.name)
}

/// Whether a form asks for the township first.
pub fn is_large(services: &Services) -> bool {
    services.regions.within(&services.site.region).nth(PLACES_MAX).is_some()
}

/// The township of a place of this site.
pub fn township(services: &Services, place: &str) -> Option<RegionCode> {
    let code = RegionCode::parse(place).ok()?.township()?;
    let known = services.site.covers(&code) && services.regions.get(&code).is_some();
    known.then_some(code)
}
