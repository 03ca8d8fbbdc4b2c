use std::sync::Arc;

use async_trait::async_trait;
use domain::access::Staff;
use domain::audit::{Act, Deed, Who};
use domain::ports::{
    AccountError, Accounts, Colleague, DeputyNamed, Internal, NewDeputy, NewStaff, PasswordChange, Session,
    SessionToken, SignIn, SignInRefused, StaffEntry, TotpConfirmation, TotpSetup,
};
use domain::report::FieldError;
use domain::site::Site;
use jiff::Timestamp;
use storage::{StaffRow, Store};
use uuid::Uuid;

use super::password::Hasher;
use super::throttle::Throttle;
use crate::clock::Random;
use crate::keys::Keyring;

/// The accounts of one installation.
pub struct Directory {
    pub(super) store: Store,
    pub(super) keys: Arc<Keyring>,
    pub(super) site: Arc<Site>,
    pub(super) random: Arc<dyn Random>,
    pub(super) hasher: Hasher,
    pub(super) throttle: Throttle,
    /// Whether an account without a second factor must set one up before anything else.
    pub(super) totp_required: bool,
}

impl Directory {
    /// # Errors
    /// When argon2 refuses its parameters, which would be a fault of ours.
    pub fn new(
        store: Store,
        keys: Arc<Keyring>,
        site: Arc<Site>,
        random: Arc<dyn Random>,
        totp_required: bool,
    ) -> Result<Self, Internal> {
        let hasher = Hasher::new(random.clone())?;
        Ok(Self { store, keys, site, random, hasher, throttle: Throttle::default(), totp_required })
    }

    /// The person an account stands for, with the area of their unit.
    pub(super) fn person(&self, row: &StaffRow) -> Staff {
        let regions = if row.role.sees_whole_area() {
            vec![self.site.region.clone()]
        } else {
            self.site.unit(&row.unit).map(|unit| unit.regions.clone()).unwrap_or_default()
        };
        Staff {
            id: row.id,
            login: row.login.clone(),
            name: row.name.clone(),
            role: row.role,
            unit: row.unit.clone(),
            regions,
            stands_in_for: Vec::new(),
        }
    }

    pub(super) async fn row(&self, staff: &Staff) -> Result<StaffRow, AccountError> {
        let row = self.store.staff_by_id(staff.id).await.map_err(Internal::from)?;
        row.ok_or_else(|| AccountError::Unknown(staff.login.clone()))
    }

    pub(super) async fn row_of(&self, login: &str) -> Result<StaffRow, AccountError> {
        let row = self.store.staff_by_login(login).await.map_err(Internal::from)?;
        row.ok_or_else(|| AccountError::Unknown(login.to_owned()))
    }
}

#[async_trait]
impl Accounts for Directory {
    async fn sign_in(&self, attempt: SignIn, at: Timestamp) -> Result<SessionToken, SignInRefused> {
        self.let_in(&attempt, at).await
    }

    async fn session(&self, token: &SessionToken, at: Timestamp) -> Result<Option<Session>, Internal> {
        self.find_session(token, at).await
    }

    async fn sign_out(&self, token: &SessionToken, at: Timestamp) -> Result<(), Internal> {
        self.let_out(token, at).await
    }

    async fn change_password(
        &self,
        staff: &Staff,
        change: PasswordChange,
        at: Timestamp,
    ) -> Result<SessionToken, AccountError> {
        self.replace_password(staff, &change, at).await
    }

    async fn new_totp(&self, staff: &Staff, at: Timestamp) -> Result<TotpSetup, Internal> {
        self.offer_totp(staff, at)
    }

    async fn totp_of_ticket(&self, staff: &Staff, ticket: &str, at: Timestamp) -> Result<Option<TotpSetup>, Internal> {
        self.offer_totp_again(staff, ticket, at)
    }

    async fn confirm_totp(
        &self,
        staff: &Staff,
        confirmation: TotpConfirmation,
        at: Timestamp,
    ) -> Result<SessionToken, AccountError> {
        self.bind_totp(staff, &confirmation, at).await
    }

    async fn deputies(&self, staff: &Staff, at: Timestamp) -> Result<Vec<DeputyNamed>, Internal> {
        self.own_deputies(staff, at).await
    }

    async fn colleagues(&self, staff: &Staff) -> Result<Vec<Colleague>, Internal> {
        self.unit_mates(staff).await
    }

    async fn name_deputy(&self, staff: &Staff, new: &NewDeputy, at: Timestamp) -> Result<(), AccountError> {
        self.name(staff, new, at).await
    }

    async fn end_deputy(&self, staff: &Staff, id: Uuid, at: Timestamp) -> Result<(), AccountError> {
        self.end(staff, id, at).await
    }

    async fn list(&self) -> Result<Vec<StaffEntry>, Internal> {
        let rows = self.store.list_staff().await?;
        Ok(rows.into_iter().map(entry).collect())
    }

    async fn add(&self, staff: NewStaff, by: &Who, at: Timestamp) -> Result<(), AccountError> {
        self.add_staff(staff, by, at).await
    }

    async fn disable(&self, login: &str, by: &Who, at: Timestamp) -> Result<(), AccountError> {
        let row = self.row_of(login).await?;
        let act = Act::new(at, by.clone(), Deed::AccountDisabled, &row.login);
        self.store.set_disabled(row.id, true, &act).await.map_err(Internal::from)?;
        Ok(())
    }

    async fn reset(&self, login: &str, by: &Who, at: Timestamp) -> Result<String, AccountError> {
        let row = self.row_of(login).await?;
        let password = super::password::one_time(&*self.random);
        let act = Act::new(at, by.clone(), Deed::AccountReset, &row.login);
        self.start_over(&row, &password, true, &act).await?;
        Ok(password)
    }
}

/// One fault of a form.
pub(super) fn refused(field: &str, message: impl Into<String>) -> AccountError {
    AccountError::Invalid(vec![FieldError { field: field.to_owned(), message: message.into() }])
}

fn entry(row: StaffRow) -> StaffEntry {
    StaffEntry {
        id: row.id,
        login: row.login,
        name: row.name,
        role: row.role,
        unit: row.unit,
        disabled: row.disabled,
        has_totp: row.totp.is_some(),
    }
}
