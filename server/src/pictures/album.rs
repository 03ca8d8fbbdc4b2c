use std::io;
use std::sync::Arc;

use async_trait::async_trait;
use domain::access::{Action, Staff};
use domain::event::Actor;
use domain::picture::{About, Edit, name_of};
use domain::ports::{
    DeskError, Internal, NewPicture, PictureChange, PictureList, PictureOnFile, PictureQuery, PictureRow, Pictures,
    TakenIn,
};
use domain::report::FieldError;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use storage::{NewPictureRow, PictureKept, PictureSeal, Store};
use uuid::Uuid;

use super::draw::{Drawing, draw, whole};
use crate::clock::{Random, new_id};
use crate::keys::{Keyring, Purpose};
use crate::media::{Vault, inspect};
use crate::newsroom::PressRoom;

/// Pictures on a page of the list.
const PAGE_SIZE: u32 = 24;

const STALE: &str = "您打开这一页以后，别人改过这张图片。您填的还在，刷新后对照着再改。";

/// Pictures, their sealed originals and what is shown of them.
#[derive(Clone)]
pub struct Album {
    pub store: Store,
    pub keys: Arc<Keyring>,
    pub vault: Arc<Vault>,
    pub random: Arc<dyn Random>,
    pub press: PressRoom,
}

#[async_trait]
impl Pictures for Album {
    async fn list(&self, staff: &Staff, query: &PictureQuery) -> Result<PictureList, DeskError> {
        staff.may_ever(Action::ManagePictures)?;
        Ok(self.store.pictures(query, PAGE_SIZE).await.map_err(Internal::from)?)
    }

    async fn take_in(&self, staff: &Staff, new: NewPicture, at: Timestamp) -> Result<TakenIn, DeskError> {
        staff.may_ever(Action::ManagePictures)?;
        let inspected = inspect(&new.bytes).map_err(|why| refused(&format!("这张图{why}")))?;
        let sha256: [u8; 32] = Sha256::digest(&new.bytes).into();
        let digest = hex::encode(sha256);
        if let Some(known) = self.store.picture_of(&digest).await.map_err(Internal::from)? {
            return Ok(TakenIn::Known(known));
        }
        let edit = Edit::default();
        let drawing = draw(new.bytes.clone(), edit.clone())
            .await
            .map_err(|_| refused("这张图打不开，可能没有传完整，请重新选"))?;
        let seen = Seen {
            name: name_of(&sha256),
            about: new.about,
            edit,
            unit: staff.unit.clone(),
            media_type: inspected.media_type,
            sha256: digest,
            drawing,
        };
        let taken = self.keep(new.bytes, seen, (&actor(staff), at)).await?;
        if matches!(taken, TakenIn::New(_)) {
            self.show().await;
        }
        Ok(taken)
    }

    async fn open(&self, staff: &Staff, id: Uuid) -> Result<PictureOnFile, DeskError> {
        let row = self.row(staff, id).await?;
        let used_in = self.store.items_holding(&reference(&row.name)).await.map_err(Internal::from)?;
        Ok(PictureOnFile { row, used_in })
    }

    async fn change(&self, staff: &Staff, id: Uuid, change: PictureChange, at: Timestamp) -> Result<(), DeskError> {
        let row = self.row(staff, id).await?;
        if row.away {
            return Err(DeskError::NotReady("这张图片在回收站里，取回后再改。"));
        }
        if row.version != change.seen {
            return Err(DeskError::NotReady(STALE));
        }
        let drawing = draw(self.original(id).await?, change.edit.clone()).await.map_err(Internal::new)?;
        let (seen, by) = ((id, change.seen), actor(staff));
        let kept = self.store.change_picture(seen, (&change.about, &change.edit), &drawing.copies, (&by, at)).await;
        match kept.map_err(Internal::from)? {
            PictureKept::Conflict => Err(DeskError::NotReady(STALE)),
            PictureKept::Done | PictureKept::Known(_) => {
                self.show().await;
                Ok(())
            }
        }
    }

    async fn put_away(&self, staff: &Staff, id: Uuid, away: bool, at: Timestamp) -> Result<(), DeskError> {
        let row = self.row(staff, id).await?;
        let used = self.store.items_holding(&reference(&row.name)).await.map_err(Internal::from)?;
        if away && !used.is_empty() {
            return Err(DeskError::NotReady("还有文章在用这张图片，先从文章里去掉，再移入回收站。"));
        }
        self.store.put_picture_away(id, away, (&actor(staff), at)).await.map_err(Internal::from)?;
        self.show().await;
        Ok(())
    }

    async fn whole(&self, staff: &Staff, id: Uuid) -> Result<Vec<u8>, DeskError> {
        let row = self.row(staff, id).await?;
        Ok(whole(self.original(id).await?, row.edit.turn).await.map_err(Internal::new)?)
    }

    async fn shown(&self, staff: &Staff, id: Uuid, card: bool) -> Result<Vec<u8>, DeskError> {
        let row = self.row(staff, id).await?;
        let copy = if card { row.card } else { row.copies.into_iter().next_back() };
        let digest = copy.ok_or(DeskError::NotFound)?.digest;
        self.store.picture_bytes(id, &digest).await.map_err(Internal::from)?.ok_or(DeskError::NotFound)
    }

    async fn copy(&self, digest: &str) -> Result<Option<Vec<u8>>, Internal> {
        Ok(self.store.picture_copy(digest).await?)
    }
}

/// A picture that may be taken in, but for its bytes.
pub(super) struct Seen {
    pub name: String,
    pub about: About,
    pub edit: Edit,
    pub unit: String,
    pub media_type: &'static str,
    /// Of its bytes, hexadecimal.
    pub sha256: String,
    pub drawing: Drawing,
}

impl Album {
    /// Seals an original and keeps it with what is shown of it.
    pub(super) async fn keep(
        &self,
        original: Vec<u8>,
        seen: Seen,
        (by, at): (&Actor, Timestamp),
    ) -> Result<TakenIn, Internal> {
        let id = new_id(&*self.random, at);
        let size = u64::try_from(original.len()).unwrap_or(u64::MAX);
        let seal = self.seal(id, original).await?;
        let row = NewPictureRow {
            id,
            name: seen.name,
            about: seen.about,
            edit: seen.edit,
            unit: seen.unit,
            media_type: seen.media_type.to_owned(),
            size,
            sha256: seen.sha256,
            width: seen.drawing.width,
            height: seen.drawing.height,
            seal,
        };
        match self.store.add_picture(&row, &seen.drawing.copies, (by, at)).await? {
            PictureKept::Done | PictureKept::Conflict => Ok(TakenIn::New(id)),
            PictureKept::Known(known) => {
                // Somebody took in the same at the same time; the sweep takes what this cannot.
                let _ = self.vault.remove(id).await;
                Ok(TakenIn::Known(known))
            }
        }
    }

    async fn row(&self, staff: &Staff, id: Uuid) -> Result<PictureRow, DeskError> {
        staff.may_ever(Action::ManagePictures)?;
        self.store.picture(id).await.map_err(Internal::from)?.ok_or(DeskError::NotFound)
    }

    /// Texts are drawn anew with it at once; were that to fail, the next look does it.
    pub(super) async fn show(&self) {
        if let Err(error) = self.press.refresh().await {
            tracing::warn!(%error, "a changed picture could not be shown at once");
        }
    }

    /// Brings an original to the disk, sealed under a key of its own.
    async fn seal(&self, id: Uuid, plain: Vec<u8>) -> Result<PictureSeal, Internal> {
        let (key, key_id, wrapped_key) = self.keys.new_file_key(id).map_err(Internal::new)?;
        let keys = self.keys.clone();
        let sealing = move || keys.seal_file(&key, Purpose::Photo, id, &plain);
        let sealed = tokio::task::spawn_blocking(sealing).await.map_err(Internal::new)?.map_err(Internal::new)?;
        self.vault.put(id, sealed).await.map_err(Internal::new)?;
        Ok(PictureSeal { key_id, wrapped_key })
    }

    /// The picture byte for byte as it was uploaded.
    pub(super) async fn original(&self, id: Uuid) -> Result<Vec<u8>, Internal> {
        let missing = || Internal::new(io::Error::from(io::ErrorKind::NotFound));
        let seal = self.store.picture_seal(id).await?.ok_or_else(missing)?;
        let sealed = self.vault.get(id).await.map_err(Internal::new)?;
        let key = self.keys.file_key(id, &seal.key_id, &seal.wrapped_key).map_err(Internal::new)?;
        let keys = self.keys.clone();
        let opening = move || keys.open_file(&key, Purpose::Photo, id, &sealed).map(|plain| plain.to_vec());
        tokio::task::spawn_blocking(opening).await.map_err(Internal::new)?.map_err(Internal::new)
    }
}

/// As it stands in a text.
fn reference(name: &str) -> String {
    format!("../pictures/{name}.jpg")
}

fn actor(staff: &Staff) -> Actor {
    Actor::Staff { id: staff.id, name: staff.name.clone() }
}

fn refused(message: &str) -> DeskError {
    DeskError::Invalid(vec![FieldError { field: "file".to_owned(), message: message.to_owned() }])
}
