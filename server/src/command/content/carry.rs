//! Brings all texts out into files, and files in.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::folder;
use crate::assemble::{self, Writing, ready};
use crate::clock::{Clock, SystemClock, SystemRandom};
use crate::command::flags::Flags;
use crate::command::{Failure, say};
use crate::library::{ORIGINALS, Shelf};
use crate::newsroom::{Carried, Outcome};

const WARNING: &str = "注意：originals/ 里是上传时的原图，裁掉的、遮住的（脸、车牌、证件号）和拍摄地点都看得见。\
    只用来搬到另一个门户；不要放进 git，不要发给别人，导入以后就删掉。";

#[derive(Args)]
pub struct Export {
    /// 写到哪个目录：不存在或者是空的
    dir: PathBuf,
    /// 连原图一起写出：裁掉的、遮住的（脸、车牌、证件号）和拍摄地点都在里面，只用来搬家
    #[arg(long)]
    originals: bool,
    #[command(flatten)]
    flags: Flags,
}

#[derive(Args)]
pub struct Import {
    /// 内容目录：articles、disclosures、alerts、notices、campaigns、leaflets，pictures 里有说明的照片，和 recordings
    dir: PathBuf,
    /// 新的内容直接发布、听过的录音直接放：只用在别处已经审签过的；不写就进草稿，在办件台审
    #[arg(long)]
    published: bool,
    #[command(flatten)]
    flags: Flags,
}

/// Writes what is published, byte for byte, with its pictures as residents see them and its recordings, beside
/// everything else a content folder holds.
pub async fn export(asked: Export) -> Result<ExitCode, Failure> {
    let Export { dir, originals, flags } = asked;
    if std::fs::read_dir(&dir).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Failure::Usage(format!("{} 不是空目录，不覆盖", dir.display())));
    }
    let Writing { newsroom, album, carrier, shelf } = opened(flags).await?;
    let carried = newsroom.carried(&shelf).await.map_err(Failure::work)?;
    let carried = album.carried(carried, originals).await.map_err(Failure::work)?;
    let carried = carrier.carried(carried).await.map_err(Failure::work)?;
    for Carried { path, bytes } in &carried {
        write(&dir, path, bytes)?;
    }
    say(format!("写出 {} 个文件到 {}", carried.len(), dir.display()));
    if originals {
        eprintln!("{WARNING}");
    }
    Ok(ExitCode::SUCCESS)
}

/// Takes a folder's pictures in, then its texts, then their recordings: those that are there as they are stay untouched,
/// changed ones become a correction to be reviewed, new ones a draft.
pub async fn import(asked: Import) -> Result<ExitCode, Failure> {
    let Import { dir, published, flags } = asked;
    folder(&dir)?;
    let Writing { newsroom, album, carrier, .. } = opened(flags).await?;
    let (shelf, at) = (Shelf::Folder(dir), SystemClock.now());
    let unit = newsroom.site.unit.first().map(|unit| unit.key.clone()).unwrap_or_default();
    let mut outcomes = album.import(&shelf, &unit, at).await.map_err(Failure::work)?;
    outcomes.extend(newsroom.import(&shelf, published, at).await.map_err(Failure::work)?);
    outcomes.extend(carrier.import(&shelf, published, at).await.map_err(Failure::work)?);
    let mut refused = false;
    for (name, outcome) in outcomes {
        match outcome {
            Outcome::Same => continue,
            Outcome::Published => say(format!("{name}\t发布")),
            Outcome::Drafted => say(format!("{name}\t新草稿")),
            Outcome::TakenIn => say(format!("{name}\t收进图片库")),
            Outcome::Recorded if published => say(format!("{name}\t收进录音")),
            Outcome::Recorded => say(format!("{name}\t收进录音，有人听过再放")),
            Outcome::Changed => say(format!("{name}\t改动成了待审的一稿")),
            Outcome::Refused(why) => {
                refused = true;
                say(format!("{name}\t没有导入：{why}"));
            }
        }
    }
    Ok(if refused { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

async fn opened(flags: Flags) -> Result<Writing, Failure> {
    let settings = flags.settings()?;
    let ground = ready(&settings).await?;
    assemble::writing(&settings, ground, Arc::new(SystemClock), Arc::new(SystemRandom)).await
}

fn write(dir: &Path, path: &str, bytes: &[u8]) -> Result<(), Failure> {
    let to = dir.join(path);
    let failed = |error: std::io::Error| Failure::Work(format!("{} 写不进去：{error}", to.display()));
    if let Some(parent) = to.parent() {
        // Originals are for whoever carries them and for nobody else.
        let mode = if path.starts_with(ORIGINALS) { 0o700 } else { 0o777 };
        DirBuilder::new().recursive(true).mode(mode).create(parent).map_err(failed)?;
    }
    std::fs::write(&to, bytes).map_err(failed)
}
