use domain::matter::MatterId;
use domain::ports::{Message, Side};
use jiff::Timestamp;
use uuid::Uuid;

use crate::column::{Reading, micros};
use crate::db::Tx;
use crate::error::StorageError;
use crate::store::Store;

/// A message as it is to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMessage {
    pub id: Uuid,
    /// Keyed hash of the sender's idempotency key; absent for messages of staff.
    pub key_mac: Option<[u8; 32]>,
    pub side: Side,
    pub text: String,
    pub at: Timestamp,
}

impl Store {
    /// Both sides' messages about a matter, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn messages(&self, matter: MatterId) -> Result<Vec<Message>, StorageError> {
        let rows: Vec<(String, i64, String, String, i64)> = on!(self.reader(), pool => {
            sqlx::query_as(
                "SELECT m.id, m.at, m.side, m.body, (SELECT COUNT(*) FROM attachment a WHERE a.message = m.id)
                 FROM message m WHERE m.matter = $1 ORDER BY m.at, m.id",
            )
            .bind(matter.to_string())
            .fetch_all(pool)
            .await
        })?;
        rows.into_iter()
            .map(|(id, at, side, text, photos)| {
                let reading = Reading { table: "message", row: &id };
                Ok(Message {
                    id: reading.uuid("id", &id)?,
                    at: reading.time("at", at)?,
                    side: reading.named("side", parse_side(&side))?,
                    text,
                    photos: reading.number("photos", photos)?,
                })
            })
            .collect()
    }
}

/// Whether the message is new; one under a key that is there already adds nothing.
pub(crate) async fn insert(tx: &mut Tx, matter: MatterId, new: &NewMessage) -> Result<bool, StorageError> {
    let inserted = on!(tx, tx => {
        sqlx::query(
            "INSERT INTO message (id, matter, key_mac, side, body, at) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (key_mac) DO NOTHING",
        )
        .bind(new.id.to_string())
        .bind(matter.to_string())
        .bind(new.key_mac.as_ref().map(<[u8; 32]>::as_slice))
        .bind(side(new.side))
        .bind(&new.text)
        .bind(micros(new.at))
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(inserted == 1)
}

fn side(side: Side) -> &'static str {
    match side {
        Side::Reporter => "reporter",
        Side::Bureau => "bureau",
    }
}

fn parse_side(text: &str) -> Option<Side> {
    match text {
        "reporter" => Some(Side::Reporter),
        "bureau" => Some(Side::Bureau),
        _ => None,
    }
}
