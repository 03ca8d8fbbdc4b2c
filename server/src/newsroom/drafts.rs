//! What somebody is writing right now: a help beside the texts that were saved.

use domain::access::Staff;
use domain::ports::{DraftKept, Internal, NewsError, WrittenDraft};
use jiff::Timestamp;
use storage::{DraftRow, DraftSaved, Store};
use uuid::Uuid;

pub async fn of(store: &Store, item: Uuid) -> Result<Option<WrittenDraft>, Internal> {
    Ok(store.draft(item).await?.map(written))
}

pub async fn keep(
    store: &Store,
    staff: &Staff,
    item: Uuid,
    began_with: u32,
    text: &str,
    at: Timestamp,
) -> Result<DraftKept, NewsError> {
    let saved = store.save_draft(item, began_with, text, (staff.id, &staff.name, at)).await;
    Ok(match saved.map_err(Internal::from)? {
        DraftSaved::Done(revision) => DraftKept::Done(revision),
        DraftSaved::Conflict(theirs) => DraftKept::Conflict(written(theirs)),
    })
}

pub async fn forget(store: &Store, item: Uuid) -> Result<(), NewsError> {
    Ok(store.forget_draft(item).await.map_err(Internal::from)?)
}

fn written(row: DraftRow) -> WrittenDraft {
    WrittenDraft { revision: row.revision, text: row.text, at: row.saved_at, by: row.staff, name: row.name }
}
