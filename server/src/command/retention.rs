use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Subcommand;
use domain::audit::{Act, Deed, Who};
use domain::track::{beijing, local_date};
use jiff::Timestamp;
use jiff::civil::Date;

use super::flags::Flags;
use super::{Failure, audit, say};
use crate::assemble::{keys, ready};
use crate::audit::{Keeper, console};
use crate::clock::SystemRandom;
use crate::media::Vault;
use crate::retention::{Certificate, Over, Retention};
use crate::settings::Settings;

#[derive(Subcommand)]
pub enum Action {
    /// 列出保存期限已满的事项、不良反应和仍要保留的原因，不改动任何内容
    Plan {
        /// 看哪一天会到期，例如 2027-01-01；不写是今天
        #[arg(long)]
        at: Option<Date>,
        #[command(flatten)]
        flags: Flags,
    },
    /// 销毁今天以前期满的身份信息、照片、录音和不良反应内容，写出证明；销毁后不能恢复
    Run {
        #[command(flatten)]
        flags: Flags,
    },
}

pub async fn run(action: Action) -> Result<ExitCode, Failure> {
    match action {
        Action::Plan { at, flags } => {
            plan(&flags.settings()?, at.unwrap_or_else(|| local_date(Timestamp::now()))).await?
        }
        Action::Run { flags } => destroy(&flags.settings()?).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn plan(settings: &Settings, on: Date) -> Result<(), Failure> {
    let (retention, _) = opened(settings).await?;
    for rule in &retention.laws.retention {
        say(rule.words());
    }
    say(retention.laws.question_retention.words());
    say(retention.laws.collect_retention.words());
    say(retention.laws.reaction_retention.words());
    let over = retention.plan(on).await.map_err(Failure::work)?;
    let reactions = retention.plan_reactions(on).await.map_err(Failure::work)?;
    let held = over.iter().filter(|one| !one.holds.is_empty()).count();
    over.iter().for_each(|one| say(line(one)));
    reactions.iter().for_each(|one| say(format!("{}  {} 期满  不良反应内容  可以销毁", one.row.number, one.last)));
    let all = over.len() + reactions.len();
    say(format!("{on}：期满 {all} 件，可以销毁 {} 件，仍要保留 {held} 件", all - held));
    Ok(())
}

/// Destroys, then keeps the certificate beside the data and its digest in the audit trail.
async fn destroy(settings: &Settings) -> Result<(), Failure> {
    let (retention, keeper) = opened(settings).await?;
    let (who, now) = (console(), Timestamp::now());
    let name = if let Who::Console { name } = &who { name.clone() } else { who.words() };
    let Some(certificate) = retention.run(&name, now).await.map_err(Failure::work)? else {
        say("没有期满可以销毁的内容");
        return Ok(());
    };
    let (file, digest) = kept(settings, &certificate)?;
    let named = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let detail = format!("{}；证明 SHA-256 {digest}", certificate.words());
    let act = Act::new(now, who, Deed::DataDestroyed, named).with_detail(detail);
    retention.store.note(&act).await.map_err(Failure::work)?;
    audit::seal(&keeper).await?;
    say(certificate.words());
    say(format!("证明：{}，SHA-256 {digest}", file.display()));
    say("备份里还有销毁以前的内容，按备份的保存期限到期清除");
    Ok(())
}

fn kept(settings: &Settings, certificate: &Certificate) -> Result<(PathBuf, String), Failure> {
    let (text, digest) = certificate.sealed().map_err(Failure::work)?;
    let name = certificate.at.to_zoned(beijing()).strftime("retention-%Y%m%d-%H%M%S.json").to_string();
    let file = settings.data.join(name);
    written(&file, &text).map_err(|error| Failure::Work(format!("{}：{error}", file.display())))?;
    Ok((file, digest))
}

fn written(file: &Path, text: &str) -> std::io::Result<()> {
    let mut opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    opened.write_all(text.as_bytes())?;
    opened.sync_all()
}

async fn opened(settings: &Settings) -> Result<(Retention, Keeper), Failure> {
    let ground = ready(settings).await?;
    let keys = Arc::new(keys(settings, &ground.store, Arc::new(SystemRandom)).await?);
    let vault = Vault::open(settings.data.join("vault")).map_err(Failure::work)?;
    let retention = Retention {
        store: ground.store.clone(),
        laws: ground.loaded.laws.clone(),
        calendar: Arc::new(ground.loaded.calendar.of(&ground.site.region)),
        vault: Arc::new(vault),
    };
    Ok((retention, Keeper::new(ground.store, keys, &settings.data)))
}

fn line(over: &Over) -> String {
    let identity = if over.losses.identity { "身份信息" } else { "没有身份信息" };
    let holds: Vec<_> = over.holds.iter().map(|hold| hold.words()).collect();
    let held = if holds.is_empty() { "可以销毁".to_owned() } else { format!("保留：{}", holds.join("、")) };
    format!("{}  {} 期满  {identity}，照片和录音 {} 份  {held}", over.row.number, over.last, over.losses.photos.len())
}
