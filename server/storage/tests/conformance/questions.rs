use domain::audit::{Act, Deed, Who};
use domain::law::QuestionLimits;
use storage::{NewQuestion, PublicRow, QuestionKept, QuestionStep, QuestionsWanted, Sealed, Store};
use uuid::Uuid;

use crate::samples::at;

fn new(number: u8) -> NewQuestion {
    NewQuestion {
        id: Uuid::from_u128(u128::from(number)),
        key_mac: [number; 32],
        content_mac: [number; 32],
        code_mac: [number; 32],
        asked_at: at(i64::from(number)),
        text: format!("问题 {number}"),
        may_publish: true,
        contact: Some(Sealed { key_id: "k1".into(), blob: vec![1, 2, 3] }),
    }
}

fn act(second: i64) -> Act {
    Act::new(at(second), Who::System, Deed::QuestionKept, "咨询")
}

async fn ids(place: &Store, wanted: QuestionsWanted) -> Vec<u128> {
    place.questions(wanted).await.unwrap().iter().map(|row| row.id.as_u128()).collect()
}

pub async fn a_question_is_kept_once_and_found_by_its_code(place: &Store) {
    assert_eq!(place.keep_question(&new(1)).await.unwrap(), QuestionKept::New);
    let twice = NewQuestion { id: Uuid::from_u128(9), ..new(1) };
    assert_eq!(place.keep_question(&twice).await.unwrap(), QuestionKept::Known { content_mac: [1; 32] });
    let taken = NewQuestion { code_mac: [1; 32], ..new(2) };
    assert_eq!(place.keep_question(&taken).await.unwrap(), QuestionKept::CodeTaken);
    let row = place.question_by_code(&[1; 32]).await.unwrap().unwrap();
    assert_eq!((row.text.as_str(), row.version, row.answer.is_none(), row.public.is_none()), ("问题 1", 1, true, true));
    assert_eq!(place.question_by_key(&[1; 32]).await.unwrap().unwrap(), row);
    assert_eq!(place.question(row.id).await.unwrap().unwrap(), row);
    assert!(place.question_by_code(&[7; 32]).await.unwrap().is_none());
}

pub async fn a_step_is_taken_by_whoever_saw_the_question_as_it_is(place: &Store) {
    for number in 1..=3 {
        place.keep_question(&new(number)).await.unwrap();
    }
    let (one, two, by) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(77));
    let answer = QuestionStep::Answer { text: "答", by: "李某", at: at(10) };
    assert!(place.step_question(one, 1, answer, &act(10)).await.unwrap());
    assert!(!place.step_question(one, 1, answer, &act(11)).await.unwrap(), "somebody was faster");
    assert!(place.step_question(two, 1, answer, &act(12)).await.unwrap());
    let propose = QuestionStep::Propose { question: "问", answer: "公开的答", by };
    assert!(place.step_question(one, 2, propose, &act(15)).await.unwrap());
    assert_eq!(ids(place, QuestionsWanted::Published).await, Vec::<u128>::new(), "only proposed");
    assert!(place.step_question(one, 3, QuestionStep::Publish { at: at(20) }, &act(20)).await.unwrap());
    assert_eq!(ids(place, QuestionsWanted::Waiting).await, [3]);
    assert_eq!(ids(place, QuestionsWanted::Answered).await, [1, 2]);
    assert_eq!(ids(place, QuestionsWanted::Published).await, [1]);
    let row = place.question(one).await.unwrap().unwrap();
    let public = PublicRow { question: "问".into(), answer: "公开的答".into(), by, published_at: Some(at(20)) };
    assert_eq!((row.answer.unwrap().by, row.public), ("李某".into(), Some(public)));
    assert!(place.step_question(one, 4, answer, &act(25)).await.unwrap());
    let row = place.question(one).await.unwrap().unwrap();
    assert_eq!((row.public, row.version), (None, 5), "a better answer takes the old one down");
    assert!(place.step_question(one, 5, propose, &act(26)).await.unwrap());
    assert!(place.step_question(one, 6, QuestionStep::Publish { at: at(27) }, &act(27)).await.unwrap());
    assert!(place.step_question(one, 7, QuestionStep::TakeDown, &act(30)).await.unwrap());
    assert_eq!(ids(place, QuestionsWanted::Published).await, Vec::<u128>::new());
}

pub async fn what_is_over_is_forgotten(place: &Store) {
    for number in 1..=3 {
        place.keep_question(&new(number)).await.unwrap();
    }
    let [one, two, three] = [1, 2, 3].map(Uuid::from_u128);
    let answer = QuestionStep::Answer { text: "答", by: "李某", at: at(10) };
    place.step_question(one, 1, answer, &act(10)).await.unwrap();
    let limits = |answered, asked, whole| QuestionLimits { answered: at(answered), asked: at(asked), whole: at(whole) };
    let forget = async |limits: QuestionLimits| {
        let gone = place.forget_questions(&limits, at(50)).await.unwrap();
        (gone.contacts, gone.questions)
    };
    let contact = async |id| place.question(id).await.unwrap().unwrap().contact.is_some();
    assert_eq!(forget(limits(10, 0, 0)).await, (0, 0));
    assert_eq!(forget(limits(11, 0, 0)).await, (1, 0));
    assert_eq!(forget(limits(11, 0, 0)).await, (0, 0));
    assert!(!contact(one).await && contact(two).await, "the others wait");
    assert_eq!(forget(limits(11, 3, 0)).await, (1, 0), "however long it waits");
    assert!(!contact(two).await && contact(three).await);
    let propose = QuestionStep::Propose { question: "公开的问", answer: "公开的答", by: one };
    assert!(place.step_question(one, 2, propose, &act(40)).await.unwrap());
    assert!(place.step_question(one, 3, QuestionStep::Publish { at: at(41) }, &act(41)).await.unwrap());
    assert_eq!(forget(limits(11, 3, 3)).await, (0, 2));
    let kept = place.question(one).await.unwrap().unwrap();
    assert_eq!((kept.text.as_str(), kept.answer.unwrap().text.as_str()), ("公开的问", "公开的答"));
    assert!(place.question(two).await.unwrap().is_none() && place.question(three).await.unwrap().is_some());
    assert_eq!(forget(limits(11, 3, 3)).await, (0, 0));
}
