use std::sync::Arc;

use async_trait::async_trait;
use domain::field::Month;
use domain::open_numbers::{CountedMonth, OpenRules};
use domain::overview::{Numbers, Stretch};
use domain::ports::{Counted, Internal, OpenNumbers, OpenTable, TakeBacks};
use domain::site::Site;
use jiff::civil::Date;
use storage::{Store, View};

use super::{moments, total};

/// Counts what everybody is told.
pub struct OpenSurvey {
    pub store: Store,
    pub site: Arc<Site>,
    pub rules: OpenRules,
    pub take_backs: Arc<dyn TakeBacks>,
}

#[async_trait]
impl OpenNumbers for OpenSurvey {
    async fn told(&self, today: Date) -> Result<OpenTable, Internal> {
        let smallest = u64::from(self.rules.smallest.number);
        let mut months = Vec::new();
        for weight in self.take_backs.weights(today, i32::from(self.rules.months.number)).await? {
            months.push(self.counted(weight.month, weight.grams, today).await?.told(smallest));
        }
        months.reverse();
        Ok(OpenTable { months, smallest, why: self.rules.smallest.source.clone() })
    }
}

impl OpenSurvey {
    async fn counted(&self, month: Month, grams: u64, today: Date) -> Result<CountedMonth, Internal> {
        let view = View { regions: vec![self.site.region.clone()], unit: None };
        let span = moments(Stretch { from: month.first_day(), to: month.last_day() }, today);
        let mut numbers = Numbers::default();
        for counted in [Counted::Received, Counted::Closed, Counted::Rated] {
            numbers.add(&total(&self.store.slices(&view, span, counted).await?));
        }
        let late = self.store.closed_late(&view, span).await?;
        let received = numbers.received();
        let Numbers { closed: handled, rated, content, .. } = numbers;
        let took = self.store.median_handling(&view, span, handled).await?;
        Ok(CountedMonth { month, received, handled, late, took, rated, content, grams })
    }
}
