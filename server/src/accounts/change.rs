use domain::access::Staff;
use domain::audit::{Act, Deed};
use domain::ports::{AccountError, Internal, PasswordChange, SessionToken, TotpConfirmation, TotpSetup};
use domain::report::FieldError;
use jiff::Timestamp;
use storage::StaffRow;

use super::directory::{Directory, refused};
use super::password;
use super::second_factor::SecondFactor;

const OLD_IS_WRONG: &str = "现在的密码不对";
const TOO_MANY: &str = "试得太多了，请过几分钟再试";

impl Directory {
    pub(super) async fn replace_password(
        &self,
        staff: &Staff,
        change: &PasswordChange,
        at: Timestamp,
    ) -> Result<SessionToken, AccountError> {
        let row = self.row(staff).await?;
        self.check_new_password(&row, change)?;
        self.check_own_password(&row, &change.old, "old", at).await?;
        let hash = self.hasher.hash(&change.new).await?;
        let act = Act::new(at, staff, Deed::PasswordChanged, &row.login);
        self.store.set_password(row.id, &hash, &act).await.map_err(Internal::from)?;
        self.start_anew(&row, at).await
    }

    pub(super) fn offer_totp(&self, staff: &Staff, at: Timestamp) -> Result<TotpSetup, Internal> {
        let factor = SecondFactor::generate(staff.id, &*self.random);
        factor.setup(&staff.login, &self.site.short_name, &self.keys, at)
    }

    pub(super) fn offer_totp_again(
        &self,
        staff: &Staff,
        ticket: &str,
        at: Timestamp,
    ) -> Result<Option<TotpSetup>, Internal> {
        SecondFactor::of_ticket(staff.id, ticket, &self.keys, at)
            .map(|factor| {
                let fresh = factor.setup(&staff.login, &self.site.short_name, &self.keys, at)?;
                Ok(TotpSetup { ticket: ticket.to_owned(), ..fresh })
            })
            .transpose()
    }

    pub(super) async fn bind_totp(
        &self,
        staff: &Staff,
        confirmation: &TotpConfirmation,
        at: Timestamp,
    ) -> Result<SessionToken, AccountError> {
        let row = self.row(staff).await?;
        if row.totp.is_some() {
            self.check_own_password(&row, &confirmation.password, "password", at).await?;
        }
        let factor = SecondFactor::of_ticket(staff.id, &confirmation.ticket, &self.keys, at)
            .ok_or_else(|| refused("code", "页面打开太久了，请用新的二维码重新绑定"))?;
        let step = factor
            .accept(&confirmation.code, None, at)?
            .ok_or_else(|| refused("code", "动态口令不对，请核对手机时间，再输入新的 6 位数字"))?;
        let sealed = factor.seal(&self.keys)?;
        let act = Act::new(at, staff, Deed::TotpSet, &row.login);
        self.store.set_totp(row.id, &sealed, &act).await.map_err(Internal::from)?;
        self.store.use_totp_step(row.id, step).await.map_err(Internal::from)?;
        self.start_anew(&row, at).await
    }

    /// Who changes how they get in is let out everywhere else.
    async fn start_anew(&self, row: &StaffRow, at: Timestamp) -> Result<SessionToken, AccountError> {
        self.store.end_sessions_of(row.id).await.map_err(Internal::from)?;
        Ok(self.start_session(row, at, None).await?)
    }

    /// A stolen session must not be able to guess the password at leisure.
    async fn check_own_password(
        &self,
        row: &StaffRow,
        typed: &str,
        field: &str,
        at: Timestamp,
    ) -> Result<(), AccountError> {
        let place = format!("own password of {}", row.login);
        self.throttle.enter(&row.login, &place, at).map_err(|_| refused(field, TOO_MANY))?;
        if !self.hasher.fits(typed, Some(&row.password_hash)).await? {
            return Err(refused(field, OLD_IS_WRONG));
        }
        self.throttle.forgive(&row.login, &place);
        Ok(())
    }

    fn check_new_password(&self, row: &StaffRow, change: &PasswordChange) -> Result<(), AccountError> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, message: String| faults.push(FieldError { field: field.to_owned(), message });
        if let Some(why) = password::fault(&change.new, &row.login) {
            fault("new", why);
        } else if change.new == change.old {
            fault("new", "新密码和现在的密码一样，请换一个".to_owned());
        }
        if change.new != change.again {
            fault("again", "两次输入的新密码不一样".to_owned());
        }
        if faults.is_empty() { Ok(()) } else { Err(AccountError::Invalid(faults)) }
    }
}
