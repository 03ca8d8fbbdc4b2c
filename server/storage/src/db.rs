use sqlx::postgres::PgPool;
use sqlx::sqlite::SqlitePool;
use sqlx::{Postgres, Sqlite, Transaction};

use crate::error::StorageError;

/// The same thing of one of the two databases.
pub(crate) enum Db<S, P> {
    Sqlite(S),
    Postgres(P),
}

pub(crate) type Pool<'a> = Db<&'a SqlitePool, &'a PgPool>;
pub(crate) type Tx = Db<Transaction<'static, Sqlite>, Transaction<'static, Postgres>>;

/// Repeats an expression for both databases, so that SQL and bindings are written once.
macro_rules! on {
    ($db:expr, $name:ident => $body:expr) => {
        match $db {
            $crate::db::Db::Sqlite($name) => $body,
            $crate::db::Db::Postgres($name) => $body,
        }
    };
}

impl Tx {
    pub(crate) async fn commit(self) -> Result<(), StorageError> {
        on!(self, tx => tx.commit().await)?;
        Ok(())
    }

    pub(crate) async fn rollback(self) -> Result<(), StorageError> {
        on!(self, tx => tx.rollback().await)?;
        Ok(())
    }
}
