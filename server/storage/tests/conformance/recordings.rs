use domain::event::Actor;
use domain::field::FormKind;
use domain::newsroom::workflow::{ItemEvent, ItemState, Kind, Step};
use domain::ports::RecordingRow;
use domain::recording::{Part, Recording, Sound, SpokenForm, Voice};
use domain::region::RegionCode;
use domain::report::Wish;
use storage::{AuditFilter, ItemStanding, ItemStep, Store};
use uuid::Uuid;

use crate::place::Place;
use crate::samples::at;

const ITEM: Uuid = Uuid::from_u128(40);

fn actor() -> Actor {
    Actor::Staff { id: Uuid::from_u128(7), name: "李某".into() }
}

async fn begin(place: &Store) {
    let begun = ItemEvent { at: at(0), actor: actor(), step: Step::Begun { kind: Kind::Article } };
    let state = ItemState::begun(&begun).unwrap();
    let standing = ItemStanding { slug: "a".into(), title: "甲".into(), unit: "yaoxie".into(), state };
    place.begin_item(ITEM, &standing, &ItemStep { event: &begun, text: Some("字"), words: "新建" }).await.unwrap();
}

/// What says an item is published stands in a column of its own.
async fn publish(place: &Place, live: &str) {
    place.say(&format!("UPDATE item SET live = {live} WHERE id = '{ITEM}'")).await.unwrap();
}

fn row(id: u128, heading: &str, digest: &str, town: Option<&str>) -> RecordingRow {
    let voice = Voice {
        language: "云县话".into(),
        reader: "王某".into(),
        town: town.map(|code| RegionCode::parse(code).unwrap()),
    };
    let part = Part::of_heading(heading);
    RecordingRow {
        id: Uuid::from_u128(id),
        subject: ITEM.into(),
        recording: Recording { part, voice, sound: Sound::Mp3, digest: digest.into(), size: 3 },
        words: None,
        uploader: Uuid::from_u128(7),
        uploader_name: "李某".into(),
        uploaded_at: at(i64::try_from(id).unwrap()),
    }
}

async fn add(place: &Store, row: &RecordingRow) -> bool {
    place.add_recording(row, b"abc", &actor()).await.unwrap()
}

pub async fn a_recording_is_kept_once_and_once_for_a_township(place: &Place) {
    begin(place).await;
    let aihua = Some("530922101000");
    let (whole, section) = (row(1, "", "aa", aihua), row(2, "怎么丢", "aa", None));
    assert!(add(place, &whole).await);
    assert!(add(place, &section).await, "the same file for another part");
    assert!(!add(place, &row(3, "", "aa", None)).await, "the same file in the same place");
    assert!(!place.bring_recording(&row(3, "", "aa", None), b"abc", at(9)).await.unwrap(), "nor from elsewhere");
    assert!(!add(place, &row(4, "", "bb", aihua)).await, "another one for the same township");
    assert!(add(place, &row(5, "怎么丢", "bb", aihua)).await);
    assert_eq!(place.recordings_of(ITEM.into()).await.unwrap()[..2], [whole.clone(), section]);
    assert_eq!(place.recordings().await.unwrap().len(), 3);
    assert!(place.recordings_of(Uuid::from_u128(41).into()).await.unwrap().is_empty());

    assert!(place.end_recording(whole.id, (&actor(), at(9))).await.unwrap());
    assert!(add(place, &row(6, "", "aa", aihua)).await, "what was taken down is in nobody's way");
}

pub async fn what_was_taken_down_is_heard_no_more(place: &Place) {
    begin(place).await;
    let row = row(1, "", "aa", None);
    let before = place.item_revision().await.unwrap();
    assert!(add(place, &row).await);
    let shown = place.item_revision().await.unwrap();
    assert!(shown > before, "every server draws its pages anew");
    assert_eq!(place.recording_file("aa").await.unwrap(), None, "its article is not published");
    publish(place, "'x'").await;
    let file = place.recording_file("aa").await.unwrap().unwrap();
    assert_eq!((file.id, file.sound, file.size), (row.id, Sound::Mp3, 3));

    assert!(place.confirm_recording(row.id, "w2", (&actor(), at(2))).await.unwrap());
    assert_eq!(place.recordings_of(ITEM.into()).await.unwrap()[0].words.as_deref(), Some("w2"));
    assert!(place.end_recording(row.id, (&actor(), at(3))).await.unwrap());
    assert!(place.item_revision().await.unwrap() > shown + 1);
    assert_eq!(place.recording_file("aa").await.unwrap(), None);
    assert_eq!(place.recording_bytes(row.id, 0).await.unwrap(), None, "its bytes are destroyed");
    assert!(place.recordings().await.unwrap().is_empty());
    assert!(!place.end_recording(row.id, (&actor(), at(4))).await.unwrap(), "once is enough");
    assert!(!place.confirm_recording(row.id, "w3", (&actor(), at(4))).await.unwrap());

    let filter = AuditFilter { subject: Some("a".into()), ..AuditFilter::default() };
    let trail = place.audit_rows(&filter, 20).await.unwrap();
    for words in ["上传录音（全文，云县话）", "听过，和文字对得上（全文，云县话）", "撤下录音（全文，云县话）"]
    {
        let said = trail.iter().any(|row| row.what == "recording_kept" && row.detail == words);
        assert!(said, "{words}: {trail:?}");
    }
}

pub async fn bytes_are_read_from_any_place_on(place: &Place) {
    begin(place).await;
    // Two whole pieces and a bit.
    let bytes: Vec<u8> = (0..(512 << 10) + 77_u32).map(|at| u8::try_from(at % 251).unwrap()).collect();
    let size = bytes.len();
    let id = Uuid::from_u128(1);
    assert!(place.add_recording(&row(1, "", "aa", None), &bytes, &actor()).await.unwrap());
    for from in [0, 1, (256 << 10) - 1, 256 << 10, (512 << 10) + 5, size - 1] {
        let mut read = Vec::new();
        while let Some(some) = place.recording_bytes(id, u64::try_from(from + read.len()).unwrap()).await.unwrap() {
            assert!(!some.is_empty() && some.len() <= 256 << 10);
            read.extend(some);
        }
        assert!(read == bytes[from..], "from {from}");
    }
    for behind in [size, size + 1, 10 << 20] {
        assert_eq!(place.recording_bytes(id, u64::try_from(behind).unwrap()).await.unwrap(), None);
    }
}

pub async fn a_question_of_a_form_is_recorded_as_an_article_is(place: &Place) {
    begin(place).await;
    let (help, tip) = (SpokenForm::Officer(FormKind::Help), SpokenForm::Report(Wish::Tip));
    let aihua = Some("530922101000");
    let of = |form: SpokenForm, row: RecordingRow| RecordingRow { subject: form.into(), ..row };
    let asked = of(help, row(1, "先念给村民听", "aa", aihua));
    let before = place.item_revision().await.unwrap();
    assert!(add(place, &asked).await);
    assert!(place.item_revision().await.unwrap() > before, "every server draws its pages anew");
    assert!(add(place, &of(tip, row(2, "先念给村民听", "aa", aihua))).await, "of another form");
    assert!(add(place, &row(3, "先念给村民听", "bb", aihua)).await, "of an article");
    assert!(!add(place, &of(help, row(4, "先念给村民听", "aa", None))).await, "the same file in the same place");
    assert!(!add(place, &of(help, row(5, "先念给村民听", "cc", aihua))).await, "another one for the same township");
    assert_eq!(place.recordings_of(help.into()).await.unwrap(), std::slice::from_ref(&asked));
    assert_eq!(place.recordings().await.unwrap().len(), 3);

    let file = place.recording_file("aa").await.unwrap().unwrap();
    assert!(file.size == 3, "a form is always there");
    assert_eq!(place.recording_file("bb").await.unwrap(), None, "an article that is not published is not");
    assert!(place.confirm_recording(asked.id, "w", (&actor(), at(6))).await.unwrap());
    assert!(place.end_recording(asked.id, (&actor(), at(7))).await.unwrap());
    assert!(place.recordings_of(help.into()).await.unwrap().is_empty());

    let filter = AuditFilter { subject: Some("officer-help".into()), ..AuditFilter::default() };
    let trail = place.audit_rows(&filter, 20).await.unwrap();
    let said: Vec<&str> = trail.iter().map(|row| row.detail.as_str()).collect();
    let expected = ["撤下录音", "听过，和文字对得上", "上传录音"].map(|what| format!("{what}（先念给村民听，云县话）"));
    assert_eq!(said, expected);
}
