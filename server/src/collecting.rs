//! 上门收: residents ask an officer to come and collect old medicine; a coordinator gives it to one.
//!
//! **Invariant:** phone and house lie sealed. They open at the desk after a row of the trail, and for the one
//! officer who has the task and has seen it, which is a row too, until it is done.

use std::sync::Arc;

use async_trait::async_trait;
use domain::access::{Action, Scope, Staff};
use domain::audit::{Act, Deed, Who};
use domain::collecting::{AtHome, DoorContact, Ending, MARK, Wanted};
use domain::field::{Choice, ErrandKind};
use domain::law::Laws;
use domain::ports::{
    AskError, Closing, CollectFile, CollectLine, CollectOfficer, CollectReceipt, CollectRequests, DeskError, Giving,
    IdempotencyKey, Internal,
};
use domain::region::{RegionCode, Regions};
use domain::report::FieldError;
use domain::site::Site;
use jiff::Timestamp;
use storage::{CollectKept, CollectRow, CollectStep, NewCollect, NewErrand, OfficerRow, Store};
use uuid::Uuid;

use crate::casework::checked_reason;
use crate::clock::{Random, new_id};
use crate::keys::{Keyring, Purpose};

const STALE: &str = "您打开这一页以后，这条登记有了变化。请看过新情况再办。";

/// Answers residents and the desk.
pub struct CollectDesk {
    pub store: Store,
    pub keys: Arc<Keyring>,
    pub laws: Arc<Laws>,
    pub regions: Arc<Regions>,
    pub site: Arc<Site>,
    pub random: Arc<dyn Random>,
}

#[async_trait]
impl CollectRequests for CollectDesk {
    async fn ask(&self, key: &IdempotencyKey, wanted: &Wanted, at: Timestamp) -> Result<(), AskError> {
        let new = self.draft(key, wanted, at).map_err(AskError::Unavailable)?;
        let prefix = format!("{}-{MARK}", self.site.number_prefix);
        // What somebody agreed to is told by the words that stood above the button.
        let notice = self.laws.notices.get("collect.privacy").map(|notice| notice.version.as_str()).unwrap_or_default();
        let act = Act::new(at, Who::Reporter, Deed::CollectKept, "").with_detail(format!("登记，告知书 {notice}"));
        let kept = self.store.keep_collect(&new, &prefix, &act).await.map_err(Internal::from);
        match kept.map_err(AskError::Unavailable)? {
            CollectKept::Known { content_mac } if content_mac != new.content_mac => Err(AskError::KeyReused),
            CollectKept::New | CollectKept::Known { .. } => Ok(()),
        }
    }

    async fn receipt(&self, key: &IdempotencyKey) -> Result<Option<CollectReceipt>, Internal> {
        let row = self.store.collect_by_key(&self.key_mac(key)).await?;
        Ok(row.map(|row| CollectReceipt { number: row.number, asked_at: row.asked_at }))
    }

    async fn list(&self, staff: &Staff, ended: bool) -> Result<Vec<CollectLine>, DeskError> {
        staff.may_ever(Action::ManageOfficers)?;
        let rows = self.store.collects(staff.seen_regions(), ended).await.map_err(inside)?;
        Ok(rows.into_iter().map(|row| self.line(row)).collect())
    }

    async fn file(&self, staff: &Staff, id: Uuid) -> Result<CollectFile, DeskError> {
        let row = self.row(staff, id).await?;
        Ok(CollectFile {
            version: row.version,
            has_contact: row.contact.is_some(),
            same_phone: self.store.collects_of_same_phone(id).await.map_err(inside)?,
            officers: if row.ended.is_none() { self.officers(&row.region).await? } else { Vec::new() },
            line: self.line(row),
        })
    }

    async fn contact(&self, staff: &Staff, id: Uuid, reason: &str, at: Timestamp) -> Result<DoorContact, DeskError> {
        let row = self.row(staff, id).await?;
        let sealed = row.contact.as_ref().ok_or(DeskError::NotReady("电话和住处已经按期删掉。"))?;
        let reason = checked_reason(reason)?;
        // Written down first: a number nobody knows was looked at must not be shown.
        let act = Act::new(at, staff, Deed::DoorSeen, &row.number).with_detail(reason);
        self.store.note(&act).await.map_err(inside)?;
        Ok(opened(&self.keys, id, sealed)?)
    }

    async fn give(&self, staff: &Staff, id: Uuid, giving: Giving, at: Timestamp) -> Result<(), DeskError> {
        let row = self.row(staff, id).await?;
        if row.contact.is_none() {
            return Err(DeskError::NotReady("电话和住处已经按期删掉，不能再派。"));
        }
        let officers = self.officers(&row.region).await?;
        let officer = officers.into_iter().find(|one| Some(one.id) == giving.officer);
        let officer = officer.ok_or_else(|| invalid("officer", "请选派给哪位信息员"))?;
        if row.given.as_ref().is_some_and(|(has, ..)| *has == officer.id) {
            return Err(invalid("officer", "这条已经在这位信息员手里，要改派请选另一位"));
        }
        let errand = NewErrand {
            id: new_id(&*self.random, at),
            kind: ErrandKind::Collect,
            urgent: false,
            title: format!("上门收过期药 {}", row.number),
            body: task(&self.place(&row.region), &row),
            giver: staff.name.clone(),
            region: row.region.prefix().to_owned(),
            until: None,
            to: vec![officer.id],
        };
        let act = Act::new(at, staff, Deed::CollectKept, &row.number).with_detail(format!("派给{}", officer.name));
        self.step(id, giving.version, CollectStep::Give(&errand), &act).await
    }

    async fn close(&self, staff: &Staff, id: Uuid, closing: Closing, at: Timestamp) -> Result<(), DeskError> {
        let row = self.row(staff, id).await?;
        let ending = closing.ending.filter(|ending| Ending::DROPPED.contains(ending));
        let ending = ending.ok_or_else(|| invalid("ending", "请选为什么不用上门了"))?;
        let act = Act::new(at, staff, Deed::CollectKept, &row.number).with_detail(format!("办结：{}", ending.words()));
        self.step(id, closing.version, CollectStep::End(ending), &act).await
    }
}

impl CollectDesk {
    fn key_mac(&self, key: &IdempotencyKey) -> [u8; 32] {
        self.keys.mac("collect", key.as_str().as_bytes())
    }

    fn draft(&self, key: &IdempotencyKey, wanted: &Wanted, at: Timestamp) -> Result<NewCollect, Internal> {
        let id = new_id(&*self.random, at);
        let contact = serde_json::to_vec(&wanted.contact).map_err(Internal::new)?;
        let home = wanted.home.map_or("", AtHome::key);
        let plain = format!("{}\n{}\n{home}\n", wanted.region, wanted.amount.key());
        Ok(NewCollect {
            id,
            key_mac: self.key_mac(key),
            // Keyed, because it holds a phone number.
            content_mac: self.keys.mac("collect-content", &[plain.as_bytes(), &contact].concat()),
            phone_mac: self.keys.mac("collect-phone", wanted.contact.phone.as_bytes()),
            contact: self.keys.seal(Purpose::DoorContact, id, &contact).map_err(Internal::new)?,
            region: wanted.region.clone(),
            amount: wanted.amount,
            home: wanted.home,
            asked_at: at,
        })
    }

    /// A request of the person's area; another's is not there. Officers belong to the area, not to a unit.
    async fn row(&self, staff: &Staff, id: Uuid) -> Result<CollectRow, DeskError> {
        staff.may_ever(Action::ManageOfficers)?;
        let row = self.store.collect(id).await.map_err(inside)?.ok_or(DeskError::NotFound)?;
        let scope = Scope { region: row.region.clone(), unit: Some(staff.unit.clone()), conflicts: Vec::new() };
        staff.may(Action::ManageOfficers, &scope).map_err(|_| DeskError::NotFound)?;
        Ok(row)
    }

    async fn step(&self, id: Uuid, version: u32, step: CollectStep<'_>, act: &Act) -> Result<(), DeskError> {
        let taken = self.store.step_collect(id, version, step, act).await.map_err(inside)?;
        if taken { Ok(()) } else { Err(DeskError::NotReady(STALE)) }
    }

    /// Officers who are let in: those of the village first, then those of its township, who may help out.
    async fn officers(&self, region: &RegionCode) -> Result<Vec<CollectOfficer>, DeskError> {
        let town = region.township().unwrap_or_else(|| region.clone());
        let rows = self.store.officers(&[town.prefix().to_owned()]).await.map_err(inside)?;
        let let_in = rows.into_iter().filter(|row| row.disabled_at.is_none());
        let mut officers: Vec<CollectOfficer> = let_in.map(|row| self.officer(row, region)).collect();
        officers.sort_by_key(|officer| !officer.here);
        Ok(officers)
    }

    fn officer(&self, row: OfficerRow, region: &RegionCode) -> CollectOfficer {
        let here = row.villages.iter().any(|village| village.is_within(region.prefix()));
        let villages = row.villages.iter().map(|village| self.name_of(village)).collect();
        CollectOfficer { id: row.id, name: row.name, villages, here }
    }

    fn line(&self, row: CollectRow) -> CollectLine {
        CollectLine {
            region_name: self.place(&row.region),
            id: row.id,
            number: row.number,
            amount: row.amount,
            home: row.home,
            asked_at: row.asked_at,
            given: row.given.map(|(_, name, at)| (name, at)),
            back: row.back,
            ended: row.ended,
        }
    }

    /// `爱华镇永胜村民委员会`
    fn place(&self, region: &RegionCode) -> String {
        match region.township() {
            Some(town) if town != *region => format!("{}{}", self.name_of(&town), self.name_of(region)),
            _ => self.name_of(region),
        }
    }

    fn name_of(&self, code: &RegionCode) -> String {
        self.regions.get(code).map_or_else(|| code.to_string(), |region| region.name.clone())
    }
}

/// Opens a sealed contact; whoever calls it has written the look down.
///
/// # Errors
/// When the key is gone or the bytes are not what was sealed.
pub fn opened(keys: &Keyring, request: Uuid, sealed: &storage::Sealed) -> Result<DoorContact, Internal> {
    let plain = keys.open(Purpose::DoorContact, request, sealed).map_err(Internal::new)?;
    serde_json::from_slice(&plain).map_err(Internal::new)
}

/// What the officer is asked to do. It stays with the task for good, so nothing of the household stands in it:
/// contact and hours are shown beside it.
fn task(place: &str, row: &CollectRow) -> String {
    let much = row.amount.words();
    format!("{place}有村民请您上门收过期药，大概{much}。去以前先打电话说好时间，收了填“过期药回收”。")
}

fn invalid(field: &str, message: &str) -> DeskError {
    DeskError::Invalid(vec![FieldError { field: field.to_owned(), message: message.to_owned() }])
}

fn inside(error: storage::StorageError) -> DeskError {
    DeskError::Internal(error.into())
}
