use std::fs::OpenOptions;
use std::io::BufWriter;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Subcommand;
use domain::audit::{Act, Deed, Fault};
use domain::track::local_minute;
use jiff::Timestamp;
use serde_json::json;
use storage::{Findings, Sealing, Store};

use super::flags::Flags;
use super::{Failure, say};
use crate::assemble::{keys, ready};
use crate::audit::{Keeper, Pruned, Verified, console};
use crate::clock::SystemRandom;
use crate::settings::{SettingFault, Settings};

#[derive(Subcommand)]
pub enum Action {
    /// 核对全部审计记录：改过、删过、换过位置的都会列出来
    Verify {
        /// 用 JSON 输出
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        flags: Flags,
    },
    /// 把审计记录连同哈希写进文件，可以拿到别处核对
    Export {
        /// 新文件，每行一条 JSON
        file: PathBuf,
        #[command(flatten)]
        flags: Flags,
    },
    /// 清理超过留存月数的审计记录，留下签名的标记
    Prune {
        #[command(flatten)]
        flags: Flags,
    },
}

pub async fn run(action: Action) -> Result<ExitCode, Failure> {
    match action {
        Action::Verify { json, flags } => verify(&flags.settings()?, json).await,
        Action::Export { file, flags } => export(&flags.settings()?, &file).await,
        Action::Prune { flags } => prune(&flags.settings()?).await,
    }
}

/// Seals what a command has just done, and says when there is something to look into.
pub(super) async fn seal(keeper: &Keeper) -> Result<(), Failure> {
    match keeper.seal(Timestamp::now()).await.map_err(Failure::work)? {
        Sealing::Broken(_) => say("审计记录不完整，请运行 yaoan audit verify"),
        Sealing::Nothing | Sealing::Sealed(_) => {}
    }
    Ok(())
}

/// Ends with 1 when anything is not as it was written.
async fn verify(settings: &Settings, as_json: bool) -> Result<ExitCode, Failure> {
    let found = keeper(settings).await?.0.verify().await.map_err(Failure::work)?;
    if as_json {
        say(in_json(&found))
    } else {
        say(in_words(&found))
    }
    Ok(if found.checked.findings.is_whole() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn export(settings: &Settings, file: &Path) -> Result<ExitCode, Failure> {
    let (keeper, store) = keeper(settings).await?;
    // Names of staff stand in it.
    let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
    let opened = opened.map_err(|error| Failure::Work(format!("{}：{error}", file.display())))?;
    let now = Timestamp::now();
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    store.note(&Act::new(now, console(), Deed::AuditExported, name)).await.map_err(Failure::work)?;
    seal(&keeper).await?;
    let rows = keeper.export(&mut BufWriter::new(opened)).await.map_err(Failure::work)?;
    say(format!("已导出 {rows} 行到 {}", file.display()));
    Ok(ExitCode::SUCCESS)
}

async fn prune(settings: &Settings) -> Result<ExitCode, Failure> {
    let (keeper, _) = keeper(settings).await?;
    let Some(months) = settings.audit_keep_months else {
        return Err(SettingFault::new("audit_keep_months", "没有设置，审计记录一直保存，不清理").into());
    };
    match keeper.prune(months, console(), Timestamp::now()).await.map_err(Failure::work)? {
        Pruned::Removed(cut) => say(format!("已清理到第 {} 行，留下 {months} 个月", cut.seq)),
        Pruned::NothingOld => say(format!("没有超过 {months} 个月的审计记录")),
        Pruned::NotWhole(findings) => {
            say(listed(&findings));
            return Err(Failure::Work("审计记录不完整，先查清再清理".to_owned()));
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn keeper(settings: &Settings) -> Result<(Keeper, Store), Failure> {
    let ground = ready(settings).await?;
    let keys = keys(settings, &ground.store, Arc::new(SystemRandom)).await?;
    Ok((Keeper::new(ground.store.clone(), Arc::new(keys), &settings.data), ground.store))
}

fn in_words(found: &Verified) -> String {
    let checked = &found.checked;
    let mut lines = Vec::new();
    if let Some(cut) = &checked.cut {
        lines.push(format!("第 {} 行以前（含）的记录已按留存期限清理（{}）", cut.seq, minute(cut.at)));
    }
    match &checked.sealed {
        Some(seal) => lines.push(format!("封签到第 {} 行（{}）", seal.seq, minute(seal.at))),
        None => lines.push("还没有封签：光靠哈希，能改数据库的人也能重算。启动门户后会自动封签".to_owned()),
    }
    if !found.anchored {
        lines.push("数据目录里没有封签文件 audit-seal.json，查不出末尾连同封签一起被删".to_owned());
    }
    let rows = checked.last.saturating_sub(checked.first).saturating_add(1);
    if checked.findings.is_whole() {
        lines.push(format!("完整：共 {rows} 行，第 {} 行到第 {} 行", checked.first, checked.last));
    } else {
        lines.push(listed(&checked.findings));
        lines.push(
            "如果刚从备份恢复过数据库，末尾缺少的记录可能就是备份以后的；先查清，再把 audit-seal.json 移走另存"
                .to_owned(),
        );
    }
    lines.join("\n")
}

/// One fault a line.
fn listed(findings: &Findings) -> String {
    let mut lines: Vec<String> = findings.faults.iter().map(Fault::words).collect();
    if findings.more > 0 {
        lines.push(format!("另有 {} 处没有列出", findings.more));
    }
    let count = u64::try_from(findings.faults.len()).unwrap_or(u64::MAX).saturating_add(findings.more);
    lines.push(format!("不完整：共 {count} 处不对"));
    lines.join("\n")
}

fn in_json(found: &Verified) -> serde_json::Value {
    let checked = &found.checked;
    let faults: Vec<_> = checked
        .findings
        .faults
        .iter()
        .map(|fault| {
            json!({"row": fault.row, "subject": fault.subject, "what": fault.kind.as_str(), "words": fault.words()})
        })
        .collect();
    json!({
        "whole": checked.findings.is_whole(),
        "first": checked.first,
        "last": checked.last,
        "sealed_to": checked.sealed.as_ref().map(|seal| seal.seq),
        "removed_to": checked.cut.as_ref().map(|cut| cut.seq),
        "sealed_outside": found.anchored,
        "faults": faults,
        "more": checked.findings.more,
    })
}

fn minute(micros: i64) -> String {
    Timestamp::from_microsecond(micros).map(local_minute).unwrap_or_default()
}
