//! Reports as people might send them. Nothing in them is anybody's.

use domain::event::Source;
use domain::law::Laws;
use domain::matter::MatterKind;
use domain::ports::{IdempotencyKey, Internal, Submission};
use domain::region::Regions;
use domain::report::{Channel, Drug, Facts, Report, Reporter, Respondent, Wish};
use domain::site::Site;

use super::dice::Dice;

/// Stands in every made-up name and address, and must be found nowhere but sealed.
pub const CANARY: &str = "密不外传";

/// The report of a number; the same number and dice give the same one.
pub fn submission(
    number: u32,
    dice: &Dice,
    laws: &Laws,
    regions: &Regions,
    site: &Site,
) -> Result<Submission, Internal> {
    let wish = match dice.throw(100) {
        0..42 => Wish::Complaint,
        42..88 => Wish::Tip,
        _ => Wish::Both,
    };
    let report =
        Report { wish, facts: facts(number, wish, dice, laws, regions, site)?, reporter: reporter(number, wish, dice) };
    Ok(Submission {
        key: IdempotencyKey::parse(&format!("simulated-report-{number:08}")).map_err(Internal::new)?,
        report,
        photos: Vec::new(),
        voice: None,
        source: if dice.chance(80) { Source::Web } else { Source::Api },
        notice_version: "2026-11-21".to_owned(),
    })
}

/// The batch number a report is found by.
pub fn batch_no(number: u32) -> String {
    format!("SIM{number:06}")
}

fn facts(number: u32, wish: Wish, dice: &Dice, laws: &Laws, regions: &Regions, site: &Site) -> Result<Facts, Internal> {
    let kind = if wish == Wish::Tip { MatterKind::Tip } else { MatterKind::Complaint };
    let fits = |kinds: &[MatterKind]| kinds.contains(&kind) && (wish != Wish::Both || kinds.contains(&MatterKind::Tip));
    let categories: Vec<_> =
        laws.categories.iter().filter(|one| one.elsewhere.is_none() && fits(&one.kinds)).map(|one| &one.code).collect();
    let villages: Vec<_> = regions.villages(&site.region).map(|place| &place.code).collect();
    let nothing = |what: &str| Internal::new(format!("内容里没有{what}"));
    let requests: Vec<_> = laws.requests.iter().map(|one| &one.key).collect();
    Ok(Facts {
        category: (*dice.pick(&categories).ok_or_else(|| nothing("类别"))?).clone(),
        region: (*dice.pick(&villages).ok_or_else(|| nothing("村"))?).clone(),
        place: Some(format!("集市第{}间", dice.throw(60) + 1)),
        channel: if dice.chance(80) { Channel::Shop } else { Channel::Fair },
        platform_name: None,
        order_no: None,
        story: format!("第{number}件模拟事项：买到的东西和说的不一样，店里不肯处理。"),
        happened_on: None,
        amount: Some(dice.throw(90_000)),
        respondent: Respondent {
            name: Some(format!("模拟药店{}", dice.throw(300))), address: Some("新街".to_owned())
        },
        requests: match wish {
            Wish::Tip => Vec::new(),
            _ => dice.pick(&requests).map(|key| vec![(*key).clone()]).unwrap_or_default(),
        },
        drug: Drug { batch_no: Some(batch_no(number)), ..Drug::default() },
        publish_consent: dice.chance(50),
        mediation_consent: dice.chance(85),
    })
}

/// A complaint names its sender (令121 §10); half of the tips do not.
fn reporter(number: u32, wish: Wish, dice: &Dice) -> Option<Reporter> {
    let named = wish != Wish::Tip || dice.chance(50);
    named.then(|| Reporter {
        name: Some(format!("{CANARY}{number}")),
        phone: format!("139{:08}", 10_000_000 + number),
        address: Some(format!("{CANARY}街{number}号")),
        helper: None,
    })
}
