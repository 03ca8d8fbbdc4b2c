use domain::audit::{Act, Deed, Who};
use domain::field::Pin;
use domain::ports::{
    BindError, Binding, Device, DeviceOfficer, DeviceToken, Internal, OfficerVillage, PinError, SessionToken,
};
use domain::region::{RegionCode, Regions};
use jiff::{SignedDuration, Timestamp};
use storage::{BindingRow, DeviceRow, NewBinding, OfficerRow};
use uuid::Uuid;

use super::Phones;
use crate::accounts::token;
use crate::clock::new_id;
use crate::keys::Keyring;

/// Wrong PINs before a lock, and how long it holds.
const PIN_TRIES: u32 = 5;
const PIN_LOCK: SignedDuration = SignedDuration::from_mins(5);
/// Sealed reports of a lost phone are taken this long after it was revoked.
pub const REVOKED_LIFE: SignedDuration = SignedDuration::from_hours(24 * 30);
/// A phone's last sign of life is written down no oftener.
const TOUCH: SignedDuration = SignedDuration::from_mins(10);
/// What tries of codes are counted under.
const CODES: &str = "officer-code";

/// What is kept of a one-time code.
#[must_use]
pub fn code_mac(keys: &Keyring, code: &str) -> [u8; 32] {
    keys.mac(CODES, code.as_bytes())
}

impl Phones {
    pub(super) async fn bind_phone(&self, binding: Binding, at: Timestamp) -> Result<DeviceToken, BindError> {
        let pin = Pin::chosen(&binding.pin, &binding.pin_again)?;
        self.throttle.enter(CODES, &binding.address, at).map_err(|minutes| BindError::Slower { minutes })?;
        let digits: String = domain::text::clean(&binding.code).chars().filter(char::is_ascii_digit).collect();
        let code_mac = code_mac(&self.keys, &digits);
        let code = self.store.officer_code(&code_mac, at).await.map_err(Internal::from)?.ok_or(BindError::Code)?;
        let known = match &binding.device {
            Some(token) => self.store.device_by_token(&hash(token)).await.map_err(Internal::from)?,
            None => None,
        };
        let known = known.filter(|device| device.revoked_at.is_none());
        let fresh = known.is_none().then(|| DeviceToken(token::generate(&*self.random).0));
        let pin_hash = self.hasher.hash(pin.as_str()).await?;
        let new = NewBinding {
            code_mac,
            officer: code.officer,
            device: known.map_or_else(|| new_id(&*self.random, at), |device| device.id),
            token_hash: fresh.as_ref().map(hash),
            pin_hash: &pin_hash,
        };
        let act = Act::new(at, Who::Officer { id: code.officer }, Deed::PhoneBound, code.officer.to_string());
        if !self.store.bind_officer(&new, at, &act).await.map_err(Internal::from)? {
            return Err(BindError::Code);
        }
        self.throttle.forgive(CODES, &binding.address);
        fresh.or(binding.device).ok_or(BindError::Code)
    }

    pub(super) async fn phone_of(&self, token: &DeviceToken, at: Timestamp) -> Result<Option<Device>, Internal> {
        let Some(row) = self.store.device_by_token(&hash(token)).await? else { return Ok(None) };
        if row.revoked_at.is_some_and(|revoked| at.duration_since(revoked) > REVOKED_LIFE) {
            return Ok(None);
        }
        if at.duration_since(row.seen_at) >= TOUCH {
            self.store.touch_device(row.id, at).await?;
        }
        self.used_by(row).await.map(Some)
    }

    /// The phone an officer was bound to last, whatever became of it since.
    pub(super) async fn last_phone_of(&self, officer: Uuid) -> Result<Option<Device>, Internal> {
        match self.store.devices_of(officer).await?.into_iter().next() {
            Some(row) => self.used_by(row).await.map(Some),
            None => Ok(None),
        }
    }

    async fn used_by(&self, row: DeviceRow) -> Result<Device, Internal> {
        let mut officers = Vec::new();
        for binding in self.store.bindings(row.id).await? {
            let officer = self.store.officer(binding.officer).await?;
            officers.extend(
                officer
                    .filter(|officer| officer.disabled_at.is_none() || row.revoked_at.is_some())
                    .map(|one| self.on_phone(one)),
            );
        }
        officers.sort_by(|a, b| a.name.cmp(&b.name));
        let active = row.active.filter(|id| officers.iter().any(|officer| officer.id == *id));
        Ok(Device { id: row.id, active, revoked: row.revoked_at.is_some(), officers })
    }

    pub(super) async fn hand_over(
        &self,
        device: &Device,
        officer: Uuid,
        pin: &str,
        at: Timestamp,
    ) -> Result<(), PinError> {
        let bindings = self.store.bindings(device.id).await.map_err(Internal::from)?;
        let here = device.officers.iter().any(|one| one.id == officer) && !device.revoked;
        let binding = bindings.into_iter().find(|one| one.officer == officer && here).ok_or(PinError::NotHere)?;
        let failures = self.try_is_allowed(&binding, at).await?;
        let until = at.saturating_add(PIN_LOCK).unwrap_or(at);
        self.store.count_pin_try(device.id, officer, PIN_TRIES, until).await.map_err(Internal::from)?;
        let right = match Pin::parse(pin) {
            Ok(pin) => self.hasher.fits(pin.as_str(), Some(&binding.pin_hash)).await?,
            Err(_) => false,
        };
        if !right {
            return match PIN_TRIES.saturating_sub(failures + 1) {
                0 => Err(PinError::Locked { minutes: minutes(PIN_LOCK) }),
                left => Err(PinError::Wrong { left }),
            };
        }
        self.store.forgive_pin(device.id, officer).await.map_err(Internal::from)?;
        Ok(self.store.hand_phone_over(device.id, officer).await.map_err(Internal::from)?)
    }

    /// How many wrong tries count now; a lock that ended has forgiven them.
    async fn try_is_allowed(&self, binding: &BindingRow, at: Timestamp) -> Result<u32, PinError> {
        match binding.locked_until {
            Some(until) if until > at => Err(PinError::Locked { minutes: minutes(until.duration_since(at)) }),
            Some(_) => {
                self.store.forgive_pin(binding.device, binding.officer).await.map_err(Internal::from)?;
                Ok(0)
            }
            None => Ok(binding.failures),
        }
    }

    fn on_phone(&self, officer: OfficerRow) -> DeviceOfficer {
        DeviceOfficer {
            id: officer.id,
            villages: officer.villages.into_iter().map(|code| village(&self.regions, code)).collect(),
            trained: officer.certificate.is_some(),
            certificate: officer.certificate,
            name: officer.name,
        }
    }
}

pub(super) fn hash(token: &DeviceToken) -> [u8; 32] {
    token::hash(&SessionToken(token.0.clone()))
}

/// A village under its name of the day; one that was merged away keeps its code.
fn village(regions: &Regions, code: RegionCode) -> OfficerVillage {
    let name = regions.get(&code).map_or_else(|| code.to_string(), |region| region.name.clone());
    OfficerVillage { name, code }
}

fn minutes(time: SignedDuration) -> u32 {
    u32::try_from((time.as_secs() + 59) / 60).unwrap_or(1).max(1)
}
