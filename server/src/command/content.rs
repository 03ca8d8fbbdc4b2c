use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;

use super::{Failure, say};
use crate::library;

#[derive(Subcommand)]
pub enum Action {
    /// 检查内容目录，逐条指出文件、行和问题
    Check {
        /// 内容目录，例如 content
        dir: PathBuf,
    },
}

/// Ends with 1 when there is anything to mend.
pub fn run(action: &Action) -> Result<ExitCode, Failure> {
    let Action::Check { dir } = action;
    if !dir.is_dir() {
        return Err(Failure::Work(format!("{} 不是目录", dir.display())));
    }
    let faults = library::check(dir);
    for fault in &faults {
        say(fault);
    }
    if faults.is_empty() {
        say("内容没有发现问题");
        return Ok(ExitCode::SUCCESS);
    }
    say(format!("共 {} 处要改", faults.len()));
    Ok(ExitCode::FAILURE)
}
