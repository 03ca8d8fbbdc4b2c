-- What residents ask about medicine. Empty or 0: not there yet.
CREATE TABLE question (
    id              TEXT NOT NULL PRIMARY KEY,
    key_mac         BLOB NOT NULL UNIQUE,
    content_mac     BLOB NOT NULL,
    code_mac        BLOB NOT NULL UNIQUE,
    version         INTEGER NOT NULL,
    asked_at        INTEGER NOT NULL,
    text            TEXT NOT NULL,
    may_publish     INTEGER NOT NULL,
    contact_key     TEXT NOT NULL,
    contact         BLOB NOT NULL,
    answer          TEXT NOT NULL,
    answered_at     INTEGER NOT NULL,
    answered_by     TEXT NOT NULL,
    public_question TEXT NOT NULL,
    public_answer   TEXT NOT NULL,
    public_by       TEXT NOT NULL,
    published_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX question_by_answer ON question (answered_at, asked_at);
CREATE INDEX question_by_publication ON question (published_at);
