use std::process::ExitCode;

use super::{Failure, say};
use crate::assemble::ground;
use crate::settings::Settings;

/// Brings the database to what this version needs; says each step by name.
pub async fn run(settings: Settings) -> Result<ExitCode, Failure> {
    let ground = ground(&settings).await?;
    let applied = ground.store.migrate().await.map_err(Failure::work)?;
    for name in &applied {
        say(format!("已升级：{name}"));
    }
    if applied.is_empty() {
        say("数据库已经是最新的");
    }
    Ok(ExitCode::SUCCESS)
}
