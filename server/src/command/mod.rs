//! The command line: one file a command. Wrong usage and wrong settings end with 2 and one line
//! that names what is wrong; a command that could not do its work ends with 1.

mod audit;
mod check_number;
mod content;
mod flags;
mod forward;
mod keys;
mod law;
mod leaving;
mod migrate;
mod retention;
mod serve;
mod simulate;
mod user;

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::library::{Fault, Shelf};
use crate::settings::SettingFault;
use flags::Flags;

/// 药安：县区药品安全便民服务门户
#[derive(Parser)]
#[command(name = "yaoan", version, disable_help_subcommand = true)]
struct Yaoan {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// 启动门户
    Serve(serve::Serving),
    /// 建立或升级数据库
    Migrate(Flags),
    /// 管理工作人员账号
    User {
        #[command(subcommand)]
        action: user::Action,
    },
    /// 核对、导出、清理审计记录
    Audit {
        #[command(subcommand)]
        action: audit::Action,
    },
    /// 内容：检查、找出个人信息、清理粘贴、导出、导入
    Content {
        #[command(subcommand)]
        action: content::Action,
    },
    /// 认一认盒子上、证上的号码（JSON）
    CheckNumber(check_number::Asked),
    /// 用编造的一年检验全部规则；只在空数据库上运行
    Simulate(simulate::Simulation),
    /// 法定时限：列出、计算到期日
    Law {
        #[command(subcommand)]
        action: law::Action,
    },
    /// 保存期限：列出、销毁到期的身份信息、照片、录音和不良反应内容
    Retention {
        #[command(subcommand)]
        action: retention::Action,
    },
    /// 主密钥：看用量、更换、去掉旧的
    Keys {
        #[command(subcommand)]
        action: keys::Action,
    },
    /// 查看、重试向 12315 的转送
    Forward {
        #[command(subcommand)]
        action: forward::Action,
    },
}

/// Why a command ends early.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Setting(#[from] SettingFault),
    /// What was typed behind the command's name is wrong; one line.
    #[error("{0}")]
    Usage(String),
    /// The work could not be done; one line for the person at the console.
    #[error("{0}")]
    Work(String),
}

impl Failure {
    pub fn work(error: impl std::fmt::Display) -> Self {
        Self::Work(error.to_string())
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        vec![fault].into()
    }
}

impl From<Vec<Fault>> for Failure {
    fn from(faults: Vec<Fault>) -> Self {
        Self::Work(format!("内容有 {} 处要改：\n{}", faults.len(), lines(&faults)))
    }
}

/// A fault a line, each with its file.
pub fn lines(faults: &[Fault]) -> String {
    let lines: Vec<_> = faults.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// The files somebody named, or those of the binary.
fn shelf(content: Option<&Path>) -> Result<Shelf, Failure> {
    match content {
        None => Ok(Shelf::BuiltIn),
        Some(folder) if folder.is_dir() => Ok(Shelf::Folder(folder.to_owned())),
        Some(other) => Err(Failure::Usage(format!("内容目录 {} 不存在", other.display()))),
    }
}

/// Reads the command line and does what it says.
#[must_use]
pub fn run() -> ExitCode {
    let command = match Yaoan::try_parse() {
        Ok(yaoan) => yaoan.command,
        Err(help_or_fault) => help_or_fault.exit(),
    };
    match dispatch(command) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("yaoan：{failure}");
            match failure {
                Failure::Setting(_) | Failure::Usage(_) => ExitCode::from(2),
                Failure::Work(_) => ExitCode::from(1),
            }
        }
    }
}

fn dispatch(command: Command) -> Result<ExitCode, Failure> {
    match command {
        // Checking content or a number needs no database and no runtime.
        Command::Content { action } => content::run(action),
        Command::Law { action } => law::run(&action),
        Command::CheckNumber(asked) => check_number::run(&asked),
        Command::Simulate(asked) => runtime()?.block_on(simulate::run(asked)),
        Command::Serve(asked) => runtime()?.block_on(serve::run(asked)),
        Command::Migrate(flags) => runtime()?.block_on(migrate::run(flags.settings()?)),
        Command::Audit { action } => runtime()?.block_on(audit::run(action)),
        Command::User { action } => runtime()?.block_on(user::run(action)),
        Command::Retention { action } => runtime()?.block_on(retention::run(action)),
        Command::Keys { action } => runtime()?.block_on(keys::run(action)),
        Command::Forward { action } => runtime()?.block_on(forward::run(action)),
    }
}

fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::work)
}

/// Prints a line for the person at the console. Whoever reads through a pipe may stop reading early
/// (`| head`), which is no fault.
fn say(line: impl std::fmt::Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
