//! A simulated year, small enough for every test run; the large one is `make simulate`.

use std::sync::Arc;

use domain::matter::{MatterKind, Stage};
use jiff::Timestamp;
use server::assemble::house;
use server::settings::{Partial, Settings};
use server::simulation::{self, Dice, Failed, Plan, Summary, TurnedClock};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};
use tempfile::TempDir;

const PLAN: Plan = Plan { reports: 300, year: 2026, seed: 7 };
const SMALL: Plan = Plan { reports: 40, ..PLAN };

async fn simulated(folder: &TempDir, database: Option<String>, plan: Plan) -> Result<Summary, Failed> {
    let partial = Partial { data: Some(folder.path().to_owned()), database, ..Partial::default() };
    let settings = Settings::gather(partial, |_| None, None).unwrap();
    let clock = Arc::new(TurnedClock::at(Timestamp::UNIX_EPOCH));
    let house = house(&settings, clock.clone(), Arc::new(Dice::seeded(plan.seed))).await.unwrap();
    let outcome = simulation::run(&house, clock, plan).await;
    house.reception.close().await;
    let (summary, broken) = outcome?;
    assert_eq!(broken, [], "{summary}");
    Ok(summary)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_keeps_every_rule() {
    let folder = tempfile::tempdir().unwrap();
    let year = simulated(&folder, None, PLAN).await.unwrap();
    assert!(year.matters >= 300, "one for each report, two where both is wished: {year}");
    assert!(year.events > 4 * year.matters, "most were worked on: {year}");
    for (kind, stage) in [
        (MatterKind::Complaint, Stage::Closed),
        (MatterKind::Complaint, Stage::Refused),
        (MatterKind::Tip, Stage::Closed),
        (MatterKind::Tip, Stage::Redirected),
    ] {
        assert!(year.at(kind, stage) > 0, "{kind:?} {stage:?}: {year}");
    }
    assert!(year.refusals.len() >= 5, "rules were tried: {year}");
    let again = simulated(&folder, None, SMALL).await.unwrap_err();
    assert!(matches!(again, Failed::NotEmpty), "{again}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_seed_gives_the_same_year() {
    let (one, two, three) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let first = simulated(&one, None, SMALL).await.unwrap().to_string();
    assert_eq!(first, simulated(&two, None, SMALL).await.unwrap().to_string());
    let other = Plan { seed: 8, ..SMALL };
    assert_ne!(first, simulated(&three, None, other).await.unwrap().to_string());
}

/// On a throwaway server named by `YAOAN_TEST_POSTGRES`, as the conformance suite.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_keeps_every_rule_on_postgres() {
    let Ok(admin) = std::env::var("YAOAN_TEST_POSTGRES") else {
        eprintln!("NOT TESTED on PostgreSQL: YAOAN_TEST_POSTGRES is not set");
        return;
    };
    let name = format!("yaoan_{}", uuid::Uuid::new_v4().simple());
    say(&admin, format!("CREATE DATABASE {name}")).await;
    let folder = tempfile::tempdir().unwrap();
    let year = simulated(&folder, Some(with_database(&admin, &name)), PLAN).await.unwrap();
    assert!(year.matters >= 300, "{year}");
    say(&admin, format!("DROP DATABASE {name} WITH (FORCE)")).await;
}

pub async fn say(url: &str, sql: String) {
    let mut connection = PgConnection::connect(url).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// `postgres://user@host:port/anything?options` with another database.
pub fn with_database(admin: &str, database: &str) -> String {
    let (address, options) = admin.split_once('?').unwrap_or((admin, ""));
    let (scheme, rest) = address.split_once("://").unwrap();
    let host = rest.split('/').next().unwrap();
    format!("{scheme}://{host}/{database}?{options}")
}
