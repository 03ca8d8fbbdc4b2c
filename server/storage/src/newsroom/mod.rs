use domain::audit::{Act, Deed, Who};
use domain::event::Actor;
use domain::newsroom::workflow::{ItemEvent, ItemState, Kind, Stage};
use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit;
use crate::column::{Reading, due, json, micros};
use crate::error::StorageError;
use crate::store::Store;
use keep::{finish, is_seen, is_taken, rename, update};

mod counts;
mod draft;
mod keep;
mod list;
pub(crate) mod revision;
mod seed;
mod shares;
mod texts;

pub use counts::{Counted, DayCount};
pub use draft::{DraftRow, DraftSaved};
pub use list::{ItemFilter, ItemPage};
pub use seed::NewItem;
pub use shares::{NewShare, RemarkRow, ShareRow};
pub use texts::TextRow;

/// An item of the newsroom as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemRow {
    pub id: Uuid,
    pub kind: Kind,
    pub slug: String,
    pub title: String,
    pub unit: String,
    pub stage: Stage,
    pub updated_at: Timestamp,
    pub deleted_at: Option<Timestamp>,
    /// Number of events.
    pub version: u32,
    pub state: ItemState,
}

/// The row's columns after a step.
#[derive(Clone, Debug)]
pub struct ItemStanding {
    /// A new one leaves the old one behind as a redirect.
    pub slug: String,
    pub title: String,
    pub unit: String,
    pub state: ItemState,
}

/// A step as it is kept.
#[derive(Clone, Copy, Debug)]
pub struct ItemStep<'a> {
    pub event: &'a ItemEvent,
    /// The text the step saves.
    pub text: Option<&'a str>,
    /// The step in words, for the audit trail; never what a text says about a person.
    pub words: &'a str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemKept {
    Done,
    /// Something else happened to the item since it was read.
    Conflict,
    /// Another item of the kind has, had, or is to have this address.
    SlugTaken,
    /// An item of this id is there already.
    Known,
}

macro_rules! select_item {
    ($rest:literal) => {
        concat!(
            "SELECT i.id, i.kind, i.slug, i.title, i.unit, i.stage, i.updated_at, i.deleted_at, i.version, i.state
             FROM item i ",
            $rest
        )
    };
}
pub(crate) use select_item;

/// What a text is known by: the hex of its SHA-256.
#[must_use]
pub fn text_digest(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

impl Store {
    /// Begins an item with its first step.
    ///
    /// # Errors
    /// When the database cannot be written: then nothing was kept.
    pub async fn begin_item(
        &self,
        id: Uuid,
        standing: &ItemStanding,
        step: &ItemStep<'_>,
    ) -> Result<ItemKept, StorageError> {
        retrying!(self.begin_item_once(id, standing, step))
    }

    /// Keeps a step of an item as it was read, or does nothing.
    ///
    /// # Errors
    /// When the database cannot be written: then nothing was kept.
    pub async fn keep_item(
        &self,
        row: &ItemRow,
        standing: &ItemStanding,
        step: &ItemStep<'_>,
    ) -> Result<ItemKept, StorageError> {
        retrying!(self.keep_item_once(row, standing, step))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn item(&self, id: Uuid) -> Result<Option<ItemRow>, StorageError> {
        const SQL: &str = select_item!("WHERE i.id = $1");
        let rows = on!(self.reader(), pool => sqlx::query_as(SQL).bind(id.to_string()).fetch_all(pool).await)?;
        Ok(all(rows)?.pop())
    }

    /// The item at an address, or the one that had it before.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn item_at(&self, kind: Kind, slug: &str) -> Result<Option<ItemRow>, StorageError> {
        const SQL: &str = select_item!(
            "WHERE (i.kind = $1 AND i.slug = $2)
                OR i.id = (SELECT r.item FROM item_redirect r WHERE r.kind = $1 AND r.slug = $2)"
        );
        let rows =
            on!(self.reader(), pool => sqlx::query_as(SQL).bind(kind.as_str()).bind(slug).fetch_all(pool).await)?;
        Ok(all(rows)?.pop())
    }

    /// The steps of an item, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read, or a step not be understood.
    pub async fn item_events(&self, id: Uuid) -> Result<Vec<ItemEvent>, StorageError> {
        let row = id.to_string();
        let rows: Vec<(i64, String, String)> = on!(self.reader(), pool => {
            sqlx::query_as("SELECT at, actor, step FROM item_event WHERE item = $1 ORDER BY seq")
                .bind(&row)
                .fetch_all(pool)
                .await
        })?;
        let reading = Reading { table: "item_event", row: &row };
        let event = |(at, actor, step): (i64, String, String)| {
            Ok(ItemEvent {
                at: reading.time("at", at)?,
                actor: reading.json("actor", &actor)?,
                step: reading.json("step", &step)?,
            })
        };
        rows.into_iter().map(event).collect()
    }

    /// Puts an item away, or brings it back. What residents see cannot be put away: answers false.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn put_item_away(
        &self,
        id: Uuid,
        away: Option<Timestamp>,
        by: (&Actor, Timestamp),
    ) -> Result<bool, StorageError> {
        retrying!(self.put_item_away_once(id, away, by))
    }

    async fn begin_item_once(
        &self,
        id: Uuid,
        standing: &ItemStanding,
        step: &ItemStep<'_>,
    ) -> Result<ItemKept, StorageError> {
        let mut tx = self.begin().await?;
        let kind = standing.state.kind.as_str();
        let known = on!(&mut tx, tx => {
            sqlx::query("SELECT 1 FROM item WHERE id = $1").bind(id.to_string()).fetch_optional(&mut **tx).await
                .map(|row| row.is_some())
        })?;
        if known || is_taken(&mut tx, kind, &standing.slug, None).await? {
            tx.rollback().await?;
            return Ok(if known { ItemKept::Known } else { ItemKept::SlugTaken });
        }
        let inserted = on!(&mut tx, tx => {
            sqlx::query(
                "INSERT INTO item (id, kind, slug, title, unit, stage, live, scheduled_at, until, updated_at, version, state)
                 VALUES ($1, $2, $3, $4, $5, $6, NULL, NULL, $7, $8, 1, $9)
                 ON CONFLICT DO NOTHING",
            )
            .bind(id.to_string())
            .bind(kind)
            .bind(&standing.slug)
            .bind(&standing.title)
            .bind(&standing.unit)
            .bind(standing.state.stage.as_str())
            .bind(due(None))
            .bind(micros(step.event.at))
            .bind(json(&standing.state)?)
            .execute(&mut **tx)
            .await
            .map(|done| done.rows_affected())
        })?;
        if inserted == 0 {
            tx.rollback().await?;
            return Ok(ItemKept::SlugTaken);
        }
        finish(tx, id, 1, standing, step).await
    }

    async fn keep_item_once(
        &self,
        row: &ItemRow,
        standing: &ItemStanding,
        step: &ItemStep<'_>,
    ) -> Result<ItemKept, StorageError> {
        let mut tx = self.begin().await?;
        if !update(&mut tx, row, standing, step.event.at).await? {
            tx.rollback().await?;
            return Ok(ItemKept::Conflict);
        }
        let address = standing.state.address_or(&standing.slug);
        if address != row.slug && is_taken(&mut tx, row.kind.as_str(), address, Some(row.id)).await? {
            tx.rollback().await?;
            return Ok(ItemKept::SlugTaken);
        }
        if standing.slug != row.slug {
            rename(&mut tx, row, &standing.slug).await?;
        }
        if is_seen(row, standing) {
            revision::advance(&mut tx).await?;
        }
        finish(tx, row.id, row.version.saturating_add(1), standing, step).await
    }

    async fn put_item_away_once(
        &self,
        id: Uuid,
        away: Option<Timestamp>,
        (by, at): (&Actor, Timestamp),
    ) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let slug: Option<(String,)> = on!(&mut tx, tx => {
            sqlx::query_as("UPDATE item SET deleted_at = $2 WHERE id = $1 AND live IS NULL RETURNING slug")
                .bind(id.to_string())
                .bind(away.map(micros))
                .fetch_optional(&mut **tx)
                .await
        })?;
        let Some((slug,)) = slug else {
            tx.rollback().await?;
            return Ok(false);
        };
        let words = if away.is_some() { "移入回收站" } else { "从回收站取回" };
        audit::note(&mut tx, &Act::new(at, Who::from(by), Deed::ItemKept, slug).with_detail(words)).await?;
        tx.commit().await?;
        Ok(true)
    }
}

#[derive(FromRow)]
pub(crate) struct Raw {
    id: String,
    kind: String,
    slug: String,
    title: String,
    unit: String,
    stage: String,
    updated_at: i64,
    deleted_at: Option<i64>,
    version: i64,
    state: String,
}

pub(crate) fn all(rows: Vec<Raw>) -> Result<Vec<ItemRow>, StorageError> {
    rows.into_iter().map(row).collect()
}

fn row(raw: Raw) -> Result<ItemRow, StorageError> {
    let reading = Reading { table: "item", row: &raw.id };
    Ok(ItemRow {
        id: reading.uuid("id", &raw.id)?,
        kind: reading.named("kind", Kind::parse(&raw.kind))?,
        stage: reading.named("stage", Stage::parse(&raw.stage))?,
        updated_at: reading.time("updated_at", raw.updated_at)?,
        deleted_at: raw.deleted_at.map(|at| reading.time("deleted_at", at)).transpose()?,
        version: reading.number("version", raw.version)?,
        state: reading.json("state", &raw.state)?,
        slug: raw.slug,
        title: raw.title,
        unit: raw.unit,
    })
}

/// A day as lists compare it.
fn day(date: Date) -> String {
    date.to_string()
}
