use domain::audit::{Act, Deed, Who};
use domain::ports::{AccountError, Internal, NewStaff};
use domain::report::FieldError;
use domain::site::Site;
use domain::text;
use jiff::Timestamp;
use storage::StaffRow;
use uuid::Uuid;

use super::directory::{Directory, refused};
use super::password;
use super::second_factor::SecondFactor;
use crate::clock::new_id;

const LONGEST_NAME: usize = 20;

impl Directory {
    pub(super) async fn add_staff(&self, staff: NewStaff, by: &Who, at: Timestamp) -> Result<(), AccountError> {
        let faults = faults(&staff, &self.site);
        if !faults.is_empty() {
            return Err(AccountError::Invalid(faults));
        }
        let row = self.new_row(new_id(&*self.random, at), staff).await?;
        let act = added(&row, by, at);
        if self.store.add_staff(&row, &act).await.map_err(Internal::from)? {
            Ok(())
        } else {
            Err(refused("login", "这个账号已经有了，请换一个"))
        }
    }

    pub(super) async fn new_row(&self, id: Uuid, staff: NewStaff) -> Result<StaffRow, AccountError> {
        let totp = staff
            .totp_secret
            .map(|secret| {
                let factor = SecondFactor::from_base32(id, &secret);
                factor.ok_or_else(|| refused("totp_secret", "动态口令密钥应为至少 26 位的 Base32 文本"))
            })
            .transpose()?;
        Ok(StaffRow {
            id,
            name: text::clean(&staff.name),
            login: staff.login,
            role: staff.role,
            unit: staff.unit,
            password_hash: self.hasher.hash(&staff.password).await?,
            totp: totp.map(|factor| factor.seal(&self.keys)).transpose()?,
            totp_last_step: None,
            disabled: false,
            must_change_password: staff.must_change_password,
        })
    }

    /// A new password, no second factor, no session, and the door open.
    pub(super) async fn start_over(
        &self,
        row: &StaffRow,
        password: &str,
        must_change: bool,
        act: &Act,
    ) -> Result<(), AccountError> {
        let hash = self.hasher.hash(password).await?;
        self.store.start_over(row.id, &hash, must_change, act).await.map_err(Internal::from)?;
        Ok(())
    }
}

/// What the audit trail says of a new account.
pub(super) fn added(row: &StaffRow, by: &Who, at: Timestamp) -> Act {
    let detail = format!("{}，{}，单位 {}", row.name, row.role.words(), row.unit);
    Act::new(at, by.clone(), Deed::AccountAdded, &row.login).with_detail(detail)
}

fn faults(staff: &NewStaff, site: &Site) -> Vec<FieldError> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, message: String| faults.push(FieldError { field: field.to_owned(), message });
    if !is_login(&staff.login) {
        fault("login", "账号为 2 到 32 个小写字母、数字、点、横线或下划线".to_owned());
    }
    let name = text::clean(&staff.name);
    if name.is_empty() || text::length(&name) > LONGEST_NAME || text::forbidden(&name).is_some() {
        fault("name", format!("姓名为 1 到 {LONGEST_NAME} 个字"));
    }
    if site.unit(&staff.unit).is_none() {
        let known: Vec<_> = site.unit.iter().map(|unit| unit.key.as_str()).collect();
        fault("unit", format!("没有“{}”这个单位；有：{}", staff.unit, known.join("、")));
    }
    if let Some(why) = password::fault(&staff.password, &staff.login) {
        fault("password", why);
    }
    faults
}

fn is_login(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_' | b'-');
    (2..=32).contains(&text.len()) && text.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::is_login;

    #[test]
    fn logins_are_short_and_plain() {
        for good in ["ab", "li.mei-2_x", &"a".repeat(32)] {
            assert!(is_login(good), "{good}");
        }
        for bad in ["a", "Li", "李梅", "a b", "a/b", &"a".repeat(33), ""] {
            assert!(!is_login(bad), "{bad}");
        }
    }
}
