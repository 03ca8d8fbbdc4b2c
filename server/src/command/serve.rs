use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::serve::ListenerExt;
use clap::Args;
use domain::ports::Accounts;
use storage::Store;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;
use tracing_subscriber::EnvFilter;

use super::flags::Flags;
use super::{Failure, say};
use crate::accounts::DemoAccount;
use crate::assemble::{House, house, up_to_date};
use crate::audit::Keeper;
use crate::clock::{Clock, SystemClock, SystemRandom};
use crate::data_folder::Hold;
use crate::doors::{self, Arrivals, Front, Street, TrustProxy};
use crate::intake::Reception;
use crate::services::Services;
use crate::settings::{SettingFault, Settings};

/// A sealed file the database does not know is given this long before it is swept away: an upload
/// may still be on its way into the database.
const ORPHAN_AGE: Duration = Duration::from_secs(24 * 3600);

/// What `yaoan serve` takes.
#[derive(Args)]
pub struct Serving {
    #[command(flatten)]
    flags: Flags,
    /// 同一进程里另开一个站点：它的设置文件（TOML），可以写几次
    #[arg(long, value_name = "FILE")]
    beside: Vec<PathBuf>,
}

/// Serves until told to stop; requests in flight are finished, then waiting submissions written.
pub async fn run(asked: Serving) -> Result<ExitCode, Failure> {
    let settings = asked.flags.settings()?;
    let beside = asked.beside.iter().map(|file| Settings::of_file(file)).collect::<Result<Vec<_>, _>>()?;
    start_log();
    let mut open = vec![Open::portal(&settings).await?];
    for settings in &beside {
        open.push(Open::portal(settings).await?);
    }
    let street = Street::new(open.iter().map(|portal| portal.front.clone()).collect());
    let street = street.map_err(|clash| SettingFault::new("beside", clash))?;
    let listener = TcpListener::bind(settings.listen).await.map_err(|error| SettingFault::new("listen", error))?;
    // A page is one write; waiting for the other side's acknowledgement would cost it 40 ms.
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    start_metrics(&settings)?;
    for (portal, own) in open.iter().zip(std::iter::once(&settings).chain(&beside)) {
        greet(portal, own, settings.listen).await?;
    }
    let (stop, stopped) = watch::channel(());
    let open: Vec<Busy> = open.into_iter().map(|portal| portal.set_to_work(&stopped)).collect();

    let serving = axum::serve(listener, Arrivals::new(street, TrustProxy(settings.trust_proxy)));
    serving.with_graceful_shutdown(told_to_stop()).await.map_err(Failure::work)?;

    tracing::info!("stopping: requests are done, finishing jobs");
    drop(stop);
    for portal in open {
        portal.close().await;
    }
    Ok(ExitCode::SUCCESS)
}

/// A portal whose doors are open.
struct Open {
    front: Front,
    house: House,
    key_file_is_new: bool,
    /// Texts the newsroom took over from the content folder.
    brought: usize,
}

/// A portal whose work beside the requests goes on.
struct Busy {
    keeper: Arc<Keeper>,
    clock: Arc<dyn Clock>,
    reception: Arc<Reception>,
    tasks: JoinSet<()>,
    _hold: Hold,
}

impl Open {
    async fn portal(settings: &Settings) -> Result<Self, Failure> {
        let key_file_is_new = !settings.key_file.exists();
        let house = house(settings, Arc::new(SystemClock), Arc::new(SystemRandom)).await?;
        let store = &house.services.store;
        if settings.demo {
            store.migrate().await.map_err(Failure::work)?;
        } else {
            up_to_date(store).await?;
        }
        let brought = house.newsroom.open(&house.shelf, house.services.now()).await.map_err(Failure::work)?;
        Ok(Self { front: doors::router(house.services.clone()), house, key_file_is_new, brought })
    }

    fn set_to_work(self, stopped: &watch::Receiver<()>) -> Busy {
        let house = self.house;
        let mut tasks = background(&house, stopped);
        tasks.spawn(house.watcher.run(ended(stopped.clone())));
        Busy {
            keeper: house.keeper,
            clock: house.services.clock.clone(),
            reception: house.reception,
            tasks,
            _hold: house.hold,
        }
    }
}

impl Busy {
    async fn close(mut self) {
        self.reception.close().await;
        while let Some(ended) = self.tasks.join_next().await {
            if let Err(error) = ended {
                tracing::error!(%error, "a background task ended badly");
            }
        }
        // Nothing is written any more, so this seal covers everything.
        self.keeper.seal_and_log(self.clock.now()).await;
    }
}

/// What runs beside the requests until the sender behind `stopped` is gone.
fn background(house: &House, stopped: &watch::Receiver<()>) -> JoinSet<()> {
    let stop = || ended(stopped.clone());
    let mut tasks = JoinSet::new();
    let (worker, told) = (house.worker.clone(), stop());
    tasks.spawn(async move { worker.run(told).await });
    let (ledger, told) = (house.ledger.clone(), stop());
    tasks.spawn(async move { ledger.keep(told).await });
    let (keeper, clock, told) = (house.keeper.clone(), house.services.clock.clone(), stop());
    tasks.spawn(async move { keeper.keep_sealed(clock, told).await });
    let (press, told) = (house.newsroom.press.clone(), stop());
    tasks.spawn(async move { press.keep(told).await });
    tasks.spawn(sweep(house.gallery.clone(), house.services.clone(), stop()));
    let (hits, store, told) = (house.services.hits.clone(), house.services.store.clone(), stop());
    tasks.spawn(async move { hits.keep(store, told).await });
    let (pages, clock) = (doors::Inside::of(&house.services), house.services.clock.clone());
    tasks.spawn(crate::tending::keep(house.caretaker.clone(), pages, clock, stop()));
    tasks.spawn(keep_log_short(house.services.store.clone(), stop()));
    tasks
}

/// `listen` is the address all portals share.
async fn greet(portal: &Open, settings: &Settings, listen: SocketAddr) -> Result<(), Failure> {
    let house = &portal.house;
    let site = &house.services.site;
    say(format!("{} 已启动：http://{listen}{}", site.name, site.base_path));
    if portal.brought > 0 {
        say(format!("采编台收进了内容目录里的 {} 篇；以后发布的以采编台为准", portal.brought));
    }
    if portal.key_file_is_new {
        say(format!("已生成密钥文件 {}，请另外保管一份", settings.key_file.display()));
    }
    if settings.demo {
        let accounts = house.directory.demo_accounts(house.services.now()).await.map_err(Failure::work)?;
        say("演示环境。办件台 desk 的演示账号：");
        for DemoAccount { login, password, role, .. } in accounts {
            say(format!("  {login}\t{password}\t{}", role.words()));
        }
        return Ok(());
    }
    house.directory.refuse_demo_accounts().await.map_err(Failure::work)?;
    if house.directory.list().await.map_err(Failure::work)?.is_empty() {
        say("还没有工作人员账号。先停下，添加第一个管理员：");
        say(format!(
            "  yaoan user add --data {} --login 登录名 --name 姓名 --role admin --unit bureau",
            settings.data.display()
        ));
    }
    Ok(())
}

fn start_log() {
    let filter = EnvFilter::try_from_env("YAOAN_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    // A second start in one process (tests) keeps the first log.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

fn start_metrics(settings: &Settings) -> Result<(), Failure> {
    let Some(address) = settings.metrics_listen else { return Ok(()) };
    let exporter = metrics_exporter_prometheus::PrometheusBuilder::new().with_http_listener(address);
    exporter.install().map_err(|error| SettingFault::new("metrics_listen", error).into())
}

/// Once a day, removes sealed files no matter knows, and gives up uploads nobody went on with.
async fn sweep(gallery: crate::media::Gallery, services: Services, stop: impl Future<Output = ()>) {
    let mut day = tokio::time::interval(ORPHAN_AGE);
    tokio::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => return,
            _ = day.tick() => {}
        }
        let (store, now) = (&services.store, services.now());
        for given_up in [store.give_parts_up(now).await, store.give_ahead_up(now).await] {
            match given_up {
                Ok(0) => {}
                Ok(given_up) => tracing::info!(given_up, "gave up uploads nobody went on with"),
                Err(error) => tracing::error!(%error, "could not look for uploads to give up"),
            }
        }
        let Some(before) = SystemTime::now().checked_sub(ORPHAN_AGE) else { continue };
        match gallery.sweep(before).await {
            Ok(0) => {}
            Ok(swept) => tracing::info!(swept, "removed sealed files no matter knows"),
            Err(error) => tracing::error!(%error, "could not look for sealed files no matter knows"),
        }
    }
}

/// Every second, carries the database's log over.
async fn keep_log_short(store: Store, stop: impl Future<Output = ()>) {
    let mut second = tokio::time::interval(Duration::from_secs(1));
    second.set_missed_tick_behavior(MissedTickBehavior::Delay);
    tokio::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => return,
            _ = second.tick() => {}
        }
        if let Err(error) = store.carry_over_log().await {
            tracing::warn!(%error, "the database's log could not be carried over");
        }
    }
}

async fn ended(mut stopped: watch::Receiver<()>) {
    // The only change is the sender going away.
    while stopped.changed().await.is_ok() {}
}

async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
        let _ = interrupt.await;
        return;
    };
    tokio::select! {
        _ = interrupt => {}
        _ = terminate.recv() => {}
    }
}
