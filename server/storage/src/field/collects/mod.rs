//! Residents who ask an officer to come and collect old medicine (上门收).

mod doors;
mod forget;
mod keep;
mod list;
mod step;

use domain::collecting::{AtHome, Ending, HowMuch};
use domain::region::RegionCode;
use jiff::Timestamp;
use uuid::Uuid;

use super::errands::{self, NewErrand};
use crate::identity::Sealed;

pub(super) use doors::{collected, open_behind};

/// A request that came in.
#[derive(Clone, Debug)]
pub struct NewCollect {
    pub id: Uuid,
    pub key_mac: [u8; 32],
    pub content_mac: [u8; 32],
    pub phone_mac: [u8; 32],
    pub contact: Sealed,
    pub region: RegionCode,
    pub amount: HowMuch,
    pub home: Option<AtHome>,
    pub asked_at: Timestamp,
}

/// What became of a request that came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CollectKept {
    New,
    /// The same form was sent before; empty once its content was destroyed.
    Known {
        content_mac: Vec<u8>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectRow {
    pub id: Uuid,
    pub number: String,
    pub version: u32,
    pub region: RegionCode,
    pub amount: HowMuch,
    pub home: Option<AtHome>,
    pub asked_at: Timestamp,
    pub contact: Option<Sealed>,
    /// The officer who has it: id, name, since when.
    pub given: Option<(Uuid, String, Timestamp)>,
    pub back: String,
    pub ended: Option<(Ending, Timestamp)>,
}

/// What a coordinator does with an open request.
#[derive(Clone, Copy, Debug)]
pub enum CollectStep<'a> {
    /// The task it becomes, to one officer.
    Give(&'a NewErrand),
    End(Ending),
}

/// An open request behind a task of an officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoorRow {
    pub errand: Uuid,
    pub request: Uuid,
    pub home: Option<AtHome>,
    pub contact: Option<Sealed>,
}

fn sealed(key_id: String, blob: Vec<u8>) -> Option<Sealed> {
    (!key_id.is_empty()).then_some(Sealed { key_id, blob })
}
