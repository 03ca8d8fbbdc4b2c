//! Matters of a large place: eight counties, 96 townships, 1,440 villages, three years.

use domain::event::{Actor, Event, EventKind, Source};
use domain::matter::{MatterId, MatterKind, Status};
use domain::region::RegionCode;
use domain::report::{Channel, Drug, Facts, Respondent};
use jiff::{SignedDuration, Timestamp};
use storage::{NewMatter, NewSubmission, Recorded, Store};
use uuid::Uuid;

use crate::Outcome;

const BATCH: u32 = 2_000;

/// 1 January 2024 in Beijing, in seconds since 1970.
const FIRST: i64 = 1_704_038_400;
/// In seconds.
const THREE_YEARS: f64 = 3.0 * 365.0 * 86_400.0;

/// Words of stories and of what was sold, common ones first.
const WORDS: [&str; 24] = [
    "药店",
    "过期",
    "没有",
    "批号",
    "假药",
    "卫生室",
    "处方",
    "网上",
    "赶集",
    "感冒",
    "头孢",
    "阿莫西林",
    "退钱",
    "说明书",
    "膏药",
    "保健品",
    "血压",
    "孩子",
    "直播",
    "游医",
    "中药",
    "草乌",
    "疫苗",
    "理疗仪",
];

pub async fn fill(store: &Store, matters: u32) -> Outcome<()> {
    let mut next = 0;
    while next < matters {
        let end = matters.min(next + BATCH);
        let batch = (next..end).map(|n| submission(n, matters)).collect::<Outcome<Vec<_>>>()?;
        let answers = store.record(&batch, "YX").await?;
        if let Some(refused) = answers.iter().find(|answer| !matches!(answer, Recorded::New(_))) {
            return Err(format!("not kept: {refused:?}").into());
        }
        next = end;
    }
    Ok(())
}

/// A township, nine digits.
pub fn town(draw: u64) -> String {
    format!("5309{:02}{:03}", 21 + draw % 8, 100 + draw / 8 % 12)
}

pub fn village(draw: u64) -> String {
    format!("{}{:03}", town(draw), 200 + draw / 96 % 15)
}

pub fn county(draw: u64) -> String {
    format!("5309{:02}", 21 + draw % 8)
}

/// Each county has three.
pub fn unit(county: &str, draw: u64) -> String {
    format!("suo-{county}-{}", draw % 3)
}

/// Word `n` stands in about one in `n + 2` matters.
pub fn word(draw: u64) -> &'static str {
    let place = usize::try_from(draw).unwrap_or_default() % WORDS.len();
    WORDS.get(place).copied().unwrap_or("药店")
}

pub fn shop(draw: u64) -> String {
    format!("大药房{}号", draw % 5_000)
}

pub fn registration_no(n: u64) -> String {
    format!("1530922{n:013}")
}

/// Looks random and is the same each time (the finishing steps of SplitMix64).
pub fn draw(of: u64) -> u64 {
    let mixed = of.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

fn submission(n: u32, of: u32) -> Outcome<NewSubmission> {
    let share = f64::from(n) / f64::from(of);
    let at = Timestamp::from_second(FIRST)? + SignedDuration::try_from_secs_f64(share * THREE_YEARS)?;
    Ok(NewSubmission {
        id: Uuid::from_u128((u128::from(draw(u64::from(n))) << 64) | u128::from(n)),
        key_mac: mac(n, 1),
        content_sha256: mac(n, 2),
        code_mac: mac(n, 3),
        received_at: at,
        matters: vec![matter(u64::from(n), at)?],
        field: None,
    })
}

fn matter(n: u64, at: Timestamp) -> Outcome<NewMatter> {
    let drawn = draw(n);
    let kind = if drawn.is_multiple_of(3) { MatterKind::Complaint } else { MatterKind::Tip };
    let words: Vec<&str> =
        (0..24).filter(|place| draw(n ^ (place << 40)).is_multiple_of(place + 2)).map(word).collect();
    let shop = shop(drawn >> 7);
    let last_day = jiff::tz::TimeZone::UTC.to_datetime(at).date().saturating_add(jiff::Span::new().days(20));
    Ok(NewMatter {
        id: MatterId(Uuid::from_u128((u128::from(drawn) << 64) | u128::from(n) | (1 << 63))),
        kind,
        search: format!("{} {shop}", words.join(" ")),
        facts: facts(drawn, &words, shop)?,
        due: Some(last_day),
        identity: None,
        phone_mac: None,
        attachments: Vec::new(),
        events: events(n, drawn, at),
        jobs: Vec::new(),
    })
}

/// One in ten is still open; of those, half are assigned and a third have 12315's number.
fn events(n: u64, drawn: u64, at: Timestamp) -> Vec<Event> {
    let staff = |kind| Event { at, actor: Actor::Staff { id: Uuid::nil(), name: "某某".to_owned() }, kind };
    let received = EventKind::Received { source: Source::Web, notice_version: "2026-11".to_owned() };
    let mut events = vec![Event { at, actor: Actor::Reporter, kind: received }];
    let age = (drawn >> 20) % 60;
    if age > 2 {
        events.push(staff(EventKind::Assigned { unit: unit(&county(drawn >> 11), drawn >> 33) }));
    }
    if age > 3 {
        events.push(staff(EventKind::Registered { registration_no: registration_no(n), registered_at: at }));
    }
    if age > 5 {
        events.push(staff(EventKind::StatusSet { status: Status::Closed, note: "已答复".to_owned() }));
    }
    events
}

fn facts(drawn: u64, words: &[&str], shop: String) -> Outcome<Facts> {
    Ok(Facts {
        category: "D03".to_owned(),
        region: RegionCode::parse(&village(drawn >> 11)).map_err(|_| "no region")?,
        place: Some("村委会旁".to_owned()),
        channel: Channel::Shop,
        platform_name: None,
        order_no: None,
        story: format!("在店里买东西，{}，请查一查。", words.join("，")),
        happened_on: None,
        amount: Some(3_580),
        respondent: Respondent { name: Some(shop), address: None },
        requests: Vec::new(),
        drug: Drug::default(),
        publish_consent: false,
        mediation_consent: true,
    })
}

fn mac(n: u32, what: u8) -> [u8; 32] {
    let mut mac = [what; 32];
    let parts = (0..3_u64).flat_map(|part| draw((u64::from(n) << 2) | part).to_le_bytes());
    mac.iter_mut().zip(parts).for_each(|(place, byte)| *place = byte);
    mac
}
