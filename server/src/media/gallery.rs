use std::collections::HashSet;
use std::io;
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use domain::ports::{Internal, Photo, Shown};
use domain::report::{FieldError, field};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use storage::{AttachmentRow, JobKind, NewAttachment, NewJob, StorageError, Store, StoredFile};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::shown::shown_copy;
use super::vault::{Vault, shown_id};
use super::{MAX_FILE_BYTES, MAX_FILES, inspect, voice_type};
use crate::clock::{Random, new_id};
use crate::keys::{KeyError, Keyring, Purpose};
use domain::matter::MatterId;

/// Copies are made one after the other.
static MAKING: Mutex<()> = Mutex::const_new(());

/// Pictures as the house sees them: checked, sealed under a key of their own, found again.
#[derive(Clone)]
pub struct Gallery {
    store: Store,
    keys: Arc<Keyring>,
    vault: Arc<Vault>,
    random: Arc<dyn Random>,
}

/// A picture that may be taken in.
#[derive(Clone)]
pub struct CheckedPhoto {
    bytes: Bytes,
    media_type: &'static str,
    sha256: [u8; 32],
}

#[derive(Debug, thiserror::Error)]
pub enum GalleryError {
    #[error("vault: {0}")]
    Vault(#[from] io::Error),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Gallery {
    #[must_use]
    pub fn new(store: Store, keys: Arc<Keyring>, vault: Arc<Vault>, random: Arc<dyn Random>) -> Self {
        Self { store, keys, vault, random }
    }

    /// Holds photos to every rule, before anything of them is kept.
    ///
    /// # Errors
    /// One entry a refused photo, all under the form's field for photos.
    pub fn check(photos: Vec<Photo>) -> Result<Vec<CheckedPhoto>, Vec<FieldError>> {
        let refuse = |message: String| FieldError { field: field::PHOTOS.to_owned(), message };
        if photos.len() > MAX_FILES {
            let message = format!("照片最多 {MAX_FILES} 张，现在 {} 张，请去掉几张", photos.len());
            return Err(vec![refuse(message)]);
        }
        let mut errors = Vec::new();
        let mut checked = Vec::new();
        for (index, photo) in photos.into_iter().enumerate() {
            match CheckedPhoto::new(photo) {
                Ok(photo) => checked.push(photo),
                Err(why) => errors.push(refuse(format!("第 {} 张{why}", index + 1))),
            }
        }
        if errors.is_empty() { Ok(checked) } else { Err(errors) }
    }

    /// Holds what somebody said to the rules.
    ///
    /// # Errors
    /// One entry, under the form's field for it.
    pub fn check_voice(voice: Photo) -> Result<CheckedPhoto, Vec<FieldError>> {
        let refuse = |message: &str| vec![FieldError { field: field::VOICE.to_owned(), message: message.to_owned() }];
        if voice.bytes.len() > MAX_FILE_BYTES {
            return Err(refuse("录音太长了，请分成几句要紧的话重新录，三分钟以内"));
        }
        let media_type = voice_type(&voice.bytes).ok_or_else(|| refuse("这不是能听的录音，请重新录一次"))?;
        let sha256 = Sha256::digest(&voice.bytes).into();
        Ok(CheckedPhoto { bytes: voice.bytes.into(), media_type, sha256 })
    }

    /// Takes what an officer sent whatever it is, and says what is wrong with it: it was evidence on
    /// the phone, and the phone forgets it now.
    #[must_use]
    pub fn accept(bytes: Vec<u8>, is_voice: bool) -> (CheckedPhoto, Option<String>) {
        let told = if is_voice {
            voice_type(&bytes).ok_or_else(|| "不是能播放的录音".to_owned())
        } else {
            inspect(&bytes).map(|inspected| inspected.media_type)
        };
        let sha256 = Sha256::digest(&bytes).into();
        let (media_type, fault) = match told {
            Ok(media_type) => (media_type, None),
            Err(why) => ("application/octet-stream", Some(why)),
        };
        (CheckedPhoto { bytes: bytes.into(), media_type, sha256 }, fault)
    }

    /// Seals a photo under a fresh key and brings it to the disk; the answer is what the database
    /// has to keep. Until it does, the file is an orphan and will be swept.
    ///
    /// # Errors
    /// The disk's, above all a full one.
    pub async fn keep(&self, photo: &CheckedPhoto, ordinal: u32, at: Timestamp) -> Result<NewAttachment, GalleryError> {
        let id = new_id(&*self.random, at);
        let (key, key_id, wrapped_key) = self.keys.new_file_key(id)?;
        let (keys, plain) = (self.keys.clone(), photo.bytes.clone());
        let sealing = move || keys.seal_file(&key, Purpose::Photo, id, &plain);
        let sealed = tokio::task::spawn_blocking(sealing).await.map_err(io::Error::other)??;
        self.vault.put(id, sealed).await?;
        Ok(NewAttachment {
            id,
            ordinal,
            media_type: photo.media_type.to_owned(),
            size: u64::try_from(photo.bytes.len()).unwrap_or(u64::MAX),
            sha256: hex::encode(photo.sha256),
            key_id,
            wrapped_key,
            message: None,
        })
    }

    /// The job that makes the copy of a photo just kept.
    #[must_use]
    pub fn copy_job(&self, attachment: Uuid, matter: MatterId, at: Timestamp) -> NewJob {
        NewJob {
            id: new_id(&*self.random, at),
            kind: JobKind::MakeShownCopy,
            matter: Some(matter),
            payload: serde_json::json!({ "attachment": attachment }),
            run_at: at,
        }
    }

    /// Runs such a job; run again it changes nothing.
    ///
    /// # Errors
    /// Whatever stands in the way now and may not later. A photo that cannot be decoded is none:
    /// it is marked so, and its original stays.
    pub async fn make_shown(&self, attachment: Uuid) -> Result<(), GalleryError> {
        // A hand-over makes the copy it needs; its own job must not write the same file meanwhile.
        let _alone = MAKING.lock().await;
        let Some(row) = self.store.attachment(attachment).await? else {
            return Ok(());
        };
        if row.shown != Shown::Waiting {
            return Ok(());
        }
        let Ok(copy) = shown_copy(self.original(&row).await?).await else {
            return Ok(self.store.set_shown(row.id, Shown::Unreadable, None).await?);
        };
        let key = self.keys.file_key(row.id, &row.key_id, &row.wrapped_key)?;
        let sealed = self.keys.seal_file(&key, Purpose::ShownCopy, row.id, &copy)?;
        self.vault.put(shown_id(row.id), sealed).await?;
        Ok(self.store.set_shown(row.id, Shown::Ready, Some("image/jpeg")).await?)
    }

    /// The copy staff see; there only once [`Shown::Ready`].
    ///
    /// # Errors
    /// Disk or keys.
    pub async fn shown(&self, row: &AttachmentRow) -> Result<Vec<u8>, GalleryError> {
        self.read(row, shown_id(row.id), Purpose::ShownCopy).await
    }

    /// The picture byte for byte as it arrived.
    ///
    /// # Errors
    /// Disk or keys.
    pub async fn original(&self, row: &AttachmentRow) -> Result<Vec<u8>, GalleryError> {
        self.read(row, row.id, Purpose::Photo).await
    }

    /// What an officer sent, byte for byte.
    ///
    /// # Errors
    /// Disk or keys.
    pub async fn sent(&self, file: &StoredFile) -> Result<Vec<u8>, GalleryError> {
        self.open(file.id, &file.key_id, &file.wrapped_key, file.id, Purpose::Photo).await
    }

    /// Forgets photos that were kept but never recorded.
    pub async fn forget(&self, kept: &[NewAttachment]) {
        for attachment in kept {
            if let Err(error) = self.vault.remove(attachment.id).await {
                tracing::warn!(%error, "an orphan file stays until the sweep");
            }
        }
    }

    /// Removes files that belong to nothing and were written before `before`.
    ///
    /// # Errors
    /// Disk or database.
    pub async fn sweep(&self, before: SystemTime) -> Result<usize, GalleryError> {
        let mut known: HashSet<Uuid> = self.store.attachment_ids().await?.into_iter().collect();
        known.extend(self.store.picture_ids().await?);
        Ok(self.vault.sweep(known, before).await?)
    }

    async fn read(&self, row: &AttachmentRow, file: Uuid, purpose: Purpose) -> Result<Vec<u8>, GalleryError> {
        self.open(row.id, &row.key_id, &row.wrapped_key, file, purpose).await
    }

    async fn open(
        &self,
        owner: Uuid,
        key_id: &str,
        wrapped_key: &[u8],
        file: Uuid,
        purpose: Purpose,
    ) -> Result<Vec<u8>, GalleryError> {
        let sealed = self.vault.get(file).await?;
        let key = self.keys.file_key(owner, key_id, wrapped_key)?;
        let keys = self.keys.clone();
        let opening = move || keys.open_file(&key, purpose, owner, &sealed).map(|plain| plain.to_vec());
        Ok(tokio::task::spawn_blocking(opening).await.map_err(io::Error::other)??)
    }
}

impl CheckedPhoto {
    fn new(photo: Photo) -> Result<Self, String> {
        let inspected = inspect(&photo.bytes)?;
        let sha256 = Sha256::digest(&photo.bytes).into();
        Ok(Self { bytes: photo.bytes.into(), media_type: inspected.media_type, sha256 })
    }

    /// SHA-256 of the picture as it arrived.
    #[must_use]
    pub fn sha256(&self) -> &[u8; 32] {
        &self.sha256
    }
}

impl From<GalleryError> for Internal {
    fn from(error: GalleryError) -> Self {
        Self::new(error)
    }
}
