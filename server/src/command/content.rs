mod carry;
mod check;
mod mask;
mod paste;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::Failure;

#[derive(Subcommand)]
pub enum Action {
    /// 检查内容目录，逐条指出文件、行和问题
    Check(Check),
    /// 找出文件里指向个人的内容和建议的写法，输出 JSON
    Mask(Mask),
    /// 把 Word、WPS 存成的网页变成干净的 Markdown
    Paste {
        /// 网页文件（HTML），UTF-8 或者 GB18030 编码
        file: PathBuf,
    },
    /// 把已发布的内容连同整个内容目录写成文件
    Export(Box<carry::Export>),
    /// 把内容目录里的文章、案例等收进采编台
    Import(Box<carry::Import>),
}

#[derive(Args)]
pub struct Check {
    /// 内容目录，例如 content
    dir: PathBuf,
    /// 每篇一行，列出阅读灯：绿、黄、红，生字和长句
    #[arg(long)]
    reading: bool,
    /// 同时列出提示（不拦发布的问题）
    #[arg(long)]
    notes: bool,
}

#[derive(Args)]
pub struct Mask {
    /// 要看的文本文件
    file: PathBuf,
    /// 内容目录（用其中的词表和区划），默认用内置内容
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
}

pub fn run(action: Action) -> Result<ExitCode, Failure> {
    match action {
        Action::Check(asked) => check::run(&asked),
        Action::Mask(asked) => mask::run(&asked),
        Action::Paste { file } => paste::run(&file),
        // The texts lie in the database.
        Action::Export(asked) => super::runtime()?.block_on(carry::export(*asked)),
        Action::Import(asked) => super::runtime()?.block_on(carry::import(*asked)),
    }
}

/// The bytes of a file no larger than a text can be.
fn bytes(file: &Path, largest: usize) -> Result<Vec<u8>, Failure> {
    let label = file.display();
    let unreadable = |error: std::io::Error| Failure::Work(format!("{label} 打不开：{error}"));
    let about = std::fs::metadata(file).map_err(unreadable)?;
    if usize::try_from(about.len()).map_or(true, |size| size > largest) {
        return Err(Failure::Work(format!("{label} 太大，最多 {} MB", largest / 1024 / 1024)));
    }
    std::fs::read(file).map_err(unreadable)
}

fn folder(dir: &Path) -> Result<(), Failure> {
    if dir.is_dir() { Ok(()) } else { Err(Failure::Work(format!("{} 不是目录", dir.display()))) }
}
