//! A text shown to somebody without an account, such as a pharmacist who checks its facts.

use domain::access::{ItemAction, Staff};
use domain::ports::{Internal, NewRemark, NewShare, NewsError, Remark, Share, SharedItem};
use jiff::{SignedDuration, Timestamp};
use storage::{ItemRow, ShareRow, Store, text_digest};
use uuid::Uuid;

use super::NewsDesk;
use super::desk::invalid;
use crate::clock::new_id;

/// The longest a link may open anything.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 30);
/// Most remarks one link brings: a person says a few things, a program many.
const MOST_REMARKS: u32 = 50;

pub async fn share(
    desk: &NewsDesk,
    staff: &Staff,
    row: &ItemRow,
    share: NewShare,
    at: Timestamp,
) -> Result<String, NewsError> {
    if share.expires <= at {
        return Err(invalid("expires", "有效期已经过了，请选以后的日期"));
    }
    if share.expires.duration_since(at) > LONGEST {
        return Err(invalid("expires", "链接最多有效 30 天"));
    }
    let mut bytes = [0; 24];
    desk.random.fill(&mut bytes);
    let word = hex::encode(bytes);
    let actor = staff.item_actor(ItemAction::Write, &row.unit);
    let new = storage::NewShare {
        id: new_id(&*desk.random, at),
        item: row.id,
        word: &text_digest(&word),
        label: &share.label,
        expires: share.expires,
        actor: &actor,
        at,
        slug: &row.slug,
    };
    desk.store.add_share(&new).await.map_err(Internal::from)?;
    Ok(word)
}

pub async fn shares(store: &Store, item: Uuid) -> Result<Vec<Share>, NewsError> {
    let rows = store.shares(item).await.map_err(Internal::from)?;
    let told = |row: ShareRow| Share {
        id: row.id,
        label: row.label,
        made_by: row.name,
        made_at: row.made_at,
        expires: row.expires,
        ended: row.ended_at.is_some(),
    };
    Ok(rows.into_iter().map(told).collect())
}

pub async fn shared(desk: &NewsDesk, word: &str, at: Timestamp) -> Result<Option<SharedItem>, Internal> {
    let Some((share, row)) = opened(desk, word, at).await? else { return Ok(None) };
    let text = desk.newest(&row).await?;
    let looked = desk.looked(row.kind, &row.slug, &text, at).await?;
    Ok(Some(SharedItem { kind: row.kind, slug: row.slug, looked, expires: share.expires }))
}

pub async fn remark(desk: &NewsDesk, word: &str, remark: &NewRemark, at: Timestamp) -> Result<bool, Internal> {
    let Some((share, _)) = opened(desk, word, at).await? else { return Ok(false) };
    let id = new_id(&*desk.random, at);
    Ok(desk.store.add_remark(id, &share, (&remark.name, &remark.text, at), MOST_REMARKS).await?)
}

pub async fn remarks(store: &Store, item: Uuid) -> Result<Vec<Remark>, NewsError> {
    let rows = store.remarks(item).await.map_err(Internal::from)?;
    let told = |row: storage::RemarkRow| Remark { at: row.at, name: row.name, text: row.text, label: row.label };
    Ok(rows.into_iter().map(told).collect())
}

/// The link and the item a word opens now. An item that was put away is opened by no link.
async fn opened(desk: &NewsDesk, word: &str, at: Timestamp) -> Result<Option<(ShareRow, ItemRow)>, Internal> {
    let Some(share) = desk.store.share_by(&text_digest(word)).await? else { return Ok(None) };
    if share.ended_at.is_some() || share.expires <= at {
        return Ok(None);
    }
    let row = desk.store.item(share.item).await?;
    Ok(row.filter(|row| row.deleted_at.is_none()).map(|row| (share, row)))
}
