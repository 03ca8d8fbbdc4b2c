//! What files hold becomes items: at the first start, and where a county brings its texts along.

use domain::event::Actor;
use domain::newsroom::workflow::{ItemEvent, ItemState, Kind, Step};
use domain::ports::Internal;
use domain::reading::Text;
use domain::site::Site;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use storage::{ItemStanding, text_digest};

use super::NewsDesk;
use super::desk::slug_fault;
use crate::clock::new_id;
use crate::library::{Fault, Shelf};

/// A text of a content folder.
#[derive(Clone, Debug)]
pub struct Brought {
    pub kind: Kind,
    /// The name of its file, which need not be one an address may have.
    pub slug: String,
    /// Byte for byte as the file has it.
    pub text: String,
}

impl Brought {
    /// Why it cannot stand at the address its file gives it.
    pub(super) fn name_fault(&self) -> Option<String> {
        let why = slug_fault(&self.slug)?;
        Some(format!("文件名 {}/{}.md 不能作网址名：{why}", self.kind.folder(), self.slug))
    }
}

impl NewsDesk {
    /// Fills an empty newsroom with what the files have published, and shows what is published from
    /// then on. Answers how many texts came in.
    ///
    /// # Errors
    /// When the database cannot be read or written, or a file cannot be read.
    pub async fn open(&self, shelf: &Shelf, at: Timestamp) -> Result<usize, Internal> {
        let mut brought = 0;
        if !self.store.has_items().await? {
            let texts = texts(shelf).map_err(|fault| Internal::new(fault.to_string()))?;
            let mut items = Vec::with_capacity(texts.len());
            for text in texts {
                if let Some(why) = text.name_fault() {
                    return Err(Internal::new(why));
                }
                items.push(self.published(text, at)?);
            }
            brought = self.store.bring_items(&items).await?;
        }
        self.press.refresh().await?;
        self.plan(at).await?;
        Ok(brought)
    }

    /// An item that was signed elsewhere and is published as it is.
    pub(crate) fn published(&self, brought: Brought, at: Timestamp) -> Result<storage::NewItem, Internal> {
        let event = |step| ItemEvent { at, actor: Actor::System, step };
        let head = head(&brought, &self.site).map_err(|fault| Internal::new(format!("{}：{fault}", brought.slug)))?;
        let digest = text_digest(&brought.text);
        let begun = event(Step::Begun { kind: brought.kind });
        let imported = event(Step::Imported { digest, published: head.published, until: head.until });
        let state = ItemState::begun(&begun).ok_or_else(|| Internal::new("an item begins with its beginning"))?;
        let state = state.apply(&imported, &self.examiner.newsroom, &self.examiner.laws).map_err(Internal::new)?;
        let unit = self.site.unit.iter().find(|unit| unit.name == head.unit).or(self.site.unit.first());
        let unit = unit.map(|unit| unit.key.clone()).unwrap_or_default();
        let standing = ItemStanding { slug: brought.slug, title: head.title, unit, state };
        let steps = vec![(begun, None, "新建稿件"), (imported, Some(brought.text), "导入已发布的内容")];
        Ok(storage::NewItem { id: new_id(&*self.random, at), standing, steps })
    }
}

/// All texts of a shelf.
///
/// # Errors
/// Names a file that is not text.
pub fn texts(shelf: &Shelf) -> Result<Vec<Brought>, Fault> {
    let mut texts = Vec::new();
    for kind in Kind::ALL {
        for path in shelf.paths(kind.folder(), "md") {
            let file = shelf.text(&path)?;
            let bytes = shelf.bytes(&path).unwrap_or_default().into_owned();
            let text = String::from_utf8(bytes).unwrap_or(file.text);
            texts.push(Brought { kind, slug: name(&path).to_owned(), text });
        }
    }
    Ok(texts)
}

/// The whole name of a file without its ending, so that `a.b.md` and `a.c.md` are two.
fn name(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").unwrap_or(name)
}

struct Head {
    title: String,
    published: Timestamp,
    until: Option<jiff::civil::Date>,
    unit: String,
}

fn head(brought: &Brought, site: &Site) -> Result<Head, Fault> {
    let drawn = crate::library::headed(brought.kind, &brought.slug, &brought.text, site)?;
    Ok(match drawn {
        Text::Article(article) => Head {
            title: article.head.title.clone(),
            published: moment(article.head.published),
            until: None,
            unit: String::new(),
        },
        Text::Disclosure(case) => Head {
            title: case.head.title.clone(),
            published: moment(case.head.published),
            until: Some(case.head.withdraw_by),
            unit: case.head.unit.clone(),
        },
        Text::Post(post) => Head {
            title: post.head.title.clone(),
            published: moment(post.head.published),
            until: post.head.until,
            unit: post.head.unit.clone(),
        },
    })
}

/// A time written in content files, which is Beijing's.
fn moment(at: DateTime) -> Timestamp {
    Offset::constant(8).to_timestamp(at).unwrap_or(Timestamp::UNIX_EPOCH)
}
