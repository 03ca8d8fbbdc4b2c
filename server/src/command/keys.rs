use std::process::ExitCode;
use std::sync::Arc;

use clap::Subcommand;
use jiff::Timestamp;
use storage::{SealedKind, SealedRow, Store};
use uuid::Uuid;

use super::flags::Flags;
use super::{Failure, say};
use crate::assemble::{keys, ready};
use crate::audit::console;
use crate::clock::SystemRandom;
use crate::data_folder;
use crate::keys::{KeyError, Keyring};
use crate::settings::{SettingFault, Settings};
use domain::audit::{Act, Deed};
use storage::Sealed;

/// Rows read at once.
const PAGE: u32 = 500;

#[derive(Subcommand)]
pub enum Action {
    /// 每把主密钥封着多少内容
    Status {
        #[command(flatten)]
        flags: Flags,
    },
    /// 换一把新的主密钥，已封存的内容改用它封；要先停下服务
    Rotate {
        #[command(flatten)]
        flags: Flags,
    },
    /// 去掉一把不再封着任何内容的旧主密钥；要先停下服务
    Retire {
        /// 主密钥的 id
        id: String,
        #[command(flatten)]
        flags: Flags,
    },
}

pub async fn run(action: Action) -> Result<ExitCode, Failure> {
    match action {
        Action::Status { flags } => status(&flags.settings()?).await?,
        Action::Rotate { flags } => rotate(&flags.settings()?).await?,
        Action::Retire { id, flags } => retire(&flags.settings()?, &id).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn status(settings: &Settings) -> Result<(), Failure> {
    let ground = ready(settings).await?;
    let ring = keys(settings, &ground.store, Arc::new(SystemRandom)).await?;
    say(format!("现在用的主密钥：{}", ring.current()));
    for kind in SealedKind::ALL {
        for (id, rows) in ground.store.keys_in_use(kind).await.map_err(Failure::work)? {
            say(format!("{id}  {}  {rows}", words(kind)));
        }
    }
    Ok(())
}

/// A run that was broken off goes on where it stopped when it is started again: what still carries
/// another key is sealed anew, and no second fresh key is made for that.
async fn rotate(settings: &Settings) -> Result<(), Failure> {
    let _hold = hold(settings)?;
    let store = ready(settings).await?.store;
    let random = Arc::new(SystemRandom);
    let ring = keys(settings, &store, random.clone()).await?;
    if left(&store, ring.current()).await? == 0 {
        let id = Keyring::add_master(&settings.key_file, &*random).map_err(Failure::work)?;
        note(&store, Deed::KeyRotated, &id).await?;
        say(format!("新的主密钥：{id}。请马上备份密钥文件 {}", settings.key_file.display()));
    } else {
        say(format!("接着上次没有做完的，主密钥 {}", ring.current()));
    }
    let ring = keys(settings, &store, random).await?;
    for kind in SealedKind::ALL {
        say(format!("{}：改封 {} 件", words(kind), reseal_all(&store, &ring, kind).await?));
    }
    Ok(())
}

async fn retire(settings: &Settings, id: &str) -> Result<(), Failure> {
    let _hold = hold(settings)?;
    let store = ready(settings).await?.store;
    for kind in SealedKind::ALL {
        let used = store.keys_in_use(kind).await.map_err(Failure::work)?;
        if let Some((_, rows)) = used.iter().find(|(key, _)| key == id) {
            return Err(Failure::Work(format!("{id} 还封着{} {rows} 件，先运行 yaoan keys rotate", words(kind))));
        }
    }
    Keyring::drop_master(&settings.key_file, &SystemRandom, id).map_err(Failure::work)?;
    note(&store, Deed::KeyRetired, id).await?;
    say(format!("主密钥 {id} 已去掉。旧的备份里还有它，请一并销毁"));
    Ok(())
}

async fn reseal_all(store: &Store, ring: &Keyring, kind: SealedKind) -> Result<u64, Failure> {
    let (mut done, mut after) = (0, Uuid::nil());
    loop {
        let rows = store.sealed_otherwise(kind, ring.current(), after, PAGE).await.map_err(Failure::work)?;
        let Some(last) = rows.last() else {
            return Ok(done);
        };
        after = last.owner;
        for row in &rows {
            let anew = anew(ring, kind, row)
                .map_err(|error| Failure::Work(format!("{} {}：{error}", words(kind), row.owner)))?;
            done += u64::from(store.reseal(kind, row, &anew).await.map_err(Failure::work)?);
        }
    }
}

fn anew(ring: &Keyring, kind: SealedKind, row: &SealedRow) -> Result<Sealed, KeyError> {
    match kind {
        SealedKind::Attachment | SealedKind::Picture | SealedKind::FieldFile => {
            ring.rewrap(row.owner, &row.sealed.key_id, &row.sealed.blob)
        }
        SealedKind::Identity
        | SealedKind::Letter
        | SealedKind::Totp
        | SealedKind::OfficerPhone
        | SealedKind::FieldReport
        | SealedKind::FieldVariant
        | SealedKind::FieldPiece
        | SealedKind::Reaction
        | SealedKind::QuestionContact
        | SealedKind::DoorContact => ring.reseal(row.owner, &row.sealed),
    }
}

/// Rows that another key seals.
async fn left(store: &Store, current: &str) -> Result<u64, Failure> {
    let mut left = 0;
    for kind in SealedKind::ALL {
        let used = store.keys_in_use(kind).await.map_err(Failure::work)?;
        left += used.into_iter().filter(|(key, _)| key != current).map(|(_, rows)| rows).sum::<u64>();
    }
    Ok(left)
}

/// A running server would go on sealing with the key it has read.
fn hold(settings: &Settings) -> Result<data_folder::Hold, Failure> {
    data_folder::hold(&settings.data)
        .map_err(|why| Failure::Setting(SettingFault { name: "data".to_owned(), why: why.to_string() }))
}

async fn note(store: &Store, deed: Deed, id: &str) -> Result<(), Failure> {
    let act = Act::new(Timestamp::now(), console(), deed, id);
    store.note(&act).await.map_err(Failure::work)
}

fn words(kind: SealedKind) -> &'static str {
    match kind {
        SealedKind::Identity => "身份信息",
        SealedKind::Attachment => "照片和录音",
        SealedKind::Picture => "采编图片",
        SealedKind::Letter => "文书里的身份信息",
        SealedKind::Totp => "动态口令",
        SealedKind::OfficerPhone => "信息员电话",
        SealedKind::FieldReport => "信息员上报",
        SealedKind::FieldVariant => "信息员上报的另一份",
        SealedKind::FieldFile => "信息员的照片和录音",
        SealedKind::FieldPiece => "还没传完的照片、录音",
        SealedKind::Reaction => "居民报的不良反应",
        SealedKind::QuestionContact => "咨询人的电话",
        SealedKind::DoorContact => "上门收药的联系方式",
    }
}
