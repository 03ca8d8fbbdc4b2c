use domain::access::Staff;
use domain::ports::{Filter, HandledBy};
use sqlx::AssertSqlSafe;

use crate::db::Pool;
use crate::error::StorageError;
use crate::facets::{self, Said};
use crate::matters::{self, MatterRow};
use crate::plan::{Plan, gathers};
use crate::prefixes::Prefixes;
use crate::search::Asked;
use crate::store::Store;
use crate::{postgres, search, sqlite, tally};

/// What of all matters a person may see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// Region prefixes; nothing is seen without one.
    pub regions: Vec<String>,
    /// Only this unit's matters.
    pub unit: Option<String>,
}

impl View {
    /// What this person may see, those they stand in for included.
    #[must_use]
    pub fn of(staff: &Staff) -> Self {
        Self { regions: staff.seen_regions().to_vec(), unit: staff.narrowed_to_unit().map(str::to_owned) }
    }
}

/// Rows a list can be turned to; what lies behind is found by narrowing the list down.
pub const REACHABLE_ROWS: u64 = 10_000;

/// Newest matches of searched words that are counted and ordered, or as many as lie before the end of
/// the page asked for, if that is more. Whoever finds so many adds a word; counting further costs time
/// and tells nothing.
pub const SEARCHED_MATCHES: u64 = 300;

#[derive(Clone, Debug)]
pub struct InboxPage {
    pub rows: Vec<MatterRow>,
    /// Matters that fit: exact however many there are, unless `more`.
    pub total: u64,
    /// There are more than `total`, which stopped counting: words at [`SEARCHED_MATCHES`], villages
    /// at [`REACHABLE_ROWS`].
    pub more: bool,
    /// Within the view, whatever the filter: not ended.
    pub open: u64,
    /// Within the view, whatever the filter: without 12315's number, and not withdrawn.
    pub unregistered: u64,
}

impl Store {
    /// A page of the matters that lie within a view and fit a filter. `tokens` are the filter's
    /// words, cut: all must be there, the last one as the beginning of a word. A number of twelve
    /// digits and more is looked for among 12315's numbers instead.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inbox(
        &self,
        view: &View,
        filter: &Filter,
        tokens: Option<&str>,
        page_size: u32,
    ) -> Result<InboxPage, StorageError> {
        let question = Question::new(self, view, filter)?;
        let summary = question.summary().await?;
        let mut page = InboxPage {
            rows: Vec::new(),
            total: summary.total,
            more: false,
            open: summary.open,
            unregistered: summary.unregistered,
        };
        let skip = u64::from(filter.page.saturating_sub(1)) * u64::from(page_size);
        let seqs = match tokens {
            _ if summary.total == 0 || skip >= REACHABLE_ROWS => Vec::new(),
            Some(tokens) => question.search(tokens, &summary, &mut page, (skip, page_size)).await?,
            None if question.prefixes.name_villages() => question.villages(&mut page, skip, page_size).await?,
            None => question.page(&summary, skip, page_size).await?,
        };
        page.rows = matters::rows_by_seq(self.reader(), &seqs).await?;
        Ok(page)
    }
}

struct Question<'a> {
    pool: Pool<'a>,
    plan: Plan,
    filter: &'a Filter,
    unit: Option<&'a str>,
    handler: Option<String>,
    stage: Option<String>,
    prefixes: Prefixes,
}

#[derive(sqlx::FromRow)]
struct RawSummary {
    total: i64,
    open: i64,
    unregistered: i64,
    within: i64,
    placed: i64,
    everywhere: i64,
    driven: i64,
}

struct Summary {
    total: u64,
    open: u64,
    unregistered: u64,
    /// The view's regions leave nothing out.
    everywhere: bool,
    driven: u64,
    /// The sorts asked for leave out two matters of three at the places asked for.
    narrow: bool,
}

/// Binds $1 to $11 as `plan.rs` names them. PostgreSQL plans each question anew: a plan made for
/// any word and any filter is a hundred times too slow for most.
macro_rules! asked {
    ($question:expr, $query:expr) => {
        $query
            .bind($question.prefixes.towns.as_str())
            .bind($question.unit)
            .bind($question.prefixes.town_of_filter.as_deref())
            .bind($question.filter.unit.as_deref())
            .bind($question.filter.kind.map(|kind| kind.as_str()))
            .bind($question.filter.status.map(|status| status.as_str()))
            .bind($question.filter.registered)
            .bind($question.filter.open)
            .bind($question.handler.as_deref())
            .bind($question.stage.as_deref())
            .bind($question.filter.waits_for_approval)
            .persistent(matches!($question.pool, Pool::Sqlite(_)))
    };
}

impl<'a> Question<'a> {
    fn new(store: &'a Store, view: &'a View, filter: &'a Filter) -> Result<Self, StorageError> {
        let pool = store.reader();
        let dialect = match pool {
            Pool::Sqlite(_) => sqlite::DIALECT,
            Pool::Postgres(_) => postgres::DIALECT,
        };
        Ok(Self {
            pool,
            plan: Plan::new(dialect, filter, view.unit.as_deref()),
            filter,
            unit: view.unit.as_deref(),
            handler: filter.handler.map(|handler| match handler {
                HandledBy::Person(id) => id.to_string(),
                HandledBy::Nobody => String::new(),
            }),
            stage: filter.stage.map(tally::stage),
            prefixes: Prefixes::new(&view.regions, filter.region.as_deref())?,
        })
    }

    async fn summary(&self) -> Result<Summary, StorageError> {
        let sql = self.plan.summary();
        let row: RawSummary =
            on!(self.pool, pool => asked!(self, sqlx::query_as(AssertSqlSafe(sql))).fetch_one(pool).await)?;
        let count = |number: i64| u64::try_from(number).unwrap_or(0);
        Ok(Summary {
            total: count(row.total),
            open: count(row.open),
            unregistered: count(row.unregistered),
            everywhere: row.within == row.everywhere,
            driven: count(row.driven),
            narrow: row.total.saturating_mul(3) < row.placed,
        })
    }

    async fn page(&self, summary: &Summary, skip: u64, size: u32) -> Result<Vec<i64>, StorageError> {
        let page_end = skip + u64::from(size);
        let sql = if gathers(summary.total, summary.driven, page_end) { self.plan.gather() } else { self.plan.walk() };
        let rows: Vec<(i64,)> = on!(self.pool, pool => {
            asked!(self, sqlx::query_as(AssertSqlSafe(sql)))
                .bind(i64::from(size))
                .bind(i64::try_from(skip).unwrap_or(i64::MAX))
                .fetch_all(pool)
                .await
        })?;
        Ok(rows.into_iter().map(|(seq,)| seq).collect())
    }

    async fn villages(&self, page: &mut InboxPage, skip: u64, size: u32) -> Result<Vec<i64>, StorageError> {
        let (count, sql) = (self.plan.count_villages(), self.plan.gather_villages());
        let regions = self.prefixes.effective.as_str();
        let (counted, rows): ((i64,), Vec<(i64,)>) = on!(self.pool, pool => {
            let counted = asked!(self, sqlx::query_as(AssertSqlSafe(count)))
                .bind(limit(REACHABLE_ROWS))
                .bind(0_i64)
                .bind(regions)
                .fetch_one(pool)
                .await?;
            let rows = asked!(self, sqlx::query_as(AssertSqlSafe(sql)))
                .bind(i64::from(size))
                .bind(i64::try_from(skip).unwrap_or(i64::MAX))
                .bind(regions)
                .fetch_all(pool)
                .await?;
            (counted, rows)
        });
        note_count(page, u64::try_from(counted.0).unwrap_or(0), REACHABLE_ROWS);
        Ok(rows.into_iter().map(|(seq,)| seq).collect())
    }

    async fn search(
        &self,
        tokens: &str,
        summary: &Summary,
        page: &mut InboxPage,
        (skip, size): (u64, u32),
    ) -> Result<Vec<i64>, StorageError> {
        let counted = SEARCHED_MATCHES.max(skip + u64::from(size));
        let places = self.places(summary);
        let said = places.is_some();
        let asked = Asked::new(tokens, facets::asked(self.filter, self.unit, self.said(places, summary)));
        let asked = asked.map(|asked| match self.pool {
            Pool::Sqlite(_) => asked.fts5(),
            Pool::Postgres(_) => asked.tsquery(),
        });
        // Words that say the place spare looking at each matter's; a number has no words beside it.
        let (sql, asked) = match (search::registration_no(tokens), asked) {
            (Some(number), _) => (self.plan.by_registration(self.prefixes.name_villages()), number),
            (None, Some(asked)) => (self.plan.search(!said && self.prefixes.name_villages()), asked),
            (None, None) => return Ok(cut(page, Vec::new(), counted, skip, size)),
        };
        let rows: Vec<(i64,)> = on!(self.pool, pool => {
            asked!(self, sqlx::query_as(AssertSqlSafe(sql)))
                .bind(asked)
                .bind(limit(counted))
                .bind(self.prefixes.effective.as_str())
                .bind(if said && !self.held() { limit(counted) } else { i64::MAX })
                .fetch_all(pool)
                .await
        })?;
        Ok(cut(page, rows, counted, skip, size))
    }

    /// The words of which one must stand beside those searched (`facets.rs`): none where every place
    /// fits. `None` where no words say it, so that matters found must be looked at one by one.
    fn places(&self, summary: &Summary) -> Option<Vec<String>> {
        let every_place = summary.everywhere && self.filter.region.is_none();
        if every_place && !self.prefixes.name_villages() {
            return Some(Vec::new());
        }
        facets::within(&self.prefixes.within)
    }

    /// Both databases read long lists of matters for each word: they are spared those that leave
    /// hardly a matter out. PostgreSQL finds the newest without looking at each matter, unless
    /// something is left unsaid.
    fn said(&self, places: Option<Vec<String>>, summary: &Summary) -> Said {
        let held = self.held();
        let places = if held { Vec::new() } else { places.unwrap_or_default() };
        let every_sort = matches!(self.pool, Pool::Postgres(_)) && !held;
        Said { places, sorts: every_sort || summary.narrow }
    }

    /// Whether matters of one unit or one person are asked for, which say more than a place.
    fn held(&self) -> bool {
        let by_unit = self.unit.is_some() || self.filter.unit.as_deref().is_some_and(|key| !key.is_empty());
        let by_person = matches!(self.filter.handler, Some(HandledBy::Person(_)));
        (by_unit || by_person) && !self.prefixes.name_villages()
    }
}

/// One more than is counted, to know whether there are more.
fn limit(counted: u64) -> i64 {
    i64::try_from(counted + 1).unwrap_or(i64::MAX)
}

fn note_count(page: &mut InboxPage, found: u64, counted: u64) {
    page.total = found.min(counted);
    page.more = found > counted;
}

/// Takes the page out of all that was found.
fn cut(page: &mut InboxPage, found: Vec<(i64,)>, counted: u64, skip: u64, size: u32) -> Vec<i64> {
    note_count(page, u64::try_from(found.len()).unwrap_or(u64::MAX), counted);
    let all = usize::try_from(counted).unwrap_or(usize::MAX);
    let skip = usize::try_from(skip).unwrap_or(usize::MAX);
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    found.into_iter().map(|(seq,)| seq).take(all).skip(skip).take(size).collect()
}
