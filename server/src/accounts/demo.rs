//! The accounts of a demonstration. Their ids are fixed, so a database that holds them is known
//! for what it is, and cannot quietly become a real one.

use domain::access::Role;
use domain::audit::{Act, Deed, Who};
use domain::ports::{AccountError, Internal, NewStaff};
use jiff::Timestamp;
use storage::StaffRow;
use uuid::Uuid;

use super::directory::Directory;
use super::new_staff::added;

/// An account anybody may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    pub login: &'static str,
    pub password: &'static str,
    pub name: &'static str,
    pub role: Role,
    pub unit: String,
}

#[derive(Debug, thiserror::Error)]
pub enum DemoRefused {
    #[error("这个数据库里有正式账号，不能加演示账号；演示请换一个数据目录（--data）")]
    RealStaff,
    #[error(
        "这个数据库里有密码公开的演示账号，不加 --demo 不能启动；请换一个数据目录（--data），或先停用它们：yaoan user disable {0}"
    )]
    DemoStaff(String),
    #[error(transparent)]
    Account(#[from] AccountError),
}

/// Login, password, name and role; the last byte of the id is the place in this list.
const ACCOUNTS: [(&str, &str, &str, Role); 8] = [
    ("clerk", "yanshi-clerk", "演示登记员", Role::Clerk),
    ("editor", "yanshi-editor", "演示编辑", Role::Editor),
    ("admin", "yanshi-admin", "演示管理员", Role::Admin),
    ("officer", "yanshi-officer", "演示信息员", Role::Officer),
    ("handler", "yanshi-handler", "演示承办人", Role::Handler),
    ("lead", "yanshi-lead", "演示负责人", Role::Lead),
    ("leader", "yanshi-leader", "演示局领导", Role::Leader),
    ("coordinator", "yanshi-coordinator", "演示协管员", Role::Coordinator),
];
const FAMILY: u128 = 0x7961_6f61_6e00_4000_8000_6465_6d6f_0000;

impl Directory {
    /// Makes or renews the demonstration accounts, and says what to print on the console.
    ///
    /// # Errors
    /// [`DemoRefused::RealStaff`] in a database that people really work with.
    pub async fn demo_accounts(&self, at: Timestamp) -> Result<Vec<DemoAccount>, DemoRefused> {
        let staff = self.all_staff().await?;
        let is_demo_database = staff.iter().any(|row| is_demo(row) && !row.disabled);
        if staff.iter().any(|row| !is_demo(row)) && !is_demo_database {
            return Err(DemoRefused::RealStaff);
        }
        let accounts = self.listed();
        for (account, id) in accounts.iter().zip(ids()) {
            match staff.iter().find(|row| row.id == id) {
                Some(row) => self.renew(row, account, at).await?,
                None => self.create(id, account, at).await?,
            }
        }
        Ok(accounts)
    }

    /// Whether this database may be served to the public: not while accounts work whose passwords
    /// anybody can read in our source.
    ///
    /// # Errors
    /// [`DemoRefused::DemoStaff`] names the logins to disable.
    pub async fn refuse_demo_accounts(&self) -> Result<(), DemoRefused> {
        let staff = self.all_staff().await?;
        let open: Vec<_> =
            staff.iter().filter(|row| is_demo(row) && !row.disabled).map(|row| row.login.as_str()).collect();
        if open.is_empty() { Ok(()) } else { Err(DemoRefused::DemoStaff(open.join(" "))) }
    }

    fn listed(&self) -> Vec<DemoAccount> {
        ACCOUNTS
            .into_iter()
            .map(|(login, password, name, role)| DemoAccount { login, password, name, role, unit: self.unit_for(role) })
            .collect()
    }

    /// The clerk sits where 12315 is entered, the officer and the coordinator in the field, the rest in the bureau.
    fn unit_for(&self, role: Role) -> String {
        use domain::site::UnitKind::{Brigade, Station};
        let of_kind = |kind| self.site.unit.iter().find(|unit| unit.kind == kind);
        let unit = match role {
            Role::Clerk => self.site.registering_unit(),
            Role::Officer | Role::Coordinator => of_kind(Station),
            Role::Handler | Role::Lead => of_kind(Brigade).or_else(|| of_kind(Station)),
            _ => None,
        };
        unit.or(self.site.unit.first()).map(|unit| unit.key.clone()).unwrap_or_default()
    }

    async fn create(&self, id: Uuid, account: &DemoAccount, at: Timestamp) -> Result<(), DemoRefused> {
        let staff = NewStaff {
            login: account.login.to_owned(),
            name: account.name.to_owned(),
            role: account.role,
            unit: account.unit.clone(),
            password: account.password.to_owned(),
            must_change_password: false,
            totp_secret: None,
        };
        let row = self.new_row(id, staff).await?;
        let act = added(&row, &Who::System, at);
        if self.store.add_staff(&row, &act).await.map_err(inside)? { Ok(()) } else { Err(DemoRefused::RealStaff) }
    }

    /// A visitor may have changed the password, disabled the account or bound a phone to it.
    async fn renew(&self, row: &StaffRow, account: &DemoAccount, at: Timestamp) -> Result<(), DemoRefused> {
        let fits = self.hasher.fits(account.password, Some(&row.password_hash)).await.map_err(AccountError::from)?;
        if fits && !row.disabled && !row.must_change_password && row.totp.is_none() {
            return Ok(());
        }
        let act = Act::new(at, Who::System, Deed::AccountReset, &row.login).with_detail("演示账号");
        Ok(self.start_over(row, account.password, false, &act).await?)
    }

    async fn all_staff(&self) -> Result<Vec<StaffRow>, DemoRefused> {
        self.store.list_staff().await.map_err(inside)
    }
}

fn inside(error: storage::StorageError) -> DemoRefused {
    DemoRefused::Account(Internal::from(error).into())
}

fn ids() -> impl Iterator<Item = Uuid> {
    (1..).take(ACCOUNTS.len()).map(|place: u128| Uuid::from_u128(FAMILY | place))
}

fn is_demo(row: &StaffRow) -> bool {
    ids().any(|id| id == row.id)
}
