use crate::column::json;
use crate::db::Pool;
use crate::error::StorageError;
use crate::inbox::View;
use crate::matters::{self, MatterRow};
use crate::store::Store;

/// Most matters on the red list at once; it is read by people.
const MOST: i64 = 500;

macro_rules! supervised {
    ($names:literal, $prefixes:literal) => {
        concat!(
            "SELECT m.seq FROM matter m WHERE ",
            $names,
            " AND EXISTS (SELECT 1 FROM ",
            $prefixes,
            " WHERE p.value <> '' AND m.region LIKE p.value || '%')
               AND ($2 IS NULL OR m.unit = $2) ORDER BY m.due, m.seq LIMIT $3"
        )
    };
}

impl Store {
    /// Matters within a view that a supervision stands over, the nearest day first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn supervised(&self, view: &View) -> Result<Vec<MatterRow>, StorageError> {
        let prefixes = json(&view.regions)?;
        let seqs: Vec<(i64,)> = match self.reader() {
            // In the words of the partial index, so that it is used.
            Pool::Sqlite(pool) => {
                const SQL: &str = supervised!("instr(m.state, '\"supervisions\":[{') > 0", "json_each($1) p");
                sqlx::query_as(SQL).bind(&prefixes).bind(view.unit.as_deref()).bind(MOST).fetch_all(pool).await?
            }
            Pool::Postgres(pool) => {
                const SQL: &str = supervised!(
                    "strpos(m.state, '\"supervisions\":[{') > 0",
                    "json_array_elements_text($1::json) AS p(value)"
                );
                sqlx::query_as(SQL).bind(&prefixes).bind(view.unit.as_deref()).bind(MOST).fetch_all(pool).await?
            }
        };
        let seqs: Vec<i64> = seqs.into_iter().map(|(seq,)| seq).collect();
        matters::rows_by_seq(self.reader(), &seqs).await
    }
}
