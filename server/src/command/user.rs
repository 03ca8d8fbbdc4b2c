use std::process::ExitCode;
use std::sync::Arc;

use clap::Subcommand;
use domain::access::Role;
use domain::ports::{AccountError, Accounts, NewStaff};
use jiff::Timestamp;

use super::audit::seal;
use super::flags::Flags;
use super::leaving::{self, Leaving};
use super::{Failure, say};
use crate::accounts::{Directory, one_time_password};
use crate::assemble::{keys, ready};
use crate::audit::{Keeper, console};
use crate::clock::SystemRandom;
use crate::settings::{SettingFault, Settings};

#[derive(Subcommand)]
pub enum Action {
    /// 添加工作人员，打印一次性密码
    Add {
        /// 登录名：2 到 32 个小写字母、数字、点、横线或下划线
        #[arg(long)]
        login: String,
        /// 姓名
        #[arg(long)]
        name: String,
        /// 岗位：clerk handler lead leader editor officer coordinator admin security_admin auditor
        #[arg(long)]
        role: String,
        /// 单位，站点文件里的 key
        #[arg(long)]
        unit: String,
        #[command(flatten)]
        flags: Flags,
    },
    /// 列出账号
    List {
        #[command(flatten)]
        flags: Flags,
    },
    /// 停用账号，立即退出登录；还在承办的事项先交给同事或者交回本单位
    Disable {
        login: String,
        /// 在办事项交给谁：同一单位同事的登录名
        #[arg(long, value_name = "LOGIN", conflicts_with = "back_to_unit")]
        hand_to: Option<String>,
        /// 在办事项交回本单位，另行指定承办人
        #[arg(long)]
        back_to_unit: bool,
        #[command(flatten)]
        flags: Flags,
    },
    /// 重置密码和动态口令，打印一次性密码
    Reset {
        login: String,
        #[command(flatten)]
        flags: Flags,
    },
}

pub async fn run(action: Action) -> Result<ExitCode, Failure> {
    match action {
        Action::Add { login, name, role, unit, flags } => {
            let role = Role::parse(&role)
                .ok_or_else(|| SettingFault::new("role", "没有这个岗位，见 yaoan user add --help"))?;
            let (directory, keeper) = directory(&flags.settings()?).await?;
            let password = one_time_password(&SystemRandom);
            let staff = NewStaff {
                login: login.clone(),
                name,
                role,
                unit,
                password: password.clone(),
                must_change_password: true,
                totp_secret: None,
            };
            directory.add(staff, &console(), Timestamp::now()).await.map_err(explained)?;
            seal(&keeper).await?;
            say(format!("已添加 {login}（{}）\n一次性密码：{password}\n只显示这一次，第一次登录要改", role.words()));
        }
        Action::List { flags } => {
            for entry in directory(&flags.settings()?).await?.0.list().await.map_err(Failure::work)? {
                let state = if entry.disabled { "已停用" } else { "可用" };
                let factor = if entry.has_totp { "有动态口令" } else { "无动态口令" };
                let (login, name, role, unit) = (entry.login, entry.name, entry.role.words(), entry.unit);
                say(format!("{login}\t{name}\t{role}\t{unit}\t{state}\t{factor}"));
            }
        }
        Action::Disable { login, hand_to, back_to_unit, flags } => {
            return leaving::run(Leaving { login, hand_to, back_to_unit }, flags).await;
        }
        Action::Reset { login, flags } => {
            let (directory, keeper) = directory(&flags.settings()?).await?;
            let password = directory.reset(&login, &console(), Timestamp::now()).await.map_err(explained)?;
            seal(&keeper).await?;
            say(format!("已重置 {login}\n一次性密码：{password}\n只显示这一次，第一次登录要改"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn directory(settings: &Settings) -> Result<(Directory, Keeper), Failure> {
    let ground = ready(settings).await?;
    let random = Arc::new(SystemRandom);
    let keys = Arc::new(keys(settings, &ground.store, random.clone()).await?);
    let keeper = Keeper::new(ground.store.clone(), keys.clone(), &settings.data);
    let directory = Directory::new(ground.store, keys, ground.site, random, false).map_err(Failure::work)?;
    Ok((directory, keeper))
}

/// A refusal with the messages of its fields, which at a console stand in one line.
pub(super) fn explained(error: AccountError) -> Failure {
    match error {
        AccountError::Invalid(faults) => {
            Failure::Work(faults.into_iter().map(|fault| fault.message).collect::<Vec<_>>().join("；"))
        }
        other => Failure::work(other),
    }
}
