//! Pictures carried out beside the texts that show them, and in again.

use std::collections::BTreeSet;

use domain::event::Actor;
use domain::picture::{About, Edit, Turn};
use domain::ports::{Internal, PictureRow, TakenIn};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::Album;
use super::album::Seen;
use super::draw::draw;
use crate::library::{Description, ORIGINALS, Shelf, named};
use crate::media::{inspect, is_bare};
use crate::newsroom::{Carried, Outcome};

/// How the file of an original may end, by what is in it.
const ENDINGS: [(&str, &str); 3] = [("image/jpeg", "jpg"), ("image/png", "png"), ("image/webp", "webp")];

impl Album {
    /// A content folder with the pictures its texts show: of each the widest that residents see, and its
    /// description. With `originals` also what was uploaded, with everything that was cut off and covered.
    ///
    /// # Errors
    /// Database, disk or keys.
    pub async fn carried(&self, mut files: Vec<Carried>, originals: bool) -> Result<Vec<Carried>, Internal> {
        let used = used(&files);
        let mut pictures = Vec::new();
        for row in self.store.shown_pictures().await? {
            if used.contains(&row.name) {
                pictures.extend(self.carry(&row, originals).await?);
            }
        }
        let paths: BTreeSet<&str> = pictures.iter().map(|file| file.path.as_str()).collect();
        files.retain(|file| !paths.contains(file.path.as_str()));
        files.extend(pictures);
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    }

    /// Takes the described pictures of a folder in. What is here already stays as it is.
    ///
    /// # Errors
    /// Database, disk or keys; what came in until then stays.
    pub async fn import(&self, shelf: &Shelf, unit: &str, at: Timestamp) -> Result<Vec<(String, Outcome)>, Internal> {
        let mut outcomes = Vec::new();
        for path in shelf.paths("pictures", "toml") {
            let outcome = match Incoming::read(shelf, &path) {
                Ok(incoming) => self.import_one(incoming, unit, at).await?,
                Err(why) => Outcome::Refused(why),
            };
            outcomes.push((path, outcome));
        }
        outcomes.extend(undescribed(shelf));
        self.show().await;
        Ok(outcomes)
    }

    async fn carry(&self, row: &PictureRow, originals: bool) -> Result<Vec<Carried>, Internal> {
        let name = &row.name;
        let description = Description::of(&row.about, &row.edit, originals).written().map_err(Internal::new)?;
        let mut files = vec![
            Carried { path: format!("pictures/{name}.toml"), bytes: description.into_bytes() },
            Carried { path: format!("pictures/{name}.jpg"), bytes: self.widest(row).await? },
        ];
        if originals {
            let bytes = self.original(row.id).await?;
            let ending = inspect(&bytes).ok().and_then(|seen| ending(seen.media_type)).unwrap_or("jpg");
            files.push(Carried { path: format!("{ORIGINALS}/{name}.{ending}"), bytes });
        }
        Ok(files)
    }

    /// The widest that is shown of a picture. An original that holds these pixels and nothing else, as
    /// one that was carried in, goes out as it came: drawn anew it would be another file each time.
    async fn widest(&self, row: &PictureRow) -> Result<Vec<u8>, Internal> {
        let missing = || Internal::new("a picture without what is shown of it");
        let copy = row.copies.last().ok_or_else(missing)?;
        let edit = &row.edit;
        let whole = edit.turn == Turn::None && edit.crop.is_none() && edit.blurs.is_empty();
        if whole && (copy.width, copy.height) == (row.width, row.height) {
            // Where an original is lost, what everybody sees still goes out.
            if let Some(original) = self.original(row.id).await.ok().filter(|bytes| is_bare(bytes)) {
                return Ok(original);
            }
        }
        self.store.picture_bytes(row.id, &copy.digest).await?.ok_or_else(missing)
    }

    async fn import_one(&self, incoming: Incoming, unit: &str, at: Timestamp) -> Result<Outcome, Internal> {
        if let Some(row) = self.store.picture_named(&incoming.name).await? {
            return self.beside(&row, &incoming).await;
        }
        let sha256 = hex::encode(Sha256::digest(&incoming.bytes));
        if let Some(known) = self.store.picture_of(&sha256).await? {
            let name = self.store.picture(known).await?.map(|row| row.name).unwrap_or_default();
            return Ok(refused(format!("同一张图在图片库里叫 {name}，把稿件里的名字改成它，再删掉这一份")));
        }
        let Ok(drawing) = draw(incoming.bytes.clone(), incoming.edit.clone()).await else {
            return Ok(refused(format!("{} 打不开，可能没有传完整", incoming.from)));
        };
        let seen = Seen {
            name: incoming.name,
            about: incoming.about,
            edit: incoming.edit,
            unit: unit.to_owned(),
            media_type: incoming.media_type,
            sha256,
            drawing,
        };
        Ok(match self.keep(incoming.bytes, seen, (&Actor::System, at)).await? {
            TakenIn::New(_) => Outcome::TakenIn,
            TakenIn::Known(_) => refused("刚刚有人上传了同一张图，再导入一次".to_owned()),
        })
    }

    /// What becomes of a picture whose name is taken.
    async fn beside(&self, row: &PictureRow, incoming: &Incoming) -> Result<Outcome, Internal> {
        if row.away {
            return Ok(refused("这张图片在回收站里，先在“图片”里取回".to_owned()));
        }
        let own = if incoming.is_original { self.original(row.id).await? } else { self.widest(row).await? };
        if own != incoming.bytes {
            let why = "图片库里已经有一张叫这个名字的，内容不一样，没有动它；换个名字，或者在“图片”里改";
            return Ok(refused(why.to_owned()));
        }
        let described = |about, edit| Description::of(about, edit, incoming.is_original);
        if described(&row.about, &row.edit) == described(&incoming.about, &incoming.edit) {
            return Ok(Outcome::Same);
        }
        Ok(refused("图片库里已经有这一张，说明或者裁切、遮住的地方不一样，没有动它；在“图片”里改".to_owned()))
    }
}

/// A described picture of a folder, held to everything that can be told from its files.
struct Incoming {
    name: String,
    /// The file its bytes are from.
    from: String,
    bytes: Vec<u8>,
    media_type: &'static str,
    about: About,
    edit: Edit,
    is_original: bool,
}

impl Incoming {
    fn read(shelf: &Shelf, path: &str) -> Result<Self, String> {
        let name = stem(path);
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            return Err("文件名只用小写英文字母、数字和 -".to_owned());
        }
        let description = Description::read(shelf, path).map_err(|fault| fault.in_line())?;
        let is_original = description.has_original();
        let from = if is_original { original(shelf, name)? } else { format!("pictures/{name}.jpg") };
        let bytes = shelf.bytes(&from).ok_or_else(|| format!("缺少图片 {from}"))?.into_owned();
        let media_type = inspect(&bytes).map_err(|why| format!("{from} {why}"))?.media_type;
        if ending(media_type).is_none_or(|ending| !from.ends_with(&format!(".{ending}"))) {
            return Err(format!("{from} 的内容和文件名的后缀不一样，它是 {media_type}"));
        }
        let (about, edit) = (description.about(), description.edit());
        Ok(Self { name: name.to_owned(), from, bytes, media_type, about, edit, is_original })
    }
}

/// The one file an original lies in.
fn original(shelf: &Shelf, name: &str) -> Result<String, String> {
    let mut found = originals(shelf).into_iter().filter(|path| stem(path) == name);
    match (found.next(), found.next()) {
        (None, _) => Err(format!("说明里有 [original]，却缺少原图 {ORIGINALS}/{name}.jpg（或 .png、.webp）")),
        (Some(one), None) => Ok(one),
        (Some(one), Some(other)) => Err(format!("原图有两份：{one} 和 {other}，只留一份")),
    }
}

/// Originals nothing would be made of.
fn undescribed(shelf: &Shelf) -> Vec<(String, Outcome)> {
    let about = |path: &str| format!("pictures/{}.toml", stem(path));
    let lonely = |path: &String| match Description::read(shelf, &about(path)) {
        Ok(read) => !read.has_original(),
        // A description that cannot be read has its own line in the list.
        Err(_) => shelf.bytes(&about(path)).is_none(),
    };
    let lonely = originals(shelf).into_iter().filter(lonely);
    lonely.map(|path| (path.clone(), refused(format!("{} 里没有 [original]，没有收", about(&path))))).collect()
}

fn originals(shelf: &Shelf) -> Vec<String> {
    ENDINGS.iter().flat_map(|(_, ending)| shelf.paths(ORIGINALS, ending)).collect()
}

fn ending(media_type: &str) -> Option<&'static str> {
    ENDINGS.iter().find(|(own, _)| *own == media_type).map(|(_, ending)| *ending)
}

/// Names of the photos that the texts among some files show.
fn used(files: &[Carried]) -> BTreeSet<String> {
    let texts = files.iter().filter(|file| file.path.ends_with(".md"));
    let texts = texts.filter_map(|file| std::str::from_utf8(&file.bytes).ok());
    texts.flat_map(named).filter_map(|name| name.strip_suffix(".jpg")).map(str::to_owned).collect()
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn refused(why: String) -> Outcome {
    Outcome::Refused(why)
}
