use jiff::Timestamp;
use uuid::Uuid;

use crate::column::{Reading, micros};
use crate::error::StorageError;
use crate::store::Store;

/// Telephones and not reports are counted, and only of what staff took up (`Stage::is_taken_up`): whoever reports a
/// shop five times over to learn from the sum whether somebody else did learns nothing.
const OTHERS: &str = "SELECT COUNT(DISTINCT p.mac) FROM matter m JOIN phone_index p ON p.matter = m.id
     WHERE m.subject = $1 AND m.received_at < $2
       AND (m.kind = 'complaint' AND m.stage IN ('accepted', 'mediating', 'delegated', 'challenged', 'settled', 'terminated', 'closed')
            OR m.kind = 'tip' AND m.stage IN ('filed', 'suspended', 'at_police', 'decided'))
       AND p.mac NOT IN (SELECT own.mac FROM phone_index own JOIN matter o ON o.id = own.matter WHERE o.submission = $3)";

impl Store {
    /// How many others reported the same subject (`Facts::subject`) before a moment, in matters that were taken up.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn others_on(&self, subject: &str, than: Uuid, before: Timestamp) -> Result<u64, StorageError> {
        let (count,): (i64,) = on!(self.reader(), pool => {
            sqlx::query_as(OTHERS)
                .bind(subject)
                .bind(micros(before))
                .bind(than.to_string())
                .fetch_one(pool)
                .await
        })?;
        Reading { table: "matter", row: subject }.number("count", count)
    }
}

#[cfg(test)]
mod tests {
    use domain::matter::{MatterKind, Stage};

    use super::OTHERS;

    #[test]
    fn what_is_counted_is_what_was_taken_up() {
        let (_, listed) = OTHERS.split_once("m.kind = 'complaint'").unwrap();
        let (complaints, tips) = listed.split_once("m.kind = 'tip'").unwrap();
        for (kind, list) in [(MatterKind::Complaint, complaints), (MatterKind::Tip, tips)] {
            for stage in Stage::ALL {
                let word = format!("'{}'", crate::tally::stage(stage));
                assert_eq!(list.contains(&word), stage.is_taken_up(kind), "{kind:?} {stage:?}");
            }
        }
    }
}
