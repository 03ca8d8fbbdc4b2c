//! Brings all texts out into files, and files in.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::folder;
use crate::assemble::{self, ground};
use crate::clock::{Clock, SystemClock, SystemRandom};
use crate::command::flags::Flags;
use crate::command::{Failure, say};
use crate::library::Shelf;
use crate::newsroom::{Carried, NewsDesk, Outcome};

#[derive(Args)]
pub struct Export {
    /// 写到哪个目录：不存在或者是空的
    dir: PathBuf,
    #[command(flatten)]
    flags: Flags,
}

#[derive(Args)]
pub struct Import {
    /// 内容目录：articles、disclosures、alerts、notices、campaigns、leaflets
    dir: PathBuf,
    /// 新的内容直接发布：只用在别处已经审签过的；不写就进草稿，在办件台审
    #[arg(long)]
    published: bool,
    #[command(flatten)]
    flags: Flags,
}

/// Writes what is published, byte for byte, beside everything else a content folder holds.
pub async fn export(asked: Export) -> Result<ExitCode, Failure> {
    let Export { dir, flags } = asked;
    if std::fs::read_dir(&dir).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Failure::Usage(format!("{} 不是空目录，不覆盖", dir.display())));
    }
    let (newsroom, shelf) = opened(flags).await?;
    let carried = newsroom.carried(&shelf).await.map_err(Failure::work)?;
    for Carried { path, bytes } in &carried {
        write(&dir, path, bytes)?;
    }
    say(format!("写出 {} 个文件到 {}", carried.len(), dir.display()));
    Ok(ExitCode::SUCCESS)
}

/// Takes a folder's texts in: those that are there as they are stay untouched, changed ones become a
/// correction to be reviewed, new ones a draft.
pub async fn import(asked: Import) -> Result<ExitCode, Failure> {
    let Import { dir, published, flags } = asked;
    folder(&dir)?;
    let (newsroom, _) = opened(flags).await?;
    let at = SystemClock.now();
    let outcomes = newsroom.import(&Shelf::Folder(dir), published, at).await.map_err(Failure::work)?;
    let mut refused = false;
    for (name, outcome) in outcomes {
        match outcome {
            Outcome::Same => continue,
            Outcome::Published => say(format!("{name}\t发布")),
            Outcome::Drafted => say(format!("{name}\t新草稿")),
            Outcome::Changed => say(format!("{name}\t改动成了待审的一稿")),
            Outcome::Refused(why) => {
                refused = true;
                say(format!("{name}\t没有导入：{why}"));
            }
        }
    }
    Ok(if refused { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

async fn opened(flags: Flags) -> Result<(NewsDesk, Shelf), Failure> {
    let ground = ground(&flags.settings()?).await?;
    let pending = ground.store.pending_migrations().await.map_err(Failure::work)?;
    if !pending.is_empty() {
        return Err(Failure::Work(format!("数据库要先升级：{}。请运行 yaoan migrate", pending.join("、"))));
    }
    assemble::newsroom(ground, Arc::new(SystemClock), Arc::new(SystemRandom))
}

fn write(dir: &Path, path: &str, bytes: &[u8]) -> Result<(), Failure> {
    let to = dir.join(path);
    let failed = |error: std::io::Error| Failure::Work(format!("{} 写不进去：{error}", to.display()));
    if let Some(parent) = to.parent() {
        std::fs::create_dir_all(parent).map_err(failed)?;
    }
    std::fs::write(&to, bytes).map_err(failed)
}
