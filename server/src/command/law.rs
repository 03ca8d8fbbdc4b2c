//! `yaoan law`: what the law's limits are and when they end, from the content alone.

mod due;
mod list;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use domain::law::Laws;

use super::{Failure, say, shelf};
use crate::library::{self, Loaded};

#[derive(Subcommand)]
pub enum Action {
    /// 算一个法定时限的到期日（JSON）
    Due {
        /// 时限编号，例如 T1，见 yaoan law list
        clock: String,
        /// 从哪一天（2026-02-13）或者哪一刻（2026-02-13T16:20:00+08:00）起算
        from: String,
        /// 不计入期限的检测、鉴定等时间，例如 2026-05-10..2026-05-30，可以写几次
        #[arg(long, value_name = "FROM..TO")]
        pause: Vec<String>,
        /// 按经批准延长后的期限算
        #[arg(long)]
        extend: bool,
        /// 按哪个地方的日历，区划代码，例如 530922
        #[arg(long, value_name = "CODE")]
        region: Option<String>,
        #[command(flatten)]
        shared: Shared,
    },
    /// 列出法定时限
    List {
        /// 输出 JSON
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        shared: Shared,
    },
}

#[derive(Args)]
pub struct Shared {
    /// 适用的办法：121（2026-04-15 起）或者 20（之前）；不写就按起算日
    #[arg(long, value_name = "VERSION")]
    law: Option<String>,
    /// 内容目录，默认用内置内容
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
}

pub fn run(action: &Action) -> Result<ExitCode, Failure> {
    match action {
        Action::Due { clock, from, pause, extend, region, shared } => {
            let content = content(shared)?;
            let asked = due::Asked { clock, from, pauses: pause, extend: *extend, region: region.as_deref() };
            let version = version(&content.laws, shared.law.as_deref())?;
            say(due::answer(&content, &asked, version)?);
        }
        Action::List { json, shared } => {
            let content = content(shared)?;
            let version = version(&content.laws, shared.law.as_deref())?;
            say(if *json { list::json(&content.laws, version) } else { list::table(&content.laws, version) });
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn content(shared: &Shared) -> Result<Loaded, Failure> {
    Ok(library::load_for_no_site(&shelf(shared.content.as_deref())?)?)
}

/// The key of the handling rules a person named: the key itself, 令121 or bare 121.
fn version<'a>(laws: &'a Laws, named: Option<&str>) -> Result<Option<&'a str>, Failure> {
    let Some(named) = named else { return Ok(None) };
    let wanted = named.trim().trim_start_matches('令');
    let mut keys = laws.clocks.iter().filter_map(|clock| clock.rules.as_deref());
    let fits = |key: &&str| *key == wanted || key.rsplit('-').next() == Some(wanted);
    let unknown = || Failure::Usage(format!("没有 {named} 这一版办法，可以写 121 或 20"));
    keys.find(fits).map(Some).ok_or_else(unknown)
}
