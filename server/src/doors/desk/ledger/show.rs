use app::pages::desk::ledger::ListPage;
use app::pages::desk::matter::Happened;
use app::pages::desk::{Choice, Light};
use app::parts::percent;
use domain::access::Staff;
use domain::calendar::{DayUnit, Due};
use domain::event::Actor;
use domain::ledger::{Entry, Record};
use domain::matter::Running;
use domain::ports::LedgerQuery;
use domain::track::{local_date, local_minute};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

use crate::services::Services;

/// A list's address after the question mark; what it does not know it passes over.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Empty: not ended; `ended`, `all`.
    pub state: String,
    pub sort: String,
    pub unit: String,
    pub page: String,
}

impl Asked {
    pub fn query(&self) -> LedgerQuery {
        let filled = |text: &String| (!text.is_empty()).then(|| text.clone());
        LedgerQuery {
            open: match self.state.as_str() {
                "" => Some(true),
                "ended" => Some(false),
                _ => None,
            },
            sort: filled(&self.sort),
            unit: filled(&self.unit),
            page: self.page_number(),
        }
    }

    fn page_number(&self) -> u32 {
        self.page.parse().unwrap_or(1).max(1)
    }

    fn path(&self, path: &str, page: u32) -> String {
        let (state, sort, unit) = (percent(&self.state), percent(&self.sort), percent(&self.unit));
        format!("{path}?state={state}&sort={sort}&unit={unit}&page={page}")
    }
}

/// Turning a list's pages.
pub fn page_of(asked: &Asked, path: &str, total: u64, size: u32, page: ListPage) -> ListPage {
    let (number, pages) = (asked.page_number(), total.div_ceil(u64::from(size.max(1))));
    ListPage {
        path: path.to_owned(),
        total,
        page: number,
        pages,
        previous: (number > 1).then(|| asked.path(path, number - 1)),
        next: (u64::from(number) < pages).then(|| asked.path(path, number + 1)),
        ..page
    }
}

/// Lights of the limits that run, the nearest first; those counted in hours to the minute.
pub fn lights(services: &Services, clocks: &[Running], now: Timestamp) -> Vec<Light> {
    let mut open: Vec<_> =
        clocks.iter().filter(|clock| clock.is_open()).filter_map(|clock| Some((clock, clock.due?))).collect();
    open.sort_by_key(|(_, due)| due.date);
    open.into_iter().map(|(clock, due)| light(services, clock, due, now)).collect()
}

fn light(services: &Services, clock: &Running, due: Due, now: Timestamp) -> Light {
    if let Some(minute) = due.minute {
        let left = minute.duration_since(now).as_mins();
        let (colour, words) = match left {
            ..0 => ("due red", format!("超 {} 小时 {} 分", -left / 60, -left % 60)),
            _ => ("due amber", format!("剩 {} 小时 {} 分", left / 60, left % 60)),
        };
        let detail = format!("{} 前{}", local_minute(minute), clock.title);
        return Light { colour, words, detail, basis: clock.basis.clone() };
    }
    match clock.unit {
        DayUnit::Working => {
            let left = services.calendar.working_days_left(local_date(now), due.date);
            Light::of_day(due, &clock.title, &clock.basis, left)
        }
        DayUnit::Natural | DayUnit::Plain | DayUnit::Hour => {
            let light = day_light(due.date, &clock.title, now);
            let provisional = if due.provisional { "（暂估）" } else { "" };
            Light { words: format!("{}{provisional}", light.words), basis: clock.basis.clone(), ..light }
        }
    }
}

/// The light of a day counted in calendar days.
pub fn day_light(day: Date, title: &str, now: Timestamp) -> Light {
    let left = local_date(now).until(day).map(|span| span.get_days()).unwrap_or_default();
    let (colour, words) = match left {
        ..0 => ("due red", format!("超 {} 天", left.saturating_neg())),
        0 => ("due amber", "今天到期".to_owned()),
        1..=3 => ("due amber", format!("剩 {left} 天")),
        _ => ("due ok", format!("剩 {left} 天")),
    };
    Light { colour, words, detail: format!("{day} 前{title}"), basis: "本局要求".to_owned() }
}

pub(super) fn happened<R: Record>(entry: &Entry<R::Step>) -> Happened {
    let who = match &entry.actor {
        Actor::Reporter => "举报人".to_owned(),
        Actor::Staff { name, .. } => name.clone(),
        Actor::System => "系统".to_owned(),
    };
    let late = entry.at.duration_since(entry.happened).as_mins() >= 2;
    let who = if late { format!("{who}（{} 登记）", local_minute(entry.at)) } else { who };
    Happened { at: local_minute(entry.happened), who, text: R::desk_text(&entry.step) }
}

pub fn unit_name(services: &Services, key: Option<&str>) -> String {
    let Some(key) = key else { return "未分送".to_owned() };
    services.site.unit(key).map_or(key, |unit| unit.name.as_str()).to_owned()
}

/// The places of a person's area that have a code of their own: the county where they see it whole,
/// and its townships.
pub fn townships(services: &Services, staff: &Staff, with_county: bool) -> Vec<Choice> {
    let seen = |code: &domain::region::RegionCode| staff.regions.iter().any(|prefix| code.is_within(prefix));
    let county = services.regions.within(&services.site.region).next().filter(|_| with_county);
    let towns = services.regions.townships(&services.site.region);
    let places = county.into_iter().chain(towns).filter(|place| seen(&place.code));
    places.map(|place| Choice::new(place.code.as_str(), &place.name)).collect()
}
