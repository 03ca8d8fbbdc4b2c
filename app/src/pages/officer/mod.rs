//! Village officers' pages. Home, forms, queue and the page for no network are the same for
//! everybody, so that a phone can keep them; who is at the phone is filled in by script.

mod ask;
mod bind;
mod form;
mod frame;
mod home;
mod offline;
mod outlets;
mod picture;
mod queue;
mod report;
mod reports;
mod ring;
mod send;
mod tasks;
mod training;
mod who;

pub use bind::{BindPage, page as bind};
pub use form::{FilledForm, OfficerForm, VillageOption, Warning, page as form};
pub use home::page as home;
pub use offline::page as offline;
pub use outlets::{OutletsPage, page as outlets};
pub use queue::page as queue;
pub use report::{ReportPage, page as report};
pub use reports::{ReportsPage, page as reports};
pub use tasks::{TasksPage, page as tasks};
pub use training::{NAMES as TRAINING_NAMES, TrainingPage, page as training};
pub use who::{WhoPage, page as who};
