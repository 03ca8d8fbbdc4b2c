CREATE TABLE staff (
    id                   TEXT    NOT NULL PRIMARY KEY,
    login                TEXT    NOT NULL UNIQUE,
    name                 TEXT    NOT NULL,
    role                 TEXT    NOT NULL,
    unit                 TEXT    NOT NULL,
    password_hash        TEXT    NOT NULL,
    totp_key_id          TEXT,
    totp_blob            BYTEA,
    totp_last_step       BIGINT,
    disabled             BOOLEAN NOT NULL,
    must_change_password BOOLEAN NOT NULL
);

-- Only the hash of a session's token is kept.
CREATE TABLE session (
    token_sha256 BYTEA   NOT NULL PRIMARY KEY,
    staff        TEXT    NOT NULL REFERENCES staff (id),
    created_at   BIGINT  NOT NULL,
    seen_at      BIGINT  NOT NULL,
    expires_at   BIGINT  NOT NULL
);
CREATE INDEX session_staff ON session (staff);
CREATE INDEX session_expires ON session (expires_at);
