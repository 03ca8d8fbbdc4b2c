use jiff::SignedDuration;
use proptest::prelude::*;

use super::*;
use crate::calendar::CalendarYear;
use crate::event::Actor;
use crate::matter::Stage as MatterStage;

fn laws() -> &'static Laws {
    crate::law::test_laws()
}

fn calendar() -> Calendar {
    let year: CalendarYear = toml::from_str(include_str!("../../../../content/calendar/2026.toml")).unwrap();
    Calendar::new([year])
}

const START: &str = "2026-11-20T02:00:00Z";

fn hour(hours: i64) -> Timestamp {
    START.parse::<Timestamp>().unwrap().checked_add(SignedDuration::from_hours(hours)).unwrap()
}

fn person(n: u128) -> Actor {
    Actor::Staff { id: Uuid::from_u128(n), name: format!("第{n}人") }
}

fn entry(hours: i64, by: u128, step: TransferStep) -> Entry<TransferStep> {
    Entry { at: hour(hours), happened: hour(hours), actor: person(by), step }
}

fn opening(route: Route) -> Opening {
    Opening {
        route,
        to: if route == Route::Police { "police" } else { "health" }.into(),
        to_name: "云县公安局".into(),
        their_no: (route == Route::Back).then(|| "云公移〔2026〕7号".into()),
        matter: None,
        whole: true,
        region: RegionCode::parse("530922101000").unwrap(),
        unit: "zhifa".into(),
        subject: "销售来路不明的药品".into(),
        facts: "现场查到药品".into(),
        basis: "《药品管理法》".into(),
    }
}

fn begun(route: Route) -> Transfer {
    Transfer::begun(&entry(0, 1, TransferStep::Opened(opening(route)))).unwrap()
}

fn say(text: &str) -> String {
    text.to_owned()
}

fn reported(team: &[&str]) -> TransferStep {
    let team = team.iter().map(|name| (*name).to_owned()).collect();
    TransferStep::Reported { team, crime: say("妨害药品管理罪"), findings: say("调查情况") }
}

fn papers(keys: &[&str]) -> TransferStep {
    TransferStep::PapersListed { papers: keys.iter().map(|key| (*key).to_owned()).collect() }
}

fn sent() -> TransferStep {
    TransferStep::Sent { document_no: say("云市监移〔2026〕1号"), note: String::new() }
}

fn walk(mut transfer: Transfer, steps: Vec<(i64, u128, TransferStep)>) -> Transfer {
    let laws = laws();
    for (at, by, step) in steps {
        transfer = transfer.apply(&entry(at, by, step.clone()), laws).unwrap_or_else(|why| panic!("{step:?}: {why}"));
    }
    transfer
}

fn refused(transfer: &Transfer, at: i64, by: u128, step: TransferStep) -> Rule {
    transfer.apply(&entry(at, by, step), laws()).unwrap_err().rule
}

fn running(transfer: &Transfer, id: &str) -> Running {
    let clocks = transfer.clocks(laws(), &calendar());
    clocks.into_iter().find(|clock| clock.id == id).unwrap_or_else(|| panic!("{id} does not run"))
}

#[test]
fn the_whole_way_to_the_police_runs_under_its_seven_clocks() {
    let full = papers(&["letter", "investigation"]);
    let transfer = walk(begun(Route::Police), vec![(1, 1, reported(&["张三", "李四"]))]);
    assert_eq!(running(&transfer, "X1").due.unwrap().date.to_string(), "2026-11-23");
    let transfer = walk(transfer, vec![(2, 2, TransferStep::Approved { note: say("同意") }), (3, 1, full)]);
    let to_the_minute = running(&transfer, "X2").due.unwrap().minute.unwrap();
    assert_eq!(to_the_minute, hour(26));
    let transfer = walk(transfer, vec![(5, 1, sent()), (6, 1, TransferStep::Signed { by: say("王警官") })]);
    assert_eq!(running(&transfer, "X3").due.unwrap().date.to_string(), "2026-11-23");
    let transfer = walk(transfer, vec![(7, 1, TransferStep::PapersAsked { what: say("价格证明") })]);
    assert!(running(&transfer, "X7").is_open());
    let transfer = walk(
        transfer,
        vec![
            (8, 1, TransferStep::PapersSupplied { what: say("价格证明") }),
            (20, 1, TransferStep::PoliceRefused { reason: say("情节显著轻微") }),
        ],
    );
    assert!(running(&transfer, "X4").is_open() && !running(&transfer, "X7").is_open());
    let transfer = walk(transfer, vec![(30, 1, TransferStep::ReviewAsked { reason: say("数量大") })]);
    assert!(running(&transfer, "X5").is_open() && !running(&transfer, "X4").is_open());
    let transfer = walk(transfer, vec![(50, 1, TransferStep::ReviewDecided { filed: true, note: String::new() })]);
    assert_eq!((transfer.stage, running(&transfer, "X6").is_open()), (Stage::Filed, true));
    let transfer = walk(
        transfer,
        vec![
            (60, 1, TransferStep::GoodsHandedOver { to: say("刑侦大队") }),
            (70, 1, TransferStep::Followed { note: say("已移送审查起诉") }),
            (90, 1, TransferStep::Judged { outcome: say("判决生效") }),
            (91, 1, TransferStep::Closed { note: String::new() }),
        ],
    );
    assert!(!transfer.is_open() && transfer.clocks(laws(), &calendar()).iter().all(|clock| !clock.is_open()));
}

#[test]
fn each_wrong_step_is_refused_with_its_rule() {
    let police = begun(Route::Police);
    let reported_now = walk(police.clone(), vec![(1, 1, reported(&["张三", "李四"]))]);
    let approved = walk(reported_now.clone(), vec![(2, 2, TransferStep::Approved { note: String::new() })]);
    let body = begun(Route::Body);
    let cases = [
        (&police, 1, 1, reported(&["张三"]), Rule::TransferTeam),
        (&police, 1, 1, sent(), Rule::Order),
        (&police, 1, 1, TransferStep::Signed { by: say("x") }, Rule::TransferSentFirst),
        (&reported_now, 2, 1, TransferStep::Approved { note: String::new() }, Rule::TransferSecondPerson),
        (&reported_now, 2, 1, TransferStep::Disapproved { reason: say("x") }, Rule::TransferSecondPerson),
        (&reported_now, 0, 2, TransferStep::Approved { note: String::new() }, Rule::NoFuture),
        (&approved, 3, 1, sent(), Rule::TransferPapers),
        (&body, 1, 1, reported(&["张三", "李四"]), Rule::Order),
        (&body, 1, 1, sent(), Rule::TransferPapers),
        (&body, 1, 1, TransferStep::Returned { reason: say("x") }, Rule::Order),
        (&body, 1, 1, TransferStep::Reminded { note: say("x") }, Rule::TransferSentFirst),
    ];
    for (transfer, at, by, step, rule) in cases {
        assert_eq!(refused(transfer, at, by, step.clone()), rule, "{step:?}");
    }
    let early = Entry { happened: hour(5), ..entry(4, 1, papers(&[])) };
    assert_eq!(police.apply(&early, laws()).unwrap_err().rule, Rule::InFuture);
}

#[test]
fn goods_need_their_list_among_the_papers() {
    let goods = Good::parse_list("阿莫西林胶囊，12，盒，A2301\n不明粉末，3.5，公斤").unwrap();
    let ready = vec![
        (1, 1, reported(&["张三", "李四"])),
        (2, 2, TransferStep::Approved { note: String::new() }),
        (3, 1, TransferStep::GoodsListed { goods }),
        (3, 1, papers(&["letter", "investigation"])),
    ];
    let transfer = walk(begun(Route::Police), ready);
    assert_eq!(refused(&transfer, 4, 1, sent()), Rule::TransferPapers);
    let transfer = walk(transfer, vec![(4, 1, papers(&["letter", "investigation", "goods"])), (5, 1, sent())]);
    assert_eq!(transfer.stage, Stage::Sent);
}

#[test]
fn a_list_of_goods_reads_back_as_it_was_typed_and_names_the_faulty_line() {
    let typed = "阿莫西林胶囊，12，盒，A2301，过期\n不明粉末，3.5，公斤";
    assert_eq!(Good::typed(&Good::parse_list(typed).unwrap()), typed);
    for (typed, line) in [("药，0，盒", 1), ("药，12，盒\n，3，盒", 2), ("药，多，盒", 1), ("药，12", 1)]
    {
        assert_eq!(Good::parse_list(typed).unwrap_err().line, line, "{typed}");
    }
}

#[test]
fn the_police_may_take_longer_and_it_counts_from_the_day_they_received_it() {
    let longer = |why| TransferStep::PoliceLonger { why, note: String::new() };
    let signed = walk(
        begun(Route::Police),
        vec![
            (1, 1, reported(&["张三", "李四"])),
            (2, 2, TransferStep::Approved { note: String::new() }),
            (3, 1, papers(&["letter", "investigation"])),
            (5, 1, sent()),
            (6, 1, TransferStep::Signed { by: say("王警官") }),
        ],
    );
    assert_eq!(refused(&signed, 7, 1, longer(Longer::MajorAgain)), Rule::Order);
    let complex = walk(signed, vec![(30, 1, longer(Longer::Complex))]);
    assert!(!running(&complex, "X3").is_open());
    assert_eq!(running(&complex, "X3b").due.unwrap().date.to_string(), "2026-11-30");
    let major = walk(complex, vec![(40, 1, longer(Longer::Major))]);
    assert!(!running(&major, "X3b").is_open());
    assert_eq!(running(&major, "X3c").due.unwrap().date.to_string(), "2026-12-20");
    assert_eq!(refused(&major, 41, 1, longer(Longer::Complex)), Rule::Order);
    let again = walk(major, vec![(50, 1, longer(Longer::MajorAgain))]);
    let due = running(&again, "X3d").due.unwrap();
    assert_eq!((due.date.to_string().as_str(), due.provisional), ("2027-01-19", false));
    let filed = walk(again, vec![(60, 1, TransferStep::PoliceFiled { case_no: say("1号") })]);
    assert!(["X3", "X3b", "X3c", "X3d"].iter().all(|id| !running(&filed, id).is_open()));
}

#[test]
fn a_case_handed_to_us_is_signed_for_checked_decided_and_answered() {
    let told = || TransferStep::SenderTold { document_no: say("云市监移〔2026〕2号"), note: String::new() };
    let case = begun(Route::Back);
    assert_eq!(case.stage, Stage::Arrived);
    assert_eq!(running(&case, "X8").due.unwrap().date.to_string(), "2026-12-11");
    assert_eq!(refused(&case, 1, 1, TransferStep::CaseFiled { case_no: say("1号") }), Rule::Order);
    assert_eq!(refused(&case, 1, 1, sent()), Rule::Order);
    let case = walk(case, vec![(1, 1, TransferStep::ReceiptGiven { by: say("张三") })]);
    assert_eq!(refused(&case, 2, 1, told()), Rule::Order);
    assert_eq!(refused(&case, 2, 1, TransferStep::Reminded { note: say("x") }), Rule::Order);
    let extended =
        |clock: &str, length| TransferStep::CheckExtended { clock: say(clock), length, reason: say("复杂") };
    assert_eq!(refused(&case, 2, 2, extended("X8", 30)), Rule::ExtensionOnce);
    let case = walk(case, vec![(2, 2, extended("X8", 15))]);
    assert_eq!(refused(&case, 3, 2, extended("X8", 15)), Rule::ExtensionOnce);
    assert_eq!(running(&case, "X8").length, 30);
    let case =
        walk(case, vec![(3, 1, TransferStep::CaseFiled { case_no: say("云市监立〔2026〕9号") }), (4, 1, told())]);
    assert!(case.stage == Stage::CaseFiled && !running(&case, "X8").is_open());
    let case = walk(case, vec![(5, 1, TransferStep::CaseDecided { outcome: say("罚款") }), (6, 1, told())]);
    assert_eq!(case.stage, Stage::SenderTold);
    let case = walk(case, vec![(7, 1, TransferStep::Closed { note: String::new() })]);
    assert!(!case.is_open());
    let not_ours = walk(begun(Route::Back), vec![(1, 1, TransferStep::GivenBack { reason: say("归省局管") })]);
    assert!(!not_ours.is_open() && !running(&not_ours, "X8").is_open());
}

#[test]
fn a_tip_hears_of_it_and_another_matter_only_keeps_a_note() {
    let transfer = begun(Route::Police);
    let id = Uuid::nil();
    let told = transfer.echo(id, "YS-2026-0001", (MatterKind::Tip, MatterStage::Verifying), &sent());
    assert!(matches!(told, Some(EventKind::Tip(TipStep::SentToPolice { .. }))));
    let told = transfer.echo(id, "YS-2026-0001", (MatterKind::Complaint, MatterStage::Accepted), &sent());
    assert!(matches!(told, Some(EventKind::Office(OfficeStep::Noted { .. }))));
    let told = begun(Route::Body).echo(id, "YS-2026-0002", (MatterKind::Tip, MatterStage::Verifying), &sent());
    assert!(matches!(told, Some(EventKind::Tip(TipStep::MovedOn { .. }))));
    let signed = TransferStep::ReceiptGiven { by: say("张三") };
    let back = |stage| begun(Route::Back).echo(id, "YS-2026-0003", (MatterKind::Tip, stage), &signed);
    assert!(matches!(back(MatterStage::AtPolice), Some(EventKind::Tip(TipStep::BackFromPolice { .. }))));
    assert!(matches!(back(MatterStage::Verifying), Some(EventKind::Office(OfficeStep::Noted { .. }))));
}

fn any_step() -> impl Strategy<Value = TransferStep> {
    let words = say("x");
    prop::sample::select(vec![
        TransferStep::GoodsListed { goods: Vec::new() },
        papers(&["letter", "investigation", "goods"]),
        reported(&["张三", "李四"]),
        TransferStep::Approved { note: words.clone() },
        TransferStep::Disapproved { reason: words.clone() },
        TransferStep::Dropped { reason: words.clone() },
        sent(),
        TransferStep::Signed { by: words.clone() },
        TransferStep::PapersAsked { what: words.clone() },
        TransferStep::PapersSupplied { what: words.clone() },
        TransferStep::PoliceFiled { case_no: words.clone() },
        TransferStep::PoliceRefused { reason: words.clone() },
        TransferStep::ReviewAsked { reason: words.clone() },
        TransferStep::ReviewDecided { filed: true, note: words.clone() },
        TransferStep::ReviewDecided { filed: false, note: words.clone() },
        TransferStep::ProsecutorTold { reason: words.clone() },
        TransferStep::GoodsHandedOver { to: words.clone() },
        TransferStep::Followed { note: words.clone() },
        TransferStep::Judged { outcome: words.clone() },
        TransferStep::Returned { reason: words.clone() },
        TransferStep::SentBack { reason: words.clone() },
        TransferStep::Feedback { outcome: words.clone() },
        TransferStep::Reminded { note: words.clone() },
        TransferStep::PoliceLonger { why: Longer::Complex, note: words.clone() },
        TransferStep::PoliceLonger { why: Longer::Major, note: words.clone() },
        TransferStep::ReceiptGiven { by: words.clone() },
        TransferStep::CheckExtended { clock: say("X8"), length: 15, reason: words.clone() },
        TransferStep::CaseFiled { case_no: words.clone() },
        TransferStep::CaseNotFiled { reason: words.clone() },
        TransferStep::CaseDecided { outcome: words.clone() },
        TransferStep::SenderTold { document_no: words.clone(), note: words.clone() },
        TransferStep::GivenBack { reason: words.clone() },
        TransferStep::Closed { note: words },
    ])
}

proptest! {
    /// Whatever is tried in whatever order: what was kept replays to the same state, an ended
    /// transfer stays ended and owes nothing.
    #[test]
    fn any_sequence_of_steps_is_a_fold_of_what_was_kept(
        route in prop::sample::select(vec![Route::Police, Route::Body, Route::Back]),
        steps in prop::collection::vec((any_step(), 1_u128..4), 0..40),
    ) {
        let (laws, calendar) = (laws(), calendar());
        let mut kept = vec![entry(0, 1, TransferStep::Opened(opening(route)))];
        let mut state = begun(route);
        for (index, (step, by)) in steps.into_iter().enumerate() {
            let tried = entry(i64::try_from(index).unwrap() + 1, by, step);
            let ended = !state.is_open();
            if let Ok(next) = state.apply(&tried, laws) {
                prop_assert!(!ended, "{:?} after the end", tried.step);
                state = next;
                kept.push(tried);
            }
        }
        let again = Transfer::replay(&kept);
        prop_assert_eq!(again.as_ref(), Some(&state));
        let read: Transfer = serde_json::from_str(&serde_json::to_string(&state).unwrap()).unwrap();
        prop_assert_eq!(&read, &state);
        prop_assert_eq!(state.due(laws, &calendar).is_some() && !state.is_open(), false);
    }
}
