//! A portal with people at their desks and reports that came in.

use std::sync::atomic::{AtomicU32, Ordering};

use domain::access::{Role, Staff};
use domain::audit::Who;
use domain::event::{Event, Source};
use domain::matter::{MatterKind, MatterState};
use domain::newsroom::workflow::Kind;
use domain::ports::{IdempotencyKey, NewItem, NewStaff, NewsStep, Photo, Receipt, Submission};
use domain::region::RegionCode;
use domain::report::{Channel, Drug, Facts, Report, Reporter, Respondent, Wish};
use server::settings::Partial;
use uuid::Uuid;

use crate::portal::{Answer, TestPortal, Visitor, jpeg};

pub const PASSWORD: &str = "山高水长流-2026";
/// 爱华镇, whose station is `suo-aihua`.
pub const AIHUA: &str = "530922101001";
pub const STATION: &str = "suo-aihua";

pub struct Office {
    pub portal: TestPortal,
    reports: AtomicU32,
}

impl Office {
    pub async fn open() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Partial)) -> Self {
        Self { portal: TestPortal::with(change).await, reports: AtomicU32::new(0) }
    }

    pub async fn hire(&self, login: &str, role: Role, unit: &str) {
        let staff = NewStaff {
            login: login.into(),
            name: format!("{}某", role.words()),
            role,
            unit: unit.into(),
            password: PASSWORD.into(),
            must_change_password: false,
            totp_secret: None,
        };
        self.portal.services.accounts.add(staff, &Who::System, self.portal.services.now()).await.unwrap();
    }

    /// Signed in with the password everybody here has.
    pub async fn at_desk(&self, login: &str) -> Visitor {
        let mut visitor = self.portal.visitor();
        let answer = visitor.post_form("desk/sign-in", &[("login", login), ("password", PASSWORD)]).await;
        assert_eq!(answer.status.as_u16(), 303, "{login}: {}", answer.text());
        visitor
    }

    /// A new person of that role, signed in.
    pub async fn person(&self, role: Role, unit: &str) -> Visitor {
        let login = role.as_str().to_owned() + "." + unit;
        self.hire(&login, role, unit).await;
        self.at_desk(&login).await
    }

    /// The same person as the ports know them.
    pub async fn staff(&self, role: Role, unit: &str) -> Staff {
        let login = role.as_str().to_owned() + "." + unit;
        let mut visitor = self.person(role, unit).await;
        visitor.get("desk").await;
        let token = visitor.cookies().get("yaoan-desk-yunxian").unwrap().clone();
        let token = domain::ports::SessionToken(token);
        let session = self.portal.services.accounts.session(&token, self.portal.services.now()).await.unwrap();
        let staff = session.unwrap().staff;
        assert_eq!(staff.login, login);
        staff
    }

    pub async fn submit(&self, report: Report, photos: u32) -> Receipt {
        let count = self.reports.fetch_add(1, Ordering::SeqCst);
        let photos = (0..photos).map(|n| Photo { bytes: jpeg(40 + n, 30) }).collect();
        let submission = Submission {
            key: IdempotencyKey::parse(&format!("desk-test-key-{count:06}")).unwrap(),
            report,
            photos,
            voice: None,
            source: Source::Web,
            notice_version: "1".into(),
        };
        self.portal.services.intake.submit(submission, self.portal.services.now()).await.unwrap()
    }

    /// The number of a report that has just come in.
    pub async fn number(&self, report: Report) -> String {
        self.submit(report, 0).await.matters.remove(0).number
    }

    /// Publishes an article with this in place of its drawing, the short way.
    pub async fn publish(&self, slug: &str, body: &str) {
        let services = &self.portal.services;
        self.portal.house.newsroom.open(&self.portal.house.shelf, services.now()).await.unwrap();
        let text = self.portal.house.shelf.text("articles/home-medicine-box.md").unwrap().text;
        let drawing = text.lines().find(|line| line.starts_with("![")).unwrap();
        let text = text.replace(drawing, body);
        let (id, read) = (Uuid::new_v4(), storage::text_digest(&text));
        let (author, signer) = (self.staff(Role::Editor, "bangongshi").await, self.staff(Role::Leader, "bureau").await);
        let new = NewItem { kind: Kind::Article, slug: slug.into(), unit: String::new(), text };
        services.newsroom.begin(&author, id, new, services.now()).await.unwrap();
        let step = NewsStep::Emergency { reason: "要马上告诉大家".into() };
        services.newsroom.act(&signer, id, step, &read, services.now()).await.unwrap();
    }

    pub async fn assign(&self, number: &str, unit: &str) {
        let mut clerk = self.demo_clerk().await;
        self.step(&mut clerk, number, "dispatch", &[("unit", unit)]).await;
    }

    /// How many events the matter has: what a page shows as the version it was drawn for.
    pub async fn version(&self, number: &str) -> String {
        self.events(number).await.len().to_string()
    }

    /// Asks for a step from a page that is up to date.
    pub async fn try_step(&self, person: &mut Visitor, number: &str, step: &str, fields: &[(&str, &str)]) -> Answer {
        let seen = self.version(number).await;
        let fields: Vec<_> = fields.iter().copied().chain([("seen", seen.as_str())]).collect();
        person.post_form(&format!("desk/matter/{number}/step/{step}"), &fields).await
    }

    /// The same, which must be done.
    pub async fn step(&self, person: &mut Visitor, number: &str, step: &str, fields: &[(&str, &str)]) {
        let answer = self.try_step(person, number, step, fields).await;
        assert_eq!(answer.status.as_u16(), 303, "{step}: {}", answer.text());
    }

    /// A tip, looked into by its unit and ended without a case.
    pub async fn close(&self, number: &str) {
        let mut lead = self.person(Role::Lead, STATION).await;
        self.close_by(&mut lead, number).await;
    }

    /// The same by a head of the unit who is there already.
    pub async fn close_by(&self, lead: &mut Visitor, number: &str) {
        self.assign(number, STATION).await;
        self.step(lead, number, "verify", &[]).await;
        self.step(lead, number, "do-not-file", &[("reason", "没有发现违法")]).await;
        self.step(lead, number, "close", &[("note", "已核查，没有发现违法。")]).await;
    }

    pub async fn state(&self, number: &str) -> MatterState {
        self.portal.services.store.matter_by_number(number).await.unwrap().unwrap().state
    }

    pub async fn demo_clerk(&self) -> Visitor {
        let mut visitor = self.portal.visitor();
        let fields = [("login", "clerk"), ("password", "yanshi-clerk")];
        let answer = visitor.post_form("desk/sign-in", &fields).await;
        assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
        visitor
    }

    pub async fn events(&self, number: &str) -> Vec<Event> {
        let store = &self.portal.services.store;
        let row = store.matter_by_number(number).await.unwrap().unwrap();
        store.events(row.id).await.unwrap()
    }
}

pub fn report(wish: Wish, story: &str) -> Report {
    Report {
        wish,
        facts: Facts {
            category: "D03".into(),
            region: RegionCode::parse(AIHUA).unwrap(),
            place: Some("集市东头".into()),
            channel: Channel::Shop,
            platform_name: None,
            order_no: None,
            story: story.into(),
            happened_on: None,
            amount: Some(3550),
            respondent: Respondent { name: Some("某某药店".into()), address: Some("草皮街 8 号".into()) },
            requests: Vec::new(),
            drug: Drug::default(),
            publish_consent: false,
            mediation_consent: true,
        },
        reporter: None,
    }
}

pub fn tip(story: &str) -> Report {
    report(Wish::Tip, story)
}

/// Somebody whose name, number and street must never be seen by chance.
pub fn canary() -> Reporter {
    Reporter {
        name: Some("秘而不宣者".into()),
        phone: "13977778888".into(),
        address: Some("不可外传街 99 号".into()),
        helper: None,
    }
}

pub fn complaint(story: &str) -> Report {
    Report { reporter: Some(canary()), ..report(Wish::Complaint, story) }
}

pub fn kind_of(receipt: &Receipt, kind: MatterKind) -> String {
    receipt.matters.iter().find(|matter| matter.kind == kind).unwrap().number.clone()
}
