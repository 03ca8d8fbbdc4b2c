use jiff::civil::date;

use super::*;
use crate::region::RegionCode;
use crate::report::FieldError;

fn village(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

struct Desk {
    laws: crate::law::Laws,
    regions: crate::region::Regions,
    site: crate::site::Site,
    villages: Vec<RegionCode>,
    outlet: Option<LedgerOutlet>,
}

fn desk() -> Desk {
    let read =
        |path: &str| std::fs::read_to_string(format!("{}/../../content/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    Desk {
        laws: crate::law::test_laws().clone(),
        regions: crate::region::Regions::parse(&read("regions/530922.csv")).unwrap(),
        site: toml::from_str(&read("sites/yunxian.toml")).unwrap(),
        villages: vec![village("530922101201")],
        outlet: None,
    }
}

fn given(pairs: &[(&str, &str)]) -> Given {
    let mut given = Given::default();
    for (name, value) in pairs {
        given.add(name, (*value).to_owned());
    }
    given
}

fn check(form: FormKind, pairs: &[(&str, &str)], photos: usize) -> Result<Record, Vec<FieldError>> {
    check_at(&desk(), form, pairs, photos, false)
}

fn check_at(
    desk: &Desk,
    form: FormKind,
    pairs: &[(&str, &str)],
    photos: usize,
    voice: bool,
) -> Result<Record, Vec<FieldError>> {
    let rules = Rules {
        laws: &desk.laws,
        regions: &desk.regions,
        site: &desk.site,
        today: date(2026, 11, 22),
        villages: &desk.villages,
        officer_name: "李大山",
        outlet: desk.outlet.as_ref(),
        photos,
        voice,
    };
    Record::check(form, 1, &given(pairs), &rules)
}

fn fields(result: Result<Record, Vec<FieldError>>) -> Vec<String> {
    result.unwrap_err().into_iter().map(|fault| fault.field).collect()
}

const REACTION: [(&str, &str); 5] =
    [("sex", "female"), ("age", "67"), ("kind", "drug"), ("product", "阿莫西林胶囊"), ("signs", "rash")];

fn with<'a>(base: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = base.iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    kept.chain(more).filter(|(_, value)| !value.is_empty()).copied().collect()
}

#[test]
fn four_taps_make_a_clue() {
    let Record::Clue(clue) = check(FormKind::Clue, &[("tile", "peddler")], 1).unwrap() else { panic!() };
    assert_eq!((clue.tile, clue.village.as_str()), (Tile::Peddler, "530922101201"));
    let facts = clue.facts();
    assert_eq!(facts.category, "D23");
    assert!(facts.story.starts_with("信息员线索：游医药贩"));
}

#[test]
fn every_tile_is_a_category_a_tip_may_have() {
    let desk = desk();
    for tile in Tile::ALL {
        let category = desk.laws.category(tile.category()).unwrap();
        assert!(category.kinds.contains(&crate::matter::MatterKind::Tip), "{}", category.code);
        assert!(category.elsewhere.is_none(), "{}", category.code);
    }
}

#[test]
fn a_clue_with_nothing_to_go_by_is_asked_for_one_thing() {
    assert_eq!(fields(check(FormKind::Clue, &[("tile", "stall")], 0)), ["story"]);
    assert!(check_at(&desk(), FormKind::Clue, &[("tile", "stall")], 0, true).is_ok(), "a voice note is enough");
    assert!(check(FormKind::Clue, &[("tile", "stall"), ("place", "桥头")], 0).is_ok());
}

#[test]
fn an_officer_of_several_villages_says_which() {
    let mut desk = desk();
    desk.villages.push(village("530922101202"));
    let at = |village: &str| check_at(&desk, FormKind::Clue, &[("tile", "stall"), ("village", village)], 1, false);
    assert_eq!(fields(at("")), ["village"]);
    assert_eq!(fields(at("530922102201")), ["village"], "of another township");
    assert_eq!(at("530922101202").unwrap().region().as_str(), "530922101202");
    assert_eq!(at("530922101000").unwrap().region().as_str(), "530922101000", "a market of the own township");
}

#[test]
fn a_reaction_needs_a_patient_a_product_and_what_happened() {
    assert!(check(FormKind::Reaction, &REACTION, 0).is_ok());
    for (name, expected) in [("sex", "sex"), ("age", "age"), ("kind", "kind"), ("signs", "signs")] {
        assert_eq!(fields(check(FormKind::Reaction, &with(&REACTION, &[(name, "")]), 0)), [expected]);
    }
    let unnamed = with(&REACTION, &[("product", "")]);
    assert_eq!(fields(check(FormKind::Reaction, &unnamed, 0)), ["product"]);
    assert!(check(FormKind::Reaction, &unnamed, 1).is_ok(), "a photo of the box is enough");
}

#[test]
fn under_fourteen_a_guardian_agrees() {
    let child = with(&REACTION, &[("age", "13")]);
    assert_eq!(fields(check(FormKind::Reaction, &child, 0)), ["guardian", "guardian_consent"]);
    let agreed = with(&child, &[("guardian", "mother"), ("guardian_consent", "yes")]);
    let Record::Reaction(reaction) = check(FormKind::Reaction, &agreed, 0).unwrap() else { panic!() };
    assert_eq!(reaction.guardian, Some(Guardian::Mother));
    assert!(check(FormKind::Reaction, &with(&REACTION, &[("age", "14")]), 0).is_ok());
}

#[test]
fn what_is_urgent_is_known_from_the_answers() {
    let urgent = |more: &[(&str, &str)]| check(FormKind::Reaction, &with(&REACTION, more), 0).unwrap().urgent();
    assert_eq!(urgent(&[]), []);
    assert_eq!(urgent(&[("doctor", "hospital")]), [Urgency::Hurt]);
    assert_eq!(urgent(&[("outcome", "died"), ("urgent", "cluster")]), [Urgency::Cluster, Urgency::Hurt]);
    assert_eq!(urgent(&[("kind", "vaccine")]), [Urgency::Vaccine]);
}

#[test]
fn the_duty_phone_comes_up_with_every_answer_that_is_urgent_and_no_other() {
    for name in ["kind", "signs", "doctor", "outcome"] {
        let question = FormKind::Reaction.question(name).unwrap();
        let (Ask::One(options) | Ask::Many(options)) = question.ask else { panic!("{name}") };
        for option in options {
            let record = check(FormKind::Reaction, &with(&REACTION, &[(name, option.key)]), 0).unwrap();
            let rings = question.ring.is_some_and(|ring| ring.answers.contains(&option.key));
            assert_eq!(rings, !record.urgent().is_empty(), "{name}: {}", option.words);
        }
    }
    assert_eq!(FormKind::TakeBack.question("narcotics").unwrap().ring.unwrap().answers, ["yes"]);
}

#[test]
fn nobody_falls_ill_before_using_it() {
    let turned = with(&REACTION, &[("used_on", "2026-11-10"), ("began_on", "2026-11-09")]);
    assert_eq!(fields(check(FormKind::Reaction, &turned, 0)), ["began_on"]);
}

#[test]
fn a_patrol_says_what_was_seen_and_not_two_things_at_odds() {
    assert_eq!(fields(check(FormKind::Patrol, &[("place_kind", "pharmacy")], 0)), ["seen"]);
    let at_odds = [("place_kind", "pharmacy"), ("seen", "fine"), ("seen", "expired")];
    assert_eq!(fields(check(FormKind::Patrol, &at_odds, 0)), ["seen"]);
    let fine = check(FormKind::Patrol, &[("place_kind", "pharmacy"), ("seen", "fine")], 0).unwrap();
    assert!(!fine.shows_a_problem());
    let found = check(FormKind::Patrol, &[("place_kind", "stall"), ("seen", "quack")], 0).unwrap();
    assert!(found.shows_a_problem());
}

#[test]
fn a_look_into_a_box_names_what_was_found_and_nobody() {
    assert_eq!(fields(check(FormKind::Household, &[], 0)), ["findings"]);
    for alone in ["fine", "no_box"] {
        let at_odds = [("findings", alone), ("findings", "expired")];
        assert_eq!(fields(check(FormKind::Household, &at_odds, 0)), ["findings"]);
        assert!(!check(FormKind::Household, &[("findings", alone)], 0).unwrap().shows_a_problem());
    }
    let found = [("findings", "expired"), ("findings", "doubtful"), ("aid", "sorted"), ("aid", "took_back")];
    let found = check(FormKind::Household, &found, 0).unwrap();
    assert_eq!(found.summary(), "家庭小药箱：有过期药、游医、会销、网上买的来路不明");
    assert!(found.shows_a_problem());
    for question in FormKind::Household.questions() {
        assert!(!matches!(question.ask, Ask::Phone | Ask::Text(_)), "{} could name a family", question.name);
    }
}

const PHARMACY: &str = "019aa000-0000-7000-8000-0000000000bb";

/// An officer of two villages; the answers choose the pharmacy that stands in `at`.
fn beside_a_pharmacy(at: &str) -> Desk {
    let mut desk = desk();
    desk.villages.push(village("530922101202"));
    desk.outlet = Some(LedgerOutlet {
        id: PHARMACY.parse().unwrap(),
        kind: PlaceKind::Pharmacy,
        name: "永胜大药房".into(),
        village: village(at),
        address: String::new(),
        visited_on: None,
    });
    desk
}

#[test]
fn a_patrol_is_to_an_outlet_of_the_own_villages_or_to_none() {
    let patrol = |at: &str, outlet: &str, in_village: &str| {
        let base = [("place_kind", "pharmacy"), ("seen", "fine"), ("village", in_village), ("outlet", outlet)];
        check_at(&beside_a_pharmacy(at), FormKind::Patrol, &base, 0, false)
    };
    let own = patrol("530922101202", PHARMACY, "530922101201").unwrap();
    assert_eq!(own.summary(), "永胜大药房：没看到问题");
    assert_eq!(own.region().as_str(), "530922101202", "a shop stands where the ledger says");
    let Record::Patrol(own) = own else { panic!() };
    assert_eq!(own.outlet.map(|id| id.to_string()).as_deref(), Some(PHARMACY));
    for (at, outlet, expected) in [
        ("530922102201", PHARMACY, &["outlet"][..]),
        ("530922101202", "019aa000-0000-7000-8000-0000000000cc", &["outlet"]),
        ("530922101202", "永胜大药房", &["outlet"]),
    ] {
        assert_eq!(fields(patrol(at, outlet, "530922101201")), expected, "{at} {outlet}");
    }
    assert_eq!(fields(patrol("530922101202", "x", "")), ["outlet", "village"]);
    for none in [NOT_LISTED.key, ""] {
        let Record::Patrol(patrol) = patrol("530922101202", none, "530922101201").unwrap() else { panic!() };
        assert_eq!((patrol.outlet, patrol.place), (None, None), "{none}");
    }
}

#[test]
fn an_outlet_is_asked_for_where_the_ledger_may_have_it() {
    let Some(OnlyIf::Is("place_kind", kinds)) = FormKind::Patrol.question("outlet").unwrap().only_if else { panic!() };
    assert_eq!(kinds, PlaceKind::IN_LEDGER.map(Choice::key));
}

/// A volunteer looks, asks, notes, reports, advises and teaches; inspecting, searching, sealing and
/// buying for a test are for officials (程序规定 §22).
#[test]
fn a_patrol_never_reads_like_an_inspection() {
    let questions = FormKind::Patrol.questions();
    let words = questions.iter().flat_map(|question| match question.ask {
        Ask::Tiles(options) | Ask::One(options) | Ask::Many(options) => options,
        _ => &[],
    });
    for text in words.map(|option| option.words).chain(questions.iter().map(|question| question.label)) {
        for wrong in ["检查", "查封", "扣押", "抽样", "询问笔录", "执法", "调查"] {
            assert!(!text.contains(wrong), "{text}");
        }
    }
}

#[test]
fn taking_back_needs_an_amount_and_two_people() {
    let base = [("boxes", "12"), ("second_person", "王秀英"), ("handed_to", "station"), ("receiver", "赵所长")];
    let Record::TakeBack(record) = check(FormKind::TakeBack, &with(&base, &[("kg", "2.5公斤")]), 0).unwrap() else {
        panic!()
    };
    assert_eq!(record.amount(), "12 盒、2.5 公斤");
    for (more, expected) in [
        (&[("boxes", "")][..], &["boxes"][..]),
        (&[("boxes", "0")], &["boxes"]),
        (&[("kg", "两斤")], &["kg"]),
        (&[("second_person", "")], &["second_person"]),
        (&[("second_person", "李大山")], &["second_person"]),
        (&[("receiver", "")], &["receiver"]),
        (&[("receiver", "李大山")], &["receiver"]),
    ] {
        assert_eq!(fields(check(FormKind::TakeBack, &with(&base, more), 0)), expected, "{more:?}");
    }
    assert!(check(FormKind::TakeBack, &with(&base, &[("handed_to", "kept"), ("receiver", "")]), 0).is_ok());
}

#[test]
fn publicity_says_how_what_and_how_many() {
    assert_eq!(fields(check(FormKind::Publicity, &[], 0)), ["way", "topics", "people"]);
    let base = [("way", "market"), ("topics", "fraud"), ("topics", "online"), ("people", "６０")];
    let Record::Publicity(record) = check(FormKind::Publicity, &base, 0).unwrap() else { panic!() };
    assert_eq!((record.people, record.topics.len()), (60, 2));
}

const HELP: [(&str, &str); 6] = [
    ("consent_read", "yes"),
    ("wish", "tip"),
    ("category", "D01"),
    ("story", "在集市上买了一盒药，吃了没有用"),
    ("identity", "phone"),
    ("reporter_phone", "13988312345"),
];

#[test]
fn a_villager_agrees_before_anything_is_filed_for_him() {
    assert_eq!(fields(check(FormKind::Help, &with(&HELP, &[("consent_read", "")]), 0)), ["consent_read"]);
    let Record::Help(help) = check(FormKind::Help, &HELP, 0).unwrap() else { panic!() };
    assert_eq!(help.report.facts.region.as_str(), "530922101201");
    assert_eq!(help.report.reporter.unwrap().phone, "13988312345");
}

#[test]
fn what_a_villager_files_is_held_to_the_residents_rules() {
    let complaint = with(&HELP, &[("wish", "complaint")]);
    let named = fields(check(FormKind::Help, &complaint, 0));
    assert_eq!(named, ["respondent_name", "respondent_address", "requests", "reporter_name", "reporter_address"]);
    assert_eq!(fields(check(FormKind::Help, &with(&HELP, &[("village", "441581101201")]), 0)), ["village"]);
}

#[test]
fn an_answer_that_is_not_on_the_list_is_refused_at_its_question() {
    assert_eq!(fields(check(FormKind::Clue, &[("tile", "ufo")], 1)), ["tile"]);
    assert_eq!(fields(check(FormKind::Clue, &[("tile", "stall"), ("urgent", "x")], 1)), ["urgent"]);
    assert_eq!(fields(check(FormKind::Clue, &[("tile", "stall"), ("happened_on", "2026-11-23")], 1)), ["happened_on"]);
}

#[test]
fn too_many_photos_and_unfit_voice_notes_are_refused() {
    assert_eq!(fields(check(FormKind::Clue, &[("tile", "stall")], 7)), ["photos"]);
    assert_eq!(fields(check_at(&desk(), FormKind::Help, &HELP, 0, true)), ["photos"]);
}

#[test]
fn answers_are_written_one_way_and_read_back() {
    let text = r#"{"answers":{"seen":["fine"],"tile":"stall"},"device_at":1,"form":"clue","form_ver":1,"officer":"00000000-0000-0000-0000-000000000007","photos":[],"seq":3,"skew_ms":null,"tz":480,"v":1}"#;
    let envelope: Envelope = serde_json::from_str(text).unwrap();
    assert_eq!(envelope.answers.several("seen").collect::<Vec<_>>(), ["fine"]);
    assert_eq!(serde_json::to_value(&envelope).unwrap(), serde_json::from_str::<serde_json::Value>(text).unwrap());
    assert_eq!(envelope.kind(), Some(FormKind::Clue));
}

#[test]
fn names_are_told_once_in_a_form_and_options_have_one_key() {
    for form in FormKind::ALL {
        let questions = form.questions();
        for (at, question) in questions.iter().enumerate() {
            assert!(!questions[..at].iter().any(|earlier| earlier.name == question.name), "{}", question.name);
            if let Ask::Tiles(options) | Ask::One(options) | Ask::Many(options) = question.ask {
                let keys: std::collections::BTreeSet<_> = options.iter().map(|option| option.key).collect();
                assert_eq!(keys.len(), options.len(), "{}", question.name);
            }
        }
    }
}

#[test]
fn an_officer_reads_back_words_and_not_keys() {
    let desk = desk();
    let answers = given(&[("tile", "stall"), ("urgent", "hurt"), ("urgent", "moving"), ("village", "530922101201")]);
    let told = |form, answers: &Given, outlet| {
        let lines = lines(form, answers, &desk.laws, &desk.regions, outlet);
        lines.into_iter().map(|line| line.answer).collect::<Vec<_>>()
    };
    assert_eq!(
        told(FormKind::Clue, &answers, None),
        ["有人受伤、中毒或住院；人或货马上要走", "无证摊点", "永胜村民委员会"]
    );
    let (chosen, none) = (given(&[("outlet", PHARMACY)]), given(&[("outlet", NOT_LISTED.key)]));
    assert_eq!(told(FormKind::Patrol, &chosen, Some("永胜大药房")), ["永胜大药房"]);
    assert_eq!(told(FormKind::Patrol, &none, None), ["不在名单上"]);
}
