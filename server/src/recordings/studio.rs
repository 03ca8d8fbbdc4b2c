use std::sync::Arc;

use async_trait::async_trait;
use domain::access::{ItemAction, Staff};
use domain::newsroom::workflow::Kind;
use domain::ports::{
    DeskError, Internal, Library, NewRecording, Recorded, RecordedRow, RecordingFile, RecordingRow, Recordings,
};
use domain::reading::Article;
use domain::recording::{Part, Recording};
use domain::region::{Level, RegionCode, Regions};
use domain::report::FieldError;
use domain::site::Site;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use storage::{ItemRow, Store};
use uuid::Uuid;

use crate::clock::{Random, new_id};
use crate::library::words_of;
use crate::media::sound_of;
use crate::newsroom::PressRoom;

const UNPUBLISHED: &str = "文章还没有公开，或者已经撤下。公开以后才能放录音。";
const CHANGED: &str = "刚才文字又改过，或者别人也在改这里的录音。请看过新情况再试。";
const OWN: &str = "这段录音是您上传的。请另一位同事听过再放。";
const GONE: &str = "这段录音已经撤下了。";

/// What people listen to.
#[derive(Clone)]
pub struct Studio {
    pub store: Store,
    pub library: Arc<dyn Library>,
    pub regions: Arc<Regions>,
    pub site: Arc<Site>,
    pub random: Arc<dyn Random>,
    pub press: PressRoom,
}

#[async_trait]
impl Recordings for Studio {
    async fn of(&self, staff: &Staff, item: Uuid) -> Result<Recorded, DeskError> {
        let row = self.row(staff, item, ItemAction::Read).await?;
        let article = self.article(&row);
        let now = |part: &Part| article.as_deref().and_then(|article| words_of(article, part));
        let read =
            |row: RecordingRow| RecordedRow { now: now(&row.recording.part), is_own: row.uploader == staff.id, row };
        let rows = self.store.recordings_of(item).await.map_err(Internal::from)?;
        Ok(Recorded {
            item,
            headings: article.as_deref().map(headings),
            rows: rows.into_iter().map(read).collect(),
            may_record: staff.may_item(ItemAction::Record, &row.unit).is_ok(),
            title: row.title,
            slug: row.slug,
        })
    }

    async fn take_in(&self, staff: &Staff, item: Uuid, new: NewRecording, at: Timestamp) -> Result<(), DeskError> {
        let row = self.row(staff, item, ItemAction::Record).await?;
        let article = self.article(&row).ok_or(DeskError::NotReady(UNPUBLISHED))?;
        let sound = sound_of(&new.bytes).map_err(|why| refused("file", &format!("这个文件{why}")))?;
        let gone = || refused("part", "正文里没有这个小标题，请重新选");
        words_of(&article, &new.part).ok_or_else(gone)?;
        if let Some(town) = &new.voice.town {
            self.is_town(town)?;
        }
        let digest: String = Sha256::digest(&new.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let standing = self.store.recordings_of(item).await.map_err(Internal::from)?;
        let here = || standing.iter().map(|row| &row.recording).filter(|known| known.part == new.part);
        if here().any(|known| known.digest == digest) {
            return Ok(());
        }
        if let Some(known) =
            new.voice.town.as_ref().and_then(|town| here().find(|known| known.voice.town.as_ref() == Some(town)))
        {
            let language = &known.voice.language;
            return Err(refused(
                "town",
                &format!("这个乡镇先放的已经有一段（{language}），先撤下那一段，或者这里不选"),
            ));
        }
        let actor = staff.item_actor(ItemAction::Record, &row.unit);
        let size = u64::try_from(new.bytes.len()).map_err(Internal::new)?;
        let kept = RecordingRow {
            id: new_id(&*self.random, at),
            item,
            recording: Recording { part: new.part, voice: new.voice, sound, digest, size },
            words: None,
            uploader: staff.id,
            uploader_name: staff.name.clone(),
            uploaded_at: at,
        };
        let added = self.store.add_recording(&kept, &new.bytes, &actor).await.map_err(Internal::from)?;
        self.shown(added.then_some(()).ok_or(CHANGED)).await
    }

    async fn confirm(&self, staff: &Staff, item: Uuid, id: Uuid, words: &str, at: Timestamp) -> Result<(), DeskError> {
        let row = self.row(staff, item, ItemAction::Record).await?;
        let standing = self.standing(item, id).await?;
        if standing.uploader == staff.id {
            return Err(DeskError::NotReady(OWN));
        }
        let now = self.article(&row).and_then(|article| words_of(&article, &standing.recording.part));
        if now.as_deref() != Some(words) {
            return Err(DeskError::NotReady(CHANGED));
        }
        let actor = staff.item_actor(ItemAction::Record, &row.unit);
        let confirmed = self.store.confirm_recording(id, words, (&actor, at)).await.map_err(Internal::from)?;
        self.shown(confirmed.then_some(()).ok_or(GONE)).await
    }

    async fn take_down(&self, staff: &Staff, item: Uuid, id: Uuid, at: Timestamp) -> Result<(), DeskError> {
        let row = self.row(staff, item, ItemAction::Record).await?;
        self.standing(item, id).await?;
        let actor = staff.item_actor(ItemAction::Record, &row.unit);
        let ended = self.store.end_recording(id, (&actor, at)).await.map_err(Internal::from)?;
        self.shown(ended.then_some(()).ok_or(GONE)).await
    }

    async fn file(&self, digest: &str) -> Result<Option<RecordingFile>, Internal> {
        Ok(self.store.recording_file(digest).await?)
    }

    async fn bytes(&self, id: Uuid, from: u64) -> Result<Option<Vec<u8>>, Internal> {
        Ok(self.store.recording_bytes(id, from).await?)
    }
}

impl Studio {
    /// An article a person may do something to. What they may not even read is not there for them.
    async fn row(&self, staff: &Staff, item: Uuid, action: ItemAction) -> Result<ItemRow, DeskError> {
        staff.may_item_ever(action)?;
        let row = self.store.item(item).await.map_err(Internal::from)?.ok_or(DeskError::NotFound)?;
        staff.may_item(ItemAction::Read, &row.unit).map_err(|_| DeskError::NotFound)?;
        staff.may_item(action, &row.unit)?;
        if row.kind == Kind::Article { Ok(row) } else { Err(DeskError::NotFound) }
    }

    /// As residents read it.
    fn article(&self, row: &ItemRow) -> Option<Arc<Article>> {
        row.state.live.as_ref().and_then(|_| self.library.article(&row.slug))
    }

    /// A recording of this article and no other.
    async fn standing(&self, item: Uuid, id: Uuid) -> Result<RecordingRow, DeskError> {
        let standing = self.store.recordings_of(item).await.map_err(Internal::from)?;
        standing.into_iter().find(|row| row.id == id).ok_or(DeskError::NotFound)
    }

    fn is_town(&self, code: &RegionCode) -> Result<(), DeskError> {
        let town = self.regions.get(code).is_some_and(|region| region.level == Level::Township);
        if town && self.site.covers(code) { Ok(()) } else { Err(refused("town", "没有这个乡镇，请重新选")) }
    }

    /// The page is drawn anew at once; were that to fail, the next look does it.
    async fn shown(&self, kept: Result<(), &'static str>) -> Result<(), DeskError> {
        kept.map_err(DeskError::NotReady)?;
        if let Err(error) = self.press.refresh().await {
            tracing::warn!(%error, "a changed recording is shown a little later");
        }
        Ok(())
    }
}

/// Each once: a heading that stands twice means its first place.
fn headings(article: &Article) -> Vec<String> {
    let mut headings: Vec<String> = Vec::new();
    for heading in article.blocks.iter().filter_map(|block| block.heading()) {
        if !heading.is_empty() && !headings.iter().any(|known| known == heading) {
            headings.push(heading.to_owned());
        }
    }
    headings
}

fn refused(field: &str, message: &str) -> DeskError {
    DeskError::Invalid(vec![FieldError { field: field.to_owned(), message: message.to_owned() }])
}
