use jiff::civil::Date;

use super::{Finding, Indicator, Indicators};

/// A column as residents see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnAge {
    pub name: String,
    /// Where it is mended.
    pub fix: String,
    /// Days until it counts as stale, where the site has a number of its own.
    pub days: Option<u16>,
    /// The day of its newest text; nothing for an empty column.
    pub newest: Option<Date>,
}

/// What is wrong with columns: empty ones, and ones nothing was added to for too long.
#[must_use]
pub fn column_findings(columns: &[ColumnAge], rules: &Indicators, today: Date) -> Vec<Finding> {
    let finding = |column: &ColumnAge| match column.newest {
        None => Some((Indicator::ColumnEmpty, "还没有内容：发一篇，或者去掉这个栏目".to_owned())),
        Some(newest) => {
            let most = column.days.unwrap_or(rules.column_days.number);
            let days = days_between(newest, today);
            let stale = days > i64::from(most);
            stale
                .then(|| (Indicator::ColumnStale, format!("{newest} 以后没有新的，已经 {days} 天（不超过 {most} 天）")))
        }
    };
    let found =
        columns.iter().filter_map(|column| finding(column).map(|(indicator, detail)| (column, indicator, detail)));
    found
        .map(|(column, indicator, detail)| Finding {
            indicator,
            subject: column.name.clone(),
            detail,
            fix: column.fix.clone(),
            target: None,
        })
        .collect()
}

/// Whether anything on the site is new enough.
#[must_use]
pub fn home_finding(newest: Option<Date>, rules: &Indicators, today: Date) -> Option<Finding> {
    let most = rules.home_days.number;
    let days = newest.map(|newest| days_between(newest, today));
    if days.is_some_and(|days| days <= i64::from(most)) {
        return None;
    }
    let detail = days
        .map_or("还没有发布过内容".to_owned(), |days| format!("已经 {days} 天没有新内容（不超过 {most} 天）"));
    Some(Finding {
        indicator: Indicator::HomeStale,
        subject: "首页".to_owned(),
        detail,
        fix: "desk/news".to_owned(),
        target: None,
    })
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}
