//! From settings to a running house: which capability stands behind which port.

mod desk;
mod field;
mod ground;
mod newsroom;
mod standing;

use std::sync::Arc;

use crate::accounts::Directory;
use crate::audit::Keeper;
use crate::clock::{Clock, Random};
use crate::command::Failure;
use crate::contest::Contest;
use crate::data_folder::{self, Hold};
use crate::deadlines::{Ledger, Remind};
use crate::doors::{assets, cache::PageCache};
use crate::forwarding::{HandOver, gateway_of};
use crate::hits::{Hits, Readership};
use crate::intake::Reception;
use crate::jobs::{Handler, Worker};
use crate::library::{self, Shelf, Watcher};
use crate::media::{CopyMaker, Gallery};
use crate::newsroom::{NewsDesk, Tick};
use crate::overview::{OpenSurvey, Survey};
use crate::pictures::Album;
use crate::recordings::Carrier;
use crate::risks::RiskList;
use crate::services::{Parts, Services};
use crate::settings::{SettingFault, Settings};
use crate::supervision::RedList;
use crate::tending::Caretaker;
use crate::tracking::Guard;
use crate::transfers::Handing;

pub use ground::{Ground, ground, keys, ready, up_to_date};
pub use newsroom::{Writing, writing};
use standing::Standing;

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

/// Puts the capabilities behind the ports. Runs inside a tokio runtime.
///
/// # Errors
/// As [`ground`], and keys or front files that cannot be used.
pub async fn house(settings: &Settings, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Result<House, Failure> {
    ground::make_folder(settings)?;
    let hold = data_folder::hold(&settings.data).map_err(|why| SettingFault::new("data", why))?;
    let ground = ground(settings).await?;
    let templates = ground.loaded.letters.clone();
    let (on, watcher) = Standing::open(settings, ground, clock, random).await?;
    let gateway = gateway_of(&on.site, &settings.gateway_secrets)?;
    let assets = Arc::new(assets::load().map_err(Failure::Work)?);

    let (forwarder, ledger, newsroom) = (on.forwarder(), on.deadlines(), on.newsroom()?);
    let handlers: [Arc<dyn Handler>; 4] = [
        Arc::new(HandOver::new(forwarder.clone(), gateway)),
        Arc::new(CopyMaker::new(on.gallery.clone())),
        Arc::new(Remind(ledger.clone())),
        Arc::new(Tick(newsroom.clone())),
    ];
    let worker = Worker::new(on.store.clone(), on.clock.clone(), on.random.clone(), handlers);
    let reception = Arc::new(on.reception(worker.bell()));
    let directory = Arc::new(on.directory(on.site.desk.totp_required && !settings.demo)?);
    let keeper = Arc::new(Keeper::new(on.store.clone(), on.keys.clone(), &settings.data));
    let caseload = Arc::new(on.caseload());
    let (album, caretaker) = (on.album(&newsroom), on.caretaker(&newsroom)?);
    let (phones, uploads) = (Arc::new(on.phones(reception.clone())?), on.uploads());
    let take_backs = Arc::new(on.points());
    let rules = library::open_rules(&on.shelf)?;
    let words = newsroom.examiner.words.clone();

    let services = Services::from(Parts {
        questions: Arc::new(on.counter(words.clone())),
        field_desk: Arc::new(on.field_office(&newsroom, phones.clone(), uploads.clone())),
        field_work: phones,
        outlets: Arc::new(on.outlets()),
        collects: Arc::new(on.collects()),
        tracking: Arc::new(on.tracker(&rules)),
        open_numbers: Arc::new(OpenSurvey {
            store: on.store.clone(),
            site: on.site.clone(),
            rules,
            take_backs: take_backs.clone(),
        }),
        take_backs,
        reactions: Arc::new(on.reactions()?),
        uploads,
        ahead: on.ahead(),
        transfers: Arc::new(Handing { books: on.books() }),
        supervision: Arc::new(RedList { books: on.books(), random: on.random.clone() }),
        risks: Arc::new(RiskList { books: on.books() }),
        rewards: Arc::new(on.rewards()?),
        intake: reception.clone(),
        guard: Arc::new(Guard::new()),
        casework: caseload.clone(),
        contests: Arc::new(Contest { store: on.store.clone(), keys: on.keys.clone() }),
        custody: caseload.clone(),
        letters: Arc::new(on.letters(settings, templates, caseload.clone())),
        deadlines: Arc::new(ledger.clone()),
        overviews: Arc::new(Survey { desk: caseload }),
        forwarding: Arc::new(forwarder),
        accounts: directory.clone(),
        audit: keeper.clone(),
        library: Arc::new(on.shelves.clone()),
        words,
        newsroom: Arc::new(newsroom.clone()),
        columns: Arc::new(newsroom.clone()),
        bets: Arc::new(newsroom.clone()),
        pictures: Arc::new(album.clone()),
        recordings: Arc::new(on.studio(&newsroom, &assets)),
        readers: Arc::new(Readership { store: on.store.clone() }),
        hits: Arc::new(Hits::default()),
        tending: Arc::new(caretaker.clone()),
        pages: Arc::new(PageCache::default()),
        gateway_secrets: settings.gateway_secrets.clone().into(),
        demo: settings.demo,
        site: on.site.clone(),
        laws: on.laws.clone(),
        regions: on.regions.clone(),
        calendar: on.calendar.clone(),
        clock: on.clock.clone(),
        random: on.random.clone(),
        keys: on.keys.clone(),
        vault: on.vault.clone(),
        store: on.store.clone(),
        assets,
    });
    let (carrier, watcher) = (on.carrier(&newsroom), watcher.counting(ledger.clone()));
    Ok(House {
        services,
        directory,
        keeper,
        reception,
        gallery: on.gallery,
        ledger,
        worker,
        watcher,
        newsroom,
        album,
        carrier,
        caretaker,
        shelf: on.shelf,
        hold,
    })
}
