//! 栏目和导航: changed at the desk, seen by residents at once.

use std::sync::Arc;

use async_trait::async_trait;
use domain::access::{Action, ItemAction, Staff};
use domain::columns::{Change, ChangeRefused, Column, MenuEntry, Target};
use domain::newsroom::workflow::Kind;
use domain::ports::{ColumnDesk, ColumnsOnFile, DeskError, Internal, Library, PictureUse};
use domain::reading::Text;
use domain::report::FieldError;
use jiff::Timestamp;
use storage::ItemFilter;

use super::NewsDesk;
use crate::library::headed;

const CHANGED: &str = "您打开这一页以后，别人改过栏目或者导航。请看过现在的样子，再决定要不要改。";
const NOT_EMPTY: &str = "这个栏目里还有文章，先把它们移到别的栏目，再删除。";

/// Items read at a time.
const PAGE: u32 = 200;

#[async_trait]
impl ColumnDesk for NewsDesk {
    async fn columns(&self, staff: &Staff) -> Result<ColumnsOnFile, DeskError> {
        staff.may_ever(Action::TendSite)?;
        self.on_file().await
    }

    async fn texts_in(&self, staff: &Staff, column: u32) -> Result<Vec<PictureUse>, DeskError> {
        let found = self.columns(staff).await?;
        let column = found.columns.column(column).ok_or(DeskError::NotFound)?;
        Ok(self.texts_of(column).await?)
    }

    async fn change(&self, staff: &Staff, seen: u32, change: Change, at: Timestamp) -> Result<(), DeskError> {
        // What stands on every page residents open is published by whoever signs texts.
        staff.may_item_ever(ItemAction::Sign)?;
        let found = self.on_file().await?;
        if found.number != seen {
            return Err(DeskError::NotReady(CHANGED));
        }
        let after = found.columns.changed(&change).map_err(refused)?;
        self.is_possible(&found, &change).await?;
        let (about, what) = change.words(&found.columns);
        let by = staff.item_actor(ItemAction::Sign, &staff.unit);
        let kept = self.store.keep_site_columns(seen, &after, (&about, &what), (&by, at));
        if !kept.await.map_err(Internal::from)? {
            return Err(DeskError::NotReady(CHANGED));
        }
        self.show_now().await;
        Ok(())
    }
}

impl NewsDesk {
    /// A change that is kept is seen at once: should this fail, the next look a second later shows it.
    pub(super) async fn show_now(&self) {
        if let Err(error) = self.press.refresh().await {
            tracing::warn!(%error, "what was changed is shown a little later");
        }
    }

    async fn on_file(&self) -> Result<ColumnsOnFile, DeskError> {
        let kept = self.store.site_columns().await.map_err(Internal::from)?;
        Ok(match kept {
            Some((number, columns)) => ColumnsOnFile { number, columns: Arc::new(columns) },
            None => ColumnsOnFile { number: 0, columns: self.examiner.shelves.columns() },
        })
    }

    /// What only the texts themselves can tell.
    async fn is_possible(&self, found: &ColumnsOnFile, change: &Change) -> Result<(), DeskError> {
        match change {
            Change::Delete(id) => {
                let column = found.columns.column(*id).ok_or(DeskError::NotFound)?;
                let empty = self.texts_of(column).await?.is_empty();
                if empty { Ok(()) } else { Err(DeskError::NotReady(NOT_EMPTY)) }
            }
            Change::AddEntry(MenuEntry { to: Target::Text { kind, slug }, .. })
            | Change::EditEntry(_, MenuEntry { to: Target::Text { kind, slug }, .. })
                if self.examiner.shelves.text(*kind, slug).is_none() =>
            {
                let message = "居民现在看不到这一篇，请填写已经发布的文章的网址".to_owned();
                Err(DeskError::Invalid(vec![FieldError { field: "text".to_owned(), message }]))
            }
            _ => Ok(()),
        }
    }

    /// Published and not: drafts name their column as well.
    async fn texts_of(&self, column: &Column) -> Result<Vec<PictureUse>, Internal> {
        let mut texts = Vec::new();
        for topic in &column.topics {
            for found in self.store.items_holding(topic).await? {
                if found.kind == Kind::Article.as_str() && self.is_on_topic(&found, topic).await? {
                    texts.push(found);
                }
            }
        }
        for kind in &column.kinds {
            texts.extend(self.texts_of_kind(*kind).await?);
        }
        Ok(texts)
    }

    /// By its newest text or by the one residents see.
    async fn is_on_topic(&self, found: &PictureUse, topic: &str) -> Result<bool, Internal> {
        let Some(row) = self.store.item(found.item).await? else { return Ok(false) };
        let live = row.state.live.as_ref().map(|live| &live.digest);
        for digest in row.state.digest.iter().chain(live) {
            let text = self.store.item_text(row.id, digest).await?.unwrap_or_default();
            let named = headed(Kind::Article, &row.slug, &text, &self.site);
            if matches!(named, Ok(Text::Article(article)) if article.head.column == topic) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn texts_of_kind(&self, kind: Kind) -> Result<Vec<PictureUse>, Internal> {
        let mut texts = Vec::new();
        for page in 1.. {
            let filter = ItemFilter { kind: Some(kind), page, ..ItemFilter::default() };
            let rows = self.store.items(&filter, PAGE).await?.rows;
            if rows.is_empty() {
                break;
            }
            texts.extend(rows.into_iter().map(|row| PictureUse {
                item: row.id,
                kind: kind.as_str().to_owned(),
                live: row.state.live.is_some(),
                title: row.title,
            }));
        }
        Ok(texts)
    }
}

pub(super) fn refused(refused: ChangeRefused) -> DeskError {
    match refused {
        ChangeRefused::Gone => DeskError::NotFound,
        ChangeRefused::NotNow(why) => DeskError::NotReady(why),
        ChangeRefused::Faults(faults) => DeskError::Invalid(faults),
    }
}
