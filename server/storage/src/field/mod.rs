//! Village officers, their phones and what they report.

mod collects;
mod devices;
mod errands;
mod officers;
mod outlets;
mod parts;
pub(crate) mod pieces;
mod points;
mod reports;
mod summary;

pub use collects::{CollectKept, CollectRow, CollectStep, DoorRow, NewCollect};
pub use devices::{BindingRow, CodeRow, DeviceRow, NewBinding};
pub use errands::{ErrandRow, GivenRow, NewErrand, ToRow};
pub use officers::{NewOfficer, OfficerRow};
pub use outlets::{OutletRow, ShownAsked};
pub use parts::{Landed, NewPart, PartRow, StoredFile};
pub use pieces::Piece;
pub use points::PointRow;
pub use reports::{KeptReport, NewFieldReport, ReportAsked, ReportRow};
pub use summary::{CreditRow, MonthRow, OfficerActivity};

pub(crate) use reports::insert;
