use domain::audit::{Act, Deed, Who};
use domain::ports::{FirstStep, Internal, Session, SessionToken, SignIn, SignInRefused};
use domain::text;
use jiff::{SignedDuration, Timestamp};
use storage::StaffRow;

use super::directory::Directory;
use super::second_factor::SecondFactor;
use super::token::{self, IDLE, WHOLE};

/// A session in use is not written at every click.
const TOUCH_AFTER: SignedDuration = SignedDuration::from_mins(1);
/// What a login may measure; longer text is not worth a query.
const LONGEST_LOGIN: usize = 32;

impl Directory {
    /// The same steps and the same cost for a known and an unknown login.
    pub(super) async fn let_in(&self, attempt: &SignIn, at: Timestamp) -> Result<SessionToken, SignInRefused> {
        let login = typed_login(&attempt.login);
        self.throttle.enter(&login, &attempt.address, at).map_err(|minutes| SignInRefused::Slower { minutes })?;
        let row = self.store.staff_by_login(&login).await.map_err(Internal::from)?;
        // What nobody is called is not written down: it may be a password in the wrong field.
        let known = row.as_ref().map_or("不存在的账号", |_| login.as_str());
        let failed = Act::new(at, Who::Stranger, Deed::SignInFailed, known);
        let let_in = self.let_in_if_right(attempt, &login, row, at).await;
        if matches!(let_in, Err(SignInRefused::Wrong)) {
            self.store.note(&failed).await.map_err(Internal::from)?;
        }
        let_in
    }

    /// Ends the session of a browser that asks for it.
    pub(super) async fn let_out(&self, token: &SessionToken, at: Timestamp) -> Result<(), Internal> {
        let hash = token::hash(token);
        if let Some(session) = self.store.session(&hash).await? {
            let person = self.person(&session.staff);
            let act = Act::new(at, &person, Deed::SignedOut, &person.login);
            self.store.end_session(&hash, Some(&act)).await?;
        }
        Ok(())
    }

    async fn let_in_if_right(
        &self,
        attempt: &SignIn,
        login: &str,
        row: Option<StaffRow>,
        at: Timestamp,
    ) -> Result<SessionToken, SignInRefused> {
        let stored = row.as_ref().map(|row| row.password_hash.as_str());
        let fits = self.hasher.fits(&attempt.password, stored).await?;
        let row = row.filter(|row| fits && !row.disabled).ok_or(SignInRefused::Wrong)?;
        self.check_second_factor(&row, &attempt.totp, at).await?;
        self.throttle.forgive(login, &attempt.address);
        let act = Act::new(at, &self.person(&row), Deed::SignedIn, &row.login);
        Ok(self.start_session(&row, at, Some(&act)).await?)
    }

    pub(super) async fn start_session(
        &self,
        row: &StaffRow,
        at: Timestamp,
        act: Option<&Act>,
    ) -> Result<SessionToken, Internal> {
        self.store.prune_sessions(at).await?;
        let token = token::generate(&*self.random);
        self.store.add_session(&token::hash(&token), row.id, at, ends(at, at), act).await?;
        Ok(token)
    }

    pub(super) async fn find_session(&self, token: &SessionToken, at: Timestamp) -> Result<Option<Session>, Internal> {
        let hash = token::hash(token);
        let Some(session) = self.store.session(&hash).await? else {
            return Ok(None);
        };
        if at >= session.expires_at || session.staff.disabled {
            self.store.end_session(&hash, None).await?;
            return Ok(None);
        }
        if at.duration_since(session.seen_at) >= TOUCH_AFTER {
            self.store.touch_session(&hash, at, ends(session.created_at, at)).await?;
        }
        let row = session.staff;
        let staff = self.with_absent(self.person(&row), at).await?;
        Ok(Some(Session { staff, has_totp: row.totp.is_some(), first: self.first_step(&row) }))
    }

    /// The password comes first: somebody else knows it until it is changed.
    fn first_step(&self, row: &StaffRow) -> Option<FirstStep> {
        if row.must_change_password {
            return Some(FirstStep::ChangePassword);
        }
        (self.totp_required && row.totp.is_none()).then_some(FirstStep::SetUpTotp)
    }

    async fn check_second_factor(&self, row: &StaffRow, code: &str, at: Timestamp) -> Result<(), SignInRefused> {
        let Some(sealed) = &row.totp else {
            return Ok(());
        };
        let factor = SecondFactor::open(row.id, sealed, &self.keys)?;
        let step = factor.accept(code, row.totp_last_step, at)?.ok_or(SignInRefused::Wrong)?;
        // Two sign-ins with one code at the same moment: the database lets one of them have it.
        let first = self.store.use_totp_step(row.id, step).await.map_err(Internal::from)?;
        if first { Ok(()) } else { Err(SignInRefused::Wrong) }
    }
}

/// A login as typed: phones write the first letter large.
fn typed_login(typed: &str) -> String {
    text::clean(typed).chars().take(LONGEST_LOGIN).collect::<String>().to_lowercase()
}

/// When a session ends that nobody uses any more: two hours on, and never later than its day.
fn ends(created: Timestamp, seen: Timestamp) -> Timestamp {
    let after = |start: Timestamp, life| start.saturating_add(life).unwrap_or(start);
    after(created, WHOLE).min(after(seen, IDLE))
}
