use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::Internal;
use crate::access::{Role, Staff};
use crate::audit::Who;
use crate::report::FieldError;

/// Who works here. Nobody else decides who may do what.
#[async_trait]
pub trait Accounts: Send + Sync {
    async fn sign_in(&self, attempt: SignIn, at: Timestamp) -> Result<SessionToken, SignInRefused>;

    /// The person behind a session; `None` once it ended or the account was disabled.
    async fn session(&self, token: &SessionToken, at: Timestamp) -> Result<Option<Session>, Internal>;

    async fn sign_out(&self, token: &SessionToken, at: Timestamp) -> Result<(), Internal>;

    /// Takes a new password for the old one. Every session of the person ends; the answer is a
    /// fresh one for the browser that asked.
    async fn change_password(
        &self,
        staff: &Staff,
        change: PasswordChange,
        at: Timestamp,
    ) -> Result<SessionToken, AccountError>;

    /// A fresh second factor to show; nothing is stored before [`Accounts::confirm_totp`].
    async fn new_totp(&self, staff: &Staff, at: Timestamp) -> Result<TotpSetup, Internal>;

    /// The factor a setup page was shown with, so that a mistyped code does not change it. `None`
    /// once the ticket is too old or was given to somebody else.
    async fn totp_of_ticket(&self, staff: &Staff, ticket: &str, at: Timestamp) -> Result<Option<TotpSetup>, Internal>;

    /// Binds the factor of a ticket once its first code is right. A factor bound already is
    /// replaced only by somebody who knows the password. Every session ends, as above.
    async fn confirm_totp(
        &self,
        staff: &Staff,
        confirmation: TotpConfirmation,
        at: Timestamp,
    ) -> Result<SessionToken, AccountError>;

    async fn list(&self) -> Result<Vec<StaffEntry>, Internal>;

    /// Whom the person named to stand in for them, as far as it is not over.
    async fn deputies(&self, staff: &Staff, at: Timestamp) -> Result<Vec<DeputyNamed>, Internal>;

    /// Those of the person's unit who could.
    async fn colleagues(&self, staff: &Staff) -> Result<Vec<Colleague>, Internal>;

    async fn name_deputy(&self, staff: &Staff, new: &NewDeputy, at: Timestamp) -> Result<(), AccountError>;

    /// Ends one the person named; nothing of anybody else's.
    async fn end_deputy(&self, staff: &Staff, id: Uuid, at: Timestamp) -> Result<(), AccountError>;

    /// `by` is who does it, for the audit trail; so below.
    async fn add(&self, staff: NewStaff, by: &Who, at: Timestamp) -> Result<(), AccountError>;

    /// Ends the person's sessions and lets nobody in under this login.
    async fn disable(&self, login: &str, by: &Who, at: Timestamp) -> Result<(), AccountError>;

    /// A new one-time password, said once; second factor and sessions are gone, the account works again.
    async fn reset(&self, login: &str, by: &Who, at: Timestamp) -> Result<String, AccountError>;
}

#[derive(Clone)]
pub struct SignIn {
    pub login: String,
    pub password: String,
    /// Six digits, or empty.
    pub totp: String,
    /// Where it comes from; only slows guessing down and is never stored.
    pub address: String,
}

/// 256 random bits in hexadecimal; only its hash is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(pub String);

/// A signed-in person, and what stands between them and their work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub staff: Staff,
    pub has_totp: bool,
    pub first: Option<FirstStep>,
}

/// What has to be done before anything else may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstStep {
    /// The password is one somebody else knows.
    ChangePassword,
    /// The setting requires a second factor, and this account has none.
    SetUpTotp,
}

#[derive(Debug, thiserror::Error)]
pub enum SignInRefused {
    /// One message for every wrong pair, so that names cannot be tried out.
    #[error("账号、密码或动态口令不对")]
    Wrong,
    #[error("试得太多了，请 {minutes} 分钟后再试")]
    Slower { minutes: u32 },
    #[error(transparent)]
    Internal(#[from] Internal),
}

#[derive(Clone)]
pub struct PasswordChange {
    pub old: String,
    pub new: String,
    pub again: String,
}

#[derive(Clone)]
pub struct TotpSetup {
    /// Base32, for typing in.
    pub secret: String,
    /// `otpauth://…`, for the QR code.
    pub url: String,
    /// Sealed; brings the secret back with the first code.
    pub ticket: String,
}

#[derive(Clone)]
pub struct TotpConfirmation {
    pub ticket: String,
    pub code: String,
    /// Needed where a factor is bound already.
    pub password: String,
}

/// Who stands in from one day to another, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeputyNamed {
    pub id: Uuid,
    pub name: String,
    pub from: Date,
    pub to: Date,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    pub id: Uuid,
    pub name: String,
    pub role: Role,
}

/// As a form asks for it; what was not filled in is `None`.
#[derive(Clone, Debug, Default)]
pub struct NewDeputy {
    pub deputy: Option<Uuid>,
    pub from: Option<Date>,
    pub to: Option<Date>,
}

#[derive(Clone)]
pub struct NewStaff {
    pub login: String,
    pub name: String,
    pub role: Role,
    pub unit: String,
    pub password: String,
    /// The password was made for them, so they choose their own first.
    pub must_change_password: bool,
    /// Base32 secret of the second factor.
    pub totp_secret: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffEntry {
    pub id: Uuid,
    pub login: String,
    pub name: String,
    pub role: Role,
    pub unit: String,
    pub disabled: bool,
    pub has_totp: bool,
}

#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    #[error("有内容需要改")]
    Invalid(Vec<FieldError>),
    #[error("没有这个账号：{0}")]
    Unknown(String),
    #[error(transparent)]
    Internal(#[from] Internal),
}

// A token opens the desk, so it stays out of logs.
impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionToken(…)")
    }
}
