use std::collections::BTreeSet;

use sqlx::migrate::{Migrate, Migration, MigrationType, Migrator};
use sqlx::{Connection, SqlSafeStr};

use crate::db::Pool;
use crate::error::StorageError;

/// A step of the schema, under the same name on both databases.
pub(crate) struct Step {
    version: i64,
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! step {
    ($version:literal, $name:literal) => {
        Step {
            version: $version,
            name: $name,
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }
    };
}

/// Steps that were released are never edited: both databases remember their checksums.
pub(crate) const STEPS: &[Step] = &[
    step!(1, "0001_matters"),
    step!(2, "0002_jobs"),
    step!(3, "0003_accounts"),
    step!(4, "0004_audit"),
    step!(5, "0005_letters"),
    step!(6, "0006_desk"),
    step!(7, "0007_bodies"),
    step!(8, "0008_reminders"),
    step!(9, "0009_custody"),
    step!(10, "0010_ledger_audit"),
    step!(11, "0011_ledger_reminders"),
    step!(12, "0012_newsroom"),
    step!(13, "0013_news"),
    step!(14, "0014_pictures"),
    step!(15, "0015_field"),
    step!(16, "0016_overview"),
    step!(17, "0017_search"),
    step!(18, "0018_site_check"),
    step!(19, "0019_public_places"),
    step!(20, "0020_contest"),
    step!(21, "0021_reactions"),
    step!(22, "0022_questions"),
    step!(23, "0023_item_address"),
    step!(24, "0024_columns"),
    step!(25, "0025_recordings"),
    step!(26, "0026_errand_kind"),
    step!(27, "0027_flag_town"),
    step!(28, "0028_collect_requests"),
    step!(29, "0029_ahead_photos"),
    step!(30, "0030_form_recordings"),
    step!(31, "0031_best_bets"),
    step!(32, "0032_matter_subject"),
];

/// The step after which the program chains what is there; see `audit/backfill.rs`.
pub(crate) const AUDIT: &str = "0004_audit";

/// The same for the entries of ledgers.
pub(crate) const LEDGER_AUDIT: &str = "0010_ledger_audit";

const TABLE: &str = "_sqlx_migrations";

/// Applies what is missing, and names it.
pub(crate) async fn run(pool: Pool<'_>) -> Result<Vec<String>, StorageError> {
    match pool {
        Pool::Sqlite(pool) => {
            let missing = pending(Pool::Sqlite(pool)).await?;
            let mut connection = pool.acquire().await?;
            migrator(|step| step.sqlite).run_direct(None, &mut *connection, false).await?;
            Ok(missing)
        }
        Pool::Postgres(pool) => {
            let missing = pending(Pool::Postgres(pool)).await?;
            let mut connection = pool.acquire().await?.detach();
            // Another server may be migrating right now, and a step may take its time.
            sqlx::raw_sql("SET lock_timeout = 0; SET statement_timeout = 0").execute(&mut connection).await?;
            migrator(|step| step.postgres).run_direct(None, &mut connection, false).await?;
            connection.close().await?;
            Ok(missing)
        }
    }
}

pub(crate) async fn pending(pool: Pool<'_>) -> Result<Vec<String>, StorageError> {
    let applied = on!(pool, pool => {
        let mut connection = pool.acquire().await?;
        connection.ensure_migrations_table(TABLE).await?;
        connection.list_applied_migrations(TABLE).await?
    });
    let applied: BTreeSet<i64> = applied.into_iter().map(|migration| migration.version).collect();
    let missing = STEPS.iter().filter(|step| !applied.contains(&step.version));
    Ok(missing.map(|step| step.name.to_owned()).collect())
}

fn migrator(sql: fn(&Step) -> &'static str) -> Migrator {
    let migrations = STEPS.iter().map(|step| {
        let text = sql(step).into_sql_str();
        Migration::new(step.version, step.name.into(), MigrationType::Simple, text, false)
    });
    Migrator::with_migrations(migrations.collect())
}
