use domain::audit::{Act, Deed, Who};
use domain::law::ReactionRetention;
use domain::ports::Internal;
use domain::retention::reaction_last;
use domain::track::beijing;
use jiff::Timestamp;
use jiff::civil::Date;
use storage::TellingReaction;

use super::{Gone, PAGE, Retention};

/// A reaction whose period is over.
#[derive(Clone, Debug)]
pub struct OverReaction {
    pub row: TellingReaction,
    /// Last day of the period.
    pub last: Date,
}

impl Retention {
    /// Reactions whose period is over on a day; nothing holds one beyond it, and nothing is changed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn plan_reactions(&self, on: Date) -> Result<Vec<OverReaction>, Internal> {
        let midnight = on.to_zoned(beijing()).map_err(Internal::new)?.timestamp();
        let (mut after, mut over) = (None, Vec::new());
        loop {
            let page = self.store.telling_reactions(midnight, after.as_ref(), PAGE).await?;
            let Some(last) = page.last() else { return Ok(over) };
            after = Some(last.clone());
            over.extend(page.into_iter().filter_map(|row| {
                let last = reaction_last(row.received_at, row.filed_at, &self.laws.reaction_retention)?;
                (last < on).then_some(OverReaction { row, last })
            }));
        }
    }

    pub(super) async fn destroy_reactions(&self, on: Date, at: Timestamp) -> Result<Vec<Gone>, Internal> {
        let mut gone = Vec::new();
        for OverReaction { row, last } in self.plan_reactions(on).await? {
            let act = Act::new(at, Who::System, Deed::DataDestroyed, &row.number).with_detail("不良反应内容保存期满");
            // Filed meanwhile: the next run looks at it again.
            let Some(files) = self.store.destroy_reaction(&row, &act).await? else { continue };
            for file in &files {
                self.vault.remove(file.id).await.map_err(Internal::new)?;
            }
            gone.push(Gone {
                number: row.number,
                rule: ReactionRetention::KEY.to_owned(),
                last,
                identity: true,
                photos: files.into_iter().map(|file| file.sha256).collect(),
                letters: 0,
                messages: 0,
            });
        }
        Ok(gone)
    }
}
