use storage::{Recorded, StorageError};

use crate::place::Place;
use crate::samples::*;

pub async fn migrating_twice_changes_nothing(place: &Place) {
    assert_eq!(place.pending_migrations().await.unwrap(), Vec::<String>::new());
    assert_eq!(place.migrate().await.unwrap(), Vec::<String>::new());
    place.ready().await.unwrap();
}

pub async fn events_are_neither_changed_nor_removed(place: &Place) {
    let row = kept(place, "a", tip(0)).await;
    let there = place.events(row.id).await.unwrap();
    for sql in ["UPDATE event SET at = at + 1", "DELETE FROM event"] {
        let error = place.say(sql).await.expect_err(sql);
        assert!(error.to_string().contains("only ever appended"), "{sql}: {error}");
    }
    let insert = "INTO event (matter, seq, at, actor, kind) SELECT matter, seq, at, actor, '{}' FROM event";
    place.say(&format!("INSERT {insert}")).await.expect_err("an event was doubled");
    place.say(&format!("REPLACE {insert}")).await.expect_err("an event was replaced");
    assert_eq!(place.events(row.id).await.unwrap(), there);
}

/// An anonymous tip must not be traced back: no column could even hold an address or a browser.
pub async fn nothing_is_kept_about_the_senders_machine(place: &Place) {
    let columns = place
        .ask(
            "SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'",
            "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public'",
        )
        .await;
    assert!(columns.iter().any(|column| column == "submission.received_at"), "{columns:?}");
    let telling = ["ip", "addr", "agent", "cookie", "forwarded", "device", "browser", "host"];
    // Village officers are known by name, and their phones are bound on purpose.
    for column in columns.iter().filter(|column| !column.starts_with("field_")) {
        let named = column.split(['.', '_']).any(|part| telling.contains(&part));
        assert!(!named, "{column} could tell who sent something");
    }
    for table in ["submission", "matter"] {
        let about = ["reporter", "phone", "identity", "name"];
        let mut of_table = columns.iter().filter(|column| column.starts_with(&format!("{table}.")));
        assert!(of_table.all(|column| !about.iter().any(|word| column.contains(word))), "{columns:?}");
    }
}

pub async fn an_unreadable_value_is_named_by_table_column_and_row(place: &Place) {
    let row = kept(place, "a", tip(0)).await;
    place.say("UPDATE matter SET status = 'x', facts = 'not json'").await.unwrap();
    let error = place.matter(row.id).await.expect_err("it was read");
    assert_eq!(error.to_string(), format!("matter.facts of row {} cannot be read", row.id));
    assert!(matches!(error, StorageError::Corrupt { table: "matter", column: "facts", .. }), "{error:?}");
}

pub async fn the_database_may_go_and_come_back(place: &Place) {
    let lock = place.go_away().await;
    let new = submission("a", vec![tip(0)]);
    let answer = place.record(std::slice::from_ref(&new), "YX").await;
    let error = answer.expect_err("something was kept in a database that is not there");
    assert!(error.is_unavailable(), "{error:?}");
    place.come_back(lock).await;
    place.ready().await.unwrap();
    let answer = place.record(&[new], "YX").await.unwrap();
    assert!(matches!(answer[..], [Recorded::New(_)]), "{answer:?}");
}
