//! A hand-over desk over a database in memory, the clock in the test's hand.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use domain::access::{Role, Staff};
use domain::calendar::Calendar;
use domain::event::{Actor, Event, EventKind, HandoverOutcome, Source};
use domain::law::{LawTables, Laws};
use domain::matter::{MatterId, MatterKind, OfficeStep};
use domain::ports::Photo;
use domain::region::{RegionCode, Regions};
use domain::report::{Channel, Drug, Facts, Reporter, Respondent};
use domain::site::{Adapter, Site};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use server::clock::{Clock, Random, new_id};
use server::doors::gateway::{self, GatewayDoor};
use server::forwarding::gateway::{GatewayClient, parse_address};
use server::forwarding::signature::Secrets;
use server::forwarding::{Forwarder, HandOver};
use server::jobs::{Handler, Worker};
use server::keys::{Keyring, Purpose};
use server::media::{Gallery, Vault};
use storage::{Appended, Change, JobKind, MatterRow, NewJob, NewMatter, NewSubmission, Recorded, Store};
use uuid::Uuid;

use crate::sheet::spoken;

pub const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
/// The one it is being changed to.
pub const NEW_SECRET: &str = "whsec_QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB";
/// 2026-11-23 09:30, a Monday, in Beijing.
pub const MONDAY: &str = "2026-11-23T01:30:00Z";

/// Stands still until told otherwise.
pub struct TestClock(AtomicI64);

impl TestClock {
    pub fn set_to(text: &str) -> Arc<Self> {
        let at: Timestamp = text.parse().unwrap();
        Arc::new(Self(AtomicI64::new(at.as_microsecond())))
    }

    pub fn pass(&self, time: SignedDuration) {
        self.0.fetch_add(i64::try_from(time.as_micros()).unwrap(), Ordering::SeqCst);
    }

    pub fn seconds(&self, seconds: i64) {
        self.pass(SignedDuration::from_secs(seconds));
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// The same sequence in every run (splitmix64).
pub struct TestRandom(AtomicU64);

impl TestRandom {
    pub fn new() -> Arc<Self> {
        Arc::new(Self(AtomicU64::new(42)))
    }
}

impl Random for TestRandom {
    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            let mut z = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            *byte = z.to_be_bytes()[0];
        }
    }
}

pub struct House {
    pub store: Store,
    pub clock: Arc<TestClock>,
    pub random: Arc<TestRandom>,
    pub keys: Arc<Keyring>,
    pub gallery: Gallery,
    pub site: Arc<Site>,
    pub desk: Forwarder,
    submitted: Mutex<u64>,
    _folder: tempfile::TempDir,
}

impl House {
    /// A house that hands over by that adapter, the gateway being at `url`.
    pub async fn new(adapter: Adapter, url: &str) -> Self {
        let store = Store::open("sqlite::memory:").await.unwrap();
        store.migrate().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let random = TestRandom::new();
        let keys = Keyring::open_or_create(&folder.path().join("keys.toml"), random.clone()).unwrap();
        let keys = Arc::new(keys);
        let vault = Arc::new(Vault::open(folder.path().join("vault")).unwrap());
        let gallery = Gallery::new(store.clone(), keys.clone(), vault, random.clone());
        let site = Arc::new(site(adapter, url));
        let desk = Forwarder::new(
            store.clone(),
            keys.clone(),
            gallery.clone(),
            site.clone(),
            Arc::new(laws()),
            Arc::new(regions()),
            Arc::new(Calendar::default()),
        );
        let clock = TestClock::set_to(MONDAY);
        let submitted = Mutex::new(0);
        Self { store, clock, random, keys, gallery, site, desk, submitted, _folder: folder }
    }

    pub async fn with_clerk() -> Self {
        Self::new(Adapter::Packet, "").await
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub fn gateway(&self) -> GatewayClient {
        let url = parse_address(&self.site.handover.gateway.url).unwrap();
        GatewayClient::new(url, Secrets::parse(SECRET).unwrap()).unwrap()
    }

    pub fn hand_over(&self) -> HandOver {
        let gateway = (self.site.handover.adapter == Adapter::Gateway).then(|| self.gateway());
        HandOver::new(self.desk.clone(), gateway)
    }

    pub fn worker(&self) -> Worker {
        let handler: Arc<dyn Handler> = Arc::new(self.hand_over());
        Worker::new(self.store.clone(), self.clock.clone(), self.random.clone(), [handler])
    }

    /// The gateway's door, as the portal mounts it.
    pub fn door(&self) -> axum::Router {
        let secrets = Secrets::parse(&format!("{SECRET} {NEW_SECRET}")).ok();
        let door = GatewayDoor {
            forwarding: Arc::new(self.desk.clone()),
            clock: self.clock.clone(),
            store: self.store.clone(),
            keys: self.keys.clone(),
            gallery: self.gallery.clone(),
            secrets: secrets.filter(|_| self.site.handover.adapter == Adapter::Gateway),
        };
        gateway::routes().with_state(door)
    }

    /// A matter as intake keeps it; returns its public number.
    pub async fn submit(&self, matter: Submitted) -> String {
        let id = MatterId(new_id(&*self.random, self.now()));
        let mut attachments = Vec::new();
        for ordinal in 1..=matter.photos {
            let checked = Gallery::check(vec![Photo { bytes: picture(ordinal) }]).unwrap();
            attachments.push(self.gallery.keep(&checked[0], ordinal, self.now()).await.unwrap());
        }
        if matter.voice {
            let checked = Gallery::check_voice(Photo { bytes: spoken() }).unwrap();
            attachments.push(self.gallery.keep(&checked, matter.photos + 1, self.now()).await.unwrap());
        }
        let identity = matter.reporter.as_ref().map(|reporter| {
            let plain = serde_json::to_vec(reporter).unwrap();
            self.keys.seal(Purpose::Identity, id.0, &plain).unwrap()
        });
        let received = EventKind::Received { source: Source::Web, notice_version: "1".into() };
        let mut marks = [0; 96];
        self.random.fill(&mut marks);
        let mark = |at: usize| <[u8; 32]>::try_from(&marks[at..at + 32]).unwrap();
        let submission = NewSubmission {
            id: new_id(&*self.random, self.now()),
            key_mac: mark(0),
            content_sha256: mark(32),
            code_mac: mark(64),
            received_at: self.now(),
            field: None,
            matters: vec![NewMatter {
                id,
                kind: matter.kind,
                facts: matter.facts,
                search: String::new(),
                due: None,
                phone_mac: None,
                identity,
                attachments,
                events: vec![Event { at: self.now(), actor: Actor::Reporter, kind: received }],
                jobs: vec![self.hand_over_job(id)],
            }],
        };
        *self.submitted.lock().unwrap() += 1;
        match self.store.record(&[submission], "YX").await.unwrap().remove(0) {
            Recorded::New(known) => known.matters[0].1.clone(),
            other => panic!("{other:?}"),
        }
    }

    pub fn hand_over_job(&self, matter: MatterId) -> NewJob {
        NewJob {
            id: new_id(&*self.random, self.now()),
            kind: JobKind::HandOver,
            matter: Some(matter),
            payload: json!({ "matter": matter }),
            run_at: self.now(),
        }
    }

    /// What was said is written down at the desk.
    pub async fn transcribe(&self, number: &str, words: &str) {
        let kind = EventKind::Office(OfficeStep::Transcribed { words: words.into() });
        let actor = Actor::Staff { id: clerk().id, name: clerk().name };
        let events = [Event { at: self.now(), actor, kind }];
        let change = Change { events: &events, ..Change::default() };
        let done = self.store.append(&self.row(number).await, change).await.unwrap();
        assert!(matches!(done, Appended::Done(_)), "{done:?}");
    }

    pub async fn row(&self, number: &str) -> MatterRow {
        self.store.matter_by_number(number).await.unwrap().unwrap()
    }

    pub async fn events(&self, number: &str) -> Vec<Event> {
        self.store.events(self.row(number).await.id).await.unwrap()
    }

    /// The tries of a matter, in order.
    pub async fn tries(&self, number: &str) -> Vec<(u32, HandoverOutcome)> {
        let events = self.events(number).await;
        let tried = |event: Event| match event.kind {
            EventKind::HandoverTried { attempt, outcome, .. } => Some((attempt, outcome)),
            _ => None,
        };
        events.into_iter().filter_map(tried).collect()
    }

    /// Attempts of hand-over jobs that wait, stuck ones left out.
    pub async fn waiting(&self) -> u64 {
        let counts = self.store.job_counts().await.unwrap();
        counts.iter().find(|count| count.kind == JobKind::HandOver).unwrap().waiting
    }
}

/// A matter to be submitted.
pub struct Submitted {
    pub kind: MatterKind,
    pub facts: Facts,
    pub reporter: Option<Reporter>,
    pub photos: u32,
    pub voice: bool,
}

pub fn complaint(story: &str) -> Submitted {
    let mut submitted = tip(story);
    submitted.kind = MatterKind::Complaint;
    submitted.facts.requests = vec!["return".into(), "refund".into()];
    submitted.facts.respondent =
        Respondent { name: Some("爱民药店".into()), address: Some("爱华镇建设路8号".into()) };
    submitted.reporter = Some(Reporter {
        name: Some("李四妹".into()),
        phone: "13988312345".into(),
        address: Some("爱华镇草皮街社区".into()),
        helper: None,
    });
    submitted
}

/// An anonymous one.
pub fn tip(story: &str) -> Submitted {
    let facts = Facts {
        category: "D03".into(),
        region: RegionCode::parse("530922101000").unwrap(),
        place: Some("菜市场对面".into()),
        channel: Channel::Shop,
        platform_name: None,
        order_no: None,
        story: story.into(),
        happened_on: Some("2026-11-20".parse().unwrap()),
        amount: Some(3_550),
        respondent: Respondent::default(),
        requests: Vec::new(),
        drug: Drug { name: Some("阿莫西林胶囊".into()), ..Drug::default() },
        publish_consent: false,
        mediation_consent: false,
    };
    Submitted { kind: MatterKind::Tip, facts, reporter: None, photos: 0, voice: false }
}

pub fn staff(role: Role) -> Staff {
    Staff {
        id: Uuid::from_u128(7),
        login: "clerk".into(),
        name: "王登记".into(),
        role,
        unit: "xiaojian".into(),
        regions: vec!["530922".into()],
        stands_in_for: Vec::new(),
    }
}

pub fn clerk() -> Staff {
    staff(Role::Clerk)
}

pub fn laws() -> Laws {
    Laws::new(LawTables {
        laws: toml::from_str(include_str!("../../../content/laws/laws.toml")).unwrap(),
        clocks: toml::from_str(include_str!("../../../content/laws/clocks.toml")).unwrap(),
        categories: toml::from_str(include_str!("../../../content/laws/categories.toml")).unwrap(),
        requests: toml::from_str(include_str!("../../../content/laws/requests.toml")).unwrap(),
        sightings: toml::from_str(include_str!("../../../content/laws/sightings.toml")).unwrap(),
        notices: toml::from_str(include_str!("../../../content/laws/notices.toml")).unwrap(),
        grounds: toml::from_str(include_str!("../../../content/laws/grounds.toml")).unwrap(),
        rules: toml::from_str(include_str!("../../../content/laws/rules.toml")).unwrap(),
        platform: toml::from_str(include_str!("../../../content/laws/platform-12315.toml")).unwrap(),
        bodies: toml::from_str(include_str!("../../../content/laws/bodies.toml")).unwrap(),
        rewards: toml::from_str(include_str!("../../../content/laws/rewards.toml")).unwrap(),
        retention: toml::from_str(include_str!("../../../content/laws/retention.toml")).unwrap(),
    })
}

fn regions() -> Regions {
    Regions::parse(include_str!("../../../content/regions/530922.csv")).unwrap()
}

fn site(adapter: Adapter, url: &str) -> Site {
    let mut site: Site = toml::from_str(include_str!("../../../content/sites/yunxian.toml")).unwrap();
    site.handover.adapter = adapter;
    site.handover.gateway.url = url.to_owned();
    site
}

/// A small JPEG, another for every seed.
fn picture(seed: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let shade = u8::try_from(seed * 20).unwrap();
    let picture = image::RgbImage::from_pixel(40, 30, image::Rgb([shade, 90, 120]));
    image::DynamicImage::ImageRgb8(picture).write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}
