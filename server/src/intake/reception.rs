use std::sync::Arc;

use async_trait::async_trait;
use domain::calendar::Calendar;
use domain::event::Source;
use domain::law::Laws;
use domain::ports::{IdempotencyKey, Intake, IntakeError, Internal, Receipt, ReceiptMatter, Shown, Submission};
use domain::query_code::QueryCode;
use jiff::{SignedDuration, Timestamp};
use storage::{Known, NewAttachment, NewFieldReport, NewMatter, NewSubmission, Recorded, Store};
use tokio::sync::Semaphore;

use super::marks::{Seed, content_mac};
use super::matters::Drafting;
use super::writer::{Ledger, Writer};
use crate::clock::{Random, new_id};
use crate::jobs::Bell;
use crate::keys::Keyring;
use crate::media::{CheckedPhoto, Gallery};

/// How long the receipt page can be opened again. After that the code itself is the only key.
const RECEIPT_LIFE: SignedDuration = SignedDuration::from_hours(24);
/// Codes tried for one key. At 10¹⁵ codes even the second is hardly ever needed.
const CODE_TURNS: u8 = 8;
/// Photos sealed and brought to the disk at a time, over all submissions.
const PHOTOS_AT_ONCE: usize = 8;

/// Takes reports in.
pub struct Reception {
    store: Store,
    keys: Arc<Keyring>,
    gallery: Gallery,
    laws: Arc<Laws>,
    calendar: Arc<Calendar>,
    random: Arc<dyn Random>,
    writer: Writer,
    sealing: Semaphore,
    bell: Bell,
}

/// What [`Reception`] works with.
pub struct Equipment {
    pub store: Store,
    pub keys: Arc<Keyring>,
    pub gallery: Gallery,
    pub laws: Arc<Laws>,
    pub calendar: Arc<Calendar>,
    pub random: Arc<dyn Random>,
    /// Letters a public number begins with.
    pub number_prefix: String,
    /// Rung when jobs were written.
    pub bell: Bell,
}

impl Reception {
    /// Opens, inside a tokio runtime.
    #[must_use]
    pub fn open(with: Equipment) -> Self {
        let ledger = Ledger { store: with.store.clone(), number_prefix: with.number_prefix };
        Self {
            store: with.store,
            keys: with.keys,
            gallery: with.gallery,
            laws: with.laws,
            calendar: with.calendar,
            random: with.random,
            writer: Writer::start(Arc::new(ledger)),
            sealing: Semaphore::new(PHOTOS_AT_ONCE),
            bell: with.bell,
        }
    }

    /// Writes what waits and takes nothing more: the last step before the server stops.
    pub async fn close(&self) {
        self.writer.close().await;
    }

    /// What a villager files with an officer's help: kept with the officer's report. False when it was
    /// there already.
    ///
    /// # Errors
    /// As [`Intake::submit`]; a key with another content is no error, the caller compares.
    pub async fn file_with(
        &self,
        submission: &Submission,
        report: NewFieldReport,
        at: Timestamp,
    ) -> Result<bool, IntakeError> {
        match self.take(submission, &[], Some(report), at).await {
            Ok((_, new)) => Ok(new),
            Err(IntakeError::KeyReused) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// The villager's query code, as long as a receipt can be opened again.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn helped_code(&self, key: &IdempotencyKey, at: Timestamp) -> Result<Option<QueryCode>, Internal> {
        Ok(self.receipt_under(Source::Helped, key, at).await?.map(|receipt| receipt.code))
    }

    async fn receipt_under(
        &self,
        source: Source,
        key: &IdempotencyKey,
        at: Timestamp,
    ) -> Result<Option<Receipt>, Internal> {
        let seed = Seed::new(source, key);
        let known = self.store.submission_by_key(&seed.key_mac(&self.keys)).await.map_err(Internal::from)?;
        match known {
            Some(known) if at.duration_since(known.received_at) <= RECEIPT_LIFE => {
                Ok(Some(receipt(self.code_of(&seed, &known).await?, &known)))
            }
            _ => Ok(None),
        }
    }

    /// The receipt, and whether anything new was written for it.
    async fn take(
        &self,
        submission: &Submission,
        files: &[CheckedPhoto],
        field: Option<NewFieldReport>,
        at: Timestamp,
    ) -> Result<(Receipt, bool), IntakeError> {
        let seed = Seed::new(submission.source, &submission.key);
        let content = content_mac(&self.keys, &submission.report, files).map_err(Internal::new)?;
        let key_mac = seed.key_mac(&self.keys);
        // Without files the transaction itself notices a repetition, at no cost to others.
        if !files.is_empty()
            && let Some(known) = self.store.submission_by_key(&key_mac).await.map_err(unavailable)?
        {
            return Ok((self.repeated(&seed, &content, known).await?, false));
        }
        let mut matters = self.draft(submission, at).await?;
        self.attach(&mut matters, files, at).await?;
        let kept: Vec<_> = matters.iter().flat_map(|matter| matter.attachments.clone()).collect();
        let new = NewSubmission {
            id: new_id(&*self.random, at),
            key_mac,
            content_sha256: content,
            code_mac: [0; 32],
            received_at: at,
            matters,
            field,
        };
        match self.write(&seed, new).await? {
            Written::New(code, known) => {
                self.bell.ring();
                Ok((receipt(code, &known), true))
            }
            // Somebody else with this key was faster, and it is their photos that are recorded.
            Written::Known(known) => {
                self.gallery.forget(&kept).await;
                Ok((self.repeated(&seed, &content, known).await?, false))
            }
        }
    }

    /// Takes its time for the first report after the start: the dictionary is read then.
    async fn draft(&self, submission: &Submission, at: Timestamp) -> Result<Vec<NewMatter>, Internal> {
        let (keys, laws, calendar) = (self.keys.clone(), self.laws.clone(), self.calendar.clone());
        let (random, report, source) = (self.random.clone(), submission.report.clone(), submission.source);
        let notice_version = submission.notice_version.clone();
        let drafting = move || {
            let (random, notice_version) = (&*random, notice_version.as_str());
            let (keys, laws, calendar) = (&*keys, &*laws, &*calendar);
            Drafting { keys, laws, calendar, random, source, notice_version, at }.matters(&report)
        };
        tokio::task::spawn_blocking(drafting).await.map_err(Internal::new)?
    }

    /// Seals photos and recording for each matter apart: two matters are kept, handed over and one day
    /// forgotten each on its own.
    async fn attach(
        &self,
        matters: &mut [NewMatter],
        files: &[CheckedPhoto],
        at: Timestamp,
    ) -> Result<(), IntakeError> {
        for matter in matters {
            let kept = self.keep(files, at).await?;
            let pictures = kept.iter().filter(|file| file.shown() == Shown::Waiting);
            matter.jobs.extend(pictures.map(|photo| self.gallery.copy_job(photo.id, matter.id, at)));
            matter.attachments = kept;
        }
        Ok(())
    }

    async fn keep(&self, photos: &[CheckedPhoto], at: Timestamp) -> Result<Vec<NewAttachment>, IntakeError> {
        // What was kept before a failure lies unrecorded and is swept later.
        let keeping = photos.iter().zip(1..).map(|(photo, ordinal)| self.keep_one(photo, ordinal, at));
        futures::future::try_join_all(keeping).await.map_err(IntakeError::Unavailable)
    }

    async fn keep_one(&self, photo: &CheckedPhoto, ordinal: u32, at: Timestamp) -> Result<NewAttachment, Internal> {
        let _permit = self.sealing.acquire().await.map_err(Internal::new)?;
        self.gallery.keep(photo, ordinal, at).await.map_err(Internal::from)
    }

    async fn write(&self, seed: &Seed, mut new: NewSubmission) -> Result<Written, IntakeError> {
        let received_at = new.received_at;
        for turn in 0..CODE_TURNS {
            let code = seed.code(&self.keys, turn);
            new.code_mac = self.keys.code_mac(&code);
            let (recorded, back) = self.writer.write(new).await.map_err(IntakeError::Unavailable)?;
            match recorded {
                Recorded::New(known) => return Ok(Written::New(code, known)),
                Recorded::Known(known) => return Ok(Written::Known(known)),
                Recorded::CodeTaken => new = NewSubmission { id: new_id(&*self.random, received_at), ..back },
                Recorded::Faulty { what } => return Err(Internal::new(what).into()),
            }
        }
        Err(Internal::new("no free query code").into())
    }

    async fn repeated(&self, seed: &Seed, content: &[u8; 32], known: Known) -> Result<Receipt, IntakeError> {
        if known.content_sha256 != *content {
            return Err(IntakeError::KeyReused);
        }
        Ok(receipt(self.code_of(seed, &known).await?, &known))
    }

    /// The code that was given to a known submission.
    async fn code_of(&self, seed: &Seed, known: &Known) -> Result<QueryCode, Internal> {
        let first = known.matters.first().map(|(id, _, _)| *id);
        for turn in 0..CODE_TURNS {
            let code = seed.code(&self.keys, turn);
            let rows = self.store.submission_by_code(&self.keys.code_mac(&code)).await.map_err(Internal::from)?;
            if rows.is_some_and(|rows| rows.iter().any(|row| Some(row.id) == first)) {
                return Ok(code);
            }
        }
        Err(Internal::new("a known submission has none of its codes: was the key file exchanged?"))
    }
}

#[async_trait]
impl Intake for Reception {
    async fn submit(&self, mut submission: Submission, at: Timestamp) -> Result<Receipt, IntakeError> {
        let mut files = Gallery::check(std::mem::take(&mut submission.photos)).map_err(IntakeError::Invalid)?;
        files.extend(submission.voice.take().map(Gallery::check_voice).transpose().map_err(IntakeError::Invalid)?);
        self.take(&submission, &files, None, at).await.map(|(receipt, _)| receipt)
    }

    /// Only for keys of forms; a program keeps the answer it got.
    async fn receipt(&self, key: &IdempotencyKey, at: Timestamp) -> Result<Option<Receipt>, Internal> {
        self.receipt_under(Source::Web, key, at).await
    }
}

enum Written {
    New(QueryCode, Known),
    Known(Known),
}

fn receipt(code: QueryCode, known: &Known) -> Receipt {
    let matters = known.matters.iter();
    Receipt {
        code,
        matters: matters.map(|(_, number, kind)| ReceiptMatter { number: number.clone(), kind: *kind }).collect(),
        received_at: known.received_at,
        photos: usize::try_from(known.photos).unwrap_or_default(),
    }
}

fn unavailable(error: storage::StorageError) -> IntakeError {
    IntakeError::Unavailable(error.into())
}
