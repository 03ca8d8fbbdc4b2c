//! Every action × role × relation to the matter, through the router.

use domain::access::{Action, Role};
use domain::desk_step::StepName;

use super::office::{Office, STATION, tip};
use crate::portal::Visitor;

/// How the person stands to the matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    OwnUnit,
    OtherUnit,
    OtherRegion,
    Involved,
    Deputy,
}

type Fields = &'static [(&'static str, &'static str)];

/// A way in for each action on a matter, faulty on purpose: being allowed shows as 422 (a form that
/// lacks something) or 200 and changes nothing.
const WAYS: [(Action, &str, Fields); 8] = [
    (Action::ReadMatter, "", &[]),
    (Action::Assign, "/step/dispatch", &[("unit", "")]),
    (Action::Handle, "/step/close", &[("note", "")]),
    (Action::Approve, "/step/reopen", &[("reason", "")]),
    (Action::Note, "/step/note", &[("text", "")]),
    (Action::Message, "/message", &[("text", "")]),
    (Action::ViewIdentity, "/identity", &[("reason", "")]),
    (Action::HandOver, "/register", &[("registration_no", "")]),
];

fn allowed(action: Action, role: Role) -> bool {
    let names = match action {
        Action::ReadMatter => "clerk handler lead leader auditor",
        Action::Assign => "clerk leader",
        Action::Handle | Action::Message | Action::ViewIdentity => "clerk handler lead",
        Action::Approve => "lead leader",
        Action::Note => "clerk handler lead leader",
        Action::HandOver => "clerk",
        other => panic!("{other:?} has no way in here"),
    };
    names.split(' ').any(|name| name == role.as_str())
}

async fn answer(person: &mut Visitor, number: &str, way: &str, fields: &[(&str, &str)]) -> u16 {
    let path = format!("desk/matter/{number}{way}");
    let answer = if way.is_empty() { person.get(&path).await } else { person.post_form(&path, fields).await };
    answer.status.as_u16()
}

#[tokio::test]
async fn every_action_by_every_role_in_every_relation() {
    let office = Office::open().await;
    let here = office.number(tip("集市上卖假药")).await;
    office.assign(&here, STATION).await;
    let units = [(Relation::OwnUnit, STATION), (Relation::OtherUnit, "zhifa"), (Relation::OtherRegion, "suo-manwan")];
    for (relation, unit) in units {
        for role in Role::ALL {
            let mut person = office.person(role, unit).await;
            let sees = relation == Relation::OwnUnit || role.sees_whole_area();
            for (action, way, fields) in WAYS {
                let got = answer(&mut person, &here, way, fields).await;
                let expected = match (allowed(action, role), allowed(Action::ReadMatter, role) && sees) {
                    (false, _) => 403,
                    (true, false) => 404,
                    (true, true) if way.is_empty() => 200,
                    (true, true) => 422,
                };
                assert_eq!(got, expected, "{role:?} {relation:?} {action:?}");
            }
        }
    }
    assert_eq!(office.events(&here).await.len(), 2, "nothing was changed by asking");
}

#[tokio::test]
async fn nobody_acts_on_a_matter_they_are_involved_in() {
    let office = Office::open().await;
    for role in [Role::Clerk, Role::Handler, Role::Lead, Role::Leader] {
        let number = office.number(tip("集市上卖假药")).await;
        office.assign(&number, STATION).await;
        let mut person = office.person(role, STATION).await;
        office.step(&mut person, &number, "conflict", &[("reason", "店主是亲戚")]).await;
        for (action, way, fields) in WAYS {
            let got = answer(&mut person, &number, way, fields).await;
            let expected = if allowed(action, role) { 404 } else { 403 };
            assert_eq!(got, expected, "{role:?} {:?} {action:?}", Relation::Involved);
        }
    }
}

#[tokio::test]
async fn a_deputy_may_what_the_absent_person_may_and_nothing_more() {
    let office = Office::open().await;
    let number = office.number(tip("集市上卖假药")).await;
    office.assign(&number, STATION).await;
    for (place, absent) in [Role::Clerk, Role::Handler, Role::Lead, Role::Leader].into_iter().enumerate() {
        let login = format!("deputy{place}");
        office.hire(&login, Role::Handler, STATION).await;
        let everybody = office.portal.services.accounts.list().await.unwrap();
        let id = everybody.iter().find(|one| one.login == login).unwrap().id.to_string();
        let mut away = office.person(absent, STATION).await;
        let leave = [("deputy", id.as_str()), ("from", "2026-11-20"), ("to", "2026-11-24")];
        assert_eq!(away.post_form("desk/leave", &leave).await.status.as_u16(), 303);
        let mut deputy = office.at_desk(&login).await;
        for (action, way, fields) in WAYS {
            let may = allowed(action, Role::Handler) || allowed(action, absent);
            let expected = match (may, way.is_empty()) {
                (false, _) => 403,
                (true, true) => 200,
                (true, false) => 422,
            };
            let got = answer(&mut deputy, &number, way, fields).await;
            assert_eq!(got, expected, "{:?} of {absent:?} {action:?}", Relation::Deputy);
        }
    }
}

/// The forms that need a head's permission are exactly those the law wants a head for.
#[test]
fn every_form_asks_for_the_permission_the_table_names() {
    let heads: Vec<_> = StepName::all().filter(|name| name.action() == Action::Approve).map(StepName::as_str).collect();
    let wanted = "name-handler release decide-challenge reject-filing file do-not-file extend deny-extension choose-rules end-lawsuit reopen";
    assert_eq!(heads, wanted.split(' ').collect::<Vec<_>>());
}
