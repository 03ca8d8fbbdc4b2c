//! What a house stands on: settings held to the law, content and site read, database and keys opened.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::sync::Arc;

use domain::law::Laws;
use domain::site::Site;
use storage::Store;

use crate::clock::Random;
use crate::command::{Failure, lines};
use crate::keys::Keyring;
use crate::library::{self, Keeping, Loaded, Shelf};
use crate::settings::{SettingFault, Settings};

/// What everything else stands on; enough for the commands that serve nothing.
pub struct Ground {
    pub site: Arc<Site>,
    pub loaded: Loaded,
    pub shelf: Shelf,
    pub store: Store,
}

/// Opens content, site and database.
///
/// # Errors
/// A wrong setting, faulty content (each fault with file and line), or a database that does not open.
pub async fn ground(settings: &Settings) -> Result<Ground, Failure> {
    let shelf = shelf(settings)?;
    let site = Arc::new(site(settings, &shelf)?);
    let loaded = library::load(&shelf, &site)?;
    audit_is_kept_long_enough(settings, &shelf, &loaded.laws)?;
    make_folder(settings)?;
    let store = Store::open(&settings.database).await.map_err(|error| SettingFault::new("database", error))?;
    Ok(Ground { site, loaded, shelf, store })
}

/// As [`ground`], with a database that can be worked with.
///
/// # Errors
/// As [`ground`] and [`up_to_date`].
pub async fn ready(settings: &Settings) -> Result<Ground, Failure> {
    let ground = ground(settings).await?;
    up_to_date(&ground.store).await?;
    Ok(ground)
}

/// Makes an empty database; one that holds data is changed only by `yaoan migrate`, after a backup.
///
/// # Errors
/// The steps that are to be taken first.
pub async fn up_to_date(store: &Store) -> Result<(), Failure> {
    let pending = store.pending_migrations().await.map_err(Failure::work)?;
    if !pending.is_empty() && !store.is_new().await.map_err(Failure::work)? {
        return Err(Failure::Work(format!("数据库要先升级：{}。请备份后运行 yaoan migrate", pending.join("、"))));
    }
    store.migrate().await.map_err(Failure::work)?;
    Ok(())
}

/// Opens the key file, or makes it for an installation that has sealed nothing yet: fresh keys
/// beside old matters would hide that the old ones are lost.
///
/// # Errors
/// A key file that cannot be used, or is missing where matters were sealed.
pub async fn keys(settings: &Settings, store: &Store, random: Arc<dyn Random>) -> Result<Keyring, Failure> {
    let path = &settings.key_file;
    if !path.exists() && store.holds_matters().await.map_err(Failure::work)? {
        let why = format!("{} 不见了，数据库里的内容要用它才能打开，请从备份放回来", path.display());
        return Err(SettingFault::new("key_file", why).into());
    }
    Keyring::open_or_create(path, random).map_err(|error| SettingFault::new("key_file", error).into())
}

/// Holds the setting to the least the law asks for.
fn audit_is_kept_long_enough(settings: &Settings, shelf: &Shelf, laws: &Laws) -> Result<(), Failure> {
    let rule = library::keeping(shelf, Keeping::NETWORK_LOG)?;
    match settings.audit_keep_months {
        Some(months) if months < rule.months => {
            let law = laws.cite(&rule.law, "");
            let why = format!("{law}要求网络日志至少留存 {} 个月，这里写的是 {months}；不设置就一直保存", rule.months);
            Err(SettingFault::new("audit_keep_months", why).into())
        }
        _ => Ok(()),
    }
}

/// Makes the data folder for its owner alone: stories and messages lie in it unsealed.
pub(super) fn make_folder(settings: &Settings) -> Result<(), Failure> {
    let data = &settings.data;
    let made = DirBuilder::new().recursive(true).mode(0o700).create(data);
    made.map_err(|error| SettingFault::new("data", format!("{}：{error}", data.display())).into())
}

fn shelf(settings: &Settings) -> Result<Shelf, SettingFault> {
    match &settings.content {
        None => Ok(Shelf::BuiltIn),
        Some(folder) if folder.is_dir() => Ok(Shelf::Folder(folder.clone())),
        Some(other) => Err(SettingFault::new("content", format!("{} 不是目录", other.display()))),
    }
}

/// The site file with the settings that replace parts of it.
fn site(settings: &Settings, shelf: &Shelf) -> Result<Site, SettingFault> {
    let path = settings.site.as_deref().unwrap_or(Path::new("yunxian"));
    let file = match path.to_str() {
        Some(name) if name.bytes().all(|byte| byte.is_ascii_lowercase()) => shelf.text(&format!("sites/{name}.toml")),
        _ => library::site_file(path),
    };
    let site = file.map_err(|fault| vec![fault]).and_then(|file| library::read_site(&file));
    let mut site = site.map_err(|faults| SettingFault::new("site", lines(&faults)))?;
    if let Some(url) = &settings.public_url {
        site.public_url.clone_from(url);
    }
    if let Some(path) = &settings.base_path {
        site.base_path.clone_from(path);
    }
    // The file was sound, so what is wrong now is what replaced a part of it.
    match site.faults().first().map(|fault| fault.split_once(' ').unwrap_or(("site", fault))) {
        None => Ok(site),
        Some((name, why)) => Err(SettingFault::new(name, why)),
    }
}
