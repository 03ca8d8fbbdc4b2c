//! The bureau's work in numbers, for those who lead it: counted by the database, named and added up here.

mod open;

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use domain::access::{Action, Staff};
use domain::audit::{Act, Deed};
use domain::overview::{Numbers, Overview, Part, Stretch, Topic};
use domain::ports::{Behind, BehindList, Counted, DeskError, Internal, Overviews};
use domain::region::RegionCode;
use domain::track::{beijing, local_date};
use jiff::Timestamp;
use jiff::civil::Date;
use storage::{MatterRow, Moments, Slice, StorageError, View};

use crate::casework::Caseload;

pub use open::OpenSurvey;

/// Rows of the list behind a number.
const PAGE_SIZE: u32 = 50;

/// 办理情况
pub struct Survey {
    pub desk: Arc<Caseload>,
}

#[async_trait]
impl Overviews for Survey {
    async fn overview(&self, staff: &Staff, stretch: Stretch, at: Timestamp) -> Result<Overview, DeskError> {
        staff.may_ever(Action::ReadOverview)?;
        self.counted(&View::of(staff), stretch, at).await.map_err(|error| Internal::from(error).into())
    }

    async fn export(&self, staff: &Staff, stretch: Stretch, at: Timestamp) -> Result<Overview, DeskError> {
        let overview = self.overview(staff, stretch, at).await?;
        let act = Act::new(at, staff, Deed::Exported, "办理情况").with_detail(stretch.words());
        self.desk.store.note(&act).await.map_err(Internal::from)?;
        Ok(overview)
    }

    async fn behind(&self, staff: &Staff, asked: &Behind, at: Timestamp) -> Result<BehindList, DeskError> {
        staff.may_ever(Action::ReadOverview)?;
        let moments = moments(asked.stretch, local_date(at));
        let found = self.desk.store.behind(&View::of(staff), moments, asked, PAGE_SIZE).await;
        let (rows, total) = found.map_err(Internal::from)?;
        let may_read = |row: &MatterRow| staff.may(Action::ReadMatter, &row.scope()).is_ok();
        let rows = rows.into_iter().filter(may_read).map(|row| self.desk.row(row, at)).collect();
        Ok(BehindList { rows, total, page_size: PAGE_SIZE })
    }
}

impl Survey {
    async fn counted(&self, view: &View, stretch: Stretch, at: Timestamp) -> Result<Overview, StorageError> {
        let today = local_date(at);
        let span = moments(stretch, today);
        let mut slices = Vec::new();
        for counted in Counted::ALL {
            slices.extend(self.desk.store.slices(view, span, counted).await?);
        }
        let earlier = self.desk.store.slices(view, moments(stretch.before(), today), Counted::Received).await?;
        let (categories, drugs) = self.desk.store.topics(view, span).await?;
        let label = |key: String| self.desk.laws.category(&key).map_or(key, |category| category.label.clone());
        let topic = |words: String, (key, received): (String, u64)| Topic { key, words, received };
        Ok(Overview {
            stretch,
            today,
            total: total(&slices),
            before: earlier.iter().map(|slice| slice.matters).sum(),
            towns: self.by(&slices, |slice| slice.town.clone(), |key| self.town(key)),
            units: self.by(&slices, |slice| slice.unit.clone(), |key| self.unit(key)),
            categories: categories.into_iter().map(|one| topic(label(one.0.clone()), one)).collect(),
            drugs: drugs.into_iter().map(|one| topic(one.0.clone(), one)).collect(),
        })
    }

    fn by(&self, slices: &[Slice], key: impl Fn(&Slice) -> String, words: impl Fn(&str) -> String) -> Vec<Part> {
        let mut parts: BTreeMap<String, Numbers> = BTreeMap::new();
        for slice in slices {
            parts.entry(key(slice)).or_default().add(&numbers(slice));
        }
        parts.into_iter().map(|(key, numbers)| Part { words: words(&key), key, numbers }).collect()
    }

    fn town(&self, key: &str) -> String {
        let code = RegionCode::parse(&format!("{key:0<12}"));
        code.ok()
            .and_then(|code| self.desk.regions.get(&code).map(|place| place.name.clone()))
            .unwrap_or_else(|| key.to_owned())
    }

    fn unit(&self, key: &str) -> String {
        match key {
            "" => "未分送".to_owned(),
            key => self.desk.site.unit(key).map_or_else(|| key.to_owned(), |unit| unit.name.clone()),
        }
    }
}

fn total(slices: &[Slice]) -> Numbers {
    let mut total = Numbers::default();
    slices.iter().for_each(|slice| total.add(&numbers(slice)));
    total
}

fn numbers(slice: &Slice) -> Numbers {
    let (matters, none) = (slice.matters, Numbers::default());
    match slice.counted {
        Counted::Received if slice.is_complaint => Numbers { complaints: matters, ..none },
        Counted::Received => Numbers { tips: matters, ..none },
        Counted::Closed => Numbers { closed: matters, ..none },
        Counted::Open => Numbers { open: matters, ..none },
        Counted::Overdue => Numbers { overdue: matters, ..none },
        Counted::Rated => Numbers { rated: matters, content: slice.content, ..none },
    }
}

/// Days begin and end at midnight in Beijing.
fn moments(stretch: Stretch, today: Date) -> Moments {
    let midnight = |day: Date| day.to_zoned(beijing()).map_or(Timestamp::MAX, |zoned| zoned.timestamp());
    let behind = stretch.to.tomorrow().unwrap_or(Date::MAX);
    Moments { from: midnight(stretch.from), until: midnight(behind), today }
}
