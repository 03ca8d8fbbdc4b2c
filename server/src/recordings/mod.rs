//! Recordings of articles and of the questions of forms: taken in at the desk, heard beside the words they say,
//! carried out and in with the texts.

mod carrying;
mod studio;

use domain::region::{Level, RegionCode, Regions};
use domain::site::Site;
use sha2::{Digest, Sha256};

pub use carrying::Carrier;
pub use studio::Studio;

/// SHA-256, hexadecimal.
fn digest_of(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Whether a recording may be heard first there.
fn is_town(regions: &Regions, site: &Site, code: &RegionCode) -> bool {
    regions.get(code).is_some_and(|region| region.level == Level::Township) && site.covers(code)
}
