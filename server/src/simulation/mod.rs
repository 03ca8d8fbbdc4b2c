//! A year of a bureau's work, made up from a seed and driven through the real services by a clock
//! that the simulation turns; afterwards everything that must be true is checked.

mod case;
mod check;
mod complaint;
mod dice;
mod people;
mod report;
mod summary;
mod tip;
mod turn;
mod wrong;
mod year;

use std::sync::Arc;

use domain::ports::Internal;

pub use check::Broken;
pub use dice::{Dice, TurnedClock};
pub use summary::Summary;

use crate::assemble::House;
use people::People;
use year::Year;

/// What is to be simulated.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Reports that come in; one that wants both becomes two matters.
    pub reports: u32,
    pub year: i16,
    pub seed: u64,
}

#[derive(Debug, thiserror::Error)]
pub enum Failed {
    #[error("这个数据库里已经有账号或者事项；模拟要用空的数据库")]
    NotEmpty,
    #[error("年份 {0} 不能模拟")]
    Year(i16),
    #[error("模拟不能继续：{0}")]
    Internal(#[from] Internal),
}

/// Simulates a year in an empty house whose clock and randomness are the plan's.
///
/// # Errors
/// [`Failed::NotEmpty`] where anything is kept already; nothing was changed then.
pub async fn run(house: &House, clock: Arc<TurnedClock>, plan: Plan) -> Result<(Summary, Vec<Broken>), Failed> {
    let store = &house.services.store;
    let fresh = store.is_new().await.map_err(Internal::from)?;
    let used = !fresh
        && (store.holds_matters().await.map_err(Internal::from)?
            || !store.list_staff().await.map_err(Internal::from)?.is_empty());
    if used {
        return Err(Failed::NotEmpty);
    }
    store.migrate().await.map_err(Internal::from)?;
    let mut year = Year::begin(house, clock.clone(), plan).ok_or(Failed::Year(plan.year))?;
    let people = People::hire(house).await?;
    year.pass(&people).await?;
    house.ledger.inspect_all().await.map_err(Internal::from)?;
    let broken = check::everything(house, &people, &year).await?;
    Ok((year.into_summary(house).await?, broken))
}
