use std::process::ExitCode;

use clap::Subcommand;
use domain::audit::{Act, Deed};
use jiff::Timestamp;

use super::flags::Flags;
use super::{Failure, say};
use crate::assemble::ready;
use crate::audit::console;
use crate::forwarding::{self, Retried};

#[derive(Subcommand)]
pub enum Action {
    /// 有多少在等，哪些停住了
    Status {
        #[command(flatten)]
        flags: Flags,
    },
    /// 让停住的再转送一次
    Retry {
        /// 任务号、事项编号，或 all
        #[arg(default_value = "all")]
        which: String,
        #[command(flatten)]
        flags: Flags,
    },
}

pub async fn run(action: Action) -> Result<ExitCode, Failure> {
    match action {
        Action::Status { flags } => {
            let ground = ready(&flags.settings()?).await?;
            say(forwarding::report(&ground.store).await.map_err(Failure::work)?.trim_end());
        }
        Action::Retry { which, flags } => {
            let ground = ready(&flags.settings()?).await?;
            let retried = forwarding::retry(&ground.store, &which, Timestamp::now()).await.map_err(Failure::work)?;
            match retried {
                Retried::Jobs(count) => {
                    let act = Act::new(Timestamp::now(), console(), Deed::Retried, &which);
                    ground.store.note(&act.with_detail(format!("{count} 件"))).await.map_err(Failure::work)?;
                    say(format!("已重新安排 {count} 件"));
                }
                Retried::Nothing => return Err(Failure::Work(format!("没有停住的转送符合“{which}”"))),
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
