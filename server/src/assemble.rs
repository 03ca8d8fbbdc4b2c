//! From settings to a running house: which capability stands behind which port.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::sync::Arc;

use domain::site::Site;
use storage::Store;

use crate::accounts::Directory;
use crate::casework::Caseload;
use crate::clock::{Clock, Random};
use crate::command::Failure;
use crate::data_folder::{self, Hold};
use crate::doors::{assets, cache::PageCache};
use crate::forwarding::{Forwarder, HandOver, gateway_of};
use crate::intake::{Equipment, Reception};
use crate::jobs::{Handler, Worker};
use crate::keys::Keyring;
use crate::library::{self, Fault, Loaded, Shelf, Shelves, Watcher};
use crate::media::{CopyMaker, Gallery, Vault};
use crate::services::Services;
use crate::settings::{SettingFault, Settings};
use crate::tracking::{Guard, Tracker};

/// The house, put together.
pub struct House {
    pub services: Services,
    pub directory: Arc<Directory>,
    pub reception: Arc<Reception>,
    pub gallery: Gallery,
    pub worker: Worker,
    pub watcher: Watcher,
    /// Other servers stay out of the data folder while this lives.
    pub hold: Hold,
}

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
    let shelf = settings.content.clone().map_or(Shelf::BuiltIn, Shelf::Folder);
    let site = Arc::new(site(settings, &shelf)?);
    let loaded = library::load(&shelf, &site.base_path).map_err(|faults| Failure::Work(listed(&faults)))?;
    make_folder(settings)?;
    let store = Store::open(&settings.database).await.map_err(|error| setting("database", &error.to_string()))?;
    Ok(Ground { site, loaded, shelf, store })
}

/// Puts the capabilities behind the ports. Runs inside a tokio runtime.
///
/// # Errors
/// As [`ground`], and keys or front files that cannot be used.
pub async fn house(settings: &Settings, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Result<House, Failure> {
    make_folder(settings)?;
    let hold = data_folder::hold(&settings.data).map_err(|why| setting("data", &why))?;
    let Ground { site, loaded, shelf, store } = ground(settings).await?;
    let keys = Arc::new(keys(settings, &store, random.clone()).await?);
    let vault =
        Arc::new(Vault::open(settings.data.join("vault")).map_err(|error| setting("data", &error.to_string()))?);
    let gateway = gateway_of(&site, &settings.gateway_secrets).map_err(|why| setting("handover", &why))?;
    let assets = Arc::new(assets::load().map_err(Failure::Work)?);

    let (laws, regions, calendar) = (loaded.laws.clone(), loaded.regions.clone(), loaded.calendar.clone());
    let gallery = Gallery::new(store.clone(), keys.clone(), vault.clone(), random.clone());
    let forwarder = Forwarder::new(
        store.clone(),
        keys.clone(),
        gallery.clone(),
        site.clone(),
        laws.clone(),
        regions.clone(),
        calendar.clone(),
    );
    let handlers: [Arc<dyn Handler>; 2] =
        [Arc::new(HandOver::new(forwarder.clone(), gateway)), Arc::new(CopyMaker::new(gallery.clone()))];
    let worker = Worker::new(store.clone(), clock.clone(), random.clone(), handlers);
    let reception = Arc::new(Reception::open(Equipment {
        store: store.clone(),
        keys: keys.clone(),
        gallery: gallery.clone(),
        laws: laws.clone(),
        calendar: calendar.clone(),
        random: random.clone(),
        number_prefix: site.number_prefix.clone(),
        bell: worker.bell(),
    }));
    let totp_required = site.desk.totp_required && !settings.demo;
    let directory = Directory::new(store.clone(), keys.clone(), site.clone(), random.clone(), totp_required);
    let directory = Arc::new(directory.map_err(Failure::work)?);
    let (shelves, watcher) = Shelves::open(shelf, loaded, clock.clone());
    let services = Services {
        intake: reception.clone(),
        tracking: Arc::new(Tracker::new(
            store.clone(),
            keys.clone(),
            gallery.clone(),
            laws.clone(),
            calendar.clone(),
            random.clone(),
        )),
        guard: Arc::new(Guard::new()),
        casework: Arc::new(Caseload {
            store: store.clone(),
            site: site.clone(),
            laws: laws.clone(),
            regions: regions.clone(),
            calendar: calendar.clone(),
            keys: keys.clone(),
            gallery: gallery.clone(),
            random: random.clone(),
        }),
        forwarding: Arc::new(forwarder),
        accounts: directory.clone(),
        library: Arc::new(shelves),
        pages: Arc::new(PageCache::default()),
        gateway_secrets: settings.gateway_secrets.clone().into(),
        demo: settings.demo,
        site,
        laws,
        regions,
        calendar,
        clock,
        random,
        assets,
        keys,
        vault,
        store,
    };
    Ok(House { services, directory, reception, gallery, worker, watcher, hold })
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
        return Err(setting("key_file", &why));
    }
    Keyring::open_or_create(path, random).map_err(|error| setting("key_file", &error.to_string()))
}

/// Makes the data folder for its owner alone: stories and messages lie in it unsealed.
fn make_folder(settings: &Settings) -> Result<(), Failure> {
    let data = &settings.data;
    let made = DirBuilder::new().recursive(true).mode(0o700).create(data);
    made.map_err(|error| setting("data", &format!("{}：{error}", data.display())))
}

/// The site file with the settings that replace parts of it.
fn site(settings: &Settings, shelf: &Shelf) -> Result<Site, Failure> {
    let file = match &settings.site {
        Some(path) => library::site_file(path),
        None => shelf.text("sites/yunxian.toml"),
    };
    let site = file.map_err(|fault| vec![fault]).and_then(|file| library::read_site(&file));
    let mut site = site.map_err(|faults| setting("site", &listed(&faults)))?;
    if let Some(url) = &settings.public_url {
        site.public_url.clone_from(url);
    }
    if let Some(path) = &settings.base_path {
        site.base_path.clone_from(path);
    }
    match site.faults().first() {
        None => Ok(site),
        Some(fault) => Err(setting("site", fault)),
    }
}

fn listed(faults: &[Fault]) -> String {
    let lines: Vec<_> = faults.iter().map(ToString::to_string).collect();
    format!("内容有 {} 处要改：\n{}", lines.len(), lines.join("\n"))
}

fn setting(name: &str, why: &str) -> Failure {
    Failure::Setting(SettingFault { name: name.to_owned(), why: why.to_owned() })
}
