//! 不良反应 of residents and officers: taken in, sorted by urgency, laid out for the monitoring body.

mod look;
mod taking;

use std::sync::Arc;

use async_trait::async_trait;
use domain::access::{Action, Scope, Staff};
use domain::audit::{Act, Deed};
use domain::field::{Choice, Given, ProductKind};
use domain::law::Laws;
use domain::ports::{
    DeskError, Internal, OpenedReaction, ReactionError, ReactionFile, ReactionLine, ReactionList, ReactionLook,
    ReactionReceipt, Reactions,
};
use domain::reaction::NationalForm;
use domain::region::{RegionCode, Regions};
use domain::report::FieldError;
use domain::site::Site;
use jiff::Timestamp;
use storage::{LookRow, ReactionRow, ReactionsAsked, Store};
use uuid::Uuid;

use crate::casework::checked_reason;
use crate::clock::{Random, new_id};
use crate::keys::Keyring;

pub use taking::listed;

const PAGE_SIZE: u32 = 30;
/// Characters of a note on the filing.
const NOTE_MAX: usize = 200;

/// Answers residents and the desk.
pub struct ReactionDesk {
    pub store: Store,
    pub keys: Arc<Keyring>,
    pub laws: Arc<Laws>,
    pub regions: Arc<Regions>,
    pub site: Arc<Site>,
    pub random: Arc<dyn Random>,
    pub form: Arc<NationalForm>,
}

impl ReactionDesk {
    fn days(&self) -> u32 {
        self.form.cluster.days
    }

    /// A reaction of the person's area; another's is not there. They belong to the area, not to a unit.
    async fn row(&self, staff: &Staff, action: Action, number: &str) -> Result<ReactionRow, DeskError> {
        staff.may_ever(Action::ListReactions)?;
        let row = self.store.reaction_by_number(number, self.days()).await.map_err(inside)?;
        let row = row.ok_or(DeskError::NotFound)?;
        staff.may(Action::ListReactions, &of(staff, &row.region)).map_err(|_| DeskError::NotFound)?;
        staff.may(action, &of(staff, &row.region))?;
        Ok(row)
    }

    /// One whose answers can be read, for somebody who may read them.
    async fn telling_row(&self, staff: &Staff, number: &str) -> Result<ReactionRow, DeskError> {
        let row = self.row(staff, Action::OpenReaction, number).await?;
        match row.destroyed_at {
            Some(_) => Err(DeskError::NotReady("保存期限已满，内容已经销毁")),
            None => Ok(row),
        }
    }

    fn line(&self, row: &ReactionRow) -> ReactionLine {
        ReactionLine {
            number: row.number.clone(),
            region_name: self.regions.full_name(&row.region),
            received_at: row.received_at,
            kind: ProductKind::parse(&row.kind).map_or("", ProductKind::words).to_owned(),
            product: row.product.clone(),
            by_officer: row.by_officer,
            alarms: row.alarms.clone(),
            same: if row.same >= self.form.cluster.reports { row.same } else { 0 },
            filed_at: row.filed_at,
        }
    }
}

#[async_trait]
impl Reactions for ReactionDesk {
    async fn submit(&self, id: Uuid, given: &Given, at: Timestamp) -> Result<ReactionReceipt, ReactionError> {
        self.take(id, given, at).await
    }

    async fn receipt(&self, id: Uuid) -> Result<Option<ReactionReceipt>, Internal> {
        let row = self.store.reaction(id, self.days()).await?.filter(|row| !row.by_officer);
        Ok(row.map(receipt))
    }

    async fn list(&self, staff: &Staff, unfiled: bool, page: u32) -> Result<ReactionList, DeskError> {
        staff.may_ever(Action::ListReactions)?;
        let cluster = (self.form.cluster.reports, self.days());
        let asked = ReactionsAsked { prefixes: staff.seen_regions().to_vec(), unfiled, cluster, page: page.max(1) };
        let (rows, total) = self.store.reactions(&asked, PAGE_SIZE).await.map_err(inside)?;
        Ok(ReactionList { rows: rows.iter().map(|row| self.line(row)).collect(), total, page_size: PAGE_SIZE })
    }

    async fn urgent(&self, staff: &Staff) -> Result<u64, DeskError> {
        let first = self.list(staff, true, 1).await?;
        let urgent = first.rows.iter().filter(|line| !line.urgent().is_empty());
        Ok(u64::try_from(urgent.count()).unwrap_or_default())
    }

    async fn reaction(&self, staff: &Staff, number: &str) -> Result<ReactionFile, DeskError> {
        let row = self.row(staff, Action::ListReactions, number).await?;
        let looks = self.store.reaction_looks(row.id).await.map_err(inside)?;
        Ok(ReactionFile {
            line: self.line(&row),
            record: row.by_officer.then_some(row.id),
            filed_by: row.filed_by,
            filed_note: row.filed_note,
            destroyed_at: row.destroyed_at,
            two_persons: self.site.desk.identity_second_person,
            looks: looks.into_iter().map(look).collect(),
        })
    }

    async fn open(
        &self,
        staff: &Staff,
        number: &str,
        reason: &str,
        at: Timestamp,
    ) -> Result<OpenedReaction, DeskError> {
        let row = self.telling_row(staff, number).await?;
        let reason = checked_reason(reason)?;
        let act = Act::new(at, staff, Deed::ReactionOpened, number).with_detail(reason);
        // Who looked, and why, is written down before anything is answered.
        if !self.site.desk.identity_second_person {
            self.store.note(&act).await.map_err(inside)?;
        } else if !self.store.use_reaction_look(row.id, staff.id, &act).await.map_err(inside)? {
            return Err(DeskError::NotReady("查看要另一个人同意。请先申请，负责人同意后，再来看一次"));
        }
        self.opened(&row).await
    }

    async fn ask(&self, staff: &Staff, number: &str, reason: &str, at: Timestamp) -> Result<(), DeskError> {
        let row = self.telling_row(staff, number).await?;
        let reason = checked_reason(reason)?;
        let look = LookRow {
            id: new_id(&*self.random, at),
            staff: staff.id,
            name: staff.name.clone(),
            reason: reason.clone(),
            asked_at: at,
            granted_by: String::new(),
            used_at: None,
        };
        let act = Act::new(at, staff, Deed::ReactionLook, number).with_detail(reason);
        if self.store.ask_reaction_look(row.id, &look, &act).await.map_err(inside)? {
            return Ok(());
        }
        Err(DeskError::NotReady("您已经申请过，这一次还没有用掉"))
    }

    async fn grant(&self, staff: &Staff, number: &str, look: Uuid, at: Timestamp) -> Result<(), DeskError> {
        let row = self.row(staff, Action::ListReactions, number).await?;
        staff.may(Action::GrantIdentity, &of(staff, &row.region))?;
        let looks = self.store.reaction_looks(row.id).await.map_err(inside)?;
        let asked = looks.into_iter().find(|one| one.id == look).ok_or(DeskError::NotFound)?;
        if asked.staff == staff.id {
            return Err(DeskError::NotReady("自己的申请要别人同意"));
        }
        let act = Act::new(at, staff, Deed::ReactionLook, number).with_detail(format!("同意{}查看", asked.name));
        if self.store.grant_reaction_look(look, &staff.name, &act).await.map_err(inside)? {
            return Ok(());
        }
        Err(DeskError::NotReady("这个申请已经有人同意，或者已经用过"))
    }

    async fn file(&self, staff: &Staff, number: &str, note: &str, at: Timestamp) -> Result<(), DeskError> {
        let row = self.telling_row(staff, number).await?;
        let note = domain::text::clean(&domain::text::without_forbidden(note));
        if note.is_empty() || domain::text::length(&note) > NOTE_MAX {
            let message = format!("请写交给了谁、国家系统的编码（有的话），最多 {NOTE_MAX} 个字");
            return Err(DeskError::Invalid(vec![FieldError { field: "note".to_owned(), message }]));
        }
        let act = Act::new(at, staff, Deed::ReactionKept, number).with_detail("已交监测机构");
        self.store.file_reaction(row.id, &note, &staff.name, &act).await.map_err(inside)
    }
}

fn of(staff: &Staff, region: &RegionCode) -> Scope {
    Scope { region: region.clone(), unit: Some(staff.unit.clone()), conflicts: Vec::new() }
}

fn receipt(row: ReactionRow) -> ReactionReceipt {
    ReactionReceipt { number: row.number, received_at: row.received_at, filed_at: row.filed_at }
}

fn look(row: LookRow) -> ReactionLook {
    ReactionLook {
        id: row.id,
        staff: row.staff,
        name: row.name,
        reason: row.reason,
        asked_at: row.asked_at,
        granted_by: row.granted_by,
        used: row.used_at.is_some(),
    }
}

fn inside(error: storage::StorageError) -> DeskError {
    DeskError::Internal(error.into())
}
