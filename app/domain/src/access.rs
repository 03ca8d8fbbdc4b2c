//! Who may do what: decided here and nowhere else, from role × region prefix × unit, and who keeps out or
//! stands in for whom.

mod items;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::event::Actor;
use crate::matter::MatterState;
use crate::region::RegionCode;

pub use items::ItemAction;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 登记分送: takes matters in, enters them in 12315, dispatches.
    Clerk,
    /// 承办人
    Handler,
    /// 所、股负责人
    Lead,
    /// 局领导
    Leader,
    /// 编辑
    Editor,
    /// 村药品安全信息员
    Officer,
    /// 乡镇协管员
    Coordinator,
    /// 系统管理员: people and units, never matters (三员分立).
    Admin,
    /// 安全管理员: keys and policy.
    SecurityAdmin,
    /// 审计员: reads what was done.
    Auditor,
}

/// A signed-in member of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    pub id: Uuid,
    pub login: String,
    pub name: String,
    pub role: Role,
    /// Key of the unit in the site file.
    pub unit: String,
    /// Region prefixes of the unit, or the site's own for those who see the whole area.
    pub regions: Vec<String>,
    /// People on leave who named this person their deputy; these stand in for nobody themselves.
    pub stands_in_for: Vec<Staff>,
}

/// Something a person may want to do with matters or accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    ListMatters,
    ReadMatter,
    ViewIdentity,
    /// Let somebody else look at an identity, where the site wants two persons for it.
    GrantIdentity,
    /// Find matters by the reporter's phone number.
    FindByPhone,
    /// Print the packet, tick fields, enter 12315's number, run a batch.
    HandOver,
    /// Dispatch to a unit.
    Assign,
    /// Take a matter, decide on it step by step, give it back.
    Handle,
    /// What needs a head's approval: extensions, filing, reopening, which rules apply.
    Approve,
    /// 督办, 挂牌督办, 提级
    Supervise,
    Message,
    /// Write an internal note, declare an involvement of one's own.
    Note,
    WriteLetter,
    /// Hand a matter or a case to another body, and keep its receipts.
    Transfer,
    /// The head of the bureau approves or refuses a transfer to the police (移送规定 §5).
    DecideTransfer,
    /// Rewards to reporters: grade, amount, payment.
    Reward,
    /// The list of risks and what is done about them.
    ManageRisks,
    /// The work in numbers: what came in, how it went, what it was about.
    ReadOverview,
    /// See what village officers report.
    ReadField,
    /// See that reactions came in and how urgent they are; nothing of the patient.
    ListReactions,
    /// Open what a reaction says about a patient, with a reason, and lay it out for the monitoring body.
    OpenReaction,
    /// Add officers, bind and revoke their phones, give them tasks, keep the outlets.
    ManageOfficers,
    /// Show an outlet of the ledger to residents, or no longer.
    ShowOutlets,
    /// Tables of matters leave the house.
    Export,
    /// Take in pictures for texts, cut them, make regions of them unrecognizable.
    ManagePictures,
    /// What the site lacks, how its texts are read, its columns and dead links.
    TendSite,
    /// Answer residents' questions about medicine (咨询), and publish what their askers allow.
    AnswerQuestions,
    ManageAccounts,
    ReadAudit,
}

/// What of a matter decides who may touch it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    pub region: RegionCode,
    pub unit: Option<String>,
    /// Staff who declared that they are involved and keep away.
    pub conflicts: Vec<Uuid>,
}

impl Scope {
    /// Of a matter that happened in that region.
    #[must_use]
    pub fn of(state: &MatterState, region: &RegionCode) -> Self {
        Self { region: region.clone(), unit: state.unit.clone(), conflicts: state.office.conflicts.clone() }
    }
}

/// A refusal, in words for the person refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("您的岗位不能做这件事；确有需要，请找本单位负责人或系统管理员")]
pub struct Denied;

impl Staff {
    /// Whether this person may do it to that matter, as themselves or as a deputy.
    ///
    /// # Errors
    /// [`Denied`], for a wrong role as well as for a matter outside the person's area or unit, or one
    /// the person is involved in.
    pub fn may(&self, action: Action, scope: &Scope) -> Result<(), Denied> {
        self.acting(action, scope).map(drop)
    }

    /// In whose name this person may do it: `None` for their own, otherwise whom they stand in for.
    ///
    /// # Errors
    /// As [`Staff::may`]. Whoever is involved stands in for nobody, and nobody stands in for them.
    pub fn acting(&self, action: Action, scope: &Scope) -> Result<Option<&Self>, Denied> {
        if self.may_alone(action, scope) {
            return Ok(None);
        }
        let apart = !scope.conflicts.contains(&self.id);
        let absent = self.stands_in_for.iter().find(|absent| absent.may_alone(action, scope));
        absent.filter(|_| apart).map(Some).ok_or(Denied)
    }

    /// The person as events name them; a deputy's name says for whom.
    #[must_use]
    pub fn actor(&self, action: Action, scope: &Scope) -> Actor {
        let name = match self.acting(action, scope) {
            Ok(Some(absent)) => format!("{}（代{}）", self.name, absent.name),
            Ok(None) | Err(Denied) => self.name.clone(),
        };
        Actor::Staff { id: self.id, name }
    }

    fn may_alone(&self, action: Action, scope: &Scope) -> bool {
        let in_area = self.regions.iter().any(|prefix| scope.region.is_within(prefix));
        let own = self.role.sees_whole_area() || scope.unit.as_deref() == Some(self.unit.as_str());
        let apart = !scope.conflicts.contains(&self.id);
        self.role.may(action) && in_area && own && apart
    }

    /// Whether this person may do it at all: what a menu shows.
    ///
    /// # Errors
    /// [`Denied`] for a wrong role.
    pub fn may_ever(&self, action: Action) -> Result<(), Denied> {
        let allowed = self.role.may(action) || self.stands_in_for.iter().any(|absent| absent.role.may(action));
        if allowed { Ok(()) } else { Err(Denied) }
    }

    /// The unit whose matters a list is narrowed to; `None` for roles that see the whole area.
    #[must_use]
    pub fn narrowed_to_unit(&self) -> Option<&str> {
        self.widest().is_none().then_some(self.unit.as_str())
    }

    /// The region prefixes a list shows, those of an absent person who sees more included.
    #[must_use]
    pub fn seen_regions(&self) -> &[String] {
        self.widest().map_or(&self.regions, |person| &person.regions)
    }

    fn widest(&self) -> Option<&Self> {
        std::iter::once(self).chain(&self.stands_in_for).find(|person| person.role.sees_whole_area())
    }
}

impl Role {
    pub const ALL: [Self; 10] = [
        Self::Clerk,
        Self::Handler,
        Self::Lead,
        Self::Leader,
        Self::Editor,
        Self::Officer,
        Self::Coordinator,
        Self::Admin,
        Self::SecurityAdmin,
        Self::Auditor,
    ];

    /// Whether the role allows it; where and whose, [`Staff`] decides.
    #[must_use]
    pub fn may(self, action: Action) -> bool {
        use Action as A;
        use Role::{Admin, Auditor, Clerk, Coordinator, Editor, Handler, Lead, Leader};
        let allowed: &[Self] = match action {
            A::ListMatters | A::ReadMatter => &[Clerk, Handler, Lead, Leader, Auditor],
            A::ViewIdentity | A::WriteLetter | A::Message | A::Handle | A::Transfer => &[Clerk, Handler, Lead],
            // Handing over is the clerk's alone: one desk answers for what stands in 12315.
            A::HandOver | A::FindByPhone => &[Clerk],
            // 令121 §41(2): a unit without the power returns a matter to the clerk, it does not pass it on.
            A::Assign => &[Clerk, Leader],
            A::Note => &[Clerk, Handler, Lead, Leader],
            A::Approve | A::GrantIdentity | A::Reward | A::ReadOverview | A::ShowOutlets => &[Lead, Leader],
            A::Supervise | A::DecideTransfer => &[Leader],
            A::ManageRisks => &[Handler, Lead, Leader],
            A::ReadField => &[Coordinator, Handler, Lead, Leader],
            A::ListReactions => &[Clerk, Handler, Lead, Leader],
            A::OpenReaction => &[Clerk, Handler, Lead],
            A::ManageOfficers => &[Coordinator, Lead, Leader],
            A::Export => &[Clerk, Lead, Leader, Auditor],
            A::ManagePictures => &[Handler, Lead, Leader, Editor],
            A::TendSite => &[Lead, Leader, Editor],
            A::AnswerQuestions => &[Handler, Lead],
            A::ManageAccounts => &[Admin],
            A::ReadAudit => &[Auditor],
        };
        allowed.contains(&self)
    }

    /// Whether a matter can be given to somebody of this role.
    #[must_use]
    pub fn handles_matters(self) -> bool {
        matches!(self, Self::Clerk | Self::Handler | Self::Lead)
    }

    /// Whether somebody of this role may name a deputy, or be one: only where the work is on matters.
    /// Administration, security and audit stay apart (三员分立).
    #[must_use]
    pub fn works_on_matters(self) -> bool {
        matches!(self, Self::Clerk | Self::Handler | Self::Lead | Self::Leader)
    }

    /// Whether the area is the site's own, whatever the unit.
    #[must_use]
    pub fn sees_whole_area(self) -> bool {
        matches!(self, Self::Clerk | Self::Leader | Self::Auditor)
    }

    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Clerk => "登记分送",
            Self::Handler => "承办人",
            Self::Lead => "负责人",
            Self::Leader => "局领导",
            Self::Editor => "编辑",
            Self::Officer => "村药品安全信息员",
            Self::Coordinator => "乡镇协管员",
            Self::Admin => "系统管理员",
            Self::SecurityAdmin => "安全管理员",
            Self::Auditor => "审计员",
        }
    }

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Handler => "handler",
            Self::Lead => "lead",
            Self::Leader => "leader",
            Self::Editor => "editor",
            Self::Officer => "officer",
            Self::Coordinator => "coordinator",
            Self::Admin => "admin",
            Self::SecurityAdmin => "security_admin",
            Self::Auditor => "auditor",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }
}

#[cfg(test)]
mod tests;
