use sqlx::FromRow;
use uuid::Uuid;

use crate::column::Reading;
use crate::db::Tx;
use crate::error::StorageError;
use crate::store::Store;

/// What opens a reward, about to be kept.
#[derive(Clone)]
pub struct NewClaim {
    pub ledger: Uuid,
    pub selector: String,
    /// Slow hash of the rest of the code.
    pub code_hash: String,
}

#[derive(Clone)]
pub struct Claim {
    pub ledger: Uuid,
    pub selector: String,
    pub code_hash: String,
    /// Slow hash of the word the reporter chose, once they did.
    pub word_hash: Option<String>,
}

#[derive(FromRow)]
struct Raw {
    ledger: String,
    selector: String,
    code_hash: String,
    word_hash: Option<String>,
}

impl Store {
    /// # Errors
    /// When the database cannot be read.
    pub async fn claim(&self, selector: &str) -> Result<Option<Claim>, StorageError> {
        let raw: Option<Raw> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT ledger, selector, code_hash, word_hash FROM reward_claim WHERE selector = $1")
                .bind(selector)
                .fetch_optional(pool)
                .await
        })?;
        raw.map(claim).transpose()
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn claim_of(&self, ledger: Uuid) -> Result<Option<Claim>, StorageError> {
        let raw: Option<Raw> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT ledger, selector, code_hash, word_hash FROM reward_claim WHERE ledger = $1")
                .bind(ledger.to_string())
                .fetch_optional(pool)
                .await
        })?;
        raw.map(claim).transpose()
    }

    /// Keeps the word's hash; false when one was chosen before.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn choose_word(&self, ledger: Uuid, word_hash: &str) -> Result<bool, StorageError> {
        let changed = on!(self.writer(), pool => {
            sqlx::query("UPDATE reward_claim SET word_hash = $2 WHERE ledger = $1 AND word_hash IS NULL")
                .bind(ledger.to_string())
                .bind(word_hash)
                .execute(pool)
                .await
                .map(|done| done.rows_affected())
        })?;
        Ok(changed == 1)
    }
}

/// False where the selector is taken.
pub(super) async fn insert(tx: &mut Tx, new: &NewClaim) -> Result<bool, StorageError> {
    let inserted = on!(tx, tx => {
        sqlx::query(
            "INSERT INTO reward_claim (ledger, selector, code_hash) VALUES ($1, $2, $3) ON CONFLICT (selector) DO NOTHING",
        )
        .bind(new.ledger.to_string())
        .bind(&new.selector)
        .bind(&new.code_hash)
        .execute(&mut **tx)
        .await
        .map(|done| done.rows_affected())
    })?;
    Ok(inserted == 1)
}

fn claim(raw: Raw) -> Result<Claim, StorageError> {
    let reading = Reading { table: "reward_claim", row: &raw.selector };
    Ok(Claim {
        ledger: reading.uuid("ledger", &raw.ledger)?,
        code_hash: raw.code_hash,
        word_hash: raw.word_hash,
        selector: raw.selector,
    })
}
