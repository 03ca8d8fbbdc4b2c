CREATE TABLE staff (
    id                   TEXT    NOT NULL PRIMARY KEY,
    login                TEXT    NOT NULL UNIQUE,
    name                 TEXT    NOT NULL,
    role                 TEXT    NOT NULL,
    unit                 TEXT    NOT NULL,
    password_hash        TEXT    NOT NULL,
    totp_key_id          TEXT,
    totp_blob            BLOB,
    totp_last_step       INTEGER,
    disabled             INTEGER NOT NULL,
    must_change_password INTEGER NOT NULL
) STRICT;

-- Only the hash of a session's token is kept.
CREATE TABLE session (
    token_sha256 BLOB    NOT NULL PRIMARY KEY,
    staff        TEXT    NOT NULL REFERENCES staff (id),
    created_at   INTEGER NOT NULL,
    seen_at      INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_staff ON session (staff);
CREATE INDEX session_expires ON session (expires_at);
