use std::path::PathBuf;

use clap::Args;

use crate::settings::{Partial, SettingFault, Settings};

/// Flags every command that touches data has. Each also exists as a `YAOAN_…` variable and as a
/// key of the settings file.
#[derive(Args, Clone, Debug, Default)]
pub struct Flags {
    /// 监听地址，例如 127.0.0.1:3000
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// 指标 /metrics 的监听地址，不写就不开
    #[arg(long, value_name = "ADDR")]
    metrics_listen: Option<String>,
    /// 数据目录：数据库、照片、密钥
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// 数据库：sqlite:文件 或 postgres://…
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// 站点文件，或内容里站点的名字（如 lufeng），默认云县
    #[arg(long, value_name = "FILE")]
    site: Option<PathBuf>,
    /// 内容目录，默认用内置内容
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
    /// 演示环境：有演示账号，每页有演示标记
    #[arg(long)]
    demo: bool,
    /// 对外网址，例如 https://www.example.gov.cn
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// 门户所在路径，例如 /aqyy/
    #[arg(long, value_name = "PATH")]
    base_path: Option<String>,
    /// 密钥文件，默认在数据目录下
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// 文书字体文件，默认用系统里的 fonts-noto-cjk
    #[arg(long, value_name = "FILE")]
    letter_font: Option<PathBuf>,
    /// 相信前置代理写的 X-Forwarded-For
    #[arg(long)]
    trust_proxy: bool,
    /// 审计记录至少留几个月，不写就一直留
    #[arg(long, value_name = "MONTHS")]
    audit_keep_months: Option<u32>,
    /// 设置文件（TOML）
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
}

impl Flags {
    /// # Errors
    /// The first wrong setting.
    pub fn settings(self) -> Result<Settings, SettingFault> {
        let file = self.settings.or_else(|| std::env::var_os("YAOAN_SETTINGS").map(PathBuf::from));
        let flags = Partial {
            listen: self.listen,
            metrics_listen: self.metrics_listen,
            data: self.data,
            database: self.database,
            site: self.site,
            content: self.content,
            demo: self.demo.then_some(true),
            public_url: self.public_url,
            base_path: self.base_path,
            key_file: self.key_file,
            letter_font: self.letter_font,
            // A secret on the command line would stand in the process list.
            gateway_secret: None,
            trust_proxy: self.trust_proxy.then_some(true),
            audit_keep_months: self.audit_keep_months,
        };
        Settings::gather(flags, |name| std::env::var(name).ok(), file.as_deref())
    }
}
