//! Texts carried out into files and in again, so that a county can leave, or keep them in git.

use domain::bets::Goal;
use domain::event::Actor;
use domain::newsroom::workflow::{ItemEvent, ItemState, Kind, Stage, Step};
use domain::ports::{Internal, NewsError};
use domain::reading::Text;
use domain::site::Site;
use domain::track::{beijing, local_minute};
use jiff::Timestamp;
use storage::{ItemRow, ItemStanding, text_digest};

use super::NewsDesk;
use super::bringing::{Brought, texts};
use super::names::Names;
use crate::clock::new_id;
use crate::library::{BEST_BETS, COLUMNS, ORIGINALS, RECORDINGS, Shelf, bets_file, columns_file, headed, named, title};

/// A file of a content folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Inside the folder: `articles/aconite.md`.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// What became of a file that was brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is there as it is.
    Same,
    Published,
    Drafted,
    /// Another text than the published one, now a correction to be reviewed.
    Changed,
    /// A picture, now in the album.
    TakenIn,
    /// A recording, kept beside what it reads.
    Recorded,
    Refused(String),
}

impl NewsDesk {
    /// A whole content folder: everything a shelf holds, with what is published in place of its texts, and each file
    /// naming the others as they are called now.
    /// Originals of pictures and recordings stay behind: only the album gives the ones, where it is asked to, and
    /// the carrier of recordings the others.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn carried(&self, shelf: &Shelf) -> Result<Vec<Carried>, Internal> {
        let live = self.store.live_texts().await?;
        let names = Names::new(&live, self.store.moved_items().await?);
        let is_text = |path: &str| Kind::ALL.iter().any(|kind| path.starts_with(&format!("{}/", kind.folder())));
        let elsewhere = |path: &str| [ORIGINALS, RECORDINGS].iter().any(|own| path.starts_with(&format!("{own}/")));
        let kept = shelf.all().into_iter().filter(|path| !is_text(path) && !elsewhere(path));
        let kept = kept.filter_map(|path| Some(Carried { bytes: shelf.bytes(&path)?.into_owned(), path }));
        let mut files: Vec<Carried> = kept.filter_map(|file| names.in_file(file)).collect();
        for (row, text) in live.into_iter().filter(|(row, _)| names.carries(row.kind, &row.slug)) {
            let Some(published) = row.state.live.as_ref().map(|live| live.published) else { continue };
            let path = format!("{}/{}.md", row.kind.folder(), row.slug);
            files.push(Carried { path, bytes: written(&row, text, published, &self.site, &names).into_bytes() });
        }
        if let Some((_, columns)) = self.store.site_columns().await? {
            let bytes = columns_file(&columns).map_err(Internal::new)?.into_bytes();
            files.retain(|file| file.path != COLUMNS);
            files.push(Carried { path: COLUMNS.to_owned(), bytes });
        }
        self.carry_bets(&mut files).await?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    }

    /// What comes first in searches, without texts that are not carried: a folder that names one it lacks
    /// is refused at the next start.
    async fn carry_bets(&self, files: &mut Vec<Carried>) -> Result<(), Internal> {
        let filed = self.examiner.shelves.filed_bets();
        let kept = self.store.best_bets().await?.map(|(_, bets)| bets);
        let carried = |goal: &Goal| match goal {
            Goal::Page(_) => true,
            Goal::Text { kind, slug } => {
                let path = format!("{}/{slug}.md", kind.folder());
                files.iter().any(|file| file.path == path)
            }
        };
        let bets = kept.as_ref().unwrap_or(&filed).leading(carried);
        if bets != *filed {
            let bytes = bets_file(&bets).map_err(Internal::new)?.into_bytes();
            files.retain(|file| file.path != BEST_BETS);
            files.push(Carried { path: BEST_BETS.to_owned(), bytes });
        }
        Ok(())
    }

    /// Takes the texts of a folder in, after the pictures they show. `published`: they were signed elsewhere and go
    /// out as they are.
    ///
    /// # Errors
    /// When the folder cannot be read, or the database not be read or written; what came in until then stays.
    pub async fn import(
        &self,
        shelf: &Shelf,
        published: bool,
        at: Timestamp,
    ) -> Result<Vec<(String, Outcome)>, Internal> {
        let all = texts(shelf).map_err(|fault| Internal::new(fault.to_string()))?;
        self.press.refresh().await?;
        let names = Names::new(&self.store.live_texts().await?, self.store.moved_items().await?);
        let mut outcomes = Vec::with_capacity(all.len());
        for one in all {
            let name = format!("{}/{}.md", one.kind.folder(), one.slug);
            outcomes.push((name, self.import_one(one, published, &names, at).await?));
        }
        self.press.refresh().await?;
        Ok(outcomes)
    }

    async fn import_one(
        &self,
        one: Brought,
        published: bool,
        names: &Names,
        at: Timestamp,
    ) -> Result<Outcome, Internal> {
        if let Some(why) = one.name_fault() {
            return Ok(Outcome::Refused(why));
        }
        if let Err(fault) = headed(one.kind, &one.slug, &one.text, &self.site) {
            return Ok(Outcome::Refused(fault.in_line()));
        }
        let known = self.store.item_at(one.kind, &one.slug).await?;
        match known {
            Some(row) => self.import_over(&row, one.text, names, at).await,
            None => self.import_new(one, published, at).await,
        }
    }

    async fn import_new(&self, one: Brought, published: bool, at: Timestamp) -> Result<Outcome, Internal> {
        if let Some(why) = self.lacks(&one.text) {
            return Ok(Outcome::Refused(why));
        }
        let (item, outcome) = if published {
            (self.published(one, at)?, Outcome::Published)
        } else {
            (self.drafted(one, at)?, Outcome::Drafted)
        };
        self.store.bring_items(&[item]).await?;
        Ok(outcome)
    }

    async fn import_over(
        &self,
        row: &ItemRow,
        text: String,
        names: &Names,
        at: Timestamp,
    ) -> Result<Outcome, Internal> {
        let newest = self.newest(row).await?;
        let live = row.state.live.as_ref();
        let published = live.map(|live| written(row, newest.clone(), live.published, &self.site, names));
        if newest == text || published.as_ref() == Some(&text) {
            return Ok(Outcome::Same);
        }
        if let Some(why) = self.lacks(&text) {
            return Ok(Outcome::Refused(why));
        }
        let event = |step| ItemEvent { at: at.max(row.state.last), actor: Actor::System, step };
        let mut row = row.clone();
        if row.stage == Stage::Published {
            if let Some(why) = self.kept(&row, &event(Step::CorrectionBegun), None).await? {
                return Ok(Outcome::Refused(why));
            }
            let begun = self.store.item(row.id).await?;
            row = begun.ok_or_else(|| Internal::new("an item that is gone"))?;
        }
        let saved = event(Step::Saved { digest: text_digest(&text), address: None });
        Ok(self.kept(&row, &saved, Some(&text)).await?.map_or(Outcome::Changed, Outcome::Refused))
    }

    /// Why a text cannot be shown whole: a picture of it that is not here.
    fn lacks(&self, text: &str) -> Option<String> {
        let neighbours = self.examiner.shelves.neighbours();
        let picture = named(text).find(|name| !neighbours.shows(name))?;
        let way = match picture.strip_suffix(".jpg") {
            Some(name) => format!("照片要和说明文件 pictures/{name}.toml 一起导入"),
            None => "线条图放在内容目录里，用 --content 指定".to_owned(),
        };
        Some(format!("图片 ../pictures/{picture} 这里没有，{way}"))
    }

    /// Keeps a step, or says why it may not be taken.
    async fn kept(&self, row: &ItemRow, event: &ItemEvent, text: Option<&str>) -> Result<Option<String>, Internal> {
        let kept = match self.after(row, event) {
            Ok(standing) => self.keep(row, &standing, event, text).await,
            Err(refused) => Err(refused),
        };
        match kept {
            Ok(()) => Ok(None),
            Err(NewsError::Internal(error)) => Err(error),
            Err(other) => Ok(Some(other.to_string())),
        }
    }

    fn drafted(&self, one: Brought, at: Timestamp) -> Result<storage::NewItem, Internal> {
        let event = |step| ItemEvent { at, actor: Actor::System, step };
        let begun = event(Step::Begun { kind: one.kind });
        let saved = event(Step::Saved { digest: text_digest(&one.text), address: None });
        let state = ItemState::begun(&begun).ok_or_else(|| Internal::new("an item begins with its beginning"))?;
        let state = state.apply(&saved, &self.examiner.newsroom, &self.examiner.laws).map_err(Internal::new)?;
        let name = title(&crate::library::File::written(&one.slug, &one.text)).unwrap_or_default();
        let unit = self.site.unit.first().map(|unit| unit.key.clone()).unwrap_or_default();
        let standing = ItemStanding { slug: one.slug, title: name, unit, state };
        let steps = vec![(begun, None, "新建稿件"), (saved, Some(one.text), "导入草稿")];
        Ok(storage::NewItem { id: new_id(&*self.random, at), standing, steps })
    }
}

/// A text as its file says it.
fn written(row: &ItemRow, text: String, published: Timestamp, site: &Site, names: &Names) -> String {
    names.in_text(row.kind, &row.slug, dated(row, text, published, site))
}

/// The text with the time it was published, where it says another: what is written at the desk learns
/// its time only when it is signed.
fn dated(row: &ItemRow, text: String, published: Timestamp, site: &Site) -> String {
    let own = match headed(row.kind, &row.slug, &text, site) {
        Ok(Text::Article(article)) => article.head.published,
        Ok(Text::Disclosure(case)) => case.head.published,
        Ok(Text::Post(post)) => post.head.published,
        Err(_) => return text,
    };
    let at = published.to_zoned(beijing()).datetime();
    if (own.date(), own.hour(), own.minute()) == (at.date(), at.hour(), at.minute()) {
        return text;
    }
    let line = format!("published = \"{}\"", local_minute(published));
    let mut done = false;
    let lines = text.split_inclusive('\n').map(|old| {
        let is_it = !done && old.starts_with("published");
        done |= is_it;
        if is_it { format!("{line}\n") } else { old.to_owned() }
    });
    lines.collect()
}
