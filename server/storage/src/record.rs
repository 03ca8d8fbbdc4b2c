use std::collections::{BTreeMap, BTreeSet};

use domain::matter::{MatterId, MatterState};
use domain::track::beijing;
use jiff::Timestamp;

use crate::column::{self, count, due, json, micros, to_the_microsecond};
use crate::db::Tx;
use crate::error::StorageError;
use crate::store::Store;
use crate::submissions::{self, Known, NewMatter, NewSubmission, known_by_key};
use crate::tally::{self, Sort};
use crate::{audit, field, identity, phones, search, write};

/// What became of one submission of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recorded {
    New(Known),
    /// The idempotency key was there already, perhaps in the same batch; nothing was written. The
    /// caller compares `content_sha256`.
    Known(Known),
    /// The query code (or the submission's id) belongs to another submission; nothing was written
    /// of this one. The caller draws new ones and tries again.
    CodeTaken,
    /// Nothing was written of this one because of itself: an id that is there already, events that
    /// do not begin with `Received`, a text the database cannot hold.
    Faulty {
        what: String,
    },
}

impl Store {
    /// Keeps a batch of submissions in one transaction, made durable once; answers one result for
    /// each, in order. Numbers are `PREFIX-YYYY-NNNNNN`, counted by prefix and Beijing year of
    /// `received_at`; a failed batch may leave a gap.
    ///
    /// # Errors
    /// When the database cannot be written: then nothing of the whole batch was kept.
    pub async fn record(&self, batch: &[NewSubmission], number_prefix: &str) -> Result<Vec<Recorded>, StorageError> {
        match retrying!(self.record_together(batch, number_prefix)) {
            Err(error) if !error.is_unavailable() => self.record_one_by_one(batch, number_prefix).await,
            answer => answer,
        }
    }

    async fn record_together(&self, batch: &[NewSubmission], prefix: &str) -> Result<Vec<Recorded>, StorageError> {
        let mut tx = self.begin().await?;
        let mut recording = Recording::reserve(&mut tx, batch, prefix).await?;
        let mut answers = Vec::with_capacity(batch.len());
        for new in batch {
            answers.push(recording.record(&mut tx, new).await?);
        }
        let trail = recording.give_back(&mut tx).await?;
        audit::append(&mut tx, &trail).await?;
        tx.commit().await?;
        Ok(answers)
    }

    /// One of the batch cannot be kept, so each is tried alone to find out which.
    async fn record_one_by_one(&self, batch: &[NewSubmission], prefix: &str) -> Result<Vec<Recorded>, StorageError> {
        let mut answers = Vec::with_capacity(batch.len());
        for new in batch {
            match retrying!(self.record_together(std::slice::from_ref(new), prefix)) {
                Ok(answer) => answers.extend(answer),
                Err(error) if error.is_unavailable() => return Err(error),
                Err(error) => answers.push(Recorded::Faulty { what: error.to_string() }),
            }
        }
        Ok(answers)
    }
}

/// What a batch has reserved: its numbers by year, and a place in the tally for each matter.
pub(crate) struct Recording<'a> {
    prefix: &'a str,
    next_number: BTreeMap<i16, i64>,
    tallies: BTreeMap<Sort, Reserved>,
    /// Rows of the audit trail, chained last of all.
    trail: Vec<audit::Entry>,
}

#[derive(Default)]
struct Reserved {
    tally: i64,
    /// Matters counted that are not there yet.
    matters: i64,
}

impl<'a> Recording<'a> {
    /// Counters and tallies are locked first and in order: two servers' batches then wait for each
    /// other instead of breaking each other off.
    pub(crate) async fn reserve(tx: &mut Tx, batch: &[NewSubmission], prefix: &'a str) -> Result<Self, StorageError> {
        let mut wanted: BTreeMap<i16, usize> = BTreeMap::new();
        let mut tallies: BTreeMap<Sort, Reserved> = BTreeMap::new();
        // The second tap on one button may be in the same batch; it takes no number.
        let mut keys = BTreeSet::new();
        for new in batch {
            if !keys.insert(new.key_mac) || known_by_key(tx, &new.key_mac).await?.is_some() {
                continue;
            }
            *wanted.entry(beijing_year(new.received_at)).or_default() += new.matters.len();
            for matter in &new.matters {
                tallies.entry(Sort::of(&matter.facts.region, &state_of(matter)?)).or_default().matters += 1;
            }
        }
        let mut next_number = BTreeMap::new();
        for (year, matters) in wanted {
            next_number.insert(year, reserve_numbers(tx, prefix, year, count(matters)).await?);
        }
        for (sort, reserved) in &mut tallies {
            reserved.tally = tally::add(tx, sort, reserved.matters).await?;
        }
        Ok(Self { prefix, next_number, tallies, trail: Vec::new() })
    }

    /// Gives places in the tally back that turned out not to be needed; what is left is the trail.
    pub(crate) async fn give_back(self, tx: &mut Tx) -> Result<Vec<audit::Entry>, StorageError> {
        for (sort, reserved) in self.tallies {
            if reserved.matters > 0 {
                tally::add(tx, &sort, -reserved.matters).await?;
            }
        }
        Ok(self.trail)
    }

    pub(crate) async fn record(&mut self, tx: &mut Tx, new: &NewSubmission) -> Result<Recorded, StorageError> {
        if !submissions::insert(tx, new).await? {
            let known = known_by_key(tx, &new.key_mac).await?;
            return Ok(known.map_or(Recorded::CodeTaken, Recorded::Known));
        }
        let mut matters = Vec::with_capacity(new.matters.len());
        for matter in &new.matters {
            let number = self.number(new.received_at)?;
            self.insert_matter(tx, new, matter, &number).await?;
            matters.push((matter.id, number, matter.kind));
        }
        if let (Some(report), Some((matter, number, _))) = (&new.field, matters.first())
            && !field::insert(tx, report, number, Some(*matter)).await?
        {
            return Err(StorageError::other("the officer's report is there without its submission"));
        }
        // A job may be about the other half of a mixed submission, so jobs come last.
        for matter in &new.matters {
            write::jobs(tx, &matter.jobs).await?;
        }
        Ok(Recorded::New(Known {
            content_sha256: new.content_sha256,
            received_at: to_the_microsecond(new.received_at),
            photos: u32::try_from(new.photos()).unwrap_or(u32::MAX),
            matters,
        }))
    }

    fn number(&mut self, received_at: Timestamp) -> Result<String, StorageError> {
        let year = beijing_year(received_at);
        let reserved = self.next_number.get_mut(&year);
        let next = reserved.ok_or_else(|| StorageError::other("no number was reserved for this year"))?;
        let number = numbered(self.prefix, year, *next);
        *next += 1;
        Ok(number)
    }

    async fn insert_matter(
        &mut self,
        tx: &mut Tx,
        submission: &NewSubmission,
        new: &NewMatter,
        number: &str,
    ) -> Result<(), StorageError> {
        let state = state_of(new)?;
        let sort = Sort::of(&new.facts.region, &state);
        let reserved = self.tallies.get_mut(&sort);
        let reserved = reserved.ok_or_else(|| StorageError::other("no place was reserved in the tally"))?;
        reserved.matters -= 1;
        let tally = reserved.tally;
        let seq = insert_row(tx, submission, new, &Row { number, state: &state, tally }).await?;
        search::insert(tx, seq, &format!("{} {number}", new.search), &new.facts.region, &sort).await?;
        if let Some(sealed) = &new.identity {
            identity::insert(tx, &new.id.to_string(), sealed).await?;
        }
        if let Some(mac) = &new.phone_mac {
            phones::insert(tx, &new.id.to_string(), mac).await?;
        }
        let behind = write::Behind { matter: new.id, number, events: 0 };
        write::events(tx, behind, &write::as_kept(&new.events), &mut self.trail).await?;
        write::attachments(tx, new.id, &new.attachments).await
    }
}

struct Row<'a> {
    number: &'a str,
    state: &'a MatterState,
    tally: i64,
}

async fn insert_row(
    tx: &mut Tx,
    submission: &NewSubmission,
    new: &NewMatter,
    row: &Row<'_>,
) -> Result<i64, StorageError> {
    let Row { number, state, tally } = row;
    let (seq,): (i64,) = on!(tx, tx => {
        sqlx::query_as(
            "INSERT INTO matter (id, number, submission, kind, version, received_at, due, status, region,
                 unit, registration_no, open, tally, state, facts, held_by, stands_still, ordered_until,
                 handler, stage, asks, category, drug, closed_at, rating, subject)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                 $22, $23, $24, $25, $26)
             RETURNING seq",
        )
        .bind(new.id.to_string())
        .bind(*number)
        .bind(submission.id.to_string())
        .bind(new.kind.as_str())
        .bind(count(new.events.len()))
        .bind(micros(state.received_at))
        .bind(due(new.due))
        .bind(state.status().as_str())
        .bind(new.facts.region.as_str())
        .bind(&state.unit)
        .bind(&state.registration_no)
        .bind(!state.status().is_end())
        .bind(*tally)
        .bind(json(state)?)
        .bind(json(&new.facts)?)
        .bind(column::holder(state))
        .bind(column::stands_still(state))
        .bind(column::ordered_until(state))
        .bind(tally::handler(state))
        .bind(tally::stage(state.stage))
        .bind(tally::asks(state))
        .bind(&new.facts.category)
        .bind(new.facts.drug.name.as_deref().unwrap_or_default())
        .bind(state.closed_at.map(micros))
        .bind(column::rating(state))
        .bind(new.facts.subject())
        .fetch_one(&mut **tx)
        .await
    })?;
    Ok(seq)
}

fn state_of(matter: &NewMatter) -> Result<MatterState, StorageError> {
    let MatterId(id) = matter.id;
    MatterState::replay(matter.kind, &write::as_kept(&matter.events))
        .ok_or_else(|| StorageError::other(format!("the events of matter {id} do not begin with its receipt")))
}

/// The next number of a prefix in the year of a moment, now this transaction's.
pub(crate) async fn next_number(tx: &mut Tx, prefix: &str, at: Timestamp) -> Result<String, StorageError> {
    let year = beijing_year(at);
    let next = reserve_numbers(tx, prefix, year, 1).await?;
    Ok(numbered(prefix, year, next))
}

/// `YX-2026-000012`
fn numbered(prefix: &str, year: i16, next: i64) -> String {
    format!("{prefix}-{year:04}-{next:06}")
}

/// The first of `matters` numbers that are now this transaction's.
async fn reserve_numbers(tx: &mut Tx, prefix: &str, year: i16, matters: i64) -> Result<i64, StorageError> {
    let (last,): (i64,) = on!(tx, tx => {
        sqlx::query_as(
            "INSERT INTO number_counter (prefix, year, last) VALUES ($1, $2, $3)
             ON CONFLICT (prefix, year) DO UPDATE SET last = number_counter.last + excluded.last
             RETURNING last",
        )
        .bind(prefix)
        .bind(i64::from(year))
        .bind(matters)
        .fetch_one(&mut **tx)
        .await
    })?;
    Ok(last - matters + 1)
}

pub(crate) fn beijing_year(at: Timestamp) -> i16 {
    at.to_zoned(beijing()).year()
}
