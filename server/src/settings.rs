//! Settings: flags first, then `YAOAN_*` variables, then a TOML file, then defaults.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// What `yaoan` runs with.
#[derive(Clone, Debug)]
pub struct Settings {
    pub listen: SocketAddr,
    /// Own listener for `/metrics`; none unless set.
    pub metrics_listen: Option<SocketAddr>,
    pub data: PathBuf,
    pub database: String,
    /// Site file, or the name of a site among the content; 云县 unless set.
    pub site: Option<PathBuf>,
    /// Folder that replaces the built-in content.
    pub content: Option<PathBuf>,
    pub demo: bool,
    /// Replaces the site file's `public_url` and `base_path`.
    pub public_url: Option<String>,
    pub base_path: Option<String>,
    /// Key file; `keys.toml` in the data folder unless set.
    pub key_file: PathBuf,
    /// `whsec_…`, several parted by commas while one is rotated out.
    pub gateway_secrets: Vec<String>,
    /// Font file of letters; the usual places unless set.
    pub letter_font: Option<PathBuf>,
    /// Proxies whose `X-Forwarded-For` may be believed, for limits only.
    pub trust_proxy: bool,
    /// Whole months the audit trail is kept at least; for ever unless set. The law's least is held
    /// against it where the law is read.
    pub audit_keep_months: Option<u32>,
}

/// The same settings as typed in a source, all optional.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Partial {
    pub listen: Option<String>,
    pub metrics_listen: Option<String>,
    pub data: Option<PathBuf>,
    pub database: Option<String>,
    pub site: Option<PathBuf>,
    pub content: Option<PathBuf>,
    pub demo: Option<bool>,
    pub public_url: Option<String>,
    pub base_path: Option<String>,
    pub key_file: Option<PathBuf>,
    pub letter_font: Option<PathBuf>,
    pub gateway_secret: Option<String>,
    pub trust_proxy: Option<bool>,
    pub audit_keep_months: Option<u32>,
}

/// A wrong setting: one line that names it.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("设置 {name} 不对：{why}")]
pub struct SettingFault {
    pub name: String,
    pub why: String,
}

impl SettingFault {
    /// However many lines the cause has, the message is one.
    pub fn new(name: &str, why: impl std::fmt::Display) -> Self {
        let why = why.to_string();
        let lines: Vec<&str> = why.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        Self { name: name.to_owned(), why: lines.join("；") }
    }
}

impl Settings {
    /// Puts the sources together.
    ///
    /// # Errors
    /// [`SettingFault`] names the first wrong setting.
    pub fn gather(
        flags: Partial,
        variable: impl Fn(&str) -> Option<String>,
        file: Option<&Path>,
    ) -> Result<Self, SettingFault> {
        let variables = from_variables(variable)?;
        let file = file.map(from_file).transpose()?.unwrap_or_default();
        flags.or(variables).or(file).finish()
    }

    /// Those of a further portal in the same process, which its file alone gives: flags and variables
    /// are for the first.
    ///
    /// # Errors
    /// [`SettingFault`] names the first wrong setting.
    pub fn of_file(path: &Path) -> Result<Self, SettingFault> {
        let partial = from_file(path)?;
        let named = path.display().to_string();
        if partial.data.is_none() {
            return Err(SettingFault::new(&named, "没有写 data：每个站点要有自己的数据目录"));
        }
        if partial.listen.is_some() || partial.metrics_listen.is_some() {
            return Err(SettingFault::new(&named, "listen 和 metrics_listen 只在第一个站点写，大家共用"));
        }
        partial.finish()
    }
}

impl Partial {
    fn or(self, later: Self) -> Self {
        Self {
            listen: self.listen.or(later.listen),
            metrics_listen: self.metrics_listen.or(later.metrics_listen),
            data: self.data.or(later.data),
            database: self.database.or(later.database),
            site: self.site.or(later.site),
            content: self.content.or(later.content),
            demo: self.demo.or(later.demo),
            public_url: self.public_url.or(later.public_url),
            base_path: self.base_path.or(later.base_path),
            key_file: self.key_file.or(later.key_file),
            letter_font: self.letter_font.or(later.letter_font),
            gateway_secret: self.gateway_secret.or(later.gateway_secret),
            trust_proxy: self.trust_proxy.or(later.trust_proxy),
            audit_keep_months: self.audit_keep_months.or(later.audit_keep_months),
        }
    }

    fn finish(self) -> Result<Settings, SettingFault> {
        let data = self.data.unwrap_or_else(|| PathBuf::from("data"));
        let database = self.database.unwrap_or_else(|| format!("sqlite:{}", data.join("yaoan.db").display()));
        if !["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| database.starts_with(scheme)) {
            return Err(SettingFault::new("database", "应以 sqlite: 或 postgres:// 开头"));
        }
        Ok(Settings {
            listen: address("listen", self.listen.as_deref().unwrap_or("127.0.0.1:3000"))?,
            metrics_listen: self.metrics_listen.as_deref().map(|text| address("metrics_listen", text)).transpose()?,
            key_file: self.key_file.unwrap_or_else(|| data.join("keys.toml")),
            database,
            data,
            site: self.site,
            content: self.content,
            demo: self.demo.unwrap_or(false),
            public_url: self.public_url,
            base_path: self.base_path,
            letter_font: self.letter_font,
            gateway_secrets: secrets(self.gateway_secret.as_deref())?,
            trust_proxy: self.trust_proxy.unwrap_or(false),
            audit_keep_months: self.audit_keep_months,
        })
    }
}

fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Partial, SettingFault> {
    let get = |name: &str| variable(&format!("YAOAN_{name}")).filter(|value| !value.is_empty());
    let flag = |name: &str| match get(name).as_deref() {
        None => Ok(None),
        Some("1" | "true" | "yes") => Ok(Some(true)),
        Some("0" | "false" | "no") => Ok(Some(false)),
        Some(_) => Err(SettingFault::new(&format!("YAOAN_{name}"), "应为 true 或 false")),
    };
    Ok(Partial {
        listen: get("LISTEN"),
        metrics_listen: get("METRICS_LISTEN"),
        data: get("DATA").map(PathBuf::from),
        database: get("DATABASE"),
        site: get("SITE").map(PathBuf::from),
        content: get("CONTENT").map(PathBuf::from),
        demo: flag("DEMO")?,
        public_url: get("PUBLIC_URL"),
        base_path: get("BASE_PATH"),
        key_file: get("KEY_FILE").map(PathBuf::from),
        letter_font: get("LETTER_FONT").map(PathBuf::from),
        gateway_secret: get("GATEWAY_SECRET"),
        trust_proxy: flag("TRUST_PROXY")?,
        audit_keep_months: get("AUDIT_KEEP_MONTHS").map(|text| months(&text)).transpose()?,
    })
}

fn from_file(path: &Path) -> Result<Partial, SettingFault> {
    let named = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| SettingFault::new(&named, format!("打不开：{error}")))?;
    toml::from_str(&text).map_err(|error| SettingFault::new(&named, error.message()))
}

fn address(name: &str, text: &str) -> Result<SocketAddr, SettingFault> {
    text.parse().map_err(|_| SettingFault::new(name, format!("“{text}”应为 地址:端口，例如 127.0.0.1:3000")))
}

fn months(text: &str) -> Result<u32, SettingFault> {
    text.parse().map_err(|_| SettingFault::new("YAOAN_AUDIT_KEEP_MONTHS", "应为月数，例如 12"))
}

fn secrets(text: Option<&str>) -> Result<Vec<String>, SettingFault> {
    let list: Vec<String> =
        text.unwrap_or_default().split(',').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect();
    if list.iter().any(|secret| !secret.starts_with("whsec_")) {
        return Err(SettingFault::new("gateway_secret", "应以 whsec_ 开头"));
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn none(_: &str) -> Option<String> {
        None
    }

    #[test]
    fn flags_win_over_variables_and_variables_over_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("yaoan.toml");
        std::fs::write(&file, "listen = \"127.0.0.1:1\"\ndata = \"from-file\"\nbase_path = \"/f/\"\n").unwrap();
        let flags = Partial { listen: Some("127.0.0.1:3".into()), ..Partial::default() };
        let variable = |name: &str| match name {
            "YAOAN_LISTEN" => Some("127.0.0.1:2".to_owned()),
            "YAOAN_DATA" => Some("from-variable".to_owned()),
            _ => None,
        };
        let settings = Settings::gather(flags, variable, Some(&file)).unwrap();
        assert_eq!(settings.listen.port(), 3);
        assert_eq!(settings.data, PathBuf::from("from-variable"));
        assert_eq!(settings.base_path.as_deref(), Some("/f/"));
    }

    #[test]
    fn a_wrong_setting_is_named() {
        let wrong = |flags: Partial| Settings::gather(flags, none, None).unwrap_err().name;
        assert_eq!(wrong(Partial { listen: Some("here".into()), ..Partial::default() }), "listen");
        assert_eq!(wrong(Partial { database: Some("mysql://x".into()), ..Partial::default() }), "database");
        assert_eq!(wrong(Partial { gateway_secret: Some("x".into()), ..Partial::default() }), "gateway_secret");
        let error = Settings::gather(Partial::default(), |name| (name == "YAOAN_DEMO").then(|| "maybe".into()), None);
        assert_eq!(error.unwrap_err().name, "YAOAN_DEMO");
    }

    #[test]
    fn a_further_portal_has_a_data_folder_of_its_own_and_no_listener() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("lufeng.toml");
        let of = |text: &str| {
            std::fs::write(&file, text).unwrap();
            Settings::of_file(&file).map(|settings| settings.data).map_err(|fault| fault.why)
        };
        assert_eq!(of("data = \"lufeng\"\n"), Ok(PathBuf::from("lufeng")));
        assert!(of("base_path = \"/lf/\"\n").unwrap_err().contains("data"));
        assert!(of("data = \"lufeng\"\nlisten = \"127.0.0.1:1\"\n").unwrap_err().contains("listen"));
    }

    #[test]
    fn an_unknown_key_in_the_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("yaoan.toml");
        std::fs::write(&file, "listne = \"127.0.0.1:1\"\n").unwrap();
        assert!(Settings::gather(Partial::default(), none, Some(&file)).unwrap_err().why.contains("listne"));
    }
}
