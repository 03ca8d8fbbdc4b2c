use std::sync::Arc;

use async_trait::async_trait;
use domain::access::{ItemAction, Staff};
use domain::calendar::Calendar;
use domain::newsroom::workflow::{ItemEvent, ItemState, Kind, Offer, Step};
use domain::newsroom::{Looked, Neighbour};
use domain::ports::{
    DraftKept, Internal, NewItem, NewRemark, NewShare, NewsError, NewsItem, NewsLine, NewsList, NewsQuery, NewsStep,
    Newsroom, Remark, SavedText, Saving, Share, SharedItem,
};
use domain::report::FieldError;
use domain::site::Site;
use domain::text;
use domain::track::local_date;
use jiff::Timestamp;
use storage::{ItemFilter, ItemKept, ItemRow, ItemStanding, ItemStep, Store, text_digest};
use uuid::Uuid;

use super::step::{self, StepFault, words};
use super::{PressRoom, drafts, outside};
use crate::clock::Random;
use crate::library::Examiner;

/// Lines on one page of the list.
const PAGE_SIZE: u32 = 30;
/// Most characters of a text with its front matter: twenty times the longest article.
const LONGEST: usize = 100_000;
const LONGEST_SLUG: usize = 60;

/// 采编台
#[derive(Clone)]
pub struct NewsDesk {
    pub store: Store,
    pub site: Arc<Site>,
    pub calendar: Arc<Calendar>,
    pub random: Arc<dyn Random>,
    pub examiner: Arc<Examiner>,
    pub press: PressRoom,
}

#[async_trait]
impl Newsroom for NewsDesk {
    async fn list(&self, staff: &Staff, query: &NewsQuery) -> Result<NewsList, NewsError> {
        staff.may_item_ever(ItemAction::Read)?;
        let own = staff.items_narrowed_to_unit().map(str::to_owned);
        let filter = ItemFilter {
            kind: query.kind,
            stages: query.stages.clone(),
            unit: own.or_else(|| query.unit.clone()),
            words: query.words.clone(),
            hand: query.mine.then_some(staff.id),
            deleted: query.deleted,
            page: query.page.max(1),
        };
        let page = self.store.items(&filter, PAGE_SIZE).await.map_err(Internal::from)?;
        Ok(NewsList { rows: page.rows.iter().map(line).collect(), total: page.total, page_size: PAGE_SIZE })
    }

    async fn begin(&self, staff: &Staff, id: Uuid, new: NewItem, at: Timestamp) -> Result<(), NewsError> {
        let unit = if new.unit.is_empty() { staff.unit.clone() } else { new.unit };
        staff.may_item(ItemAction::Write, &unit)?;
        if self.site.unit(&unit).is_none() {
            return Err(invalid("unit", "没有这个单位"));
        }
        let slug = if new.slug.trim().is_empty() { self.free_slug(at) } else { slug(&new.slug)? };
        is_of_size(&new.text)?;
        let actor = staff.item_actor(ItemAction::Write, &unit);
        let begun = ItemEvent { at, actor: actor.clone(), step: Step::Begun { kind: new.kind } };
        let state = ItemState::begun(&begun).ok_or_else(|| Internal::new("an item begins with its beginning"))?;
        let saved = ItemEvent { at, actor, step: Step::Saved { digest: text_digest(&new.text), address: None } };
        let state = state.apply(&saved, &self.examiner.newsroom, &self.examiner.laws)?;
        let standing = ItemStanding { slug, title: title(&new.text), unit, state };
        let steps = vec![(begun, None, "新建稿件"), (saved, Some(new.text), "保存")];
        let item = storage::NewItem { id, standing, steps };
        if self.store.item(id).await.map_err(Internal::from)?.is_some() {
            return Ok(());
        }
        match self.store.bring_items(&[item]).await.map_err(Internal::from)? {
            0 => Err(invalid("slug", "这个网址名已经用过，请换一个")),
            _ => Ok(()),
        }
    }

    async fn item(&self, staff: &Staff, id: Uuid) -> Result<NewsItem, NewsError> {
        let row = self.reach(staff, id, ItemAction::Read).await?;
        let text = self.newest(&row).await?;
        let looked = self.looked(row.kind, &row.slug, &text, row.updated_at).await?;
        let events = self.store.item_events(id).await.map_err(Internal::from)?;
        let may = |offer: &Offer| staff.may_item(offer.action(), &row.unit).is_ok() && offer.fits(&row.state, staff.id);
        let newsroom = &self.examiner.newsroom;
        Ok(NewsItem {
            offers: Offer::ALL.into_iter().filter(may).collect(),
            may_write: staff.may_item(ItemAction::Write, &row.unit).is_ok(),
            draft: drafts::of(&self.store, id).await?,
            after_review_due: row.state.after_review_due(newsroom, &self.calendar),
            annulment_due: row.state.annulment_due(&self.examiner.laws, &self.calendar),
            line: line(&row),
            state: row.state,
            text,
            looked,
            events,
        })
    }

    async fn save(&self, staff: &Staff, id: Uuid, saving: Saving, at: Timestamp) -> Result<(), NewsError> {
        let address = slug(&saving.slug)?;
        is_of_size(&saving.text)?;
        let row = self.reach(staff, id, ItemAction::Write).await?;
        self.is_what_was_read(&row, &saving.began_with).await?;
        let digest = text_digest(&saving.text);
        if row.state.digest.as_ref() == Some(&digest) && row.state.address_or(&row.slug) == address {
            return drafts::forget(&self.store, id).await;
        }
        let actor = staff.item_actor(ItemAction::Write, &row.unit);
        // Residents find what they see where it is until the new version is signed.
        let (slug, address) = match row.state.live {
            Some(_) => (row.slug.clone(), (row.slug != address).then_some(address)),
            None => (address, None),
        };
        let event = ItemEvent { at: at.max(row.state.last), actor, step: Step::Saved { digest, address } };
        let standing = ItemStanding { slug, title: title(&saving.text), ..self.after(&row, &event)? };
        match self.keep(&row, &standing, &event, Some(&saving.text)).await {
            // Somebody saved in the very same moment: show theirs.
            Err(NewsError::Changed) => {
                let row = self.reach(staff, id, ItemAction::Write).await?;
                self.is_what_was_read(&row, &saving.began_with).await?;
                Err(NewsError::Changed)
            }
            Err(other) => Err(other),
            Ok(()) => drafts::forget(&self.store, id).await,
        }
    }

    async fn act(&self, staff: &Staff, id: Uuid, asked: NewsStep, read: &str, at: Timestamp) -> Result<(), NewsError> {
        let action = step::offer(&asked).action();
        let row = self.reach(staff, id, action).await?;
        let text = self.newest(&row).await?;
        if matches!(asked, NewsStep::Sign { .. } | NewsStep::Emergency { .. }) {
            // What another server published a moment ago may stand in its way.
            self.press.refresh().await?;
        }
        let looked = self.looked(row.kind, &row.slug, &text, at).await?;
        let step = step::step(asked, row.kind, read, &looked).map_err(|fault| match fault {
            StepFault::Text(error) => error,
            StepFault::Rule(rule) => NewsError::NotNow(rule.refuse(&self.examiner.newsroom, &self.examiner.laws)),
        })?;
        let actor = staff.item_actor(action, &row.unit);
        let event = ItemEvent { at: at.max(row.state.last), actor, step };
        let standing = self.after(&row, &event)?;
        self.keep(&row, &standing, &event, None).await
    }

    async fn history(&self, staff: &Staff, id: Uuid) -> Result<Vec<SavedText>, NewsError> {
        let row = self.reach(staff, id, ItemAction::Read).await?;
        let live = row.state.live.map(|live| live.digest);
        let texts = self.store.item_texts(id).await.map_err(Internal::from)?;
        let saved = |text: storage::TextRow| SavedText {
            live: live.as_ref() == Some(&text.digest),
            seq: text.seq,
            digest: text.digest,
            at: text.saved_at,
            name: text.name,
        };
        Ok(texts.into_iter().map(saved).collect())
    }

    async fn text(&self, staff: &Staff, id: Uuid, seq: u32) -> Result<String, NewsError> {
        let saved = self.history(staff, id).await?.into_iter().find(|text| text.seq == seq);
        let digest = saved.ok_or(NewsError::NotFound)?.digest;
        let text = self.store.item_text(id, &digest).await.map_err(Internal::from)?;
        text.ok_or(NewsError::NotFound)
    }

    async fn restore(&self, staff: &Staff, id: Uuid, seq: u32, read: &str, at: Timestamp) -> Result<(), NewsError> {
        let row = self.reach(staff, id, ItemAction::Write).await?;
        let text = self.text(staff, id, seq).await?;
        let slug = row.state.address_or(&row.slug).to_owned();
        self.save(staff, id, Saving { text, slug, began_with: read.to_owned() }, at).await
    }

    async fn keep_draft(
        &self,
        staff: &Staff,
        id: Uuid,
        began_with: u32,
        text: &str,
        at: Timestamp,
    ) -> Result<DraftKept, NewsError> {
        is_of_size(text)?;
        self.reach(staff, id, ItemAction::Write).await?;
        drafts::keep(&self.store, staff, id, began_with, text, at).await
    }

    async fn drop_draft(&self, staff: &Staff, id: Uuid) -> Result<(), NewsError> {
        self.reach(staff, id, ItemAction::Write).await?;
        drafts::forget(&self.store, id).await
    }

    async fn look(
        &self,
        staff: &Staff,
        kind: Kind,
        slug: &str,
        text: &str,
        at: Timestamp,
    ) -> Result<Looked, NewsError> {
        staff.may_item_ever(ItemAction::Write)?;
        is_of_size(text)?;
        Ok(self.looked(kind, slug, text, at).await?)
    }

    async fn named(&self, staff: &Staff, kind: Kind, names: &[String]) -> Result<Vec<Neighbour>, NewsError> {
        staff.may_item_ever(ItemAction::Write)?;
        Ok(self.examiner.named(kind, names))
    }

    async fn share(&self, staff: &Staff, id: Uuid, share: NewShare, at: Timestamp) -> Result<String, NewsError> {
        let row = self.reach(staff, id, ItemAction::Write).await?;
        outside::share(self, staff, &row, share, at).await
    }

    async fn shares(&self, staff: &Staff, id: Uuid) -> Result<Vec<Share>, NewsError> {
        self.reach(staff, id, ItemAction::Read).await?;
        outside::shares(&self.store, id).await
    }

    async fn end_share(&self, staff: &Staff, id: Uuid, share: Uuid, at: Timestamp) -> Result<(), NewsError> {
        self.reach(staff, id, ItemAction::Write).await?;
        Ok(self.store.end_share(id, share, at).await.map_err(Internal::from)?)
    }

    async fn shared(&self, word: &str, at: Timestamp) -> Result<Option<SharedItem>, Internal> {
        outside::shared(self, word, at).await
    }

    async fn remark(&self, word: &str, remark: NewRemark, at: Timestamp) -> Result<bool, Internal> {
        outside::remark(self, word, &remark, at).await
    }

    async fn remarks(&self, staff: &Staff, id: Uuid) -> Result<Vec<Remark>, NewsError> {
        self.reach(staff, id, ItemAction::Read).await?;
        outside::remarks(&self.store, id).await
    }

    async fn last_tick(&self) -> Result<Option<Timestamp>, Internal> {
        Ok(self.store.item_tick().await?)
    }
}

impl NewsDesk {
    /// An item a person may do something to. What they may not even read is not there for them.
    async fn reach(&self, staff: &Staff, id: Uuid, action: ItemAction) -> Result<ItemRow, NewsError> {
        staff.may_item_ever(ItemAction::Read)?;
        let row = self.store.item(id).await.map_err(Internal::from)?.ok_or(NewsError::NotFound)?;
        staff.may_item(ItemAction::Read, &row.unit).map_err(|_| NewsError::NotFound)?;
        staff.may_item(action, &row.unit)?;
        Ok(row)
    }

    /// The text as it was saved last.
    pub(super) async fn newest(&self, row: &ItemRow) -> Result<String, Internal> {
        let Some(digest) = &row.state.digest else { return Ok(String::new()) };
        let text = self.store.item_text(row.id, digest).await?;
        text.ok_or_else(|| Internal::new("an item whose text is gone"))
    }

    pub(super) async fn looked(&self, kind: Kind, slug: &str, text: &str, at: Timestamp) -> Result<Looked, Internal> {
        let (examiner, slug, text) = (self.examiner.clone(), slug.to_owned(), text.to_owned());
        let looking = tokio::task::spawn_blocking(move || examiner.look(kind, &slug, &text, local_date(at)));
        looking.await.map_err(Internal::new)
    }

    async fn is_what_was_read(&self, row: &ItemRow, read: &str) -> Result<(), NewsError> {
        let digest = row.state.digest.clone().unwrap_or_default();
        if digest == read {
            return Ok(());
        }
        let saved = self.store.item_texts(row.id).await.map_err(Internal::from)?;
        let theirs = saved.into_iter().find(|text| text.digest == digest);
        Err(NewsError::Stale {
            text: self.newest(row).await?,
            digest,
            name: theirs.as_ref().map(|text| text.name.clone()).unwrap_or_default(),
            at: theirs.map_or(row.updated_at, |text| text.saved_at),
        })
    }

    /// The row after an event.
    pub(super) fn after(&self, row: &ItemRow, event: &ItemEvent) -> Result<ItemStanding, NewsError> {
        let state = row.state.apply(event, &self.examiner.newsroom, &self.examiner.laws)?;
        let slug = row.state.moves_to(&state).unwrap_or(&row.slug).to_owned();
        Ok(ItemStanding { slug, title: row.title.clone(), unit: row.unit.clone(), state })
    }

    /// Keeps a step, and shows at once what it changes for residents.
    pub(super) async fn keep(
        &self,
        row: &ItemRow,
        standing: &ItemStanding,
        event: &ItemEvent,
        text: Option<&str>,
    ) -> Result<(), NewsError> {
        let step = ItemStep { event, text, words: words(&event.step) };
        match self.store.keep_item(row, standing, &step).await.map_err(Internal::from)? {
            ItemKept::Done => {}
            ItemKept::Conflict | ItemKept::Known => return Err(NewsError::Changed),
            ItemKept::SlugTaken => return Err(invalid("slug", "这个网址名已经用过，请换一个")),
        }
        // The step is kept: should this fail, the next look a second later shows it.
        if let Err(error) = self.press.refresh().await {
            tracing::warn!(%error, "a published change is shown a little later");
        }
        Ok(())
    }

    /// An address nobody thought of.
    fn free_slug(&self, at: Timestamp) -> String {
        let mut bytes = [0; 3];
        self.random.fill(&mut bytes);
        format!("{}-{}", local_date(at), hex::encode(bytes))
    }
}

pub(super) fn line(row: &ItemRow) -> NewsLine {
    NewsLine {
        id: row.id,
        kind: row.kind,
        slug: row.slug.clone(),
        title: row.title.clone(),
        unit: row.unit.clone(),
        stage: row.stage,
        updated_at: row.updated_at,
        scheduled: row.state.scheduled,
        live: row.state.live.is_some(),
        deleted: row.deleted_at.is_some(),
    }
}

pub(super) fn invalid(field: &str, message: impl Into<String>) -> NewsError {
    NewsError::Invalid(vec![FieldError { field: field.to_owned(), message: message.into() }])
}

/// What lists call a text; one without a title has a name all the same.
fn title(written: &str) -> String {
    let file = crate::library::File::written("", written);
    crate::library::title(&file).unwrap_or_else(|| "（没有标题）".to_owned())
}

fn slug(typed: &str) -> Result<String, NewsError> {
    let slug = typed.trim();
    slug_fault(slug).map_or_else(|| Ok(slug.to_owned()), |why| Err(invalid("slug", why)))
}

/// Why a name cannot be the last part of an address.
pub(super) fn slug_fault(slug: &str) -> Option<String> {
    let plain = slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let fits = plain && !slug.is_empty() && slug.len() <= LONGEST_SLUG && !slug.starts_with('-');
    (!fits).then(|| format!("网址名只用小写英文字母、数字和 -，最多 {LONGEST_SLUG} 个"))
}

fn is_of_size(written: &str) -> Result<(), NewsError> {
    let length = text::length(written);
    if length > LONGEST {
        let why = format!("稿件最多 {LONGEST} 个字，现在是 {length} 个。您填的内容还在，请拆成几篇");
        return Err(invalid("text", why));
    }
    Ok(())
}
