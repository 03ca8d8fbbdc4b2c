//! Recordings carried out beside the texts they read, and in again.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::newsroom::workflow::Kind;
use domain::ports::{Internal, RecordingRow};
use domain::recording::{LARGEST, Recording, SpokenForm, Subject};
use domain::region::Regions;
use domain::site::Site;
use jiff::Timestamp;
use storage::Store;
use uuid::Uuid;

use super::{digest_of, is_town};
use crate::clock::{Random, new_id};
use crate::library::{Listed, Listing, RECORDINGS, Shelf};
use crate::media::sound_of;
use crate::newsroom::{Carried, Outcome, PressRoom};

/// The list in each folder.
const LIST: &str = "recordings.toml";

/// Takes recordings out of a portal and brings them into one.
#[derive(Clone)]
pub struct Carrier {
    pub store: Store,
    pub regions: Arc<Regions>,
    pub site: Arc<Site>,
    pub random: Arc<dyn Random>,
    pub press: PressRoom,
}

impl Carrier {
    /// A content folder with the recordings of its articles and of all forms: their bytes, and of each what is
    /// said of it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn carried(&self, mut files: Vec<Carried>) -> Result<Vec<Carried>, Internal> {
        let folders = self.folders(&files).await?;
        let mut of_folder: BTreeMap<&str, Vec<RecordingRow>> = BTreeMap::new();
        for row in self.store.recordings().await? {
            if let Some((_, folder)) = folders.iter().find(|(subject, _)| *subject == row.subject) {
                of_folder.entry(folder).or_default().push(row);
            }
        }
        for (folder, mut rows) in of_folder {
            // Two of one moment have an order too, so that a folder kept in git does not change by itself.
            rows.sort_by(|a, b| (a.uploaded_at, &a.recording.digest).cmp(&(b.uploaded_at, &b.recording.digest)));
            files.extend(self.folder(folder, &rows).await?);
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    }

    /// Takes the recordings of a folder in, after its texts. What is here already stays as it is. `heard`: those a
    /// colleague listened to elsewhere are heard here too; otherwise somebody listens first.
    ///
    /// # Errors
    /// When the database cannot be read or written; what came in until then stays.
    pub async fn import(&self, shelf: &Shelf, heard: bool, at: Timestamp) -> Result<Vec<(String, Outcome)>, Internal> {
        let mut outcomes = Vec::new();
        let lists = |path: &String| path.starts_with(&format!("{RECORDINGS}/")) && path.ends_with(&format!("/{LIST}"));
        for path in shelf.all().into_iter().filter(lists) {
            outcomes.extend(self.import_folder(shelf, path, heard, at).await?);
        }
        self.press.refresh().await?;
        Ok(outcomes)
    }

    /// Articles that are carried, and every form, with their folders.
    async fn folders(&self, files: &[Carried]) -> Result<Vec<(Subject, String)>, Internal> {
        let mut folders: Vec<(Subject, String)> =
            SpokenForm::all().map(|form| (form.into(), format!("{RECORDINGS}/forms/{}", form.key()))).collect();
        let articles = Kind::Article.folder();
        for file in files {
            let inside = file.path.strip_prefix(articles).and_then(|rest| rest.strip_prefix('/'));
            let Some(slug) = inside.and_then(|name| name.strip_suffix(".md")) else { continue };
            if let Some(item) = self.store.item_at(Kind::Article, slug).await? {
                folders.push((item.id.into(), format!("{RECORDINGS}/{articles}/{slug}")));
            }
        }
        Ok(folders)
    }

    async fn folder(&self, folder: &str, rows: &[RecordingRow]) -> Result<Vec<Carried>, Internal> {
        let mut list = Listing::default();
        let mut files = Vec::new();
        for (number, row) in (1..).zip(rows) {
            let number: usize = number;
            let recording = &row.recording;
            let file = format!("{number}.{}", recording.sound.as_str());
            files.push(Carried { path: format!("{folder}/{file}"), bytes: self.whole(row).await? });
            let said = (&recording.part, &recording.voice);
            let mut listed = Listed::new(file, said, (&row.uploader_name, row.uploaded_at));
            listed.words.clone_from(&row.words);
            list.recording.push(listed);
        }
        let bytes = list.written().map_err(Internal::new)?.into_bytes();
        files.push(Carried { path: format!("{folder}/{LIST}"), bytes });
        Ok(files)
    }

    async fn whole(&self, row: &RecordingRow) -> Result<Vec<u8>, Internal> {
        let mut bytes = Vec::new();
        while let Some(more) =
            self.store.recording_bytes(row.id, u64::try_from(bytes.len()).unwrap_or(u64::MAX)).await?
        {
            bytes.extend(more);
        }
        Ok(bytes)
    }

    /// What a folder holds recordings of; the inner error is why nothing.
    async fn subject(&self, folder: &str) -> Result<Result<Subject, String>, Internal> {
        let inside = folder.strip_prefix(RECORDINGS).unwrap_or_default().trim_start_matches('/');
        Ok(match inside.split_once('/') {
            Some(("forms", key)) => SpokenForm::parse(key).map(Subject::Form).ok_or_else(|| format!("没有表 {key}")),
            Some((of, slug)) if of == Kind::Article.folder() => {
                let item = self.store.item_at(Kind::Article, slug).await?;
                item.map(|row| Subject::Item(row.id)).ok_or_else(|| format!("这里没有文章 {slug}，先导入文章"))
            }
            _ => Err("录音放在 recordings/articles/文章名 或者 recordings/forms/表名 里".to_owned()),
        })
    }

    async fn import_folder(
        &self,
        shelf: &Shelf,
        path: String,
        heard: bool,
        at: Timestamp,
    ) -> Result<Vec<(String, Outcome)>, Internal> {
        let folder = path.trim_end_matches(LIST).trim_end_matches('/');
        let list = Listing::read(shelf, &path).map_err(|fault| fault.in_line());
        let (subject, list) = match (self.subject(folder).await?, list) {
            (Ok(subject), Ok(list)) => (subject, list),
            (Err(why), _) | (_, Err(why)) => return Ok(vec![(path, Outcome::Refused(why))]),
        };
        let mut outcomes = Vec::with_capacity(list.recording.len());
        for one in list.recording {
            let name = format!("{folder}/{}", one.file);
            let outcome = match Incoming::read(shelf, &name, one) {
                Ok(incoming) => self.import_one(subject, incoming, heard, at).await?,
                Err(why) => Outcome::Refused(why),
            };
            outcomes.push((name, outcome));
        }
        Ok(outcomes)
    }

    async fn import_one(
        &self,
        subject: Subject,
        Incoming { recording, bytes, listed }: Incoming,
        heard: bool,
        at: Timestamp,
    ) -> Result<Outcome, Internal> {
        if let Some(town) = recording.voice.town.as_ref().filter(|town| !is_town(&self.regions, &self.site, town)) {
            return Ok(Outcome::Refused(format!("没有乡镇 {town}")));
        }
        let standing = self.store.recordings_of(subject).await?;
        let same = standing
            .iter()
            .map(|row| &row.recording)
            .find(|known| known.part == recording.part && known.digest == recording.digest);
        if let Some(known) = same {
            let as_listed = known.voice == recording.voice;
            let why = "已经有这一段录音，说的话、念的人或者乡镇不一样，没有动它；要改，先在“录音”里撤下";
            return Ok(if as_listed { Outcome::Same } else { Outcome::Refused(why.to_owned()) });
        }
        let row = RecordingRow {
            id: new_id(&*self.random, at),
            subject,
            recording,
            words: listed.words.filter(|_| heard),
            // An account of another portal is nobody here.
            uploader: Uuid::nil(),
            uploader_name: listed.uploader,
            uploaded_at: listed.uploaded,
        };
        let brought = self.store.bring_recording(&row, &bytes, at).await?;
        let why = "这个乡镇先放的已经有一段，先撤下那一段";
        Ok(if brought { Outcome::Recorded } else { Outcome::Refused(why.to_owned()) })
    }
}

/// A listed recording of a folder, held to everything that can be told from its files.
struct Incoming {
    recording: Recording,
    bytes: Vec<u8>,
    listed: Listed,
}

impl Incoming {
    fn read(shelf: &Shelf, path: &str, listed: Listed) -> Result<Self, String> {
        if listed.file.contains(['/', '\\']) {
            return Err("file 只写文件名，文件放在同一个目录里".to_owned());
        }
        let (part, voice) = listed.read()?;
        let bytes = shelf.bytes(path).ok_or_else(|| format!("缺少录音 {path}"))?.into_owned();
        if bytes.len() > LARGEST {
            return Err("超过 6 MB".to_owned());
        }
        let sound = sound_of(&bytes).map_err(|why| format!("这个文件{why}"))?;
        if !path.ends_with(&format!(".{}", sound.as_str())) {
            return Err(format!("内容和文件名的后缀不一样，它是 {}", sound.media_type()));
        }
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let recording = Recording { part, voice, sound, digest: digest_of(&bytes), size };
        Ok(Self { recording, bytes, listed })
    }
}
