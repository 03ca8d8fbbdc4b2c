-- What residents ask about medicine. Empty or 0: not there yet.
CREATE TABLE question (
    id              TEXT NOT NULL PRIMARY KEY,
    key_mac         BYTEA NOT NULL UNIQUE,
    content_mac     BYTEA NOT NULL,
    code_mac        BYTEA NOT NULL UNIQUE,
    version         BIGINT NOT NULL,
    asked_at        BIGINT NOT NULL,
    text            TEXT NOT NULL,
    may_publish     BIGINT NOT NULL,
    contact_key     TEXT NOT NULL,
    contact         BYTEA NOT NULL,
    answer          TEXT NOT NULL,
    answered_at     BIGINT NOT NULL,
    answered_by     TEXT NOT NULL,
    public_question TEXT NOT NULL,
    public_answer   TEXT NOT NULL,
    public_by       TEXT NOT NULL,
    published_at    BIGINT NOT NULL
);

CREATE INDEX question_by_answer ON question (answered_at, asked_at);
CREATE INDEX question_by_publication ON question (published_at);
