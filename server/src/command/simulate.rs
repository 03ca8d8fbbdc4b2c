use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use clap::Args;
use jiff::Timestamp;

use super::flags::Flags;
use super::{Failure, say};
use crate::assemble::house;
use crate::simulation::{self, Dice, Plan, TurnedClock};

#[derive(Args)]
pub struct Simulation {
    /// 提交多少次；一次提交可以成为两件事项
    #[arg(long, default_value_t = 10_000)]
    matters: u32,
    /// 哪一年
    #[arg(long, default_value_t = 2026)]
    year: i16,
    /// 种子：相同的种子，相同的一年
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    flags: Flags,
}

/// Ends with 1 when anything that must be true is not.
pub async fn run(asked: Simulation) -> Result<ExitCode, Failure> {
    let settings = asked.flags.settings()?;
    let plan = Plan { reports: asked.matters, year: asked.year, seed: asked.seed };
    let clock = Arc::new(TurnedClock::at(Timestamp::UNIX_EPOCH));
    let house = house(&settings, clock.clone(), Arc::new(Dice::seeded(plan.seed))).await?;
    let begun = Instant::now();
    let (summary, broken) = simulation::run(&house, clock, plan).await.map_err(Failure::work)?;
    house.reception.close().await;
    say(&summary);
    say(format!("用时 {} 秒", begun.elapsed().as_secs()));
    for one in &broken {
        say(format!("不成立：{one}"));
    }
    if broken.is_empty() {
        say("核对全部成立：状态等于经过、到期日、件数、告知、线索、超期标记、搜索、身份、审计");
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}
