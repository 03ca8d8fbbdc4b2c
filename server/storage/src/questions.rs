//! Questions of residents (咨询).

use domain::audit::{Act, Deed, Who};
use domain::law::QuestionLimits;
use jiff::Timestamp;
use uuid::Uuid;

use crate::audit;
use crate::column::{Reading, micros};
use crate::db::Tx;
use crate::error::StorageError;
use crate::identity::Sealed;
use crate::store::Store;

/// A question that came in.
#[derive(Clone, Debug)]
pub struct NewQuestion {
    pub id: Uuid,
    pub key_mac: [u8; 32],
    pub content_mac: [u8; 32],
    pub code_mac: [u8; 32],
    pub asked_at: Timestamp,
    pub text: String,
    pub may_publish: bool,
    pub contact: Option<Sealed>,
}

/// What became of a question that came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuestionKept {
    New,
    /// The same form was sent before, with this content.
    Known {
        content_mac: [u8; 32],
    },
    CodeTaken,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionRow {
    pub id: Uuid,
    pub version: u32,
    pub asked_at: Timestamp,
    pub text: String,
    pub may_publish: bool,
    pub contact: Option<Sealed>,
    pub answer: Option<AnswerRow>,
    pub public: Option<PublicRow>,
}

/// Words proposed for everybody to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicRow {
    pub question: String,
    pub answer: String,
    /// Who proposed them.
    pub by: Uuid,
    pub published_at: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRow {
    pub text: String,
    pub at: Timestamp,
    pub by: String,
}

/// What is done with a question at the desk.
#[derive(Clone, Copy, Debug)]
pub enum QuestionStep<'a> {
    /// What was proposed or published of an earlier answer goes with it.
    Answer {
        text: &'a str,
        by: &'a str,
        at: Timestamp,
    },
    /// What was published before is no longer.
    Propose {
        question: &'a str,
        answer: &'a str,
        by: Uuid,
    },
    /// What was proposed, as it stands.
    Publish {
        at: Timestamp,
    },
    TakeDown,
}

/// What was destroyed because its time was over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forgotten {
    pub contacts: u64,
    pub questions: u64,
}

/// Which questions a list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionsWanted {
    /// Oldest first.
    Waiting,
    /// Newest first.
    Answered,
    /// Newest first.
    Published,
}

/// Most rows of a list.
const MOST: i64 = 1_000;

const COLUMNS: &str = "id, version, asked_at, text, may_publish, contact_key, contact, answer, answered_at, answered_by, \
                       public_question, public_answer, public_by, published_at";

type Row = (String, i64, i64, String, i64, String, Vec<u8>, String, i64, String, String, String, String, i64);

impl Store {
    /// Keeps a question with its row of the trail, unless the same form was sent before.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn keep_question(&self, new: &NewQuestion) -> Result<QuestionKept, StorageError> {
        retrying!(self.keep_question_once(new))
    }

    /// When the question of a form came in, by the hash of the form's key.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn question_by_key(&self, key_mac: &[u8; 32]) -> Result<Option<QuestionRow>, StorageError> {
        self.question_where("key_mac = $1", key_mac.as_slice()).await
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn question_by_code(&self, code_mac: &[u8; 32]) -> Result<Option<QuestionRow>, StorageError> {
        self.question_where("code_mac = $1", code_mac.as_slice()).await
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn question(&self, id: Uuid) -> Result<Option<QuestionRow>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM question WHERE id = $1");
        let row: Option<Row> = on!(self.reader(), pool => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.to_string()).fetch_optional(pool).await
        })?;
        row.map(read).transpose()
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn questions(&self, wanted: QuestionsWanted) -> Result<Vec<QuestionRow>, StorageError> {
        let which = match wanted {
            QuestionsWanted::Waiting => "answered_at = 0 ORDER BY asked_at, id",
            QuestionsWanted::Answered => "answered_at > 0 ORDER BY answered_at DESC, id",
            QuestionsWanted::Published => "published_at > 0 ORDER BY published_at DESC, id",
        };
        let sql = format!("SELECT {COLUMNS} FROM question WHERE {which} LIMIT $1");
        let rows: Vec<Row> = on!(self.reader(), pool => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(MOST).fetch_all(pool).await
        })?;
        rows.into_iter().map(read).collect()
    }

    /// Takes a step with its row of the trail; false when the question is no longer at that version.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn step_question(
        &self,
        id: Uuid,
        version: u32,
        step: QuestionStep<'_>,
        act: &Act,
    ) -> Result<bool, StorageError> {
        retrying!(self.step_question_once(id, version, step, act))
    }

    /// Destroys what is over; says how much.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn forget_questions(&self, over: &QuestionLimits, at: Timestamp) -> Result<Forgotten, StorageError> {
        retrying!(self.forget_questions_once(over, at))
    }

    async fn question_where(&self, which: &str, mac: &[u8]) -> Result<Option<QuestionRow>, StorageError> {
        let sql = format!("SELECT {COLUMNS} FROM question WHERE {which}");
        let row: Option<Row> = on!(self.reader(), pool => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(mac).fetch_optional(pool).await
        })?;
        row.map(read).transpose()
    }

    async fn keep_question_once(&self, new: &NewQuestion) -> Result<QuestionKept, StorageError> {
        let mut tx = self.begin().await?;
        if !insert(&mut tx, new).await? {
            let known: Option<(Vec<u8>,)> = on!(&mut tx, tx => {
                sqlx::query_as("SELECT content_mac FROM question WHERE key_mac = $1")
                    .bind(new.key_mac.as_slice())
                    .fetch_optional(&mut **tx)
                    .await
            })?;
            tx.rollback().await?;
            let id = new.id.to_string();
            let reading = Reading { table: "question", row: &id };
            return Ok(match known {
                Some((mac,)) => QuestionKept::Known { content_mac: reading.bytes32("content_mac", &mac)? },
                None => QuestionKept::CodeTaken,
            });
        }
        let act = Act::new(new.asked_at, Who::Reporter, Deed::QuestionKept, new.id.to_string());
        audit::note(&mut tx, &act.with_detail("收到咨询")).await?;
        tx.commit().await?;
        Ok(QuestionKept::New)
    }

    async fn step_question_once(
        &self,
        id: Uuid,
        version: u32,
        step: QuestionStep<'_>,
        act: &Act,
    ) -> Result<bool, StorageError> {
        let mut tx = self.begin().await?;
        let (set, texts, at) = change(step);
        let sql = format!("UPDATE question SET {set}, version = version + 1 WHERE id = $1 AND version = $2");
        let changed = on!(&mut tx, tx => {
            let query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id.to_string()).bind(i64::from(version)).bind(at);
            texts.into_iter().fold(query, |query, text| query.bind(text)).execute(&mut **tx).await?.rows_affected()
        });
        if changed == 0 {
            tx.rollback().await?;
            return Ok(false);
        }
        audit::note(&mut tx, act).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn forget_questions_once(&self, over: &QuestionLimits, at: Timestamp) -> Result<Forgotten, StorageError> {
        let mut tx = self.begin().await?;
        let contacts = on!(&mut tx, tx => {
            sqlx::query(
                "UPDATE question SET contact_key = '', contact = $1
                 WHERE contact_key <> '' AND (answered_at > 0 AND answered_at < $2 OR asked_at < $3)",
            )
            .bind(Vec::<u8>::new())
            .bind(micros(over.answered))
            .bind(micros(over.asked))
            .execute(&mut **tx)
            .await?
            .rows_affected()
        });
        let whole = [
            "UPDATE question SET text = public_question, answer = public_answer
             WHERE asked_at < $1 AND published_at > 0 AND (text <> public_question OR answer <> public_answer)",
            "DELETE FROM question WHERE asked_at < $1 AND published_at = 0",
        ];
        let mut questions = 0;
        for sql in whole {
            questions += on!(&mut tx, tx => {
                sqlx::query(sql).bind(micros(over.whole)).execute(&mut **tx).await?.rows_affected()
            });
        }
        if contacts + questions > 0 {
            let act = Act::new(at, Who::System, Deed::DataDestroyed, "咨询");
            let detail = format!("咨询人的电话 {contacts} 个，问题和答复 {questions} 条");
            audit::note(&mut tx, &act.with_detail(detail)).await?;
        }
        tx.commit().await?;
        Ok(Forgotten { contacts, questions })
    }
}

/// The columns a step sets, what stands in them from $4 on, and the time that is $3.
fn change(step: QuestionStep<'_>) -> (&'static str, Vec<String>, i64) {
    match step {
        QuestionStep::Answer { text, by, at } => (
            "answered_at = $3, answer = $4, answered_by = $5, public_question = '', public_answer = '', public_by = '',
             published_at = 0",
            vec![text.to_owned(), by.to_owned()],
            micros(at),
        ),
        QuestionStep::Propose { question, answer, by } => (
            "published_at = $3, public_question = $4, public_answer = $5, public_by = $6",
            vec![question.to_owned(), answer.to_owned(), by.to_string()],
            0,
        ),
        QuestionStep::Publish { at } => ("published_at = $3", Vec::new(), micros(at)),
        QuestionStep::TakeDown => {
            ("published_at = $3, public_question = '', public_answer = '', public_by = ''", Vec::new(), 0)
        }
    }
}

/// False where key or code are there already.
async fn insert(tx: &mut Tx, new: &NewQuestion) -> Result<bool, StorageError> {
    let (contact_key, contact) =
        new.contact.as_ref().map_or(("", &[][..]), |sealed| (sealed.key_id.as_str(), sealed.blob.as_slice()));
    let rows = on!(tx, tx => {
        sqlx::query(
            "INSERT INTO question (id, key_mac, content_mac, code_mac, version, asked_at, text, may_publish,
                 contact_key, contact, answer, answered_at, answered_by, public_question, public_answer, public_by,
                 published_at)
             VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9, '', 0, '', '', '', '', 0) ON CONFLICT DO NOTHING",
        )
        .bind(new.id.to_string())
        .bind(new.key_mac.as_slice())
        .bind(new.content_mac.as_slice())
        .bind(new.code_mac.as_slice())
        .bind(micros(new.asked_at))
        .bind(&new.text)
        .bind(i64::from(new.may_publish))
        .bind(contact_key)
        .bind(contact)
        .execute(&mut **tx)
        .await?
        .rows_affected()
    });
    Ok(rows == 1)
}

fn read(row: Row) -> Result<QuestionRow, StorageError> {
    let (
        id,
        version,
        asked_at,
        text,
        may_publish,
        contact_key,
        contact,
        answer,
        answered_at,
        by,
        question,
        public,
        public_by,
        published_at,
    ) = row;
    let reading = Reading { table: "question", row: &id };
    let answer = (answered_at > 0).then_some(answer);
    let answer =
        answer.map(|text| Ok::<_, StorageError>(AnswerRow { text, at: reading.time("answered_at", answered_at)?, by }));
    let published = (published_at > 0).then(|| reading.time("published_at", published_at));
    let public = (!public_by.is_empty()).then(|| {
        let by = reading.uuid("public_by", &public_by)?;
        Ok::<_, StorageError>(PublicRow { question, answer: public, by, published_at: published.transpose()? })
    });
    Ok(QuestionRow {
        id: reading.uuid("id", &id)?,
        version: reading.number("version", version)?,
        asked_at: reading.time("asked_at", asked_at)?,
        text,
        may_publish: may_publish != 0,
        contact: (!contact_key.is_empty()).then_some(Sealed { key_id: contact_key, blob: contact }),
        answer: answer.transpose()?,
        public: public.transpose()?,
    })
}
