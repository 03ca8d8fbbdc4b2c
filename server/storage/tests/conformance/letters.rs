use domain::event::EventKind;
use domain::letter::{Letter, Part, Recipient, Typed};
use jiff::civil::date;
use storage::{Issued, LetterRow, MatterRow, NewLetter, Sealed, Store};
use uuid::Uuid;

use crate::place::Place;
use crate::samples::*;

fn letter(series: &str, second: i64) -> NewLetter {
    NewLetter {
        id: Uuid::new_v4(),
        series: series.into(),
        form: "acceptance".into(),
        version: date(2026, 11, 22),
        to: Recipient::Reporter,
        unit: "yaoxie".into(),
        author: Uuid::from_u128(7),
        signed: "李承办".into(),
        issued_at: at(second),
        typed: Typed::from([("contact".to_owned(), "李承办".to_owned())]),
        letter: Letter {
            title: "投诉受理通知".into(),
            addressee: "\u{e000}".into(),
            body: vec![Part::Paragraph("本局决定受理。".into()), Part::Sign(vec!["经办人".into()])],
            signature: "云县市场监督管理局".into(),
            date: "2026年11月21日".into(),
        },
        identity: Some(Sealed { key_id: "k1".into(), blob: vec![9, 9, 9] }),
        due: Some(date(2026, 12, 1)),
    }
}

async fn issue(store: &Store, matter: &MatterRow, new: &NewLetter) -> Issued {
    let numbering = |number: &str, content: &str| {
        let kind = EventKind::LetterIssued { letter: new.id, form: new.form.clone(), number: number.to_owned() };
        (format!("{}-{}", number.chars().count(), content.len()), event(0, kind))
    };
    store.issue_letter(matter, new, &numbering).await.unwrap()
}

/// Issues it about a matter nobody else is changing.
async fn done(store: &Store, matter: &MatterRow, new: &NewLetter) -> LetterRow {
    let now = store.matter(matter.id).await.unwrap().unwrap();
    match issue(store, &now, new).await {
        Issued::Done(row) => row,
        other => panic!("{other:?}"),
    }
}

pub async fn a_letter_is_kept_whole_with_its_number_and_event(store: &Store) {
    let matter = kept(store, "a", tip(0)).await;
    let new = letter("云市监投受", 60);
    let row = done(store, &matter, &new).await;
    assert_eq!(row.document_number, "云市监投受〔2026〕第1号");
    assert_eq!((&row.letter, &row.typed, row.to), (&new.letter, &new.typed, Recipient::Reporter));
    assert_eq!((row.matter, row.author, row.issued_at, row.version), (matter.id, new.author, at(60), new.version));
    assert!(row.sealed && !row.sha256.is_empty());
    assert_eq!(store.letter(new.id).await.unwrap(), Some(row.clone()));
    assert_eq!(store.letters(matter.id).await.unwrap(), [row]);
    assert_eq!(store.letter_identity(new.id).await.unwrap(), new.identity);
    let events = store.events(matter.id).await.unwrap();
    let kind =
        EventKind::LetterIssued {
            letter: new.id, form: "acceptance".into(), number: "云市监投受〔2026〕第1号".into()
        };
    assert_eq!(events.last().map(|event| &event.kind), Some(&kind));
}

pub async fn numbers_count_for_each_series_and_beijing_year(store: &Store) {
    let matter = kept(store, "a", tip(0)).await;
    let mut numbers = Vec::new();
    // 2026-12-31 23:59 and 2027-01-01 00:00 in Beijing, counted from the samples' noon.
    let (evening, midnight) = (40 * 86_400 + 43_140, 40 * 86_400 + 43_200);
    for (series, second) in
        [("甲", 1), ("甲", 2), ("乙", 3), ("甲", evening), ("甲", midnight), ("乙", midnight), ("甲", 4)]
    {
        numbers.push(done(store, &matter, &letter(series, second)).await.document_number);
    }
    assert_eq!(
        numbers,
        [
            "甲〔2026〕第1号",
            "甲〔2026〕第2号",
            "乙〔2026〕第1号",
            "甲〔2026〕第3号",
            "甲〔2027〕第1号",
            "乙〔2027〕第1号",
            "甲〔2026〕第4号"
        ]
    );
}

pub async fn a_matter_that_moved_on_uses_no_number(store: &Store) {
    let matter = kept(store, "a", tip(0)).await;
    appended(store, &matter, None, &[assigned(1, "yaoxie")]).await;
    let new = letter("云市监投受", 2);
    assert_eq!(issue(store, &matter, &new).await, Issued::Conflict);
    assert_eq!(store.letters(matter.id).await.unwrap(), []);
    assert_eq!(store.letter_identity(new.id).await.unwrap(), None);
    assert_eq!(done(store, &matter, &new).await.document_number, "云市监投受〔2026〕第1号", "no number was lost");
}

pub async fn the_same_letter_twice_is_one_letter(store: &Store) {
    let matter = kept(store, "a", tip(0)).await;
    let new = letter("云市监投受", 1);
    let row = done(store, &matter, &new).await;
    let now = store.matter(matter.id).await.unwrap().unwrap();
    assert_eq!(issue(store, &now, &new).await, Issued::Known(row));
    assert_eq!(store.letters(matter.id).await.unwrap().len(), 1);
    assert_eq!(store.matter(matter.id).await.unwrap().unwrap().version, now.version);
}

pub async fn many_at_once_get_each_their_own_number_without_a_gap(store: &Store) {
    let mut matters = Vec::new();
    for count in 0..8 {
        matters.push(kept(store, &count.to_string(), tip(count)).await);
    }
    let issuing = matters.into_iter().map(|matter| {
        let store = store.clone();
        tokio::spawn(async move { done(&store, &matter, &letter("云市监投受", 1)).await.document_number })
    });
    let mut numbers = Vec::new();
    for one in issuing.collect::<Vec<_>>() {
        numbers.push(one.await.unwrap());
    }
    numbers.sort();
    let expected: Vec<String> = (1..=8).map(|count| format!("云市监投受〔2026〕第{count}号")).collect();
    assert_eq!(numbers, expected);
}

pub async fn letters_are_neither_changed_nor_removed(place: &Place) {
    let matter = kept(place, "a", tip(0)).await;
    let row = done(place, &matter, &letter("云市监投受", 1)).await;
    for sql in [
        "UPDATE letter SET content = '{}'",
        "DELETE FROM letter_identity",
        "DELETE FROM letter",
        "UPDATE letter SET number = 'x'",
    ] {
        let error = place.say(sql).await.expect_err(sql);
        assert!(error.to_string().contains("only ever added"), "{sql}: {error}");
    }
    let columns = "matter, number, series, year, ordinal, form, version, audience, unit, author, signed, issued_at, typed, sha256";
    let insert = format!("INTO letter (id, content, {columns}) SELECT id, '{{}}', {columns} FROM letter");
    place.say(&format!("INSERT {insert}")).await.expect_err("a letter was doubled");
    place.say(&format!("REPLACE {insert}")).await.expect_err("a letter was replaced");
    assert_eq!(place.letters(matter.id).await.unwrap(), [row]);
}
