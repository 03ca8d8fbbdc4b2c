//! Who may do what: decided here and nowhere else, from role × region prefix × unit.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::region::RegionCode;

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
}

/// Something a person may want to do with matters or accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    ListMatters,
    ReadMatter,
    ViewIdentity,
    /// Print the packet, tick fields, enter 12315's number, run a batch.
    HandOver,
    Assign,
    SetStatus,
    Message,
    ManageAccounts,
}

/// What of a matter decides who may touch it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    pub region: RegionCode,
    pub unit: Option<String>,
}

/// A refusal, in words for the person refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("您的岗位不能做这件事；确有需要，请找本单位负责人或系统管理员")]
pub struct Denied;

impl Staff {
    /// Whether this person may do it to that matter.
    ///
    /// # Errors
    /// [`Denied`], for a wrong role as well as for a matter outside the person's area or unit.
    pub fn may(&self, action: Action, scope: &Scope) -> Result<(), Denied> {
        let in_area = self.regions.iter().any(|prefix| scope.region.is_within(prefix));
        let own = self.role.sees_whole_area() || scope.unit.as_deref() == Some(self.unit.as_str());
        if self.role.may(action) && in_area && own { Ok(()) } else { Err(Denied) }
    }

    /// Whether this person may do it at all: what a menu shows.
    ///
    /// # Errors
    /// [`Denied`] for a wrong role.
    pub fn may_ever(&self, action: Action) -> Result<(), Denied> {
        if self.role.may(action) { Ok(()) } else { Err(Denied) }
    }

    /// The unit whose matters a list is narrowed to; `None` for roles that see the whole area.
    #[must_use]
    pub fn narrowed_to_unit(&self) -> Option<&str> {
        (!self.role.sees_whole_area()).then_some(self.unit.as_str())
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

    fn may(self, action: Action) -> bool {
        use Action::{Assign, ListMatters, ManageAccounts, Message, ReadMatter, SetStatus, ViewIdentity};
        match self {
            // Handing over is the clerk's alone: one desk answers for what stands in 12315.
            Self::Clerk => !matches!(action, ManageAccounts),
            Self::Handler => matches!(action, ListMatters | ReadMatter | ViewIdentity | SetStatus | Message),
            Self::Lead => matches!(action, ListMatters | ReadMatter | ViewIdentity | SetStatus | Message | Assign),
            Self::Leader => matches!(action, ListMatters | ReadMatter | Assign),
            Self::Admin => matches!(action, ManageAccounts),
            Self::Auditor => matches!(action, ListMatters | ReadMatter),
            Self::Editor | Self::Officer | Self::Coordinator | Self::SecurityAdmin => false,
        }
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
mod tests {
    use super::*;

    fn staff(role: Role, unit: &str, regions: &[&str]) -> Staff {
        Staff {
            id: Uuid::nil(),
            login: "x".into(),
            name: "某某".into(),
            role,
            unit: unit.into(),
            regions: regions.iter().map(|r| (*r).to_owned()).collect(),
        }
    }

    fn scope(region: &str, unit: Option<&str>) -> Scope {
        Scope { region: RegionCode::parse(region).unwrap(), unit: unit.map(str::to_owned) }
    }

    const ACTIONS: [Action; 8] = [
        Action::ListMatters,
        Action::ReadMatter,
        Action::ViewIdentity,
        Action::HandOver,
        Action::Assign,
        Action::SetStatus,
        Action::Message,
        Action::ManageAccounts,
    ];

    /// Every role × every action, on a matter of the person's own area and unit.
    #[test]
    fn the_whole_table() {
        let table = [
            (Role::Clerk, "11111110"),
            (Role::Handler, "11100110"),
            (Role::Lead, "11101110"),
            (Role::Leader, "11001000"),
            (Role::Editor, "00000000"),
            (Role::Officer, "00000000"),
            (Role::Coordinator, "00000000"),
            (Role::Admin, "00000001"),
            (Role::SecurityAdmin, "00000000"),
            (Role::Auditor, "11000000"),
        ];
        let own = scope("530922101001", Some("suo"));
        for (role, expected) in table {
            let person = staff(role, "suo", &["530922"]);
            let got: String =
                ACTIONS.iter().map(|action| if person.may(*action, &own).is_ok() { '1' } else { '0' }).collect();
            assert_eq!(got, expected, "{role:?}");
        }
    }

    #[test]
    fn nobody_reaches_another_county() {
        for role in Role::ALL {
            for action in ACTIONS {
                let person = staff(role, "suo", &["530922"]);
                assert_eq!(person.may(action, &scope("441581101001", Some("suo"))), Err(Denied), "{role:?} {action:?}");
            }
        }
    }

    #[test]
    fn a_handler_sees_only_what_the_own_unit_was_given() {
        let handler = staff(Role::Handler, "suo", &["530922101"]);
        assert!(handler.may(Action::ReadMatter, &scope("530922101001", Some("suo"))).is_ok());
        assert!(handler.may(Action::ReadMatter, &scope("530922101001", Some("yaoxie"))).is_err());
        assert!(handler.may(Action::ReadMatter, &scope("530922101001", None)).is_err());
        assert!(handler.may(Action::ReadMatter, &scope("530922102001", Some("suo"))).is_err());
    }
}
