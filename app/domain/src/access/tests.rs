use super::*;

fn staff(role: Role, unit: &str, regions: &[&str]) -> Staff {
    Staff {
        id: Uuid::nil(),
        login: "x".into(),
        name: "某某".into(),
        role,
        unit: unit.into(),
        regions: regions.iter().map(|r| (*r).to_owned()).collect(),
        stands_in_for: Vec::new(),
    }
}

fn scope(region: &str, unit: Option<&str>) -> Scope {
    Scope { region: RegionCode::parse(region).unwrap(), unit: unit.map(str::to_owned), conflicts: Vec::new() }
}

/// Who may do what to a matter of the own area and unit; everybody else may not.
const TABLE: [(Action, &str); 29] = [
    (Action::ListMatters, "clerk handler lead leader auditor"),
    (Action::ReadMatter, "clerk handler lead leader auditor"),
    (Action::ViewIdentity, "clerk handler lead"),
    (Action::GrantIdentity, "lead leader"),
    (Action::FindByPhone, "clerk"),
    (Action::HandOver, "clerk"),
    (Action::Assign, "clerk leader"),
    (Action::Handle, "clerk handler lead"),
    (Action::Approve, "lead leader"),
    (Action::Supervise, "leader"),
    (Action::Message, "clerk handler lead"),
    (Action::Note, "clerk handler lead leader"),
    (Action::WriteLetter, "clerk handler lead"),
    (Action::Transfer, "clerk handler lead"),
    (Action::DecideTransfer, "leader"),
    (Action::Reward, "lead leader"),
    (Action::ManageRisks, "handler lead leader"),
    (Action::ReadOverview, "lead leader"),
    (Action::ReadField, "coordinator handler lead leader"),
    (Action::ListReactions, "clerk handler lead leader"),
    (Action::OpenReaction, "clerk handler lead"),
    (Action::ManageOfficers, "coordinator lead leader"),
    (Action::ShowOutlets, "lead leader"),
    (Action::Export, "clerk lead leader auditor"),
    (Action::ManagePictures, "handler lead leader editor"),
    (Action::TendSite, "lead leader editor"),
    (Action::AnswerQuestions, "handler lead"),
    (Action::ManageAccounts, "admin"),
    (Action::ReadAudit, "auditor"),
];

/// Every action × every role × every relation to the matter.
#[test]
fn the_whole_table() {
    for (action, allowed) in TABLE {
        for role in Role::ALL {
            let person = staff(role, "suo", &["530922101"]);
            let by_role = allowed.split(' ').any(|name| name == role.as_str());
            let whole = role.sees_whole_area();
            let own = scope("530922101001", Some("suo"));
            let involved = Scope { conflicts: vec![person.id], ..own.clone() };
            let relations = [
                ("own", own, by_role),
                ("involved", involved, false),
                ("of another unit", scope("530922101001", Some("yaoxie")), by_role && whole),
                ("of no unit", scope("530922101001", None), by_role && whole),
                ("of another township", scope("530922102001", Some("suo")), false),
                ("of another county", scope("441581101001", Some("suo")), false),
            ];
            for (relation, scope, expected) in relations {
                assert_eq!(person.may(action, &scope).is_ok(), expected, "{role:?} {action:?} a matter {relation}");
            }
        }
    }
}

/// A deputy of every role for an absent person of every role: what either may, and no more.
#[test]
fn a_deputy_may_what_either_of_the_two_may() {
    for (action, allowed) in TABLE {
        for (own, absent) in Role::ALL.into_iter().flat_map(|own| Role::ALL.map(|absent| (own, absent))) {
            let mut deputy = staff(own, "suo", &["530922101"]);
            let away = Staff { id: Uuid::from_u128(7), ..staff(absent, "suo", &["530922101"]) };
            deputy.stands_in_for.push(away.clone());
            let by_role = |role: Role| allowed.split(' ').any(|name| name == role.as_str());
            let here = scope("530922101001", Some("suo"));
            assert_eq!(
                deputy.may(action, &here).is_ok(),
                by_role(own) || by_role(absent),
                "{own:?} for {absent:?} {action:?}"
            );
            let involved = |id| Scope { conflicts: vec![id], ..here.clone() };
            assert!(
                deputy.may(action, &involved(deputy.id)).is_err(),
                "an involved deputy: {own:?} for {absent:?} {action:?}"
            );
            assert_eq!(
                deputy.may(action, &involved(away.id)).is_ok(),
                by_role(own),
                "for somebody involved: {action:?}"
            );
            assert!(deputy.may(action, &scope("441581101001", Some("suo"))).is_err(), "{own:?} elsewhere");
        }
    }
}

#[test]
fn an_event_says_for_whom_a_deputy_acted() {
    let mut handler = staff(Role::Handler, "suo", &["530922101"]);
    let lead = Staff { name: "王所长".into(), id: Uuid::from_u128(7), ..staff(Role::Lead, "suo", &["530922101"]) };
    handler.stands_in_for.push(lead);
    let here = scope("530922101001", Some("suo"));
    let name = |action| match handler.actor(action, &here) {
        Actor::Staff { name, .. } => name,
        other => panic!("{other:?}"),
    };
    assert_eq!((name(Action::Approve).as_str(), name(Action::Handle).as_str()), ("某某（代王所长）", "某某"));
}

#[test]
fn a_deputy_of_somebody_who_sees_everything_lists_everything() {
    let mut handler = staff(Role::Handler, "suo", &["530922101"]);
    assert_eq!((handler.narrowed_to_unit(), handler.seen_regions()), (Some("suo"), &["530922101".to_owned()][..]));
    handler.stands_in_for.push(staff(Role::Leader, "suo", &["530922"]));
    assert_eq!((handler.narrowed_to_unit(), handler.seen_regions()), (None, &["530922".to_owned()][..]));
}
