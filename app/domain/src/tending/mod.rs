//! Tending the site: what inspectors of government sites look for, found before they do, and who owes
//! a typical case this month. Pure rules; fetching pages is the server's.

mod column;
mod duty;
mod finding;
mod indicators;
mod page;
#[cfg(test)]
mod tests;

pub use column::{ColumnAge, column_findings, home_finding};
pub use duty::{Duty, DutyPeriod, duties, periods};
pub use finding::{Finding, Indicator, Report};
pub use indicators::{Indicators, Threshold};
pub use page::{PageKind, links, missing_tags, pictures};
