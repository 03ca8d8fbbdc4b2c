use std::io::Write;
use std::ops::Deref;
use std::str::FromStr;
use std::sync::Once;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, Connection};
use storage::Store;
use tempfile::TempDir;
use uuid::Uuid;

/// The schema's steps, oldest first.
pub const STEPS: &[&str] = &[
    "0001_matters",
    "0002_jobs",
    "0003_accounts",
    "0004_audit",
    "0005_letters",
    "0006_desk",
    "0007_bodies",
    "0008_reminders",
    "0009_custody",
    "0010_ledger_audit",
    "0011_ledger_reminders",
    "0012_newsroom",
    "0013_news",
    "0014_pictures",
    "0015_field",
    "0016_overview",
    "0017_search",
    "0018_site_check",
    "0019_public_places",
    "0020_contest",
    "0021_reactions",
    "0022_questions",
    "0023_item_address",
    "0024_columns",
    "0025_recordings",
    "0026_errand_kind",
    "0027_flag_town",
    "0028_collect_requests",
    "0029_ahead_photos",
    "0030_form_recordings",
    "0031_best_bets",
    "0032_matter_subject",
];

/// A database of one test's own.
pub struct Place {
    store: Store,
    url: String,
    home: Home,
}

enum Home {
    /// Removed when the test is over.
    Folder {
        _kept: TempDir,
    },
    Server {
        admin: String,
        database: String,
    },
}

impl Place {
    pub async fn sqlite() -> Self {
        let folder = TempDir::new().expect("no temporary folder");
        let url = format!("sqlite:{}", folder.path().join("yaoan.db").display());
        Self::open(url, Home::Folder { _kept: folder }).await
    }

    /// `None`, and a plain word on stderr, without a server to test on.
    pub async fn postgres() -> Option<Self> {
        let Ok(admin) = std::env::var("YAOAN_TEST_POSTGRES") else {
            static SAID: Once = Once::new();
            // Written past `eprintln!`, which the test harness keeps to itself when a test passes.
            let word = b"NOT TESTED on PostgreSQL: YAOAN_TEST_POSTGRES is not set\n";
            SAID.call_once(|| std::io::stderr().write_all(word).expect("stderr is closed"));
            return None;
        };
        let database = format!("yaoan_{}", Uuid::new_v4().simple());
        execute(&admin, format!("CREATE DATABASE {database}")).await;
        let url = with_database(&admin, &database);
        Some(Self::open(url, Home::Server { admin, database }).await)
    }

    async fn open(url: String, home: Home) -> Self {
        let store = Store::open(&url).await.expect("the database does not open");
        assert_eq!(store.pending_migrations().await.expect("the schema cannot be asked for"), STEPS);
        assert_eq!(store.migrate().await.expect("the schema cannot be made"), STEPS);
        Self { store, url, home }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Says something to the database past the store, with its own connection.
    pub async fn say(&self, sql: &str) -> Result<(), sqlx::Error> {
        let sql = AssertSqlSafe(sql.to_owned());
        if let Home::Folder { .. } = self.home {
            let mut connection = SqliteConnection::connect(&self.url).await?;
            sqlx::raw_sql(sql).execute(&mut connection).await?;
            return connection.close().await;
        }
        let mut connection = PgConnection::connect(&self.url).await?;
        sqlx::raw_sql(sql).execute(&mut connection).await?;
        connection.close().await
    }

    /// Rows of one text column, read the same way.
    pub async fn ask(&self, on_sqlite: &'static str, on_postgres: &'static str) -> Vec<String> {
        let rows: Vec<(String,)> = if let Home::Folder { .. } = self.home {
            let mut connection = SqliteConnection::connect(&self.url).await.unwrap();
            sqlx::query_as(on_sqlite).fetch_all(&mut connection).await.unwrap()
        } else {
            let mut connection = PgConnection::connect(&self.url).await.unwrap();
            sqlx::query_as(on_postgres).fetch_all(&mut connection).await.unwrap()
        };
        rows.into_iter().map(|(text,)| text).collect()
    }

    /// Makes the database refuse everybody: PostgreSQL closes its doors, SQLite's write lock is
    /// held by somebody who does not let go. What is answered goes to [`Place::come_back`].
    pub async fn go_away(&self) -> Option<SqliteConnection> {
        match &self.home {
            Home::Folder { .. } => {
                let mut connection = SqliteConnection::connect(&self.url).await.unwrap();
                sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut connection).await.unwrap();
                Some(connection)
            }
            Home::Server { admin, database } => {
                execute(admin, format!("ALTER DATABASE {database} WITH ALLOW_CONNECTIONS false")).await;
                let of_this =
                    format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'");
                execute(admin, of_this).await;
                None
            }
        }
    }

    pub async fn come_back(&self, lock: Option<SqliteConnection>) {
        if let Some(connection) = lock {
            connection.close().await.unwrap();
        }
        if let Home::Server { admin, database } = &self.home {
            execute(admin, format!("ALTER DATABASE {database} WITH ALLOW_CONNECTIONS true")).await;
        }
    }

    pub async fn clear(self) {
        self.store.close().await;
        if let Home::Server { admin, database } = self.home {
            execute(&admin, format!("DROP DATABASE {database} WITH (FORCE)")).await;
        }
    }
}

impl Deref for Place {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

/// `postgres://user@host:port/anything?options` with another database.
fn with_database(admin: &str, database: &str) -> String {
    let (address, options) = admin.split_once('?').unwrap_or((admin, ""));
    let scheme_end = address.find("://").map_or(0, |at| at + 3);
    let host_end = address[scheme_end..].find('/').map_or(address.len(), |at| scheme_end + at);
    format!("{}/{database}?{options}", &address[..host_end])
}

async fn execute(url: &str, sql: String) {
    let options = PgConnectOptions::from_str(url).expect("YAOAN_TEST_POSTGRES is not an address");
    let mut connection = PgConnection::connect_with(&options).await.expect("the test server cannot be reached");
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.expect("the test server refuses");
    connection.close().await.expect("the test server does not say goodbye");
}
