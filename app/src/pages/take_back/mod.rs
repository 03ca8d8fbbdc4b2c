//! 过期药回收: where to bring it, and asking the village officer to come and collect it.

mod collect;
mod points;
mod received;

pub use collect::{CollectForm, page as collect};
pub use points::{OpenPoint, TakeBackPage, page as points};
pub use received::page as received;

/// Name of the page with the points, the way up from the others.
const TITLE: &str = "过期药回收";
/// Path of the form inside the site.
const COLLECT: &str = "take-back/collect";
