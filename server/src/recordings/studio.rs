use std::collections::HashSet;
use std::sync::Arc;

use async_trait::async_trait;
use domain::access::{Denied, ItemAction, Staff};
use domain::event::Actor;
use domain::newsroom::workflow::Kind;
use domain::ports::{
    DeskError, FormHeard, Internal, Library, NewRecording, Recorded, RecordedRow, RecordingFile, RecordingRow,
    Recordings, Wording, Wordings,
};
use domain::reading::Article;
use domain::recording::{MANDARIN, Part, Recording, SpokenForm, Subject};
use domain::region::Regions;
use domain::report::FieldError;
use domain::site::Site;
use jiff::Timestamp;
use storage::{ItemRow, Store};
use uuid::Uuid;

use super::{digest_of, is_town};
use crate::clock::{Random, new_id};
use crate::library::{asked_words, words_of};
use crate::media::sound_of;
use crate::newsroom::PressRoom;

const UNPUBLISHED: &str = "文章还没有公开，或者已经撤下。公开以后才能放录音。";
const NO_PART: &str = "正文里没有这个小标题，请重新选";
const NO_QUESTION: &str = "表里没有这一题，请重新选";
const CHANGED: &str = "刚才文字又改过，或者别人也在改这里的录音。请看过新情况再试。";
const OWN: &str = "这段录音是您上传的。请另一位同事听过再放。";
const GONE: &str = "这段录音已经撤下了。";

/// What people listen to.
#[derive(Clone)]
pub struct Studio {
    pub store: Store,
    pub library: Arc<dyn Library>,
    pub wordings: Arc<dyn Wordings>,
    pub regions: Arc<Regions>,
    pub site: Arc<Site>,
    pub random: Arc<dyn Random>,
    pub press: PressRoom,
}

#[async_trait]
impl Recordings for Studio {
    async fn of(&self, staff: &Staff, subject: Subject) -> Result<Recorded, DeskError> {
        let read = self.read(staff, subject, ItemAction::Read).await?;
        let line = |row: RecordingRow| RecordedRow {
            now: read.words(&row.recording.part),
            is_own: row.uploader == staff.id,
            row,
        };
        let rows = self.store.recordings_of(subject).await.map_err(Internal::from)?;
        let rows = rows.into_iter().map(line).collect();
        Ok(Recorded {
            subject,
            title: read.title(),
            page: read.page(),
            parts: read.parts(),
            asked: read.asked(),
            rows,
            may_record: read.actor(staff).is_ok(),
        })
    }

    async fn forms(&self, staff: &Staff) -> Result<Vec<FormHeard>, DeskError> {
        staff.may_item_ever(ItemAction::Read)?;
        let clips = self.library.clips();
        let mut forms = Vec::new();
        for form in SpokenForm::all() {
            let asked = self.wordings.of(form).await?;
            let heard = heard(&asked, &clips);
            let headings: HashSet<&str> = heard.iter().map(|recording| recording.part.heading()).collect();
            let of_form = clips.iter().filter(|row| row.subject == Subject::Form(form));
            let silent = of_form.filter(|row| !heard.iter().any(|known| known.digest == row.recording.digest));
            forms.push(FormHeard { form, questions: asked.len(), heard: headings.len(), waiting: silent.count() });
        }
        Ok(forms)
    }

    async fn take_in(&self, staff: &Staff, of: Subject, new: NewRecording, at: Timestamp) -> Result<(), DeskError> {
        let read = self.read(staff, of, ItemAction::Record).await?;
        if read.parts().is_none() {
            return Err(DeskError::NotReady(UNPUBLISHED));
        }
        let sound = sound_of(&new.bytes).map_err(|why| refused("file", &format!("这个文件{why}")))?;
        read.words(&new.part).ok_or_else(|| refused("part", read.no_part()))?;
        if new.voice.town.as_ref().is_some_and(|town| !is_town(&self.regions, &self.site, town)) {
            return Err(refused("town", "没有这个乡镇，请重新选"));
        }
        let digest = digest_of(&new.bytes);
        let standing = self.store.recordings_of(of).await.map_err(Internal::from)?;
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
        let actor = read.actor(staff)?;
        let size = u64::try_from(new.bytes.len()).map_err(Internal::new)?;
        let kept = RecordingRow {
            id: new_id(&*self.random, at),
            subject: of,
            recording: Recording { part: new.part, voice: new.voice, sound, digest, size },
            words: None,
            uploader: staff.id,
            uploader_name: staff.name.clone(),
            uploaded_at: at,
        };
        let added = self.store.add_recording(&kept, &new.bytes, &actor).await.map_err(Internal::from)?;
        self.shown(added.then_some(()).ok_or(CHANGED)).await
    }

    async fn confirm(&self, staff: &Staff, of: Subject, id: Uuid, words: &str, at: Timestamp) -> Result<(), DeskError> {
        let read = self.read(staff, of, ItemAction::Record).await?;
        let standing = self.standing(of, id).await?;
        if standing.uploader == staff.id {
            return Err(DeskError::NotReady(OWN));
        }
        if read.words(&standing.recording.part).as_deref() != Some(words) {
            return Err(DeskError::NotReady(CHANGED));
        }
        let actor = read.actor(staff)?;
        let confirmed = self.store.confirm_recording(id, words, (&actor, at)).await.map_err(Internal::from)?;
        self.shown(confirmed.then_some(()).ok_or(GONE)).await
    }

    async fn take_down(&self, staff: &Staff, of: Subject, id: Uuid, at: Timestamp) -> Result<(), DeskError> {
        let read = self.read(staff, of, ItemAction::Record).await?;
        self.standing(of, id).await?;
        let actor = read.actor(staff)?;
        let ended = self.store.end_recording(id, (&actor, at)).await.map_err(Internal::from)?;
        self.shown(ended.then_some(()).ok_or(GONE)).await
    }

    async fn heard(&self, form: SpokenForm) -> Vec<Recording> {
        let clips = self.library.clips();
        // Most forms are drawn where nobody has recorded anything yet.
        if clips.is_empty() {
            return Vec::new();
        }
        match self.wordings.of(form).await {
            Ok(asked) => heard(&asked, &clips),
            Err(error) => {
                tracing::error!(%error, "what a form says could not be read");
                Vec::new()
            }
        }
    }

    async fn file(&self, digest: &str) -> Result<Option<RecordingFile>, Internal> {
        Ok(self.store.recording_file(digest).await?)
    }

    async fn bytes(&self, id: Uuid, from: u64) -> Result<Option<Vec<u8>>, Internal> {
        Ok(self.store.recording_bytes(id, from).await?)
    }
}

impl Studio {
    /// What a person may do something to. What they may not even read is not there for them.
    async fn read(&self, staff: &Staff, subject: Subject, action: ItemAction) -> Result<Read, DeskError> {
        staff.may_item_ever(action)?;
        let item = match subject {
            Subject::Form(form) => return Ok(Read::Form { form, asked: self.wordings.of(form).await? }),
            Subject::Item(item) => item,
        };
        let row = self.store.item(item).await.map_err(Internal::from)?.ok_or(DeskError::NotFound)?;
        staff.may_item(ItemAction::Read, &row.unit).map_err(|_| DeskError::NotFound)?;
        staff.may_item(action, &row.unit)?;
        if row.kind != Kind::Article {
            return Err(DeskError::NotFound);
        }
        let article = row.state.live.as_ref().and_then(|_| self.library.article(&row.slug));
        Ok(Read::Article { row: Box::new(row), article })
    }

    /// A recording of this article or form and no other.
    async fn standing(&self, subject: Subject, id: Uuid) -> Result<RecordingRow, DeskError> {
        let standing = self.store.recordings_of(subject).await.map_err(Internal::from)?;
        standing.into_iter().find(|row| row.id == id).ok_or(DeskError::NotFound)
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

/// What is read aloud.
enum Read {
    Article {
        row: Box<ItemRow>,
        /// As residents read it; nothing while they do not.
        article: Option<Arc<Article>>,
    },
    Form {
        form: SpokenForm,
        asked: Arc<[Wording]>,
    },
}

impl Read {
    fn title(&self) -> String {
        match self {
            Self::Article { row, .. } => row.title.clone(),
            Self::Form { form, .. } => form.words().to_owned(),
        }
    }

    fn page(&self) -> String {
        match self {
            Self::Article { row, .. } => format!("article/{}", row.slug),
            Self::Form { form, .. } => form.path(),
        }
    }

    fn parts(&self) -> Option<Vec<Part>> {
        match self {
            Self::Article { article, .. } => article.as_deref().map(parts),
            Self::Form { asked, .. } => Some(asked.iter().map(|one| Part::Section(one.heading.clone())).collect()),
        }
    }

    fn asked(&self) -> Arc<[Wording]> {
        match self {
            Self::Article { .. } => Arc::default(),
            Self::Form { asked, .. } => asked.clone(),
        }
    }

    /// Hash of the words a part says now.
    fn words(&self, part: &Part) -> Option<String> {
        match self {
            Self::Article { article, .. } => article.as_deref().and_then(|article| words_of(article, part)),
            Self::Form { asked, .. } => asked_words(asked, part),
        }
    }

    fn no_part(&self) -> &'static str {
        match self {
            Self::Article { .. } => NO_PART,
            Self::Form { .. } => NO_QUESTION,
        }
    }

    /// Whoever may record it. A form belongs to no unit: the stations in the townships speak what is spoken there.
    fn actor(&self, staff: &Staff) -> Result<Actor, Denied> {
        match self {
            Self::Article { row, .. } => {
                staff.may_item(ItemAction::Record, &row.unit)?;
                Ok(staff.item_actor(ItemAction::Record, &row.unit))
            }
            Self::Form { .. } => {
                staff.may_item_ever(ItemAction::Record)?;
                Ok(staff.item_actor_ever(ItemAction::Record))
            }
        }
    }
}

/// Words that stand in several forms are read once for all of them.
fn heard(asked: &[Wording], clips: &[RecordingRow]) -> Vec<Recording> {
    let mut heard: Vec<Recording> = Vec::new();
    for RecordingRow { recording, words, .. } in clips {
        let known = |one: &Recording| one.part == recording.part && one.digest == recording.digest;
        if words.is_some() && asked_words(asked, &recording.part) == *words && !heard.iter().any(known) {
            heard.push(recording.clone());
        }
    }
    heard.sort_by_key(|recording| recording.voice.language != MANDARIN);
    heard
}

/// The whole, and each heading once: one that stands twice means its first place.
fn parts(article: &Article) -> Vec<Part> {
    let mut parts = vec![Part::Whole];
    for heading in article.blocks.iter().filter_map(|block| block.heading()).filter(|heading| !heading.is_empty()) {
        if !parts.iter().any(|known| known.heading() == heading) {
            parts.push(Part::Section(heading.to_owned()));
        }
    }
    parts
}

fn refused(field: &str, message: &str) -> DeskError {
    DeskError::Invalid(vec![FieldError { field: field.to_owned(), message: message.to_owned() }])
}
