use app::pages::desk::news::{self, ComparePage, Compared, HistoryPage, Kept};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::newsroom::workflow::Offer;
use domain::ports::{NewsError, SavedText};
use domain::track::local_minute;
use serde::Deserialize;
use similar::{ChangeTag, TextDiff};
use uuid::Uuid;

use super::{HERE, trouble};
use crate::doors::desk::form::Posted;
use crate::doors::desk::signed::{Seat, Signed};
use crate::doors::desk::top::{Counts, Done, top};
use crate::doors::{At, Trouble, respond};
use crate::services::Services;

/// Lines alike that stand around a change.
const AROUND: usize = 2;

#[derive(Deserialize)]
pub struct Restoring {
    #[serde(default)]
    seq: String,
    #[serde(default)]
    read: String,
}

pub async fn show(Seat { services, visit, staff }: Seat, At(item): At<Uuid>) -> Result<Response, Trouble> {
    let found = services.newsroom.item(&staff, item).await.map_err(trouble)?;
    let texts = services.newsroom.history(&staff, item).await.map_err(trouble)?;
    let older: Vec<Option<u32>> = texts.iter().skip(1).map(|text| Some(text.seq)).chain([None]).collect();
    let kept = |(text, older): (&SavedText, Option<u32>)| Kept {
        seq: text.seq,
        words: format!("{} {}", local_minute(text.at), text.name),
        live: text.live,
        compare: older.map(|older| format!("{HERE}/{item}/diff/{older}/{}", text.seq)),
    };
    let page = HistoryPage {
        top: top(&services, &staff, HERE, Counts::default(), &Done::default()),
        title: found.line.title.clone(),
        back: format!("{HERE}/{item}"),
        texts: texts.iter().zip(older).map(kept).collect(),
        restore: found.offers.contains(&Offer::Write).then(|| format!("{HERE}/{item}/history")),
        read: found.state.digest.unwrap_or_default(),
    };
    respond::personal_page(visit.frame, StatusCode::OK, move || news::history(page.clone())).await
}

pub async fn restore(
    Seat { services, visit, staff }: Seat,
    At(item): At<Uuid>,
    Posted(asked): Posted<Restoring>,
) -> Result<Response, Trouble> {
    let seq = asked.seq.parse().map_err(|_| Trouble::BadRequest("没有这一稿。".to_owned()))?;
    match services.newsroom.restore(&staff, item, seq, &asked.read, services.now()).await {
        Ok(()) => Ok(respond::see_other(&visit.frame, &format!("{HERE}/{item}?done=saved"))),
        Err(stale @ NewsError::Stale { .. }) => {
            Err(Trouble::BadRequest(format!("{stale}，没有恢复；请看过新的一稿再恢复。")))
        }
        Err(other) => Err(trouble(other)),
    }
}

pub async fn compare(
    Seat { services, visit, staff }: Seat,
    At((item, older, newer)): At<(Uuid, u32, u32)>,
) -> Result<Response, Trouble> {
    let found = services.newsroom.item(&staff, item).await.map_err(trouble)?;
    let saved = services.newsroom.history(&staff, item).await.map_err(trouble)?;
    let words = |seq: u32| {
        let text = saved.iter().find(|text| text.seq == seq);
        text.map(|text| format!("{} {}", local_minute(text.at), text.name)).unwrap_or_default()
    };
    let before = services.newsroom.text(&staff, item, older).await.map_err(trouble)?;
    let after = services.newsroom.text(&staff, item, newer).await.map_err(trouble)?;
    let page = ComparePage {
        top: top(&services, &staff, HERE, Counts::default(), &Done::default()),
        title: found.line.title,
        back: format!("{HERE}/{item}/history"),
        older: words(older),
        newer: words(newer),
        rows: rows(&services.site.naming(&before), &services.site.naming(&after)),
    };
    respond::personal_page(visit.frame, StatusCode::OK, move || news::compare(page.clone())).await
}

/// The newest text as the file it would be.
pub async fn export(
    State(services): State<Services>,
    Signed(staff): Signed,
    At(item): At<Uuid>,
) -> Result<Response, Trouble> {
    let found = services.newsroom.item(&staff, item).await.map_err(trouble)?;
    let disposition = format!("attachment; filename=\"{}.md\"", found.line.slug);
    Ok(respond::private_file("text/markdown; charset=utf-8", &disposition, found.text.into_bytes()))
}

/// Lines side by side; long stretches that are alike are left out.
fn rows(before: &str, after: &str) -> Vec<Compared> {
    let diff = TextDiff::from_lines(before, after);
    let mut rows = Vec::new();
    let (mut gone, mut come): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for change in diff.iter_all_changes() {
        let line = change.value().trim_end_matches('\n').to_owned();
        match change.tag() {
            ChangeTag::Delete => gone.push(line),
            ChangeTag::Insert => come.push(line),
            ChangeTag::Equal => {
                pair(&mut rows, &mut gone, &mut come);
                rows.push(Compared::Same(line));
            }
        }
    }
    pair(&mut rows, &mut gone, &mut come);
    folded(rows)
}

fn pair(rows: &mut Vec<Compared>, gone: &mut Vec<String>, come: &mut Vec<String>) {
    let (mut gone, mut come) = (gone.drain(..), come.drain(..));
    loop {
        match (gone.next(), come.next()) {
            (None, None) => return,
            (older, newer) => rows.push(Compared::Changed { older, newer }),
        }
    }
}

fn folded(rows: Vec<Compared>) -> Vec<Compared> {
    let is_change = |at: usize| matches!(rows.get(at), Some(Compared::Changed { .. }));
    let is_near = |at: usize| (at.saturating_sub(AROUND)..=at + AROUND).any(is_change);
    let mut out = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        match (is_near(at), out.last_mut()) {
            (true, _) => out.push(row.clone()),
            (false, Some(Compared::Skipped(count))) => *count += 1,
            (false, _) => out.push(Compared::Skipped(1)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_stands_side_by_side_and_the_rest_is_counted() {
        let before = "一\n二\n三\n四\n五\n六\n";
        let changed = |older: Option<&str>, newer: Option<&str>| Compared::Changed {
            older: older.map(str::to_owned),
            newer: newer.map(str::to_owned),
        };
        let same = |line: &str| Compared::Same(line.to_owned());
        assert_eq!(
            rows(before, "一\n二\n三\n四\n五\n陆\n七\n"),
            [Compared::Skipped(3), same("四"), same("五"), changed(Some("六"), Some("陆")), changed(None, Some("七"))]
        );
        assert_eq!(rows(before, before), [Compared::Skipped(6)]);
    }
}
