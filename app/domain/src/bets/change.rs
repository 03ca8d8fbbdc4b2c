use super::{BETS_MOST, Bet, Bets, GOALS_MOST, Goal, WORD_MOST, WORDS_MOST, folded};
use crate::columns::{ChangeRefused, fault, line, sound};
use crate::report::FieldError;

/// What may be done to them. They are named by their place in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Add(Bet),
    Edit(usize, Bet),
    Drop(usize),
}

impl Bets {
    /// What there is after a change. Whether a text can be read is for the caller to find out first.
    ///
    /// # Errors
    /// Why it may not be made.
    pub fn changed(&self, change: &Change) -> Result<Self, ChangeRefused> {
        let mut after = self.clone();
        match change {
            Change::Add(bet) => {
                if self.all.len() >= BETS_MOST {
                    return Err(ChangeRefused::NotNow("首选最多 300 条，先删掉用不着的。"));
                }
                sound(bet.faults(self.all.iter()))?;
                after.all.push(bet.clone());
            }
            Change::Edit(place, bet) => {
                let own = after.all.get_mut(*place).ok_or(ChangeRefused::Gone)?;
                let others = self.all.iter().enumerate().filter(|(other, _)| other != place);
                sound(bet.faults(others.map(|(_, other)| other)))?;
                own.clone_from(bet);
            }
            Change::Drop(place) => {
                after.all.get(*place).ok_or(ChangeRefused::Gone)?;
                after.all.remove(*place);
            }
        }
        Ok(after)
    }
}

impl Change {
    /// What it was about and what was done, for the audit trail. `before`: as it was.
    #[must_use]
    pub fn words(&self, before: &Bets) -> (String, String) {
        let name = |place: &usize| before.all.get(*place).map_or("", Bet::name).to_owned();
        match self {
            Self::Add(bet) => (bet.name().to_owned(), format!("新建搜索首选：{}", bet.words())),
            Self::Edit(place, bet) => (name(place), format!("改搜索首选：{}", bet.words())),
            Self::Drop(place) => (name(place), "删除搜索首选".to_owned()),
        }
    }
}

impl Bet {
    fn faults<'b>(&self, others: impl Iterator<Item = &'b Bet> + Clone) -> Vec<FieldError> {
        let mut faults = Vec::new();
        if self.words.is_empty() || self.words.len() > WORDS_MOST {
            faults.push(fault("words", format!("请填写 1 到 {WORDS_MOST} 个居民会搜的词")));
        }
        faults.extend(self.words.iter().find_map(|word| line("words", word, "每个词", WORD_MOST)));
        faults.extend(self.words.iter().find_map(|word| {
            let taken = others.clone().find(|other| other.answers(word))?;
            Some(fault("words", format!("“{word}”已经写在“{}”那一条里，请先从那一条里去掉", taken.name())))
        }));
        let words: Vec<String> = self.words.iter().map(|word| folded(word)).collect();
        faults.extend(twice(&words).map(|word| fault("words", format!("“{word}”写了两次"))));
        if self.to.is_empty() || self.to.len() > GOALS_MOST {
            faults.push(fault("to", format!("请填写 1 到 {GOALS_MOST} 个网址，一行一个")));
        }
        faults.extend(twice(&self.to).map(|goal| fault("to", format!("“{}”写了两次", goal.path()))));
        faults
    }

    fn words(&self) -> String {
        let goals: Vec<String> = self.to.iter().map(Goal::path).collect();
        format!("{} → {}", self.words.join("、"), goals.join("、"))
    }
}

/// The first that stands in a list again.
fn twice<T: PartialEq>(all: &[T]) -> Option<&T> {
    all.iter().enumerate().find(|(place, one)| all.iter().take(*place).any(|other| other == *one)).map(|(_, one)| one)
}
