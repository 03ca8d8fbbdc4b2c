//! Hand-over to 12315, the only part of the house that speaks to the outside. One port, three
//! adapters, chosen in the site file: the clerk's packet, a spreadsheet, a signed HTTP gateway.
//!
//! **Invariant:** every attempt and every answer is an event of the matter, and what the other
//! side has taken is never sent again.

mod batch;
mod desk;
mod files;
pub mod gateway;
mod hand_over;
mod ledger;
mod outside;
mod packet;
mod registration_no;
mod report;
mod settings;
pub mod signature;
mod submission;
mod update;

use std::sync::Arc;

use domain::calendar::Calendar;
use domain::law::Laws;
use domain::region::Regions;
use domain::site::Site;
use storage::Store;

use crate::keys::Keyring;
use crate::media::Gallery;

pub(crate) use batch::{Cell, EXPORTED_AT_ONCE, Row, Table};
pub use hand_over::HandOver;
pub use outside::Outside;
pub use report::{Retried, report, retry};
pub use settings::gateway_of;

/// The hand-over desk: implements [`domain::ports::Forwarding`].
#[derive(Clone)]
pub struct Forwarder {
    pub(crate) store: Store,
    pub(crate) keys: Arc<Keyring>,
    pub(crate) gallery: Gallery,
    pub(crate) site: Arc<Site>,
    pub(crate) laws: Arc<Laws>,
    pub(crate) regions: Arc<Regions>,
    pub(crate) calendar: Arc<Calendar>,
}

impl Forwarder {
    #[must_use]
    pub fn new(
        store: Store,
        keys: Arc<Keyring>,
        gallery: Gallery,
        site: Arc<Site>,
        laws: Arc<Laws>,
        regions: Arc<Regions>,
        calendar: Arc<Calendar>,
    ) -> Self {
        Self { store, keys, gallery, site, laws, regions, calendar }
    }
}
