//! Whether a list or a search on the desk costs the same however many matters there are.
//!
//!   cargo bench -p storage --bench desk -- FOLDER [fill] [SMALL LARGE] [postgres://…]
//!
//! With `fill` nothing is asked: it says where the databases are, for whoever asks in another way.
//! A folder or a server that holds the databases of an earlier run is asked again as it is.
//!
//! Fills two databases of each kind through `Store::record`, asks both the same questions in turn,
//! and prints a Markdown table: median, 99th percentile, and how many times slower the large one is.

mod answers;
mod crowd;
mod questions;

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use storage::Store;

type Outcome<T> = Result<T, Box<dyn Error>>;

const SMALL: u32 = 10_000;
const LARGE: u32 = 1_000_000;

struct Arguments {
    folder: PathBuf,
    only_fills: bool,
    small: u32,
    large: u32,
    postgres: Option<String>,
}

fn main() -> Outcome<()> {
    let arguments = arguments()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(measure(&arguments))
}

async fn measure(arguments: &Arguments) -> Outcome<()> {
    let (small, large) = (arguments.small, arguments.large);
    let file = |n: u32| format!("sqlite:{}", arguments.folder.join(format!("desk-{n}.db")).display());
    let mut kinds = vec![("SQLite", [file(small), file(large)])];
    if let Some(server) = &arguments.postgres {
        kinds.push(("PostgreSQL", [database(server, small).await?, database(server, large).await?]));
    }
    let mut text = String::new();
    for (name, [one, other]) in kinds {
        let pair = [filled(&one, small).await?, filled(&other, large).await?];
        if arguments.only_fills {
            text += &format!("{name}\t{small}\t{one}\t{large}\t{other}\n");
        } else {
            text += &answers::table(name, [small, large], &answers::ask(&pair).await?);
        }
    }
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

async fn filled(url: &str, matters: u32) -> Outcome<Store> {
    let store = Store::open(url).await?;
    store.migrate().await?;
    if store.holds_matters().await? {
        return Ok(store);
    }
    let begun = Instant::now();
    crowd::fill(&store, matters).await?;
    let took = begun.elapsed().as_secs_f64();
    let kind = url.split(':').next().unwrap_or_default();
    writeln!(std::io::stderr(), "{matters} matters in {kind}: {took:.0} s, {:.0} a second", f64::from(matters) / took)?;
    Ok(store)
}

/// A database on a throwaway server, made unless it is there.
async fn database(server: &str, matters: u32) -> Outcome<String> {
    use sqlx::Connection;
    let name = format!("desk_{matters}");
    let mut connection = sqlx::PgConnection::connect(server).await?;
    let known = sqlx::query("SELECT 1 FROM pg_database WHERE datname = $1").bind(&name);
    if known.fetch_optional(&mut connection).await?.is_none() {
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut connection).await?;
    }
    connection.close().await?;
    let (address, _) = server.rsplit_once('/').ok_or("the server's address names no database")?;
    Ok(format!("{address}/{name}"))
}

fn arguments() -> Outcome<Arguments> {
    let given: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let postgres = given.iter().find(|argument| argument.starts_with("postgres")).cloned();
    let sizes: Vec<u32> = given.iter().filter_map(|argument| argument.parse().ok()).collect();
    let (small, large) = match sizes.as_slice() {
        [] => (SMALL, LARGE),
        [small, large] => (*small, *large),
        _ => return Err("give both sizes or none".into()),
    };
    let folder = given.first().map(PathBuf::from).filter(|folder| folder.is_dir());
    let folder = folder.ok_or_else(|| format!("{:?} is no folder to put databases in", given.first()))?;
    let folder = Path::new(&folder).canonicalize()?;
    let only_fills = given.iter().any(|argument| argument == "fill");
    Ok(Arguments { folder, only_fills, small, large, postgres })
}
