//! From settings to a running house: which capability stands behind which port.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::sync::Arc;

use domain::calendar::Calendar;
use domain::law::Laws;
use domain::ports::Casework;
use domain::region::Regions;
use domain::site::Site;
use storage::Store;

use crate::accounts::Directory;
use crate::accounts::password::Hasher;
use crate::accounts::throttle::Throttle;
use crate::audit::Keeper;
use crate::casework::Caseload;
use crate::clock::{Clock, Random};
use crate::collecting::CollectDesk;
use crate::command::Failure;
use crate::contest::Contest;
use crate::data_folder::{self, Hold};
use crate::deadlines::{Ledger, Remind};
use crate::doors::{DrawnForms, assets, cache::PageCache};
use crate::field_work::{FieldOffice, OutletDirectory, Phones, Points};
use crate::forwarding::{Forwarder, HandOver, Outside, gateway_of};
use crate::hits::{Hits, Readership};
use crate::intake::{Equipment, Reception};
use crate::jobs::{Handler, Worker};
use crate::keys::Keyring;
use crate::ledgers::Books;
use crate::letters::{Fonts, Letterbook};
use crate::library::{self, Examiner, Fault, Keeping, Loaded, Shelf, Shelves, Watcher};
use crate::media::{CopyMaker, Gallery, Vault};
use crate::newsroom::{NewsDesk, PressRoom, Tick};
use crate::overview::{OpenSurvey, Survey};
use crate::pictures::Album;
use crate::questions::Counter;
use crate::reactions::ReactionDesk;
use crate::recordings::{Carrier, Studio};
use crate::rewards::RewardLedger;
use crate::risks::RiskList;
use crate::services::{Parts, Services};
use crate::settings::{SettingFault, Settings};
use crate::supervision::RedList;
use crate::tending::Caretaker;
use crate::tracking::{Guard, Tracker};
use crate::transfers::Handing;
use crate::uploads::{AheadShelf, FieldShelf, Uploads};

/// The house, put together.
pub struct House {
    pub services: Services,
    pub directory: Arc<Directory>,
    pub keeper: Arc<Keeper>,
    pub reception: Arc<Reception>,
    pub gallery: Gallery,
    pub ledger: Ledger,
    pub worker: Worker,
    pub watcher: Watcher,
    pub newsroom: NewsDesk,
    pub album: Album,
    pub carrier: Carrier,
    pub caretaker: Caretaker,
    pub shelf: Shelf,
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
    let shelf = shelf(settings)?;
    let site = Arc::new(site(settings, &shelf)?);
    let loaded = library::load(&shelf, &site).map_err(|faults| Failure::Work(listed(&faults)))?;
    audit_is_kept_long_enough(settings, &shelf, &loaded.laws)?;
    make_folder(settings)?;
    let store = Store::open(&settings.database).await.map_err(|error| SettingFault::new("database", error))?;
    Ok(Ground { site, loaded, shelf, store })
}

/// Puts the capabilities behind the ports. Runs inside a tokio runtime.
///
/// # Errors
/// As [`ground`], and keys or front files that cannot be used.
pub async fn house(settings: &Settings, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Result<House, Failure> {
    make_folder(settings)?;
    let hold = data_folder::hold(&settings.data).map_err(|why| SettingFault::new("data", why))?;
    let Ground { site, loaded, shelf, store } = ground(settings).await?;
    let keys = Arc::new(keys(settings, &store, random.clone()).await?);
    let vault = Arc::new(Vault::open(settings.data.join("vault")).map_err(|error| SettingFault::new("data", error))?);
    let gateway = gateway_of(&site, &settings.gateway_secrets)?;
    let assets = Arc::new(assets::load().map_err(Failure::Work)?);

    let laws = Arc::new(Laws { local: site.limit.clone(), ..(*loaded.laws).clone() });
    let (regions, calendar) = (loaded.regions.clone(), Arc::new(loaded.calendar.of(&site.region)));
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
    let ledger = Ledger {
        store: store.clone(),
        site: site.clone(),
        laws: laws.clone(),
        calendar: calendar.clone(),
        clock: clock.clone(),
        random: random.clone(),
    };
    let templates = loaded.letters.clone();
    let (shelves, watcher) = Shelves::open(shelf.clone(), loaded, clock.clone());
    let watcher = watcher.counting(ledger.clone());
    let on = Standing { store: &store, site: &site, laws: &laws, regions: &regions, calendar: &calendar };
    let newsroom = on.newsroom(&shelf, shelves.clone(), random.clone())?;
    let handlers: [Arc<dyn Handler>; 4] = [
        Arc::new(HandOver::new(forwarder.clone(), gateway)),
        Arc::new(CopyMaker::new(gallery.clone())),
        Arc::new(Remind(ledger.clone())),
        Arc::new(Tick(newsroom.clone())),
    ];
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
    let keeper = Arc::new(Keeper::new(store.clone(), keys.clone(), &settings.data));
    let training = library::training(&shelf).map_err(|fault| Failure::Work(listed(&[fault])))?;
    let merits = library::merit_rules(&shelf).map_err(|fault| Failure::Work(listed(&[fault])))?;
    let caseload = Arc::new(Caseload {
        store: store.clone(),
        site: site.clone(),
        laws: laws.clone(),
        regions: regions.clone(),
        calendar: calendar.clone(),
        keys: keys.clone(),
        gallery: gallery.clone(),
        random: random.clone(),
    });
    let casework: Arc<dyn Casework> = caseload.clone();
    let letters = Letterbook {
        store: store.clone(),
        site: site.clone(),
        laws: laws.clone(),
        calendar: calendar.clone(),
        templates,
        keys: keys.clone(),
        random: random.clone(),
        casework: casework.clone(),
        fonts: Fonts { named: settings.letter_font.clone() },
        demo: settings.demo,
    };
    let books = Books {
        store: store.clone(),
        site: site.clone(),
        laws: laws.clone(),
        calendar: calendar.clone(),
        regions: regions.clone(),
    };
    let outside = site.tending.outside_links.then(Outside::new).transpose().map_err(Failure::Work)?;
    let caretaker = Caretaker {
        store: store.clone(),
        site: site.clone(),
        library: Arc::new(shelves.clone()),
        rules: Arc::new(library::indicators(&shelf).map_err(|fault| Failure::Work(listed(&[fault])))?),
        laws: laws.clone(),
        press: newsroom.press.clone(),
        outside,
    };
    let album = Album {
        store: store.clone(),
        keys: keys.clone(),
        vault: vault.clone(),
        random: random.clone(),
        press: newsroom.press.clone(),
    };
    let studio = Studio {
        store: store.clone(),
        library: Arc::new(shelves.clone()),
        wordings: Arc::new(DrawnForms::new(&site, &laws, &assets)),
        regions: regions.clone(),
        site: site.clone(),
        random: random.clone(),
        press: newsroom.press.clone(),
    };
    let carrier = Carrier {
        store: store.clone(),
        regions: regions.clone(),
        site: site.clone(),
        random: random.clone(),
        press: newsroom.press.clone(),
    };
    let rewards = RewardLedger {
        books: books.clone(),
        keys: keys.clone(),
        random: random.clone(),
        hasher: Hasher::new(random.clone()).map_err(Failure::work)?,
    };
    let field = FieldShelf { store: store.clone(), keys: keys.clone(), gallery: gallery.clone(), clock: clock.clone() };
    let uploads = Uploads::new(field, keys.clone(), random.clone(), clock.clone());
    let ahead = AheadShelf { store: store.clone(), keys: keys.clone() };
    let phones = Arc::new(Phones {
        store: store.clone(),
        keys: keys.clone(),
        laws: laws.clone(),
        calendar: calendar.clone(),
        regions: regions.clone(),
        site: site.clone(),
        random: random.clone(),
        hasher: Hasher::new(random.clone()).map_err(Failure::work)?,
        throttle: Throttle::default(),
        reception: reception.clone(),
        training,
        merits,
    });
    let office = FieldOffice {
        store: store.clone(),
        keys: keys.clone(),
        gallery: gallery.clone(),
        laws: laws.clone(),
        regions: regions.clone(),
        site: site.clone(),
        random: random.clone(),
        press: newsroom.press.clone(),
        phones: phones.clone(),
        uploads: uploads.clone(),
    };
    let reactions = ReactionDesk {
        store: store.clone(),
        keys: keys.clone(),
        laws: laws.clone(),
        regions: regions.clone(),
        site: site.clone(),
        random: random.clone(),
        form: Arc::new(library::reaction_form(&shelf).map_err(|fault| Failure::Work(listed(&[fault])))?),
    };
    let outlets = OutletDirectory { store: store.clone(), regions: regions.clone(), site: site.clone() };
    let take_backs = Arc::new(Points { store: store.clone(), regions: regions.clone(), site: site.clone() });
    let collects = CollectDesk {
        store: store.clone(),
        keys: keys.clone(),
        laws: laws.clone(),
        regions: regions.clone(),
        site: site.clone(),
        random: random.clone(),
    };
    let open_rules = library::open_rules(&shelf).map_err(|fault| Failure::Work(listed(&[fault])))?;
    let open_numbers = OpenSurvey {
        store: store.clone(),
        site: site.clone(),
        rules: open_rules.clone(),
        take_backs: take_backs.clone(),
    };
    let words = newsroom.examiner.words.clone();
    let questions = Counter {
        store: store.clone(),
        keys: keys.clone(),
        random: random.clone(),
        laws: laws.clone(),
        words: words.clone(),
    };
    let services = Services::from(Parts {
        questions: Arc::new(questions),
        field_work: phones,
        field_desk: Arc::new(office),
        outlets: Arc::new(outlets),
        take_backs,
        collects: Arc::new(collects),
        open_numbers: Arc::new(open_numbers),
        reactions: Arc::new(reactions),
        uploads,
        ahead: Uploads::new(ahead, keys.clone(), random.clone(), clock.clone()),
        transfers: Arc::new(Handing { books: books.clone() }),
        supervision: Arc::new(RedList { books: books.clone(), random: random.clone() }),
        risks: Arc::new(RiskList { books }),
        rewards: Arc::new(rewards),
        intake: reception.clone(),
        tracking: Arc::new(Tracker::new(
            store.clone(),
            keys.clone(),
            gallery.clone(),
            laws.clone(),
            calendar.clone(),
            random.clone(),
            &open_rules,
        )),
        guard: Arc::new(Guard::new()),
        casework,
        contests: Arc::new(Contest { store: store.clone(), keys: keys.clone() }),
        custody: caseload.clone(),
        letters: Arc::new(letters),
        deadlines: Arc::new(ledger.clone()),
        overviews: Arc::new(Survey { desk: caseload }),
        forwarding: Arc::new(forwarder),
        accounts: directory.clone(),
        audit: keeper.clone(),
        library: Arc::new(shelves),
        words,
        newsroom: Arc::new(newsroom.clone()),
        columns: Arc::new(newsroom.clone()),
        bets: Arc::new(newsroom.clone()),
        pictures: Arc::new(album.clone()),
        recordings: Arc::new(studio),
        readers: Arc::new(Readership { store: store.clone() }),
        hits: Arc::new(Hits::default()),
        tending: Arc::new(caretaker.clone()),
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
    });
    Ok(House {
        services,
        directory,
        keeper,
        reception,
        gallery,
        ledger,
        worker,
        watcher,
        newsroom,
        album,
        carrier,
        caretaker,
        shelf,
        hold,
    })
}

/// What the newsroom stands on, in a running house or beside one.
struct Standing<'a> {
    store: &'a Store,
    site: &'a Arc<Site>,
    laws: &'a Arc<Laws>,
    regions: &'a Arc<Regions>,
    calendar: &'a Arc<Calendar>,
}

impl Standing<'_> {
    fn newsroom(&self, shelf: &Shelf, shelves: Shelves, random: Arc<dyn Random>) -> Result<NewsDesk, Failure> {
        let words = library::dictionaries(shelf, self.regions).map_err(|faults| Failure::Work(listed(&faults)))?;
        let law = library::newsroom_law(shelf).map_err(|fault| Failure::Work(listed(&[fault])))?;
        let law = Arc::new(law);
        Ok(NewsDesk {
            store: self.store.clone(),
            site: self.site.clone(),
            calendar: self.calendar.clone(),
            random,
            press: PressRoom::new(self.store.clone(), shelves.clone(), law.clone()),
            examiner: Arc::new(Examiner {
                site: self.site.clone(),
                shelves,
                laws: self.laws.clone(),
                regions: self.regions.clone(),
                words: Arc::new(words),
                newsroom: law,
            }),
        })
    }
}

/// What is written and shown, for a command that works beside a running server.
pub struct Writing {
    pub newsroom: NewsDesk,
    pub album: Album,
    pub carrier: Carrier,
    pub shelf: Shelf,
}

/// # Errors
/// Faulty word lists or newsroom rules, keys that cannot be used, a data folder that cannot be written.
pub async fn writing(
    settings: &Settings,
    ground: Ground,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
) -> Result<Writing, Failure> {
    let Ground { site, loaded, shelf, store } = ground;
    let keys = Arc::new(keys(settings, &store, random.clone()).await?);
    let vault = Arc::new(Vault::open(settings.data.join("vault")).map_err(|error| SettingFault::new("data", error))?);
    let (laws, regions) = (loaded.laws.clone(), loaded.regions.clone());
    let calendar = Arc::new(loaded.calendar.of(&site.region));
    let (shelves, _) = Shelves::open(shelf.clone(), loaded, clock);
    let on = Standing { store: &store, site: &site, laws: &laws, regions: &regions, calendar: &calendar };
    let newsroom = on.newsroom(&shelf, shelves, random.clone())?;
    let press = newsroom.press.clone();
    let carrier = Carrier { store: store.clone(), regions, site, random: random.clone(), press: press.clone() };
    Ok(Writing { newsroom, album: Album { store, keys, vault, random, press }, carrier, shelf })
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
    let rule = library::keeping(shelf, Keeping::NETWORK_LOG).map_err(|fault| Failure::Work(listed(&[fault])))?;
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
fn make_folder(settings: &Settings) -> Result<(), Failure> {
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

fn listed(faults: &[Fault]) -> String {
    format!("内容有 {} 处要改：\n{}", faults.len(), lines(faults))
}

fn lines(faults: &[Fault]) -> String {
    let lines: Vec<_> = faults.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
