//! How a page of the inbox is found. Which matters fit is decided on `tally`, whose size does not
//! grow with the number of matters; what is left is to walk an index in the wanted order, or to
//! gather the few that fit and sort them.

use domain::ports::{Filter, HandledBy, Order};

/// Bound by every statement here: $1 region prefixes of the view (JSON), $2 unit of the view,
/// $3 region prefix of the filter, $4 unit, $5 kind, $6 status, $7 registered, $8 open only, $9 handler (empty: nobody),
/// $10 stage, $11 what waits for approval only.
const OWN: &str = "($2 IS NULL OR t.unit = $2)";
const PLACED: &str = "($2 IS NULL OR t.unit = $2)
    AND ($3 IS NULL OR (t.town >= $3 AND t.town < $3 || ':'))
    AND ($4 IS NULL OR t.unit = $4)
    AND ($9 IS NULL OR t.handler = $9)";
const SORTED: &str = "($5 IS NULL OR t.kind = $5)
    AND ($6 IS NULL OR t.status = $6)
    AND ($7 IS NULL OR t.registered = $7 AND ($7 OR t.status <> 'withdrawn'))
    AND (t.open OR NOT $8)
    AND ($10 IS NULL OR t.stage = $10)
    AND (t.asks OR NOT $11)";

/// What the two databases say differently.
#[derive(Clone, Copy)]
pub(crate) struct Dialect {
    /// The strings of $1, a JSON list, as rows `p (value)`.
    pub list_1: &'static str,
    /// The same for $14.
    pub list_14: &'static str,
    /// Matters `n` of the sorts whose ids the statement in the middle answers.
    pub of_sorts: (&'static str, &'static str),
    /// Matters `n` that hold the words of $12, and the order in which they are found newest first
    /// without sorting.
    pub matching: (&'static str, &'static str),
}

/// The index that is walked, chosen by the filter's narrowest part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Driver {
    Asks,
    Handler,
    Stage,
    Status,
    FilterUnit,
    ViewUnit,
    Unregistered,
    Open,
    Everything,
}

impl Driver {
    fn of(filter: &Filter, view_unit: Option<&str>) -> Self {
        match filter {
            Filter { waits_for_approval: true, .. } => Self::Asks,
            Filter { handler: Some(HandledBy::Person(_)), .. } => Self::Handler,
            Filter { stage: Some(_), .. } => Self::Stage,
            Filter { status: Some(_), .. } => Self::Status,
            Filter { unit: Some(key), .. } if !key.is_empty() => Self::FilterUnit,
            _ if view_unit.is_some() => Self::ViewUnit,
            Filter { registered: Some(false), order: Order::NewestFirst, .. } => Self::Unregistered,
            Filter { open: true, order: Order::NewestFirst, .. } => Self::Open,
            _ => Self::Everything,
        }
    }

    /// The same condition on matters and on their tally.
    fn conditions(self) -> (&'static str, &'static str) {
        match self {
            Self::Asks => ("m.asks", "d.asks"),
            // The second half is what the index says of itself.
            Self::Handler => ("m.handler = $9 AND m.handler <> ''", "d.handler = $9"),
            Self::Stage => ("m.stage = $10", "d.stage = $10"),
            Self::Status => ("m.status = $6", "d.status = $6"),
            Self::FilterUnit => ("m.unit = $4", "d.unit = $4"),
            Self::ViewUnit => ("m.unit = $2", "d.unit = $2"),
            Self::Unregistered => ("m.registration_no IS NULL", "NOT d.registered"),
            Self::Open => ("m.open", "d.open"),
            Self::Everything => ("TRUE", "TRUE"),
        }
    }
}

/// The statements for one filter, put together from the constants of this file only.
pub(crate) struct Plan {
    dialect: Dialect,
    driver: Driver,
    order: &'static str,
}

impl Plan {
    pub(crate) fn new(dialect: Dialect, filter: &Filter, view_unit: Option<&str>) -> Self {
        let order = match filter.order {
            Order::NewestFirst => "m.received_at DESC, m.seq DESC",
            Order::DueFirst => "m.due, m.seq",
        };
        Self { dialect, driver: Driver::of(filter, view_unit), order }
    }

    /// Counts: fitting; fitting but for their sort; open and unregistered within the view; within its regions, and everywhere;
    /// in the index to be walked.
    pub(crate) fn summary(&self) -> String {
        let (_, driven) = self.driver.conditions();
        format!(
            "SELECT CAST(COALESCE(SUM(CASE WHEN {PLACED} AND {SORTED} THEN t.n END), 0) AS BIGINT) AS total,
                CAST(COALESCE(SUM(CASE WHEN {PLACED} THEN t.n END), 0) AS BIGINT) AS placed,
                CAST(COALESCE(SUM(CASE WHEN {OWN} AND t.open THEN t.n END), 0) AS BIGINT) AS open,
                CAST(COALESCE(SUM(CASE WHEN {OWN} AND NOT t.registered AND t.status <> 'withdrawn'
                     THEN t.n END), 0) AS BIGINT) AS unregistered,
                CAST(COALESCE(SUM(t.n), 0) AS BIGINT) AS within,
                CAST((SELECT COALESCE(SUM(a.n), 0) FROM tally a) AS BIGINT) AS everywhere,
                CAST((SELECT COALESCE(SUM(d.n), 0) FROM tally d WHERE {driven}) AS BIGINT) AS driven
             FROM {} JOIN tally t ON t.town >= p.value AND t.town < p.value || ':'",
            self.dialect.list_1
        )
    }

    /// Walks the driver's index from its end and picks what fits: $12 rows after skipping $13.
    pub(crate) fn walk(&self) -> String {
        let (driver, _) = self.driver.conditions();
        // `+ 0` keeps both databases from going through the index by tally instead, and `OR FALSE`
        // keeps PostgreSQL from joining what is a question to each row.
        format!(
            "SELECT m.seq FROM matter m WHERE {driver} AND (m.tally + 0 IN ({}) OR FALSE)
             ORDER BY {} LIMIT $12 OFFSET $13",
            self.sorts(),
            self.order
        )
    }

    /// Gathers all that fit, sorts them, and answers $12 after skipping $13.
    pub(crate) fn gather(&self) -> String {
        let (before, after) = self.dialect.of_sorts;
        format!(
            "WITH m AS MATERIALIZED (SELECT n.seq, n.received_at, n.due FROM {before}{}{after})
             SELECT m.seq FROM m ORDER BY {} LIMIT $12 OFFSET $13",
            self.sorts(),
            self.order
        )
    }

    /// The same for prefixes that name villages ($14, a JSON list), which no tally knows.
    pub(crate) fn gather_villages(&self) -> String {
        format!(
            "WITH m AS MATERIALIZED (SELECT n.seq, n.received_at, n.due {})
             SELECT m.seq FROM m ORDER BY {} LIMIT $12 OFFSET $13",
            self.of_villages(),
            self.order
        )
    }

    /// How many those are; counting stops at $12.
    pub(crate) fn count_villages(&self) -> String {
        format!("SELECT COUNT(*) FROM (SELECT 1 {} AND $13 = $13 LIMIT $12) AS counted", self.of_villages())
    }

    fn of_villages(&self) -> String {
        format!(
            "FROM {} JOIN matter n ON n.region >= p.value AND n.region < p.value || ':'
             WHERE (n.tally + 0 IN ({}) OR FALSE)",
            self.dialect.list_14,
            self.sorts()
        )
    }

    /// The newest $13 of those that hold the words $12 and lie within the prefixes $14, in order;
    /// of those that hold the words $15 are enough to look at.
    pub(crate) fn search(&self, villages: bool) -> String {
        self.newest_of(self.dialect.matching, villages)
    }

    /// The same for those that 12315 knows by the number $12.
    pub(crate) fn by_registration(&self, villages: bool) -> String {
        self.newest_of(("FROM matter n WHERE n.registration_no = $12 AND $15 = $15", "n.seq"), villages)
    }

    fn newest_of(&self, (matching, newest): (&str, &str), villages: bool) -> String {
        let within = if villages { self.within() } else { String::from("$14 = $14") };
        format!(
            "WITH m AS MATERIALIZED (
                SELECT n.seq, n.received_at, n.due {matching}
                AND {within} AND (n.tally + 0 IN ({}) OR FALSE) ORDER BY {newest} DESC LIMIT $13)
             SELECT m.seq FROM m ORDER BY {}",
            self.sorts(),
            self.order
        )
    }

    fn within(&self) -> String {
        format!(
            "EXISTS (SELECT 1 FROM {} WHERE n.region >= p.value AND n.region < p.value || ':')",
            self.dialect.list_14
        )
    }

    fn sorts(&self) -> String {
        format!(
            "SELECT t.id FROM {} JOIN tally t ON t.town >= p.value AND t.town < p.value || ':'
             WHERE t.n > 0 AND {PLACED} AND {SORTED}",
            self.dialect.list_1
        )
    }
}

/// Whether gathering touches fewer rows than walking until the page is full: of `driven` rows, one
/// in `driven / total` fits.
pub(crate) fn gathers(total: u64, driven: u64, page_end: u64) -> bool {
    u128::from(total) * u128::from(total) <= u128::from(page_end) * u128::from(driven)
}
