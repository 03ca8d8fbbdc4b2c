use std::collections::HashSet;
use std::sync::Arc;

use async_trait::async_trait;
use domain::access::{Action, ItemAction, Staff};
use domain::asking::{Waiting, overdue};
use domain::event::Actor;
use domain::law::Laws;
use domain::newsroom::workflow::Kind;
use domain::ports::{Board, DeskError, Internal, ItemUses, Library, OwnPages, PictureUse, Tending};
use domain::report::FieldError;
use domain::site::Site;
use domain::tending::{Duty, Finding, Indicator, Indicators, Report, duties, periods};
use domain::text;
use domain::track::local_date;
use jiff::Timestamp;
use jiff::civil::Date;
use storage::{ItemFilter, ItemRow, QuestionsWanted, Store};
use uuid::Uuid;

use super::look::Look;
use crate::forwarding::Outside;
use crate::newsroom::PressRoom;

/// Characters of the reason why a link is passed over.
const REASON_MAX: usize = 100;

/// Looks after the site.
#[derive(Clone)]
pub struct Caretaker {
    pub store: Store,
    pub site: Arc<Site>,
    pub library: Arc<dyn Library>,
    pub rules: Arc<Indicators>,
    pub laws: Arc<Laws>,
    pub press: PressRoom,
    /// Nothing where the site does not allow it.
    pub outside: Option<Outside>,
}

impl Caretaker {
    /// Looks through the site and keeps what was found.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn inspect(&self, pages: &dyn OwnPages, at: Timestamp) -> Result<Report, Internal> {
        // First: nothing that fails further down may keep a number beyond its day.
        self.forget_questions(at).await?;
        self.forget_doors(at).await?;
        let library = &*self.library;
        let look = Look { site: &self.site, library, rules: &self.rules, pages, outside: self.outside.as_ref() };
        let report = look.report(at).await;
        self.store.keep_site_check(local_date(at), &report).await?;
        Ok(report)
    }

    /// Whether today's look is still to come.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn is_due(&self, today: Date) -> Result<bool, Internal> {
        Ok(self.store.site_check().await?.is_none_or(|(day, _)| day < today))
    }

    /// Questions of residents, and their phone numbers first, go when their time is over.
    async fn forget_questions(&self, at: Timestamp) -> Result<(), Internal> {
        let over = self.laws.question_retention.limits(at).ok_or_else(|| Internal::new("a time before all times"))?;
        self.store.forget_questions(&over, at).await?;
        Ok(())
    }

    /// Where old medicine was to be collected, and whom to call, goes when its time is over.
    async fn forget_doors(&self, at: Timestamp) -> Result<(), Internal> {
        let over = self.laws.collect_retention.limits(at).ok_or_else(|| Internal::new("a time before all times"))?;
        self.store.forget_doors(&over, at).await?;
        Ok(())
    }

    async fn unanswered(&self, today: Date) -> Result<Vec<Finding>, Internal> {
        let rows = self.store.questions(QuestionsWanted::Waiting).await?;
        let waiting: Vec<Waiting> = rows.iter().map(|row| Waiting { id: row.id, asked_at: row.asked_at }).collect();
        Ok(overdue(&waiting, &self.rules, today))
    }

    /// Unit and day of every case that was handed in or came out.
    async fn cases(&self) -> Result<Vec<(String, Date)>, Internal> {
        let mut cases = Vec::new();
        for page in 1.. {
            let filter = ItemFilter { kind: Some(Kind::Disclosure), page, ..ItemFilter::default() };
            let rows = self.store.items(&filter, 200).await?.rows;
            if rows.is_empty() {
                break;
            }
            cases.extend(rows.into_iter().filter_map(|row| Some((row.unit.clone(), handed_in(&row)?))));
        }
        Ok(cases)
    }

    async fn duties(&self, today: Date) -> Result<Vec<Duty>, Internal> {
        let Some(day) = self.site.tending.case_day else { return Ok(Vec::new()) };
        Ok(duties(&self.site.tending.case_units, &self.cases().await?, day, today))
    }

    fn owed(&self, duties: &[Duty]) -> Vec<Finding> {
        let name = |key: &str| self.site.unit(key).map_or(key.to_owned(), |unit| unit.name.clone());
        let late = duties.iter().filter(|duty| !duty.last);
        late.map(|duty| Finding {
            indicator: Indicator::CaseOwed,
            subject: name(&duty.unit),
            detail: "上一期没有报典型案例".to_owned(),
            fix: "desk/news".to_owned(),
            target: None,
        })
        .collect()
    }

    async fn row(&self, staff: &Staff, item: Uuid, action: ItemAction) -> Result<ItemRow, DeskError> {
        staff.may_item_ever(action)?;
        let row = self.store.item(item).await.map_err(Internal::from)?.ok_or(DeskError::NotFound)?;
        staff.may_item(action, &row.unit).map_err(|_| DeskError::NotFound)?;
        Ok(row)
    }

    async fn pointing_at(&self, row: &ItemRow) -> Result<Vec<PictureUse>, Internal> {
        let needles = [format!("]({}.md", row.slug), format!("s/{}.md", row.slug), format!("\"{}\"", row.slug)];
        let mut uses: Vec<PictureUse> = Vec::new();
        for needle in needles {
            for found in self.store.items_holding(&needle).await? {
                if found.item != row.id && uses.iter().all(|known| known.item != found.item) {
                    uses.push(found);
                }
            }
        }
        Ok(uses)
    }
}

#[async_trait]
impl Tending for Caretaker {
    async fn board(&self, staff: &Staff, at: Timestamp) -> Result<Board, DeskError> {
        staff.may_ever(Action::TendSite)?;
        let today = local_date(at);
        let passed = self.store.passed_links().await.map_err(Internal::from)?;
        let over: HashSet<&str> = passed.iter().map(|link| link.target.as_str()).collect();
        let duties = self.duties(today).await?;
        let unanswered = self.unanswered(today).await?;
        let report = self.store.site_check().await.map_err(Internal::from)?.map(|(_, mut report)| {
            report.findings.retain(|finding| finding.target.as_deref().is_none_or(|target| !over.contains(target)));
            report.findings.extend(self.owed(&duties));
            report.findings.extend(unanswered);
            report
        });
        let periods = self.site.tending.case_day.map(|day| periods(day, today));
        Ok(Board { report, passed, rules: (*self.rules).clone(), periods, duties })
    }

    async fn look(&self, staff: &Staff, pages: &dyn OwnPages, at: Timestamp) -> Result<(), DeskError> {
        staff.may_ever(Action::TendSite)?;
        self.inspect(pages, at).await?;
        Ok(())
    }

    async fn pass(&self, staff: &Staff, target: &str, reason: Option<&str>, at: Timestamp) -> Result<(), DeskError> {
        staff.may_ever(Action::TendSite)?;
        let reason = reason.map(text::clean);
        let fault = |message: String| DeskError::Invalid(vec![FieldError { field: "reason".to_owned(), message }]);
        match &reason {
            Some(reason) if reason.is_empty() => return Err(fault("写一句为什么这个链接可以不管".to_owned())),
            Some(reason) if text::length(reason) > REASON_MAX => {
                return Err(fault(format!("理由最多 {REASON_MAX} 个字")));
            }
            _ => {}
        }
        if target.is_empty() || target.len() > 2_000 {
            return Err(DeskError::NotFound);
        }
        let actor = Actor::Staff { id: staff.id, name: staff.name.clone() };
        self.store.pass_link(target, reason.as_deref(), (&actor, at)).await.map_err(Internal::from)?;
        Ok(())
    }

    async fn uses(&self, staff: &Staff, item: Uuid) -> Result<ItemUses, DeskError> {
        let row = self.row(staff, item, ItemAction::Read).await?;
        Ok(ItemUses {
            item,
            used_in: self.pointing_at(&row).await?,
            before: self.store.earlier_addresses(item).await.map_err(Internal::from)?,
            live: row.state.live.is_some(),
            away: row.deleted_at.is_some(),
            kind: row.kind.as_str().to_owned(),
            title: row.title,
            slug: row.slug,
        })
    }

    async fn put_away(&self, staff: &Staff, item: Uuid, away: bool, at: Timestamp) -> Result<(), DeskError> {
        let row = self.row(staff, item, ItemAction::Write).await?;
        if away && !self.pointing_at(&row).await?.is_empty() {
            return Err(DeskError::NotReady("还有别的内容链接到这一篇，先把那些链接改掉，再移入回收站。"));
        }
        let actor = staff.item_actor(ItemAction::Write, &row.unit);
        let put = self.store.put_item_away(item, away.then_some(at), (&actor, at)).await.map_err(Internal::from)?;
        if !put {
            return Err(DeskError::NotReady("居民正在看这一篇，先撤下，再移入回收站。"));
        }
        if let Err(error) = self.press.refresh().await {
            tracing::warn!(%error, "what was put away is shown until the next look");
        }
        Ok(())
    }
}

/// The day a case was handed in, or came out where it came from elsewhere.
fn handed_in(row: &ItemRow) -> Option<Date> {
    let submitted = row.state.submitted_by.as_ref().map(|by| by.at);
    submitted.or(row.state.live.as_ref().map(|live| live.published)).map(local_date)
}
