use app::Frame;
use app::pages::report::{self, TownshipPage};
use app::pages::take_back::{self, CollectForm};
use app::parts::{Errors, FORM_KEY};
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::collecting::{Typed, check, field};
use domain::ports::{AskError, IdempotencyKey};
use domain::report::FieldError;
use domain::text::without_forbidden;
use serde::Deserialize;

use crate::doors::quiz::{Posted, value};
use crate::doors::report::sheet::{LEFT_EMPTY, filled_in_by_a_program, form_key};
use crate::doors::report::{is_large, new_form_key, township};
use crate::doors::track::unreadable;
use crate::doors::{At, Trouble, Visit, respond};
use crate::services::Services;

const HERE: &str = "take-back/collect";
const UNAVAILABLE: (&str, &str) = ("现在存不下，没有登记", "填的内容还在下面。请过几分钟再按一次“请人上门收”。");
const SENT_BEFORE: (&str, &str) = (
    "这张表已经登记过一次",
    "前一次的内容已经收到。这一次改过的没有收。确实要再登记一次，请看一遍，再按“请人上门收”。",
);

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// A village, or the township of a point.
    region: String,
    township: String,
}

pub async fn show(
    State(services): State<Services>,
    visit: Visit,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Trouble> {
    let Query(asked) = asked.unwrap_or_default();
    let chosen = [&asked.township, &asked.region].into_iter().find(|code| !code.is_empty()).cloned();
    let chosen = chosen.unwrap_or_default();
    if is_large(&services) && township(&services, &chosen).is_none() {
        let data = TownshipPage {
            regions: services.regions.clone(),
            form: HERE,
            above: ("take-back", "过期药回收"),
            hint: "选您家所在的乡镇。",
            carried: Vec::new(),
        };
        return respond::personal_page(visit.frame, StatusCode::OK, move || report::township(data.clone())).await;
    }
    let typed = Typed { region: without_forbidden(&asked.region), ..Typed::default() };
    let sheet = Sheet { typed, township: chosen, ..Sheet::default() };
    // Made-up addresses would fill the memory with copies of one form.
    if visit.frame.here == HERE {
        let data = page(&services, Sheet { key: respond::KEY_PLACE.to_owned(), ..sheet });
        return respond::keyed_form(visit.frame, move || take_back::collect(data.clone())).await;
    }
    let sheet = Sheet { key: new_form_key(&*services.random), ..sheet };
    draw(&services, visit.frame, StatusCode::OK, sheet).await
}

pub async fn send(
    State(services): State<Services>,
    visit: Visit,
    posted: Result<Form<Posted>, FormRejection>,
) -> Result<Response, Trouble> {
    let Form(posted) = posted.map_err(|refused| unreadable(&refused))?;
    let key = form_key(&value(&posted, FORM_KEY).unwrap_or_default())?;
    let typed = typed(&posted);
    let left_empty = value(&posted, LEFT_EMPTY).unwrap_or_default();
    let wanted = match (check(&typed, &services.regions, &services.site), filled_in_by_a_program(&left_empty)) {
        (Ok(wanted), None) => wanted,
        (checked, program) => {
            let faults = program.into_iter().chain(checked.err().unwrap_or_default()).collect();
            let sheet = Sheet { key: key.as_str().to_owned(), faults, ..Sheet::again(typed) };
            return draw(&services, visit.frame, StatusCode::UNPROCESSABLE_ENTITY, sheet).await;
        }
    };
    match services.collects.ask(&key, &wanted, services.now()).await {
        Ok(()) => Ok(respond::see_other(&visit.frame, &format!("{HERE}/received/{}", key.as_str()))),
        Err(AskError::KeyReused) => {
            let key = new_form_key(&*services.random);
            let sheet = Sheet { key, unsent: Some(SENT_BEFORE), ..Sheet::again(typed) };
            draw(&services, visit.frame, StatusCode::CONFLICT, sheet).await
        }
        Err(AskError::Unavailable(error)) => {
            tracing::error!(%error, "a request to collect could not be kept");
            let sheet = Sheet { key: key.as_str().to_owned(), unsent: Some(UNAVAILABLE), ..Sheet::again(typed) };
            draw(&services, visit.frame, StatusCode::SERVICE_UNAVAILABLE, sheet).await
        }
    }
}

pub async fn received(
    State(services): State<Services>,
    visit: Visit,
    At(key): At<String>,
) -> Result<Response, Trouble> {
    let receipt = match IdempotencyKey::parse(&key) {
        Ok(key) => services.collects.receipt(&key).await?,
        Err(_) => None,
    };
    let receipt = receipt.ok_or(Trouble::NotFound)?;
    respond::personal_page(visit.frame, StatusCode::OK, move || take_back::received(receipt.clone())).await
}

/// The form as it is to be drawn.
#[derive(Default)]
struct Sheet {
    key: String,
    typed: Typed,
    /// The township chosen first on a large site, or a place in it.
    township: String,
    faults: Vec<FieldError>,
    unsent: Option<(&'static str, &'static str)>,
}

impl Sheet {
    fn again(typed: Typed) -> Self {
        Self { township: typed.region.clone(), typed, ..Self::default() }
    }
}

async fn draw(services: &Services, frame: Frame, status: StatusCode, sheet: Sheet) -> Result<Response, Trouble> {
    let data = page(services, sheet);
    respond::personal_page(frame, status, move || take_back::collect(data.clone())).await
}

fn page(services: &Services, sheet: Sheet) -> CollectForm {
    CollectForm {
        laws: services.laws.clone(),
        regions: services.regions.clone(),
        township: is_large(services).then(|| township(services, &sheet.township)).flatten(),
        typed: shown(sheet.typed),
        form_key: sheet.key,
        errors: Errors::new(sheet.faults),
        unsent: sheet.unsent,
    }
}

fn typed(posted: &[(String, String)]) -> Typed {
    let text = |name: &str| value(posted, name).unwrap_or_default();
    Typed {
        region: text(field::REGION),
        place: text(field::PLACE),
        phone: text(field::PHONE),
        call: text(field::CALL),
        amount: text(field::AMOUNT),
        home: text(field::HOME),
    }
}

/// What was typed, without what nobody can see.
fn shown(typed: Typed) -> Typed {
    let Typed { region, place, phone, call, amount, home } = typed;
    let [region, place, phone, call, amount, home] =
        [region, place, phone, call, amount, home].map(|text| without_forbidden(&text));
    Typed { region, place, phone, call, amount, home }
}
